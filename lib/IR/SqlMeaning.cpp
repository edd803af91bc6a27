//===- SqlMeaning.cpp - Whether two expressions say the same --------------===//
//
// What a server adds is casts: to every literal, to columns whose type has no operator of its own,
// and to what the other side of an operator is. What it takes away is casts that change nothing.
// The types of columns tell which of them it could have added.
//
//===----------------------------------------------------------------------===//
#include "SqlConstants.h"
#include "SqlMatcher.h"
#include "schemac/IR/Queries.h"
#include <algorithm>

namespace schemac {
namespace sqltree {

//===--- types ------------------------------------------------------------===//

/// How a server calls the type; empty when it is not one of its own.
static std::string serverType(Type type) {
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

static std::string_view baseName(std::string_view type) {
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

/// Casts that a server makes without being asked.
static bool isImplicit(std::string_view from, std::string_view to) {
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

//===--- trees ------------------------------------------------------------===//

bool Matcher::sameLiterals(const Node &source, const Node &server) {
  std::string_view type = server.is(Kind::Cast)   ? std::string_view(server.text)
                          : source.is(Kind::Cast) ? std::string_view(source.text)
                                                  : std::string_view();
  // The innermost cast of the server's is how it read the literal.
  for (const Node *n = &server; n->is(Kind::Cast); n = &n->children[0])
    type = n->text;
  if (source.is(Kind::Cast) && server.is(Kind::Cast)) {
    bool found = false;
    for (const Node *n = &server; n->is(Kind::Cast); n = &n->children[0])
      found |= baseName(n->text) == baseName(source.text);
    if (!found)
      return false;
  }
  return sameConstant(withoutCasts(source), withoutCasts(server), type);
}

/// ARRAY[a, b]::t[], which a server reads as ARRAY[a::t, b::t].
static std::optional<Node> castInside(const Node &cast) {
  if (!cast.is(Kind::Cast) || !cast.text.ends_with("[]") || !cast.children[0].is(Kind::Array))
    return std::nullopt;
  Node array = cast.children[0];
  std::string element = cast.text.substr(0, cast.text.size() - 2);
  for (Node &c : array.children)
    c = Node{Kind::Cast, c.is(Kind::Array) ? cast.text : element, {}, {c}};
  return array;
}

bool Matcher::same(const Node &source, const Node &server) {
  if (isLiteral(source) && isLiteral(server))
    return sameLiterals(source, server);
  if (source.is(Kind::Cast) && server.is(Kind::Cast) && source.text == server.text &&
      same(source.children[0], server.children[0]))
    return true;
  // A limit is never added and never vanishes: numeric(7,0) is not numeric(8,0).
  if (source.is(Kind::Cast) && server.is(Kind::Cast) && source.text != server.text &&
      source.text.ends_with(')') && server.text.ends_with(')') &&
      baseName(source.text) == baseName(server.text))
    return false;
  if (server.is(Kind::Cast) && mayAddCast(server.children[0], server.text) &&
      same(source, server.children[0]))
    return true;
  if (source.is(Kind::Cast) && castVanishes(source.children[0], source.text) &&
      same(source.children[0], server))
    return true;
  if (std::optional<Node> inside = castInside(source); inside && server.is(Kind::Array))
    return same(*inside, server);
  return sameHere(source, server);
}

bool Matcher::sameChildren(const Node &source, const Node &server) {
  return source.children.size() == server.children.size() &&
         std::equal(source.children.begin(), source.children.end(), server.children.begin(),
                    [&](const Node &a, const Node &b) { return same(a, b); });
}

/// A server casts one side of an operator for the sake of the other, which then has that type.
/// Where no other side has it, somebody meant the cast.
bool Matcher::sameOperands(const Node &source, const Node &server) {
  if (!sameChildren(source, server))
    return false;
  auto isAdded = [&](size_t i) {
    const Node &d = server.children[i];
    return d.is(Kind::Cast) && !source.children[i].is(Kind::Cast) && !isLiteral(d);
  };
  auto isDomain = [&](const Node &n) {
    Type of = n.is(Kind::Name) ? rowType(n) : Type();
    return of && of.is(TypeKind::Domain);
  };
  for (size_t i = 0; i < server.children.size(); ++i) {
    if (!isAdded(i))
      continue;
    const Node &d = server.children[i];
    std::string from = typeOf(d.children[0]);
    std::string_view base = baseName(from), to = baseName(d.text);
    // Types without operators of their own are cast on both sides.
    if (to == "text" && (base == "character varying" || base == "name" || base.empty() ||
                         (base == "character" && source.text == "||")))
      continue;
    // Operators are those of the type below a domain.
    if (isDomain(d.children[0])) {
      Type of = rowType(d.children[0]);
      std::string below = schema ? serverType(withoutDomains(of, *schema)) : "";
      if (below.empty() || baseName(below) == to || isImplicit(below, to))
        continue;
    }
    // Roots are those of one type only.
    if (to == "double precision" && source.children.size() == 1 && source.text.ends_with("|/"))
      continue;
    // An interval is multiplied by nothing else.
    bool wanted = to == "double precision" && (source.text == "*" || source.text == "/") &&
                  std::ranges::any_of(server.children, [&](const Node &c) {
                    return baseName(typeOf(c)) == "interval";
                  });
    for (size_t j = 0; j < server.children.size(); ++j) {
      const Node &side = server.children[j];
      bool ofDomain = isAdded(j) && isDomain(side.children[0]); // it has no other operators
      std::string other = j == i || (isAdded(j) && !ofDomain) ? std::string("-") : typeOf(side);
      wanted |= other.empty() || baseName(other) == to;
    }
    if (!wanted)
      return false;
  }
  return true;
}

static std::string_view functionName(const Node &n) {
  std::string_view name = n.parts.back();
  return name == "date_part" ? "extract" : name;
}

static bool sameName(const Node &a, const Node &b) {
  if (a.parts.empty() || b.parts.empty())
    return a.parts.size() == b.parts.size();
  if (a.parts.back() != b.parts.back())
    return false;
  bool both = a.parts.size() > 1 && b.parts.size() > 1;
  return !both || a.parts[a.parts.size() - 2] == b.parts[b.parts.size() - 2];
}

bool Matcher::sameHere(const Node &source, const Node &server) {
  // A row as one value: json_agg(u), for which a server writes json_agg(u.*).
  if (source.is(Kind::Name) && server.is(Kind::Star) && source.parts == server.parts)
    return true;
  // A row as one value in a select list, for which a server writes u.*::users.
  if (source.is(Kind::Name) && server.is(Kind::Cast) && server.children[0].is(Kind::Star) &&
      source.parts == server.children[0].parts)
    return true;
  // (a).id, of a relation and not of a column's value, for which a server writes a.id.
  if (source.is(Kind::Field) && server.is(Kind::Name) && source.children[0].is(Kind::Name) &&
      source.children[0].parts.size() == 1 && server.parts.back() == source.parts[0])
    return !types("", source.children[0].parts[0]) &&
           (server.parts.size() == 1 ||
            server.parts[server.parts.size() - 2] == source.children[0].parts[0]);
  if (source.kind != server.kind)
    return false;
  switch (source.kind) {
  case Kind::Query:
    return sameQueries(source, server, false);
  case Kind::Name:
  case Kind::Star:
    return sameName(source, server);
  case Kind::Call: {
    // f(a, b) of a function that takes any number, for which a server writes f(VARIADIC ARRAY[a,
    // b]).
    if (!server.children.empty() && server.children.back().is(Kind::Array, "variadic") &&
        (source.children.empty() || !source.children.back().is(Kind::Array, "variadic"))) {
      Node apart = server;
      apart.children.pop_back();
      const std::vector<Node> &others = server.children.back().children;
      apart.children.insert(apart.children.end(), others.begin(), others.end());
      return same(source, apart);
    }
    bool overloaded = source.parts.back() == "abs" || source.parts.back() == "mod" ||
                      source.parts.back() == "coalesce" || source.parts.back() == "greatest" ||
                      source.parts.back() == "least" || source.parts.back() == "nullif";
    return functionName(source) == functionName(server) && source.text == server.text &&
           (source.parts.size() == 1 || server.parts.size() == 1 || source.parts == server.parts) &&
           (overloaded ? sameOperands(source, server) : sameChildren(source, server));
  }
  case Kind::Operator:
    return source.text == server.text && sameOperands(source, server);
  case Kind::Any:
    return source.text == server.text && sameChildren(source, server);
  case Kind::Row:
    return sameRows(source, server);
  case Kind::Cast:
    return source.text == server.text && same(source.children[0], server.children[0]);
  default:
    return source.text == server.text && source.parts == server.parts &&
           sameChildren(source, server);
  }
}

} // namespace sqltree

bool sameMeaning(Expr source, Expr server, const ColumnTypes &types, Type target) {
  using namespace sqltree;
  if (source == server || sameSql(source, server))
    return true;
  if (!source || !server)
    return false;
  std::optional<Node> a = parseExpression(source.str()), b = parseExpression(server.str());
  if (!a || !b)
    return false;
  adoptAliases(*a, *b); // of queries within them
  if (isLiteral(*a) && isLiteral(*b) && target && !a->is(Kind::Cast) && !b->is(Kind::Cast))
    return sameConstant(*a, *b, serverType(target));
  return Matcher(types).same(*a, *b);
}

} // namespace schemac
