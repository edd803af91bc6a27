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
#include "llvm/Support/FileSystem.h"
#include <algorithm>

namespace schemac {

/// Whether what runs of the file is other than what ran. The part that takes it back may change.
static bool isEdited(const SourceManager &sources, const history::Migration &m,
                     const std::string &released) {
  std::string_view all = sources.text(m.file), up = sources.text(m.up);
  return up.size() == all.size() ? all != released : released.find(up) == std::string::npos;
}

std::set<std::string> CheckRun::releasedFiles(const std::string &folder) const {
  std::string error;
  if (baseCommit.empty())
    return {};
  std::vector<std::string> list =
      gitFiles(baseCommit, folder, ".sql", error).value_or(std::vector<std::string>());
  return {list.begin(), list.end()};
}

void CheckRun::compareWithReleased(const history::History &history, const std::string &folder) {
  std::string error;
  std::set<std::string> released = releasedFiles(folder);
  // Changesets of one file run one by one.
  bool byFile = history.tool != history::Tool::Liquibase;
  const history::Migration *later = nullptr; // the first released one behind the one at hand
  for (size_t i = history.migrations.size(); byFile && i-- > 0;) {
    const history::Migration &m = history.migrations[i];
    std::string name(session.sources.name(m.file));
    SourceRange first(m.up.begin, m.up.begin);
    if (m.repeatable)
      continue;
    if (released.count(name)) {
      later = &m;
      std::optional<std::string> text = gitShow(baseCommit, name, error);
      if (text && isEdited(session.sources, m, *text))
        session.diags.report(first, diag::err_history_edited, m.name);
    } else if (later) {
      session.diags.report(first, diag::warn_history_order, m.name, later->name);
    }
  }
  reportDeleted(history, folder, released);
}

/// Which of the files that have gone were migrations, the history as it was knows.
void CheckRun::reportDeleted(const history::History &history, const std::string &folder,
                             const std::set<std::string> &released) {
  auto isGone = [](const std::string &name) { return !llvm::sys::fs::exists(name); };
  if (std::ranges::none_of(released, isGone))
    return;
  std::string error, prefix = folder == "." ? "" : folder + "/";
  std::vector<history::File> files;
  SourceManager sources;
  for (const std::string &name : released)
    if (std::optional<std::string> text = gitShow(baseCommit, name, error))
      files.push_back({name.starts_with(prefix) ? name.substr(prefix.size()) : name,
                       sources.addBuffer(name, std::move(*text))});
  DiagEngine quiet(sources);
  history::History before =
      history::replay(sources, files, history.tool, session.context, quiet, checked.back().options);
  std::set<std::string> told;
  for (const history::Migration &m : before.migrations)
    if (std::string name(sources.name(m.file));
        !m.repeatable && isGone(name) && told.insert(name).second)
      session.diags.report({}, diag::err_history_deleted, name);
}

} // namespace schemac
