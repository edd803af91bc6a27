//===- TrafficPatterns.cpp - Which tables are hot -------------------------===//
//
// A partition that nothing is said of is used as its table is. A lock on a table with partitions or
// heirs is one on all of them, so it is as hot as the hottest.
//
//===----------------------------------------------------------------------===//
#include "TrafficPatterns.h"
#include "Config.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Session.h"
#include "schemac/IR/SchemaIndex.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

/// Where something does not match, only the last `*` may stand for more: dots of the name and of
/// the pattern are the same ones in any case.
static bool matchesName(std::string_view pattern, std::string_view name) {
  constexpr size_t none = std::string_view::npos;
  size_t p = 0, n = 0, star = none, taken = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++, taken = n;
    } else if (p < pattern.size() && (pattern[p] == '?' ? name[n] != '.' : pattern[p] == name[n])) {
      ++p, ++n;
    } else if (star != none && name[taken] != '.') {
      p = star + 1, n = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == none;
}

bool TrafficPattern::matches(QName table) const {
  auto [it, first] = asked.try_emplace(table, false);
  if (first) {
    std::string name = table.str();
    auto isCalled = [&](std::string_view called) {
      return isName() ? tables == called : matchesName(tables, called);
    };
    it->second = isCalled(name) || (!table.ns && isCalled("public." + name));
    used |= it->second;
  }
  return it->second;
}

std::string parseTraffic(std::string_view text, std::vector<TrafficPattern> &patterns) {
  llvm::SmallVector<llvm::StringRef> parts;
  llvm::StringRef(text.data(), text.size()).split(parts, ',');
  for (llvm::StringRef part : parts) {
    auto [tables, word] = part.rsplit('=');
    if (tables.empty() || tables.size() == part.size())
      return fmt::format("'{}' says of no table what its traffic is: orders=hot", part.str());
    std::optional<Traffic> traffic = trafficNamed({word.data(), word.size()});
    if (!traffic)
      return fmt::format("'{}' is no class of traffic: hot, normal or cold", word.str());
    patterns.push_back({tables.str(), *traffic, {}, true, false, {}});
  }
  return {};
}

std::vector<TrafficPattern> &Session::trafficPatterns() {
  if (!traffic) {
    traffic = std::make_unique<std::vector<TrafficPattern>>();
    if (std::optional<std::string> text = line.value("traffic"))
      parseTraffic(*text, *traffic); // the command line was checked
    if (config)
      traffic->insert(traffic->end(), config->traffic.begin(), config->traffic.end());
  }
  return *traffic;
}

std::optional<Traffic> Session::trafficSaid(QName table) {
  // The stronger source, and in it a name before patterns; of several patterns, the strictest.
  std::optional<Traffic> out;
  std::pair<bool, bool> best;
  for (const TrafficPattern &p : trafficPatterns()) {
    if (!p.matches(table))
      continue;
    std::pair<bool, bool> weight(p.fromLine, p.isName());
    if (out && weight < best)
      continue;
    out = out && weight == best ? strictest(*out, p.traffic) : p.traffic;
    best = weight;
  }
  if (auto it = trafficOfStatistics.find(table); !out && it != trafficOfStatistics.end())
    out = it->second;
  return out;
}

namespace {

/// From what is said of tables to what holds for them.
class TrafficOfFamilies {
public:
  TrafficOfFamilies(const Schema &schema, std::map<QName, Traffic> said)
      : schema(schema), said(std::move(said)) {}

  /// Of a lock on \p table: the strictest of it and all that is locked with it.
  Traffic whole(QName table) {
    if (auto it = wholes.find(table); it != wholes.end())
      return it->second;
    Traffic out = wholes[table] = own(table);
    for (QName child : schema.index().childrenOf(table))
      out = strictest(out, whole(child));
    return wholes[table] = out;
  }

private:
  Traffic own(QName name) {
    for (const Table *table = schema.table(name); table; table = schema.table(name)) {
      if (auto it = said.find(name); it != said.end())
        return it->second;
      QName parent = table->partitionOf        ? table->partitionOf
                     : table->inherits.empty() ? QName()
                                               : table->inherits.front();
      if (!parent)
        return table->traffic;
      name = parent;
    }
    return Traffic::Normal;
  }

  const Schema &schema;
  std::map<QName, Traffic> said, wholes;
};

} // namespace

void Session::applyTraffic(Schema &schema, const std::map<QName, QName> &renamed) {
  std::map<QName, Traffic> said;
  bool special = false;
  for (const Table &t : schema.tables()) {
    special |= t.traffic != Traffic::Normal;
    std::optional<Traffic> traffic = trafficSaid(t.name);
    if (auto it = renamed.find(t.name); it != renamed.end())
      if (std::optional<Traffic> later = trafficSaid(it->second))
        traffic = traffic ? strictest(*traffic, *later) : later;
    if (traffic)
      said.emplace(t.name, *traffic);
    else if (t.traffic != Traffic::Normal)
      said.emplace(t.name, t.traffic);
  }
  if (said.empty() && !special)
    return;
  TrafficOfFamilies families(schema, std::move(said));
  std::vector<std::pair<QName, Traffic>> changed;
  for (const Table &t : schema.tables())
    if (Traffic traffic = families.whole(t.name); traffic != t.traffic)
      changed.emplace_back(t.name, traffic);
  for (auto [name, traffic] : changed)
    schema.edit<Table>(name)->traffic = traffic;
}

/// A check may look at a part of what the configuration is about, and so may a plan where there
/// are several sources.
void Session::reportTraffic() {
  bool whole = !coverage && config && config->sources.size() < 2;
  for (const TrafficPattern &p : trafficPatterns())
    if (!p.used && (p.fromLine || whole))
      diags.report(p.range, diag::warn_traffic_table, p.tables, trafficName(p.traffic));
}

} // namespace schemac
