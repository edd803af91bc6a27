//===- EmitStatistics.cpp - Extended statistics as SQL --------------------===//
#include "Facts.h"
#include <fmt/ranges.h>

namespace schemac::emitpg {

static Probe statisticsFact(const Spelling &s, QName name) {
  return {"statistics " + s.quote(name),
          true,
          fmt::format("EXISTS (SELECT FROM pg_statistic_ext WHERE stxname = {} AND stxnamespace = "
                      "to_regnamespace({}))",
                      s.text(name.name.str()), s.text(s.quote(s.nsOf(name)))),
          {}};
}

void emit(CreateStatisticsOp op, Emission &e) {
  const ExtendedStatistics &s = op.statistics();
  std::vector<std::string> kinds, elems;
  for (Name n : s.kinds)
    kinds.push_back(n.string());
  for (Name n : s.columns)
    elems.push_back(e.quote(n));
  for (Expr x : s.expressions)
    elems.push_back("(" + x.string() + ")");
  e.add("CREATE STATISTICS {}{} ON {} FROM {}", e.quote(s.name),
        kinds.empty() ? "" : fmt::format(" ({})", fmt::join(kinds, ", ")), fmt::join(elems, ", "),
        e.quote(s.table));
  if (s.target)
    e.add("ALTER STATISTICS {} SET STATISTICS {}", e.quote(s.name), *s.target);
  e.nowPresent(statisticsFact(e, s.name));
}

void emit(DropStatisticsOp op, Emission &e) {
  e.add("DROP STATISTICS {}", e.quote(op.name()));
  e.nowAbsent(statisticsFact(e, op.name()));
}

} // namespace schemac::emitpg
