//===- CheckManyToMany.cpp - Relations of many to many --------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

void Checker::checkImplicitManyToMany(const ManyToManyEnds &m) {
  for (const RelationEnd *end : {m.a, m.b}) {
    const CheckedBlock &target = end->target();
    std::string_view name = end->field->name();
    if (!can(ImplicitManyToMany))
      diags.report(end->place(), diag::err_prisma_capability, providerText(),
                   "many-to-many relations without 'fields' and 'references'");
    if (m.a->model().kind() == BlockKind::View || m.b->model().kind() == BlockKind::View)
      diags.report(end->place(), diag::err_prisma_view,
                   (m.a->model().kind() == BlockKind::View ? m.a : m.b)->model().name(),
                   "cannot have a relation of many to many: it would be in a table of its own");
    if (!target.id || target.id->fields.size() != 1)
      diags.report(end->place(), diag::err_prisma_relation_key, name,
                   fmt::format("is of many to many, but '{}' has no id of one field; a model of "
                               "its own can hold it",
                               target.name()));
    else if (end->references &&
             !(end->references->size() == 1 && (*end->references)[0] == target.id->fields[0].field))
      diags.report(
          end->place(), diag::err_prisma_relation_key, name,
          fmt::format("is of many to many, so it refers to the id of '{}'", target.name()));
    for (const Expr *action : {end->onDelete, end->onUpdate})
      if (action)
        diags.report(end->model().range(action->text), diag::err_prisma_relation_action,
                     "a many-to-many relation has no referential actions");
    if (end->references)
      diags.report(end->place(), diag::err_prisma_relation_side, name,
                   "is of many to many; its table needs no 'references'");
  }
}

void Checker::checkEmbeddedManyToMany(const ManyToManyEnds &m) {
  for (const RelationEnd *end : {m.a, m.b}) {
    if (can(EmbeddedManyToMany))
      checkEmbeddedEnd(*end);
    else
      diags.report(end->place(), diag::err_prisma_capability, providerText(),
                   "many-to-many relations with 'fields'; the table between is made by itself");
  }
}

void Checker::checkEmbeddedEnd(const RelationEnd &end) {
  const CheckedBlock &b = end.model();
  std::string_view name = end.field->name();
  auto at = [&](std::string_view argument) {
    return end.attribute ? b.range(argumentText(*end.attribute, argument)) : end.place();
  };
  auto wrong = [&](SourceRange range, std::string_view text) {
    diags.report(range, diag::err_prisma_relation_side, name, text);
  };
  if (!end.references || end.references->size() != 1)
    wrong(at("references"), "of many to many has one field in 'references'");
  if (!end.columns || end.columns->size() != 1)
    wrong(at("fields"), "of many to many has one field in 'fields'");
  const CheckedBlock &target = end.target();
  const CheckedField *reference = end.hasReferences() ? (*end.references)[0] : nullptr;
  const CheckedField *column = end.hasColumns() ? (*end.columns)[0] : nullptr;
  if (reference &&
      !(target.id && target.id->fields.size() == 1 && target.id->fields[0].field == reference))
    wrong(at("references"), "of many to many refers to the id");
  if (reference && column) {
    bool same = column->kind == reference->kind && column->type == reference->type &&
                column->scalar == reference->scalar && column->list() && !reference->list() &&
                column->nativeName() == reference->nativeName();
    if (!same)
      wrong(end.attribute ? b.range(end.attribute->text) : end.place(),
            "of many to many has a list of the type to which it refers in 'fields'");
  }
  for (const Expr *action : {end.onDelete, end.onUpdate})
    if (action)
      diags.report(b.range(action->text), diag::err_prisma_relation_action,
                   "a many-to-many relation has no referential actions");
}

} // namespace schemac::prisma
