//===- DoHandlers.cpp - Which errors of a DO block its EXCEPTION part takes ---===//
#include "ErrorConditions.h"
#include "Reader.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

/// Whether WHEN condition OR condition, between two tokens, takes an error; nothing: it is not
/// known, as neither the error is nor all of what is named.
static std::optional<bool> takesError(const std::vector<SqlToken> &t, size_t first, size_t then,
                                      const ErrorCondition *raised) {
  bool unknown = false;
  for (size_t i = first; i < then; ++i) {
    std::string word = t[i].isName() ? t[i].name() : "";
    if (word == "others")
      return true;
    if (word.empty() || word == "when" || word == "or" || word == "sqlstate") {
      if (t[i].kind != SqlToken::Kind::String || t[i].text.size() < 2)
        continue;
      word = t[i].text.substr(1, t[i].text.size() - 2);
    }
    bool isCode = t[i].kind == SqlToken::Kind::String;
    const ErrorCondition *handled = isCode ? conditionCoded(word) : conditionNamed(word);
    if (handled && raised && takesCondition(*handled, *raised))
      return true;
    unknown |= !handled && !raised;
  }
  return unknown ? std::nullopt : std::optional(false);
}

/// What the statements of a handler make of the block.
Reader::Outcome Reader::outcomeOf(Span handler) {
  bool raises = false, asks = false;
  for (size_t at = handler.first; at < handler.last; ++at) {
    raises |= isWord(at, "raise") && !isMessage(at);
    asks |= isWord(at, "if") || isWord(at, "case");
  }
  if (raises)
    return asks ? Outcome::Unknown : Outcome::Refused;
  return isStatic(handler.first, handler.last) ? Outcome::Done : Outcome::Unknown;
}

/// Says at the error that was reported as number \p at why nothing takes it.
void Reader::noteNotTaken(size_t at, const ErrorCondition &raised, SourceRange handlers) {
  Diagnostic error = diags.pending()[at];
  diags.truncate(at); // the statement ended with it
  diags.begin(error.range, *error.info, error.message)
      .note(fmt::format("the server raises {} ({}) here, which no handler of the block takes",
                        raised.name, raised.code),
            handlers);
}

/// The handler behind EXCEPTION, at \p handler, that ends what was reported last.
Reader::Handler Reader::handlerOf(size_t handler, size_t last, size_t reported) {
  const std::vector<Diagnostic> &all = diags.pending();
  auto error = std::find_if(all.begin() + static_cast<ptrdiff_t>(reported), all.end(),
                            [](const Diagnostic &d) { return d.level == Severity::Error; });
  if (error == all.end())
    return {Outcome::Done, {last, last}};
  std::string_view statement;
  if (!record->parts.empty())
    statement = record->parts.back().built.empty() ? sources.text(record->parts.back().range)
                                                   : std::string_view(record->parts.back().built);
  const ErrorCondition *raised = conditionOf(*error, statement, state, context);
  for (size_t i = handler + 1; i < last;) {
    size_t then = find(i, "then"), next = then;
    while (next < last && !(isWord(next, "when") && (isWord(next - 1, ";") || next == then + 1)))
      ++next;
    Span body{then + 1, next == last ? last - 1 : next}; // before END
    if (std::optional<bool> takes = takesError(tokens, i, then, raised); !takes)
      return {Outcome::Unknown, {}};
    else if (*takes) {
      if (body.last >= body.first + 2 && isWord(body.last - 2, "return"))
        body.last -= 2; // RETURN;
      return {outcomeOf(body), body};
    }
    i = next;
  }
  if (raised && handler < last)
    noteNotTaken(static_cast<size_t>(error - all.begin()), *raised, tokenRange(handler));
  return {Outcome::Refused, {}};
}

} // namespace schemac::sql
