//===- DiffEnums.cpp - Enum types and their values
//------------------------------------------------===//
//
// PostgreSQL cannot take a value away, so a removal is stated as what it comes to: the type stands
// aside under a temporary name, the new one is made, its columns are converted, the old one goes.
//
//===----------------------------------------------------------------------===//

#include "Diff/Claims.h"
#include "Diff/Differ.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

static std::vector<Name> labelNames(const Enum &e) {
  std::vector<Name> list;
  for (const EnumLabel &l : e.labels)
    list.push_back(l.label);
  return list;
}

void Differ::diffEnums() {
  for (const Enum *e : createdEnums)
    steps.add(Slot::CreateEnum, CreateEnumOp::make(e->range, e->name, labelNames(*e)));
  for (const Enum *e : droppedEnums)
    steps.add(Slot::DropEnum, DropEnumOp::make(e->range, e->name));
  for (size_t i = 0; i < enums.size(); ++i) {
    EnumPair pair = enums[i];
    if (pair.from == pair.to)
      continue;
    diffLabels(pair, labels[i]);
    QName old = pair.from->name, now = pair.to->name;
    unsigned change = old == now ? 0 : steps.newChange();
    if (old.name != now.name)
      steps.add(Slot::RenameEnum, change, RenameEnumOp::make(pair.to->range, old, now.name));
    if (old.ns != now.ns)
      steps.add(Slot::RenameEnum, change,
                MoveEnumOp::make(pair.to->range, QName{old.ns, now.name}, now.ns));
    if (!labels[i].removed.empty())
      removeLabels(pair);
  }
}

LabelMatch Differ::matchLabels(EnumPair pair) {
  if (std::equal(pair.from->labels.begin(), pair.from->labels.end(), pair.to->labels.begin(),
                 pair.to->labels.end(), [](const EnumLabel &a, const EnumLabel &b) {
                   return a.label == b.label && !b.renamedFrom;
                 }))
    return {};
  std::vector<Claim<Name>> claims;
  for (const EnumLabel &l : pair.to->labels)
    if (l.renamedFrom)
      claims.push_back({l.renamedFrom, l.label, l.range});
  ClaimScope<Name> scope;
  scope.existed = [&](Name n) { return pair.from->has(n); };
  scope.declared = [&](Name n) { return pair.to->has(n); };
  scope.dropConfirmed = [&](Name n) { return findDrop(pair.to->drops, n) != nullptr; };
  scope.show = [](Name n) { return n.string(); };
  scope.oldNames = [&] {
    std::vector<std::string> list;
    for (const EnumLabel &l : pair.from->labels)
      if (!pair.to->has(l.label))
        list.push_back(l.label.string());
    return list;
  };
  scope.place = fmt::format("the old enum '{}'", pair.from->name.str());
  ClaimResolver<Name>(claims, scope, diags).run();

  LabelMatch match;
  std::unordered_set<Name> givenUp;
  std::unordered_map<Name, Name> oldOf;
  for (const auto &c : claims)
    if (c.good) {
      givenUp.insert(c.old);
      oldOf.emplace(c.now, c.old);
    }
  std::unordered_map<Name, const EnumLabel *> olds;
  for (const EnumLabel &l : pair.from->labels)
    olds.emplace(l.label, &l);
  for (const EnumLabel &l : pair.to->labels) {
    if (auto it = oldOf.find(l.label); it != oldOf.end()) {
      match.renamed.emplace_back(olds.at(it->second), &l);
      names.renameLabel(pair.from->name, it->second, l.label);
    } else if (!olds.count(l.label) || givenUp.count(l.label))
      match.added.push_back(&l);
  }
  for (const EnumLabel &l : pair.from->labels)
    if (!givenUp.count(l.label) && !pair.to->has(l.label))
      match.removed.push_back(&l);
  return match;
}

void Differ::diffLabels(EnumPair pair, const LabelMatch &match) {
  // Another enum takes its place behind columns, and nothing can behind a type.
  if (!match.renamed.empty() || !match.removed.empty())
    if (auto over = from.index().typesOver(pair.from->name); !over.empty())
      diags.report(pair.to->range, diag::err_enum_in_type, pair.to->name.str(), over.front().str());
  for (auto [old, now] : match.renamed)
    steps.add(Slot::RenameEnumValue,
              RenameEnumValueOp::make(now->range, pair.from->name, old->label, now->label));
  addLabels(pair, match);
  findLabelRenames(pair, match);
  for (const EnumLabel *l : match.removed)
    checkLabelDrop(pair, *l);
}

void Differ::addLabels(EnumPair pair, const LabelMatch &match) {
  // The labels as they stand, in the order of the database, under their new names.
  std::unordered_map<Name, Name> newName;
  for (auto [old, now] : match.renamed)
    newName.emplace(old->label, now->label);
  std::vector<Name> standing;
  for (const EnumLabel &l : pair.from->labels) {
    auto it = newName.find(l.label);
    standing.push_back(it == newName.end() ? l.label : it->second);
  }
  std::unordered_set<const EnumLabel *> added(match.added.begin(), match.added.end());
  Name previous;
  for (const EnumLabel &l : pair.to->labels) {
    if (added.count(&l)) {
      auto at =
          previous ? std::find(standing.begin(), standing.end(), previous) + 1 : standing.begin();
      Name before, after;
      if (at != standing.end())
        (previous ? after : before) = previous ? previous : *at;
      standing.insert(at, l.label);
      steps.add(
          Slot::AddEnumValue,
          before  ? AddEnumValueOp::make(l.range, pair.from->name, l.label, before)
          : after ? AddEnumValueOp::make(l.range, pair.from->name, l.label, std::monostate(), after)
                  : AddEnumValueOp::make(l.range, pair.from->name, l.label));
    }
    previous = l.label;
  }
  // Where values go or get other names, another type takes its place, with the order it declares.
  if (match.removed.empty() && match.renamed.empty() && standing != labelNames(*pair.to))
    diags.report(pair.to->range, diag::warn_enum_order, pair.to->name.str())
        .note("ORDER BY, comparisons, min and max go by the order of the database");
}

static bool usesEnum(Type type, QName name) {
  return type.is(TypeKind::Array) ? usesEnum(type.element(), name)
                                  : type.is(TypeKind::Enum) && type.enumName() == name;
}

void Differ::removeLabels(EnumPair pair) {
  const Enum &e = *pair.to;
  unsigned change = steps.newChange();
  Name aside = context.name(fitName(e.name.name.string(), "_schemac_old"));
  steps.add(Slot::RenameEnum, change, RenameEnumOp::make(e.range, e.name, aside));
  steps.add(Slot::CreateEnum, change, CreateEnumOp::make(e.range, e.name, labelNames(e)));
  for (TablePair table : tables)
    for (ColumnPair c : matchColumns(table).pairs)
      if (usesEnum(c.to->type, e.name) && names.type(c.from->type) == c.to->type) {
        setType(change, table.to->name, c, e.range);
      }
  steps.add(Slot::DropEnum, change, DropEnumOp::make(e.range, QName{e.name.ns, aside}));
}

bool Differ::everyUseHasBackfill(QName enumType) const {
  for (TablePair table : tables) {
    if (table.from->isEmpty())
      continue;
    for (ColumnPair c : matchColumns(table).pairs)
      if (usesEnum(c.from->type, enumType) && !c.to->backfill())
        return false;
  }
  return true;
}

} // namespace schemac
