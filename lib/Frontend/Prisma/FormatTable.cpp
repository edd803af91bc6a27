//===- FormatTable.cpp - Lines whose parts stand in columns ---------------===//
#include "FormatTable.h"
#include <algorithm>

namespace schemac::prisma {

void FormatTable::flush(std::string &out, std::string_view indent) {
  std::vector<size_t> widths;
  for (const Line &l : lines) {
    widths.resize(std::max(widths.size(), l.cells.size()));
    for (size_t i = 0; i < l.cells.size(); ++i)
      widths[i] = std::max(widths[i], l.cells[i].size());
  }
  for (const Line &l : lines) {
    std::string text;
    for (size_t i = 0; i < l.cells.size(); ++i) {
      text += l.cells[i];
      if (i + 1 < l.cells.size())
        text.append(widths[i] - l.cells[i].size() + 1, ' ');
    }
    if (!l.behind.empty())
      text += (text.empty() ? "" : " ") + l.behind;
    if (!text.empty())
      out.append(indent).append(text);
    out += '\n';
  }
  lines.clear();
}

} // namespace schemac::prisma
