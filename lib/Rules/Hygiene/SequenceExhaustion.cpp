//===- SequenceExhaustion.cpp - sequence-exhaustion -----------------------------------===//
//
// A table cannot have more rows than its column can count, and numbers of deleted rows and failed
// inserts are used up as well. Silent where the number of rows is not known.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>
#include <limits>

namespace schemac {
namespace {

bool counts(const Column &c) {
  return c.generation == Generation::Serial || c.generation == Generation::IdentityAlways ||
         c.generation == Generation::IdentityByDefault;
}

/// How many numbers the column has in all; nothing when they come again or count down.
std::optional<int64_t> numbersOf(const Column &c) {
  SequenceOptions options = c.options();
  int64_t increment = options.increment.value_or(1);
  if (options.cycle || increment <= 0)
    return std::nullopt;
  int64_t most = c.type.is(TypeKind::I16)   ? std::numeric_limits<int16_t>::max()
                 : c.type.is(TypeKind::I32) ? std::numeric_limits<int32_t>::max()
                                            : std::numeric_limits<int64_t>::max();
  most = std::min(most, options.max.value_or(most));
  int64_t first = std::max<int64_t>(options.start.value_or(options.min.value_or(1)), 0);
  return (most - first) / increment + 1;
}

} // namespace

void checkSequenceExhaustion(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    std::optional<int64_t> numbers = counts(c) ? numbersOf(c) : std::nullopt;
    constexpr double Near = 0.75;
    if (!numbers || double(t.rows) <= Near * double(*numbers))
      return;
    auto d = rule.diags.report(c.range, diag::warn_sequence_exhaustion, columnName(t, c.name),
                               *numbers, t.rows);
    d.note(t.rows > *numbers ? "the rows that are there cannot all be numbered"
                             : "behind the last number every insert fails; a wider type is a "
                               "migration of its own, which takes time");
  });
}

} // namespace schemac
