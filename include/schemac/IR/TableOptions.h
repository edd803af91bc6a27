//===- TableOptions.h - Options of tables, columns and indexes --*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include <optional>
#include <vector>

namespace schemac {

/// fillfactor = 70; of an operator class, siglen = 32. Names of the TOAST table's begin "toast.".
struct Parameter {
  Name name, value;
  friend bool operator==(const Parameter &, const Parameter &) = default;
};
using Parameters = std::vector<Parameter>;
/// The order does not count.
bool sameParameters(const Parameters &a, const Parameters &b);

/// Of an identity's sequence. What is not given is the server's choice.
struct SequenceOptions {
  std::optional<int64_t> start, increment, min, max, cache;
  bool cycle = false;
  bool given() const { return start || increment || min || max || cache || cycle; }
  /// With the choices that do not depend on the type made.
  SequenceOptions completed() const;
  friend bool operator==(const SequenceOptions &, const SequenceOptions &) = default;
};

enum class ReplicaIdentity : uint8_t { Default, Full, Nothing, Index };

enum class PartitionStrategy : uint8_t { None, Range, List, Hash };

} // namespace schemac
