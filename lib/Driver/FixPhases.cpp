//===- FixPhases.cpp - Migration files rewritten into phases --------------===//
#include "FixPhases.h"
#include "PhaseHistory.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Transforms.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {
namespace {

/// A statement, the blocks of its safe form, and how many of them stay where it stands.
struct Rewrite {
  const sql::Statement *statement = nullptr;
  std::vector<PhaseBlock> safe;
  std::vector<PhaseBlock> blocks; ///< the same, beside the other statements of the file
  size_t stay = 0;
};

bool contains(SourceRange whole, SourceRange part) {
  return whole.begin <= part.begin && part.end <= whole.end;
}

/// "CREATE INDEX a ON b (c)", on one line and not too long.
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

/// Rewrites one file.
class FileFixer {
public:
  FileFixer(Session &session, const std::vector<Diagnostic> &found, const CheckedHistory &checked,
            const CheckedHistory::Judged &judged, PhaseHistory &state)
      : session(session), found(found), checked(checked), m(*judged.migration),
        tool(checked.history->tool), transaction(judged.transaction), state(state) {}

  /// False when nothing of the file has a safe sequence.
  bool choose();
  /// Why the file cannot be rewritten; empty when \p pending has what it becomes. Where not all of
  /// its statements can be, those that can are.
  std::string rewrite(PendingFiles &pending);

  std::vector<std::string> before, after; ///< new files, and those that wait for a deployment
  std::vector<std::string> left;          ///< statements that stay as they are, and why
  std::string gate;
  bool rewritesAny() const { return !rewrites.empty(); }
  bool replaces(SourceRange range) const {
    return std::ranges::any_of(
        rewrites, [&](const Rewrite &r) { return contains(r.statement->range, range); });
  }

private:
  bool isFound(const sql::Statement &s) const;
  void stays(const sql::Statement &s, const std::string &reason);
  std::string needsRowsAtOnce() const;
  std::string unfit() const;
  std::string rewriteAll(PendingFiles &pending);
  void dropNeedlessGates();
  void decideWhatStays();
  std::string nameThem();
  std::string place(PendingFiles &pending);
  void replaceStatement(const Rewrite &r, bool &timed, PendingFiles &pending);
  std::string moved(const Rewrite &r, SourceRange range) const;
  std::string asComment(const std::string &text, SourceRange rest) const;
  void takeBack(PendingFiles &pending);
  SourceRange withSemicolon(SourceRange range, SourceRange whole) const;

