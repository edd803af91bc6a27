//===- PhaseHistory.cpp - A history with changes that are not written -----===//
#include "PhaseHistory.h"
#include "schemac/Frontend/SQL/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

void PendingFiles::replace(FileId file, SourceRange range, std::string text) {
  edits[file.index].push_back({range, std::move(text)});
}

void PendingFiles::insert(FileId file, Loc at, const std::string &text) {
  for (TextEdit &edit : edits[file.index])
    if (edit.range == SourceRange(at)) {
      edit.replacement += text;
      return;
    }
  edits[file.index].push_back({SourceRange(at), text});
}

PhaseHistory::PhaseHistory(Session &session, const CheckedHistory &checked)
    : session(session), checked(checked) {
  Reading before = read({});
  problems = before.problems.size();
  end = before.history.end;
  now = std::move(before.history);
  kept.push_back(std::move(before.sources));
}

std::string PhaseHistory::textOf(FileId file, const PendingFiles &pending) const {
  auto it = pending.edits.find(file.index);
  return it == pending.edits.end() ? std::string(session.sources.text(file))
                                   : applyEdits(session.sources, file, it->second);
}

PhaseHistory::Reading PhaseHistory::read(const PendingFiles &pending) const {
  Reading out{std::make_unique<SourceManager>(), {}, {}};
  std::map<std::string, std::string> texts;
  for (const history::File &file : checked.files)
    texts[file.path] = textOf(file.id, pending);
  for (const TextFile &file : pending.added)
    texts[file.path] = file.text;
  std::vector<history::File> files;
  for (auto &[path, text] : texts)
    files.push_back({path, out.sources->addBuffer(path, std::move(text))});
  DiagEngine quiet(*out.sources);
  out.history = history::replay(*out.sources, files, checked.history->tool, session.context, quiet,
                                checked.options);
  for (const Diagnostic &d : quiet.pending())
    if (d.level == Severity::Error || d.info->code == diag::warn_sql_opaque.code ||
        d.info->code == diag::warn_sql_meta.code || d.info->code == diag::warn_sql_choice.code ||
        d.info->code == diag::warn_sql_after_unknown.code)
      out.problems.push_back(d.message);
  return out;
}

std::optional<Schema> PhaseHistory::follow(std::string text, const Schema &from) {
  kept.push_back(std::make_unique<SourceManager>());
  SourceManager &sources = *kept.back();
  DiagEngine quiet(sources);
  sql::Options options = checked.options;
  options.assumeMissing = false;
  FileId file = sources.addBuffer("part", std::move(text));
  sql::Script script = sql::read(sources, file, session.context, quiet, from, options);
  if (quiet.numErrors() || script.tainted)
    return std::nullopt;
  return std::move(script.end);
}

/// From behind the last of several files in a row, their ways back lead to where the first begins.
/// In between it need not be as it was: what was proved valid stays so until it is taken away.
std::string PhaseHistory::refuseWaysBack(Reading &reading, const std::set<std::string> &changed) {
  std::vector<history::Migration> &list = reading.history.migrations;
  std::optional<Schema> at;
  for (size_t i = list.size(); i-- > 0;) {
    const history::Migration &m = list[i];
    if (!changed.count(m.name) || !m.down.isValid())
      continue;
    at = follow(std::string(reading.sources->text(m.down)), at ? *at : m.script.end);
    if (!at)
      return fmt::format("the way back of {} is not understood", m.name);
    if (i > 0 && changed.count(list[i - 1].name))
      continue;
    if (std::string difference; !sameSchema(*at, m.script.start, &difference))
      return fmt::format("the way back of {} does not lead to where it begins: {}", m.name,
                         difference);
    at.reset();
  }
  return {};
}

std::string PhaseHistory::refuse(const PendingFiles &pending,
                                 const std::set<std::string> &changed) {
  Reading reading = read(pending);
  if (reading.problems.size() > problems)
    return fmt::format("the history would not be understood any more: {}", reading.problems.back());
  for (const std::string &name : changed)
    if (std::ranges::none_of(reading.history.migrations,
                             [&](const history::Migration &m) { return m.name == name; }))
      return fmt::format("the name {} is taken", name);
  if (std::string difference; !sameSchema(reading.history.end, end, &difference))
    return fmt::format("the schema would be another one: {}", difference);
  if (std::string reason = refuseWaysBack(reading, changed); !reason.empty())
    return reason;
  kept.push_back(std::move(reading.sources));
  proposed = std::move(reading.history);
  return {};
}

} // namespace schemac
