//===- CheckFields.cpp - Fields: what the provider has for them -----------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

void Checker::checkField(CheckedBlock &b, CheckedField &f) {
  auto lacks = [&](std::string_view what) {
    diags.report(b.range(f.field->text), diag::err_prisma_capability, providerText(), what);
  };
  if (f.is(Json) && !can(JsonType))
    lacks("type Json");
  if (f.list() && f.is(Json) && !can(JsonLists))
    lacks("lists of Json");
  else if (f.list() && !can(ScalarLists))
    lacks("lists");
  if (f.is(Decimal) && !can(DecimalType))
    lacks("type Decimal");
  checkClientNameTaken(b, f);
  checkDefaultName(f);
  checkNativeType(f);
  checkDefaultValues(f);
  checkUnsupported(f);
}

void Checker::checkClientNameTaken(CheckedBlock &b, const CheckedField &f) {
  auto taken = [&](const Key &key) {
    if (key.name == f.name())
      diags.report(b.header(), diag::err_prisma_client_name, key.name,
                   fmt::format("of '{}' is a field, too", key.spelling()));
  };
  if (b.id)
    taken(*b.id);
  for (const Key &key : b.keys)
    taken(key);
}

void Checker::checkRelationEnd(RelationEnd &end) {
  CheckedBlock &b = end.model();
  const CheckedField &f = *end.field;
  checkClientNameTaken(b, f);
  if (end.target().ignored && !f.ignored && !b.ignored)
    diags.report(b.range(f.field->text), diag::err_prisma_relation_ignored, f.name(),
                 end.target().name());
  checkAction(end, end.onDelete, "onDelete");
  checkAction(end, end.onUpdate, "onUpdate");
  if (end.map.empty())
    return;
  if (!can(NamedForeignKeys))
    diags.report(b.range(end.attribute->text), diag::err_prisma_capability, providerText(),
                 "names of foreign keys");
  else
    checkNameLength(*b.block, *end.attribute, end.map);
}

void Checker::checkAction(const RelationEnd &end, const Expr *action, std::string_view argument) {
  if (!action)
    return;
  Action a = actionByName(action->value);
  uint8_t allowed = emulated ? traits_->emulatedActions : traits_->foreignKeyActions;
  if (allowed & a)
    return;
  std::string names;
  for (std::string_view name : {"Cascade", "Restrict", "NoAction", "SetNull", "SetDefault"})
    if (allowed & actionByName(name))
      names += (names.empty() ? "" : ", ") + std::string(name);
  diags
      .report(end.model().range(argumentText(*end.attribute, argument)),
              diag::err_prisma_relation_action,
              fmt::format("{} has no referential action '{}'{}", providerText(), action->value,
                          emulated ? " when relationMode is \"prisma\"" : ""))
      .note(fmt::format("{} {}", names, names.find(',') == names.npos ? "is there" : "are there"));
}

} // namespace schemac::prisma
