//===- RuleTable.h - Rules and what they report -----------------*- C++ -*-===//
#pragma once

#include "Rules/EveryDialect.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Rules/Diags.h"
#include <vector>

namespace schemac {

/// The diagnostic of Diags.def that has the name of a rule: the only one that the rule reports.
consteval const DiagInfo *diagnosticOf(std::string_view rule) {
  for (const DiagInfo *info : {
#define DIAG(ID, ...) static_cast<const DiagInfo *>(&diag::ID),
#include "schemac/Rules/Diags.def"
#undef DIAG
       })
    if (info->rule == rule)
      return info;
  __builtin_unreachable(); // no diagnostic has this name: an error when this is compiled
}

/// A line of Rules.def: {#CLASS, check##CLASS, diagnosticOf(NAME)}.
template <class... A> struct ListedRule {
  std::string_view name;
  void (*check)(A...);
  const DiagInfo *reports;
};

/// Those that are about \p dialect and can be heard. A rule that is off in all files is not run.
template <class... A, size_t N>
std::vector<void (*)(A...)> wantedRules(const ListedRule<A...> (&all)[N], const DiagEngine &diags,
                                        const Dialect &dialect) {
  const bool isPostgres = dialect.family() == "postgres";
  std::vector<void (*)(A...)> wanted;
  wanted.reserve(N);
  for (const ListedRule<A...> &rule : all)
    if ((isPostgres || isAboutEveryDialect(rule.name)) && diags.isWanted(*rule.reports))
      wanted.push_back(rule.check);
  return wanted;
}

} // namespace schemac
