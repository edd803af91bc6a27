//===- Layout.h - Blocks in Prisma's own format -----------------*- C++ -*-===//
#pragma once

#include "schemac/Support/Quote.h"
#include <string>
#include <string_view>
#include <vector>

namespace schemac::prisma_form {

/// A block whose lines stand in columns. A comment stands above a line and does not end the
/// columns; an empty line does.
class BlockText {
public:
  /// "model User"
  explicit BlockText(std::string head) : head(std::move(head)) {}
  void comment(std::string text) { lines.push_back({{std::move(text)}, true}); }
  void line(std::vector<std::string> cells) { lines.push_back({std::move(cells), false}); }
  void emptyLine() { lines.push_back({{}, true}); }
  std::string str() const;

private:
  struct Line {
    std::vector<std::string> cells;
    bool whole = false; ///< not in columns
  };
  std::string head;
  std::vector<Line> lines;
};

/// "[a, b]"
std::string list(const std::vector<std::string> &items);

} // namespace schemac::prisma_form
