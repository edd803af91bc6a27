//===- CalledFunctions.cpp - What a call may do to the schema -------------===//
#include "ChangesRowsOnly.h"
#include "Reader.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include <utility>

namespace schemac::sql {

bool Reader::isKnownFunction(std::string_view called) const {
  if (postgres::serverFunction(called))
    return true;
  for (const Function &f : state.functions())
    if (f.called.str() == called)
      return true;
  return false;
}

/// Whether a query may call it without a change of the schema: it is the server's, or one of the
/// schema's whose body says so. What nobody has seen may do anything.
bool Reader::leavesSchemaAlone(std::string_view called) const {
  std::set<QName> seen;
  return isKnownFunction(called) && callRowsOnly(called, seen);
}

/// Whether the name at \p i, before a parenthesis, is one of a function: behind a word or sign that
/// only a value can follow.
static bool isCalled(const std::vector<SqlToken> &t, size_t i) {
  while (i >= 2 && t[i - 1].isSymbol("."))
    i -= 2;
  return i > 0 && (t[i - 1].isWord("perform") || t[i - 1].isWord("select") ||
                   (i > 1 && t[i - 1].isSymbol("=") && t[i - 2].isSymbol(":")));
}

/// Whether what the text calls leaves the schema alone, too.
bool Reader::callsRowsOnly(std::string_view body, std::set<QName> &seen) const {
  std::vector<SqlToken> words = lexSqlTokens(body);
  for (size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i].isName() && words[i + 1].isSymbol("("))
      if (!callRowsOnly(words[i].name(), seen) ||
          (isCalled(words, i) && !isKnownFunction(words[i].name())))
        return false;
  return true;
}

/// The same of a call by its name, of which there may be several functions.
bool Reader::callRowsOnly(std::string_view called, std::set<QName> &seen) const {
  for (const Function &f : state.functions()) {
    if (f.called.str() != called || !seen.insert(f.name).second)
      continue;
    ChangesRowsOnly body(f.body.str());
    bool isSql = f.language.str() == "sql";
    if (!isSql && f.language.str() != "plpgsql")
      return false;
    if (!(isSql ? body.holdsAsSql() : body.holds()) || !callsRowsOnly(f.body.str(), seen))
      return false;
  }
  return true;
}

/// Whether it is one of the schema's that writes rows, as far as its own text tells.
bool Reader::changesRows(std::string_view called) const {
  for (const Function &f : state.functions())
    if (f.called.str() == called)
      for (const SqlToken &t : lexSqlTokens(f.body.str()))
        for (std::string_view verb : {"insert", "update", "delete", "merge", "truncate", "copy"})
          if (t.isWord(verb))
            return true;
  return false;
}

/// Rules look at the rows that a statement changes by itself.
void Reader::unseen(std::string_view called) {
  if (!std::exchange(record->unseen, true))
    diags.report(whole(), diag::warn_sql_rows_unseen, called);
}

/// For statements on rows, whose functions are taken to leave the schema alone.
void Reader::noteCalls(const ProtobufCMessage &statement) {
  forEach<PgQuery__FuncCall>(&statement, pg_query__func_call__descriptor,
                             [&](const PgQuery__FuncCall &f) {
                               std::string_view called = lastName(items(f.n_funcname, f.funcname));
                               if (!isKnownFunction(called) || changesRows(called))
                                 unseen(called);
                             });
}

} // namespace schemac::sql
