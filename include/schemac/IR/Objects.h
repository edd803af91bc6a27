//===- Objects.h - Objects of a schema beside tables ------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Table.h"

namespace schemac {

struct EnumLabel {
  Name label;
  Name renamedFrom; ///< intent
  SourceRange range;
};

struct Enum : Entity {
  std::vector<EnumLabel> labels;
  Name renamedFrom;              ///< intent
  std::vector<DropIntent> drops; ///< labels dropped on purpose
  bool has(Name label) const;
};
bool same(const Enum &a, const Enum &b); ///< labels in order

/// Its QName has no namespace.
struct Namespace : Entity {};
bool same(const Namespace &a, const Namespace &b);

/// Its QName has no namespace.
struct Extension : Entity {
  Name version, schema;
};
bool same(const Extension &a, const Extension &b); ///< version and schema where both say one

/// A view. Either only declared (its definition lives elsewhere, so it is never created or dropped)
/// or a shim of a plan: an updatable view that keeps the former name of a table alive.
struct View : Entity {
  /// Of a declared view; of a shim, the columns of its table that it shows, as they are called
  /// there (none: all of them).
  std::vector<Column> columns;
  QName shimOf; ///< the table behind a shim
};
bool same(const View &a, const View &b); ///< as shims; what is only declared does not count

} // namespace schemac
