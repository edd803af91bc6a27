//===- FixPhases.cpp - Migration files rewritten into phases --------------===//
#include "FileFixer.h"
#include <fmt/format.h>

namespace schemac {

void PhaseFixer::run(const CheckedHistory &checked, std::vector<std::vector<TextEdit>> &others) {
  std::optional<PhaseHistory> state;
  PendingFiles accepted;
  for (const CheckedHistory::Judged &judged : checked.judged) {
    const history::Migration &m = *judged.migration;
    // A history of files that cannot be found again is read for nothing.
    if (!state && std::ranges::none_of(found, [&](auto &d) { return contains(m.up, d.range); }))
      continue;
    if (!state)
      state.emplace(session, checked);
    FileFixer fixer(session, found, checked, judged, *state);
    if (!fixer.choose())
      continue;
    PendingFiles pending = accepted;
    std::string reason = fixer.rewrite(pending);
    if (!reason.empty() || !fixer.rewritesAny()) {
      bool edited = !others[m.file.index].empty() &&
                    !checked.released.contains(std::string(session.sources.name(m.file)));
      report.push_back(fmt::format("{} {}", m.name, edited ? "gets no phases" : "stays as it is"));
      if (!reason.empty())
        report.back() += ": " + reason;
      for (const std::string &text : fixer.left)
        if (text.find(reason) == text.npos || reason.empty())
          report.push_back("  " + text);
      continue;
    }
    accepted = std::move(pending);
    state->accept();
    std::erase_if(others[m.file.index], [&](const TextEdit &e) { return fixer.replaces(e.range); });
    std::string line = fmt::format("{} is in phases now", m.name);
    if (!fixer.before.empty())
      line += fmt::format("; behind it: {}", fmt::join(fixer.before, ", "));
    if (!fixer.after.empty())
      line += fmt::format("; later: {} ({})", fmt::join(fixer.after, ", "), fixer.gate);
    report.push_back(std::move(line));
    for (const std::string &text : fixer.left)
      report.push_back("  but not " + text);
  }
  if (!state)
    return;
  for (auto &[index, edits] : accepted.edits) {
    std::vector<TextEdit> all = edits;
    all.insert(all.end(), others[index].begin(), others[index].end());
    files[std::string(session.sources.name(FileId{index}))] =
        applyEdits(session.sources, FileId{index}, std::move(all));
    rewritten.insert(index);
  }
  std::string folder = checked.folder == "." ? "" : checked.folder + "/";
  for (const TextFile &file : accepted.added)
    files[folder + file.path] = file.text;
}

} // namespace schemac