  Session &session;
  const std::vector<Diagnostic> &found;
  const CheckedHistory &checked;
  const history::Migration &m;
  history::Tool tool;
  bool transaction;
  PhaseHistory &state;
  std::vector<Rewrite> rewrites;
  std::vector<PhaseFile> early, late;
  std::string path; ///< of the file, below the folder
};

//===--- which statements -------------------------------------------------===//

/// Something that makes others wait, or fails them, was reported of it.
bool FileFixer::isFound(const sql::Statement &s) const {
  return std::ranges::any_of(found, [&](const Diagnostic &d) {
    std::string_view category = ruleCategory(*d.info);
    return (category == "locks" || category == "compatibility") && contains(s.range, d.range);
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

//===--- what goes where --------------------------------------------------===//

/// Where nothing of the file comes before the deployment, the file itself waits for it.
void FileFixer::dropNeedlessGates() {
  for (Rewrite &r : rewrites)
    r.blocks = r.safe, r.stay = 0;
  bool early = std::ranges::any_of(rewrites, [](const Rewrite &r) {
    return std::ranges::any_of(r.blocks, [](auto &b) { return b.gate.empty(); });
  });
  for (const sql::Statement &s : m.script.statements)
    early |= (s.kind == sql::StatementKind::Change || s.kind == sql::StatementKind::Data) &&
             !replaces(s.range);
  constexpr llvm::StringLiteral lead("deploy code that ");
  std::set<std::string> gates;
  for (Rewrite &r : rewrites)
    for (PhaseBlock &b : r.blocks)
      if (!b.gate.empty() && gates.insert(b.gate).second)
        gate += gate.empty()
                    ? b.gate
                    : "; " + (llvm::StringRef(b.gate).starts_with(lead) ? b.gate.substr(lead.size())
                                                                        : b.gate);
  for (Rewrite &r : rewrites)
    for (PhaseBlock &b : r.blocks)
      b.gate = early && !b.gate.empty() ? gate : "";
  if (!early)
    gate.clear();
}

/// The first blocks of a statement, as long as they may run where it stands.
void FileFixer::decideWhatStays() {
  for (Rewrite &r : rewrites) {
    bool within = transaction || r.statement->inBlock;
    auto stays = [&](const PhaseBlock &b) {
      if (!b.gate.empty() || tool == history::Tool::Liquibase)
        return false;
      if (within)
        return b.isTransactional() && b.quick &&
               (!m.down.isValid() ||
                std::ranges::all_of(b.down, [](auto &sql) { return sql.transactional; }));
      return runnerOf(tool).statements || (tool != history::Tool::Flyway &&
                                           runnerOf(tool).several && !b.quick && b.up.size() == 1);
    };
    while (r.stay < r.blocks.size() && stays(r.blocks[r.stay]))
      ++r.stay;
  }
  std::vector<PhaseBlock> first, second;
  for (const Rewrite &r : rewrites)
    for (size_t i = r.stay; i < r.blocks.size(); ++i)
      (r.blocks[i].gate.empty() ? first : second).push_back(r.blocks[i]);
  std::ranges::stable_sort(second, {}, &PhaseBlock::phase);
  early = divideBlocks(first, runnerOf(tool), m.down.isValid());
  late = divideBlocks(second, runnerOf(tool), m.down.isValid());
}

/// Rows that are changed later must not be needed before: by a statement that stays, or a part of
/// one, on the same table.
std::string FileFixer::needsRowsAtOnce() const {
  const std::vector<Op> &steps = m.script.plan.phases.front().steps;
  for (const Rewrite &r : rewrites) {
    if (r.statement->kind != sql::StatementKind::Data || r.stay == r.blocks.size())
      continue;
    for (const sql::Statement &later : m.script.statements) {
      if (later.range.begin < r.statement->range.end)
        continue;
      auto moved = std::ranges::find(rewrites, &later, &Rewrite::statement);
      bool here = moved == rewrites.end() || moved->stay > 0;
      bool names = mentionsName(session.context.expr(session.sources.text(later.range)),
                                r.statement->table.name);
      bool adds = later.count > 0;
      for (size_t i = 0; i < later.count; ++i)
        adds &= steps[later.first + i].kind == OpKind::AddColumn;
      if (here && names && !adds)
        return fmt::format("the rows of {} must be changed before this: {}",
                           headline(session.sources.text(r.statement->range)),
                           headline(session.sources.text(later.range)));
    }
  }
  return {};
}

std::string FileFixer::nameThem() {
  const history::Migration *next = nullptr, *last = nullptr, *self = nullptr;
  for (const history::Migration &other : state.migrations()) {
    if (other.repeatable)
      continue;
    if (self && !next)
      next = &other;
    if (other.name == m.name)
      self = &other;
    last = &other;
  }
  if (!self)
    return "it is not part of the history";
  auto noRoom = [&](const history::Migration *before) {
    return before ? fmt::format("there is no version between it and {}", before->name)
                  : std::string("it has no version that could be counted on");
  };
  if (last != self)
    return !nameFiles(early, m, next, m, tool)         ? noRoom(next)
           : !nameFiles(late, *last, nullptr, m, tool) ? noRoom(nullptr)
                                                       : std::string();
  std::vector<PhaseFile> all = early;
  all.insert(all.end(), late.begin(), late.end());
  if (!nameFiles(all, m, nullptr, m, tool))
    return noRoom(nullptr);
  std::copy_n(all.begin(), early.size(), early.begin());
  std::copy(all.begin() + ptrdiff_t(early.size()), all.end(), late.begin());
  return {};
}

//===--- texts ------------------------------------------------------------===//

/// With the semicolon behind it.
SourceRange FileFixer::withSemicolon(SourceRange range, SourceRange whole) const {
  std::string_view rest = session.sources.text(SourceRange(range.end, whole.end));
  size_t at = rest.find_first_not_of(" \t\r\n");
  if (at != rest.npos && rest[at] == ';')
    range.end = range.end + static_cast<uint32_t>(at + 1);
  return range;
}

/// A comment in place of a statement, which must not swallow the \p rest of its line.
std::string FileFixer::asComment(const std::string &text, SourceRange rest) const {
  llvm::StringRef behind = session.sources.text(rest);
  llvm::StringRef same = behind.take_front(behind.find('\n')).ltrim(" \t\r");
  return "-- " + text + (same.empty() || same.starts_with("--") ? "" : "\n");
}

/// The line that stands for a statement of which nothing stays.
std::string FileFixer::moved(const Rewrite &r, SourceRange range) const {
  const PhaseBlock &first = r.blocks.front();
  const std::string *name = nullptr;
  for (const auto *files : {&early, &late})
    for (const PhaseFile &f : *files)
      for (const PhaseBlock &b : f.blocks)
        if (!name && b.titles == first.titles)
          name = &f.name;
  return asComment(fmt::format("{}: in {}", headline(session.sources.text(r.statement->range)),
                               name ? *name : "a later phase"),
                   SourceRange(range.end, m.up.end));
}

void FileFixer::replaceStatement(const Rewrite &r, bool &timed, PendingFiles &pending) {
  SourceRange range = withSemicolon(r.statement->range, m.up);
  std::string text;
  for (size_t i = 0; i < r.stay; ++i) {
    PhaseBlock block = r.blocks[i];
    bool within = transaction || r.statement->inBlock;
    if (within && timed)
      block.quick = false;
    timed |= within;
    text += renderBlock(block, tool, !within);
  }
  while (!text.empty() && text.back() == '\n')
    text.pop_back();
  pending.replace(m.file, range, text.empty() ? moved(r, range) : text);
}

std::string FileFixer::place(PendingFiles &pending) {
  bool timed = std::ranges::any_of(m.script.statements, [](const sql::Statement &s) {
    return s.kind == sql::StatementKind::Setting && s.setting.str() == "lock_timeout";
  });
  for (const Rewrite &r : rewrites)
    replaceStatement(r, timed, pending);
  if (tool == history::Tool::Liquibase) {
    pending.insert(m.file, m.up.end, renderChangesets(early));
    pending.insert(m.file, session.sources.whole(m.file).end, renderChangesets(late));
  }
  for (const auto *files : {&early, &late})
    for (const PhaseFile &f : *files) {
      (files == &early ? before : after).push_back(f.name);
      for (TextFile &t : renderPhase(f, path, m, tool, m.down.isValid())) {
        if (std::ranges::any_of(checked.files, [&](auto &old) { return old.path == t.path; }))
          return fmt::format("{} is there already", t.path);
        pending.added.push_back(std::move(t));
      }
    }
  if (m.down.isValid())
    takeBack(pending);
  return {};
}

/// The way back of what stays: first the blocks that stay, then what its author wrote, without the
/// statements that have nothing to take back any more.
void FileFixer::takeBack(PendingFiles &pending) {
  FileId file = session.sources.fileOf(m.down.begin);
  std::string first;
  for (const Rewrite &r : llvm::reverse(rewrites))
    for (size_t i = r.stay; i-- > 0;)
      first += renderDown(r.blocks[i], tool, !transaction);
  SourceManager scratch;
  Schema at = m.script.start;
  DiagEngine quiet(scratch);
  // The state that the file leaves now.
  std::string text = state.textOf(m.file, pending);
  FileId now = scratch.addBuffer("now", text);
  size_t cut = session.sources.offsetOf(m.up.begin);
  size_t tail = session.sources.text(m.file).size() - session.sources.offsetOf(m.up.end);
  SourceRange up = scratch.whole(now);
  up = {up.begin + uint32_t(cut), up.begin + uint32_t(text.size() - tail)};
  at = sql::read(scratch, up, session.context, quiet, std::move(at), checked.options).end;
  if (std::optional<Schema> next = state.follow(first, at))
    at = std::move(*next);
  sql::Script old =
      sql::read(session.sources, m.down, session.context, quiet, m.script.end, checked.options);
  for (const sql::Statement &s : old.statements) {
    std::string sql(session.sources.text(s.range));
    if (std::optional<Schema> next = state.follow(sql, at)) {
      at = std::move(*next);
      continue;
    }
    SourceRange range = withSemicolon(s.range, m.down);
    pending.replace(file, range,
                    asComment(fmt::format("{}: taken back by a later phase", headline(sql)),
                              SourceRange(range.end, m.down.end)));
  }
  if (!first.empty())
    pending.insert(file, m.down.begin, first);
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

} // namespace

//===--- a history --------------------------------------------------------===//

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
      if (!reason.empty())
        report.push_back(fmt::format("{} stays as it is: {}", m.name, reason));
      else
        report.push_back(fmt::format("{} stays as it is", m.name));
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
