//===- Display.cpp - Source text as a terminal shows it -----------------------===//
#include "Display.h"

#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <fmt/core.h>
#include <vector>

namespace schemac {
namespace {

constexpr unsigned tabStop = 4;
constexpr std::string_view ellipsis = "...";

/// A character of the source, at a byte offset, as it is shown from a column on.
struct Glyph {
  size_t offset;
  unsigned column, width;
  std::string text;
};

/// Length of the well-formed UTF-8 sequence at the start of \p text, 0 when there is none.
size_t sequenceLength(std::string_view text) {
  auto *bytes = reinterpret_cast<const llvm::UTF8 *>(text.data());
  size_t length = llvm::getNumBytesForUTF8(bytes[0]);
  return length <= text.size() && llvm::isLegalUTF8Sequence(bytes, bytes + length) ? length : 0;
}

uint32_t codePoint(std::string_view sequence) {
  auto *source = reinterpret_cast<const llvm::UTF8 *>(sequence.data());
  llvm::UTF32 result = 0;
  llvm::convertUTF8Sequence(&source, source + sequence.size(), &result, llvm::strictConversion);
  return result;
}

/// The character at the start of \p text; \p taken is how many bytes it has.
Glyph glyphAt(std::string_view text, unsigned column, size_t &taken) {
  if (text[0] == '\t') {
    unsigned width = tabStop - column % tabStop;
    return {0, column, width, std::string(width, ' ')};
  }
  std::string shown;
  if (size_t length = sequenceLength(text)) {
    taken = length;
    shown = text.substr(0, length);
    int width = llvm::sys::unicode::columnWidthUTF8(shown);
    if (width >= 0)
      return {0, column, unsigned(width), shown};
    shown = fmt::format("<U+{:04X}>", codePoint(text.substr(0, length)));
  } else {
    shown = fmt::format("<{:02X}>", static_cast<unsigned char>(text[0]));
  }
  return {0, column, unsigned(shown.size()), shown};
}

std::vector<Glyph> glyphsOf(std::string_view text) {
  std::vector<Glyph> glyphs;
  unsigned column = 0;
  for (size_t at = 0, taken; at < text.size(); at += taken) {
    taken = 1;
    glyphs.push_back(glyphAt(text.substr(at), column, taken));
    glyphs.back().offset = at;
    column += glyphs.back().width;
  }
  return glyphs;
}

/// \p at, or the start of the character it is in the middle of.
size_t characterStart(std::string_view text, size_t at) {
  size_t start = at;
  while (start > 0 && at - start < 3 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80)
    --start;
  return start;
}

/// Columns [first, last) of a laid-out line, the cut ends shown by an ellipsis.
std::string cutOut(const std::vector<Glyph> &glyphs, unsigned first, unsigned last, bool cutLeft,
                   bool cutRight) {
  std::string text(cutLeft ? ellipsis : "");
  unsigned from = first + unsigned(text.size());
  unsigned to = cutRight ? last - unsigned(ellipsis.size()) : last;
  unsigned column = from;
  for (const Glyph &g : glyphs) {
    if (g.column < from || g.column + g.width > to)
      continue;
    text.append(g.column - column, ' ').append(g.text);
    column = g.column + g.width;
  }
  if (cutRight)
    text.append(to - column, ' ').append(ellipsis);
  return text;
}

bool isPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

std::string printable(std::string_view text, std::string_view indent) {
  if (isPlain(text))
    return std::string(text);
  std::string result;
  for (size_t at = 0, taken; at < text.size(); at += taken) {
    taken = 1;
    if (text[at] == '\n' && !indent.empty())
      result.append("\n").append(indent);
    else
      result += glyphAt(text.substr(at), 0, taken).text;
  }
  return result;
}

unsigned columnsOf(std::string_view text) {
  int width = llvm::sys::unicode::columnWidthUTF8(text);
  return width >= 0 ? unsigned(width) : unsigned(text.size());
}

QuotedLine quoteLine(std::string_view line, size_t from, size_t to, char head, char tail,
                     unsigned width) {
  from = std::min(from, line.size());
  to = std::clamp(to, from, line.size());
  // Only what can be near the mark is laid out. A character takes up to four bytes a column.
  size_t reach = size_t(width) * 4;
  size_t begin = from > reach ? characterStart(line, from - reach) : 0;
  size_t end = line.size() - from > reach ? characterStart(line, from + reach) : line.size();
  std::vector<Glyph> glyphs = glyphsOf(line.substr(begin, end - begin));
  unsigned total = glyphs.empty() ? 0 : glyphs.back().column + glyphs.back().width;

  /// Column of the first character at or after a byte, or of the one that holds it.
  auto columnAt = [&](size_t offset, bool holding) {
    for (size_t i = 0; i < glyphs.size(); ++i) {
      size_t next = i + 1 < glyphs.size() ? glyphs[i + 1].offset : end - begin;
      if (begin + (holding ? next - 1 : glyphs[i].offset) >= offset)
        return glyphs[i].column;
    }
    return total;
  };
  unsigned mark = columnAt(from, true);
  unsigned markEnd = std::max(mark + 1, columnAt(to, false));

  bool whole = begin == 0 && end == line.size() && total <= width;
  unsigned first = 0;
  unsigned marked = std::min(markEnd - mark, width / 2);
  if (!whole && (begin > 0 || mark + marked + ellipsis.size() > width)) {
    unsigned before = (width - marked) / 2;
    first = mark > before ? mark - before : 0;
    if (end == line.size() && total >= width)
      first = std::min(first, total - width);
  }
  unsigned last = whole ? std::max(total, markEnd) : first + width;
  bool cutLeft = begin > 0 || first > 0, cutRight = end < line.size() || last < total;
  markEnd = std::clamp(markEnd, mark + 1, std::max(last, mark + 1));
  return {cutOut(glyphs, first, last, cutLeft, cutRight),
          std::string(mark - first, ' ') + head + std::string(markEnd - mark - 1, tail)};
}

} // namespace schemac
