//===- CheckReleased.cpp - A history against the one that is released -----===//
//
// Tools run a file once, in the order of names. What the base revision has was run somewhere: it
// must not change, and nothing may come before it.
//
//===----------------------------------------------------------------------===//
#include "CheckRun.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Git.h"
#include "schemac/Frontend/History/Diags.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/Support/FileSystem.h"
#include <algorithm>

namespace schemac {

/// Whether what runs of the file is other than what ran. The part that takes it back may change.
static bool isEdited(const SourceManager &sources, const history::Migration &m,
                     const std::string &released) {
  std::string_view all = sources.text(m.file), up = sources.text(m.up);
  return up.size() == all.size() ? all != released : released.find(up) == std::string::npos;
}

/// A name below \p from as it is below \p to.
static std::string nameBelow(const std::string &name, const std::string &from,
                             const std::string &to) {
  if (from == to)
    return name;
  std::string below = from == "." ? name : name.substr(std::min(name.size(), from.size() + 1));
  return to == "." ? below : to + "/" + below;
}

std::set<std::string> CheckRun::releasedFiles(const std::string &folder) const {
  std::string error;
  if (baseCommit.empty())
    return {};
  std::set<std::string> out;
  for (const std::string &name :
       gitFiles(baseCommit, folderInBase, ".sql", error).value_or(std::vector<std::string>()))
    out.insert(nameBelow(name, folderInBase, folder));
  return out;
}

void CheckRun::compareWithReleased(const history::History &history, const std::string &folder,
                                   const std::set<std::string> &wanted, bool whole) {
  if (history.tool == history::Tool::Sqitch) {
    if (whole)
      comparePlanned(history, folder);
    return;
  }
  std::string error;
  std::set<std::string> released = releasedFiles(folder);
  // Changesets of one file run one by one.
  bool byFile = history.tool != history::Tool::Liquibase;
  const history::Migration *later = nullptr; // the first released one behind the one at hand
  for (size_t i = history.migrations.size(); byFile && i-- > 0;) {
    const history::Migration &m = history.migrations[i];
    std::string name(session.sources.name(m.file));
    SourceRange first(m.up.begin, m.up.begin);
    if (m.repeatable || m.unread)
      continue;
    if (released.count(name)) {
      later = &m;
      std::optional<std::string> text =
          wanted.count(name) ? gitShow(baseCommit, nameBelow(name, folder, folderInBase), error)
                             : std::nullopt;
      if (text && isEdited(session.sources, m, *text))
        session.diags.report(first, diag::err_history_edited, m.name);
    } else if (later && (whole || wanted.count(name))) {
      session.diags.report(first, diag::warn_history_order, m.name, later->name);
    }
  }
  if (history.tool == history::Tool::Liquibase)
    compareChangesets(history, folder, whole);
  if (whole)
    reportDeleted(history, folder, released);
}

/// Whether two texts run the same: blanks and comments do not count.
static bool runsTheSame(std::string_view a, std::string_view b) {
  std::vector<SqlToken> left = lexSqlTokens(a), right = lexSqlTokens(b);
  return std::ranges::equal(left, right, {}, &SqlToken::text, &SqlToken::text);
}

void CheckRun::compareChangesets(const history::History &history, const std::string &folder,
                                 bool whole) {
  SourceManager sources;
  history::History before = releasedHistory(history, folder, sources);
  auto keyOf = [](const SourceManager &in, const history::Migration &m) {
    return std::pair(std::string(in.name(m.file)), m.name);
  };
  std::map<std::pair<std::string, std::string>, const history::Migration *> was;
  for (const history::Migration &m : before.migrations)
    was.emplace(keyOf(sources, m), &m);
  for (const history::Migration &m : history.migrations) {
    auto it = was.find(keyOf(session.sources, m));
    if (it == was.end())
      continue;
    if (runsTheSame(sources.text(it->second->up), session.sources.text(m.up)))
      asReleased.insert(&m);
    else if (!m.repeatable)
      session.diags.report(SourceRange(m.up.begin, m.up.begin), diag::err_history_edited, m.name);
    was.erase(it);
  }
  for (const auto &[key, m] : was)
    if (whole && !m->repeatable && llvm::sys::fs::exists(key.first))
      session.diags.report({}, diag::err_history_deleted, m->name);
}

history::History CheckRun::releasedHistory(const history::History &now, const std::string &folder,
                                           SourceManager &sources) {
  std::string error;
  std::vector<history::File> files;
  for (std::string_view suffix : historySuffixes())
    for (const std::string &name : gitFiles(baseCommit, folderInBase, std::string(suffix), error)
                                       .value_or(std::vector<std::string>()))
      if (std::optional<std::string> text =
              history::isPart(name) ? gitShow(baseCommit, name, error) : std::nullopt)
        files.push_back(
            {nameBelow(name, folderInBase, "."),
             sources.addBuffer(nameBelow(name, folderInBase, folder), std::move(*text))});
  DiagEngine quiet(sources);
  return history::replay(sources, files, now.tool, session.context, quiet, checked.back().options);
}

/// What runs under each name of a plan, the first to the last time that it is there.
static std::map<std::string, std::vector<std::string_view>>
textsByChange(const SourceManager &sources, const history::History &history) {
  std::map<std::string, std::vector<std::string_view>> out;
  for (const history::Migration &m : history.migrations)
    out[m.name.substr(0, m.name.find('@'))].push_back(sources.text(m.up));
  return out;
}

void CheckRun::comparePlanned(const history::History &history, const std::string &folder) {
  SourceManager sources;
  history::History before = releasedHistory(history, folder, sources);
  auto was = textsByChange(sources, before);
  std::map<std::string, size_t> seen;
  std::vector<const history::Migration *> added; // not followed by one that is released
  for (const history::Migration &m : history.migrations) {
    SourceRange first(m.up.begin, m.up.begin);
    std::string change = m.name.substr(0, m.name.find('@'));
    size_t time = seen[change]++;
    if (time >= was[change].size()) {
      added.push_back(&m);
      continue;
    }
    for (const history::Migration *early : added)
      session.diags.report(SourceRange(early->up.begin), diag::warn_history_order, early->name,
                           m.name);
    added.clear();
    if (was[change][time] != session.sources.text(m.up))
      session.diags.report(first, diag::err_history_edited, m.name);
    else
      asReleased.insert(&m);
  }
  std::map<std::string, size_t> then;
  for (const history::Migration &m : before.migrations)
    if (std::string change = m.name.substr(0, m.name.find('@')); then[change]++ >= seen[change])
      session.diags.report({}, diag::err_history_deleted, m.name);
}

/// Which of the files that have gone were migrations, the history as it was knows.
void CheckRun::reportDeleted(const history::History &history, const std::string &folder,
                             const std::set<std::string> &released) {
  auto isGone = [](const std::string &name) { return !llvm::sys::fs::exists(name); };
  if (std::ranges::none_of(released, isGone))
    return;
  SourceManager sources;
  history::History before = releasedHistory(history, folder, sources);
  std::set<std::string> told;
  for (const history::Migration &m : before.migrations)
    if (std::string name(sources.name(m.file));
        !m.repeatable && isGone(name) && told.insert(name).second)
      session.diags.report({}, diag::err_history_deleted, name);
}

} // namespace schemac
