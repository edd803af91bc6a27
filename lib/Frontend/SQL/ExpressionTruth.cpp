//===- ExpressionTruth.cpp - Conditions that are certainly none -----------===//
//
// A server casts nothing to a boolean by itself. Functions and operators may give one whatever they
// are called, so what they give is only known where numbers are calculated with.
//
//===----------------------------------------------------------------------===//
#include "ExpressionPlaces.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

namespace {

class TruthWalk {
public:
  TruthWalk(const Schema &schema, const TypeOfName &typeOf) : schema(schema), typeOf(typeOf) {}

  std::string faultOf(const Node *n) const {
    if (n->node_case == PG_QUERY__NODE__NODE_BOOL_EXPR) {
      const PgQuery__BoolExpr *both = n->bool_expr;
      for (const Node *arg : items(both->n_args, both->args))
        if (std::string fault = faultOf(arg); !fault.empty())
          return fault;
      return {};
    }
    if (Type type = typeOfColumn(n); isPlain(type))
      return fmt::format("'{}' is neither true nor false, but of type {}",
                         stringOf(n->column_ref->fields[0]), type.str());
    if (isNumber(n))
      return "a number is neither true nor false";
    return {};
  }

private:
  /// What a domain is over; null of everything that is no column.
  Type typeOfColumn(const Node *n) const {
    auto *ref = as<PgQuery__ColumnRef>(n);
    Type type = ref && ref->n_fields == 1 ? typeOf(stringOf(ref->fields[0])) : Type();
    return type ? baseOf(schema, type) : type;
  }

  static bool isNumeric(Type type) {
    return type && (type.isInteger() || type.is(TypeKind::Numeric) || type.is(TypeKind::F32) ||
                    type.is(TypeKind::F64));
  }
  static bool isPlain(Type type) {
    return type &&
           (isNumeric(type) || type.is(TypeKind::Text) || type.is(TypeKind::VarChar) ||
            type.is(TypeKind::Uuid) || type.is(TypeKind::Json) || type.is(TypeKind::JsonB) ||
            type.is(TypeKind::Date) || type.is(TypeKind::Timestamp) ||
            type.is(TypeKind::TimestampTz) || type.is(TypeKind::Bytes) || type.is(TypeKind::Enum));
  }

  /// A cast to int, numeric and so on, as the parser calls them.
  static bool castsToNumber(const PgQuery__TypeCast &cast) {
    static constexpr std::string_view Numbers[] = {"int2",    "int4",   "int8",
                                                   "numeric", "float4", "float8"};
    const PgQuery__TypeName &t = *cast.type_name;
    std::vector<std::string_view> path = strings(items(t.n_names, t.names));
    return !t.n_array_bounds && path.size() == 2 && path[0] == "pg_catalog" &&
           std::ranges::count(Numbers, path[1]);
  }

  bool isNumber(const Node *n) const {
    if (Type type = typeOfColumn(n))
      return isNumeric(type);
    if (auto *c = as<PgQuery__AConst>(n))
      return !c->isnull && (c->val_case == PG_QUERY__A__CONST__VAL_IVAL ||
                            c->val_case == PG_QUERY__A__CONST__VAL_FVAL);
    if (auto *cast = as<PgQuery__TypeCast>(n))
      return castsToNumber(*cast);
    const PgQuery__AExpr *e = n->node_case == PG_QUERY__NODE__NODE_A_EXPR ? n->a_expr : nullptr;
    if (!e || e->kind != PG_QUERY__A__EXPR__KIND__AEXPR_OP || e->n_name != 1)
      return false;
    std::string_view op = stringOf(e->name[0]);
    return op.size() == 1 && std::string_view("+-*/").find(op) != std::string_view::npos &&
           (!e->lexpr || isNumber(e->lexpr)) && isNumber(e->rexpr);
  }

  const Schema &schema;
  const TypeOfName &typeOf;
};

} // namespace

std::string truthFault(const Schema &schema, const Node *tree, const TypeOfName &typeOf) {
  return tree ? TruthWalk(schema, typeOf).faultOf(tree) : std::string();
}

} // namespace schemac::sql
