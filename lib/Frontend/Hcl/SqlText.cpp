//===- SqlText.cpp - SQL that knows where it comes from -------------------===//
#include "SqlText.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac::hcl {

std::string quotedName(std::string_view name) { return schemac::sqlIdentifier(name, true); }

std::string sqlLiteral(std::string_view text) {
  std::string out = "'";
  for (char c : text)
    out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

void SqlText::open(SourceRange range, bool exact) {
  stack.push_back(int32_t(parts.size()));
  int32_t parent = stack.size() > 1 ? stack[stack.size() - 2] : -1;
  parts.push_back({uint32_t(sql.size()), UINT32_MAX, range, exact, parent});
}

void SqlText::close() {
  parts[size_t(stack.back())].end = uint32_t(sql.size());
  stack.pop_back();
}

void SqlText::identifier(std::string_view name, SourceRange range) {
  open(range);
  sql += quotedName(name);
  close();
}

void SqlText::piece(std::string_view text, SourceRange range, bool exact) {
  open(range, exact);
  sql += text;
  close();
}

void SqlText::append(const SqlText &other) {
  int32_t first = int32_t(parts.size()), around = stack.empty() ? -1 : stack.back();
  uint32_t offset = uint32_t(sql.size());
  for (Part p : other.parts) {
    p.begin += offset;
    p.end += offset;
    p.parent = p.parent < 0 ? around : p.parent + first;
    parts.push_back(p);
  }
  sql += other.sql;
}

bool SqlText::closesText(uint32_t at) const {
  auto it = std::ranges::lower_bound(parts, at, {}, &Part::begin);
  return it != parts.end() && it->begin == at && it->end == at + 1 && !it->exact && sql[at] == ')';
}

SourceRange SqlText::map(uint32_t begin, uint32_t end) const {
  auto it = std::upper_bound(parts.begin(), parts.end(), begin,
                             [](uint32_t at, const Part &p) { return at < p.begin; });
  if (it == parts.begin())
    return {};
  // An error at the end of a text is the text's.
  int32_t i = int32_t(it - parts.begin()) - 1;
  while (i >= 0 && parts[size_t(i)].end < begin + (begin == end ? 0 : 1))
    i = parts[size_t(i)].parent;
  if (i < 0)
    return {};
  const Part &p = parts[size_t(i)];
  if (!p.exact)
    return p.range;
  Loc from = p.range.begin + (begin - p.begin);
  return {from, p.range.begin + (std::min(std::max(begin, end), p.end) - p.begin)};
}

} // namespace schemac::hcl
