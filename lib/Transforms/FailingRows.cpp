//===- FailingRows.cpp - Rows that an expression fails on -----------------===//
//
// A reader of the expressions of which every part is worked out for every row: the operands of
// operators, the arguments of functions and what is cast are, also when the result is NULL because
// of another one.
//
//===----------------------------------------------------------------------===//
#include "Transforms/FailingRows.h"
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {

/// Functions whose arguments are all worked out. Of COALESCE that holds of the first.
constexpr std::string_view AllArguments[] = {"abs",   "round", "trunc", "ceil", "ceiling",
                                             "floor", "lower", "upper", "btrim"};
constexpr std::string_view FirstArgument = "coalesce";
constexpr std::string_view NullIf = "nullif";

bool isNumber(Type t) {
  return t.isInteger() || t.is(TypeKind::Numeric) || t.is(TypeKind::F32) || t.is(TypeKind::F64);
}

/// What a type takes of texts, or more.
struct TakenTexts {
  TypeKind kind;
  std::string_view pattern; ///< in any case
};

/// Before 16, where the server cannot be asked and numbers are decimal; a float may be whatever the
/// C library reads.
constexpr TakenTexts TextsBefore16[] = {
    {TypeKind::I16, "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},
    {TypeKind::I32, "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},
    {TypeKind::I64, "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},
    {TypeKind::Numeric, "^[[:space:]]*([-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?|nan|"
                        "[-+]?inf(inity)?)[[:space:]]*$"},
    {TypeKind::F32, "^[[:space:]]*[-+]?(([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?|0x.*|nan.*|"
                    "inf(inity)?)[[:space:]]*$"},
    {TypeKind::F64, "^[[:space:]]*[-+]?(([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?|0x.*|nan.*|"
                    "inf(inity)?)[[:space:]]*$"},
    {TypeKind::Bool, "^[[:space:]]*(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|1|0)"
                     "[[:space:]]*$"},
    {TypeKind::Uuid, "^[{]?([0-9a-f]{4}-?){7}[0-9a-f]{4}[}]?$"},
};

/// A part of the expression.
struct Part {
  size_t begin = 0, end = 0; ///< tokens
  Type type;                 ///< of a column, and of a text that is taken out of a document
  bool number = false;       ///< made of numbers by + - *, so that it can be asked about
  bool whole = true;         ///< of whole numbers only
  bool literal = false;
};

class ExpressionReader {
public:
  ExpressionReader(const Dialect &dialect, Context &context, int version, const Schema &state,
                   const Table &table, std::string_view sql)
      : dialect(dialect), context(context), version(version), state(state), table(table), sql(sql),
        tokens(lexSqlTokens(sql)) {}

  FailingRows run() {
    bool isRead = sum().has_value() && at == tokens.size();
    if (!isRead || conditions.empty())
      return {};
    FailingRows out;
    for (const std::string &c : conditions)
      out.condition += (out.condition.empty() ? "" : " OR ") + c;
    out.columns = std::move(columns);
    return out;
  }

private:
  bool isSymbol(std::string_view s) const { return at < tokens.size() && tokens[at].isSymbol(s); }
  bool take(std::string_view s) { return isSymbol(s) && ++at; }
  std::string textOf(const Part &p) const {
    return std::string(
        sql.substr(tokens[p.begin].begin, tokens[p.end - 1].end - tokens[p.begin].begin));
  }

  /// The operator that stands here, of all signs that belong to it; empty: none. As the server
  /// reads it, one of several signs ends with + or - only when one of a few others is in it.
  std::string_view operatorHere() const {
    constexpr std::string_view Signs = "+-*/<>=~!@#%^&|`?", EndsAnyhow = "~!@#%^&|`?";
    size_t end = at;
    while (end < tokens.size() && tokens[end].kind == SqlToken::Kind::Symbol &&
           Signs.find(tokens[end].text) != Signs.npos &&
           (end == at || tokens[end].begin == tokens[end - 1].end))
      ++end;
    if (end == at)
      return {};
    std::string_view text = sql.substr(tokens[at].begin, end - at);
    while (text.size() > 1 && (text.back() == '+' || text.back() == '-') &&
           text.find_first_of(EndsAnyhow) == text.npos)
      text.remove_suffix(1);
    return text;
  }
  /// Goes on behind the operator when it is one of \p these, and gives it.
  std::string_view takeOperator(std::initializer_list<std::string_view> these) {
    std::string_view here = operatorHere();
    if (std::ranges::count(these, here) == 0)
      return {};
    at += here.size(); // each of its signs is a token
    return here;
  }

  static Part joined(const Part &a, const Part &b) {
    Part out{a.begin, b.end, {}, a.number && b.number, a.whole && b.whole, false};
    return out;
  }

  std::optional<Part> sum() {
    std::optional<Part> left = product();
    while (left) {
      std::string_view sign = takeOperator({"+", "-", "||"});
      if (sign.empty())
        break;
      std::optional<Part> right = product();
      if (!right)
        return std::nullopt;
      left = joined(*left, *right);
      left->number &= sign != "||";
    }
    return left;
  }

  std::optional<Part> product() {
    std::optional<Part> left = signedPart();
    while (left) {
      std::string_view sign = takeOperator({"*", "/", "%"});
      if (sign.empty())
        break;
      bool divides = sign != "*";
      std::optional<Part> right = signedPart();
      if (!right)
        return std::nullopt;
      if (divides)
        askZero(*left, *right);
      left = joined(*left, *right);
      left->number &= !divides;
    }
    return left;
  }

  /// NULL divided by zero is NULL, and so is NaN of NaN.
  void askZero(const Part &left, const Part &right) {
    if (!left.number || !right.number || right.literal)
      return;
    std::string dividend = textOf(left);
    conditions.push_back(
        fmt::format("(({}) = 0 AND ({}) IS NOT NULL{})", textOf(right), dividend,
                    left.whole ? "" : fmt::format(" AND ({}) <> 'NaN'", dividend)));
  }

  std::optional<Part> signedPart() {
    size_t begin = at;
    if (takeOperator({"-", "+"}).empty())
      return cast();
    std::optional<Part> part = cast();
    if (part)
      part->begin = begin, part->type = {};
    return part;
  }

  std::optional<Part> cast() {
    std::optional<Part> part = primary();
    while (part && take("::")) {
      std::optional<Type> to = typeName();
      if (!to)
        return std::nullopt;
      askCast(*part, *to);
      bool widens = part->number && part->type.isInteger() && isNumber(*to) &&
                    dialect.typeChange(part->type, *to, version) != TypeChange::RewriteMayFail;
      part = Part{part->begin, at, widens ? *to : Type(), widens, widens && to->isInteger(), false};
    }
    return part;
  }

  /// A value of a column, or a text out of a document.
  void askCast(const Part &part, Type to) {
    if (!part.type)
      return;
    std::string value = textOf(part);
    bool isText = part.type.is(TypeKind::Text) || part.type.is(TypeKind::VarChar);
    bool isRead = isNumber(to) || to.is(TypeKind::Bool) || to.is(TypeKind::Uuid);
    if (isText && isRead && to.param(0) < 0) {
      if (version >= InputIsValidSince)
        conditions.push_back(fmt::format("NOT pg_input_is_valid(({})::text, {})", value,
                                         sql::literal(dialect.typeName(to))));
      else if (version > 0)
        askForm(value, to);
    } else if (part.type.isInteger() && to.isInteger()) {
      auto safe = safeCast(dialect, version, value, part.type, to, nullptr);
      if (safe && !safe->total)
        conditions.push_back(fmt::format("(({}) IS NOT NULL AND ({}) IS NULL)", value, safe->sql));
    }
  }

  /// Where the server cannot be asked. The collation is one that patterns are defined for. No more
  /// digits are looked at than make a number.
  void askForm(const std::string &value, Type to) {
    auto taken = std::ranges::find(TextsBefore16, to.kind(), &TakenTexts::kind);
    if (taken == std::end(TextsBefore16))
      return;
    std::string text = fmt::format("({})::text COLLATE \"C\"", value),
                pattern = sql::literal(taken->pattern);
    conditions.push_back(fmt::format("({} !~* {})", text, pattern));
    if (!to.isInteger())
      return;
    auto [least, most] = integerRange(to.kind());
    conditions.push_back(fmt::format("CASE WHEN {0} ~ {1} AND length({0}) < 1000 THEN "
                                     "({2})::numeric NOT BETWEEN {3} AND {4} END",
                                     text, pattern, value, least, most));
  }

  /// One word, with numbers in parentheses or without, or "double precision".
  std::optional<Type> typeName() {
    size_t begin = at;
    if (at == tokens.size() || !tokens[at].isName())
      return std::nullopt;
    bool isDouble = tokens[at++].isWord("double");
    if (isDouble && at < tokens.size() && tokens[at].isWord("precision"))
      ++at;
    if (take("(")) {
      while (at < tokens.size() && (tokens[at].kind == SqlToken::Kind::Number || isSymbol(",")))
        ++at;
      if (!take(")"))
        return std::nullopt;
    }
    if (at < tokens.size() && (tokens[at].isName() || isSymbol("[") || isSymbol(".")))
      return std::nullopt;
    return parseTypeName(context, dialect, state, textOf({begin, at, {}, false, false, false}));
  }

  std::optional<Part> primary() {
    if (at == tokens.size())
      return std::nullopt;
    size_t begin = at;
    const SqlToken &token = tokens[at];
    if (take("(")) {
      std::optional<Part> inner = sum();
      if (!inner || !take(")"))
        return std::nullopt;
      inner->begin = begin, inner->end = at;
      return inner;
    }
    if (token.kind == SqlToken::Kind::Number || token.kind == SqlToken::Kind::String) {
      ++at;
      bool number = token.kind == SqlToken::Kind::Number;
      bool whole = token.text.find_first_not_of("0123456789") == token.text.npos;
      return Part{begin, at, {}, number, whole, true};
    }
    if (!token.isName())
      return std::nullopt;
    ++at;
    return isSymbol("(") ? call(begin) : columnPart(begin);
  }

  std::optional<Part> call(size_t begin) {
    const SqlToken &name = tokens[begin];
    auto isName = [&](std::string_view word) { return name.isWord(word); };
    bool first = isName(FirstArgument);
    if (!first && !isName(NullIf) && std::ranges::none_of(AllArguments, isName))
      return std::nullopt;
    ++at;
    for (size_t i = 0;; ++i) {
      size_t known = conditions.size();
      if (!sum())
        return std::nullopt;
      if (first && i > 0)
        conditions.resize(known);
      if (!take(","))
        break;
    }
    if (!take(")"))
      return std::nullopt;
    return Part{begin, at, {}, false, false, false};
  }

  std::optional<Part> columnPart(size_t begin) {
    std::string name = tokens[begin].name();
    auto it =
        std::ranges::find_if(table.columns, [&](const Column &c) { return c.name.str() == name; });
    if (it == table.columns.end())
      return std::nullopt;
    if (!std::ranges::count(columns, it->name))
      columns.push_back(it->name);
    Part part{begin, at, it->type, isNumber(it->type), it->type.isInteger(), false};
    // These operators bind less than others: a cast behind them is of their last operand.
    bool isDocument = it->type.is(TypeKind::Json) || it->type.is(TypeKind::JsonB);
    bool isTaken = false;
    while (isDocument) {
      std::string_view sign = takeOperator({"->", "->>"});
      if (sign.empty())
        break;
      isTaken = true;
      isDocument = sign == "->";
      if (at == tokens.size() ||
          (tokens[at].kind != SqlToken::Kind::String && tokens[at].kind != SqlToken::Kind::Number))
        return std::nullopt;
      ++at;
      part = {begin, at, isDocument ? Type() : context.type(TypeKind::Text), false, false, false};
    }
    if (isTaken && at < tokens.size() && !isSymbol(")") && !isSymbol(","))
      return std::nullopt;
    return part;
  }

  /// The first server that has pg_input_is_valid().
  static constexpr int InputIsValidSince = 16;

  const Dialect &dialect;
  Context &context;
  const int version;
  const Schema &state;
  const Table &table;
  std::string_view sql;
  std::vector<SqlToken> tokens;
  size_t at = 0;
  std::vector<std::string> conditions;
  std::vector<Name> columns;
};

} // namespace

FailingRows failingRows(const Dialect &dialect, Context &context, int version, const Schema &state,
                        const Table &table, std::string_view sql) {
  return ExpressionReader(dialect, context, version, state, table, sql).run();
}

} // namespace schemac
