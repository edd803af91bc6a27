//===- PsqlVariables.cpp - What \set says ---------------------------------===//
#include "PsqlVariables.h"
#include "Split.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/SqlNames.h"
#include <map>

namespace schemac::sql {
namespace {

/// A value of more bytes is not followed, and what all of them add to a file neither: each line may
/// double a value.
constexpr size_t MaxValue = 64 << 10, MaxAdded = 16 << 20;

using Variables = std::map<std::string, std::string, std::less<>>;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// One argument of a command from \p at on: quotes are taken off, and variables replaced outside of
/// them. Backquotes would run a program: there is no value then.
std::optional<std::string> argument(std::string_view line, size_t &at, const Variables &known) {
  std::string out;
  while (at < line.size() && !isBlank(line[at])) {
    char c = line[at];
    if (c == '`')
      return std::nullopt;
    if (c == '\'' || c == '"') {
      for (++at; at < line.size(); ++at) {
        bool twice = line.substr(at, 2) == std::string(2, c);
        if (line[at] == c && !twice)
          break;
        at += twice;
        out += line[at];
      }
      at += at < line.size();
      continue;
    }
    if (c == ':') {
      size_t end = at + 1;
      while (end < line.size() && (isalnum(uint8_t(line[end])) || line[end] == '_'))
        ++end;
      if (auto it = known.find(line.substr(at + 1, end - at - 1)); it != known.end()) {
        out += it->second;
        at = end;
        continue;
      }
    }
    out += c;
    ++at;
  }
  return out;
}

/// \set name value..., whose values are put one behind the other, and \unset name. Both end at the
/// line's end or at a backslash that begins the next command.
void follow(std::string_view command, Variables &variables) {
  size_t at = std::min(command.find_first_of(" \t"), command.size());
  std::string_view word = command.substr(0, at);
  if (word != "\\set" && word != "\\unset")
    return;
  auto skip = [&] {
    while (at < command.size() && isBlank(command[at]))
      ++at;
  };
  skip();
  std::string name = argument(command, at, variables).value_or("");
  std::string value;
  bool known = word == "\\set";
  for (skip(); at < command.size() && known; skip()) {
    auto next = argument(command, at, variables);
    value += next.value_or("");
    known = next.has_value() && value.size() <= MaxValue;
  }
  if (known)
    variables[name] = value;
  else
    variables.erase(name);
}

std::string written(const SqlToken &name, const std::string &value) {
  if (name.kind == SqlToken::Kind::String)
    return findDialect("postgres")->quoteString(value);
  return name.kind == SqlToken::Kind::Quoted ? sqlIdentifier(value, true) : value;
}

} // namespace

size_t psqlVariableAt(std::span<const SqlToken> tokens, size_t i) {
  if (i + 1 >= tokens.size() || !tokens[i].isSymbol(":") || tokens[i + 1].begin != tokens[i].end)
    return 0;
  const SqlToken &name = tokens[i + 1];
  bool isName = name.isName() || (name.kind == SqlToken::Kind::String && name.text[0] == '\'');
  return isName ? 2 : 0;
}

SourceRange withPsqlVariables(SourceManager &sources, SourceRange range) {
  std::string_view text = sources.text(range);
  if (text.find("\\set") == text.npos || text.find(':') == text.npos)
    return range;
  Variables variables;
  std::string out;
  size_t copied = 0;
  for (const Piece &p : split(text)) {
    std::string_view piece = text.substr(p.begin, p.end - p.begin);
    if (p.kind == Piece::Meta)
      follow(piece, variables);
    if (p.kind != Piece::Statement || variables.empty())
      continue;
    std::vector<SqlToken> tokens = lexSqlTokens(piece);
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (!psqlVariableAt(tokens, i))
        continue;
      const SqlToken &name = tokens[i + 1];
      bool quoted = name.kind != SqlToken::Kind::Identifier;
      auto it = variables.find(quoted ? name.text.substr(1, name.text.size() - 2) : name.text);
      if (it == variables.end() || out.size() + it->second.size() > text.size() + MaxAdded)
        continue;
      out += text.substr(copied, p.begin + tokens[i].begin - copied);
      out += written(name, it->second);
      copied = p.begin + name.end;
    }
  }
  if (!copied)
    return range;
  out += text.substr(copied);
  // What stands before the part goes with it, so that lines are counted right.
  FileId whole = sources.fileOf(range.begin);
  std::string before(sources.text(whole).substr(0, sources.offsetOf(range.begin)));
  FileId made = sources.addBuffer(std::string(sources.name(whole)), before + out);
  Loc begin = sources.begin(made) + static_cast<uint32_t>(before.size());
  return {begin, begin + static_cast<uint32_t>(out.size())};
}

} // namespace schemac::sql
