//===- SqlMeaning.cpp - Whether two expressions say the same --------------===//
//
// The trees of an author and of a server are walked together: the server's may have casts beside
// the author's (SqlCasts.cpp), and spells some things in another way.
//
//===----------------------------------------------------------------------===//
#include "SqlCasts.h"
#include "SqlConstants.h"
#include "SqlMatcher.h"
#include "schemac/IR/Moments.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <functional>
#include <iterator>

namespace schemac {
namespace sqltree {

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

/// 'tomorrow'::text::date: read each time it is evaluated, and not when the server read it.
static bool isReadLater(const Node &n) {
  const Node *inside = n.is(Kind::Cast) ? &n.children[0] : nullptr;
  return inside && inside->is(Kind::Cast) && inside->children[0].is(Kind::String) &&
         !momentWord(inside->children[0].text).empty();
}

bool Matcher::same(const Node &source, const Node &server) {
  if (isReadLater(source) != isReadLater(server))
    return false;
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
  if (isAttribute(source, server))
    return true;
  return sameHere(source, server);
}

bool Matcher::isAttribute(const Node &source, const Node &server) const {
  auto isOne = [](const Node &n, Kind kind, size_t children) {
    return n.is(kind) && n.parts.size() == 1 && n.children.size() == children;
  };
  if (!isOne(source, Kind::Call, 1) || !isOne(source.children[0], Kind::Name, 0) ||
      !source.text.empty() || !server.is(Kind::Name) || server.parts.size() > 2 ||
      server.parts.back() != source.parts[0])
    return false;
  const std::string &row = source.children[0].parts[0];
  auto isRow = [&](const Node *r) {
    return (r->text.empty() ? !r->parts.empty() && r->parts.back() == row : r->text == row);
  };
  if ((server.parts.size() == 2 && server.parts[0] != row) ||
      std::ranges::none_of(relations, isRow))
    return false;
  // Where there is such a function, it may be a call after all.
  if (!schema)
    return false;
  for (const Function &f : schema->functions())
    if (f.bare().name.str() == source.parts[0])
      return false;
  return true;
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
    if (to == "oid" && isOidAlias(base))
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

/// A function in FROM by its name or alias, whose one column that is: z, for which a server writes
/// z.value.
static bool isOnlyColumn(const Node &source, const Node &server,
                         const std::vector<const Node *> &calls) {
  if (!source.is(Kind::Name) || !server.is(Kind::Name) || source.parts.size() != 1 ||
      server.parts.size() != 2 || source.parts[0] != server.parts[0])
    return false;
  return std::ranges::any_of(calls, [&](const Node *r) {
    const Node *columns = findClause(*r, "columns");
    return r->text == source.parts[0] && columns && columns->parts.size() == 1 &&
           columns->parts[0] == server.parts[1];
  });
}

static bool namesColumns(const Node &n) {
  return n.is(Kind::Name) || std::ranges::any_of(n.children, namesColumns);
}

/// x IN (1, 2, a, b), of which a server makes x = ANY (ARRAY[1, 2]) OR x = a OR x = b, or AND and
/// <> of NOT IN. \p logic is what the server has; nothing where no such list stands under it.
static std::optional<Node> withListsApart(const Node &source, Kind logic) {
  std::string_view list = logic == Kind::Or ? "= any" : "<> all";
  std::string op = logic == Kind::Or ? "=" : "<>";
  auto isMixed = [&](const Node &c) {
    return c.is(Kind::Any, list) && c.children[1].is(Kind::Array) &&
           std::ranges::any_of(c.children[1].children, namesColumns);
  };
  if (source.is(logic) ? std::ranges::none_of(source.children, isMixed) : !isMixed(source))
    return std::nullopt; // mostly: nothing is copied
  Node out{logic, {}, {}, {}};
  for (const Node &c : source.is(logic) ? source.children : std::vector<Node>{source}) {
    if (!isMixed(c)) {
      out.children.push_back(c);
      continue;
    }
    Node plain{Kind::Array, {}, {}, {}};
    std::vector<Node> single = c.children[1].children;
    if (std::ranges::count_if(single, namesColumns) + 1 < std::ssize(single)) {
      std::ranges::copy_if(single, std::back_inserter(plain.children), std::not_fn(namesColumns));
      std::erase_if(single, std::not_fn(namesColumns));
      out.children.push_back({c.kind, c.text, {}, {c.children[0], std::move(plain)}});
    }
    for (Node &item : single)
      out.children.push_back({Kind::Operator, op, {}, {c.children[0], std::move(item)}});
  }
  return out;
}

bool Matcher::sameHere(const Node &source, const Node &server) {
  if (server.is(Kind::Or) || server.is(Kind::And))
    if (std::optional<Node> apart = withListsApart(source, server.kind))
      if (sameChildren(*apart, server))
        return true;
  if (isOnlyColumn(source, server, calls))
    return true;
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
  return Matcher(types).over(*b).same(*a, *b);
}

} // namespace schemac
