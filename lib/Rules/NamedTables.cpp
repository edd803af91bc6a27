//===- NamedTables.cpp - The tables that a statement names ----------------===//
//
// Statements about rows are no steps of a plan, so that their tables are read off their text: what
// stands behind the words that introduce it.
//
//===----------------------------------------------------------------------===//
#include "Rules/NamedTables.h"
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {
namespace {

class NameReader {
public:
  NameReader(const std::vector<SqlToken> &tokens, RuleContext &rules)
      : tokens(tokens), rules(rules) {}

  std::vector<NamedTable> read() {
    size_t at = 0;
    if (take(at, "truncate") || take(at, "lock"))
      take(at, "table"), names(at, true);
    else if (take(at, "vacuum") || take(at, "cluster"))
      options(at), at < tokens.size() ? names(at, true) : allTables({});
    else if (take(at, "reindex"))
      reindex(at);
    else if (take(at, "alter") && take(at, "table"))
      take(at, "if") && take(at, "exists"), names(at, false);
    return std::move(out);
  }

  /// The UPDATEs, DELETEs and INSERTs of a statement, or of the body of a block.
  std::vector<RowChange> changes() {
    std::vector<RowChange> out;
    std::vector<Loop> all = loops();
    for (size_t i = 0; i < tokens.size(); ++i)
      if (beginsStatement(i)) {
        auto isIn = [&](const Loop &l) { return l.begin < i && i < l.end; };
        auto commits = [&](const Loop &l) { return isIn(l) && l.commits; };
        if (std::ranges::any_of(all, commits))
          continue; // it works in parts
        if (std::optional<RowChange> c = change(i)) {
          c->looped = std::ranges::any_of(all, isIn);
          out.push_back(std::move(*c));
        }
      }
    return out;
  }

  /// What the step says that the whole of the tokens is.
  RowChange changeOf(ChangeRowsOp step) const {
    RowChange c;
    c.kind = step.verb().str() == "update"   ? RowChange::Update
             : step.verb().str() == "delete" ? RowChange::Delete
                                             : RowChange::Insert;
    c.table = named(step.table());
    if (step.has_source() && c.kind == RowChange::Insert)
      c.source = named(step.source());
    c.tokens = tokens;
    c.condition = step.where()                  ? lexSqlTokens(step.where().str())
                  : c.kind == RowChange::Insert ? conditionOf(c.tokens) // of its query
                                                : std::vector<SqlToken>();
    return c;
  }

  /// SELECT or COPY ... TO, of every row of a table in use: without a condition or a LIMIT, and not
  /// for a least or greatest value, which an index has.
  bool readsAll() const {
    size_t at = 0;
    if (take(at, "copy")) {
      std::optional<QName> n = name(at);
      return n && outside(tokens, "to") < tokens.size() && isInUse(*n);
    }
    if (!take(at, "select") && !take(at, "perform"))
      return false;
    for (std::string_view bounds : {"where", "limit", "fetch", "into"})
      if (outside(tokens, bounds) < tokens.size())
        return false;
    size_t from = outside(tokens, "from");
    for (size_t i = at; i < from; ++i)
      if (tokens[i].isWord("min") || tokens[i].isWord("max"))
        return false;
    at = from + 1;
    take(at, "only");
    std::optional<QName> n = name(at);
    bool isCall = at < tokens.size() && tokens[at].isSymbol("(");
    return n && !isCall && isInUse(*n);
  }

private:
  bool isInUse(QName n) const { return rules.state.table(n) && !rules.quiet(n); }

  /// At the beginning, behind a semicolon or a word of plpgsql, or as a WITH query.
  bool beginsStatement(size_t i) const {
    if (i == 0)
      return true;
    const SqlToken &before = tokens[i - 1];
    bool query = before.isSymbol("(") && i > 1 &&
                 (tokens[i - 2].isWord("as") || tokens[i - 2].isWord("materialized"));
    bool proper = before.isSymbol(")") && tokens[0].isWord("with");
    return query || proper || before.isSymbol(";") || before.isWord("begin") ||
           before.isWord("then") || before.isWord("else") || before.isWord("loop");
  }

  struct Loop {
    size_t begin = 0, end = 0; ///< its words LOOP and END
    bool commits = false;
  };
  std::vector<Loop> loops() const {
    std::vector<Loop> out;
    std::vector<size_t> open;
    for (size_t i = 0; i < tokens.size(); ++i) {
      bool ends = i > 0 && tokens[i - 1].isWord("end");
      if (tokens[i].isWord("loop") && !ends) {
        open.push_back(out.size());
        out.push_back({i, tokens.size()});
      } else if (tokens[i].isWord("loop") && !open.empty()) {
        out[open.back()].end = i - 1;
        open.pop_back();
      } else if (tokens[i].isWord("commit")) {
        for (size_t l : open)
          out[l].commits = true;
      }
    }
    return out;
  }

  size_t endOf(size_t begin) const {
    int depth = 0;
    for (size_t i = begin; i < tokens.size(); ++i) {
      depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
      if (depth < 0 || (depth == 0 && tokens[i].isSymbol(";")))
        return i;
    }
    return tokens.size();
  }

  NamedTable named(QName n) const {
    const Table *t = rules.state.table(n);
    return {n, t != nullptr, rules.isNew(n), rules.quiet(n), rules.empty(n), rules.size(n)};
  }

  std::optional<RowChange> change(size_t begin) {
    RowChange c;
    size_t at = begin, end = endOf(begin);
    if (take(at, "update"))
      c.kind = RowChange::Update;
    else if (take(at, "delete") && take(at, "from"))
      c.kind = RowChange::Delete;
    else if (take(at, "insert") && take(at, "into"))
      c.kind = RowChange::Insert;
    else if (take(at, "merge") && take(at, "into"))
      c.kind = RowChange::Merge;
    else
      return std::nullopt;
    take(at, "only");
    std::optional<QName> n = name(at);
    if (!n)
      return std::nullopt;
    c.table = named(*n);
    c.tokens = std::span(tokens).subspan(begin, end - begin);
    if (begin > 0 && tokens[0].isWord("with"))
      c.with = std::span(tokens).first(begin);
    if (c.kind == RowChange::Merge) {
      mergedWith(c, begin);
      return c;
    }
    c.condition = conditionOf(c.tokens);
    bool query = false;
    for (; c.kind == RowChange::Insert && at < end && !c.source; ++at) {
      query |= tokens[at].isWord("select");
      if (size_t from = at + 1; query && tokens[at].isWord("from"))
        if (std::optional<QName> source = name(from))
          c.source = named(*source);
    }
    return c;
  }

  /// MERGE INTO t USING s ON c WHEN …: its source, or the first table of a query that is one, and
  /// the condition that pairs rows.
  void mergedWith(RowChange &c, size_t begin) const {
    std::span<const SqlToken> t = c.tokens;
    size_t usings = outside(t, "using"), on = outside(t, "on"), when = outside(t, "when");
    size_t at = begin + usings + 1;
    for (size_t i = usings + 1; i < on; ++i)
      if (t[usings + 1].isSymbol("(") && t[i].isWord("from")) {
        at = begin + i + 1;
        break;
      }
    take(at, "only");
    if (std::optional<QName> source = name(at))
      c.source = named(*source);
    if (on < when)
      c.condition = {t.begin() + ptrdiff_t(on) + 1, t.begin() + ptrdiff_t(when)};
  }

  /// The first such word outside of parentheses; the end when there is none.
  static size_t outside(std::span<const SqlToken> t, std::string_view word) {
    int depth = 0;
    for (size_t i = 0; i < t.size(); ++i) {
      depth += t[i].isSymbol("(") - t[i].isSymbol(")");
      if (depth == 0 && t[i].isWord(word))
        return i;
    }
    return t.size();
  }

  static std::vector<SqlToken> conditionOf(std::span<const SqlToken> t) {
    size_t where = outside(t, "where");
    return where < t.size() ? std::vector<SqlToken>(t.begin() + ptrdiff_t(where) + 1, t.end())
                            : std::vector<SqlToken>();
  }

  bool take(size_t &at, std::string_view word) const {
    if (at >= tokens.size() || !tokens[at].isWord(word))
      return false;
    ++at;
    return true;
  }

  /// FULL, VERBOSE, (ANALYZE, FULL)
  void options(size_t &at) const {
    if (at < tokens.size() && tokens[at].isSymbol("(")) {
      while (at < tokens.size() && !tokens[at].isSymbol(")"))
        ++at;
      ++at;
    }
    while (take(at, "full") || take(at, "freeze") || take(at, "verbose") || take(at, "analyze"))
      ;
  }

  std::optional<QName> name(size_t &at) const {
    if (at >= tokens.size() || !tokens[at].isName())
      return std::nullopt;
    std::string first = tokens[at++].name(), ns;
    while (at + 1 < tokens.size() && tokens[at].isSymbol(".") && tokens[at + 1].isName()) {
      ns = std::move(first);
      first = tokens[at + 1].name();
      at += 2;
    }
    Context &context = rules.unit.context;
    bool isDefault = ns.empty() || ns == rules.dialect.defaultNamespace();
    return QName{isDefault ? Name() : context.name(ns), context.name(first)};
  }

  void names(size_t at, bool several) {
    do {
      take(at, "only");
      std::optional<QName> n = name(at);
      if (!n)
        return;
      add(*n);
      if (at < tokens.size() && tokens[at].isSymbol("*"))
        ++at;
    } while (several && at < tokens.size() && tokens[at++].isSymbol(","));
  }

  /// Of a statement that names none.
  void allTables(std::optional<Name> schema) {
    for (const Table &t : rules.state.tables())
      if (!schema || t.name.ns == *schema) {
        add(t.name);
        out.back().isNamed = false;
      }
  }

  void reindex(size_t at) {
    options(at);
    if (take(at, "database") || take(at, "system"))
      return allTables({});
    if (take(at, "schema")) {
      take(at, "concurrently");
      std::optional<QName> schema = name(at);
      bool isDefault = schema && schema->name.str() == rules.dialect.defaultNamespace();
      return schema ? allTables(isDefault ? Name() : schema->name) : void();
    }
    bool isIndex = take(at, "index");
    if (!isIndex && !take(at, "table"))
      return;
    take(at, "concurrently");
    std::optional<QName> n = name(at);
    if (!n)
      return;
    if (!isIndex)
      return add(*n);
    for (const Table &t : rules.state.tables())
      if (t.name.ns == n->ns && (t.index(n->name) || t.constraint(n->name)))
        return add(t.name);
  }

  void add(QName n) { out.push_back(named(n)); }

  const std::vector<SqlToken> &tokens;
  RuleContext &rules;
  std::vector<NamedTable> out;
};

} // namespace

std::vector<WorkedThrough> workedThrough(const StatementFacts &facts,
                                         const MigrationContext &rule) {
  std::vector<WorkedThrough> out;
  std::vector<std::string> together;
  std::string size;
  for (const NamedTable &t : facts.tables) {
    if (!t.known || t.quiet)
      continue;
    if (t.isNamed)
      out.push_back({fmt::format("'{}'", t.name.str()), t.size});
    else
      together.push_back(t.name.str()), size = t.size;
  }
  // Of a file by itself nothing is known but what it names.
  bool namesNone = !facts.tokens.empty() && facts.tables.empty() &&
                   (facts.tokens.size() == 1 || !facts.tokens.back().isName() ||
                    facts.tokens.back().isWord("full") || facts.tokens.back().isWord("verbose") ||
                    facts.has("database") || facts.has("system") || facts.has("schema"));
  if (together.size() == 1)
    out.push_back({fmt::format("'{}'", together.front()), size});
  else if (!together.empty())
    out.push_back({fmt::format("each of {}", quotedList(together)), ""});
  else if (namesNone && rule.migration.start->tables().size() == 0)
    out.push_back({"every table of the database", ""});
  return out;
}

std::vector<NamedTable> namedTables(const std::vector<SqlToken> &tokens, RuleContext &rules) {
  return NameReader(tokens, rules).read();
}

bool readsAllRows(const std::vector<SqlToken> &tokens, RuleContext &rules) {
  return NameReader(tokens, rules).readsAll();
}

std::vector<RowChange> rowChanges(const StatementFacts &facts, std::span<const Op> steps,
                                  RuleContext &rules) {
  using Kind = MigrationStatement::Kind;
  bool isBlock = !facts.body.empty();
  if (!isBlock && facts.kind() != Kind::Data && facts.kind() != Kind::Other &&
      facts.kind() != Kind::Opaque)
    return {};
  NameReader reader(isBlock ? facts.body : facts.tokens, rules);
  // A WITH query has changes beside the step that the statement is.
  if (steps.size() == 1 && !isBlock && !facts.startsWith({"with"}))
    if (auto step = dynOp<ChangeRowsOp>(steps.front()))
      return {reader.changeOf(*step)};
  return reader.changes();
}

} // namespace schemac
