//===- PartitionBounds.h - What the bounds of partitions say ----*- C++ -*-===//
//
// Bounds are compared where their order is certain: numbers, and times that are written alike. Of
// texts, which a collation orders, it is only certain that they are the same.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <memory>

namespace schemac {

/// MINVALUE, a value, MAXVALUE
struct BoundValue {
  enum Kind : int { Least = -1, Number, Text, Other, Greatest } kind = Other;
  double number = 0;
  std::string text;

  bool isEnd() const { return kind == Least || kind == Greatest; }
  /// Written so that the order of two of the same length is that of their texts.
  bool isTime() const;
};
using BoundTuple = std::vector<BoundValue>;

/// Less than, equal to or greater than 0; nothing when it is not known.
std::optional<int> compareBounds(const BoundValue &a, const BoundValue &b);
std::optional<int> compareBounds(const BoundTuple &a, const BoundTuple &b);

/// A bound as far as it is compared.
struct PartitionBound {
  enum Kind { Range, List, Hash } kind = Hash;
  BoundTuple first, end; ///< Range: from and to; List: the values are in first
  bool closed = false;   ///< Range: it has an end
  std::optional<int64_t> modulus, remainder;

  explicit PartitionBound(Expr text);
};

/// Whether some row is certainly within both bounds of partitions of one table.
bool overlap(const PartitionBound &a, const PartitionBound &b);

/// What texts of bounds say, each read once: an attachment of the Context.
class PartitionBounds {
public:
  std::shared_ptr<const PartitionBound> read(Expr bound);

private:
  llvm::DenseMap<Name, std::shared_ptr<const PartitionBound>> bounds; ///< by their text
};

} // namespace schemac
