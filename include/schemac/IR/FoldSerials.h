//===- FoldSerials.h - Sequences that are those of serial columns -*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// A sequence that is just what `serial` stands for, with the default that draws from it, becomes
/// part of its column: the two spellings are one state.
void foldSerials(Schema &schema, Context &context);

/// The same for one version of a state after the other. Tables that two of them share are shared
/// behind it, too, so that nobody takes them for changed; a Context may keep one
/// (Context::attachment).
class SerialFolder {
public:
  void fold(Schema &schema, Context &context);

private:
  /// What became of a table and the sequences that its columns own.
  struct Folded {
    std::shared_ptr<const Table> from, to; ///< to: null when nothing of it is folded
    std::vector<std::shared_ptr<const Sequence>> owned;
    std::vector<QName> gone; ///< of these
  };
  std::unordered_map<QName, Folded> known; ///< by the table: its last version
};

} // namespace schemac
