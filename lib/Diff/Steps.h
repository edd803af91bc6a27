//===- Steps.h - The steps of a diff, put in an order that a server accepts -*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"
#include <array>

namespace schemac {

/// Where a step goes. Before Renames, objects have the names of the old state, after it those of
/// the new one.
enum class Slot : uint8_t {
  CreateNamespace,
  CreateExtension,
  AlterExtension,
  RenameEnumValue,
  AddEnumValue,
  DropView,
  RenameEnum,
  CreateEnum,
  DetachPartition,
  CreateSequence,
  CreateType,
  AlterType,
  CreateFunction,
  DropTrigger,
  DropForeignKey,
  DropConstraint,
  DropIndex,
  DropEarly, ///< tables and columns whose name something else takes over
  RenameTable,
  RenameColumn,
  RenameIndex,
  RenameSequence,
  CreateTable,
  AddColumn,
  OwnSequence,
  AlterColumn,
  AddGenerated, ///< columns that are made of ones whose type changes
  Policies,
  RowSecurity,
  Publications,
  DropColumn,
  AddKey,
  CreateIndex,
  AddForeignKey,
  AttachPartition,
  AlterTable, ///< options of tables and of what is in them
  CreateTrigger,
  CreateView,
  ReadingPolicies, ///< those that read other tables and views, which are there then
  DropTable,
  DropFunction,
  DropSequence,
  DropType,
  DropEnum,
  DropExtension,
  DropNamespace,
  Access, ///< comments, owners, grants
  Count
};

class Steps {
public:
  /// A number for a change, for all of its steps.
  unsigned newChange() { return ++changes; }
  void add(Slot slot, unsigned change, Op op) {
    op.change = change;
    slots[size_t(slot)].push_back(std::move(op));
  }
  /// A step that is a change by itself.
  void add(Slot slot, Op op) { add(slot, newChange(), std::move(op)); }
  std::vector<Op> &in(Slot slot) { return slots[size_t(slot)]; }
  /// A copy of all steps so far, in order.
  std::vector<Op> inOrder() const;
  /// All steps in order; changes are numbered anew, as their first steps come.
  std::vector<Op> take();

private:
  std::array<std::vector<Op>, size_t(Slot::Count)> slots;
  unsigned changes = 0;
};

} // namespace schemac
