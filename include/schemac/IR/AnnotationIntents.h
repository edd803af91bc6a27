//===- AnnotationIntents.h - Annotations as intents of a state --*- C++ -*-===//
#pragma once

#include "schemac/IR/Annotation.h"
#include "schemac/IR/Table.h"

namespace schemac {

/// What a Drop lets go.
inline void addDrops(Context &context, const Annotation &a, std::vector<DropIntent> &drops) {
  for (const std::string &v : a.values)
    drops.push_back({context.name(v), a.archive, a.range});
}

/// What is said of a column; false when \p a is nothing that can be.
inline bool addIntent(Context &context, const Annotation &a, ColumnExtra &extra) {
  switch (a.kind) {
  case Annotation::RenamedFrom:
    extra.renamedFrom = context.name(a.values[0]);
    return true;
  case Annotation::MovedFrom:
    extra.movedFrom = context.name(a.values[0]);
    return true;
  case Annotation::Backfill:
    extra.backfill = context.expr(a.values[0]);
    return true;
  case Annotation::Drop:
    break;
  }
  return false;
}

} // namespace schemac
