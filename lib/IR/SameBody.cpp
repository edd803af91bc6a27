//===- SameBody.cpp - A body as an author and as a server write it --------===//
//
// A server writes the arguments as function.argument, and columns with their relation. Arguments
// get a name of their own on both sides, so that none is taken for a column.
//
//===----------------------------------------------------------------------===//
#include "BodyQueries.h"
#include "QueryTokens.h"
#include "SqlMatcher.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlMeaning.h"
#include "schemac/IR/SqlNames.h"
#include "llvm/ADT/StringRef.h"
#include <fmt/format.h>

namespace schemac {

namespace {

/// Replaces pieces of a text, from its beginning to its end.
class Rewriting {
public:
  explicit Rewriting(std::string_view text) : text(text) {}
  void replace(size_t begin, size_t end, std::string_view with) {
    out += text.substr(done, begin - done);
    out += with;
    done = end;
  }
  std::string finish() { return out += text.substr(done); }

private:
  std::string_view text;
  std::string out;
  size_t done = 0;
};

class BodyMatch {
public:
  BodyMatch(const Function &source, const Function &server, const Schema &schema)
      : source(source), server(server), schema(schema) {}

  bool run() {
    auto a = treeBodyStatements(source.body.str()), b = treeBodyStatements(server.body.str());
    bool sameForm = isReturn(source) == isReturn(server);
    return sameForm &&
           std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const std::string &s, const std::string &t) {
                        return sameStatement(withArguments(s, source), withArguments(t, server));
                      });
  }

private:
  static bool isReturn(const Function &f) { return tokensOf(f.body).front().isWord("return"); }

  static const FunctionArg *argument(const Function &f, std::string_view name) {
    for (const FunctionArg &a : f.args)
      if (a.name && a.name.str() == name)
        return &a;
    return nullptr;
  }

  /// The argument that $1 at \p i means; null when it is none.
  static const FunctionArg *numbered(const Function &f, const Tokens &t, size_t i) {
    if (!t[i].isSymbol("$") || i + 1 >= t.size() || t[i + 1].begin != t[i].end)
      return nullptr;
    size_t number = 0;
    if (llvm::StringRef(t[i + 1].text).getAsInteger(10, number))
      return nullptr;
    for (const FunctionArg &a : f.args)
      if (a.mode != ArgMode::Out && --number == 0)
        return &a;
    return nullptr;
  }

  /// A bare name is a column where some relation of the text has one of the name.
  bool mayBeColumn(std::string_view name) const {
    for (const Table &t : schema.tables())
      if (bodyNeeds(source.body, t.name) &&
          std::any_of(t.columns.begin(), t.columns.end(),
                      [&](const Column &c) { return c.name.str() == name; }))
        return true;
    for (const View &v : schema.views())
      if (bodyNeeds(source.body, v.name))
        return true;
    return false;
  }

  /// Whether the text may read a relation under that name, which then goes before the argument.
  static bool mayBeRelation(const Tokens &t, std::string_view name) {
    std::vector<Place> places{Place::Other};
    for (size_t i = 0; i < t.size(); ++i) {
      follow(t[i], places);
      if (i == 0 || !t[i].isName() || t[i].name() != name || places.back() == Place::Items)
        continue;
      const SqlToken &before = t[i - 1];
      if (places.back() == Place::From ? !before.isSymbol(".")
                                       : isWordOf(before, {"into", "update", "with", "as"}))
        return true;
    }
    return false;
  }

