//===- Dump.cpp - A tree as text, for tests -------------------------------===//
#include "schemac/Frontend/Hcl/Parse.h"
#include <fmt/format.h>

namespace schemac::hcl {
namespace {

constexpr std::string_view OperatorTexts[] = {
    "||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "-", "!"};
constexpr std::string_view KindWords[] = {
    "invalid",    "number", "string", "template",    "unwrap", "variable", "attribute",
    "index",      "splat",  "item",   "call",        "tuple",  "object",   "for-tuple",
    "for-object", "unary",  "binary", "conditional", "repeat", "parens"};

std::string escaped(std::string_view text) {
  std::string out = "\"";
  for (char c : text)
    out += c == '\n'   ? "\\n"
           : c == '\t' ? "\\t"
           : c == '"'  ? "\\\""
           : c == '\\' ? "\\\\"
                       : std::string(1, c);
  return out + "\"";
}

/// (binary + (number 1) (number 2))
std::string text(const Expr &e) {
  std::string out = fmt::format("({}", KindWords[size_t(e.kind)]);
  if (e.is(ExprKind::Unary) || e.is(ExprKind::Binary))
    out += fmt::format(" {}", OperatorTexts[size_t(e.op)]);
  if (!e.second.empty())
    out += fmt::format(" {},", e.second);
  if (e.is(ExprKind::String))
    out += " " + escaped(e.name);
  else if (!e.name.empty())
    out += fmt::format(" {}", e.name);
  if (e.flag)
    out += " ...";
  for (const Expr *kid : e.kids)
    out += " " + text(*kid);
  return out + ")";
}

void body(const Body &b, size_t indent, std::string &out) {
  for (const Attribute &a : b.attributes)
    out += fmt::format("{:{}}{} = {}\n", "", indent, a.name, text(*a.value));
  for (const Block *block : b.blocks) {
    out += fmt::format("{:{}}{}", "", indent, block->type);
    for (const Label &l : block->labels)
      out += " " + escaped(l.text);
    out += "\n";
    body(block->body, indent + 2, out);
  }
}

} // namespace

std::string dump(const File &file) {
  std::string out;
  body(file.body, 0, out);
  return out;
}

} // namespace schemac::hcl
