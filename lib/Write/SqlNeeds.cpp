//===- SqlNeeds.cpp - What SQL needs and does not make --------------------===//
#include "Write/SqlNeeds.h"
#include "schemac/Dialect/Postgres/ExtensionWords.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/Write/Diags.h"
#include "llvm/Support/Regex.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

SqlNeeds::SqlNeeds(Writing &writing)
    : writing(writing), known(writing.schema.dialect.str() == "postgres") {
  for (const Extension &e : writing.schema.extensions())
    hasOthers |= !postgres::isKnownExtension(e.name.str());
}

/// Those of every server and those that it takes from its system and from ICU, by their form.
static bool isServerCollation(llvm::StringRef name) {
  static const llvm::Regex form(
      "^(default|C|POSIX|ucs_basic|unicode|pg_c_utf8|pg_unicode_fast|C\\..*|.*-x-icu|"
      "[a-z]{2,3}(_[A-Z]{2})?(\\.[A-Za-z0-9-]+)?(@[a-z]+)?)$");
  return form.match(name);
}

void SqlNeeds::report(SourceRange range, std::string_view kind, std::string_view name,
                      std::string_view what, const std::string &needed) {
  if (told.insert(fmt::format("{} {}", what, needed)).second)
    writing.diags.report(range, diag::warn_write_needs, fmt::format("{} '{}'", kind, name), what,
                         needed);
}

void SqlNeeds::look(const std::vector<std::string> &statements, SourceRange range,
                    std::string_view kind, std::string_view name) {
  if (!known)
    return;
  for (const std::string &statement : statements) {
    std::vector<SqlToken> t = lexSqlTokens(statement);
    for (size_t i = 0; i + 1 < t.size(); ++i) {
      if (!t[i].isWord("collate") || !t[i + 1].isName())
        continue;
      bool qualified = i + 3 < t.size() && t[i + 2].isSymbol(".") && t[i + 3].isName();
      std::string last = t[qualified ? i + 3 : i + 1].name();
      bool isServers = isServerCollation(last) && (!qualified || t[i + 1].isWord("pg_catalog"));
      if (!isServers)
        report(range, kind, name, "collation", last);
    }
    callsOfExtensions(t, {range, kind, std::string(name)});
  }
}

/// Whether the name at \p i, before a parenthesis, is that of a function: not an alias with a list
/// of columns, nor a WITH query.
static bool isCall(const std::vector<SqlToken> &t, size_t i) {
  if (i == 0)
    return false;
  const SqlToken &before = t[i - 1];
  static constexpr std::string_view Words[] = {
      "select", "distinct", "all", "where", "and",  "or",   "not",    "when",   "then",   "else",
      "case",   "by",       "on",  "from",  "join", "like", "having", "return", "default"};
  bool opens = before.kind == SqlToken::Kind::Identifier
                   ? std::ranges::any_of(Words, [&](auto w) { return before.isWord(w); })
                   : before.kind == SqlToken::Kind::Symbol && !before.isSymbol(")") &&
                         !before.isSymbol("]") && !before.isSymbol("::") && !before.isSymbol(".");
  size_t close = i + 1;
  for (int depth = 0; close < t.size(); ++close) {
    depth += t[close].isSymbol("(") - t[close].isSymbol(")");
    if (depth == 0)
      break;
  }
  bool isWith = close + 2 < t.size() && t[close + 1].isWord("as") &&
                (t[close + 2].isSymbol("(") || t[close + 2].isWord("materialized") ||
                 t[close + 2].isWord("not"));
  return opens && !isWith;
}

static bool isOfSchema(const Schema &schema, std::string_view called) {
  for (const Function &f : schema.functions())
    if (f.called.str() == called)
      return true;
  return false;
}

void SqlNeeds::calls(std::string_view sql, SourceRange range, std::string_view kind,
                     std::string_view name) {
  std::vector<SqlToken> t = lexSqlTokens(sql);
  for (size_t i = 0; i + 1 < t.size(); ++i) {
    if (!t[i].isName() || !t[i + 1].isSymbol("(") || !isCall(t, i))
      continue;
    std::string called = t[i].name();
    bool isTold = !postgres::extensionWith(postgres::ExtensionWord::Function, called).empty();
    if (!isTold && !postgres::serverFunction(called) && !isOfSchema(writing.schema, called))
      report(range, kind, name, "function or aggregate", called);
  }
}

/// GROUP BY CUBE (…) is no call, and whatever has the function has the type.
static constexpr std::string_view GroupingWord = "cube";

void SqlNeeds::callsOfExtensions(const std::vector<SqlToken> &t, const Owner &owner) {
  for (size_t i = 0; i + 1 < t.size(); ++i) {
    if (!t[i].isName() || !t[i + 1].isSymbol("(") || !isCall(t, i))
      continue;
    std::string called = t[i].name();
    std::string_view brought = postgres::extensionWith(postgres::ExtensionWord::Function, called);
    if (!brought.empty() && called != GroupingWord && !isOfSchema(writing.schema, called))
      extension(brought, owner);
  }
}

void SqlNeeds::lookAtQueries() {
  if (!known)
    return;
  for (const Extension &e : writing.schema.extensions())
    if (e.name.str() != "plpgsql") // it may have functions that nobody here knows
      return;
  for (const View &v : writing.schema.views())
    if (v.query)
      calls(v.query.str(), v.range, "view", v.name.str());
  for (const Function &f : writing.schema.functions())
    if (hasTreeBody(f))
      calls(f.body.str(), f.range, "function", f.name.str());
}

} // namespace schemac
