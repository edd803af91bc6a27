//===- Write.h - Schemas as text of a form ----------------------*- C++ -*-===//
//
// The way back from a Schema to a language that people write. A form is one line in Forms.def. What
// a form has no words for is reported, at the object's declaration, and never silently left out.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Operation.h"
#include "schemac/IR/Schema.h"
#include <span>

namespace schemac {

/// What a writer is given. The schema is sound (verifySchema), named, and says its dialect and
/// version, which are known ones.
struct Writing {
  const Schema &schema;
  Context &context;
  DiagEngine &diags;
  /// What is taken from everybody of functions and types, and what the schema `public` grants: no
  /// schema holds it (DiffOptions::closed). For forms that can say it (saysClosed()).
  std::span<const Op> closed = {};
};

struct Form {
  std::string_view name;    ///< "prisma", as in --to prisma
  std::string_view suffix;  ///< ".prisma"
  std::string_view summary; ///< one line
  /// The text, ending with a line's end. The same schema gives the same bytes.
  std::string (*write)(Writing &writing);
  /// Writing::closed is written, and is loaded for it.
  bool saysClosed() const { return name == "sql"; }
};

std::span<const Form> allForms();
/// Null when there is none of that name.
const Form *findForm(std::string_view name);

} // namespace schemac
