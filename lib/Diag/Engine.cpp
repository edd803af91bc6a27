//===- Engine.cpp - Levels, recording and flushing of diagnostics -------------===//
//
// Recording keeps the order of reporting; sorting waits for flush, because the passes that report
// do not walk the source in order.
//
//===----------------------------------------------------------------------===//
#include "schemac/Diag/Diag.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace schemac {
namespace {

/// How closely a -W group names a diagnostic; a closer setting beats a wider one.
enum Closeness { Unrelated, Everything, Category, Family, Itself };

Closeness closeness(std::string_view group, const DiagInfo &info) {
  if (group == info.rule || (group.starts_with("SC") && group == codeName(info)))
    return Itself;
  if (group == ruleFamily(info.rule))
    return Family;
  if (group == ruleCategory(info))
    return Category;
  return group == "all" ? Everything : Unrelated;
}

/// One on/off property that settings of different closeness compete for. One for some files is an
/// exception to those before it that are for all.
struct Choice {
  bool value;
  Closeness from = Unrelated;
  bool forSome = false;
  void set(bool v, Closeness c, bool some) {
    if (c >= from || (some && !forSome))
      value = v, from = c, forSome = some;
  }
};

/// Two diagnostics with the same key tell the reader the same thing at the same place.
std::string repeatKey(const Diagnostic &d) {
  std::string key =
      fmt::format("{}:{}-{}:{}", d.info->id, d.range.begin.raw, d.range.end.raw, d.message);
  for (const DiagNote &n : d.notes)
    key += fmt::format("\n{}:{}", n.range.begin.raw, n.message);
  return key;
}

} // namespace

DiagBuilder DiagEngine::begin(SourceRange range, const DiagInfo &info, std::string message) {
  if (range.end < range.begin)
    range.end = range.begin;
  Diagnostic diag;
  diag.info = &info;
  diag.level = levelOf(info, range);
  diag.message = std::move(message);
  diag.range = range;
  return DiagBuilder(*this, std::move(diag));
}

void DiagEngine::hear(Diagnostic diag) {
  diag.level = levelOf(*diag.info, diag.range);
  record(std::move(diag));
}

void DiagEngine::control(std::string_view group, Control how, Scope where) {
  if (group == "error" && (how == Control::Enable || how == Control::Disable))
    return setWarningsAsErrors(how == Control::Enable);
  controls.push_back({std::string(group), how, std::move(where)});
}

Severity DiagEngine::levelOf(const DiagInfo &info, SourceRange range) const {
  Choice shown{info.level != Severity::Ignored};
  Choice isError{info.level == Severity::Error};
  for (const auto &[group, how, where] : controls) {
    Closeness close = closeness(group, info);
    if (close == Unrelated || (where && !where(sources.decode(range.begin).file)))
      continue;
    if (how != Control::NotAsError)
      shown.set(how != Control::Disable, close, where != nullptr);
    if (how == Control::AsError || how == Control::NotAsError)
      isError.set(how == Control::AsError, close, where != nullptr);
  }
  if (!mayBeLowered(info))
    return Severity::Error;
  if (!shown.value)
    return Severity::Ignored;
  if (isError.value)
    return Severity::Error;
  if (info.level == Severity::Note)
    return Severity::Note;
  return werror && isError.from == Unrelated ? Severity::Error : Severity::Warning;
}

bool DiagEngine::isWanted(const DiagInfo &info) const {
  return info.level != Severity::Ignored ||
         std::any_of(controls.begin(), controls.end(), [&](const Setting &s) {
           return s.how != Control::Disable && s.how != Control::NotAsError &&
                  closeness(s.group, info) != Unrelated;
         });
}

void DiagEngine::record(Diagnostic diag) {
  if (diag.level == Severity::Ignored || (filter && filter(diag)))
    return;
  errors += diag.level == Severity::Error;
  warnings += diag.level == Severity::Warning;
  diags.push_back(std::move(diag));
}

void DiagEngine::truncate(size_t count) {
  for (; diags.size() > count; diags.pop_back()) {
    errors -= diags.back().level == Severity::Error;
    warnings -= diags.back().level == Severity::Warning;
  }
}

std::vector<Diagnostic> DiagEngine::take() {
  std::vector<Diagnostic> sorted = std::exchange(diags, {});
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Diagnostic &a, const Diagnostic &b) {
    return sources.before(a.range.begin, b.range.begin);
  });
  std::vector<Diagnostic> kept;
  kept.reserve(sorted.size());
  for (size_t i = 0, end = 0; i < sorted.size();) {
    while (end < sorted.size() && sorted[end].range.begin == sorted[i].range.begin)
      ++end;
    bool alone = end == i + 1;
    for (std::unordered_set<std::string> seen; i < end; ++i) {
      Diagnostic &d = sorted[i];
      if (alone || seen.insert(repeatKey(d)).second) {
        kept.push_back(std::move(d));
        continue;
      }
      errors -= d.level == Severity::Error;
      warnings -= d.level == Severity::Warning;
    }
  }
  return kept;
}

void DiagEngine::flush(DiagConsumer &consumer) {
  for (const Diagnostic &d : take())
    consumer.handle(d);
  consumer.finish();
}

} // namespace schemac
