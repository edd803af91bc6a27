//===- ScopesOfFunctions.cpp - What a function after FROM shows -----------===//
#include "ScopeWalk.h"
#include "schemac/Dialect/Postgres/Functions.h"

namespace schemac::sql::scopes {

using Names = std::vector<std::string>;

/// Functions of the server with columns that do not depend on their arguments. No names: one value,
/// called as the function or its alias is. (pg_proc.proargnames; parse_relation.c,
/// chooseScalarFunctionAlias.)
static const struct {
  std::string_view name;
  std::initializer_list<std::string_view> columns;
} ServerColumns[] = {
    {"generate_series", {}},
    {"generate_subscripts", {}},
    {"json_array_elements", {"value"}},
    {"json_array_elements_text", {"value"}},
    {"json_each", {"key", "value"}},
    {"json_each_text", {"key", "value"}},
    {"json_object_keys", {}},
    {"jsonb_array_elements", {"value"}},
    {"jsonb_array_elements_text", {"value"}},
    {"jsonb_each", {"key", "value"}},
    {"jsonb_each_text", {"key", "value"}},
    {"jsonb_object_keys", {}},
    {"jsonb_path_query", {}},
    {"now", {}},
    {"regexp_matches", {}},
    {"regexp_split_to_table", {}},
    {"string_to_table", {}},
};

/// The columns that arguments give: those of RETURNS TABLE, OUT and INOUT.
static std::vector<FunctionArg> resultArguments(const Function &f) {
  std::vector<FunctionArg> out;
  for (const FunctionArg &a : f.args)
    if (a.mode == ArgMode::Out || a.mode == ArgMode::InOut)
      out.push_back(a);
  out.insert(out.end(), f.table.begin(), f.table.end());
  return out;
}

/// The columns of one value of \p type, which is called \p called when it has none of its own; none
/// where they are not known, as of a record.
Names Walk::columnsOfValue(Type type, std::string_view called) {
  QName n = type.named();
  if (!n)
    return type.is(TypeKind::Native) ? Names() : Names{std::string(called)};
  if (const Composite *c = state.find<Composite>(n)) {
    Names out;
    for (const Attribute &a : c->attributes)
      out.push_back(a.name.string());
    return out;
  }
  if (state.find<Enum>(n) || state.find<RangeType>(n))
    return {std::string(called)};
  bool known = false;
  // A relation that only some of the schema's own statements tell of may have any columns.
  Names out = find(n.ns.str(), n.name.str()) == n ? columnsOf(n, known) : Names();
  return known ? out : Names();
}

Names Walk::columnsOfResult(const Function &f, std::string_view alias) {
  std::string_view called = alias.empty() ? f.called.str() : alias;
  std::vector<FunctionArg> arguments = resultArguments(f);
  if (arguments.size() == 1) {
    Name own = arguments[0].name;
    return columnsOfValue(arguments[0].type, own ? own.str() : called);
  }
  if (arguments.empty())
    return f.returns ? columnsOfValue(f.returns, called) : Names();
  Names out;
  for (const FunctionArg &a : arguments)
    out.push_back(a.name.string());
  return std::ranges::find(out, "") == out.end() ? out : Names();
}

/// Which of several functions a call means is a matter of types: their results must be alike.
Names Walk::columnsOfCall(const PgQuery__FuncCall &call, std::string_view alias, QName &rows) {
  std::vector<std::string_view> words = strings(items(call.n_funcname, call.funcname));
  if (words.empty() || words.size() > 2)
    return {};
  std::string_view name = words.back(), schema = words.size() > 1 ? words[0] : "";
  std::optional<Names> own;
  for (const Function &f : state.functions()) {
    std::string_view ns = f.name.ns ? f.name.ns.str() : "public";
    if (f.called.str() != name || f.procedure || (!schema.empty() && schema != ns))
      continue;
    Names columns = columnsOfResult(f, alias);
    QName of = resultArguments(f).empty() && f.returns ? f.returns.named() : QName();
    if (own && (*own != columns || rows != of))
      return {};
    own = columns;
    rows = of;
  }
  bool isServers = schema == "pg_catalog" || schema.empty();
  if (own)
    return isServers && postgres::serverFunction(name) ? Names() : *own;
  auto *row = std::ranges::find(ServerColumns, name, [](const auto &r) { return r.name; });
  if (!isServers || row == std::end(ServerColumns))
    return {};
  if (!row->columns.size())
    return {std::string(alias.empty() ? name : alias)};
  return Names(row->columns.begin(), row->columns.end());
}

/// The place behind a call that begins at \p begin and what may follow it: WITH ORDINALITY, and an
/// alias.
size_t Walk::endOfCall(size_t begin, bool ordinality, bool alias) const {
  std::vector<SqlToken> tokens = lexSqlTokens(text.substr(begin));
  size_t i = 0, open = 0;
  for (; i < tokens.size(); ++i) {
    open += tokens[i].isSymbol("(");
    if (tokens[i].isSymbol(")") && --open == 0)
      break;
  }
  i += ordinality ? 2 : 0;
  if (alias)
    i += i + 1 < tokens.size() && tokens[i + 1].isWord("as") ? 2 : 1;
  return i < tokens.size() ? begin + tokens[i].end : begin;
}

/// A column of the rows that a function gives gets another name: the server goes on to call it as
/// it did here, which a list of names says.
void Walk::keepNames(const PgQuery__RangeFunction &f, const PgQuery__FuncCall &call,
                     const Source &s) {
  size_t named = f.alias ? f.alias->n_colnames : 0;
  auto at = std::ranges::find(s.columns, renamed.sub.str());
  if (named && (at == s.columns.end() || static_cast<size_t>(at - s.columns.begin()) < named))
    return;
  if (f.is_rowsfrom || named || at == s.columns.end() || call.location < 0) {
    failed = true;
    return;
  }
  size_t end = endOfCall(static_cast<size_t>(call.location), f.ordinality, f.alias != nullptr);
  std::string list;
  for (const std::string &n : s.columns)
    list += (list.empty() ? "" : ", ") + sqlIdentifier(n);
  std::string alias = f.alias ? "" : " AS " + sqlIdentifier(s.alias);
  edits.push_back({end, end, alias + " (" + list + ")"});
}

/// f(), ROWS FROM (f(), g()), with columns that are named here, in the functions or in their types.
Source Walk::function(const PgQuery__RangeFunction &f) {
  Source s;
  s.known = true;
  std::string_view alias = f.alias ? stringOf(f.alias->aliasname) : "";
  s.alias = alias;
  const PgQuery__FuncCall *renames = nullptr;
  for (Node *const &item : items(f.n_functions, f.functions)) {
    Nodes pair = items(item);
    auto *call = pair.empty() ? nullptr : as<PgQuery__FuncCall>(pair[0]);
    Nodes defined; // beside the call there is nothing, or a list
    if (pair.size() > 1 && as<PgQuery__List>(pair[1]))
      defined = items(pair[1]);
    if (defined.empty() && f.n_functions == 1)
      defined = items(f.n_coldeflist, f.coldeflist);
    if (s.alias.empty() && call && call->n_funcname)
      s.alias = stringOf(call->funcname[call->n_funcname - 1]);
    QName rows;
    Names columns;
    for (const Node *d : defined)
      if (auto *c = as<PgQuery__ColumnDef>(d))
        columns.emplace_back(stringOf(c->colname));
    if (defined.empty() && call)
      columns = columnsOfCall(*call, alias, rows);
    s.known &= !columns.empty();
    s.columns.insert(s.columns.end(), columns.begin(), columns.end());
    if (renamed.sub && rows == renamed.table)
      renames = call;
  }
  if (f.ordinality)
    s.columns.emplace_back("ordinality");
  if (renames)
    keepNames(f, *renames, s);
  size_t i = 0;
  for (const Node *n : f.alias ? items(f.alias->n_colnames, f.alias->colnames) : Nodes())
    if (i < s.columns.size())
      s.columns[i++] = stringOf(n);
  if (!s.known)
    s.columns.clear();
  return s;
}

} // namespace schemac::sql::scopes
