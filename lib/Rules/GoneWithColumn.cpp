//===- GoneWithColumn.cpp - What a dropped column takes along -------------===//
#include "GoneWithColumn.h"
#include "schemac/IR/ColumnUses.h"
#include <fmt/format.h>

namespace schemac {

static std::string_view wordOf(ConstraintKind kind) {
  switch (kind) {
  case ConstraintKind::PrimaryKey:
    return "primary key";
  case ConstraintKind::Unique:
    return "unique constraint";
  case ConstraintKind::Check:
    return "check";
  case ConstraintKind::ForeignKey:
    return "foreign key";
  case ConstraintKind::Exclusion:
    return "exclusion constraint";
  }
  return "constraint";
}

std::vector<std::string> goneWithColumn(const DropColumnOp &drop, const Schema &before) {
  std::vector<std::string> out;
  const Table *t = before.table(drop.column().table);
  if (!t)
    return out;
  auto uses = [&](const auto &part) { return usesColumn(part, drop.column().sub, t->name.name); };
  for (const Constraint &c : t->constraints)
    if (uses(c))
      out.push_back(fmt::format("{} '{}'", wordOf(c.kind), c.name.str()));
  for (const Index &i : t->indexes)
    if (uses(i) && !t->constraint(i.name))
      out.push_back(fmt::format("{} '{}'", i.unique ? "unique index" : "index", i.name.str()));
  return out;
}

} // namespace schemac
