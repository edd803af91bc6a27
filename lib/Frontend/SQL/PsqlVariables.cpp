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

/// What psql takes a text for: true, false or a beginning of these, yes, no, on, off, 1, 0. Any
/// other is an error of psql's, which goes on as if it was false.
bool isTrue(std::string_view text) {
  std::string said(text);
  for (char &c : said)
    c = char(tolower(uint8_t(c)));
  auto begins = [&](std::string_view word) { return !said.empty() && word.starts_with(said); };
  return begins("true") || begins("yes") || said == "on" || said == "1";
}

/// Whether the condition of an \if or \elif holds; nothing where a program says so, or whoever runs
/// the file.
std::optional<bool> conditionOf(std::string_view command, const Variables &known) {
  size_t at = std::min(command.find_first_of(" \t"), command.size());
  std::string value;
  while (true) {
    while (at < command.size() && isBlank(command[at]))
      ++at;
    if (at >= command.size())
      break;
    size_t begin = at;
    if (command.substr(at).starts_with(":{?")) { // whether it is set
      size_t close = std::min(command.find('}', at), command.size());
      if (!known.contains(command.substr(at + 3, close - at - 3)))
        return std::nullopt;
      value += "true";
      at = std::min(close + 1, command.size());
      continue;
    }
    std::optional<std::string> next = argument(command, at, known);
    bool asks = next && next->find(':') != next->npos &&
                command.substr(begin, at - begin).find(':') != command.npos;
    if (!next || asks)
      return std::nullopt;
    value += (value.empty() ? "" : " ") + *next;
  }
  return isTrue(value);
}

/// \if ... \endif where what runs is known: the rest becomes blanks, and so do the commands.
class Conditions {
public:
  explicit Conditions(std::string &text) : text(text) {}

  /// Whether what stands here is not run.
  bool isSkipped() const { return !open.empty() && open.back().skips; }

  /// \p begin, \p end: of a command of psql.
  void meta(size_t begin, size_t end, Variables &variables) {
    std::string command = text.substr(begin, end - begin);
    std::string_view word = std::string_view(command).substr(0, command.find_first_of(" \t"));
    if (word == "\\if") {
      bool outer = isSkipped();
      std::optional<bool> holds = outer ? false : conditionOf(command, variables);
      open.push_back({outer, !holds, holds.value_or(false), holds == false, end, {}});
      if (holds)
        blank(begin, end);
      return;
    }
    if (open.empty() || (word != "\\elif" && word != "\\else" && word != "\\endif")) {
      set(command, word, variables);
      return;
    }
    Choice &c = open.back();
    if (c.unknown)
      return close(word, variables);
    if (c.skips)
      blank(c.begin, begin);
    c.begin = end;
    std::optional<bool> holds = word == "\\else" ? std::optional(true) : false;
    if (word == "\\elif" && !c.outer && !c.done)
      holds = conditionOf(command, variables);
    if (!holds) { // from here on nobody knows
      text.replace(begin, 5, "\\if  ");
      c.unknown = true, c.skips = false;
      return;
    }
    blank(begin, end);
    c.skips = c.outer || c.done || !*holds;
    c.done |= *holds;
    close(word, variables);
  }

private:
  struct Choice {
    bool outer;   ///< nothing of it runs
    bool unknown; ///< which branch runs
    bool done;    ///< a branch before this one runs
    bool skips;
    size_t begin;                 ///< of the branch
    std::vector<std::string> set; ///< in branches of which nobody knows whether they run
  };

  void set(std::string_view command, std::string_view word, Variables &variables) {
    if (isSkipped())
      return;
    follow(command, variables);
    if (word == "\\set" || word == "\\unset")
      for (Choice &c : open)
        if (size_t at = command.find_first_not_of(" \t", word.size());
            c.unknown && at < command.size())
          c.set.emplace_back(command.substr(at, command.find_first_of(" \t", at) - at));
  }

  /// Behind \endif, and in the next branch, what a branch has set is not known.
  void close(std::string_view word, Variables &variables) {
    for (const std::string &name : open.back().set)
      variables.erase(name);
    if (word == "\\endif")
      open.pop_back();
  }

  void blank(size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i)
      if (text[i] != '\n')
        text[i] = ' ';
  }

  std::string &text;
  std::vector<Choice> open;
};

/// The text with what is not run as blanks.
std::string withConditions(std::string_view original) {
  std::string text(original);
  Variables variables;
  Conditions conditions(text);
  for (const Piece &p : split(original))
    if (p.kind == Piece::Meta)
      conditions.meta(p.begin, p.end, variables);
  return text;
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
  std::string_view original = sources.text(range);
  bool chooses = original.find("\\if") != original.npos;
  bool sets = original.find("\\set") != original.npos && original.find(':') != original.npos;
  if (!chooses && !sets)
    return range;
  const std::string text = chooses ? withConditions(original) : std::string(original);
  Variables variables;
  std::string out;
  size_t copied = 0;
  for (const Piece &p : split(text)) {
    std::string_view piece = std::string_view(text).substr(p.begin, p.end - p.begin);
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
  if (!copied && text == original)
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
