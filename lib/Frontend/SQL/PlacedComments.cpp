//===- PlacedComments.cpp - Where the comments of a schema in SQL belong --===//
#include "Intents.h"
#include "Split.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/SqlQuotes.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::sql {
namespace {

/// Reads the gaps between tokens, which hold nothing but blanks and comments.
class Gaps {
public:
  explicit Gaps(std::string_view text) : text(text) {}

  void gap(size_t begin, size_t end) {
    std::string_view inside = text.substr(begin, end - begin);
    if (inside.find(AnnotationMarker) == inside.npos)
      return;
    for (size_t at = begin; (at = text.find_first_not_of(" \t\r\n\f\v", at)) < end;)
      at = comment(at, begin, end);
  }
  std::vector<PlacedComment> take() { return std::move(out); }

private:
  size_t endOf(size_t at) const {
    if (text.substr(at, 2) == "--")
      return std::min(text.find('\n', at), text.size());
    if (text.substr(at, 2) != "/*")
      return at + 1; // the semicolon between two statements
    return std::min(sqltext::commentEnd(text, at), text.size());
  }

  size_t comment(size_t at, size_t gapBegin, size_t gapEnd) {
    size_t stop = endOf(at);
    PlacedComment c{text.substr(at, stop - at), at};
    if (c.text.find(AnnotationMarker) != c.text.npos) {
      std::string_view behind = text.substr(stop, gapEnd > stop ? gapEnd - stop : 0);
      bool sameLine = behind.find('\n') == behind.npos && gapEnd < text.size();
      c.follows = gapEnd < text.size() ? gapEnd : text.npos;
      c.trailing =
          gapBegin > 0 && !sameLine && text.substr(gapBegin, at - gapBegin).find('\n') == text.npos;
      c.apart = c.follows == text.npos || hasEmptyLine(behind);
      out.push_back(c);
    }
    return std::max(stop, at + 1);
  }

  static bool hasEmptyLine(std::string_view blanks) {
    size_t last = blanks.npos;
    for (size_t at = blanks.find('\n'); at != blanks.npos; at = blanks.find('\n', at + 1)) {
      if (last != blanks.npos &&
          blanks.substr(last, at - last).find_first_not_of(" \t\r\n") == blanks.npos)
        return true;
      last = at;
    }
    return false;
  }

  std::string_view text;
  std::vector<PlacedComment> out;
};

} // namespace

std::vector<PlacedComment> placedComments(std::string_view text) {
  Gaps gaps(text);
  size_t last = 0;
  for (const Piece &p : split(text)) {
    gaps.gap(last, p.begin);
    last = p.begin;
    if (p.kind == Piece::Statement)
      for (const SqlToken &t : lexSqlTokens(text.substr(p.begin, p.end - p.begin))) {
        gaps.gap(last, p.begin + t.begin);
        last = p.begin + t.end;
      }
    // A comment behind the last token of a piece, and before its semicolon, is in no piece.
    last = p.end;
  }
  gaps.gap(last, text.size());
  return gaps.take();
}

std::vector<size_t> labelPlaces(std::string_view text, size_t from, const Enum &e) {
  const Dialect &dialect = *findDialect("postgres");
  std::vector<size_t> places;
  for (const Piece &p : split(text.substr(from))) {
    if (p.kind != Piece::Statement)
      break;
    std::string_view statement = text.substr(from + p.begin, p.end - p.begin);
    for (const SqlToken &t : lexSqlTokens(statement))
      if (t.kind == SqlToken::Kind::String && places.size() != e.labels.size() &&
          t.text == dialect.quoteString(e.labels[places.size()].label.str()))
        places.push_back(from + p.begin + t.begin);
    break;
  }
  return places;
}

} // namespace schemac::sql
