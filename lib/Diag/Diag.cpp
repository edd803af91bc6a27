//===- Diag.cpp - Names, and building one diagnostic --------------------------===//
#include "schemac/Diag/Diag.h"

#include <utility>

namespace schemac {

std::string codeName(const DiagInfo &info) { return fmt::format("SC{:04}", info.code); }

std::string_view ruleFamily(std::string_view rule) { return rule.substr(0, rule.find('-')); }

std::string detail::shortened(std::string_view text) {
  constexpr size_t Most = 400; // bytes
  if (text.size() <= Most)
    return std::string(text);
  size_t end = Most;
  while (end > 0 && (text[end] & 0xC0) == 0x80) // not in the middle of a character
    --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string_view ruleCategory(const DiagInfo &info) {
  constexpr std::string_view names[] = {"locks", "data-loss", "compatibility", "naming", "hygiene"};
  unsigned hundred = info.code / 100;
  return hundred >= 41 && hundred <= 45 ? names[hundred - 41] : std::string_view();
}

bool mayBeLowered(const DiagInfo &info) {
  // Names that the server cuts are not the names that were asked for: no rule, but a fact.
  constexpr unsigned firstNamingRule = 4410;
  bool isRule =
      !ruleCategory(info).empty() && (info.code / 100 != 44 || info.code >= firstNamingRule);
  return info.level != Severity::Error || isRule || ruleFamily(info.rule) == "budget";
}

DiagConsumer::~DiagConsumer() = default;

DiagBuilder::DiagBuilder(DiagBuilder &&other) noexcept
    : engine(std::exchange(other.engine, nullptr)), diag(std::move(other.diag)) {}

DiagBuilder::~DiagBuilder() {
  if (engine)
    engine->record(std::move(diag));
}

DiagBuilder &DiagBuilder::note(std::string message, SourceRange range) {
  diag.notes.push_back({std::move(message), range});
  return *this;
}

DiagBuilder &DiagBuilder::label(SourceRange range, std::string text) {
  diag.labels.push_back({range, std::move(text)});
  return *this;
}

DiagBuilder &DiagBuilder::fix(FixKind kind, std::string title, std::vector<TextEdit> edits) {
  diag.fixes.push_back({kind, std::move(title), std::move(edits)});
  return *this;
}

DiagBuilder &DiagBuilder::lock(std::string relation, std::string mode) {
  diag.locks.push_back({std::move(relation), std::move(mode)});
  return *this;
}

} // namespace schemac
