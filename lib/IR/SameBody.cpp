//===- SameBody.cpp - A body as an author and as a server write it --------===//
//
// A server writes the arguments as function.argument, and columns with their relation. Arguments
// get a name of their own on both sides, so that none is taken for a column.
//
//===----------------------------------------------------------------------===//
#include "BodyQueries.h"
#include "QueryTokens.h"
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

  /// \p text with "argument NAME" for each argument of the function. One that is a whole item of a
  /// query gives its name to it, as the server writes.
  std::string withArguments(std::string_view text, const Function &f) const {
    Tokens t = lexSqlTokens(text);
    Rewriting out(text);
    std::vector<bool> inItems{false};
    for (size_t i = 0; i < t.size(); ++i) {
      follow(t[i], inItems);
      if (const FunctionArg *a = numbered(f, t, i); a && a->name) {
        // An item that is one by its number has no name.
        bool isItem = inItems.back() && isWhole(t, i, i + 1);
        out.replace(t[i].begin, t[i + 1].end,
                    marker(a->name.str()) + (isItem ? " AS \"?column?\"" : ""));
        ++i;
        continue;
      }
      bool qualified = i + 2 < t.size() && t[i].isName() && t[i + 1].isSymbol(".");
      bool isOwn = qualified && t[i].name() == f.called.str();
      size_t last = qualified ? i + 2 : i;
      bool isArgument = t[last].isName() && argument(f, t[last].name()) &&
                        (isOwn || (!qualified && !mayBeColumn(t[last].name())));
      if (isArgument) {
        std::string name = t[last].name();
        bool isItem = inItems.back() && isWhole(t, i, last);
        out.replace(t[i].begin, t[last].end,
                    isItem ? fmt::format("{} AS {}", marker(name), sqlIdentifier(name))
                           : marker(name));
      }
      i = last;
    }
    return out.finish();
  }
  /// Keeps track of whether the items of a query are read, for each parenthesis that is open.
  static void follow(const SqlToken &t, std::vector<bool> &inItems) {
    if (t.isSymbol("("))
      inItems.push_back(false);
    else if (t.isSymbol(")") && inItems.size() > 1)
      inItems.pop_back();
    else if (t.isWord("select") || t.isWord("returning"))
      inItems.back() = true;
    else if (isWordOf(t, {"from", "where", "group", "order", "having", "limit", "union", "values"}))
      inItems.back() = false;
  }
  static bool isWhole(const Tokens &t, size_t first, size_t last) {
    bool begins = first > 0 && (t[first - 1].isWord("select") || t[first - 1].isWord("returning") ||
                                t[first - 1].isSymbol(","));
    bool ends = last + 1 == t.size() || t[last + 1].isSymbol(",") || t[last + 1].isSymbol(")") ||
                t[last + 1].isWord("from");
    return begins && ends;
  }
  static std::string marker(std::string_view name) {
    return sqlIdentifier(fmt::format("argument {}", name), true);
  }

  bool sameStatement(const std::string &a, const std::string &b) const {
    auto x = bodyQueries(a, schema), y = bodyQueries(b, schema);
    if (!x || !y)
      return sameTokens(a, b);
    return std::equal(x->begin(), x->end(), y->begin(), y->end(),
                      [&](const std::string &s, const std::string &u) { return sameText(s, u); });
  }
  bool sameText(const std::string &a, const std::string &b) const {
    Context scratch;
    return sameQuery(scratch.expr(a), {}, scratch.expr(b), schema);
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
