//===- Annotations.h - What comments tell schemac ---------------*- C++ -*-===//
//
//   /// @schemac.renamedFrom(phone)             on a field, model, enum or enum value: its former
//   name
//   /// @schemac.backfill("lower(email)")       on a field: the value for rows that have none
//   /// @schemac.drop(phone, archive: true)     on a model or enum: fields or values dropped on
//   purpose
//   /// @schemac.drop(OldModel)                 in a comment of its own: models or enums dropped
//
// Names are those of the database (of `@map`, where there is one); a name that is not an identifier
// stands in quotes.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/AnnotationIntents.h"
#include <string>
#include <vector>

namespace schemac::prisma {

/// Reads a comment that begins at \p begin. What is not an annotation though it begins like one is
/// reported.
std::vector<Annotation> readAnnotations(std::string_view comment, Loc begin, DiagEngine &diags);

} // namespace schemac::prisma
