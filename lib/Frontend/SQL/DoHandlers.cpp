//===- DoHandlers.cpp - Which errors of a DO block its EXCEPTION part takes ---===//
#include "Reader.h"
#include "schemac/IR/Diags.h"
#include <algorithm>

namespace schemac::sql {

namespace {

enum class ErrorFamily : uint8_t { Duplicate, Undefined, Other };

ErrorFamily familyOf(const Diagnostic &d) {
  if (d.info->code == diag::err_step_exists.code || d.message.ends_with(" is there already"))
    return ErrorFamily::Duplicate;
  if (d.info->code == diag::err_step_missing.code || d.info->code == diag::err_sql_missing.code)
    return ErrorFamily::Undefined;
  return ErrorFamily::Other;
}
} // namespace

/// WHEN condition OR condition THEN statements, between two tokens: whether it takes an error of
/// the family.
static bool takes(const std::vector<SqlToken> &t, size_t first, size_t then, ErrorFamily family) {
  for (size_t i = first; i < then; ++i) {
    std::string condition = t[i].isName() ? t[i].name() : "";
    if (condition == "others" || condition == "sqlstate" || family == ErrorFamily::Other ||
        condition.starts_with(family == ErrorFamily::Duplicate ? "duplicate_" : "undefined_") ||
        (family == ErrorFamily::Undefined && condition == "invalid_schema_name"))
      return true;
  }
  return false;
}

/// Whether the handlers behind EXCEPTION, at \p handler, end what was reported last without an
/// error of their own.
bool Reader::isCaught(size_t handler, size_t last, size_t reported) const {
  const std::vector<Diagnostic> &all = diags.pending();
  auto error = std::find_if(all.begin() + static_cast<long>(reported), all.end(),
                            [](const Diagnostic &d) { return d.level == Severity::Error; });
  if (error == all.end())
    return true;
  for (size_t i = handler + 1; i < last;) {
    size_t then = find(i, "then"), next = then;
    while (next < last && !(isWord(next, "when") && (isWord(next - 1, ";") || next == then + 1)))
      ++next;
    if (takes(tokens, i, then, familyOf(*error))) {
      for (size_t at = then; at < next; ++at)
        if (isWord(at, "raise") && !isMessage(at))
          return false;
      return true;
    }
    i = next;
  }
  return false;
}

} // namespace schemac::sql
