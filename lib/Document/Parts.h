//===- Parts.h - What the conversions of forms share ------------*- C++ -*-===//
#pragma once

#include "schemac/Document/Forms.h"

namespace schemac::document {

AccessForm accessForm(const Entity &entity);
void addAccess(Entity &entity, const AccessForm &form);

/// Gives a part its comment, when it has one.
void addComment(Entity &entity, PartKind kind, Name part, Name comment);

KeyForm keyForm(const Constraint &key);
Constraint keyOf(const KeyForm &form, ConstraintKind kind);
ForeignKeyForm foreignKeyForm(const Constraint &key);
Constraint foreignKeyOf(const ForeignKeyForm &form);
ExclusionForm exclusionForm(const Constraint &exclusion);
Constraint exclusionOf(const ExclusionForm &form);

std::vector<ElementForm> elementForms(const std::vector<IndexElem> &elements);
std::vector<IndexElem> elementsOf(const std::vector<ElementForm> &forms);

} // namespace schemac::document
