//===- Spelling.cpp - Names that are nearly another -----------------------===//
#include "schemac/Support/Spelling.h"
#include <algorithm>
#include <vector>

namespace schemac {

static char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

unsigned spellingDistance(std::string_view a, std::string_view b) {
  // Three rows of the usual table: the swap looks two rows back.
  std::vector<unsigned> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    last[j] = unsigned(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = unsigned(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + !same});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string_view nearestSpelling(std::string_view word,
                                 std::span<const std::string_view> candidates) {
  constexpr size_t longest = 100; // the table is quadratic, and no misspelling is that long
  std::string_view best;
  unsigned bestDistance = unsigned(std::max<size_t>(word.size(), 3) / 3) + 1;
  if (word.empty() || word.size() > longest)
    return {};
  for (std::string_view c : candidates) {
    if (c.size() > word.size() + bestDistance || word.size() > c.size() + bestDistance)
      continue;
    unsigned d = spellingDistance(word, c);
    if (d < bestDistance) {
      bestDistance = d;
      best = c;
    }
  }
  return best;
}

} // namespace schemac
