//===- TextEdit.cpp - Replacements in source text -----------------------------===//
#include "schemac/Support/TextEdit.h"

#include <algorithm>

namespace schemac {

/// Line ends of \p replacement as \p text has them: a file does not get two kinds.
static std::string withEndsOf(std::string_view text, std::string_view replacement) {
  size_t first = text.find('\n');
  bool windows = first != text.npos && first > 0 && text[first - 1] == '\r';
  std::string out;
  out.reserve(replacement.size());
  for (char c : replacement) {
    if (windows && c == '\n' && !out.ends_with('\r'))
      out += '\r';
    out += c;
  }
  return out;
}

std::string applyEdits(const SourceManager &sources, FileId file, std::vector<TextEdit> edits) {
  // An insertion sorts before a replacement that starts where it inserts: the two do not overlap.
  auto key = [](const TextEdit &e) { return std::pair(e.range.begin, e.range.length() != 0); };
  std::stable_sort(edits.begin(), edits.end(),
                   [&](const TextEdit &a, const TextEdit &b) { return key(a) < key(b); });

  std::string_view text = sources.text(file);
  std::string result;
  result.reserve(text.size());
  uint32_t done = 0; ///< how much of the text is in the result
  const TextEdit *last = nullptr;
  for (const TextEdit &edit : edits) {
    if (sources.fileOf(edit.range.begin) != file)
      continue;
    uint32_t begin = sources.offsetOf(edit.range.begin);
    bool samePlace = last && last->range == edit.range;
    if (begin < done || samePlace)
      continue;
    result.append(text.substr(done, begin - done)).append(withEndsOf(text, edit.replacement));
    done = begin + edit.range.length();
    last = &edit;
  }
  return result.append(text.substr(std::min<size_t>(done, text.size())));
}

} // namespace schemac
