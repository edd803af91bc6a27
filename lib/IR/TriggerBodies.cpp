//===- TriggerBodies.cpp - What triggers of MySQL and SQLite do -----------===//
#include "schemac/IR/TriggerBodies.h"
#include <algorithm>
#include <utility>
#include <vector>

namespace schemac {
namespace {

/// Follows the words that open and close. A CASE in an expression ends with END; as a statement, as
/// IF and loops do, with END and its own word, and statements stand behind its THEN and ELSE.
class BodyReader {
public:
  BodyReader(std::string_view body, SqlRules rules) : tokens(lexSqlTokens(body, rules)) {}

  std::string_view fault() {
    if (tokens.empty())
      return "is empty";
    for (at = 0; at < tokens.size(); ++at)
      if (std::string_view found = next(); !found.empty())
        return found;
    return open.empty() ? "" : "does not end what it begins";
  }

private:
  struct Opened {
    bool expression;
  };
  bool word(std::string_view w, size_t offset = 0) const {
    size_t i = at + offset;
    bool ofRow = i > 0 && tokens[i - 1].isSymbol("."); // NEW.begin
    return i < tokens.size() && !ofRow && tokens[i].isWord(w);
  }
  bool anyWord(std::initializer_list<std::string_view> words, size_t offset = 0) const {
    return std::ranges::any_of(words, [&](auto w) { return word(w, offset); });
  }
  /// A word that begins statements which end with END and the same word.
  bool beginsBlock(size_t offset = 0) const {
    return anyWord({"if", "loop", "while", "repeat", "case", "for"}, offset);
  }
  bool inExpression() const { return !open.empty() && open.back().expression; }

  std::string_view next() {
    bool begins = std::exchange(atStatement, false);
    if (tokens[at].isSymbol(";")) {
      if (inExpression())
        return "does not end what it begins";
      bool last = at + 1 == tokens.size();
      if (open.empty() && !last)
        return "holds a ';' that ends it";
      atStatement = true;
    } else if (tokens[at].isSymbol(":")) {
      atStatement = labelled;
    } else if (word("end")) {
      return closes();
    } else if (word("begin") || (begins && beginsBlock())) {
      open.push_back({false});
      atStatement = anyWord({"begin", "loop", "repeat"});
    } else if (word("case")) {
      open.push_back({true});
    } else if (!inExpression() && anyWord({"then", "else", "do"})) {
      atStatement = true;
    }
    labelled = begins;
    return "";
  }

  std::string_view closes() {
    if (open.empty())
      return "ends what it does not begin";
    bool expression = open.back().expression;
    open.pop_back();
    if (!expression && beginsBlock(1))
      ++at;
    labelled = false;
    return "";
  }

  std::vector<SqlToken> tokens;
  size_t at = 0;
  std::vector<Opened> open;
  bool atStatement = true; ///< a statement begins here
  bool labelled = false;   ///< one began with the last token, which may be its label
};

} // namespace

std::string_view bodyFault(std::string_view body, SqlRules rules) {
  // A part that stays open, of a string or in parentheses, would take along what follows.
  std::string text(body);
  std::string masked = text;
  std::vector<SqlToken> tokens = lexSqlTokens(text, rules);
  for (const SqlToken &t : tokens)
    if (t.isSymbol(";"))
      masked[t.begin] = ',';
  if (std::string_view fault = sqlFault(masked, rules); !fault.empty())
    return fault;
  return BodyReader(text, rules).fault();
}

std::string_view plainBody(std::string_view body) {
  constexpr std::string_view Blanks = " \t\r\n";
  size_t first = body.find_first_not_of(Blanks);
  body.remove_prefix(std::min(first, body.size()));
  size_t last = body.find_last_not_of(" \t\r\n;");
  return body.substr(0, last == body.npos ? 0 : last + 1);
}

} // namespace schemac
