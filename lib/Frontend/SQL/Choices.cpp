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

/// Plans of schemac ask before each step whether an earlier run has done it, and do it behind
/// \else. What is read here has not run.
static bool asksOfOwnPlan(std::string_view command) {
  constexpr std::string_view Variable = ":schemac_done";
  size_t name = command.find(Variable);
  return command.starts_with("\\if ") && name != command.npos &&
         command.find_first_not_of(" \t\r", name + Variable.size()) == command.npos;
}

/// Such a query drops what a failed CREATE INDEX CONCURRENTLY left, which no state has.
bool Reader::dropsInvalidIndexes() const {
  if (out.statements.size() < 2)
    return false;
  std::string_view query = sources.text(out.statements[out.statements.size() - 2].range);
  return query.starts_with("SELECT format('DROP INDEX CONCURRENTLY %I.%I', ") &&
         query.find("\nWHERE NOT i.indisvalid AND ") != query.npos;
}

size_t Reader::branch(std::span<const Piece> pieces, size_t at, std::string_view whole, Loc begin) {
  std::string_view command = commandOf(pieces[at], whole);
  if (command == "\\if" &&
      asksOfOwnPlan(whole.substr(pieces[at].begin, pieces[at].end - pieces[at].begin))) {
    size_t otherwise = at + 1;
    while (otherwise < pieces.size() && commandOf(pieces[otherwise], whole) != "\\else")
      ++otherwise;
    choices.push_back({Schema(), searchPath, !blocks.empty()}); // for its \endif
    return std::min(otherwise + 1, pieces.size());
  }
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
