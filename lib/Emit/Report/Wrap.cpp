//===- Wrap.cpp - Text in columns of a terminal ---------------------------===//
#include "Wrap.h"
#include "llvm/Support/Unicode.h"

namespace schemac::report {

unsigned columnWidth(std::string_view text) {
  int width = llvm::sys::unicode::columnWidthUTF8(llvm::StringRef(text.data(), text.size()));
  // Negative for what cannot be printed: count bytes then.
  return width >= 0 ? static_cast<unsigned>(width) : static_cast<unsigned>(text.size());
}

std::string padded(std::string text, unsigned width) {
  unsigned used = columnWidth(text);
  return text.append(used < width ? width - used : 1, ' ');
}

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::vector<std::string> wrapText(std::string_view text, unsigned width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    size_t end = std::min(text.find_first_of(" \n"), text.size());
    std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty())
      continue;
    std::string &line = lines.back();
    if (line.empty())
      line = std::move(word);
    else if (columnWidth(line) + 1 + columnWidth(word) <= width)
      line += " " + word;
    else
      lines.push_back(std::move(word));
  }
  return lines;
}

std::string wrapParts(const std::vector<std::string> &items, std::string_view separator,
                      std::string_view lead, std::string_view indent, unsigned width) {
  std::string out, line(lead);
  bool fresh = true; ///< the line holds nothing but its lead
  auto flush = [&] {
    out += trimmed(line) + "\n";
    line = indent;
    fresh = true;
  };
  for (size_t i = 0; i < items.size(); ++i) {
    std::string item = items[i] + (i + 1 < items.size() ? std::string(separator) : "");
    if (!fresh && columnWidth(line) + columnWidth(trimmed(item)) > width)
      flush();
    std::vector<std::string> pieces = wrapText(item, width - columnWidth(line));
    for (size_t p = 0; p < pieces.size(); ++p) {
      if (p)
        flush();
      line += pieces[p];
      fresh = false;
    }
    if (item.ends_with(' '))
      line += ' ';
  }
  return out + trimmed(line) + "\n";
}

} // namespace schemac::report
