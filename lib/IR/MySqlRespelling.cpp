//===- MySqlRespelling.cpp - Words of MySQL in the grammar of trees --------===//
//
// An operator whose rank differs from those of PostgreSQL is taken only where no rank decides: both
// operands are whole, and what stands around the three binds less in either language.
//
//===----------------------------------------------------------------------===//
#include "MySqlRespelling.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <optional>
#include <span>

namespace schemac::sqltree {
namespace {

using Words = std::span<const std::string_view>;

bool isOneOfWords(const SqlToken &t, Words words) {
  return std::ranges::any_of(words, [&](std::string_view w) { return t.isWord(w); });
}

class MySqlRespelling {
public:
  explicit MySqlRespelling(const std::vector<SqlToken> &tokens)
      : tokens(tokens), out(tokens.size()) {}

  std::vector<std::optional<std::string>> run() {
    for (size_t i = 0; i < tokens.size(); ++i) {
      op(i);
      if (tokens[i].isWord("interval"))
        interval(i);
      else if (tokens[i].isWord("group_concat") && isSymbol(i + 1, "("))
        groupConcat(i + 1);
      else if (tokens[i].isWord("convert") && isSymbol(i + 1, "("))
        convertUsing(i + 1);
      else if (tokens[i].isWord("cast") && isSymbol(i + 1, "("))
        castCharset(i + 1);
      else if (tokens[i].isSymbol("!") || tokens[i].isSymbol("~"))
        unary(i);
    }
    return std::move(out);
  }

private:
  static constexpr size_t None = static_cast<size_t>(-1);

  bool isSymbol(size_t i, std::string_view s) const {
    return i < tokens.size() && tokens[i].isSymbol(s);
  }
  /// The parenthesis that closes the one at \p open; None without one.
  size_t closing(size_t open) const {
    int depth = 0;
    for (size_t i = open; i < tokens.size(); ++i) {
      depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
      if (depth == 0)
        return i;
    }
    return None;
  }
  size_t opening(size_t close) const {
    int depth = 0;
    for (size_t i = close + 1; i-- > 0;) {
      depth += tokens[i].isSymbol(")") - tokens[i].isSymbol("(");
      if (depth == 0)
        return i;
    }
    return None;
  }

  /// Words that no operand begins or ends with, and whose rank would have to be known.
  static bool isOperatorWord(const SqlToken &t) {
    static constexpr std::string_view Operators[] = {
        "div", "mod",    "xor",  "regexp",  "rlike",    "like",   "is",       "in",
        "and", "or",     "not",  "between", "interval", "binary", "collate",  "sounds",
        "any", "escape", "case", "end",     "member",   "exists", "separator"};
    return isOneOfWords(t, Operators);
  }
  bool isValue(size_t i) const {
    if (i >= tokens.size())
      return false;
    const SqlToken &t = tokens[i];
    return t.kind != SqlToken::Kind::Symbol && !(t.isName() && isOperatorWord(t));
  }

  /// Behind the operand that begins at \p i: a.b, f(…), (…), 1, 'x'; None when it is none.
  size_t behindOperand(size_t i) const {
    if (isSymbol(i, "(")) {
      size_t close = closing(i);
      return close == None ? None : close + 1;
    }
    if (!isValue(i))
      return None;
    bool name = tokens[i].isName();
    for (++i; name && isSymbol(i, ".") && isValue(i + 1);)
      i += 2;
    if (!name || !isSymbol(i, "("))
      return i;
    size_t close = closing(i);
    return close == None ? None : close + 1;
  }
  /// Where the operand begins that ends in front of \p end.
  size_t operandBefore(size_t end) const {
    if (end == 0)
      return None;
    size_t i = end - 1;
    if (tokens[i].isSymbol(")")) {
      i = opening(i);
      bool called = i != None && i > 0 && tokens[i - 1].isName() &&
                    !isOperatorWord(tokens[i - 1]) && !isBoundaryWord(tokens[i - 1]);
      if (i == None || !called)
        return i;
      --i;
    }
    if (!isValue(i))
      return None;
    while (tokens[i].isName() && i >= 2 && tokens[i - 1].isSymbol(".") && isValue(i - 2))
      i -= 2;
    return i;
  }

  static bool isBoundaryWord(const SqlToken &t) {
    static constexpr std::string_view Boundaries[] = {
        "select", "distinct", "as",   "when", "then", "else",  "from",  "where", "on",
        "having", "by",       "case", "end",  "over", "group", "order", "limit", "return"};
    return isOneOfWords(t, Boundaries);
  }
  /// \p low: of an operator that ranks no higher than comparisons; \p lowest: than AND.
  bool binds(size_t i, bool low, bool lowest) const {
    if (i >= tokens.size()) // also in front of the first
      return false;
    const SqlToken &t = tokens[i];
    if (t.isSymbol("(") || t.isSymbol(")") || t.isSymbol(",") || isBoundaryWord(t))
      return false;
    if (t.isWord("and") || t.isWord("or") || t.isWord("not"))
      return lowest;
    if (t.isSymbol("=") || t.isSymbol("<") || t.isSymbol(">"))
      return low || lowest;
    return true;
  }

