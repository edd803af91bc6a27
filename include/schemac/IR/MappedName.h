//===- MappedName.h - One thing of a source under another name --*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include "schemac/Support/Source.h"

namespace schemac {

/// A source that has names of its own beside those of the database (Prisma's `@map`) tells what is
/// the same in two of its versions, whatever the database calls it in each.
struct MappedName {
  bool ofEnum = false;    ///< an enum or one of its values; else a table or one of its columns
  QName old, now;         ///< the table or enum
  Name oldPart, nowPart;  ///< the column or value; null: it is the table or enum itself
  std::string sourceName; ///< "User.phone", as the source calls it in both
  SourceRange range;      ///< in the newer version
};

} // namespace schemac
