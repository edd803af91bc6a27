//===- Text.cpp - Blocks and attributes of HCL ----------------------------===//
#include "Write/Hcl/Text.h"
#include "schemac/IR/Annotation.h"
#include "schemac/Support/Quote.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl_form {

static bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isIdentifier(std::string_view name) {
  return !name.empty() && isLetter(name[0]) && std::ranges::all_of(name, [](char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string step(std::string_view name) {
  return isIdentifier(name) ? "." + std::string(name) : "[" + quoted(name) + "]";
}

/// `${` and `%{` begin a template; doubled they do not.
static void addPlain(std::string &out, std::string_view text, size_t i) {
  if ((text[i] == '$' || text[i] == '%') && i + 1 < text.size() && text[i + 1] == '{')
    out += text[i];
  out += text[i];
}

std::string quoted(std::string_view text) {
  std::string escaped = doubleQuoted(text), out;
  for (size_t i = 0; i < escaped.size(); ++i)
    addPlain(out, escaped, i);
  return out;
}

std::string text(std::string_view text) {
  bool lines = text.ends_with('\n') && text.find('\r') == text.npos && text != "\n";
  if (!lines || text.find("\nSQL\n") != text.npos || text.starts_with("SQL\n"))
    return quoted(text);
  std::string out = "<<SQL\n";
  for (size_t i = 0; i < text.size(); ++i)
    addPlain(out, text, i);
  return out + "SQL";
}

std::string sql(std::string_view text) { return fmt::format("sql({})", quoted(text)); }

std::string list(const std::vector<std::string> &items) {
  return fmt::format("[{}]", fmt::join(items, ", "));
}

void Block::set(std::string_view name, std::string value) {
  if (!value.empty())
    items.push_back({std::string(name), std::move(value), nullptr});
}

void Block::flag(std::string_view name, bool is) {
  if (is)
    set(name, "true");
}

Block &Block::block(std::string inner) {
  items.push_back({{}, {}, std::make_unique<Block>(std::move(inner))});
  return *items.back().block;
}

std::string Block::str(size_t depth) const {
  std::string indent(depth * 2, ' '), inner((depth + 1) * 2, ' ');
  std::string out;
  for (const std::string &c : comments)
    out += indent + "# " + c + "\n";
  out += indent + head + " {\n";
  for (size_t begin = 0; begin < items.size();) {
    if (items[begin].block) {
      out += items[begin++].block->str(depth + 1);
      continue;
    }
    size_t end = begin, width = 0;
    for (; end < items.size() && !items[end].block; ++end)
      width = std::max(width, items[end].name.size());
    for (; begin < end; ++begin) {
      const Item &i = items[begin];
      out += inner + i.name + std::string(width - i.name.size(), ' ') + " = " + i.value + "\n";
    }
  }
  return out + indent + "}\n";
}

std::string file(const std::vector<DropIntent> &drops,
                 const std::vector<std::unique_ptr<Block>> &blocks) {
  std::string out;
  for (const DropIntent &d : drops)
    out += "# " + annotationText(d) + "\n\n";
  for (const auto &b : blocks)
    out += (b == blocks.front() ? "" : "\n") + b->str();
  return out;
}

} // namespace schemac::hcl_form
