//===- SqlCasts.cpp - Types of expressions, and the casts between them ----===//
//
// What a server adds is casts: to every literal, to columns whose type has no operator of its own,
// and to what the other side of an operator is. What it takes away is casts that change nothing.
// The types of columns tell which of them it could have added.
//
//===----------------------------------------------------------------------===//
#include "SqlCasts.h"
#include "SqlConstants.h"
#include "SqlMatcher.h"
#include <algorithm>

namespace schemac::sqltree {

std::string serverType(Type type) {
  if (!type)
    return {};
  if (type.is(TypeKind::Array)) {
    std::string element = serverType(type.element());
    return element.empty() ? element : element + "[]";
  }
  if (type.named())
    return type.is(TypeKind::Domain) ? "" : type.named().name.string();
  static constexpr std::pair<TypeKind, std::string_view> Names[] = {
      {TypeKind::Bool, "boolean"},
      {TypeKind::I16, "smallint"},
      {TypeKind::I32, "integer"},
      {TypeKind::I64, "bigint"},
      {TypeKind::F32, "real"},
      {TypeKind::F64, "double precision"},
      {TypeKind::Bytes, "bytea"},
      {TypeKind::VarChar, "character varying"},
      {TypeKind::Char, "character"},
      {TypeKind::VarBit, "bit varying"},
      {TypeKind::Time, "time without time zone"},
      {TypeKind::TimeTz, "time with time zone"},
      {TypeKind::Timestamp, "timestamp without time zone"},
      {TypeKind::TimestampTz, "timestamp with time zone"}};
  for (auto [kind, text] : Names)
    if (type.is(kind))
      return std::string(text);
  if (type.is(TypeKind::Native))
    return type.native().string();
  return typeInfo(type.kind()).spelling;
}

/// What functions give whose result is cast now and then; others are not known.
static std::string_view resultType(std::string_view function) {
  static constexpr std::pair<std::string_view, std::string_view> Results[] = {
      {"array_length", "integer"},
      {"array_to_string", "text"},
      {"bool_and", "boolean"},
      {"bool_or", "boolean"},
      {"cardinality", "integer"},
      {"clock_timestamp", "timestamp with time zone"},
      {"dense_rank", "bigint"},
      {"every", "boolean"},
      {"format", "text"},
      {"json_agg", "json"},
      {"json_build_object", "json"},
      {"jsonb_agg", "jsonb"},
      {"jsonb_build_object", "jsonb"},
      {"make_date", "date"},
      {"octet_length", "integer"},
      {"position", "integer"},
      {"random", "double precision"},
      {"rank", "bigint"},
      {"regexp_match", "text[]"},
      {"regexp_replace", "text"},
      {"regexp_split_to_array", "text[]"},
      {"row_number", "bigint"},
      {"row_to_json", "json"},
      {"string_to_array", "text[]"},
      {"to_date", "date"},
      {"to_json", "json"},
      {"to_jsonb", "jsonb"},
      {"to_number", "numeric"},
      {"to_tsquery", "tsquery"},
      {"to_tsvector", "tsvector"},
      {"btrim", "text"},
      {"concat", "text"},
      {"concat_ws", "text"},
      {"count", "bigint"},
      {"gen_random_uuid", "uuid"},
      {"initcap", "text"},
      {"left", "text"},
      {"length", "integer"},
      {"lower", "text"},
      {"lpad", "text"},
      {"ltrim", "text"},
      {"md5", "text"},
      {"now", "timestamp with time zone"},
      {"replace", "text"},
      {"right", "text"},
      {"rpad", "text"},
      {"rtrim", "text"},
      {"split_part", "text"},
      {"substr", "text"},
      {"substring", "text"},
      {"to_char", "text"},
      {"upper", "text"},
      {"nextval", "bigint"},
      {"char_length", "integer"},
      {"current_setting", "text"}};
  for (auto [name, type] : Results)
    if (name == function)
      return type;
  return {};
}

std::string_view baseName(std::string_view type) {
  if (type.starts_with("interval ")) // with the fields that it keeps
    return type.substr(0, std::string_view("interval").size());
  size_t open = type.find('(');
  return open == type.npos ? type : type.substr(0, open);
}

/// What the sum of values of a type is.
static std::string_view sumType(std::string_view of) {
  static constexpr std::pair<std::string_view, std::string_view> Sums[] = {
      {"smallint", "bigint"},  {"integer", "bigint"}, {"bigint", "numeric"},
      {"numeric", "numeric"},  {"real", "real"},      {"double precision", "double precision"},
      {"interval", "interval"}};
  for (auto [from, to] : Sums)
    if (from == of)
      return to;
  return {};
}

/// Functions that give a value of the type of their first argument.
static bool keepsType(std::string_view function) {
  static constexpr std::string_view Names[] = {"max",  "min",         "abs",        "nullif",
                                               "lag",  "first_value", "last_value", "lead",
                                               "mode", "nth_value"};
  return std::ranges::find(Names, function) != std::end(Names);
}

bool isOidAlias(std::string_view type) {
  static constexpr std::string_view Names[] = {
      "regclass",    "regcollation", "regconfig",    "regdictionary", "regnamespace", "regoper",
      "regoperator", "regproc",      "regprocedure", "regrole",       "regtype"};
  return std::ranges::find(Names, type) != std::end(Names);
}

bool isImplicit(std::string_view from, std::string_view to) {
  if (isOidAlias(from))
    return to == "oid";
  static constexpr std::pair<std::string_view, std::string_view> Casts[] = {
      {"character varying", "text"},
      {"character", "text"},
      {"citext", "text"},
      {"name", "text"},
      {"character", "character varying"},
      {"text", "character varying"},
      {"character varying", "bpchar"},
      {"character", "bpchar"},
      {"smallint", "integer"},
      {"smallint", "bigint"},
      {"smallint", "numeric"},
      {"smallint", "double precision"},
      {"smallint", "real"},
      {"integer", "bigint"},
      {"integer", "numeric"},
      {"integer", "double precision"},
      {"integer", "real"},
      {"bigint", "numeric"},
      {"bigint", "double precision"},
      {"bigint", "real"},
      {"numeric", "double precision"},
      {"numeric", "real"},
      {"real", "double precision"},
      {"date", "timestamp without time zone"},
      {"date", "timestamp with time zone"},
      {"timestamp without time zone", "timestamp with time zone"},
      {"time without time zone", "interval"},
      {"time without time zone", "time with time zone"},
      {"cidr", "inet"},
      {"bit", "bit varying"},
      {"bit varying", "bit"},
      {"character varying[]", "text[]"}};
  from = baseName(from), to = baseName(to);
  return std::ranges::any_of(Casts,
                             [&](const auto &c) { return c.first == from && c.second == to; });
}

std::string Matcher::typeOf(const Node &n) {
  switch (n.kind) {
  case Kind::Name:
    return serverType(types(n.parts.size() > 1 ? n.parts[n.parts.size() - 2] : "", n.parts.back()));
  case Kind::Cast:
    return n.text;
  case Kind::Call:
    return callType(n);
  case Kind::Number:
    return n.text.find_first_of(".eE") == n.text.npos ? "integer" : "numeric";
  case Kind::Operator:
    if (n.text == "->>" || n.text == "#>>")
      return "text";
    return n.text == "||" && n.children.size() == 2 && typeOf(n.children[0]) == "text" ? "text"
                                                                                       : "";
  default:
    return {};
  }
}

/// What the call gives, where that hangs on its arguments, too.
std::string Matcher::callType(const Node &n) {
  std::string_view name = n.parts.back();
  if (n.children.empty() || n.children[0].is(Kind::Clause))
    return std::string(resultType(name));
  std::string first = typeOf(n.children[0]);
  if (name == "sum")
    return std::string(sumType(baseName(first)));
  if (keepsType(name))
    return first;
  if (name == "array_agg")
    return first.empty() || first.ends_with("[]") ? "" : first + "[]";
  if (name == "timezone" && n.children.size() == 2) { // AT TIME ZONE takes the zone off, or on
    std::string of = typeOf(n.children[1]);
    return of == "timestamp with time zone"      ? "timestamp without time zone"
           : of == "timestamp without time zone" ? "timestamp with time zone"
                                                 : "";
  }
  if (name == "coalesce" || name == "greatest" || name == "least") {
    // One type for all, but for literals that take that of the others.
    std::string common;
    for (const Node &c : n.children) {
      std::string type = typeOf(c);
      bool bends = c.is(Kind::String) || c.is(Kind::Constant, "null");
      if (bends)
        continue;
      if (type.empty() || (!common.empty() && baseName(common) != baseName(type)))
        return {};
      common = type;
    }
    return common;
  }
  return std::string(resultType(name));
}

bool Matcher::mayAddCast(const Node &value, std::string_view type) {
  if (isLiteral(value))
    return true;
  std::string from = typeOf(value);
  if (type.ends_with(')')) // a limit is somebody's wish
    return from == type;
  if (!from.empty())
    return baseName(from) == baseName(type) || isImplicit(from, type);
  // Not known: what the commonest conversions lead to. A domain's value is taken for its base's.
  static constexpr std::string_view Targets[] = {"text",
                                                 "numeric",
                                                 "bigint",
                                                 "double precision",
                                                 "text[]",
                                                 "timestamp with time zone",
                                                 "timestamp without time zone"};
  bool isColumn = value.is(Kind::Name);
  return isColumn || std::ranges::find(Targets, baseName(type)) != std::end(Targets);
}

bool Matcher::castVanishes(const Node &value, std::string_view type) {
  if (isLiteral(value))
    return true;
  std::string from = typeOf(value);
  return type.ends_with(')') ? from == type : baseName(from) == baseName(type);
}

} // namespace schemac::sqltree
