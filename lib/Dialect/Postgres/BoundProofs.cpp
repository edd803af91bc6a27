//===- BoundProofs.cpp - Whether checks say what bounds say ---------------===//
//
// The server does not look at the rows of a partition when valid checks imply what it would look
// for. As there, a check is a tree of AND and OR with NOT pushed down to the comparisons; what is
// none that is known here implies only itself.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

namespace schemac::postgres {

namespace {

using BoundTokens = std::span<const SqlToken>;

struct Claim {
  enum Kind : uint8_t { Comparison, And, Or };
  Kind kind = Comparison;
  std::vector<Claim> parts;
  std::string column, op, value; ///< Comparison; no column: some other condition, in `value`
};

constexpr std::string_view Opposites[][2] = {
    {"<", ">="}, {"<=", ">"}, {"=", "<>"}, {"is null", "is not null"}, {"holds", "fails"}};

std::string_view oppositeOf(std::string_view op) {
  for (auto &[a, b] : Opposites)
    if (op == a || op == b)
      return op == a ? b : a;
  return {};
}

/// With its operands exchanged.
std::string_view turned(std::string_view op) {
  return op == "<" ? ">" : op == ">" ? "<" : op == "<=" ? ">=" : op == ">=" ? "<=" : op;
}

std::string loweredText(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return text;
}

/// Words in lower case, one blank between any two tokens.
std::string loweredText(BoundTokens tokens) {
  std::string out;
  for (const SqlToken &t : tokens)
    out += (out.empty() ? "" : " ") + (t.kind == SqlToken::Kind::Identifier
                                           ? loweredText(std::string(t.text))
                                           : std::string(t.text));
  return out;
}

/// Whether the parenthesis or bracket that \p tokens begin with closes at their end.
bool isEnclosed(BoundTokens tokens) {
  if (tokens.size() < 2 || !tokens.front().isSymbol("("))
    return false;
  int depth = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
    if (depth == 0)
      return i + 1 == tokens.size();
  }
  return false;
}

BoundTokens withoutParentheses(BoundTokens tokens) {
  while (isEnclosed(tokens))
    tokens = tokens.subspan(1, tokens.size() - 2);
  return tokens;
}

/// What the word joins, outside of parentheses; the AND of a BETWEEN joins nothing.
std::vector<BoundTokens> splitAt(BoundTokens tokens, std::string_view word) {
  std::vector<BoundTokens> out;
  size_t begin = 0;
  int depth = 0;
  bool between = false;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken &t = tokens[i];
    depth += t.isSymbol("(") + t.isSymbol("[") - t.isSymbol(")") - t.isSymbol("]");
    if (depth != 0)
      continue;
    if (t.isWord("between")) {
      between = true;
    } else if (t.isWord("and") && between) {
      between = false;
    } else if (word == "," ? t.isSymbol(",") : t.isWord(word)) {
      out.push_back(tokens.subspan(begin, i - begin));
      begin = i + 1;
    }
  }
  out.push_back(tokens.subspan(begin));
  return out;
}

class ClaimReader {
public:
  explicit ClaimReader(const std::vector<Column> &columns) : columns(columns) {}

  Claim read(BoundTokens tokens, bool negated = false, unsigned depth = 0) const {
    constexpr unsigned deepest = 200;
    tokens = withoutParentheses(tokens);
    if (depth > deepest)
      return other(tokens, negated);
    for (Claim::Kind kind : {Claim::Or, Claim::And}) {
      std::vector<BoundTokens> parts = splitAt(tokens, kind == Claim::Or ? "or" : "and");
      if (parts.size() < 2)
        continue;
      Claim out = joined(kind, negated);
      for (BoundTokens part : parts)
        out.parts.push_back(read(part, negated, depth + 1));
      return out;
    }
    if (!tokens.empty() && tokens.front().isWord("not"))
      return read(tokens.subspan(1), !negated, depth + 1);
    return comparison(tokens, negated);
  }

private:
  const std::vector<Column> &columns;

  static Claim joined(Claim::Kind kind, bool negated) {
    Claim out;
    out.kind = negated ? kind == Claim::Or ? Claim::And : Claim::Or : kind;
    return out;
  }
  static Claim other(BoundTokens tokens, bool negated) {
    return {Claim::Comparison, {}, {}, negated ? "fails" : "holds", loweredText(tokens)};
  }
  static Claim leaf(const Column &column, std::string_view op, std::string value, bool negated) {
    return {Claim::Comparison,
            {},
            column.name.string(),
            std::string(negated ? oppositeOf(op) : op),
            std::move(value)};
  }

