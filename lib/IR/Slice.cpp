//===- Slice.cpp - The part of a state that a step is about ---------------===//
#include "schemac/IR/Slice.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

namespace {

/// Steps whose table is all that they change, read or wait for, but for what its foreign keys lead
/// to.
bool isLocal(OpKind kind) {
  constexpr OpKind Local[] = {
      OpKind::AddColumn, OpKind::SetNotNull,      OpKind::AddPrimaryKey,     OpKind::AddUnique,
      OpKind::AddCheck,  OpKind::AddForeignKey,   OpKind::AddExclusion,      OpKind::CreateIndex,
      OpKind::DropIndex, OpKind::ValidateNotNull, OpKind::ValidateConstraint};
  return std::ranges::count(Local, kind) != 0;
}

class Slicer {
public:
  explicit Slicer(const Schema &whole) : whole(whole) {}

  void addNeighbours(const Table &table) {
    addFamily(table.name);
    for (size_t i = 0, own = names.size(); i < own; ++i) {
      for (const Constraint &c : whole.table(names[i])->constraints)
        if (c.kind == ConstraintKind::ForeignKey)
          addFamily(c.refTable);
      for (QName user : whole.index().referencing(names[i]))
        addFamily(user);
      for (const Trigger &t : whole.table(names[i])->triggers)
        if (t.action && t.action->fromTable)
          addFamily(t.action->fromTable);
    }
  }

  /// The table with what it is a part of, inherits from, and all parts and heirs of that.
  void addFamily(QName name) {
    for (size_t next = names.size(), end = add(name); next < end; ++next, end = names.size()) {
      const Table &t = *whole.table(names[next]);
      if (t.partitionOf)
        add(t.partitionOf);
      for (QName parent : t.inherits)
        add(parent);
      for (QName child : whole.index().childrenOf(t.name))
        add(child);
    }
  }

  /// Whoever has an index or key of that name, which must be free.
  void addOwners(QName relation) {
    add(relation);
    for (QName owner : whole.index().keyOwners(relation))
      add(owner);
  }

  Schema make() const {
    Schema slice;
    slice.name = whole.name;
    slice.dialect = whole.dialect;
    slice.version = whole.version;
    slice.drops = whole.drops;
    forEachKind([&]<class T>() {
      if constexpr (std::is_same_v<T, Table>)
        for (QName n : names)
          slice.put(whole.all<Table>().get(n));
      else
        for (const T &entity : whole.all<T>())
          if (isPart(entity))
            slice.put(whole.all<T>().get(entity.name));
    });
    return slice;
  }

private:
  size_t add(QName name) {
    if (whole.table(name) && !std::ranges::count(names, name))
      names.push_back(name);
    return names.size();
  }

  bool isPart(const Entity &) const { return true; }
  bool isPart(const Sequence &s) const {
    return !s.ownedBy.sub || std::ranges::count(names, s.ownedBy.table);
  }
  bool isPart(const ExtendedStatistics &s) const { return std::ranges::count(names, s.table); }

  const Schema &whole;
  std::vector<QName> names;
};

size_t objectsBesideTables(const Schema &s) {
  size_t count = 0;
  forEachKind([&]<class T>() { count += std::is_same_v<T, Table> ? 0 : s.all<T>().size(); });
  return count;
}

} // namespace

std::optional<Schema> sliceAround(const Op &op, const Schema &whole) {
  const SubRef *path = isLocal(op.kind) ? &std::get<SubRef>(op.fields[0]) : nullptr;
  const Table *table = path ? whole.table(path->table) : nullptr;
  if (!table || objectsBesideTables(whole) > 4 * whole.tables().size() + 64)
    return std::nullopt;
  Slicer slicer(whole);
  slicer.addNeighbours(*table);
  if (auto add = dynOp<AddForeignKeyOp>(op)) {
    if (!whole.table(add->def().refTable))
      return std::nullopt;
    slicer.addFamily(add->def().refTable);
  }
  if (path->sub)
    slicer.addOwners({table->name.ns, path->sub});
  return slicer.make();
}

} // namespace schemac
