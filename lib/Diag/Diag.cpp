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

namespace {

constexpr std::string_view Categories[] = {"locks", "data-loss", "compatibility", "naming",
                                           "hygiene"};
constexpr unsigned FirstRule = 4100, EndOfRules = 4600;

/// Rules whose codes were given in the range of another kind of hazard: codes stay as they are
/// published. What a team's own rules are about only the team knows: no group silences them.
constexpr struct {
  unsigned code;
  std::string_view category;
} Elsewhere[] = {
    {4161, "hygiene"}, // data-in-migration
    {4166, "hygiene"}, // table-frozen
    {4167, "hygiene"}, // migration-not-repeatable
    {4168, "hygiene"}, // migration-no-down
    {4557, "locks"},   // type-check-scan
    {4590, ""},        // custom
};

} // namespace

std::string_view ruleCategory(const DiagInfo &info) {
  if (info.code < FirstRule || info.code >= EndOfRules)
    return {};
  for (const auto &rule : Elsewhere)
    if (rule.code == info.code)
      return rule.category;
  return Categories[(info.code - FirstRule) / 100];
}

bool mayBeLowered(const DiagInfo &info) {
  // Names that the server cuts are not the names that were asked for: no rule, but a fact.
  constexpr unsigned firstNamingRule = 4410;
  bool isRule = info.code >= FirstRule && info.code < EndOfRules &&
                (info.code / 100 != 44 || info.code >= firstNamingRule);
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
