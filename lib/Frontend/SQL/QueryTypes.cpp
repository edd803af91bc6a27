//===- QueryTypes.cpp - Which types the columns of a query have -----------===//
//
// As far as it is certain: what is left without a type is said to be unknown.
//
//===----------------------------------------------------------------------===//
#include "QueryColumns.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include <algorithm>

namespace schemac::sql {

/// The type without a length or precision, which no calculation keeps.
Type QueryColumns::unlimited(Type t) {
  switch (t ? t.kind() : TypeKind::Native) {
  case TypeKind::Numeric:
  case TypeKind::VarChar:
  case TypeKind::VarBit:
  case TypeKind::Time:
  case TypeKind::TimeTz:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
  case TypeKind::Interval:
    return context.type(t.kind());
  case TypeKind::Char: // bpchar is another type than char(1)
  case TypeKind::Bit:
  case TypeKind::Array:
    return {};
  default:
    return t;
  }
}

static bool isNumber(Type t) {
  return t.isInteger() || t.is(TypeKind::Numeric) || t.is(TypeKind::F32) || t.is(TypeKind::F64);
}
static int rankOfNumber(Type t) {
  constexpr TypeKind Ranks[] = {TypeKind::I16,     TypeKind::I32, TypeKind::I64,
                                TypeKind::Numeric, TypeKind::F32, TypeKind::F64};
  return static_cast<int>(std::ranges::find_if(Ranks, [&](TypeKind k) { return t.is(k); }) - Ranks);
}

/// The one type that values of a UNION, a CASE, COALESCE and so on take. A literal among them has
/// no length or precision, and so the whole has none.
QueryColumns::Value QueryColumns::common(const std::vector<Value> &of) {
  Value out{{}, {}, true};
  for (const Value &v : of) {
    if (v.isLiteral)
      continue;
    if (out.isLiteral) {
      out = v;
      continue;
    }
    if (!v.type || !out.type || out.collation != v.collation)
      return {};
    if (v.type == out.type)
      continue;
    Type a = unlimited(out.type), b = unlimited(v.type);
    if (a != b && isNumber(a) && isNumber(b))
      a = b = rankOfNumber(a) < rankOfNumber(b) ? b : a;
    if (a != b)
      return {};
    out.type = a;
  }
  if (!out.isLiteral && std::ranges::any_of(of, &Value::isLiteral))
    out.type = unlimited(out.type);
  return out;
}

QueryColumns::Value QueryColumns::common(Nodes list) {
  std::vector<Value> out;
  for (const Node *n : list)
    out.push_back(value(n));
  return common(out);
}

QueryColumns::Value QueryColumns::column(const PgQuery__ColumnRef &ref) const {
  if (ref.n_fields > 2)
    return {};
  std::string_view last = stringOf(ref.fields[ref.n_fields - 1]);
  std::string_view alias = ref.n_fields == 2 ? stringOf(ref.fields[0]) : "";
  for (size_t i = levels.size(); i-- > 0;)
    for (const Source &s : levels[i].sources) {
      if (!alias.empty() && s.alias != alias)
        continue;
      if (!s.columns)
        return {}; // it may be there
      for (const Column &c : *s.columns)
        if (c.name.str() == last)
          return {c.type, c.collation(), false};
    }
  return {};
}

QueryColumns::Value QueryColumns::constant(const PgQuery__AConst &c) {
  if (c.isnull || c.val_case == PG_QUERY__A__CONST__VAL_SVAL)
    return {{}, {}, true};
  switch (c.val_case) {
  case PG_QUERY__A__CONST__VAL_IVAL:
    return of(TypeKind::I32);
  case PG_QUERY__A__CONST__VAL_BOOLVAL:
    return of(TypeKind::Bool);
  case PG_QUERY__A__CONST__VAL_FVAL: {
    std::string_view text = stringOf(c.fval->fval);
    constexpr std::string_view most = "9223372036854775807";
    bool digits = std::ranges::all_of(text, [](char x) { return x >= '0' && x <= '9'; });
    bool fits = text.size() < most.size() || (text.size() == most.size() && text <= most);
    return of(digits && fits ? TypeKind::I64 : TypeKind::Numeric);
  }
  default:
    return {};
  }
}

/// Functions of the server whose result is the same whatever they are given.
static TypeKind resultOf(std::string_view f) {
  static constexpr std::pair<std::string_view, TypeKind> Known[] = {
      {"count", TypeKind::I64},
      {"row_number", TypeKind::I64},
      {"rank", TypeKind::I64},
      {"dense_rank", TypeKind::I64},
      {"now", TypeKind::TimestampTz},
      {"clock_timestamp", TypeKind::TimestampTz},
      {"statement_timestamp", TypeKind::TimestampTz},
      {"gen_random_uuid", TypeKind::Uuid},
      {"upper", TypeKind::Text},
      {"lower", TypeKind::Text},
      {"md5", TypeKind::Text},
      {"concat", TypeKind::Text},
      {"concat_ws", TypeKind::Text},
      {"split_part", TypeKind::Text},
      {"to_char", TypeKind::Text},
      {"string_agg", TypeKind::Text},
      {"row_to_json", TypeKind::Json},
      {"to_json", TypeKind::Json},
      {"to_jsonb", TypeKind::JsonB},
      {"json_agg", TypeKind::Json},
      {"jsonb_agg", TypeKind::JsonB},
      {"json_build_object", TypeKind::Json},
      {"jsonb_build_object", TypeKind::JsonB},
      {"bool_and", TypeKind::Bool},
      {"bool_or", TypeKind::Bool},
      {"every", TypeKind::Bool},
      {"random", TypeKind::F64},
      {"char_length", TypeKind::I32},
      {"cardinality", TypeKind::I32},
      {"array_length", TypeKind::I32}};
  for (auto [name, kind] : Known)
    if (name == f)
      return kind;
  return TypeKind::Native;
}

/// What a function of the schema gives, where no other of its name can be meant.
QueryColumns::Value QueryColumns::ownCall(const PgQuery__FuncCall &f, std::string_view called) {
  const Function *only = nullptr;
  for (const Function &own : state.functions()) {
    if (own.called.str() != called)
      continue;
    if (only)
      return {};
    only = &own;
  }
  bool isPlain = !postgres::serverFunction(called) && only->returns && !only->returnsSet &&
                 !only->returns.is(TypeKind::Native) && !only->returns.is(TypeKind::Array);
  for (const FunctionArg &a : only->args)
    isPlain &= a.mode == ArgMode::In || a.mode == ArgMode::Variadic;
  bool isText = only->returns.is(TypeKind::Text) || only->returns.is(TypeKind::VarChar) ||
                only->returns.is(TypeKind::Char) || only->returns.is(TypeKind::Domain);
  for (const Node *n : sql::items(f.n_args, f.args)) // whose collation the result has
    isPlain &= !isText || !value(n).collation;
  return isPlain ? Value{unlimited(only->returns), {}, false} : Value();
}

QueryColumns::Value QueryColumns::call(const PgQuery__FuncCall &f) {
  Nodes path = sql::items(f.n_funcname, f.funcname);
  std::string_view called = stringOf(path.back());
  if (path.size() > 1 && stringOf(path[0]) != "pg_catalog")
    return {};
  bool isOwn = false; // which may be the one that is meant
  for (const Function &own : state.functions())
    isOwn |= own.called.str() == called;
  if (isOwn)
    return ownCall(f, called);
  if (TypeKind kind = resultOf(called); kind != TypeKind::Native) {
    bool isRange = called == "upper" || called == "lower"; // of ranges, too
    Value first = f.n_args ? value(f.args[0]) : Value();
    bool isBytes = called == "string_agg" && !first.type.is(TypeKind::Text) &&
                   !first.type.is(TypeKind::VarChar);
    if ((isRange && !first.type.is(TypeKind::Text) && !first.type.is(TypeKind::VarChar) &&
         !first.isLiteral) ||
        isBytes)
      return {};
    Value out = of(kind);
    if (kind == TypeKind::Text)
      out.collation = first.collation;
    return out;
  }
  if (f.n_args != 1)
    return {};
  Value v = value(f.args[0]);
  if (called == "min" || called == "max") {
    bool same = isNumber(v.type) || v.type.is(TypeKind::Date) || v.type.is(TypeKind::Text) ||
                v.type.is(TypeKind::Timestamp) || v.type.is(TypeKind::TimestampTz);
    return same ? Value{unlimited(v.type), v.collation, false} : Value();
  }
  if (called == "sum" && isNumber(v.type)) {
    bool floats = v.type.is(TypeKind::F32) || v.type.is(TypeKind::F64);
    bool small = v.type.is(TypeKind::I16) || v.type.is(TypeKind::I32);
    return floats ? v : of(small ? TypeKind::I64 : TypeKind::Numeric);
  }
  if (called == "avg" && isNumber(v.type))
    return of(v.type.is(TypeKind::F32) || v.type.is(TypeKind::F64) ? TypeKind::F64
                                                                   : TypeKind::Numeric);
  if (called == "array_agg" && v.type && !v.type.is(TypeKind::Array) && !v.collation)
    if (Type element = unlimited(v.type); element == v.type)
      return {context.arrayType(element), {}, false};
  return {};
}

QueryColumns::Value QueryColumns::operation(const PgQuery__AExpr &e) {
  std::string_view op = e.n_name ? stringOf(e.name[e.n_name - 1]) : "";
  switch (e.kind) {
  case PG_QUERY__A__EXPR__KIND__AEXPR_OP:
    break;
  case PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF: {
    Value v = value(e.lexpr), other = value(e.rexpr);
    bool casts = v.type.is(TypeKind::VarChar) || v.type.is(TypeKind::Char);
    return !casts && (other.isLiteral || other.type == v.type) ? v : Value();
  }
  default: // IN, LIKE, BETWEEN, IS DISTINCT FROM, ANY …
    return of(TypeKind::Bool);
  }
  constexpr std::string_view Compares[] = {"=", "<>", "<", ">", "<=", ">=", "~", "!~", "~*", "!~*"};
  if (std::ranges::count(Compares, op))
    return of(TypeKind::Bool);
  Value a = e.lexpr ? value(e.lexpr) : Value{{}, {}, true}, b = value(e.rexpr);
  auto isText = [](const Value &v) {
    return v.type.is(TypeKind::Text) || v.type.is(TypeKind::VarChar);
  };
  if (op == "||" && ((isText(a) && (isText(b) || b.isLiteral)) || (isText(b) && a.isLiteral))) {
    Value out = of(TypeKind::Text);
    if (a.collation && b.collation && a.collation != b.collation)
      return {};
    out.collation = a.collation ? a.collation : b.collation;
    return out;
  }
  constexpr std::string_view Calculates[] = {"+", "-", "*", "/"};
  if (std::ranges::count(Calculates, op) && isNumber(b.type) && (isNumber(a.type) || !e.lexpr)) {
    Value v = e.lexpr ? common({a, b}) : b;
    bool singles = a.type.is(TypeKind::F32) || b.type.is(TypeKind::F32);
    if (singles && e.lexpr && a.type != b.type)
      return of(TypeKind::F64);
    v.type = unlimited(v.type);
    return v;
  }
  return {};
}

QueryColumns::Value QueryColumns::value(const Node *n) {
  switch (n ? n->node_case : PG_QUERY__NODE__NODE__NOT_SET) {
  case PG_QUERY__NODE__NODE_COLUMN_REF:
    return column(*n->column_ref);
  case PG_QUERY__NODE__NODE_A_CONST:
    return constant(*n->a_const);
  case PG_QUERY__NODE__NODE_TYPE_CAST: {
    Value v = value(n->type_cast->arg);
    Type to = typeOf(*n->type_cast->type_name);
    bool keeps = to.is(TypeKind::Text) || to.is(TypeKind::VarChar) || to.is(TypeKind::Char);
    return {to, keeps ? v.collation : Name(), false};
  }
  case PG_QUERY__NODE__NODE_FUNC_CALL:
    return call(*n->func_call);
  case PG_QUERY__NODE__NODE_A_EXPR:
    return operation(*n->a_expr);
  case PG_QUERY__NODE__NODE_COALESCE_EXPR:
    return common(sql::items(n->coalesce_expr->n_args, n->coalesce_expr->args));
  case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
    return common(sql::items(n->min_max_expr->n_args, n->min_max_expr->args));
  case PG_QUERY__NODE__NODE_CASE_EXPR: {
    std::vector<Value> results;
    for (const Node *w : sql::items(n->case_expr->n_args, n->case_expr->args))
      if (!n->case_expr->arg &&
          as<PgQuery__AConst>(w->case_when->expr)) // which a server decides at once
        return {};
      else
        results.push_back(value(w->case_when->result));
    if (n->case_expr->defresult)
      results.push_back(value(n->case_expr->defresult));
    else
      results.push_back({{}, {}, true});
    return common(results);
  }
  case PG_QUERY__NODE__NODE_BOOL_EXPR:
  case PG_QUERY__NODE__NODE_NULL_TEST:
  case PG_QUERY__NODE__NODE_BOOLEAN_TEST:
    return of(TypeKind::Bool);
  case PG_QUERY__NODE__NODE_SUB_LINK: {
    if (n->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK ||
        n->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__ANY_SUBLINK ||
        n->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__ALL_SUBLINK)
      return of(TypeKind::Bool);
    auto *s = as<PgQuery__SelectStmt>(n->sub_link->subselect);
    auto columns = s && n->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK
                       ? select(*s)
                       : std::nullopt;
    return columns && columns->size() == 1
               ? Value{(*columns)[0].type, (*columns)[0].collation(), false}
               : Value();
  }
  case PG_QUERY__NODE__NODE_SQLVALUE_FUNCTION:
    switch (n->sqlvalue_function->op) {
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_DATE:
      return of(TypeKind::Date);
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP:
      return of(TypeKind::TimestampTz);
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIMESTAMP:
      return of(TypeKind::Timestamp);
    default:
      return {};
    }
  default:
    return {};
  }
}

} // namespace schemac::sql
