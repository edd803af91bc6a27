//===- RespellBlanks.cpp - Expressions that differ by their blanks --------===//
#include "Respelling.h"
#include "schemac/IR/Queries.h"
#include <algorithm>

namespace schemac {

static void takeBlanks(Expr &old, Expr now) {
  if (old != now && old && now && sameSql(old, now))
    old = now;
}

static void takeBlanks(std::vector<IndexElem> &old, const std::vector<IndexElem> &now) {
  for (size_t i = 0; i < old.size() && i < now.size(); ++i)
    takeBlanks(old[i].expr, now[i].expr);
}

void Respelling::runBlanks() {
  for (const Table &now : source.tables())
    if (const Table *old = counterpart(now); old && old != &now && !same(*old, now))
      blanks(*old, now);
}

void Respelling::blanks(const Table &old, const Table &now) {
  Table t = old;
  for (const Column &c : now.columns)
    if (Column *was = t.column(c.name)) {
      takeBlanks(was->defaultExpr, c.defaultExpr);
      Expr generated = was->generated();
      takeBlanks(generated, c.generated());
      if (generated == was->generated())
        continue;
      ColumnExtra extra = *was->extra;
      extra.generated = generated;
      was->extra = context.make<ColumnExtra>(extra);
    }
  for (const Constraint &c : now.constraints)
    if (Constraint *was = t.constraint(c.name); was && was->kind == c.kind)
      takeBlanks(was->check, c.check);
  for (const Index &i : now.indexes)
    if (auto was = std::ranges::find(t.indexes, i.name, &Index::name); was != t.indexes.end()) {
      takeBlanks(was->elems, i.elems);
      takeBlanks(was->where, i.where);
    }
  for (const Policy &p : now.policies)
    if (Policy *was = t.policy(p.name)) {
      takeBlanks(was->usingExpr, p.usingExpr);
      takeBlanks(was->withCheck, p.withCheck);
    }
  server.put(std::move(t));
}

} // namespace schemac
