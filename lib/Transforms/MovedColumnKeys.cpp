//===- MovedColumnKeys.cpp - Which rows of two tables belong together -----===//
//
// A foreign key of one of them says it, over columns by which at most one row belongs to each.
//
//===----------------------------------------------------------------------===//
#include "Transforms/MoveChecker.h"
#include "schemac/IR/MovedColumns.h"
#include <algorithm>

namespace schemac {

bool MoveChecker::isKey(const std::vector<Name> &columns) const {
  return tellsRowsApart(*move.target, columns) &&
         (!move.former || tellsRowsApart(*move.former, columns));
}

/// Foreign keys of the table that refer to the other one.
std::vector<const Constraint *> MoveChecker::keysBetween(const Table &table, QName other) const {
  std::vector<const Constraint *> found;
  for (const Constraint &k : table.constraints)
    if (k.kind == ConstraintKind::ForeignKey && origins.norm(k.refTable) == origins.norm(other))
      found.push_back(&k);
  return found;
}

bool MoveChecker::findKey() {
  std::vector<const Constraint *> found = keysBetween(*move.target, move.from);
  if (found.empty())
    return keyIntoServes();
  if (found.size() > 1)
    return refuseRows(
        fmt::format("{} foreign keys of '{}' refer to '{}'", found.size(), into, from),
        "move the values by a migration of your own, and drop the column after it");
  return keyServes(*found.front());
}

bool MoveChecker::keyHolds(const Constraint &fk) {
  if (fk.notValid || fk.notEnforced)
    return refuseRows(fmt::format("foreign key '{}' is not held for all rows", fk.name.str()),
                      "validate it before");
  if (fk.deferrable)
    return refuseRows(fmt::format("foreign key '{}' may be broken for a while", fk.name.str()),
                      "let it not be deferrable until the columns have moved");
  return true;
}

/// The name of it may change with that of its table.
bool MoveChecker::isOld(const Constraint &fk, const Table &was) {
  QName other = origins.norm(origins.sourceName(origins.norm(fk.refTable)));
  bool held = std::ranges::any_of(was.constraints, [&](const Constraint &k) {
    return k.kind == ConstraintKind::ForeignKey && !k.deferrable && !k.notValid && !k.notEnforced &&
           origins.norm(k.refTable) == other && k.columns == fk.columns &&
           k.refColumns == fk.refColumns;
  });
  return held || refuseRows(fmt::format("foreign key '{}' is made or changed by the same plan",
                                        fk.name.str()),
                            "make that a plan of its own, before this one");
}

/// The other way round: a row of `from` refers to one of `into`, and no other row does.
bool MoveChecker::keyIntoServes() {
  const Table &after = *unit.to->table(move.from);
  std::vector<const Constraint *> found = keysBetween(after, move.into);
  if (found.empty())
    return refuseRows(fmt::format("no foreign key of '{}' refers to '{}'", into, from),
                      fmt::format("give '{}' one over columns that are unique in it", into));
  if (found.size() > 1)
    return refuseRows(
        fmt::format("{} foreign keys of '{}' refer to '{}'", found.size(), from, into),
        "move the values by a migration of your own, and drop the column after it");
  const Constraint &fk = *found.front();
  move.refersInto = true, move.keys = fk.refColumns, move.refs = fk.columns;
  if (!move.former)
    return refuseRows(fmt::format("rows of '{}' refer to it, which has none yet", from),
                      "make the table and its rows in a plan before this");
  if (!keyHolds(fk) || !isOld(fk, *move.source))
    return false;
  if (!tellsRowsApart(after, fk.columns) || !tellsRowsApart(*move.source, fk.columns))
    return refuseRows(fmt::format("several rows of '{}' may refer to one of '{}'", from, into),
                      fmt::format("make the columns of foreign key '{}' a unique key of '{}', in a "
                                  "plan before this",
                                  fk.name.str(), from));
  for (Name n : fk.columns)
    for (const Table *t : {move.source, &after})
      if (const Column *c = t->column(n); c && c->nullable)
        return refuseRows(fmt::format("rows without '{}' could have none", n.str()),
                          fmt::format("make '{}' required before", n.str()));
  return keyColumnsStay(fk);
}

bool MoveChecker::keyServes(const Constraint &fk) {
  move.keys = fk.columns, move.refs = fk.refColumns;
  if (!keyHolds(fk))
    return false;
  if (!isKey(fk.columns))
    return refuseRows(fmt::format("several rows of '{}' may refer to one of '{}'", into, from),
                      fmt::format("make the columns of foreign key '{}' a primary or unique key "
                                  "of '{}'{}",
                                  fk.name.str(), into,
                                  move.former ? ", in a plan before this" : ""));
  if (move.former && !isOld(fk, *move.former))
    return false;
  return keyColumnsStay(fk) && (move.former || rowsCanBeMade(fk));
}

bool MoveChecker::keyColumnsStay(const Constraint &fk) {
  const Table *after = unit.to->table(move.from);
  for (size_t i = 0; i != move.refs.size(); ++i) {
    const Column *ref = move.source->column(move.refs[i]), *still = after->column(move.refs[i]);
    const Column *key = move.target->column(move.keys[i]);
    const Column *was = move.former ? move.former->column(move.keys[i]) : key;
    if (!ref || !still || !key || !was || ref->type != still->type || key->type != was->type ||
        still->renamedFrom() || key->renamedFrom())
      return refuseRows(
          fmt::format("the columns of foreign key '{}' change in the same plan", fk.name.str()),
          OneByOne);
    if (!move.former && ref->nullable)
      return refuseRows(fmt::format("rows without '{}' could have none", ref->name.str()),
                        fmt::format("make '{}' required before", ref->name.str()));
  }
  return true;
}

} // namespace schemac
