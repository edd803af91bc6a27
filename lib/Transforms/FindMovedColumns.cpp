//===- FindMovedColumns.cpp - What moves, and whether it can --------------===//
//
// Everything that could make the one table refuse what code writes to the other is refused here, at
// the declaration: a trigger would raise it in the middle of a write of code that knows nothing of
// the other table.
//
//===----------------------------------------------------------------------===//
#include "Transforms/MoveChecker.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/MovedColumns.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

bool MovedColumns::hasDefault() const {
  return std::ranges::any_of(columns,
                             [](const MovedColumn &c) { return bool(c.old->defaultExpr); });
}

/// Whether the target declares what the source has already.
static bool isMovedAlready(const PlanUnit &unit, const Origins &origins, QName table, Name column) {
  const Table *former =
      origins.isNew(table) ? nullptr : unit.from->table(origins.sourceName(table));
  return former && former->column(column);
}

std::vector<MovedColumns> findMovedColumns(const PlanUnit &unit, const Origins &origins) {
  std::vector<MovedColumns> moves;
  for (const Table &t : unit.to->tables())
    for (const Column &c : t.columns) {
      if (!c.movedFrom() || isMovedAlready(unit, origins, t.name, c.name))
        continue;
      SubRef old = columnNamed(*unit.from, c.movedFrom().str(), unit.context);
      if (!old.table.name)
        continue;
      const Table *source = unit.from->table(old.table);
      auto same = [&](const MovedColumns &m) { return m.source == source && m.into == t.name; };
      auto move = std::ranges::find_if(moves, same);
      if (move == moves.end()) {
        MovedColumns made;
        const Table *after = origins.targetTable(origins.nowNamed(old.table));
        made.from = after ? after->name : old.table, made.into = t.name;
        made.source = source, made.target = &t;
        made.former = origins.isNew(t.name) ? nullptr : origins.table(t.name);
        move = moves.insert(moves.end(), std::move(made));
      }
      move->columns.push_back({move->source->column(old.sub), &c});
    }
  return moves;
}

bool MoveChecker::tablesServe() {
  const MovedColumn &first = move.columns.front();
  const Table *after = unit.to->table(move.from);
  if (!after || (!origins.isNew(move.into) && !move.former))
    return refuse(first, "one of the tables is another kind of object in one of the states",
                  OneByOne);
  for (const Table *t : {move.source, after, move.target, move.former}) {
    if (!t)
      continue;
    if (t->partitionBy || t->partitionOf.name || !t->inherits.empty() ||
        !origins.heirsOf(t->name).empty())
      return refuse(first, fmt::format("'{}' shares rows with partitions or heirs", t->name.str()),
                    "copy the values by a migration of your own, and drop the column after it");
    if (t->forceRowSecurity)
      return refuse(first,
                    fmt::format("row security of '{}' holds for its owner, too, so triggers could "
                                "miss rows",
                                t->name.str()),
                    "let it not be forced until the columns have moved");
  }
  return true;
}

/// Whether rows that have nothing but the key and the columns that move differ in some of these.
bool MoveChecker::tellsMadeApart(const Constraint &fk, const std::vector<Name> &columns) const {
  auto has = [&](Name n) { return std::ranges::find(columns, n) != columns.end(); };
  if (std::ranges::all_of(fk.columns, has))
    return true;
  return std::ranges::any_of(columns, [&](Name n) {
    const Column *c = n ? move.target->column(n) : nullptr;
    if (!c || std::ranges::find(fk.columns, n) != fk.columns.end())
      return false;
    if (c->defaultExpr)
      return origins.dialect()->volatility(c->defaultExpr, unit.from) == Volatility::Volatile;
    return c->generation != Generation::Stored && c->generation != Generation::Virtual;
  });
}

/// Whether such rows, each made in the middle of a statement, keep the rule.
bool MoveChecker::ruleServesMade(const Constraint &fk, const Constraint &rule) const {
  auto isEmpty = [&](Name n) {
    const Column *c = move.target->column(n);
    return c && c->nullable && !c->defaultExpr && c->generation == Generation::None;
  };
  switch (rule.kind) {
  case ConstraintKind::PrimaryKey:
  case ConstraintKind::Unique:
    return !rule.nullsNotDistinct && tellsMadeApart(fk, rule.columns);
  case ConstraintKind::ForeignKey:
    return rule.name == fk.name || (!rule.matchFull && std::ranges::any_of(rule.columns, isEmpty));
  case ConstraintKind::Check:
  case ConstraintKind::Exclusion:
    return false;
  }
  return false;
}

/// Of code that knows nothing of the new table: it changes and deletes rows that are referred to.
bool MoveChecker::rowsCanBeMade(const Constraint &fk) {
  const MovedColumn &first = move.columns.front();
  auto ours = [&](const Column &c) {
    return std::ranges::find(fk.columns, c.name) != fk.columns.end() ||
           std::ranges::any_of(move.columns, [&](const MovedColumn &m) { return m.now == &c; });
  };
  for (const Column &c : move.target->columns)
    if (!ours(c) && !c.mayOmit())
      return refuse(
          first,
          fmt::format("no row can be made for '{}.{}', which is required", into, c.name.str()),
          "give it a default, or make it optional until the columns have moved");
  for (const Constraint &k : move.target->constraints)
    if (!ruleServesMade(fk, k))
      return refuse(first,
                    fmt::format("a row that is made for '{}' could break '{}'", into, k.name.str()),
                    "add that rule after the columns have moved");
  for (const Index &i : move.target->indexes) {
    std::vector<Name> columns;
    for (const IndexElem &e : i.elems)
      columns.push_back(e.column);
    if (i.unique && (i.nullsNotDistinct || !tellsMadeApart(fk, columns)))
      return refuse(first,
                    fmt::format("a row that is made for '{}' could break '{}'", into, i.name.str()),
                    "add that rule after the columns have moved");
  }
  return keyLetsGo(fk);
}