  const Column *columnAt(BoundTokens tokens) const {
    tokens = withoutParentheses(tokens);
    if (tokens.size() > 2 && tokens[tokens.size() - 2].isSymbol("::")) {
      const Column *column = columnAt(tokens.first(tokens.size() - 2));
      return column && names(column->type, loweredText(tokens.last(1))) ? column : nullptr;
    }
    if (tokens.size() != 1 || !tokens.front().isName())
      return nullptr;
    auto it = std::ranges::find_if(
        columns, [&](const Column &c) { return c.name.str() == tokens.front().name(); });
    return it == columns.end() ? nullptr : &*it;
  }

  static bool isNumber(Type type) {
    return type.is(TypeKind::I16) || type.is(TypeKind::I32) || type.is(TypeKind::I64);
  }
  static bool names(Type type, const std::string &written) {
    return written == loweredText(typeName(type)) ||
           (type.is(TypeKind::TimestampTz) && written == "timestamp with time zone") ||
           (type.is(TypeKind::Timestamp) && written == "timestamp without time zone") ||
           (type.is(TypeKind::VarChar) && (written == "text" || written == "character varying"));
  }

  /// A value in one form, whatever cast to the type of its column is written; nothing when it is no
  /// constant, as that could be another one in each row.
  std::optional<std::string> valueOf(BoundTokens tokens, Type type) const {
    tokens = withoutParentheses(tokens);
    for (size_t i = 0; i + 1 < tokens.size(); ++i)
      if (tokens[i].isSymbol("::") && names(type, loweredText(tokens.subspan(i + 1))))
        return valueOf(tokens.first(i), type);
    if (tokens.size() == 2 && tokens[1].kind == SqlToken::Kind::String &&
        names(type, loweredText(tokens.first(1))))
      tokens = tokens.subspan(1);
    bool signedNumber = tokens.size() == 2 && tokens[0].isSymbol("-");
    if (tokens.size() != 1 && !signedNumber)
      return {};
    const SqlToken &t = tokens.back();
    std::string text(t.text);
    if (t.kind == SqlToken::Kind::Number)
      return (signedNumber ? "-" : "") + text;
    if (t.isWord("true") || t.isWord("false"))
      return t.name();
    if (t.kind != SqlToken::Kind::String || signedNumber || !text.starts_with('\''))
      return {};
    return isNumber(type) ? text.substr(1, text.size() - 2) : text;
  }

  /// The comparisons of the column with each value of a list.
  Claim amongst(const Column &column, BoundTokens list, bool negated, BoundTokens all) const {
    Claim out = joined(Claim::Or, negated);
    for (BoundTokens item : splitAt(withoutParentheses(list), ",")) {
      std::optional<std::string> value = valueOf(item, column.type);
      if (!value)
        return other(all, negated);
      out.parts.push_back(leaf(column, "=", std::move(*value), negated));
    }
    return out;
  }

  Claim between(const Column &column, BoundTokens bounds, bool negated, BoundTokens all) const {
    auto isAnd = [](const SqlToken &t) { return t.isWord("and"); };
    size_t at = size_t(std::ranges::find_if(bounds, isAnd) - bounds.begin());
    if (at >= bounds.size())
      return other(all, negated);
    std::optional<std::string> low = valueOf(bounds.first(at), column.type),
                               high = valueOf(bounds.subspan(at + 1), column.type);
    if (!low || !high)
      return other(all, negated);
    Claim out = joined(Claim::And, negated);
    out.parts = {leaf(column, ">=", *low, negated), leaf(column, "<=", *high, negated)};
    return out;
  }

  /// Where an operator of comparison stands, outside of parentheses, and how long it is.
  static std::pair<size_t, size_t> operatorIn(BoundTokens tokens) {
    int depth = 0;
    auto isPart = [&](size_t i) {
      return i < tokens.size() && tokens[i].kind == SqlToken::Kind::Symbol &&
             std::string_view("<>=!").find(tokens[i].text) != std::string_view::npos;
    };
    for (size_t i = 0; i < tokens.size(); ++i) {
      depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
      if (depth == 0 && isPart(i))
        return {i, isPart(i + 1) ? 2 : 1};
    }
    return {0, 0};
  }

  Claim comparison(BoundTokens tokens, bool negated) const {
    auto isWordAt = [&](size_t i, std::string_view word) {
      return i < tokens.size() && tokens[i].isWord(word);
    };
    if (tokens.size() >= 3)
      if (const Column *column = columnAt(tokens.first(1))) {
        bool no = isWordAt(1, "not");
        size_t at = no ? 2 : 1;
        if (isWordAt(1, "is") && isWordAt(2, "null") && tokens.size() == 3)
          return leaf(*column, "is null", {}, negated);
        if (isWordAt(1, "is") && isWordAt(2, "not") && isWordAt(3, "null") && tokens.size() == 4)
          return leaf(*column, "is not null", {}, negated);
        if (isWordAt(at, "in") && isEnclosed(tokens.subspan(at + 1)))
          return amongst(*column, tokens.subspan(at + 1), negated != no, tokens);
        if (isWordAt(at, "between") && !isWordAt(at + 1, "symmetric"))
          return between(*column, tokens.subspan(at + 1), negated != no, tokens);
      }
    return binary(tokens, negated);
  }

