//===- PartitionClaims.h - Which partition claims which rows ----*- C++ -*-===//
//
// A partition that comes is held against all beside it. A table may have tens of thousands, so they
// are kept in the order of their bounds, as far as that is certain (PartitionBounds.h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "PartitionBounds.h"
#include <map>
#include <unordered_map>

namespace schemac {

/// The partitions of one table.
class PartitionClaims {
public:
  using Bound = std::shared_ptr<const PartitionBound>;

  /// \p bound: what \p text says; null for the default partition, which has no text.
  void add(QName part, Expr text, Bound bound);
  void remove(QName part);
  /// The first by name, beside \p part, that claims a row within the same bounds, or has the very
  /// same text.
  QName against(QName part, Expr text, const Bound &bound) const;

private:
  struct Claim {
    Expr text;
    Bound bound;
  };
  struct Earlier {
    bool operator()(const BoundTuple *a, const BoundTuple *b) const {
      return compareBounds(*a, *b) < 0;
    }
  };
  /// Ranges of which no two overlap, by where they begin. The values are of the same kinds, so that
  /// the order of any two is certain.
  struct Row {
    struct Range {
      QName part;
      Bound bound;
    };
    std::map<const BoundTuple *, Range, Earlier> ranges;
    /// Calls \p f with the part of each that overlaps \p bound.
    template <class Fn> void forOverlapping(const PartitionBound &bound, Fn f) const;
  };

  static std::string kindsOf(const PartitionBound &range);
  static std::string keyOf(const BoundValue &value);
  void addRange(QName part, const Bound &bound);
  void removeRange(QName part, const PartitionBound &bound);
  template <class Fn> void forRanges(const PartitionBound &bound, Fn f) const;
  template <class Fn> void forHashes(const PartitionBound &bound, Fn f) const;

  std::unordered_map<QName, Claim> claims;
  std::unordered_multimap<Name, QName> texts;
  std::map<std::string, Row> rows;                    ///< by kindsOf()
  std::unordered_map<QName, Bound> loose;             ///< ranges that no row takes
  std::unordered_multimap<std::string, QName> values; ///< of lists, by keyOf()
  /// By modulus, and by remainder.
  std::map<int64_t, std::unordered_multimap<int64_t, QName>> hashes;
};

} // namespace schemac
