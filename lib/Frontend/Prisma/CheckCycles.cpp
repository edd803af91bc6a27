//===- CheckCycles.cpp - Referential actions that run in circles ----------===//
//
// SQL Server refuses foreign keys by which one change could reach a table twice, in a circle or by
// two ways; and what Prisma emulates (relationMode "prisma") must not run in circles.
//
//===----------------------------------------------------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

Action Checker::actionOf(const Relation &r, bool onDelete) const {
  const RelationEnd &end = *r.forward;
  if (const Expr *e = onDelete ? end.onDelete : end.onUpdate)
    return actionByName(e->value);
  if (!onDelete)
    return Cascade;
  bool required = end.field->required();
  if (end.columns)
    for (const CheckedField *f : *end.columns)
      required |= f->required();
  if (!required)
    return SetNull;
  uint8_t allowed = emulated ? traits_->emulatedActions : traits_->foreignKeyActions;
  return allowed & Restrict ? Restrict : NoAction;
}

bool Checker::modifies(const Relation &r) const {
  constexpr unsigned harmless = NoAction | Restrict;
  return !(actionOf(r, true) & harmless) || !(actionOf(r, false) & harmless);
}

void Checker::checkCycles(const Relation &r) {
  if (!can(CycleDetection) && !emulated)
    return;
  auto report = [&](std::string_view text) {
    diags
        .report(r.forward->model().range(r.forward->field->field->text), diag::err_prisma_cycle,
                text)
        .note("onDelete: NoAction, onUpdate: NoAction on one of the relations ends it");
  };
  const CheckedBlock *start = &r.forward->model();
  std::unordered_set<const Relation *> visited;
  std::vector<std::pair<const Relation *, std::string>> next = {
      {&r, std::string(start->name()) + "." + std::string(r.forward->field->name())}};
  while (!next.empty()) {
    auto [relation, path] = std::move(next.back());
    next.pop_back();
    visited.insert(relation);
    if (!modifies(*relation))
      continue;
    const CheckedBlock *from = &relation->forward->model(), *to = &relation->forward->target();
    if (from == to)
      return report("referential actions of a relation of a model with itself change its own rows");
    if (to == start)
      return report(fmt::format("referential actions run in a circle: {}", path));
    for (const Relation *n : relationsFrom[to]) {
      bool seen = false;
      for (const Relation *v : visited)
        seen |= v->forward == n->forward;
      if (!seen)
        next.emplace_back(n,
                          fmt::format("{} → {}.{}", path, to->name(), n->forward->field->name()));
    }
  }
}

/// The models that a change reaches from each relation of the model; two relations that reach the
/// same are two ways.
void Checker::checkCascadingPaths(const Relation &r) {
  if (!can(CycleDetection) || emulated || !modifies(r))
    return;
  const CheckedBlock *start = &r.forward->model();
  auto reach = [&](const Relation &first) {
    std::unordered_set<const CheckedBlock *> out;
    std::vector<const Relation *> next = {&first};
    while (!next.empty()) {
      const Relation *relation = next.back();
      next.pop_back();
      const CheckedBlock *to = &relation->forward->target();
      if (to == start || to == &relation->forward->model() || !out.insert(to).second)
        continue;
      for (const Relation *n : relationsFrom[to])
        if (modifies(*n))
          next.push_back(n);
    }
    return out;
  };
  std::unordered_set<const CheckedBlock *> mine = reach(r);
  for (const Relation *other : relationsFrom[start]) {
    if (other->forward == r.forward || !modifies(*other))
      continue;
    for (const CheckedBlock *to : reach(*other))
      if (mine.count(to)) {
        diags
            .report(start->range(r.forward->field->field->text), diag::err_prisma_cycle,
                    fmt::format("a change of '{}' reaches '{}' by several ways", to->name(),
                                start->name()))
            .note(fmt::format("another way is '{}'", other->forward->field->name()),
                  start->range(other->forward->field->field->text));
        return;
      }
  }
}

} // namespace schemac::prisma
