//===- Places.cpp - Where the parts of a statement stand ------------------===//
#include "StatementText.h"
#include <algorithm>

namespace schemac::sql {

SourceRange StatementText::rangeOf(Span span) const {
  if (builtAt.isValid())
    return builtAt;
  if (span.empty() || span.last > tokens.size())
    return whole();
  return {base + static_cast<uint32_t>(tokens[span.first].begin),
          base + static_cast<uint32_t>(tokens[span.last - 1].end)};
}

SourceRange StatementText::nameAt(int32_t location) const {
  size_t first = tokenAt(location), last = first;
  while (last + 2 < tokens.size() && tokens[last + 1].isSymbol(".") && tokens[last + 2].isName())
    last += 2;
  return rangeOf({first, last + 1});
}

size_t StatementText::tokenAt(int64_t offset) const {
  if (offset < 0)
    return 0;
  auto it =
      std::ranges::lower_bound(tokens, static_cast<size_t>(offset), std::less(), &SqlToken::begin);
  return static_cast<size_t>(it - tokens.begin());
}

size_t StatementText::closing(size_t open) const {
  unsigned depth = 0;
  for (size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].isSymbol("(") || tokens[i].isSymbol("["))
      ++depth;
    else if ((tokens[i].isSymbol(")") || tokens[i].isSymbol("]")) && --depth == 0)
      return i;
  }
  return tokens.size();
}

bool StatementText::isWord(size_t token, std::string_view word) const {
  return token < tokens.size() && (tokens[token].isWord(word) || tokens[token].isSymbol(word));
}

size_t StatementText::find(size_t from, std::string_view word) const {
  while (from < tokens.size() && !isWord(from, word))
    ++from;
  return from;
}

size_t StatementText::findOutside(size_t from, std::string_view word) const {
  for (; from < tokens.size(); ++from) {
    if (isWord(from, word))
      return from;
    if (isWord(from, "(") || isWord(from, "["))
      from = closing(from);
  }
  return tokens.size();
}

Span StatementText::clause(size_t first, const std::vector<int32_t> &stops) const {
  size_t i = first;
  for (; i < tokens.size(); ++i) {
    if (isWord(i, ",") || isWord(i, ")"))
      break;
    auto here = static_cast<int32_t>(tokens[i].begin);
    if (i > first && std::ranges::find(stops, here) != stops.end())
      break;
    if (isWord(i, "(") || isWord(i, "[")) {
      i = closing(i);
      if (i == tokens.size())
        break;
    }
  }
  return {first, i};
}

std::vector<Span> StatementText::parts(size_t open) const {
  std::vector<Span> out;
  size_t end = closing(open);
  for (size_t i = open + 1; i < end;) {
    Span part = clause(i);
    part.last = std::min(part.last, end);
    out.push_back(part);
    i = part.last + 1;
  }
  return out;
}

Span StatementText::inParentheses(size_t from, size_t *open) const {
  size_t first = find(from, "(");
  if (open)
    *open = first;
  return {first + 1, closing(first)};
}

/// A string in quotes goes on in the next one where a line ends between them.
static bool goesOn(std::string_view text, const SqlToken &a, const SqlToken &b) {
  using Kind = SqlToken::Kind;
  return a.kind == Kind::String && b.kind == Kind::String && a.text.ends_with('\'') &&
         b.text.starts_with('\'') &&
         text.substr(a.end, b.begin - a.end).find('\n') != std::string_view::npos;
}

std::string StatementText::textOf(Span span) const {
  if (span.empty() || span.last > tokens.size())
    return {};
  std::string out;
  size_t from = tokens[span.first].begin;
  for (size_t i = span.first + 1; i < span.last; ++i)
    if (goesOn(text, tokens[i - 1], tokens[i])) {
      out += text.substr(from, tokens[i - 1].end - 1 - from);
      from = tokens[i].begin + 1;
    }
  return out + std::string(text.substr(from, tokens[span.last - 1].end - from));
}

} // namespace schemac::sql
