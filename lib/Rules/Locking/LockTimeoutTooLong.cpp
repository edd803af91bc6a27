//===- LockTimeoutTooLong.cpp - lock-timeout-too-long ---------------------------------===//
//
// While a statement waits, all that want the table queue behind it, readers as well.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "schemac/Support/Amounts.h"
#include <charconv>

namespace schemac {

/// Milliseconds of "5s", "5000" or "'2min'"; nothing when it is none. Zero is no limit, and as good
/// as none set.
static std::optional<double> timeoutMs(std::string_view text) {
  while (!text.empty() && (text.front() == '\'' || text.front() == ' '))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\'' || text.back() == ' '))
    text.remove_suffix(1);
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size())
    return double(number);
  return parseDuration(text);
}

void checkLockTimeoutTooLong(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (s.kind() != MigrationStatement::Setting || s.statement->setting.str() != "lock_timeout" ||
        !s.statement->value)
      continue;
    std::optional<double> ms = timeoutMs(s.statement->value.str());
    if (ms && *ms > double(rule.options.maxLockTimeoutMs))
      rule.diags.report(s.range(), diag::warn_lock_timeout_too_long, s.statement->value.str());
  }
}

} // namespace schemac
