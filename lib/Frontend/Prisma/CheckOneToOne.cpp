//===- CheckOneToOne.cpp - Relations of one to one ------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

void Checker::checkOneToOneSides(const Relation &r) {
  const RelationEnd &forward = *r.forward, &back = *r.back;
  auto onBoth = [&](std::string_view text) {
    for (const RelationEnd *end : {&forward, &back})
      diags.report(end->place(), diag::err_prisma_relation_side, end->field->name(), text);
  };
  bool noColumns = !forward.hasColumns() && !back.hasColumns();
  bool noReferences = !forward.hasReferences() && !back.hasReferences();
  if (noColumns && noReferences)
    onBoth("does not say which side holds it: there stands @relation(fields: […], "
           "references: […])");
  else if (noColumns)
    onBoth("has 'fields' on neither side; the side with the columns has them");
  else if (noReferences)
    onBoth("has 'references' on neither side; the side with the columns has them");
  if (forward.hasReferences() && back.hasReferences())
    onBoth("has 'references' on both sides; one side has the columns");
  if (forward.hasColumns() && back.hasColumns())
    onBoth("has 'fields' on both sides; one side has the columns");
}

void Checker::checkOneToOneActions(const Relation &r) {
  const RelationEnd &forward = *r.forward, &back = *r.back;
  if (!back.onDelete && !back.onUpdate)
    return;
  constexpr std::string_view text =
      "has 'onDelete' or 'onUpdate' on a side without columns; they stand where 'fields' does";
  diags.report(back.place(), diag::err_prisma_relation_side, back.field->name(), text);
  if (forward.onDelete || forward.onUpdate)
    diags.report(forward.place(), diag::err_prisma_relation_side, forward.field->name(),
                 "has 'onDelete' or 'onUpdate' on both sides");
}

void Checker::checkOneToOne(const Relation &r) {
  if (!r.back)
    missingOpposite(*r.forward);
  if (r.back) {
    checkOneToOneSides(r);
    checkOneToOneActions(r);
  }
  const RelationEnd &forward = *r.forward;
  const CheckedBlock &b = forward.model();
  if (forward.columns) {
    bool unique = false;
    auto look = [&](const Key &key) {
      bool same = key.unique() && key.fields.size() == forward.columns->size();
      for (size_t i = 0; same && i != key.fields.size(); ++i)
        same = key.fields[i].field == (*forward.columns)[i];
      unique |= same;
    };
    if (b.id)
      look(*b.id);
    for (const Key &key : b.keys)
      look(key);
    if (!unique)
      diags
          .report(forward.place(), diag::err_prisma_relation_key, forward.field->name(),
                  fmt::format("is of one to one, but {} can repeat", quotedNames(*forward.columns)))
          .note(forward.columns->size() == 1 ? "'@unique' at the field, or a list on the other side"
                                             : "'@@unique' of them, or a list on the other side");
  }
  // What follows is asked only of a schema that is right so far: it would repeat what was said.
  if (!r.back || diags.numErrors() != errorsBefore)
    return;
  const RelationEnd &back = *r.back;
  if (forward.hasColumns() && back.hasReferences())
    for (const RelationEnd *end : {&forward, &back})
      diags.report(end->place(), diag::err_prisma_relation_side, end->field->name(),
                   "has 'fields' and 'references' on different sides");
  if (forward.hasReferences() && back.hasColumns())
    diags.report(forward.place(), diag::err_prisma_relation_side, forward.field->name(),
                 "has 'fields' and 'references' on different sides");
  if (diags.numErrors() != errorsBefore)
    return;
  if (back.field->required())
    diags
        .report(back.place(), diag::err_prisma_relation_side, back.field->name(),
                "is required, but no column makes sure that there is one")
        .fix(FixKind::Safe, "make it optional",
             {TextEdit{back.model().range(back.field->field->type.text),
                       std::string(back.field->field->type.name) + "?"}});
  if (diags.numErrors() == errorsBefore && forward.field->required() &&
      (back.columns || back.references))
    diags.report(back.place(), diag::err_prisma_relation_side, back.field->name(),
                 "has 'fields' or 'references', but the other side is the required one");
}

} // namespace schemac::prisma
