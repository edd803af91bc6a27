//===- Limits.cpp - How much a server takes --------------------------------===//
#include "schemac/IR/Limits.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
struct Row {
  std::string_view dialect;
  Limits limits;
};
} // namespace

/// PostgreSQL: MaxHeapAttributeNumber, INDEX_MAX_KEYS, FUNC_MAX_ARGS.
static constexpr Row Rows[] = {{"postgres", {1600, 32, 100}}, {"", {0, 0, 0}}};

const Limits &limitsOf(Name dialect) {
  std::string_view name = dialect ? dialect.str() : "postgres";
  for (const Row &r : Rows)
    if (r.dialect == name || r.dialect.empty())
      return r.limits;
  return Rows[0].limits;
}

static std::string tooMany(size_t have, size_t most, std::string_view what) {
  return most && have > most ? fmt::format("it has {} {}, of at most {}", have, what, most)
                             : std::string();
}

std::string columnsFault(Name dialect, size_t columns) {
  return tooMany(columns, limitsOf(dialect).columns, "columns");
}

std::string limitFault(Name dialect, const Index &index) {
  return tooMany(index.elems.size() + index.include.size(), limitsOf(dialect).keyColumns,
                 "columns");
}

std::string limitFault(Name dialect, const Constraint &c) {
  size_t count = std::max(c.columns.size(), c.more().elems.size()) + c.include.size();
  return c.kind == ConstraintKind::Check ? std::string()
                                         : tooMany(count, limitsOf(dialect).keyColumns, "columns");
}

std::string limitFault(Name dialect, const Function &function) {
  size_t in = std::ranges::count_if(function.args,
                                    [](const FunctionArg &a) { return a.mode != ArgMode::Out; });
  return tooMany(in, limitsOf(dialect).arguments, "arguments");
}

void eachLimitFault(Name dialect, const Table &table, const LimitFault &report) {
  auto tell = [&](SourceRange range, const std::string &name, const std::string &fault) {
    if (!fault.empty())
      report(range, name, fault);
  };
  tell(table.range, table.name.str(), columnsFault(dialect, table.columns.size()));
  tell(table.range, table.name.str(),
       tooMany(table.partitionBy.elems.size(), limitsOf(dialect).keyColumns,
               "columns to be partitioned by"));
  for (const Constraint &c : table.constraints)
    tell(c.range, SubRef{table.name, c.name}.str(), limitFault(dialect, c));
  for (const Index &i : table.indexes)
    tell(i.range, SubRef{table.name, i.name}.str(), limitFault(dialect, i));
}

} // namespace schemac
