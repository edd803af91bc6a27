//===- ExpressionPlaces.cpp - What an expression may hold, by its place ---===//
//
// The grammar takes sum(n) wherever it takes an expression, and a server refuses it where there is
// one row and no more. What stands inside of a query is the business of that query.
//
//===----------------------------------------------------------------------===//
#include "ExpressionPlaces.h"
#include "Scopes.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

namespace {

using postgres::CallKind;

struct PlaceWords {
  ExpressionPlace place;
  std::string_view text;
  bool queries, columns, immutable;
};
constexpr PlaceWords Places[] = {
    {ExpressionPlace::Default, "a default", false, false, false},
    {ExpressionPlace::Check, "a check", false, true, false},
    {ExpressionPlace::Generated, "a generated column", false, true, true},
    {ExpressionPlace::Index, "an index", false, true, true},
    {ExpressionPlace::Policy, "a policy", true, true, false},
    {ExpressionPlace::Trigger, "the condition of a trigger", false, true, false},
    {ExpressionPlace::Statistics, "an expression of statistics", false, true, false},
    {ExpressionPlace::Publication, "a condition of a publication", false, true, false},
    {ExpressionPlace::OldRows, "the value of a row", true, true, false},
};

/// Looks for the first thing that its place refuses.
class PlaceWalk {
public:
  PlaceWalk(const Schema &schema, ExpressionPlace place)
      : schema(schema), words(*std::ranges::find(Places, place, &PlaceWords::place)) {}
  void look(const ProtobufCMessage &message);
  PlaceFault fault;

private:
  void call(const PgQuery__FuncCall &f);
  void valueOf(const PgQuery__SQLValueFunction &f);
  CallKind kindOf(const PgQuery__FuncCall &f) const;
  bool changes(std::string_view name) const;

  const Schema &schema;
  const PlaceWords &words;
};

/// The name of what is called, when it may be a server's; empty of one in another schema.
std::string_view nameOf(const PgQuery__FuncCall &f) {
  std::vector<std::string_view> path = strings(items(f.n_funcname, f.funcname));
  bool elsewhere = path.empty() || (path.size() > 1 && path.front() != "pg_catalog");
  return elsewhere ? std::string_view() : path.back();
}

CallKind PlaceWalk::kindOf(const PgQuery__FuncCall &f) const {
  if (f.over)
    return CallKind::Window;
  if (f.agg_star || f.agg_distinct || f.agg_filter || f.agg_within_group || f.n_agg_order)
    return CallKind::Aggregate;
  std::string_view name = nameOf(f);
  const auto *known = postgres::serverFunction(name);
  for (const Function &own : schema.functions())
    if (own.called.str() == name)
      return CallKind::Row;
  return known ? known->kind : CallKind::Row;
}

/// Whether no function of the name is immutable. One in SQL may be replaced by what it says, and
/// then that counts.
bool PlaceWalk::changes(std::string_view name) const {
  bool own = false;
  for (const Function &f : schema.functions()) {
    if (f.called.str() != name)
      continue;
    own = true;
    if (f.volatility == Volatile::Immutable || f.language.str() == "sql")
      return false;
  }
  const auto *known = postgres::serverFunction(name);
  if (!known)
    return own;
  return !known->byForm && known->volatility != Volatility::Constant;
}

void PlaceWalk::call(const PgQuery__FuncCall &f) {
  CallKind kind = kindOf(f);
  std::vector<std::string_view> path = strings(items(f.n_funcname, f.funcname));
  std::string name(path.empty() ? "" : path.back());
  if (kind == CallKind::Row || kind == CallKind::Several) {
    if (words.immutable && changes(nameOf(f)))
      fault = {fmt::format("{}() is not immutable, and {} holds what was once computed", name,
                           words.text),
               name + "(…)", f.location};
    return;
  }
  std::string_view is = kind == CallKind::Aggregate ? "is an aggregate, of many rows"
                        : kind == CallKind::Window  ? "is a window function, of many rows"
                                                    : "gives rows";
  fault = {fmt::format("{}() {}, which {} cannot have", name, is, words.text), name + "(…)",
           f.location};
  if (words.queries)
    fault.why += fmt::format(" outside of a query: (SELECT {}(…) FROM …)", name);
}

/// CURRENT_DATE and its like: of the transaction or of the session, all of them.
void PlaceWalk::valueOf(const PgQuery__SQLValueFunction &f) {
  if (words.immutable)
    fault = {fmt::format("what it gives changes with time or user, and {} holds what was once "
                         "computed",
                         words.text),
             "CURRENT_…", f.location};
}

void PlaceWalk::look(const ProtobufCMessage &message) {
  if (!fault.why.empty())
    return;
  if (message.descriptor == &pg_query__sub_link__descriptor) {
    if (!words.queries)
      fault = {fmt::format("it holds a query, which {} cannot", words.text), "(SELECT …)",
               reinterpret_cast<const PgQuery__SubLink &>(message).location};
    return;
  }
  if (message.descriptor == &pg_query__column_ref__descriptor && !words.columns) {
    auto &column = reinterpret_cast<const PgQuery__ColumnRef &>(message);
    if (isSystemUser(column))
      return;
    std::vector<std::string_view> path = strings(items(column.n_fields, column.fields));
    std::string name(path.empty() ? "*" : path.back());
    fault = {fmt::format("it names the column '{}', which {} cannot", name, words.text), name,
             column.location};
    return;
  }
  if (message.descriptor == &pg_query__sqlvalue_function__descriptor)
    return valueOf(reinterpret_cast<const PgQuery__SQLValueFunction &>(message));
  if (message.descriptor == &pg_query__func_call__descriptor)
    call(reinterpret_cast<const PgQuery__FuncCall &>(message));
  forEachChild(message, [&](const ProtobufCMessage &child) { look(child); });
}

} // namespace

PlaceFault placeFault(const Schema &schema, const Node *tree, ExpressionPlace place,
                      const TypeOfName &typeOf) {
  PlaceWalk walk(schema, place);
  if (!tree)
    return {};
  walk.look(tree->base);
  const PlaceWords &words = *std::ranges::find(Places, place, &PlaceWords::place);
  if (!walk.fault.why.empty() || !words.immutable || !typeOf)
    return walk.fault;
  PlaceFault fault = sessionDecides(schema, tree, typeOf);
  if (fault.location >= 0)
    fault.why = fmt::format("the TimeZone or DateStyle of the session decides what it is, and {} "
                            "holds what was once computed",
                            words.text);
  return fault;
}

} // namespace schemac::sql
