//===- ExpressionPlaces.cpp - What an expression may hold, by its place ---===//
//
// The grammar takes sum(n) wherever it takes an expression, and a server refuses it where there is
// one row and no more. What stands inside of a query is the business of that query.
//
//===----------------------------------------------------------------------===//
#include "ExpressionPlaces.h"
#include "Scopes.h"
#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace schemac::sql {

namespace {

enum class CallKind : uint8_t { Aggregate, Window, Rows };

struct KnownCall {
  std::string_view name;
  CallKind kind;
};
constexpr KnownCall KnownCalls[] = {
#define CALL(NAME, KIND) {#NAME, CallKind::KIND},
#include "CallKinds.def"
};

struct PlaceWords {
  ExpressionPlace place;
  std::string_view text;
  bool queries, columns;
};
constexpr PlaceWords Places[] = {
    {ExpressionPlace::Default, "a default", false, false},
    {ExpressionPlace::Check, "a check", false, true},
    {ExpressionPlace::Generated, "a generated column", false, true},
    {ExpressionPlace::Index, "an index", false, true},
    {ExpressionPlace::Policy, "a policy", true, true},
    {ExpressionPlace::Trigger, "the condition of a trigger", false, true},
    {ExpressionPlace::Statistics, "an expression of statistics", false, true},
    {ExpressionPlace::Publication, "a condition of a publication", false, true},
    {ExpressionPlace::OldRows, "the value of a row", true, true},
};

/// Looks for the first thing that its place refuses.
class PlaceWalk {
public:
  PlaceWalk(const Schema &schema, ExpressionPlace place)
      : schema(schema), words(*std::ranges::find(Places, place, &PlaceWords::place)) {}
  void look(const ProtobufCMessage &message);
  std::string fault;

private:
  void call(const PgQuery__FuncCall &f);
  std::optional<CallKind> kindOf(const PgQuery__FuncCall &f) const;

  const Schema &schema;
  const PlaceWords &words;
};

std::optional<CallKind> PlaceWalk::kindOf(const PgQuery__FuncCall &f) const {
  if (f.over)
    return CallKind::Window;
  if (f.agg_star || f.agg_distinct || f.agg_filter || f.agg_within_group || f.n_agg_order)
    return CallKind::Aggregate;
  std::vector<std::string_view> path = strings(items(f.n_funcname, f.funcname));
  if (path.empty() || (path.size() > 1 && path.front() != "pg_catalog"))
    return std::nullopt;
  auto known = std::ranges::find(KnownCalls, path.back(), &KnownCall::name);
  if (known == std::end(KnownCalls))
    return std::nullopt;
  for (const Function &own : schema.functions())
    if (own.called.str() == known->name)
      return std::nullopt;
  return known->kind;
}

void PlaceWalk::call(const PgQuery__FuncCall &f) {
  std::optional<CallKind> kind = kindOf(f);
  if (!kind)
    return;
  std::string_view is = *kind == CallKind::Aggregate ? "is an aggregate, of many rows"
                        : *kind == CallKind::Window  ? "is a window function, of many rows"
                                                     : "gives rows";
  std::string name(strings(items(f.n_funcname, f.funcname)).back());
  fault = fmt::format("{}() {}, which {} cannot have", name, is, words.text);
  if (words.queries)
    fault += fmt::format(" outside of a query: (SELECT {}(…) FROM …)", name);
}

void PlaceWalk::look(const ProtobufCMessage &message) {
  if (!fault.empty())
    return;
  if (message.descriptor == &pg_query__sub_link__descriptor) {
    if (!words.queries)
      fault = fmt::format("it holds a query, which {} cannot", words.text);
    return;
  }
  if (message.descriptor == &pg_query__column_ref__descriptor && !words.columns) {
    auto &column = reinterpret_cast<const PgQuery__ColumnRef &>(message);
    if (isSystemUser(column))
      return;
    std::vector<std::string_view> path = strings(items(column.n_fields, column.fields));
    fault = fmt::format("it names the column '{}', which {} cannot",
                        path.empty() ? "*" : path.back(), words.text);
    return;
  }
  if (message.descriptor == &pg_query__func_call__descriptor)
    call(reinterpret_cast<const PgQuery__FuncCall &>(message));
  forEachChild(message, [&](const ProtobufCMessage &child) { look(child); });
}

} // namespace

std::string placeFault(const Schema &schema, const Node *tree, ExpressionPlace place) {
  PlaceWalk walk(schema, place);
  if (tree)
    walk.look(tree->base);
  return walk.fault;
}

} // namespace schemac::sql
