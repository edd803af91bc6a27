//===- SourceStyle.h - How a source language states an intent ---*- C++ -*-===//
//
// The diff finds what an author should have said (that a column is a renamed one, that a drop is
// meant) and offers a fix-it for it. It knows no source language: the front end that made the
// target gives this interface, which turns an intent into text and edits of its own language.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include "schemac/Support/TextEdit.h"

namespace schemac {

/// What an author can say about a change, beside the target itself.
struct Intent {
  enum Kind : uint8_t {
    RenamedFrom,  ///< the declaration is called `name` until now
    MovedFrom,    ///< the column is `name`, of another table, until now
    Drop,         ///< the part `name` of the declaration is dropped on purpose
    Backfill,     ///< rows that have no value get `name`, an SQL expression
    MakeOptional, ///< not an intent in the strict sense: the column accepts NULL
  };
  Kind kind;
  std::string name;
  bool archive = false; ///< Drop: keep the data
};

class SourceStyle {
public:
  virtual ~SourceStyle() = default;
  /// The intent as one writes it: "/// @schemac.renamedFrom(phone)".
  virtual std::string spelling(const Intent &intent) const = 0;
  /// The edits that add it to the declaration at \p declaration (the range of a Table, Column, Enum
  /// or EnumLabel). Drop: of a column at its table, of a label at its enum; of a table or an enum,
  /// \p declaration is invalid. Empty when it cannot be done by an edit.
  virtual std::vector<TextEdit> declare(const SourceManager &sources, SourceRange declaration,
                                        const Intent &intent) const = 0;
};

} // namespace schemac