  void op(size_t i) {
    struct Spelling {
      std::string_view is, tree;
      bool low = false, lowest = false;
    };
    static constexpr Spelling Words[] = {
        {"div", "@/"}, {"regexp", "@~", true}, {"rlike", "@~", true}, {"xor", "@#", true, true}};
    static constexpr Spelling Symbols[] = {{"&", "@&"}, {"|", "@|"}, {"^", "@^"}};
    const Spelling *found = nullptr;
    for (const Spelling &s : Words)
      if (tokens[i].isWord(s.is))
        found = &s;
    for (const Spelling &s : Symbols)
      if (tokens[i].isSymbol(s.is))
        found = &s;
    if (!found || i == 0)
      return;
    size_t from = operandBefore(i), to = behindOperand(i + 1);
    if (from == None || to == None || binds(from - 1, found->low, found->lowest))
      return;
    // An alias may follow without a word of its own.
    bool alias = to < tokens.size() && tokens[to].isName() && !isOperatorWord(tokens[to]) &&
                 (to + 1 == tokens.size() || !binds(to + 1, true, true));
    if (!alias && binds(to, found->low, found->lowest))
      return;
    out[i] = " " + std::string(found->tree) + " ";
  }

  void interval(size_t i) {
    static constexpr std::string_view Units[] = {"microsecond",
                                                 "second",
                                                 "minute",
                                                 "hour",
                                                 "day",
                                                 "week",
                                                 "month",
                                                 "quarter",
                                                 "year",
                                                 "day_hour",
                                                 "day_minute",
                                                 "day_second",
                                                 "day_microsecond",
                                                 "hour_minute",
                                                 "hour_second",
                                                 "hour_microsecond",
                                                 "minute_second",
                                                 "year_month",
                                                 "second_microsecond",
                                                 "minute_microsecond"};
    size_t value = i + 1 + isSymbol(i + 1, "-");
    size_t unit = behindOperand(value);
    if (unit == None || unit >= tokens.size() || !isOneOfWords(tokens[unit], Units))
      return;
    out[i] = std::string(IntervalCall) + "('" + llvm::StringRef(tokens[unit].text).lower() + "', ";
    out[unit] = ")";
  }

  /// ! and ~ bind more than all that is behind their operand, so that they are calls.
  void unary(size_t i) {
    size_t to = behindOperand(i + 1);
    if (to == None)
      return;
    static constexpr std::string_view Own[] = {"group_concat", "interval", "cast", "convert"};
    for (size_t k = i + 1; k < to; ++k)
      if (isOneOfWords(tokens[k], Own)) // its parentheses are spelled anew
        return;
    std::string call(tokens[i].isSymbol("!") ? DenialCall : FlippedCall);
    const SqlToken &last = tokens[to - 1];
    if (isSymbol(i + 1, "(")) {
      out[i] = call;
      return;
    }
    bool plain = last.kind == SqlToken::Kind::Identifier || last.kind == SqlToken::Kind::Number ||
                 last.isSymbol(")");
    if (!plain && !last.text.starts_with('`'))
      return;
    out[i] = call + "(";
    out[to - 1] =
        (plain ? std::string(last.text) : '"' + llvm::StringRef(last.name()).lower() + '"') + ")";
  }

  /// CONVERT(x USING latin1): the character set is one more operand.
  void convertUsing(size_t open) {
    size_t close = closing(open);
    if (close == None || close < open + 4 || !tokens[close - 2].isWord("using"))
      return;
    out[close - 2] = ", ";
    out[close - 1] = "'" + llvm::StringRef(tokens[close - 1].text).lower() + "'";
  }

  /// CAST(x AS CHAR(10) CHARSET latin1): the character set stands behind the cast.
  void castCharset(size_t open) {
    size_t close = closing(open);
    if (close == None || close < open + 5)
      return;
    bool inTwo = tokens[close - 2].isWord("set") && tokens[close - 3].isWord("character");
    if (!inTwo && !tokens[close - 2].isWord("charset"))
      return;
    if (inTwo)
      out[close - 3] = "";
    out[close - 2] = ") collate ";
    out[close - 1] =
        "\"" + std::string(CharsetPrefix) + llvm::StringRef(tokens[close - 1].text).lower() + "\"";
    out[close] = "";
  }

  /// The separator is one more thing to order by.
  void groupConcat(size_t open) {
    size_t close = closing(open);
    if (close == None)
      return;
    bool ordered = false;
    size_t separator = None;
    int depth = 0;
    for (size_t i = open; i < close; ++i) {
      depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
      if (depth == 1 && tokens[i].isWord("order"))
        ordered = true;
      if (depth == 1 && tokens[i].isWord("limit"))
        return;
      if (depth == 1 && tokens[i].isWord("separator"))
        separator = i;
    }
    std::string begin = ordered ? ", separator_of(" : " order by separator_of(";
    if (separator == None) {
      out[close] = begin + "','))";
    } else if (separator + 2 == close) {
      out[separator] = begin;
      out[close] = "))";
    }
  }

  const std::vector<SqlToken> &tokens;
  std::vector<std::optional<std::string>> out;
};

} // namespace

std::vector<std::optional<std::string>> respelledTokens(const std::vector<SqlToken> &tokens) {
  return MySqlRespelling(tokens).run();
}

} // namespace schemac::sqltree
