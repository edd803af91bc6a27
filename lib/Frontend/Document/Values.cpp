//===- Values.cpp - Scalars and lists of documents ------------------------===//
#include "Reader.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/Traits.h"
#include <algorithm>
#include <charconv>
#include <fmt/ranges.h>

namespace schemac::document {

void Reader::wrong(SourceRange range, std::string text) {
  diags.report(range, diag::err_document_value, text);
}

bool Reader::scalar(const Node &node, std::string_view what) {
  if (node.is(Node::Scalar) && !node.text.empty())
    return true;
  wrong(node.range, node.is(Node::Scalar) ? fmt::format("{} cannot be empty", what)
                                          : fmt::format("here stands {}, and not {}", what,
                                                        yaml::kindWord(node.kind)));
  return false;
}

void Reader::read(const Node &node, bool &out) {
  if (node.is(Node::Scalar) && (node.text == "true" || node.text == "false"))
    out = node.text == "true";
  else
    wrong(node.range, "here stands true or false");
}

void Reader::read(const Node &node, std::optional<int64_t> &out) {
  int64_t value = 0;
  const char *begin = node.text.data(), *end = begin + node.text.size();
  auto [stop, error] = std::from_chars(begin, end, value);
  if (node.is(Node::Scalar) && begin != end && stop == end && error == std::errc())
    out = value;
  else
    wrong(node.range, "here stands a whole number");
}

void Reader::read(const Node &node, Name &out) {
  if (scalar(node, "a name"))
    out = context.name(node.text);
}

void Reader::readText(const Node &node, Name &out) {
  if (node.is(Node::Scalar))
    out = context.name(node.text);
  else
    wrong(node.range, fmt::format("here stands a text, and not {}", yaml::kindWord(node.kind)));
}

void Reader::readText(const Node &node, Expr &out) {
  Name text;
  readText(node, text);
  if (text)
    out = Expr(text);
}

void Reader::readText(const Node &node, std::vector<Name> &out) {
  if (!node.is(Node::Sequence))
    return wrong(node.range, "here stands a list of texts");
  for (const Node &item : node.items)
    readText(item, out.emplace_back());
}

/// What stands behind the last word of \p sql is for its readers: a statement that it becomes part
/// of goes on behind it. A comment that is not closed is kept, and is an error.
static std::string_view withoutEnd(std::string_view sql, SqlRules rules) {
  std::vector<SqlToken> tokens = lexSqlTokens(sql, rules);
  if (tokens.empty())
    return sql;
  std::string_view whole = sql.substr(0, tokens.back().end);
  std::string end(sql.substr(whole.size()));
  return sqlFault(end + "\n", rules).empty() ? whole : sql;
}

void Reader::read(const Node &node, Expr &out) {
  if (!scalar(node, "SQL"))
    return;
  out = context.expr(withoutEnd(node.text, traitsOf(context.name(dialect.name())).sqlRules));
}

void Reader::readDefault(const Node &node, Expr &out) {
  static constexpr std::string_view Values[] = {
      "true",         "false",          "null",        "current_timestamp", "current_date",
      "current_time", "localtimestamp", "localtime",   "current_user",      "session_user",
      "user",         "current_role",   "system_user", "current_schema",    "current_catalog"};
  read(node, out);
  if (!out)
    return;
  std::vector<SqlToken> tokens = lexSqlTokens(node.text);
  bool word = tokens.size() == 1 && tokens[0].kind == SqlToken::Kind::Identifier &&
              std::ranges::none_of(Values, [&](std::string_view v) { return tokens[0].isWord(v); });
  if (!word)
    return;
  DiagBuilder d = diags.report(
      node.range, diag::err_document_value,
      fmt::format("'{}' is a column's name in SQL, which a default cannot read; a text is in "
                  "single quotes, which YAML takes in double ones",
                  node.text));
  std::string text = fmt::format("\"'{}'\"", node.text);
  d.fix(FixKind::Safe, "write " + text, {{node.range, text}});
}

void Reader::unknownType(const Node &node, std::string_view type) {
  if (mayBeElsewhere(type) || node.text.find('"') != node.text.npos) {
    diags.report(node.range, diag::warn_document_type, node.text);
    return;
  }
  DiagBuilder d = diags.report(node.range, diag::err_no_type, type);
  std::string_view near = nearestType(type), word = type.substr(0, type.find('('));
  if (near.empty())
    return;
  bool plain = !node.quoted && node.text.starts_with(word);
  SourceRange place{node.range.begin, node.range.begin + uint32_t(word.size())};
  d.fix(plain ? FixKind::Safe : FixKind::Placeholder, fmt::format("did you mean '{}'?", near),
        {{plain ? place : node.range, std::string(near)}});
}

void Reader::read(const Node &node, Type &out) {
  if (!scalar(node, "a type"))
    return;
  if (node.text[0] >= '0' && node.text[0] <= '9')
    return wrong(node.range, fmt::format("here stands a type, and '{}' is a number", node.text));
  Type &known = types[node.text];
  if (!known)
    known = parseTypeName(context, dialect, defined, node.text);
  out = known;
  Type element = out.is(TypeKind::Array) ? out.element() : out;
  if (dialect.name() != "postgres" || !element.is(TypeKind::Native) ||
      isServerType(element.native().str()))
    return;
  if (!isSpelledAsType(element.native().str()))
    diags.report(node.range, diag::err_no_type, node.text);
  else if (!defined.extensions().size())
    unknownType(node, element.native().str());
}

/// Takes a word off the end of \p text, when it is there behind a blank.
static bool takeLast(std::string_view &text, std::string_view word) {
  if (text.size() <= word.size() || text[text.size() - word.size() - 1] != ' ')
    return false;
  std::string_view tail = text.substr(text.size() - word.size());
  if (!std::ranges::equal(tail, word, [](char a, char b) { return (a | 0x20) == b; }))
    return false;
  text = text.substr(0, text.size() - word.size());
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  return true;
}

void Reader::readColumnType(const Node &node, Column &out) {
  bool mayLackType = dialect.name() == "sqlite" && node.is(Node::Scalar);
  if (!mayLackType && !scalar(node, "a type"))
    return;
  std::string_view text = node.text;
  if (takeLast(text, "null"))
    out.nullable = !takeLast(text, "not");
  if (mayLackType && text.empty()) {
    out.type = dialect.canonical(context, context.nativeType(""));
    return;
  }
  if (Type serial = serialType(context, text); serial && dialect.name() == "postgres") {
    out.type = serial;
    out.generation = Generation::Serial;
    return;
  }
  Node type = node;
  type.text = text;
  read(type, out.type);
}

void Reader::read(const Node &node, QName &out) {
  if (!scalar(node, "a name"))
    return;
  if (auto name = parseQName(context, dialect, node.text))
    out = *name;
  else
    wrong(node.range,
          "here stands a name, or schema.name; parts with a dot in them are in double quotes");
}

void Reader::read(const Node &node, SubRef &out) {
  if (!scalar(node, "a column"))
    return;
  size_t dot = node.text.ends_with('"') ? node.text.rfind(".\"") : node.text.rfind('.');
  auto table = dot == std::string::npos
                   ? std::nullopt
                   : parseQName(context, dialect, std::string_view(node.text).substr(0, dot));
  auto column = dot == std::string::npos
                    ? std::nullopt
                    : parseQName(context, dialect, std::string_view(node.text).substr(dot + 1));
  if (table && column)
    out = {*table, column->name};
  else
    wrong(node.range, "here stands table.column");
}

/// "auth.users (id, number)"
void Reader::read(const Node &node, ReferenceForm &out) {
  if (!scalar(node, "a table with its columns"))
    return;
  std::string_view text = node.text;
  auto bad = [&] { wrong(node.range, "here stands a table with its columns: users (id)"); };
  size_t open = 0;
  for (bool quoted = false; open < text.size() && (quoted || text[open] != '('); ++open)
    quoted ^= text[open] == '"';
  if (open == text.size() || !text.ends_with(')'))
    return bad();
  auto trim = [](std::string_view t) {
    size_t first = t.find_first_not_of(' ');
    return first == t.npos ? std::string_view()
                           : t.substr(first, t.find_last_not_of(' ') - first + 1);
  };
  auto table = parseQName(context, dialect, trim(text.substr(0, open)));
  if (!table)
    return bad();
  out.table = *table;
  std::string_view list = text.substr(open + 1, text.size() - open - 2);
  while (!list.empty()) {
    size_t comma = 0;
    for (bool quoted = false; comma < list.size() && (quoted || list[comma] != ','); ++comma)
      quoted ^= list[comma] == '"';
    auto column = parseQName(context, dialect, trim(list.substr(0, comma)));
    if (!column || column->ns)
      return bad();
    out.columns.push_back(column->name);
    list.remove_prefix(std::min(list.size(), comma + 1));
  }
  if (out.columns.empty())
    bad();
}

void Reader::read(const Node &node, Parameters &out) {
  if (!node.is(Node::Map))
    return wrong(node.range, "here stands a map of names and values: {fillfactor: 70}");
  for (size_t i = 0; i + 1 < node.items.size(); i += 2) {
    Parameter p{context.name(node.items[i].text), {}};
    if (scalar(node.items[i + 1], "a value")) {
      p.value = context.name(node.items[i + 1].text);
      out.push_back(p);
    }
  }
}

size_t Reader::readWord(const Node &node, Words words) {
  auto it = std::ranges::find(words, std::string_view(node.text));
  if (node.is(Node::Scalar) && it != words.end())
    return size_t(it - words.begin());
  wrong(node.range, fmt::format("here stands one of {}", fmt::join(words, ", ")));
  return 0;
}

void Reader::readElement(const Node &node, IndexElem &out) {
  std::string_view text = node.text;
  if (text.starts_with('(') && text.ends_with(')') && text.size() > 2)
    out.expr = context.expr(text.substr(1, text.size() - 2));
  else
    read(node, out.column);
}

} // namespace schemac::document
