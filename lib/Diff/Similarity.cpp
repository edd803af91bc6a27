//===- Similarity.cpp - Whether two names are likely one thing
//-----------------------------------===//

#include "Diff/Similarity.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>
#include <vector>

namespace schemac {

static std::string plainForm(std::string_view name) {
  std::string plain;
  for (char c : name)
    if (c != '_' && c != '-' && c != ' ')
      plain += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  return plain;
}

double nameSimilarity(std::string_view a, std::string_view b) {
  std::string x = plainForm(a), y = plainForm(b);
  if (x == y)
    return 1;
  if (x.size() > y.size())
    std::swap(x, y);
  // `phone` and `phoneNumber`: a word added or taken away.
  if (x.size() >= 3 && y.find(x) != std::string::npos)
    return 0.8;
  unsigned distance = spellingDistance(x, y);
  return 1.0 - double(distance) / double(std::max<size_t>(y.size(), 1));
}

std::string nearestName(std::string_view wrong, std::span<const std::string> candidates) {
  std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return std::string(nearestSpelling(wrong, views));
}

} // namespace schemac
