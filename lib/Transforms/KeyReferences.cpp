//===- KeyReferences.cpp - Foreign keys on a key that goes ----------------===//
#include "Transforms/KeyReferences.h"
#include "Transforms/ByPartition.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

KeyReferences::KeyReferences(Recipe &r, const Origins &origins, QName table,
                             const std::vector<Name> &columns)
    : r(r), origins(origins) {
  if (!r.unit.to || columns.empty())
    return;
  for (QName name : r.unit.to->index().referencing(origins.norm(table))) {
    const Table &user = *r.unit.to->table(name);
    const Table *before = origins.table(user.name);
    for (const Constraint &fk : user.constraints)
      if (fk.kind == ConstraintKind::ForeignKey &&
          origins.norm(fk.refTable) == origins.norm(table) &&
          std::ranges::is_permutation(fk.refColumns, columns) && before &&
          before->constraint(fk.name))
        keys.push_back({{origins.norm(user.name), fk.name}, fk});
  }
}

void KeyReferences::drop(PhaseKind phase) const {
  for (const auto &[path, fk] : keys)
    r.add<DropConstraintOp>(phase, "rests on the old key; made again at once", path);
}

void KeyReferences::makeAgain(PhaseKind phase) const {
  auto byPartition = [&](const SubRef &path) {
    return isPartitioned(origins, path.table) && r.unit.plan.version < 18;
  };
  for (const auto &[path, fk] : keys) {
    if (byPartition(path)) {
      addForeignKeyByPartition(r, origins, phase, path, fk);
      continue;
    }
    Constraint fence = fk;
    fence.notValid = true;
    r.add<AddForeignKeyOp>(phase, "rests on the other key of these columns now", path, fence);
  }
  for (const auto &[path, fk] : keys)
    if (!byPartition(path))
      r.add<ValidateConstraintOp>(phase, "checks old rows while readers and writers go on", path);
}

KeyReferences referencesTo(Recipe &r, const Origins &origins, QName table, const Index *index) {
  std::vector<Name> columns;
  const Table *source = origins.table(table);
  if (index && index->unique && !index->where)
    for (const IndexElem &e : index->elems)
      columns.push_back(e.column);
  const Constraint *key = source ? source->primaryKey() : nullptr;
  bool isExpression = std::ranges::count(columns, Name()) != 0;
  if (isExpression || (key && std::ranges::is_permutation(key->columns, columns)))
    columns.clear();
  return KeyReferences(r, origins, table, columns);
}

} // namespace schemac
