//===- Lowering.h - Blocks to SQL -------------------------------*- C++ -*-===//
//
// Split by what is lowered: LowerValues.cpp (types, expressions, words), LowerTypes.cpp (enums,
// domains and others), LowerTables.cpp, LowerKeys.cpp, LowerRoutines.cpp (views, functions,
// triggers), LowerSecurity.cpp (policies), LowerOthers.cpp (statistics, publications), Lower.cpp
// (the rest, and the order).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "SqlText.h"
#include "schemac/Frontend/Hcl/Module.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/Words/Hcl/Words.h"
#include <algorithm>
#include <set>

namespace schemac::hcl {

/// SQL as a value: what sql("…") gives, and types.
class SqlValue final : public Referable {
public:
  SqlValue(std::string text, SourceRange range, bool isType)
      : text(std::move(text)), range(range), isType(isType) {}
  std::string describe() const override { return "SQL"; }
  std::optional<Value> get(std::string_view, SourceRange) override { return std::nullopt; }
  const std::string text;
  const SourceRange range; ///< of the text
  const bool isType;
};

/// What an attribute says as text, and where it stands.
struct Text {
  std::string text;
  SourceRange range;
  bool exact = false; ///< it stands there as it is
  bool isSql = false; ///< it was written sql("…")
};

/// Whether \p e is a name that stands for itself; the values of the language that are names do not.
inline bool isBareWord(const Expr *e) {
  return e && e->is(ExprKind::Variable) && e->name != "true" && e->name != "false" &&
         e->name != "null";
}

/// Whether a constraint may wait for the end of the transaction, and whether it does by itself.
struct Deferral {
  bool deferrable, initiallyDeferred;
};

/// The first word of another database. What such words would mean is not known, so that is said
/// once and nothing else of the schema is.
struct Foreign {
  struct Seen {
    SourceRange range;
    std::string word, database;
  };
  std::vector<Seen> all; ///< each place once
  SourceRange range;
  std::string word, database;
  bool isMain = false; ///< there is the schema that every database of SQLite has
  std::set<std::string, std::less<>> databases; ///< of all such words, "MySQL or SQLite"
  bool found() const { return range.isValid(); }
  /// Whether all that was seen may be words of \p one.
  bool areOf(std::string_view one) const {
    return std::ranges::all_of(databases, [&](auto &d) { return d.find(one) != d.npos; });
  }
  /// The dialect whose words all of them are; empty when there is none. SQLite's only schema is
  /// called main, so that words of several databases are its own there, and MySQL's elsewhere.
  std::string_view dialect() const {
    if (areOf("SQLite") && (isMain || databases.contains("SQLite")))
      return "sqlite";
    return areOf("MySQL") ? "mysql" : "";
  }
  void see(SourceRange at, std::string_view w, std::string_view of) {
    databases.emplace(of);
    if (std::ranges::none_of(all, [&](const Seen &s) { return s.range.begin == at.begin; }))
      all.push_back({at, std::string(w), std::string(of)});
    if (found() && range.begin < at.begin)
      return;
    range = at;
    word = w;
    database = of;
  }
};

class Lowering {
public:
  Lowering(Module &module, const SourceManager &sources, Foreign &foreign, DiagEngine &diags)
      : module(module), sources(sources), foreign(foreign), diags(diags) {}

  /// All of it, in an order in which PostgreSQL takes it.
  SqlText run();

protected: // the helpers, for the lowering of other dialects
  // Lower.cpp
  void each(std::string_view type, void (Lowering::*lower)(Instance &));
  void finish(SqlText &statement);
  void comment(Instance &i, std::string_view what, const std::string &name);
  void tables();
  void schema(Instance &i);
  void extension(Instance &i);
  std::string schemaName(Instance &i);
  std::string qualified(Instance &i) {
    return quotedName(schemaName(i)) + "." + quotedName(i.name());
  }

  // LowerValues.cpp
  std::optional<Text> text(Instance &i, std::string_view attribute);
  std::optional<Text> asText(const Value &v, std::string_view attribute);
  std::optional<Text> expression(Instance &i, std::string_view attribute);
  /// Takes off a line comment that \p sql ends in: it would hide what comes behind.
  void cutComment(std::string &sql);
  /// `as` of a view, without a ';' at its end; nothing when it is missing or no query.
  std::optional<Text> viewQuery(Instance &i);
  std::optional<bool> flag(Instance &i, std::string_view attribute);
  bool isSet(Instance &i, std::string_view attribute) { return flag(i, attribute).value_or(false); }
  /// A word such as CASCADE, from \p words; its SQL, or empty.
  std::string word(Instance &i, std::string_view attribute, std::vector<std::string_view> words);
  /// What an expression comes to be without its parentheses and conditions, which words may stand
  /// in; null when a condition is not known, which is reported.
  const Expr *chosen(Instance &i, const Expr &e);
  /// A word that is not checked here: an operator class.
  std::optional<Text> anyWord(Instance &i, std::string_view attribute);
  std::optional<Text> typeOf(Instance &i, std::string_view attribute);
  std::optional<Text> typeText(const Value &v, std::string_view attribute);
  std::optional<Text> defaultOf(Instance &i);
  bool isBareSql(const Expr &e);
  std::optional<std::string> literal(const Value &v);
  std::vector<Value> list(Instance &i, std::string_view attribute);
  Instance *block(const Value &v, std::string_view type, std::string_view attribute);
  Instance *reference(Instance &i, std::string_view attribute, std::string_view type);
  std::vector<Instance *> columns(Instance &i, std::string_view attribute, Instance *table);
  Instance *child(Instance &i, std::string_view type);
  std::vector<Instance *> children(Instance &i, std::string_view type);
  void wrong(SourceRange range, std::string_view attribute, std::string_view must, const Value &is);
  /// \p what has the word in quotes: "'type'".
  void missing(Instance &i, std::string_view what);
  bool isMisspelt(Instance &i, std::string_view what);
  /// "(expression)"
  void addParenthesized(SqlText &s, const Text &t);
  void add(SqlText &s, const Text &t);
  bool addLines(SqlText &s, const Text &t);

