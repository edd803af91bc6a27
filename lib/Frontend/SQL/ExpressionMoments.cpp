//===- ExpressionMoments.cpp - What the settings of a session decide ------===//
//
// How a date is written, and which day a moment is on, a session says by its DateStyle and its
// TimeZone. So a server does not take such casts for immutable, though most of them look as if
// they were, nor a moment to which an interval is added, or that is compared with a day. Only what
// is certain: of columns, and of casts.
//
//===----------------------------------------------------------------------===//
#include "ExpressionPlaces.h"
#include "Nodes.h"
#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace schemac::sql {

namespace {

/// What casts between dates, times and texts tell apart.
enum class MomentKind : uint8_t { Other, Date, Time, TimeTz, Stamp, StampTz, Span, Text };

struct KindOfType {
  TypeKind type;
  std::string_view called; ///< as the parser has it
  MomentKind kind;
};
constexpr KindOfType MomentKinds[] = {
    {TypeKind::Date, "date", MomentKind::Date},
    {TypeKind::Time, "time", MomentKind::Time},
    {TypeKind::TimeTz, "timetz", MomentKind::TimeTz},
    {TypeKind::Timestamp, "timestamp", MomentKind::Stamp},
    {TypeKind::TimestampTz, "timestamptz", MomentKind::StampTz},
    {TypeKind::Interval, "interval", MomentKind::Span},
    {TypeKind::Text, "text", MomentKind::Text},
    {TypeKind::VarChar, "varchar", MomentKind::Text},
};

/// Casts that are not immutable on any version; test/Frontend/SQL/expression-moments.sql holds
/// them.
struct MomentCast {
  MomentKind from, to;
};
constexpr MomentCast MomentCasts[] = {
    {MomentKind::Date, MomentKind::StampTz},  {MomentKind::Date, MomentKind::Text},
    {MomentKind::Stamp, MomentKind::StampTz}, {MomentKind::Stamp, MomentKind::Text},
    {MomentKind::StampTz, MomentKind::Date},  {MomentKind::StampTz, MomentKind::Stamp},
    {MomentKind::StampTz, MomentKind::Time},  {MomentKind::StampTz, MomentKind::TimeTz},
    {MomentKind::StampTz, MomentKind::Text},  {MomentKind::Time, MomentKind::TimeTz},
    {MomentKind::Text, MomentKind::Date},     {MomentKind::Text, MomentKind::Stamp},
    {MomentKind::Text, MomentKind::StampTz},  {MomentKind::Text, MomentKind::Time},
    {MomentKind::Text, MomentKind::TimeTz},   {MomentKind::Text, MomentKind::Span},
};

/// The same of operators, on either side.
struct MomentOperators {
  MomentKind one, other;
  std::string_view names; ///< blanks around each
};
constexpr std::string_view Comparisons = " < <= <> = > >= ";
constexpr MomentOperators MomentOperations[] = {
    {MomentKind::StampTz, MomentKind::Span, " + - "},
    {MomentKind::StampTz, MomentKind::Date, Comparisons},
    {MomentKind::StampTz, MomentKind::Stamp, Comparisons},
};

class MomentWalk {
public:
  MomentWalk(const Schema &schema, const TypeOfName &typeOf) : schema(schema), typeOf(typeOf) {}

  void look(const ProtobufCMessage &message) {
    if (message.descriptor == &pg_query__type_cast__descriptor)
      cast(reinterpret_cast<const PgQuery__TypeCast &>(message));
    else if (message.descriptor == &pg_query__func_call__descriptor)
      call(reinterpret_cast<const PgQuery__FuncCall &>(message));
    else if (message.descriptor == &pg_query__a__expr__descriptor)
      operation(reinterpret_cast<const PgQuery__AExpr &>(message));
    if (found.location < 0)
      forEachChild(message, [&](const ProtobufCMessage &child) { look(child); });
  }
  PlaceFault found;

private:
  static std::string_view calledOf(const PgQuery__TypeName &t) {
    return strings(items(t.n_names, t.names)).back();
  }

  static MomentKind kindOf(const PgQuery__TypeName &t) {
    std::vector<std::string_view> path = strings(items(t.n_names, t.names));
    bool isServers = path.size() == 1 || (path.size() == 2 && path[0] == "pg_catalog");
    auto *row = std::ranges::find(MomentKinds, isServers ? path.back() : "", &KindOfType::called);
    return t.n_array_bounds || row == std::end(MomentKinds) ? MomentKind::Other : row->kind;
  }

  /// Of a column, or a cast.
  MomentKind kindOf(const Node *n) const {
    if (auto *cast = as<PgQuery__TypeCast>(n))
      return cast->type_name ? kindOf(*cast->type_name) : MomentKind::Other;
    auto *ref = as<PgQuery__ColumnRef>(n);
    Type type = ref && ref->n_fields == 1 ? typeOf(stringOf(ref->fields[0])) : Type();
    if (!type)
      return MomentKind::Other;
    Type base = baseOf(schema, type);
    auto *row = std::ranges::find_if(MomentKinds, [&](auto &k) { return base.is(k.type); });
    return row == std::end(MomentKinds) ? MomentKind::Other : row->kind;
  }

  void cast(const PgQuery__TypeCast &c) {
    if (!c.type_name)
      return;
    MomentKind from = kindOf(c.arg), to = kindOf(*c.type_name);
    if (std::ranges::any_of(MomentCasts,
                            [&](MomentCast m) { return m.from == from && m.to == to; }))
      found = {{}, "…::" + std::string(calledOf(*c.type_name)), c.location};
  }

  void operation(const PgQuery__AExpr &e) {
    if (e.kind != PG_QUERY__A__EXPR__KIND__AEXPR_OP || e.n_name != 1 || !e.lexpr || !e.rexpr)
      return;
    std::string called(stringOf(e.name[0]));
    MomentKind left = kindOf(e.lexpr), right = kindOf(e.rexpr);
    if (std::ranges::any_of(MomentOperations, [&](const MomentOperators &m) {
          bool meets = (left == m.one && right == m.other) || (left == m.other && right == m.one);
          return meets && m.names.find(" " + called + " ") != std::string_view::npos;
        }))
      found = {{}, "… " + called + " …", e.location};
  }

  /// date_trunc('day', x) and extract(day FROM x), of a moment that a zone gives a day.
  void call(const PgQuery__FuncCall &f) {
    std::vector<std::string_view> path = strings(items(f.n_funcname, f.funcname));
    if (path.empty() || (path.size() > 1 && path.front() != "pg_catalog") || f.n_args != 2)
      return;
    bool truncates = path.back() == "date_trunc";
    if (!truncates && path.back() != "date_part" && path.back() != "extract")
      return;
    for (const Function &own : schema.functions())
      if (own.called.str() == path.back())
        return;
    MomentKind of = kindOf(f.args[1]);
    if (of == MomentKind::StampTz || (truncates && of == MomentKind::Date))
      found = {{}, std::string(path.back()) + "(…)", f.location};
  }

  const Schema &schema;
  const TypeOfName &typeOf;
};

} // namespace

PlaceFault sessionDecides(const Schema &schema, const Node *tree, const TypeOfName &typeOf) {
  MomentWalk walk(schema, typeOf);
  walk.look(tree->base);
  return walk.found;
}

} // namespace schemac::sql