  Claim binary(BoundTokens tokens, bool negated) const {
    auto [at, length] = operatorIn(tokens);
    if (length == 0)
      return other(tokens, negated);
    std::string op;
    for (const SqlToken &t : tokens.subspan(at, length))
      op += t.text;
    op = op == "!=" ? "<>" : op;
    if (oppositeOf(op).empty())
      return other(tokens, negated);
    BoundTokens left = tokens.first(at), right = tokens.subspan(at + length);
    const Column *column = columnAt(left);
    if (!column && (column = columnAt(right))) {
      std::swap(left, right);
      op = turned(op);
    }
    if (!column)
      return other(tokens, negated);
    // As the server writes IN and NOT IN.
    if (right.size() > 5 && right[1].isSymbol("(") && right[2].isWord("array") &&
        right[3].isSymbol("[") && right[right.size() - 2].isSymbol("]") &&
        ((op == "=" && right[0].isWord("any")) || (op == "<>" && right[0].isWord("all"))))
      return amongst(*column, right.subspan(4, right.size() - 6), negated != (op == "<>"), tokens);
    std::optional<std::string> value = valueOf(right, column->type);
    return value ? leaf(*column, op, std::move(*value), negated) : other(tokens, negated);
  }
};

/// The order of two values, where it is the same whatever the collation and the settings: integers,
/// and dates of one length.
std::optional<int> compareValues(const std::string &a, const std::string &b) {
  if (a == b)
    return 0;
  int64_t x = 0, y = 0;
  auto isInteger = [](const std::string &text, int64_t &out) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
  };
  if (isInteger(a, x) && isInteger(b, y))
    return x < y ? -1 : int(x > y);
  auto isDate = [](const std::string &text) {
    constexpr std::string_view form = "'0000-00-00'";
    return text.size() == form.size() && std::ranges::equal(text, form, [](char c, char f) {
             return f == '0' ? c >= '0' && c <= '9' : c == f;
           });
  };
  if (isDate(a) && isDate(b))
    return a < b ? -1 : 1;
  return {};
}

bool comparisonImplies(const Claim &a, const Claim &b) {
  if (a.column != b.column)
    return false;
  if (a.op == b.op && a.value == b.value)
    return true;
  if (a.column.empty() || a.op.starts_with("is") || b.op.starts_with("is"))
    return false;
  std::optional<int> order = compareValues(a.value, b.value);
  if (!order)
    return false;
  bool below = a.op == "<" || a.op == "<=", above = a.op == ">" || a.op == ">=";
  bool equal = a.op == "=";
  if (b.op == "<=")
    return (below || equal) && *order <= 0;
  if (b.op == ">=")
    return (above || equal) && *order >= 0;
  if (b.op == "<")
    return (a.op == "<" && *order <= 0) || ((below || equal) && *order < 0);
  if (b.op == ">")
    return (a.op == ">" && *order >= 0) || ((above || equal) && *order > 0);
  if (b.op == "<>")
    return (equal && *order != 0) || (below && (*order < 0 || (a.op == "<" && *order == 0))) ||
           (above && (*order > 0 || (a.op == ">" && *order == 0)));
  return false;
}

/// Where \p a is not false, \p b is not, either.
bool claimImplies(const Claim &a, const Claim &b) {
  auto saysIt = [&](const Claim &part) { return claimImplies(part, b); };
  auto isSaid = [&](const Claim &part) { return claimImplies(a, part); };
  if (a.kind == Claim::Or)
    return std::ranges::all_of(a.parts, saysIt);
  if (b.kind == Claim::And)
    return std::ranges::all_of(b.parts, isSaid);
  if (a.kind == Claim::And && std::ranges::any_of(a.parts, saysIt))
    return true;
  if (b.kind == Claim::Or)
    return std::ranges::any_of(b.parts, isSaid);
  return a.kind == Claim::Comparison && comparisonImplies(a, b);
}

} // namespace

bool provesCheck(const Table &table, const std::vector<Column> &columns, std::string_view check) {
  ClaimReader reader(columns);
  Claim said;
  said.kind = Claim::And;
  for (const Column &c : columns)
    if (!c.nullable && !c.notNullNotValid)
      said.parts.push_back({Claim::Comparison, {}, c.name.string(), "is not null", {}});
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::Check && !c.notValid && !c.notEnforced && c.check) {
      if (c.check.str() == check)
        return true;
      said.parts.push_back(reader.read(lexSqlTokens(c.check.str())));
    }
  return claimImplies(said, reader.read(lexSqlTokens(check)));
}

} // namespace schemac::postgres
