//===- TrafficPatterns.h - Which tables are hot -----------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include "schemac/IR/Traffic.h"
#include "schemac/Support/Source.h"
#include <string>
#include <unordered_map>
#include <vector>

namespace schemac {

/// "audit_*=cold": what --traffic or the configuration says.
struct TrafficPattern {
  std::string tables; ///< a name, or one with `*` and `?`
  Traffic traffic = Traffic::Normal;
  SourceRange range;         ///< in the configuration
  bool fromLine = false;     ///< of the command line, which wins
  mutable bool used = false; ///< a table has such a name
  mutable std::unordered_map<QName, bool> asked;

  bool isName() const { return tables.find_first_of("*?") == std::string::npos; }
  /// A table is called as elsewhere in options, "orders" or "auth.orders"; one of the default
  /// schema is "public.orders" as well. Neither wildcard stands for a dot.
  bool matches(QName table) const;
};

/// Adds what --traffic says, "orders=hot,audit_*=cold". Returns what is wrong; empty when nothing
/// is.
std::string parseTraffic(std::string_view text, std::vector<TrafficPattern> &patterns);

} // namespace schemac
