//===- InterpretIndexParts.cpp - Indexes and keys by partition ------------===//
//
// An index of a partitioned table may be made for each partition by itself. It is valid when all of
// them have their part of it; from then on they have it as the parent's, and a state does not list
// it.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac {

/// The index or key of the parent of which \p path is to be a part, as an index; nothing when it is
/// not one that waits for parts.
std::optional<Index> StepInterpreter::needWhole(const SubRef &path, Name of) {
  const Table *table = needTable(path.table);
  const Table *parent = table && table->partitionOf ? state.table(table->partitionOf) : nullptr;
  if (table && !parent)
    refused(table->name.str(), "it is not a partition");
  if (!parent)
    return std::nullopt;
  const Index *index = parent->index(of);
  const Constraint *key = parent->constraint(of);
  if (!index && !(key && isKey(*key))) {
    missing("index", sub(*parent, of));
    return std::nullopt;
  }
  if (index ? !index->invalid : !key->notValid) {
    refused(path.str(), "the index of the parent has this part already");
    return std::nullopt;
  }
  return index ? *index : indexOfKey(*key);
}

/// The last part makes the index or key of \p parent valid.
void StepInterpreter::joinParts(QName parent, Name of) {
  std::vector<QName> parts = state.index().childrenOf(parent);
  auto isPart = [&](const Index &i) { return i.partOf == of; };
  for (QName p : parts)
    if (std::ranges::none_of(state.table(p)->indexes,
                             [&](const Index &i) { return isPart(i) && !i.invalid; }))
      return;
  for (QName p : parts)
    std::erase_if(state.edit<Table>(p)->indexes, isPart);
  Table *whole = state.edit<Table>(parent);
  Index *index = whole->index(of);
  if (index)
    index->invalid = false;
  else
    whole->constraint(of)->notValid = false;
  if (index && index->partOf)
    joinParts(whole->partitionOf, index->partOf);
}

bool StepInterpreter::operator()(CreateIndexPartOp step) {
  std::optional<Index> part = needWhole(step.path(), step.of());
  if (!part)
    return false;
  const Table &table = *state.table(norm(step.path().table));
  if (!relationFree({table.name.ns, step.path().sub}))
    return false;
  if (table.partitionBy)
    return refused(step.path().str(), "the table has partitions, which have parts of it");
  if (std::ranges::any_of(table.indexes, [&](const Index &i) { return i.partOf == step.of(); }))
    return refused(step.path().str(), "the index of the parent has this part already");
  QName parent = table.partitionOf;
  part->name = step.path().sub;
  part->partOf = step.of();
  part->invalid = state.table(parent)->constraint(step.of()) != nullptr; // not attached yet
  edit(step.path())->indexes.push_back(std::move(*part));
  joinParts(parent, step.of());
  return true;
}

/// The index or key that a partition with partitions of its own has by itself becomes a part.
bool StepInterpreter::attachWhole(const Table &table, Name name, const Index &of) {
  const Index *index = table.index(name);
  const Constraint *key = table.constraint(name);
  std::string path = sub(table, name);
  if (!index && !(key && isKey(*key)))
    return missing("index", path);
  if (index ? bool(index->partOf) : key->notValid)
    return refused(path, index ? "it is a part of another index"
                               : "not all of its partitions have their part of it");
  Index part = index ? *index : indexOfKey(*key), wanted = of;
  wanted.name = name;
  wanted.invalid = part.invalid; // one that waits for parts itself counts when it has them
  if (!sameIndex(part, wanted))
    return refused(path, fmt::format("it is not as '{}' of the parent", of.name.str()));
  QName parent = table.partitionOf;
  Table &edited = *state.edit<Table>(table.name);
  std::erase_if(edited.constraints, [&](const Constraint &c) { return c.name == name; });
  std::erase_if(edited.indexes, [&](const Index &i) { return i.name == name; });
  part.partOf = of.name;
  edited.indexes.push_back(std::move(part));
  joinParts(parent, of.name);
  return true;
}

bool StepInterpreter::operator()(AttachKeyPartOp step) {
  std::optional<Index> whole = needWhole(step.path(), step.of());
  if (!whole)
    return false;
  const Table &table = *state.table(norm(step.path().table));
  if (table.partitionBy)
    return attachWhole(table, step.path().sub, *whole);
  const Index *part = table.index(step.path().sub);
  if (!part)
    return missing("index", step.path().str());
  if (part->partOf != step.of() || !part->invalid)
    return refused(step.path().str(), "it was not made to be a part of this key");
  QName parent = table.partitionOf;
  edit(step.path())->index(step.path().sub)->invalid = false;
  joinParts(parent, step.of());
  return true;
}

void StepInterpreter::adoptIndex(QName parent, const Index &whole) {
  for (QName p : state.index().childrenOf(parent)) {
    const Table &part = *state.table(p);
    auto isLike = [&](const Index &i) {
      Index named = i;
      named.name = whole.name, named.range = whole.range;
      return !i.invalid && !i.partOf && sameIndex(named, whole);
    };
    bool usual = part.index(namedInPart(parent, whole, p));
    auto own = std::ranges::find_if(part.indexes, isLike);
    if (!usual && own != part.indexes.end()) {
      Name name = own->name;
      std::erase_if(state.edit<Table>(p)->indexes, [&](const Index &i) { return i.name == name; });
    }
    adoptIndex(p, whole);
  }
}

/// What the index is called that a server makes for \p part.
Name StepInterpreter::namedInPart(QName parent, const Index &whole, QName part) {
  Table only = *state.table(parent);
  only.constraints.clear();
  only.indexes = {whole};
  only = standalone(context, state, only, part);
  return only.indexes.empty() ? Name() : only.indexes.front().name;
}

/// What the partitions have as \p parent has it now, under the name that the server gives it there,
/// is part of that.
void StepInterpreter::adoptParts(QName parent) {
  if (!state.table(parent)->partitionBy)
    return; // tables that inherit from it have keys of their own
  for (QName p : state.index().childrenOf(parent)) {
    Table common = standalone(context, state, *state.table(parent), p);
    auto isCommon = [&](const Constraint &c) {
      const Constraint *whole = common.constraint(c.name);
      return whole && sameConstraint(*whole, c);
    };
    auto isCommonIndex = [&](const Index &i) {
      const Index *whole = common.index(i.name);
      return whole && sameIndex(*whole, i);
    };
    if (std::ranges::any_of(state.table(p)->constraints, isCommon))
      std::erase_if(state.edit<Table>(p)->constraints, isCommon);
    if (std::ranges::any_of(state.table(p)->indexes, isCommonIndex))
      std::erase_if(state.edit<Table>(p)->indexes, isCommonIndex);
    adoptParts(p);
  }
}

} // namespace schemac
