//===- Comments.cpp - Documentation in comments ---------------------------===//
#include "schemac/Frontend/Prisma/Ast.h"

namespace schemac::prisma {

std::string documentation(std::string_view raw) {
  std::string out;
  while (!raw.empty()) {
    size_t stop = raw.find_first_of("\r\n");
    std::string_view line = raw.substr(0, stop);
    raw.remove_prefix(stop == raw.npos ? raw.size() : stop + 1);
    size_t first = line.find_first_not_of(" \t");
    if (first == line.npos || !line.substr(first).starts_with("///"))
      continue;
    line.remove_prefix(first + 3);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!out.empty())
      out += '\n';
    out += line;
  }
  return out;
}

} // namespace schemac::prisma