  // LowerTypes.cpp
  void need(Instance &type);
  void needNamed(const Text &type);
  void enumType(Instance &i);
  void domain(Instance &i);
  void composite(Instance &i);
  void rangeType(Instance &i);
  void sequence(Instance &i);
  void sequenceOptions(Instance &i, SqlText &s);
  void sequenceOwner(Instance &i);

  // LowerTables.cpp
  void table(Instance &i);
  std::vector<Instance *> parentsOf(Instance &i);
  SqlText tableBody(Instance &i, bool isPart, std::vector<SqlText> &others);
  void lateChecks(Instance &i);
  void partitionOf(Instance &i, Instance &whole, SqlText &s);
  void column(Instance &i, SqlText &s);
  void serial(Instance &i, const Text &type);
  void identity(Instance &i, SqlText &s);
  void generated(Instance &i, SqlText &s);
  void partition(Instance &i, SqlText &s);
  void check(Instance &i, SqlText &s);
  void storageParameters(Instance &i, SqlText &s);
  void tableComments(Instance &i);
  void columnOptions(Instance &i);

  // LowerKeys.cpp
  void key(Instance &i, SqlText &s, std::string_view words);
  void exclusion(Instance &i, SqlText &s);
  /// In one word, as Atlas has it (`deferrable = INITIALLY_DEFERRED`), or as two flags.
  Deferral deferral(Instance &i);
  void deferring(Instance &i, SqlText &s);
  void include(Instance &i, SqlText &s);
  void index(Instance &i, Instance &on);
  std::string methodOf(Instance &i);
  void indexes(Instance &i);
  void tablespace(Instance &i, SqlText &s, std::string_view before);
  void replicaIdentity(Instance &i);
  std::string replicaIndex(Instance &i);
  void setColumns(Instance &i, SqlText &s, std::string_view onDelete);
  void elements(Instance &i, SqlText &s, bool exclusion);
  void element(Instance &on, SqlText &s, bool exclusion);
  void foreignKeys(Instance &i);
  void foreignKey(Instance &i, Instance &table);
  std::vector<Instance *> keyColumns(Instance &i);

  // LowerRoutines.cpp
  void view(Instance &i);
  bool viewsOfRows(Instance &i, std::string_view attribute, std::vector<Instance *> &out);
  bool viewsOfColumns(Instance &table, std::vector<Instance *> &out);
  void viewsOfRoutine(Instance &i);
  void viewText(Instance &i);
  void function(Instance &i);
  void arguments(Instance &i, SqlText &s);
  void results(Instance &i, SqlText &s);
  void body(Instance &i, SqlText &s);
  std::string signature(Instance &i);
  void trigger(Instance &i);
  std::string events(Instance &i);
  void triggerEnabled(Instance &i, Instance &on);

  // LowerSecurity.cpp
  void policy(Instance &i);
  void permission(Instance &i);
  std::string grantedOn(Instance &object);
  std::vector<std::string> privileges(Instance &i);
  void roles(Instance &i, SqlText &s);
  void owner(Instance &i);
  void rowSecurity(Instance &i);

  // LowerOthers.cpp
  void part(Instance &i);
  void bound(Instance &i, SqlText &s);
  void boundValues(Instance &i, std::string_view attribute, SqlText &s);
  void boundNumber(Instance &i, std::string_view attribute, SqlText &s);
  void statistics(Instance &i);
  void publication(Instance &i);
  void published(Instance &i, SqlText &s);
  std::vector<std::string> wordList(Instance &i, std::string_view attribute,
                                    const std::vector<std::string_view> &words);

  Module &module;
  std::optional<bool> extended; ///< some block is an extension, which brings kinds of indexes
  const SourceManager &sources;
  Foreign &foreign;
  DiagEngine &diags;
  SqlText out;
  SqlRules rules = SqlRules::Standard;
  std::set<Instance *> done, underWay, made;
};

/// The names that are PostgreSQL's types, and sql("…").
class WordScope final : public Scope {
public:
  WordScope(Foreign &foreign, const Inputs &inputs, DiagEngine &diags, Words words)
      : foreign(foreign), inputs(inputs), diags(diags), words(words) {}

protected:
  std::optional<Value> own(std::string_view name, SourceRange at) override;
  std::optional<Value> ownCall(std::string_view name, std::span<const Value> arguments,
                               SourceRange at) override;

private:
  Foreign &foreign;
  std::optional<Value> typeCall(std::string_view name, std::span<const Value> arguments,
                                SourceRange at);

  const Inputs &inputs;
  DiagEngine &diags;
  Words words;
};

/// Where words of another database stand in a schema that has more words that only PostgreSQL has,
/// each of them is reported; false when that is not so.
bool reportMixed(Module &module, const Foreign &foreign, DiagEngine &diags);

/// Where a block has an attribute that says something, or a block, of this name.
std::optional<SourceRange> placeOf(Instance &i, std::string_view word);
/// The words in a block of that shape that exclude each other.
void checkPairs(Instance &i, std::string_view shape, DiagEngine &diags, Words words);

/// Everything in the blocks that the vocabulary does not have, or not together. \p isTrial: whether
/// these are words of the database is what is asked.
void checkWords(Module &module, Foreign &foreign, DiagEngine &diags, Words words,
                std::string_view database, bool isTrial = false);

} // namespace schemac::hcl
