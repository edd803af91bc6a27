//===- ReadData.cpp - Rows, settings, transactions ------------------------===//
#include "Reader.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace schemac::sql {

//===--- rows -------------------------------------------------------------===//

/// False when a server refuses the statement, as there is no such relation.
bool Reader::dataOf(const PgQuery__RangeVar *r) {
  record->kind = StatementKind::Data;
  if (!r || isTemporary(*r))
    return true;
  record->table = relation(*r);
  return !isMissing(*r);
}

bool Reader::read(const PgQuery__MergeStmt &s) {
  noteCalls(s.base);
  return dataOf(s.relation) && !readsMissing(s.base);
}
bool Reader::read(const PgQuery__CopyStmt &s) {
  if (!dataOf(s.relation) || (s.query && !followCalls(s.query->base)))
    return false;
  return std::ranges::none_of(items(s.n_attlist, s.attlist), [&](const Node *column) {
    return lacksColumn(record->table, stringOf(column), s.relation->location);
  });
}
bool Reader::read(const PgQuery__TruncateStmt &s) {
  record->allRows = true;
  for (size_t i = s.n_relations; i-- > 0;) // the first is whose rows they are
    if (!dataOf(as<PgQuery__RangeVar>(s.relations[i])))
      return false;
  return true;
}

/// A query reads rows, unless a function that it calls does something.
bool Reader::read(const PgQuery__SelectStmt &s) {
  if (s.into_clause) {
    const PgQuery__RangeVar &r = *s.into_clause->rel;
    if (!isTemporary(r))
      return tableOfQuery(&s, *s.into_clause, made(r));
    temporary.emplace(stringOf(r.relname));
    record->kind = StatementKind::Ignored;
    return true;
  }
  record->kind = StatementKind::Data;
  return !readsMissing(s.base) && followCalls(s.base);
}

/// What a query calls is called by whoever reads its rows: here, or with FETCH.
bool Reader::read(const PgQuery__DeclareCursorStmt &s) {
  record->kind = StatementKind::Utility;
  return !s.query || followCalls(s.query->base);
}

/// What pg_cron does with its own list of jobs. When they run is no business of the migration.
static bool keepsJobs(Nodes called) {
  static constexpr std::string_view Names[] = {"schedule", "schedule_in_database", "alter_job",
                                               "unschedule"};
  return called.size() == 2 && stringOf(called[0]) == "cron" &&
         std::ranges::find(Names, stringOf(called[1])) != std::end(Names);
}

bool Reader::followCalls(const ProtobufCMessage &query) {
  std::string calls;
  bool path = false;
  forEach<PgQuery__FuncCall>(
      &query, pg_query__func_call__descriptor, [&](const PgQuery__FuncCall &f) {
        Nodes list = items(f.n_funcname, f.funcname);
        std::string_view called = lastName(list);
        if (called == "set_config" && f.n_args == 3)
          checksBodies &= stringOf(f.args[0]) != "check_function_bodies";
        if (called == "set_config" && f.n_args == 3 && stringOf(f.args[0]) == "search_path") {
          auto *local = as<PgQuery__AConst>(f.args[2]);
          keepPath(local && local->boolval && local->boolval->boolval);
          setSearchPath(stringOf(f.args[1]));
          path = true;
        }
        if (keepsJobs(list))
          return;
        if (!leavesSchemaAlone(called))
          calls = called;
        else if (changesRows(called))
          unseen(called);
      });
  if (path)
    record->kind = StatementKind::Setting;
  return calls.empty() || opaque(fmt::format("the function '{}'", calls));
}

bool Reader::read(const PgQuery__CallStmt &s) {
  record->kind = StatementKind::Data;
  std::string_view called = lastName(items(s.funccall->n_funcname, s.funccall->funcname));
  if (!leavesSchemaAlone(called))
    return opaque("a procedure");
  if (changesRows(called))
    unseen(called);
  return true;
}

/// EXPLAIN alone does nothing; with ANALYZE it runs the statement, which is then a part of it.
bool Reader::read(const PgQuery__ExplainStmt &s) {
  record->kind = StatementKind::Utility;
  bool runs = false;
  for (const Node *n : items(s.n_options, s.options))
    if (auto *d = as<PgQuery__DefElem>(n); d && stringOf(d->defname) == "analyze") {
      llvm::StringRef text = stringOf(d->arg);
      std::optional<int64_t> value = number(d->arg);
      runs =
          !d->arg || (value ? *value != 0
                            : !text.equals_insensitive("false") && !text.equals_insensitive("off"));
    }
  if (!runs)
    return true;
  size_t first = 1;
  if (isWord(first, "("))
    first = closing(first) + 1;
  else
    while (isWord(first, "analyze") || isWord(first, "analyse") || isWord(first, "verbose"))
      ++first;
  Span query{first, tokens.size()};
  return query.empty() || within(textOf(query), rangeOf(query));
}

