//===- PlainWay.h - What is left where there is no way around ---*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Rewrite.h"
#include "schemac/Diag/Diag.h"
#include <cmath>
#include <fmt/core.h>

namespace schemac {

/// At least \p ms, as an option has it: "300ms", "40s", "5min".
inline std::string roundedUp(double ms) {
  struct Step {
    double upTo, unit, coarse;
    std::string_view name;
  };
  constexpr Step steps[] = {{1e3, 1, 100, "ms"}, {120e3, 1e3, 1, "s"}, {7200e3, 60e3, 1, "min"}};
  for (const Step &s : steps)
    if (ms <= s.upTo)
      return fmt::format("{:.0f}{}", std::ceil(ms / s.unit / s.coarse) * s.coarse, s.name);
  return fmt::format("{:.0f}h", std::ceil(ms / 3600e3));
}

/// "access-exclusive", as options have it.
inline std::string modeOption(LockMode mode) {
  std::string name(lockName(mode));
  for (char &c : name)
    c = c == ' ' ? '-' : char(c | 0x20);
  return name;
}

/// What a part of an option about tables of the class begins with: "hot:".
inline std::string classOption(Traffic traffic) {
  return traffic == Traffic::Normal ? std::string() : fmt::format("{}:", trafficName(traffic));
}

/// Says why no new table takes the place of \p table, where one could have what \p d refuses.
inline void noteBeside(DiagBuilder &d, const PlanUnit &unit, QName table) {
  if (std::string why = whyNotBeside(unit, table); !why.empty())
    d.note(std::move(why));
}

/// Says how the change that \p d refuses can be made nevertheless: the plain statement is written
/// where \p table is known to be small and the work on it, under this mode, fits the budget.
inline void notePlainWay(DiagBuilder d, const Origins &origins, QName table,
                         Work work = Work::Rewrite, LockMode mode = LockMode::AccessExclusive) {
  const Table *t = origins.table(table);
  std::optional<double> ms =
      t && t->rows >= 0 ? workMs(work, TableSize(*t)) : std::optional<double>();
  if (!ms) {
    d.note("a table of unknown size is taken for a large one; --stats FILE says how large it is");
    d.note(
        fmt::format("in a window when nobody waits it may run as it is: with --small-table above "
                    "the size of '{}', and a --lock-budget that allows for the time",
                    table.str()));
    return;
  }
  constexpr int64_t Megabyte = 1 << 20;
  std::string of = classOption(t->traffic);
  std::string size = t->bytes < 0
                         ? std::string()
                         : fmt::format(",{}{}MB", of, (t->bytes + Megabyte - 1) / Megabyte);
  d.note(fmt::format("in a window when nobody waits it may run as it is: --small-table {}{}{} "
                     "--lock-budget {}{}={}",
                     of, t->rows, size, of, modeOption(mode), roundedUp(*ms)));
}

} // namespace schemac
