//===- FormatTable.h - Lines whose parts stand in columns -------*- C++ -*-===//
#pragma once

#include <string>
#include <vector>

namespace schemac::prisma {

/// Lines between two empty ones. Each cell but a line's last is as wide as the widest in its
/// column; what is behind the cells (a comment) has no column.
class FormatTable {
public:
  void line(std::vector<std::string> cells, std::string behind = {}) {
    lines.push_back({std::move(cells), std::move(behind)});
  }
  void emptyLine() { lines.emplace_back(); }
  /// Appends the lines to \p out, and forgets them.
  void flush(std::string &out, std::string_view indent);

private:
  struct Line {
    std::vector<std::string> cells;
    std::string behind;
  };
  std::vector<Line> lines;
};

} // namespace schemac::prisma
