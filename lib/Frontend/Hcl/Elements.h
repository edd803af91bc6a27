//===- Elements.h - Sets of values ------------------------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Value.h"
#include <unordered_set>

namespace schemac::hcl {

struct ElementHash {
  size_t operator()(const Value &v) const { return hash(v); }
};
struct ElementEqual {
  bool operator()(const Value &a, const Value &b) const { return equal(a, b); }
};
using Elements = std::unordered_set<Value, ElementHash, ElementEqual>;

/// The first of those that are equal, in the order of \p list.
inline Value::Items withoutRepeats(const Value::Items &list) {
  Elements seen;
  Value::Items out;
  for (const Value &v : list)
    if (seen.insert(v).second)
      out.push_back(v);
  return out;
}

} // namespace schemac::hcl
