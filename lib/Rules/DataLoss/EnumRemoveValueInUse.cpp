//===- EnumRemoveValueInUse.cpp - enum-remove-value-in-use ---------------------------------===//
//
// The diff states a removal as a type that stands aside while a new one is made: a rename and a
// creation of one change.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

static const Op *creationIn(const std::vector<const Op *> &change) {
  for (const Op *part : change)
    if (part->kind == OpKind::CreateEnum)
      return part;
  return nullptr;
}

static Name labelOf(const EnumLabel &l) { return l.label; }
static Name labelOf(Name n) { return n; }

static std::string removed(const Enum &old, const auto &kept) {
  std::string list;
  for (const EnumLabel &l : old.labels)
    if (std::none_of(kept.begin(), kept.end(), [&](auto &k) { return labelOf(k) == l.label; }))
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", l.label.str());
  return list;
}

/// By hand the column gets another type, and a conversion over the text that all values share.
static void checkRetyped(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *column = set && set->has_cast() ? rule.column(set->column()) : nullptr;
  if (!column || rule.empty(set->column().table) || !column->type.is(TypeKind::Enum) ||
      !set->type().is(TypeKind::Enum))
    return;
  const Enum *old = rule.state.enumType(column->type.enumName());
  const Enum *now = rule.state.enumType(set->type().enumName());
  std::string list = old && now ? removed(*old, now->labels) : std::string();
  bool bare = set->cast().str().find("::") != std::string_view::npos &&
              set->cast().str().find("CASE") == std::string_view::npos;
  if (list.empty() || !bare)
    return;
  rule.diags
      .report(op.range, diag::warn_enum_remove_value_in_use, list, column->type.enumName().str())
      .label(old->range, "had it here");
}

void checkEnumRemoveValueInUse(RuleContext &rule, const Op &op) {
  checkRetyped(rule, op);
  auto aside = dynOp<RenameEnumOp>(op);
  const Op *creation = aside ? creationIn(rule.changeOf(op)) : nullptr;
  const Enum *old = creation ? rule.state.enumType(aside->name()) : nullptr;
  if (!old)
    return;
  auto d = rule.diags.report(op.range, diag::warn_enum_remove_value_in_use,
                             removed(*old, CreateEnumOp(*creation).labels()), aside->name().str());
  d.label(old->range, "had it here");
  rule.explain(d, op);
}

} // namespace schemac
