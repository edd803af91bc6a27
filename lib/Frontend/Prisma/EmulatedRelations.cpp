//===- EmulatedRelations.cpp - prisma-relation-mode-missing-index ---------===//
//
// With relationMode "prisma" the client does what foreign keys would do, by queries: each delete of
// a row looks for those that refer to it. What was so before is no news.
//
//===----------------------------------------------------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/IR/ColumnUses.h"

namespace schemac::prisma {

static bool wasUnindexed(const Table *old, const std::vector<Name> &columns) {
  if (!old || leadsAnIndex(*old, columns))
    return false;
  for (Name c : columns)
    if (!old->column(c))
      return false;
  return true;
}

void Lowering::checkEmulatedRelations(const Block &b, const Table &table) {
  for (const Field &f : b->fields) {
    RelationInfo r = isColumn(b, f) ? RelationInfo() : relation(f);
    DeclaredType type = r.fields ? declared(b, f) : DeclaredType();
    const Block *target = type.is(BlockKind::Model) ? type.block : nullptr;
    if (!target)
      continue;
    std::vector<Name> columns;
    std::string names;
    for (const FieldRef &ref : fieldRefs(r.fields)) {
      const Field *column = field(b, ref.name);
      columns.push_back(column ? nameOf(*column) : context.name(ref.name));
      names += (names.empty() ? "" : ", ") + std::string(ref.name);
    }
    if (!leadsAnIndex(table, columns) && !wasUnindexed(older->table(table.name), columns))
      diags
          .report(b.range(f.name), diag::warn_prisma_relation_mode_missing_index, (*target)->name,
                  b->name, names)
          .note(fmt::format("'@@index([{}])' makes one", names));
  }
}

} // namespace schemac::prisma