  /// \p text with "argument NAME" for each argument of the function. One that is a whole item of a
  /// query gives its name to it, as the server writes.
  std::string withArguments(std::string_view text, const Function &f) const {
    Tokens t = lexSqlTokens(text);
    Rewriting out(text);
    std::vector<Place> places{Place::Other};
    auto isDot = [&](size_t i) { return i < t.size() && t[i].isSymbol("."); };
    for (size_t i = 0; i < t.size(); ++i) {
      follow(t[i], places);
      if (const FunctionArg *a = numbered(f, t, i); a && a->name) {
        // An item that is one by its number has no name.
        bool isItem = places.back() == Place::Items && isWhole(t, i, i + 1);
        out.replace(t[i].begin, t[i + 1].end,
                    marker(a->name.str(), isDot(i + 2)) + (isItem ? " AS \"?column?\"" : ""));
        ++i;
        continue;
      }
      bool isLabel = i > 0 && t[i - 1].isWord("as");
      if (!t[i].isName() || isLabel || (i > 0 && isDot(i - 1)))
        continue;
      bool qualified = isDot(i + 1) && i + 2 < t.size() && t[i + 2].isName();
      bool isOwn =
          qualified && t[i].name() == f.called.str() && argument(f, t[i + 2].name()) != nullptr;
      size_t last = isOwn ? i + 2 : i;
      std::string name = t[last].name();
      bool isCall = last + 1 < t.size() && t[last + 1].isSymbol("(");
      // Before a dot it may be a relation, alone a column or all of a relation.
      bool isArgument =
          argument(f, name) && !isCall &&
          (isOwn || ((isDot(last + 1) || !mayBeColumn(name)) && !mayBeRelation(t, name)));
      if (isArgument) {
        bool isItem = places.back() == Place::Items && isWhole(t, i, last);
        out.replace(t[i].begin, t[last].end,
                    isItem ? fmt::format("{} AS {}", marker(name), sqlIdentifier(name))
                           : marker(name, isDot(last + 1)));
      }
      i = last;
    }
    return out.finish();
  }
  enum class Place : uint8_t { Items, From, Other };

  /// Keeps track of which part of a query is read, for each parenthesis that is open.
  static void follow(const SqlToken &t, std::vector<Place> &places) {
    if (t.isSymbol("("))
      places.push_back(Place::Other);
    else if (t.isSymbol(")") && places.size() > 1)
      places.pop_back();
    else if (t.isWord("select") || t.isWord("returning"))
      places.back() = Place::Items;
    else if (isWordOf(t, {"from", "using", "join"}))
      places.back() = Place::From;
    else if (isWordOf(t, {"where", "group", "order", "having", "limit", "union", "values", "on"}))
      places.back() = Place::Other;
  }
  static bool isWhole(const Tokens &t, size_t first, size_t last) {
    bool begins = first > 0 && (t[first - 1].isWord("select") || t[first - 1].isWord("returning") ||
                                t[first - 1].isSymbol(","));
    bool ends = last + 1 == t.size() || t[last + 1].isSymbol(",") || t[last + 1].isSymbol(")") ||
                t[last + 1].isWord("from");
    return begins && ends;
  }
  /// \p row: a field of it follows.
  static std::string marker(std::string_view name, bool row = false) {
    std::string out = sqlIdentifier(fmt::format("{}{}", argumentPrefix, name), true);
    return row ? "(" + out + ")" : out;
  }
  static constexpr std::string_view argumentPrefix = "argument ";

  bool sameStatement(const std::string &a, const std::string &b) const {
    auto x = bodyQueries(a, schema), y = bodyQueries(b, schema);
    if (!x || !y)
      return sameTokens(a, b);
    return std::equal(x->begin(), x->end(), y->begin(), y->end(),
                      [&](const std::string &s, const std::string &u) { return sameText(s, u); });
  }
  bool sameText(const std::string &a, const std::string &b) const {
    Context scratch;
    auto types = [&](std::string_view, std::string_view name) {
      const FunctionArg *a = name.starts_with(argumentPrefix)
                                 ? argument(source, name.substr(argumentPrefix.size()))
                                 : nullptr;
      return a ? a->type : Type();
    };
    return sqltree::sameQueryWith(scratch.expr(a), {}, scratch.expr(b), schema, types);
  }
  static bool sameTokens(const std::string &a, const std::string &b) {
    Tokens s = lexSqlTokens(a), t = lexSqlTokens(b);
    return std::equal(s.begin(), s.end(), t.begin(), t.end(),
                      [](auto &x, auto &y) { return x.text == y.text; });
  }

  const Function &source, &server;
  const Schema &schema;
};

} // namespace

bool sameTreeBody(const Function &source, const Function &server, const Schema &schema) {
  return hasTreeBody(source) && hasTreeBody(server) && BodyMatch(source, server, schema).run();
}

} // namespace schemac
