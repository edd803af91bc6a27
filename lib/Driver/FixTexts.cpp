//===- FixTexts.cpp - The text of a file that is rewritten into phases ----===//
#include "FileFixer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <fmt/format.h>

namespace schemac {

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

/// What ends the wait of a statement is not for one that takes long and makes nobody wait: an index
/// that is built concurrently would be left invalid. The session's own timeouts are set aside for
/// \p text.
std::string FileFixer::withoutTimeouts(const sql::Statement &statement, std::string text) const {
  constexpr std::string_view names[] = {"lock_timeout", "statement_timeout"};
  std::string before, behind;
  for (std::string_view name : names) {
    std::string value;
    for (const sql::Statement &s : m.script.statements) {
      if (s.range.begin >= statement.range.begin)
        break;
      if (s.kind == sql::StatementKind::Setting && !s.local && s.setting.str() == name)
        value = s.value && s.value.str() != "0" ? std::string(s.value.str()) : "";
    }
    if (value.empty())
      continue;
    before += fmt::format("SET {} = 0;\n", name);
    behind += fmt::format("SET {} = '{}';\n", name, value);
  }
  if (!text.empty() && text.back() != '\n')
    text += '\n';
  return before + text + behind;
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
    std::string own = renderBlock(block, tool, !within);
    text += within || block.isTransactional() ? own : withoutTimeouts(*r.statement, std::move(own));
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

} // namespace schemac
