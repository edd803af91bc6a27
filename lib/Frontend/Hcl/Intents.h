//===- Intents.h - What comments and attributes tell schemac ----*- C++ -*-===//
//
//   renamed_from = "phone"                    in a block: its former name
//   moved_from = "users.bio"                  in a column: the column of another table that it was
//   # @schemac.renamedFrom(phone)             above a block or an enum's value: likewise
//   # @schemac.movedFrom(users.bio)         above a column: the column of another table that it was
//   # @schemac.backfill("lower(email)")       above a column: the value for rows that have none
//   # @schemac.drop(phone, archive: true)     above a table or enum: columns or values dropped on
//                                             purpose
//   # @schemac.drop(old_table)                in a comment of its own: tables or enums dropped
//
// Names that are not identifiers stand in quotes.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/Hcl/Module.h"
#include "schemac/IR/AnnotationIntents.h"
#include "schemac/IR/Schema.h"

namespace schemac::hcl {

struct PlacedAnnotation : Annotation {
  bool used = false;
};

/// The annotations in a comment; what begins like one and is none is reported.
std::vector<PlacedAnnotation> readAnnotations(const Comment &comment, DiagEngine &diags);

/// Puts what the files tell about \p schema into it.
void addIntents(Schema &schema, Module &module, std::span<const std::shared_ptr<const File>> files,
                const SourceManager &sources, Context &context, DiagEngine &diags,
                std::string_view defaultSchema = "public");

} // namespace schemac::hcl
