//===- Nfc.cpp - Unicode's normalisation form C ---------------------------===//
#include "Nfc.h"
#include "Utf8.h"
#include <algorithm>
#include <map>
#include <vector>

namespace schemac::hcl {
namespace {

struct Decomposition {
  uint32_t whole, first, second;
  bool composes;
};
constexpr Decomposition Decompositions[] = {
#define DECOMPOSE(WHOLE, FIRST, SECOND) {WHOLE, FIRST, SECOND, false},
#define COMPOSE(WHOLE, FIRST, SECOND) {WHOLE, FIRST, SECOND, true},
#define CLASS(FIRST, LAST, CLASS)
#include "Nfc.def"
#undef DECOMPOSE
#undef COMPOSE
#undef CLASS
};

struct Class {
  uint32_t first, last;
  uint8_t combining;
};
constexpr Class Classes[] = {
#define DECOMPOSE(WHOLE, FIRST, SECOND)
#define COMPOSE(WHOLE, FIRST, SECOND)
#define CLASS(FIRST, LAST, CLASS) {FIRST, LAST, CLASS},
#include "Nfc.def"
#undef DECOMPOSE
#undef COMPOSE
#undef CLASS
};

// Syllables of Hangul are made of a lead, a vowel and perhaps a tail.
constexpr uint32_t Syllable = 0xAC00, Lead = 0x1100, Vowel = 0x1161, Tail = 0x11A7;
constexpr uint32_t Leads = 19, Vowels = 21, Tails = 28, Syllables = Leads * Vowels * Tails;

uint8_t combiningClass(uint32_t c) {
  auto it = std::upper_bound(std::begin(Classes), std::end(Classes), c,
                             [](uint32_t p, const Class &k) { return p < k.first; });
  if (it == std::begin(Classes) || c > (it - 1)->last)
    return 0;
  return (it - 1)->combining;
}

void decompose(uint32_t c, std::vector<uint32_t> &out) {
  if (c - Syllable < Syllables) {
    uint32_t i = c - Syllable;
    out.push_back(Lead + i / (Vowels * Tails));
    out.push_back(Vowel + i % (Vowels * Tails) / Tails);
    if (i % Tails)
      out.push_back(Tail + i % Tails);
    return;
  }
  auto it = std::lower_bound(std::begin(Decompositions), std::end(Decompositions), c,
                             [](const Decomposition &d, uint32_t p) { return d.whole < p; });
  if (it == std::end(Decompositions) || it->whole != c) {
    out.push_back(c);
    return;
  }
  decompose(it->first, out);
  if (it->second)
    decompose(it->second, out);
}

/// The character that two make; 0 when there is none.
uint32_t compose(uint32_t a, uint32_t b) {
  if (a - Lead < Leads && b - Vowel < Vowels)
    return Syllable + ((a - Lead) * Vowels + (b - Vowel)) * Tails;
  if (a - Syllable < Syllables && (a - Syllable) % Tails == 0 && b - Tail - 1 < Tails - 1)
    return a + (b - Tail);
  static const std::map<std::pair<uint32_t, uint32_t>, uint32_t> Pairs = [] {
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> out;
    for (const Decomposition &d : Decompositions)
      if (d.composes)
        out.emplace(std::pair(d.first, d.second), d.whole);
    return out;
  }();
  auto it = Pairs.find({a, b});
  return it == Pairs.end() ? 0 : it->second;
}

/// Marks that combine with one character, in their canonical order.
void sortMarks(std::vector<uint32_t> &text) {
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && combiningClass(text[end]))
      ++end;
    std::stable_sort(text.begin() + long(i), text.begin() + long(end),
                     [](uint32_t a, uint32_t b) { return combiningClass(a) < combiningClass(b); });
    i = end + 1;
  }
}

std::vector<uint32_t> composed(const std::vector<uint32_t> &text) {
  std::vector<uint32_t> out;
  size_t starter = SIZE_MAX;
  uint8_t last = 0; // class of what stands between the starter and here
  for (uint32_t c : text) {
    uint8_t k = combiningClass(c);
    bool blocked = starter == SIZE_MAX || (starter + 1 != out.size() && (last >= k || last == 0));
    uint32_t both = blocked ? 0 : compose(out[starter], c);
    if (both) {
      out[starter] = both;
      continue;
    }
    if (k == 0)
      starter = out.size();
    last = k;
    out.push_back(c);
  }
  return out;
}

} // namespace

std::string normalized(std::string text) {
  // Below U+0300 nothing combines and all is composed.
  auto mayCombine = [](char c) { return uint8_t(c) >= 0xCC; };
  if (std::none_of(text.begin(), text.end(), mayCombine) ||
      findInvalidUtf8(text) != std::string::npos)
    return text;
  std::vector<uint32_t> points;
  for (size_t i = 0; i < text.size(); i += characterLength(std::string_view(text).substr(i)))
    decompose(codePoint(std::string_view(text).substr(i)), points);
  sortMarks(points);
  std::string out;
  for (uint32_t c : composed(points))
    appendUtf8(out, c);
  return out;
}

} // namespace schemac::hcl
