//===- CheckRelationKinds.cpp - Which fields make a relation --------------===//
#include "Checker.h"
#include "WithTargets.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

/// The name that a relation without one gets.
static bool isGeneratedName(std::string_view name, std::string_view a, std::string_view b) {
  if (name.size() != a.size() + b.size() + 2) // the names themselves are far away in memory
    return false;
  if (b < a)
    std::swap(a, b);
  return name.starts_with(a) && name.ends_with(b) && name.substr(a.size(), 2) == "To";
}

RelationKey Checker::relationKey(const RelationEnd &end, bool reversed) const {
  const CheckedBlock *from = &end.model(), *to = &end.target();
  std::string_view name = end.name;
  if (!name.empty() && isGeneratedName(name, from->name(), to->name()))
    name = {};
  return reversed ? RelationKey{{to, from}, name} : RelationKey{{from, to}, name};
}

/// Where a block has few relations, looking through them is quicker than asking a table about them.
static bool isHub(const CheckedBlock &b) {
  constexpr size_t Few = 16;
  return b.relations.size() > Few;
}

/// The ends in \p b with this key.
RelationEnds Checker::chainOf(CheckedBlock &b, const RelationKey &key) {
  if (isHub(b))
    return endsOfHubs.lookup(key);
  for (RelationEnd &end : b.relations)
    if (&end.target() == key.first.second && relationKey(end, false) == key)
      return {&end, nullptr};
  return {};
}

RelationEnd *Checker::opposite(const RelationEnd &end) {
  RelationEnds ends = chainOf(end.target(), relationKey(end, true));
  for (RelationEnd *other = ends.first; other; other = other->next)
    if (other != &end && other->name == end.name)
      return other;
  return nullptr;
}

/// A unique key makes the side without a counterpart a 1:1 relation.
static bool columnsAreUnique(const RelationEnd &end) {
  if (!end.columns)
    return false;
  for (const Key &key : end.model().keys) {
    bool same = key.kind == KeyKind::Unique && key.fields.size() == end.columns->size();
    for (size_t i = 0; same && i != key.fields.size(); ++i)
      same = key.fields[i].field == (*end.columns)[i];
    if (same)
      return true;
  }
  return false;
}

/// Of two ends that could both come first, one is taken: by the name of its model, then its own.
static bool comesFirst(const RelationEnd &a, const RelationEnd &b) {
  return std::pair(a.model().name(), a.field->name()) <=
         std::pair(b.model().name(), b.field->name());
}

void Checker::inferRelation(RelationEnd &end) {
  RelationEnd *other = opposite(end);
  const CheckedField &f = *end.field;
  if (!other) {
    if (f.list())
      relations.push_back({nullptr, &end, false});
    else
      relations.push_back({&end, nullptr, columnsAreUnique(end)});
    return;
  }
  const CheckedField &g = *other->field;
  if (f.list() && g.list()) {
    if (comesFirst(end, *other))
      (end.columns || other->columns ? embeddedManyToMany : implicitManyToMany)
          .push_back({&end, other});
    return;
  }
  if (f.list())
    return; // the other side counts
  bool forward = g.list()         ? true
                 : f.required()   ? !g.required() || comesFirst(end, *other)
                 : g.required()   ? false
                 : end.columns    ? true
                 : other->columns ? false
                                  : comesFirst(end, *other);
  if (forward)
    relations.push_back({&end, other, !g.list()});
}

/// Chains the ends of each key.
void Checker::chainEnds(CheckedBlock &b) {
  auto append = [](RelationEnd *last, RelationEnd &end) {
    if (!last)
      return;
    last->next = &end;
    last->alone = end.alone = false;
  };
  for (RelationEnd &end : b.relations) {
    RelationKey key = relationKey(end, false);
    if (isHub(b)) {
      RelationEnds &ends = endsOfHubs[key];
      append(ends.last, end);
      ends.last = &end;
      if (!ends.first)
        ends.first = &end;
      continue;
    }
    RelationEnd *last = nullptr;
    for (RelationEnd *other = b.relations.data(); other != &end; ++other)
      if (&other->target() == &end.target() && relationKey(*other, false) == key)
        last = other;
    append(last, end);
  }
}

void Checker::inferRelations() {
  withTargets(blocks, [this](CheckedBlock &b) { chainEnds(b); });
  withTargets(
      blocks,
      [this](CheckedBlock &b) {
        for (RelationEnd &end : b.relations) {
          size_t before = relations.size();
          inferRelation(end);
          if (relations.size() != before)
            noteForeignKey(relations.back());
        }
      },
      [](CheckedBlock &b) {
        for (RelationEnd &end : b.relations)
          fetch(end.target().relations.data());
      });
  if (!can(CycleDetection) && !emulated)
    return;
  for (const Relation &r : relations)
    if (r.forward && r.back)
      relationsFrom[&r.forward->model()].push_back(&r);
}

bool Checker::checkAmbiguity(RelationEnd &end) {
  if (end.alone)
    return true;
  llvm::SmallVector<RelationEnd *, 2> same;
  for (RelationEnd *e = chainOf(end.model(), relationKey(end, false)).first; e; e = e->next)
    same.push_back(e);
  bool self = &end.model() == &end.target();
  if (same.size() < 2 || (self && same.size() == 2 && !end.name.empty()))
    return true;
  Columns fields;
  for (const RelationEnd *e : same)
    fields.push_back(e->field);
  diags
      .report(end.model().range(end.field->field->text), diag::err_prisma_relation_ambiguous,
              quotedNames(fields), end.model().name(), end.target().name(),
              end.name.empty() ? std::string("without a name")
                               : fmt::format("of the name '{}'", end.name))
      .note(self && same.size() == 2
                ? "when they are the two sides of one relation, both say so with the same name: "
                  "@relation(\"…\")"
                : "each relation gets a name of its own, the same on both sides: @relation(\"…\")");
  return false;
}

} // namespace schemac::prisma
