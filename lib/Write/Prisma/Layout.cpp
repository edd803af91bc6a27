//===- Layout.cpp - Blocks in Prisma's own format -------------------------===//
#include "Write/Prisma/Layout.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::prisma_form {

std::string BlockText::str() const {
  std::string out = head + " {\n";
  size_t begin = 0;
  auto isBreak = [&](size_t i) { return lines[i].whole && lines[i].cells.empty(); };
  while (begin < lines.size()) {
    size_t end = begin;
    std::vector<size_t> widths;
    for (; end < lines.size() && !isBreak(end); ++end)
      for (size_t i = 0; !lines[end].whole && i < lines[end].cells.size(); ++i) {
        widths.resize(std::max(widths.size(), i + 1));
        widths[i] = std::max(widths[i], lines[end].cells[i].size());
      }
    for (; begin < end; ++begin) {
      std::string text;
      const std::vector<std::string> &cells = lines[begin].cells;
      for (size_t i = 0; i < cells.size(); ++i) {
        text += cells[i];
        if (i + 1 < cells.size() && !lines[begin].whole)
          text.append(widths[i] - cells[i].size() + 1, ' ');
      }
      text.erase(text.find_last_not_of(' ') + 1);
      out += "  " + text + "\n";
    }
    if (begin < lines.size()) {
      out += "\n";
      ++begin;
    }
  }
  return out + "}\n";
}

std::string list(const std::vector<std::string> &items) {
  return fmt::format("[{}]", fmt::join(items, ", "));
}

} // namespace schemac::prisma_form
