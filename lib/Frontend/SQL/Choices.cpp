//===- Choices.cpp - \if … \else … \endif of psql --------------------------===//
//
// Whether a condition holds is known to whoever runs the file. The first branch is followed; the
// others are read by themselves, from the state before the \if, so that each can be judged. What
// comes behind the \endif may find what another branch has made.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"

namespace schemac::sql {

static std::string_view commandOf(const Piece &p, std::string_view whole) {
  if (p.kind != Piece::Meta)
    return {};
  std::string_view text = whole.substr(p.begin, p.end - p.begin);
  return text.substr(0, std::min(text.find_first_of(" \t"), text.size()));
}

void Reader::openChoice(SourceRange range, std::string_view command) {
  diags.report(range, diag::warn_sql_choice, command);
  out.tainted = true;
  if (!out.unknown.anything.isValid())
    out.unknown.anything = range;
  Schema before = state;
  before.setJournal(nullptr);
  choices.push_back({std::move(before), searchPath, !blocks.empty()});
}

size_t Reader::branch(std::span<const Piece> pieces, size_t at, std::string_view whole, Loc begin) {
  std::string_view command = commandOf(pieces[at], whole);
  if (choices.empty() || (command != "\\elif" && command != "\\else"))
    return at;
  size_t end = at + 1;
  for (unsigned depth = 0; end < pieces.size(); ++end) {
    std::string_view word = commandOf(pieces[end], whole);
    bool closes = word == "\\endif";
    if (depth == 0 && (closes || word == "\\elif" || word == "\\else"))
      break;
    depth += word == "\\if";
    depth -= closes;
  }
  const Choice &choice = choices.back();
  Script other;
  other.start = other.end = choice.state;
  other.plan.dialect = out.plan.dialect;
  other.plan.version = out.plan.version;
  other.plan.phases.push_back({PhaseKind::Change, std::nullopt, {}});
  other.inTransaction = choice.inTransaction;
  Options same = options;
  same.defaultPrivileges = defaultPrivileges;
  same.unknown = out.unknown;
  same.outsiders = outsiders;
  same.notNullNames = notNullNames;
  same.burdens = burdens;
  same.closed = closed;
  same.assumed.clear();
  for (const auto &[now, before] : assumed)
    if (choice.state.table(now))
      same.assumed.push_back(now);
  Reader reader(sources, context, diags, same, other);
  reader.searchPath = choice.searchPath;
  reader.out.unknown = same.unknown;
  for (QName table : same.assumed)
    reader.assumed.emplace(table, table);
  reader.run(pieces.subspan(at + 1, end - at - 1), whole, begin);
  out.branches.push_back(std::move(other));
  return end;
}

} // namespace schemac::sql
