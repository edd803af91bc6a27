//===- ConstraintForms.cpp - Constraints and indexes as forms and back ----===//
#include "Parts.h"

namespace schemac::document {

KeyForm keyForm(const Constraint &c) {
  KeyForm form;
  form.name = c.name;
  form.columns = c.columns;
  form.include = c.include;
  form.nullsNotDistinct = c.nullsNotDistinct;
  form.deferrable = c.deferrable;
  form.initiallyDeferred = c.initiallyDeferred;
  form.notValid = c.notValid;
  form.parameters = c.more().parameters;
  form.tablespace = c.more().tablespace;
  form.usingIndex = c.usingIndex;
  return form;
}

Constraint keyOf(const KeyForm &form, ConstraintKind kind) {
  Constraint c;
  c.kind = kind;
  c.name = form.name;
  c.columns = form.columns;
  c.include = form.include;
  c.nullsNotDistinct = form.nullsNotDistinct;
  c.deferrable = form.deferrable;
  c.initiallyDeferred = form.initiallyDeferred;
  c.notValid = form.notValid;
  c.usingIndex = form.usingIndex;
  if (!form.parameters.empty() || form.tablespace) {
    c.edit().parameters = form.parameters;
    c.edit().tablespace = form.tablespace;
  }
  c.range = form.range;
  return c;
}

CheckForm checkForm(const Constraint &c) {
  CheckForm form;
  form.name = c.name;
  form.expression = c.check;
  form.noInherit = c.noInherit;
  form.notValid = c.notValid;
  form.notEnforced = c.notEnforced;
  return form;
}

Constraint checkOf(const CheckForm &form) {
  Constraint c;
  c.name = form.name;
  c.check = form.expression;
  c.noInherit = form.noInherit;
  c.notValid = form.notValid;
  c.notEnforced = form.notEnforced;
  c.range = form.range;
  return c;
}

ForeignKeyForm foreignKeyForm(const Constraint &c) {
  ForeignKeyForm form;
  form.name = c.name;
  form.columns = c.columns;
  form.references = {c.refTable, c.refColumns};
  form.onDelete = c.onDelete;
  form.onUpdate = c.onUpdate;
  form.onDeleteColumns = c.more().setColumns;
  form.matchFull = c.matchFull;
  form.deferrable = c.deferrable;
  form.initiallyDeferred = c.initiallyDeferred;
  form.notValid = c.notValid;
  form.notEnforced = c.notEnforced;
  return form;
}

Constraint foreignKeyOf(const ForeignKeyForm &form) {
  Constraint c;
  c.kind = ConstraintKind::ForeignKey;
  c.name = form.name;
  c.columns = form.columns;
  c.refTable = form.references.table;
  c.refColumns = form.references.columns;
  c.onDelete = form.onDelete;
  c.onUpdate = form.onUpdate;
  if (!form.onDeleteColumns.empty())
    c.edit().setColumns = form.onDeleteColumns;
  c.matchFull = form.matchFull;
  c.deferrable = form.deferrable;
  c.initiallyDeferred = form.initiallyDeferred;
  c.notValid = form.notValid;
  c.notEnforced = form.notEnforced;
  c.range = form.range;
  return c;
}

ExclusionForm exclusionForm(const Constraint &c) {
  const ConstraintExtra &x = c.more();
  ExclusionForm form;
  form.name = c.name;
  form.method = x.method;
  form.elements = elementForms(x.elems);
  form.include = c.include;
  form.where = x.where;
  form.deferrable = c.deferrable;
  form.initiallyDeferred = c.initiallyDeferred;
  form.parameters = x.parameters;
  form.tablespace = x.tablespace;
  return form;
}

/// An index without a word is a btree, which the IR leaves unsaid.
static Name methodOf(Name method) { return method && method.str() == "btree" ? Name() : method; }

Constraint exclusionOf(const ExclusionForm &form) {
  Constraint c;
  c.kind = ConstraintKind::Exclusion;
  c.name = form.name;
  ConstraintExtra &x = c.edit();
  x.method = methodOf(form.method);
  x.elems = elementsOf(form.elements);
  x.where = form.where;
  x.parameters = form.parameters;
  x.tablespace = form.tablespace;
  c.include = form.include;
  c.deferrable = form.deferrable;
  c.initiallyDeferred = form.initiallyDeferred;
  c.range = form.range;
  return c;
}

IndexForm formOf(const Index &i) {
  IndexForm form;
  form.name = i.name;
  form.method = i.method;
  form.elements = elementForms(i.elems);
  form.unique = i.unique;
  form.nullsNotDistinct = i.nullsNotDistinct;
  form.invalid = i.invalid;
  form.include = i.include;
  form.where = i.where;
  form.parameters = i.parameters;
  form.tablespace = i.tablespace;
  form.partOf = i.partOf;
  return form;
}

Index indexOf(const IndexForm &form) {
  Index i;
  i.name = form.name;
  i.method = methodOf(form.method);
  i.elems = elementsOf(form.elements);
  i.unique = form.unique;
  i.nullsNotDistinct = form.nullsNotDistinct;
  i.invalid = form.invalid;
  i.include = form.include;
  i.where = form.where;
  i.parameters = form.parameters;
  i.tablespace = form.tablespace;
  i.partOf = form.partOf;
  i.range = form.range;
  return i;
}

} // namespace schemac::document