/// A key that the database or a default gives is taken for one that nobody changes.
bool MoveChecker::keyLetsGo(const Constraint &fk) {
  if (fk.onDelete != FkAction::Cascade)
    return refuse(move.columns.front(),
                  fmt::format("foreign key '{}' refuses deletes of code that does not know the "
                              "table",
                              fk.name.str()),
                  "declare it ON DELETE CASCADE");
  bool made = std::ranges::all_of(fk.refColumns, [&](Name n) {
    const Column *c = move.source->column(n);
    return c->generation != Generation::None || c->defaultExpr;
  });
  if (!made && fk.onUpdate != FkAction::Cascade)
    return refuse(move.columns.front(),
                  fmt::format("foreign key '{}' refuses changes of the key by code that does not "
                              "know the table",
                              fk.name.str()),
                  "declare it ON UPDATE CASCADE");
  return true;
}

const std::string *MoveChecker::ruleOver(const Table &table, const Column &column) {
  for (const Constraint &k : table.constraints)
    if (usesColumn(k, column.name, table.name.name))
      return rule = fmt::format("'{}' of '{}'", k.name.str(), table.name.str()), &rule;
  for (const Index &i : table.indexes)
    if (i.unique && usesColumn(i, column.name, table.name.name))
      return rule = fmt::format("'{}' of '{}'", i.name.str(), table.name.str()), &rule;
  return nullptr;
}

/// Of a table that is there: old code makes rows of it without the column, which then have its
/// default, and new code does the same and means it. Of the other table it is the other way round.
bool MoveChecker::defaultServes(const MovedColumn &c) {
  if (!move.former || (!c.now->defaultExpr && !c.old->defaultExpr))
    return true;
  if (c.old->defaultExpr && c.old->defaultExpr != c.now->defaultExpr)
    return refuse(c, "its default is another one in each, and by it code is told from code",
                  "give it the same one, and change that in a plan before or after this");
  if (origins.dialect()->volatility(c.now->defaultExpr, unit.from) != Volatility::Constant)
    return refuse(c, "its default is another one for each row",
                  "give it that in a plan after this");
  if (c.old->nullable && !c.old->defaultExpr)
    return refuse(c, "a row without a value could be of old code or have the default by new code",
                  "give it its default in a plan after this");
  return true;
}

bool MoveChecker::columnServes(const MovedColumn &c) {
  std::string was = SubRef{move.source->name, c.old->name}.str();
  auto typeName = [&](const Column &of) { return origins.dialect()->typeName(of.type); };
  if (c.old->type != c.now->type || c.old->collation() != c.now->collation())
    return refuse(c,
                  c.old->type != c.now->type ? fmt::format("it is {} in one and {} in the other",
                                                           typeName(*c.old), typeName(*c.now))
                                             : std::string("its collation is another one"),
                  "change that before or after the move");
  if (const Enum *e = unit.from->enumType(enumIn(c.old->type)))
    if (const Enum *after = unit.to->enumType(e->name);
        !after || after->labels.size() != e->labels.size())
      return refuse(c, fmt::format("the values of '{}' change in the same plan", e->name.str()),
                    OneByOne);
  if (const Domain *d = unit.from->find<Domain>(c.old->type.named());
      d && (d->notNull || d->defaultExpr))
    return refuse(c, fmt::format("its domain '{}' leaves it never empty", d->name.str()),
                  "drop the default and NOT NULL of the domain before, or change its type");
  if (c.old->generation != Generation::None || c.now->generation != Generation::None)
    return refuse(c, "the database generates its values",
                  "declare it anew there, and drop it here");
  if (c.now->backfill())
    return refuse(c, "it has a backfill expression, too", "its value is the one that moves");
  if (!c.now->nullable && c.old->nullable)
    return refuse(c, fmt::format("it is required, and '{}' is not", was),
                  "make it required before or after the move");
  bool optionalKey =
      std::ranges::any_of(move.keys, [&](Name n) { return move.target->column(n)->nullable; });
  if (!c.now->nullable && move.refersInto && !c.now->defaultExpr)
    return refuse(c,
                  fmt::format("it is required, and rows of '{}' to which none of '{}' refers have "
                              "no value",
                              into, from),
                  "make it optional until the columns have moved");
  if (!c.now->nullable && move.former && !move.refersInto && optionalKey)
    return refuse(c, fmt::format("it is required in rows that belong to none of '{}'", from),
                  "make the columns of the foreign key required before");
  for (const auto &[table, column] : {std::pair{move.source, c.old}, {move.target, c.now}})
    if (const std::string *r = ruleOver(*table, *column))
      return refuse(c, fmt::format("{} could refuse in one what code writes to the other", *r),
                    "drop the rule before the move, or add it after it");
  return defaultServes(c);
}

bool MoveChecker::run() {
  return tablesServe() && findKey() &&
         std::ranges::all_of(move.columns, [&](const MovedColumn &c) { return columnServes(c); });
}

bool canMove(PlanUnit &unit, const Origins &origins, MovedColumns &move,
             const std::vector<MovedColumns> &all) {
  auto sameTarget = [&](const MovedColumns &m) { return m.into == move.into; };
  if (move.makesRows() && std::ranges::count_if(all, sameTarget) > 1) {
    unit.diags
        .report(move.range(), diag::err_move_rows, move.into.str(),
                SubRef{move.from, move.columns.front().old->name}.str(),
                "values of several tables go to it, and each would make rows of its own")
        .note("move the columns of one table first");
    return false;
  }
  return MoveChecker(unit, origins, move).run();
}

} // namespace schemac
