//===- MermaidForm.cpp - An ER diagram for Mermaid ------------------------===//
//
// Mermaid's words for types and attributes are letters, digits, '_', '-', '[', ']', '(' and ')'.
// What has others is written as near as that goes, with the real text as the attribute's comment.
//
//===----------------------------------------------------------------------===//
#include "Write/Diagram/Shown.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Support/Utf8.h"
#include "schemac/Write/Write.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unordered_map>

namespace schemac {
namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool isWord(std::string_view text, std::string_view more) {
  return !text.empty() && isLetter(text[0]) && std::ranges::all_of(text, [&](char c) {
    return isLetter(c) || llvm::isDigit(c) || more.find(c) != more.npos;
  });
}

std::string word(std::string_view text, std::string_view more) {
  std::string out;
  for (char c : text)
    if (beginsCharacter(c))
      out += isLetter(c) || llvm::isDigit(c) || more.find(c) != more.npos ? c : '_';
  return !out.empty() && isLetter(out[0]) ? out : "_" + out;
}

/// A text in quotes; there is no escape for a quote in it.
std::string inQuotes(std::string_view text) {
  std::string out = "\"";
  for (char c : text)
    out += c == '"' || c == '\\'                  ? '\''
           : c == '%'                             ? '_'
           : static_cast<unsigned char>(c) < 0x20 ? ' '
                                                  : c;
  return out + "\"";
}

/// Words of Mermaid's own where an entity could stand, in small letters.
constexpr std::string_view Words[] = {
    "accdescr", "acctitle", "class",      "classdef", "direction", "end",   "erdiagram", "many",
    "one",      "only",     "optionally", "style",    "subgraph",  "title", "to",        "zero"};

bool isOneOf(std::span<const std::string_view> words, std::string_view name) {
  return std::ranges::find(words, llvm::StringRef(name).lower()) != words.end();
}

/// \p taken: names without their quotes, with and without which a name is one.
std::string entityName(std::set<std::string> &taken, QName table) {
  std::string name = table.str();
  bool plain = isWord(name, "") && name.size() > 1 && !isOneOf(Words, name);
  std::string quoted = inQuotes(name);
  for (unsigned n = 2; !taken.insert(quoted).second; ++n) {
    quoted = inQuotes(fmt::format("{} {}", name, n));
    plain = false;
  }
  return plain ? name : quoted;
}

/// Nor is an attribute called as a key is marked.
constexpr std::string_view Marks[] = {"fk", "pk", "uk"};

std::string attributeLine(const Dialect &dialect, const Table &t, const Column &c) {
  constexpr std::string_view more = "-[]()";
  std::string type = diagram::shownType(dialect, c.type), name = c.name.string(), said;
  std::string marks = diagram::keyMarks(t, c.name, ", ");
  std::string shown = type;
  if (!isWord(type, more)) {
    said = type;
    // numeric(12,2): without what has the comma.
    size_t open = type.find('(');
    shown = word(open == type.npos ? type : type.substr(0, open), more);
  }
  bool plain = isWord(name, "-") && !isOneOf(Marks, name);
  if (!plain)
    said = said.empty() ? name : name + ": " + said;
  if (c.nullable)
    said += said.empty() ? "null" : ", null";
  return fmt::format("    {} {}{}{}\n", shown,
                     plain               ? name
                     : isWord(name, "-") ? "_" + name
                                         : word(name, "-"),
                     marks.empty() ? "" : " " + marks, said.empty() ? "" : " " + inQuotes(said));
}

} // namespace

std::string writeMermaid(Writing &writing) {
  const Schema &schema = writing.schema;
  const Dialect &dialect = *findDialect(schema.dialect.str());
  std::string text = "erDiagram\n";
  std::set<std::string> taken;
  std::unordered_map<QName, std::string> names;
  for (const Table &t : schema.tables()) {
    if (!diagram::isShown(t))
      continue;
    const std::string &name = names[t.name] = entityName(taken, t.name);
    text += "  " + name + " {\n";
    for (const Column &c : t.columns)
      text += attributeLine(dialect, t, c);
    text += "  }\n";
  }
  for (const Table &t : schema.tables())
    for (const Constraint &c : t.constraints) {
      if (c.kind != ConstraintKind::ForeignKey || !names.count(t.name) || !names.count(c.refTable))
        continue;
      bool optional = false;
      std::string columns;
      for (Name n : c.columns) {
        optional |= t.column(n)->nullable;
        columns += (columns.empty() ? "" : ", ") + n.string();
      }
      text += fmt::format("  {} {}--{} {} : {}\n", names[c.refTable], optional ? "|o" : "||",
                          diagram::isUnique(t, c.columns) ? "o|" : "o{", names[t.name],
                          inQuotes(columns));
    }
  return text;
}

} // namespace schemac