/// Only queries and statements on rows can be prepared; what they call is looked at here.
bool Reader::read(const PgQuery__PrepareStmt &s) {
  record->kind = StatementKind::Utility;
  return !s.query || followCalls(s.query->base);
}

bool Reader::read(const PgQuery__ExecuteStmt &) {
  record->kind = StatementKind::Data;
  record->unseen = true;
  return true;
}

//===--- settings ---------------------------------------------------------===//

/// Before the search path changes: inside a transaction, what is local ends with it.
void Reader::keepPath(bool local) {
  if (!local)
    sessionPath.reset();
  else if (!blocks.empty() && !sessionPath)
    sessionPath = searchPath;
}

/// "a, "B"" as SET search_path has it.
void Reader::setSearchPath(std::string_view list) {
  pathWritten = Name();
  searchPath.clear();
  for (const SqlToken &t : lexSqlTokens(list))
    if (t.isName())
      if (std::string n = t.name(); n != "$user" && n != "pg_catalog")
        searchPath.push_back(ns(n));
}

bool Reader::read(const PgQuery__VariableSetStmt &s) {
  record->kind = StatementKind::Setting;
  record->setting = name(stringOf(s.name));
  record->local = s.is_local;
  std::vector<std::string> values;
  for (const Node *n : items(s.n_args, s.args)) {
    std::string_view text = stringOf(n);
    std::optional<int64_t> value = number(n);
    values.push_back(value ? std::to_string(*value) : std::string(text));
  }
  if (!values.empty())
    record->value = name(fmt::format("{}", fmt::join(values, ", ")));
  if (stringOf(s.name) == "standard_conforming_strings") {
    std::string_view value = record->value ? record->value.str() : "on";
    backslashesEscape = value == "off" || value == "false" || value == "0" || value == "no";
  }
  if (stringOf(s.name) == "check_function_bodies") {
    std::string_view value = record->value ? record->value.str() : "on";
    checksBodies = value == "on" || value == "true" || value == "1" || value == "yes";
  }
  if (stringOf(s.name) == "role" || stringOf(s.name) == "session_authorization")
    return true;
  if (stringOf(s.name) != "search_path")
    return true;
  keepPath(s.is_local);
  searchPath.clear();
  pathWritten = record->value;
  for (const std::string &v : values)
    if (v != "$user" && v != "pg_catalog" && !v.empty())
      searchPath.push_back(ns(v));
  if (s.kind != PG_QUERY__VARIABLE_SET_KIND__VAR_SET_VALUE)
    for (const std::string &path : options.searchPath)
      searchPath.push_back(ns(path));
  return true;
}

//===--- transactions -----------------------------------------------------===//

void Reader::rollBack(size_t block) {
  state.setJournal(nullptr);
  state = blocks[block].state;
  defaultPrivileges = blocks[block].defaultPrivileges;
  searchPath = blocks[block].searchPath;
  pathWritten = Name(); // which it was before is not kept
  sessionPath = blocks[block].sessionPath;
  forgetConstraints(); // names may be back
  steps().resize(std::min(steps().size(), blocks[block].steps));
  for (Statement &r : out.statements)
    if (r.first + r.count > steps().size()) {
      r.first = std::min(r.first, steps().size());
      r.count = steps().size() - r.first;
    }
}

bool Reader::read(const PgQuery__TransactionStmt &s) {
  Name savepoint = stringOf(s.savepoint_name).empty() ? Name() : name(stringOf(s.savepoint_name));
  auto open = [&](Name n) {
    Schema saved = state;
    saved.setJournal(nullptr);
    blocks.push_back(
        {n, std::move(saved), steps().size(), defaultPrivileges, searchPath, sessionPath});
  };
  switch (s.kind) {
  case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_BEGIN:
  case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_START:
    record->kind = StatementKind::Begin;
    if (blocks.empty())
      open(Name());
    return true;
  case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT:
  case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_PREPARE:
    record->kind = StatementKind::Commit;
    blocks.clear();
    if (sessionPath) {
      searchPath = *std::exchange(sessionPath, std::nullopt);
      pathWritten = Name();
    }
    if (s.chain)
      open(Name());
    return true;
  case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK:
    record->kind = StatementKind::Rollback;
    if (!blocks.empty())
      rollBack(0);
    blocks.clear();
    if (s.chain)
      open(Name());
    return true;
  case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_SAVEPOINT:
    record->kind = StatementKind::Utility;
    open(savepoint);
    return true;
  case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK_TO: // the transaction goes on
    record->kind = StatementKind::Utility;
    for (size_t i = blocks.size(); i-- > 0;)
      if (blocks[i].savepoint == savepoint) {
        rollBack(i);
        blocks.resize(i + 1, blocks[i]);
        return true;
      }
    diags.report(whole(), diag::err_sql_transaction,
                 fmt::format("there is no savepoint \"{}\"", savepoint.str()));
    return false;
  default:
    record->kind = StatementKind::Utility;
    return true;
  }
}

} // namespace schemac::sql
