//===- BeginsLate.cpp - Histories that begin on a database ----------------===//
//
// A team that has its database longer than its tool has a history whose first file changes tables
// that no file makes. What they were nobody can say from here; what the files do to them can be
// judged as that of a file by itself is.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/History/Diags.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/IR/Diags.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace schemac::history {

namespace {

bool missesSomething(const DiagEngine &diags, size_t since) {
  return std::any_of(diags.pending().begin() + ptrdiff_t(since), diags.pending().end(),
                     [](const Diagnostic &d) {
                       return d.info->code == diag::err_sql_missing.code ||
                              d.info->code == diag::err_step_missing.code;
                     });
}

/// Every name under which some file makes a table.
std::set<QName> madeTables(const History &h) {
  std::set<QName> made;
  for (const Migration &m : h.migrations)
    for (const Op &op : m.script.plan.phases.front().steps)
      if (auto create = dynOp<CreateTableOp>(op))
        made.insert(create->table().name);
      else if (auto rename = dynOp<RenameTableOp>(op))
        made.insert({rename->table().ns, rename->to()});
  return made;
}

/// What \p m takes for granted, without what some file makes.
std::vector<sql::Script::Assumed> takenFor(const Migration &m, const std::set<QName> &made) {
  std::vector<sql::Script::Assumed> out = m.script.tookForGranted;
  std::erase_if(out, [&](const sql::Script::Assumed &a) { return made.contains(a.table); });
  return out;
}

/// Whether a name that no file makes looks like one of those that are made: then it is a mistake.
bool isMisspelt(const sql::Script::Assumed &a, const std::set<QName> &made) {
  constexpr unsigned near = 2; // usr, users
  return std::ranges::any_of(
      made, [&](QName n) { return spellingDistance(a.table.name.str(), n.name.str()) <= near; });
}

/// Whether a table is taken for granted before any is made, or one of which no file has heard.
bool beginsLate(const History &h, const std::set<QName> &made) {
  for (const Migration &m : h.migrations)
    for (const sql::Script::Assumed &a : takenFor(m, made))
      if (!isMisspelt(a, made))
        return true;
  for (const Migration &m : h.migrations) {
    std::vector<sql::Script::Assumed> taken = takenFor(m, made);
    const auto &steps = m.script.plan.phases.front().steps;
    auto make =
        std::ranges::find_if(steps, [](const Op &op) { return bool(dynOp<CreateTableOp>(op)); });
    if (make != steps.end())
      return !taken.empty() && !(make->range.begin < taken.front().where.begin);
    if (!taken.empty())
      return true;
  }
  return false;
}

/// "'a', index 'b' and 3 others"
std::string listed(const std::vector<std::string> &tables) {
  constexpr size_t most = 3;
  std::string out;
  size_t shown = tables.size() <= most + 1 ? tables.size() : most;
  for (size_t i = 0; i < shown; ++i)
    out += (i == 0 ? "" : i + 1 == tables.size() ? " and " : ", ") + tables[i];
  if (shown < tables.size())
    out += fmt::format(" and {} others", tables.size() - shown);
  return out;
}

} // namespace

History replayFromAnywhere(SourceManager &sources, std::span<const File> files, Tool tool,
                           Context &context, DiagEngine &diags, const sql::Options &options) {
  size_t reported = diags.pending().size();
  History complete = replay(sources, files, tool, context, diags, options);
  if (options.assumeMissing || !missesSomething(diags, reported))
    return complete;
  sql::Options assuming = options;
  assuming.assumeMissing = true;
  DiagEngine quiet(sources);
  History guess = replay(sources, files, tool, context, quiet, assuming);
  std::set<QName> made = madeTables(guess);
  if (!beginsLate(guess, made))
    return complete;
  diags.truncate(reported);
  History late = replay(sources, files, tool, context, diags, assuming);
  late.beginsLate = true;
  std::vector<std::string> tables;
  SourceRange first;
  for (const Migration &m : late.migrations)
    for (const sql::Script::Assumed &a : takenFor(m, made)) {
      if (!first.isValid())
        first = a.where;
      if (std::string name = a.str(); std::ranges::find(tables, name) == tables.end())
        tables.push_back(std::move(name));
    }
  diags.report(first, diag::warn_history_late, listed(tables));
  return late;
}

} // namespace schemac::history
