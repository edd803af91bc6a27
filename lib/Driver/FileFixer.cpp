//===- FileFixer.cpp - Which statements of a file become phases -----------===//
#include "FileFixer.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Transforms/Transforms.h"
#include <fmt/format.h>

namespace schemac {

std::string headline(std::string_view sql) {
  constexpr size_t longest = 60;
  std::string out;
  for (char c : sql) {
    bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank || (!out.empty() && out.back() != ' '))
      out += blank ? ' ' : c;
  }
  while (!out.empty() && out.back() == ' ')
    out.pop_back();
  return out.size() <= longest ? out : out.substr(0, longest) + " …";
}

/// Something that makes others wait, or fails them, was reported of it, and is not what the session
/// has set.
bool FileFixer::isFound(const sql::Statement &s) const {
  return std::ranges::any_of(found, [&](const Diagnostic &d) {
    std::string_view category = ruleCategory(*d.info);
    return (category == "locks" || category == "compatibility") &&
           d.info->code != diag::warn_partition_pending_detach.code && contains(s.range, d.range);
  });
}

void FileFixer::stays(const sql::Statement &s, const std::string &reason) {
  left.push_back(fmt::format("{}: {}", headline(session.sources.text(s.range)), reason));
}

bool FileFixer::choose() {
  if (m.script.plan.phases.empty())
    return false;
  const std::vector<Op> &steps = m.script.plan.phases.front().steps;
  Schema now = m.script.start;
  for (const sql::Statement &s : m.script.statements) {
    std::span<const Op> own = std::span(steps).subspan(s.first, s.count);
    bool rows = s.kind == sql::StatementKind::Data && own.size() == 1;
    bool known = s.kind == sql::StatementKind::Change || rows;
    if (known && !own.empty() && !s.parts.empty() && isFound(s)) {
      stays(s, "it says itself when its parts run"); // IF, EXCEPTION, EXPLAIN ANALYZE
    } else if (known && !own.empty() && s.beyond && isFound(s)) {
      stays(s, "it does something besides that is no part of a schema");
    } else if (known && !own.empty() && isFound(s)) {
      std::string reason = rows ? whyNotInBatches(own.front(), now, session.context) : "";
      std::vector<PhaseBlock> blocks =
          phaseBlocks(own, now, session.context, session.ruleOptions.budget, reason);
      if (!blocks.empty())
        rewrites.push_back({&s, std::move(blocks), {}, 0});
      else if (!reason.empty())
        stays(s, reason);
    }
    if (!applyAll(own, now, session.context, nullptr))
      return false;
  }
  return !rewrites.empty() || !left.empty();
}

/// What makes it impossible to rewrite the file, whatever is in the statements.
std::string FileFixer::unfit() const {
  FileId raw = m.file;
  if (path.empty())
    return "its text is not the one that runs: it has placeholders";
  if (checked.released.count(std::string(session.sources.name(raw))))
    return "it is released";
  if (m.repeatable)
    return "it runs again whenever it changes";
  for (const sql::Statement &s : m.script.statements)
    if (s.kind == sql::StatementKind::Opaque || s.kind == sql::StatementKind::Invalid)
      return "a statement in it is not understood";
  if (!writesPhases(tool))
    return fmt::format("files of {} are not written", history::toolName(tool));
  std::string_view text = session.sources.text(m.up);
  if (tool == history::Tool::Liquibase && text.find("--rollback") != text.npos)
    return "it says itself how it is rolled back";
  auto hasFile = [&](const std::string &name) {
    return std::ranges::any_of(checked.files, [&](auto &f) { return f.path == name; });
  };
  if (tool == history::Tool::Prisma && hasFile(m.name + "/down.sql"))
    return "it has a down.sql, whose parts nobody tells apart";
  if (tool == history::Tool::Flyway && m.down.isValid() && m.name[0] != 'V')
    return "it has an undo, and prefixes of its own";
  return {};
}

std::string FileFixer::rewrite(PendingFiles &pending) {
  for (const history::File &file : checked.files)
    if (file.id == m.file)
      path = file.path;
  if (std::string reason = unfit(); !reason.empty())
    return reason;
  if (rewrites.empty())
    return {};
  PendingFiles all = pending;
  std::string reason = rewriteAll(all);
  if (reason.empty() || rewrites.size() == 1) {
    pending = std::move(all);
    return reason;
  }
  std::vector<Rewrite> wanted = std::move(rewrites), kept;
  for (const Rewrite &r : wanted) {
    rewrites = kept;
    rewrites.push_back(r);
    all = pending;
    if (std::string why = rewriteAll(all); !why.empty())
      stays(*r.statement, why);
    else
      kept.push_back(r);
  }
  rewrites = std::move(kept);
  return rewrites.empty() ? reason : rewriteAll(pending);
}

std::string FileFixer::rewriteAll(PendingFiles &pending) {
  before.clear(), after.clear(), gate.clear();
  dropNeedlessGates();
  decideWhatStays();
  if (std::string reason = needsRowsAtOnce(); !reason.empty())
    return reason;
  if (std::string reason = nameThem(); !reason.empty())
    return reason;
  if (std::string reason = place(pending); !reason.empty())
    return reason;
  std::set<std::string> changed{m.name};
  changed.insert(before.begin(), before.end());
  changed.insert(after.begin(), after.end());
  return state.refuse(pending, changed);
}

} // namespace schemac
