//===- RespellTables.cpp - Parts of tables in the author's words ----------===//
#include "Respelling.h"
#include "SqlConstants.h"
#include "schemac/IR/Moments.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/UsualStorage.h"
#include <algorithm>

namespace schemac {

/// Whether a value can be so long that it is kept beside the rows.
static bool mayHaveToast(const Table &t) {
  return !std::ranges::all_of(t.columns, isStoredPlain, &Column::type);
}

static bool isNullLiteral(Expr e) {
  std::optional<sqltree::Node> n = e ? sqltree::parseExpression(e.str()) : std::nullopt;
  return n && sqltree::withoutCasts(*n).is(sqltree::Kind::Constant, "null");
}

static bool isStringLiteral(Expr e) {
  std::optional<sqltree::Node> n = e ? sqltree::parseExpression(e.str()) : std::nullopt;
  return n && sqltree::withoutCasts(*n).is(sqltree::Kind::String);
}

/// Whether an index by \p method (none: btree) of \p column has \p opclass by itself. Of citext's
/// it is citext's own, though the server would take text's.
static bool isUsualClass(std::string_view method, Name opclass, const Column *column) {
  static constexpr std::pair<std::string_view, std::string_view> Usual[] = {
#define USUAL(METHOD, NAME) {#METHOD, NAME},
#include "schemac/IR/UsualClasses.def"
  };
  if (method.empty())
    method = "btree";
  bool ofCiText = opclass.str() == "citext_ops";
  bool hasOwn = method == "btree" || method == "hash";
  if (column && hasOwn && column->type.is(TypeKind::CiText) != ofCiText &&
      (ofCiText || opclass.str() == "text_ops"))
    return false;
  return std::ranges::find(Usual, std::pair(method, opclass.str())) != std::end(Usual);
}

/// FROM ('2024-01-01') TO (MAXVALUE): words in any case, values as the server writes them.
static bool sameBound(Expr a, Expr b) {
  struct Piece {
    std::string text;
    bool isValue, isName;
  };
  auto pieces = [](Expr e) {
    std::vector<Piece> list;
    bool negative = false;
    for (const SqlToken &t : lexSqlTokens(e.str())) {
      std::string text(t.text);
      if (t.isSymbol("-")) {
        negative = true;
        continue;
      }
      bool string = t.kind == SqlToken::Kind::String;
      if (string)
        text = text.substr(1, text.size() - 2);
      list.push_back({(negative ? "-" : "") + (t.isName() ? t.name() : text),
                      string || t.kind == SqlToken::Kind::Number, t.isName()});
      negative = false;
    }
    return list;
  };
  std::vector<Piece> x = pieces(a), y = pieces(b);
  return std::ranges::equal(x, y, [](const Piece &s, const Piece &t) {
    if (s.isValue != t.isValue || s.isName != t.isName)
      return false;
    return s.text == t.text || (s.isValue && (sqltree::sameText(s.text, t.text, "timestamp") ||
                                              sqltree::sameText(s.text, t.text, "numeric")));
  });
}

/// As a query on the table, in which stars and columns of the others have a meaning.
bool Respelling::take(Expr &was, Expr is, const Table &of) {
  if (take(was, is) || !was || !is)
    return was == is;
  Expr here = asBefore(is);
  std::string relation = of.name.ns ? sqlIdentifier(of.name.ns.str()) + "." : "";
  relation += sqlIdentifier(of.name.name.str());
  auto asQuery = [&](Expr e) {
    return context.expr("SELECT 1 FROM " + relation + " WHERE " + e.string());
  };
  if (!sameQuery(asQuery(here), {}, asQuery(was), server))
    return false;
  was = here;
  return true;
}

void Respelling::table(const Table &old, const Table &now) {
  settle(old, now);
  Table t = old;
  for (const Column &c : now.columns) {
    Column *was =
        t.column(c.renamedFrom() && old.column(c.renamedFrom()) ? c.renamedFrom() : c.name);
    if (was)
      column(*was, c);
  }
  for (const Constraint &c : now.constraints)
    constraint(t, c);
  indexes(t.indexes, now.indexes);
  for (const Trigger &trigger : now.triggers)
    for (Trigger &was : t.triggers)
      if (was.name == trigger.name && was.action && trigger.action) {
        auto action = std::make_shared<TriggerAction>(*was.action);
        if (take(action->when, trigger.action->when))
          was.action = action;
      }
  for (const Policy &p : now.policies)
    if (Policy *was = t.policy(p.name)) {
      take(was->usingExpr, p.usingExpr, old);
      take(was->withCheck, p.withCheck, old);
    }
  if (t.partitionBy.strategy == now.partitionBy.strategy)
    elems(t.partitionBy.elems, now.partitionBy.elems,
          now.partitionBy.strategy == PartitionStrategy::Hash ? "hash" : "btree");
  if (t.bound && now.bound && sameBound(t.bound, now.bound))
    t.bound = now.bound;
  if (!mayHaveToast(*whole(old)))
    for (const Parameter &p : now.parameters)
      if (p.name.str().starts_with("toast.") &&
          std::ranges::find(t.parameters, p) == t.parameters.end())
        t.parameters.push_back(p); // the server has no place to keep it
  server.put(std::move(t));
}

void Respelling::column(Column &was, const Column &is) {
  if (!was.defaultExpr && isNullLiteral(is.defaultExpr))
    was.defaultExpr = is.defaultExpr; // none at all
  if (!take(was.defaultExpr, is.defaultExpr, was.type) && isStringLiteral(was.defaultExpr) &&
      !frozenMoment(is.defaultExpr, was.type).empty())
    was.defaultExpr = is.defaultExpr; // whatever moment that was when it was set
  if (!was.storage() && is.storage() && is.storage().str() == usualStorage(server, was.type)) {
    ColumnExtra extra = was.extra ? *was.extra : ColumnExtra();
    extra.storage = is.storage(); // which it has anyway
    was.extra = context.make<ColumnExtra>(extra);
  }
  if (!was.generated() || !is.generated())
    return;
  ColumnExtra extra = *was.extra;
  if (take(extra.generated, is.generated()))
    was.extra = context.make<ColumnExtra>(extra);
}

void Respelling::constraint(Table &t, const Constraint &is) {
  Constraint *was = t.constraint(is.name);
  if (is.kind == ConstraintKind::Exclusion && was && was->kind == is.kind) {
    ConstraintExtra extra = was->more();
    elems(extra.elems, is.more().elems, is.more().method.str());
    take(extra.where, is.more().where);
    if (!extra.method && is.more().method && is.more().method.str() == "btree")
      extra.method = is.more().method;
    was->edit() = extra;
  }
  if (is.kind != ConstraintKind::Check)
    return;
  if (was && was->kind == is.kind && take(was->check, is.check))
    return;
  for (Constraint &other : t.constraints) // it may have another name
    if (other.kind == is.kind && !source.table(t.name))
      take(other.check, is.check);
    else if (other.kind == is.kind && !source.table(t.name)->constraint(other.name))
      take(other.check, is.check);
}

void Respelling::elem(IndexElem &was, const IndexElem &is, std::string_view method) {
  take(was.expr, is.expr);
  // A default that is written out.
  NullsOrder usual = is.descending ? NullsOrder::First : NullsOrder::Last;
  if (was.nulls == NullsOrder::Default && is.nulls == usual && was.descending == is.descending)
    was.nulls = is.nulls;
  // The collation of an expression is that of its columns, which a server does not tell apart.
  if (was.expr && was.collation && !is.collation)
    was.collation = is.collation;
  // Nor whether one that the column has is said once more.
  const Column *column = columns && was.column ? columns->column(was.column) : nullptr;
  if (!was.opclass && is.opclass && isUsualClass(method, is.opclass, column))
    was.opclass = is.opclass;
  if (column && !was.collation && is.collation == column->collation())
    was.collation = is.collation;
}

void Respelling::elems(std::vector<IndexElem> &was, const std::vector<IndexElem> &is,
                       std::string_view method) {
  if (was.size() == is.size())
    for (size_t i = 0; i < is.size(); ++i)
      elem(was[i], is[i], method);
}

Index Respelling::respelled(Index was, const Index &is) {
  elems(was.elems, is.elems, is.method.str());
  take(was.where, is.where);
  if (!was.method && is.method && is.method.str() == "btree")
    was.method = is.method;
  return was;
}

void Respelling::indexes(std::vector<Index> &old, const std::vector<Index> &now) {
  for (const Index &is : now) {
    auto was = std::ranges::find_if(old, [&](const Index &i) { return i.name == is.name; });
    if (was != old.end()) {
      *was = respelled(*was, is);
      continue;
    }
    for (Index &other : old) { // it may have another name
      Index candidate = respelled(other, is);
      candidate.name = is.name;
      if (sameIndex(candidate, is)) {
        candidate.name = other.name;
        other = candidate;
        break;
      }
    }
  }
}

} // namespace schemac
