//===- Letters.cpp - Case, and what a reader takes for a character --------===//
#include "Letters.h"
#include "Utf8.h"
#include <algorithm>
#include <cstdint>
#include <iterator>

namespace schemac::hcl {
namespace {

enum class LetterCase : uint8_t { Upper, Lower, Title };

/// The letters first, first + step … last have their mapping so far away.
struct CaseRun {
  LetterCase to;
  uint32_t first, last;
  int32_t distance;
  uint32_t step;
};
constexpr CaseRun CaseRuns[] = {
#define CASE(TO, FIRST, LAST, DISTANCE) {LetterCase::TO, FIRST, LAST, DISTANCE, 1},
#define CASE2(TO, FIRST, LAST, DISTANCE) {LetterCase::TO, FIRST, LAST, DISTANCE, 2},
#define BREAK(FIRST, LAST, CLASS)
#include "Letters.def"
#undef CASE
#undef CASE2
#undef BREAK
};

enum class BreakClass : uint8_t {
  Other,
  Control,
  CR,
  LF,
  Extend,
  ZWJ,
  Prepend,
  SpacingMark,
  Regional,
  Pictograph,
  L,
  V,
  T,
  LV,
  LVT
};

struct BreakRun {
  uint32_t first, last;
  BreakClass kind;
};
constexpr BreakRun BreakRuns[] = {
#define CASE(TO, FIRST, LAST, DISTANCE)
#define CASE2(TO, FIRST, LAST, DISTANCE)
#define BREAK(FIRST, LAST, CLASS) {FIRST, LAST, BreakClass::CLASS},
#include "Letters.def"
#undef CASE
#undef CASE2
#undef BREAK
};

uint32_t mappedLetter(uint32_t c, LetterCase to) {
  if (c < 0x80) {
    bool capital = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z';
    return to == LetterCase::Lower ? (capital ? c + 32 : c) : (small ? c - 32 : c);
  }
  auto at = std::upper_bound(std::begin(CaseRuns), std::end(CaseRuns), c,
                             [to](uint32_t point, const CaseRun &run) {
                               return to < run.to || (to == run.to && point < run.first);
                             });
  // A run of every second letter may hold another one.
  for (unsigned back = 0; back < 2 && at != std::begin(CaseRuns); ++back) {
    --at;
    if (at->to == to && c <= at->last && (c - at->first) % at->step == 0)
      return uint32_t(int64_t(c) + at->distance);
  }
  return c;
}

BreakClass breakClass(uint32_t c) {
  if (c >= 0x20 && c < 0x7F)
    return BreakClass::Other;
  if (c >= 0xAC00 && c < 0xAC00 + 11172)
    return (c - 0xAC00) % 28 ? BreakClass::LVT : BreakClass::LV;
  auto at = std::upper_bound(std::begin(BreakRuns), std::end(BreakRuns), c,
                             [](uint32_t point, const BreakRun &run) { return point < run.first; });
  return at != std::begin(BreakRuns) && c <= (at - 1)->last ? (at - 1)->kind : BreakClass::Other;
}

bool endsText(BreakClass c) {
  return c == BreakClass::Control || c == BreakClass::CR || c == BreakClass::LF;
}

/// The rules GB3 to GB9b, which ask for two neighbours alone.
bool holdsTogether(BreakClass a, BreakClass b) {
  using enum BreakClass;
  if (a == CR && b == LF)
    return true;
  if (endsText(a) || endsText(b))
    return false;
  if (a == L && (b == L || b == V || b == LV || b == LVT))
    return true;
  if ((a == LV || a == V) && (b == V || b == T))
    return true;
  if ((a == LVT || a == T) && b == T)
    return true;
  return b == Extend || b == ZWJ || b == SpacingMark || a == Prepend;
}

template <class Fn> std::string eachLetter(std::string_view text, Fn map) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    std::string_view rest = text.substr(i);
    size_t size = characterLength(rest);
    uint32_t c = codePoint(rest), now = map(c);
    if (now == c || !appendUtf8(out, now))
      out += rest.substr(0, size);
    i += size;
  }
  return out;
}

bool endsWord(uint32_t c) {
  if (c >= 0x80) {
    std::string text;
    return appendUtf8(text, c) && spacePrefix(text) != 0;
  }
  return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_');
}

} // namespace

std::string upperText(std::string_view text) {
  return eachLetter(text, [](uint32_t c) { return mappedLetter(c, LetterCase::Upper); });
}

std::string lowerText(std::string_view text) {
  return eachLetter(text, [](uint32_t c) { return mappedLetter(c, LetterCase::Lower); });
}

std::string titleText(std::string_view text) {
  bool first = true;
  return eachLetter(text, [&](uint32_t c) {
    uint32_t now = first ? mappedLetter(c, LetterCase::Title) : c;
    first = endsWord(c);
    return now;
  });
}

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> out;
  BreakClass before = BreakClass::Other;
  bool pictograph = false; // a pictograph and what extends it
  bool joined = false;     // … and a joiner behind it
  unsigned regional = 0;   // how many stand before this one
  size_t begin = 0;
  for (size_t i = 0; i < text.size();) {
    std::string_view rest = text.substr(i);
    BreakClass now = breakClass(codePoint(rest));
    bool together =
        i > begin && (holdsTogether(before, now) || (joined && now == BreakClass::Pictograph) ||
                      (regional % 2 == 1 && now == BreakClass::Regional));
    if (i > begin && !together) {
      out.push_back(text.substr(begin, i - begin));
      begin = i;
    }
    joined = pictograph && now == BreakClass::ZWJ;
    pictograph = now == BreakClass::Pictograph || (pictograph && now == BreakClass::Extend);
    regional = now == BreakClass::Regional ? (together ? regional : 0) + 1 : 0;
    before = now;
    i += characterLength(rest);
  }
  if (begin < text.size())
    out.push_back(text.substr(begin));
  return out;
}

} // namespace schemac::hcl
