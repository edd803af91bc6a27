//===- FunctionBodies.cpp - What the body of a function in SQL names ------===//
//
// A server parses the statements of a body in SQL when the function is made, in the search path
// that the function sets, and looks up what they name, unless check_function_bodies is off or an
// argument is of a polymorphic type (fmgr_sql_validator() of pg_proc.c). A body of another language
// is looked at when it runs.
//
//===----------------------------------------------------------------------===//
#include "DoForms.h"
#include "Newer.h"
#include "Readable.h"
#include "Reader.h"
#include "Scopes.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace schemac::sql {

/// With them only the grammar is looked at.
static bool hasPolymorphic(const PgQuery__CreateFunctionStmt &s) {
  return std::ranges::any_of(items(s.n_parameters, s.parameters), [](const Node *n) {
    auto *p = as<PgQuery__FunctionParameter>(n);
    const PgQuery__TypeName *t = p ? p->arg_type : nullptr;
    return t && t->n_names && stringOf(t->names[t->n_names - 1]).starts_with("any");
  });
}

/// Whether the parser's own version stands in the way of what it does not take.
static bool mayBeNewer(std::string body, const std::vector<SqlToken> &tokens,
                       const ParseError &error) {
  return !replaceNewer(body, tokens).empty() || !laterThan(1, tokens).empty() ||
         error.message.ends_with(" in FROM must have an alias");
}

bool Reader::bodyStands(const PgQuery__CreateFunctionStmt &s, const Function &f) {
  bool setsPath = std::ranges::any_of(
      f.settings, [](const auto &setting) { return setting.first.str() == "search_path"; });
  if (!options.rowsToo || !checksBodies || f.language.str() != "sql" || setsPath)
    return true;
  std::vector<std::string> names{f.called.string()};
  for (const std::vector<FunctionArg> *list : {&f.args, &f.table})
    for (const FunctionArg &a : *list)
      names.push_back(a.name.string());
  if (s.sql_body) { // a list of lists, or RETURN
    auto placeAt = [&](int32_t at) { return nameAt(at); };
    for (Node *const &part : items(s.sql_body))
      for (const Node *statement : items(part))
        if (!bodyStands(statement, names, placeAt))
          return false;
    return true;
  }
  size_t token = findOutside(find(0, "("), "as") + 1, offset = 0;
  if (token >= tokens.size() || tokens[token].kind != SqlToken::Kind::String)
    return true;
  std::string body = contentOf(tokens[token], offset);
  auto placeAt = [&](int32_t at) {
    if (builtAt.isValid())
      return builtAt;
    size_t last = tokens[token].end - 1, begin = std::min(offset + std::max(at, 0), last);
    size_t end = begin;
    while (end < last && (llvm::isAlnum(text[end]) || text[end] == '_'))
      ++end;
    return SourceRange(base + static_cast<uint32_t>(begin),
                       base + static_cast<uint32_t>(std::max(end, begin + 1)));
  };
  std::vector<SqlToken> words = lexSqlTokens(body);
  ParseError error;
  if (!isReadable(body, words, error))
    return true;
  Parsed tree = parse(body, error);
  if (!tree && mayBeNewer(body, words, error))
    return true;
  if (!tree) {
    diags.report(placeAt(static_cast<int32_t>(error.offset)), diag::err_sql_syntax, error.message);
    return false;
  }
  for (size_t i = 0; i < tree->n_stmts && !hasPolymorphic(s); ++i)
    if (!bodyStands(tree->stmts[i]->stmt, names, placeAt))
      return false;
  return true;
}

/// Whether the relations and columns are there that a statement on rows names; \p names are those
/// that mean arguments.
bool Reader::bodyStands(const Node *statement, const std::vector<std::string> &names,
                        const std::function<SourceRange(int32_t)> &placeAt) {
  bool stands = true;
  auto look = [&](const ProtobufCMessage &m) {
    forEachRelation(m, [&](const PgQuery__RangeVar &r) {
      if (stands && isAbsent(r))
        stands = missing("relation", relation(r).str(), placeAt(r.location));
    });
    if (auto column = unknownColumn(state, m, sureRelations(), names); stands && column)
      stands = missing("column", column->text, placeAt(static_cast<int32_t>(column->begin)));
  };
  // What else a body has is not looked at before it runs.
  bool isOnRows = as<PgQuery__SelectStmt>(statement) || as<PgQuery__InsertStmt>(statement) ||
                  as<PgQuery__UpdateStmt>(statement) || as<PgQuery__DeleteStmt>(statement);
  if (isOnRows && !options.assumeMissing)
    forEachChild(statement->base, look);
  return stands;
}

} // namespace schemac::sql
