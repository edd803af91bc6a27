//===- LowerCollation.cpp - Another collation of a column -----------------===//
//
// The plain statement builds every index over the column anew while nobody can read or write.
//   Before: set_collation @t.@c to @C             After: create_index with collate @C, concurrently
//                                                        drop_index of the old one, concurrently
//                                                        set_collation: no index is left to build
//                                                        rename_index
// An index that says the new collation keeps it through the change. Unique constraints and their
// indexes change places in the transaction of the change itself.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/PlainWay.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>

namespace schemac {

namespace {

class CollationChange {
public:
  CollationChange(PlanUnit &unit, const Origins &origins, const Op &op)
      : r(unit, op), origins(origins), op(op), step(op), table(step.column().table),
        column(step.column().sub) {}
  void run();

private:
  std::string obstacle() const;
  std::string obstacle(const Index &i) const;
  std::string obstacle(const Constraint &c) const;
  bool follows(const IndexElem &e) const { return e.column == column && !e.collation; }
  Index collated(Index index, Name name) const;

  Recipe r;
  const Origins &origins;
  const Op &op;
  SetCollationOp step;
  QName table;
  Name column;
  const Table *source = nullptr, *target = nullptr;
};

} // namespace

std::string CollationChange::obstacle(const Index &i) const {
  if (!usesColumn(i, column, source->name.name) ||
      std::ranges::find(i.include, column) != i.include.end())
    return {};
  Index plain = i;
  std::erase_if(plain.elems, [&](const IndexElem &e) { return e.column == column; });
  if (usesColumn(plain, column, source->name.name))
    return "an expression of index '" + i.name.string() + "' uses it";
  const Index *later = target->index(i.name);
  return later && sameIndex(*later, i) ? "" : "index '" + i.name.string() + "' changes too";
}

std::string CollationChange::obstacle(const Constraint &c) const {
  if (!usesColumn(c, column, source->name.name))
    return {};
  const Constraint *later = target->constraint(c.name);
  if (c.kind != ConstraintKind::Unique)
    return "constraint '" + c.name.string() + "' uses it";
  return later && sameConstraint(*later, c) ? ""
                                            : "constraint '" + c.name.string() + "' changes too";
}

/// Why there is no other way than the plain statement; empty: there is one.
std::string CollationChange::obstacle() const {
  if (!source || !target || !source->column(column))
    return "it is not known what is built over it";
  std::string why;
  if (std::vector<const Table *> heirs = origins.heirsOf(table); !heirs.empty())
    why = "'" + heirs.front()->name.str() + "' inherits it";
  for (const Index &i : source->indexes)
    why = why.empty() ? obstacle(i) : why;
  for (const Constraint &c : source->constraints)
    why = why.empty() ? obstacle(c) : why;
  for (QName user : r.unit.from->index().referencing(source->name))
    for (const Constraint &c : r.unit.from->table(user)->constraints)
      if (why.empty() && c.refTable == source->name &&
          std::ranges::find(c.refColumns, column) != c.refColumns.end())
        why = "foreign key '" + c.name.string() + "' refers to it";
  return why;
}

Index CollationChange::collated(Index index, Name name) const {
  index.name = name;
  for (IndexElem &e : index.elems)
    if (follows(e))
      e.collation = step.has_collation() ? step.collation() : r.unit.context.name("default");
  return index;
}

void CollationChange::run() {
  source = origins.table(table);
  target = origins.targetTable(table);
  if (origins.isSmall(table))
    return void(r.keep(PhaseKind::Expand, op, WhySmall));
  if (std::string why = obstacle(); !why.empty()) {
    notePlainWay(
        r.unit.diags.report(r.range, diag::err_collation_rebuild, column.str(), table.str(), why),
        origins, table);
    return;
  }
  std::vector<std::pair<Name, Name>> renames;
  std::vector<const Constraint *> keys;
  auto build = [&](Name name, const Index &index) {
    Name other = standIn(r.unit.context, name);
    r.add<CreateIndexOp>(PhaseKind::Expand,
                         "has the new collation already; built while writers go on",
                         SubRef{table, other}, collated(index, other), true);
    return other;
  };
  for (const Index &i : source->indexes)
    if (std::ranges::any_of(i.elems, [&](const IndexElem &e) { return follows(e); })) {
      renames.emplace_back(build(i.name, i), i.name);
      r.add<DropIndexOp>(PhaseKind::Expand, "would be built anew under the lock",
                         SubRef{table, i.name}, true);
    }
  for (const Constraint &c : source->constraints)
    if (c.kind == ConstraintKind::Unique &&
        std::ranges::find(c.columns, column) != c.columns.end()) {
      build(c.name, sql::keyIndex(c.name, c));
      keys.push_back(&c);
    }
  for (const Constraint *c : keys)
    r.add<DropConstraintOp>(PhaseKind::Expand, "the one over the new index takes its place at once",
                            SubRef{table, c->name});
  r.keep(PhaseKind::Expand, op, "no index is left to build: catalog only");
  for (const Constraint *c : keys) {
    Constraint def = *c;
    def.usingIndex = standIn(r.unit.context, c->name);
    r.add<AddUniqueOp>(PhaseKind::Expand, "takes over the index: catalog only",
                       SubRef{table, c->name}, def);
  }
  for (auto [other, name] : renames)
    r.add<RenameIndexOp>(PhaseKind::Expand, "the new index takes over the name",
                         SubRef{table, other}, name);
}

void runLowerCollation(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps<SetCollationOp>(unit, [](auto) { return true; }))
    CollationChange(unit, origins, op).run();
}

} // namespace schemac
