//===- Faults.cpp - Columns that the server would refuse -------------------===//
//
// Lengths that a type cannot have, and literals as defaults that the server cannot read as the type
// when it makes the table. What it finds only when a row is written (a text that is too long, a
// number out of range) it takes. Only what is certain whatever the settings of the server are: it
// reads far more words as dates or numbers than anybody writes.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::postgres {

namespace {

//===--- what a text can be -----------------------------------------------===//

std::string_view withoutBlanks(std::string_view text) { return llvm::StringRef(text).trim(); }

bool isAllOf(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == text.npos;
}

std::string_view withoutSign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+'))
    text.remove_prefix(1);
  return text;
}

constexpr std::string_view Digits = "0123456789";
// Servers from 16 on read 0x1F and 1_000, too.
constexpr std::string_view OfNumbers = "0123456789abcdefABCDEFxXoO_.+-";

struct WholeRange {
  TypeKind kind;
  int64_t least, most;
};
constexpr WholeRange WholeRanges[] = {{TypeKind::I16, INT16_MIN, INT16_MAX},
                                      {TypeKind::I32, INT32_MIN, INT32_MAX},
                                      {TypeKind::I64, INT64_MIN, INT64_MAX}};

/// Whether digits with a sign or without are a number of the type.
bool isInRange(std::string_view text, TypeKind kind) {
  const WholeRange *range = std::ranges::find(WholeRanges, kind, &WholeRange::kind);
  llvm::StringRef number(text.starts_with('+') ? text.substr(1) : text);
  int64_t value = 0;
  return !number.getAsInteger(10, value) && value >= range->least && value <= range->most;
}

bool holdsWhole(std::string_view text, Type type) {
  text = withoutBlanks(text);
  std::string_view digits = withoutSign(text);
  if (!digits.empty() && isAllOf(digits, Digits))
    return isInRange(text, type.kind());
  return !digits.empty() && llvm::isDigit(digits[0]) && isAllOf(digits, OfNumbers) &&
         digits.find('.') == digits.npos;
}

bool holdsDecimal(std::string_view text, Type) {
  std::string digits = llvm::StringRef(withoutSign(withoutBlanks(text))).lower();
  if (digits == "nan" || digits == "infinity" || digits == "inf")
    return true;
  return isAllOf(digits, OfNumbers) && digits.find_first_of(Digits) != digits.npos &&
         (llvm::isDigit(digits[0]) || digits[0] == '.');
}

/// Any beginning of one of these words that begins no other one.
bool holdsTruth(std::string_view text, Type) {
  std::string word = llvm::StringRef(text).trim().lower();
  constexpr std::string_view Words[] = {"true", "false", "yes", "no", "on", "off", "1", "0"};
  return std::ranges::count_if(Words, [&](auto w) { return w.starts_with(word); }) == 1 ||
         std::ranges::count(Words, word) == 1;
}

int daysOf(int year, int month) {
  constexpr int Days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : Days[month - 1];
}

/// 2024-02-30, which is no date in any style of dates, begins a text.
bool beginsWithNoDate(std::string_view text) {
  constexpr size_t Length = 10;
  if (text.size() < Length || text[4] != '-' || text[7] != '-' ||
      (text.size() > Length && llvm::isDigit(text[Length])))
    return false;
  int year = 0, month = 0, day = 0;
  llvm::StringRef t(text);
  if (!isAllOf(text.substr(0, 4), Digits) || !isAllOf(text.substr(5, 2), Digits) ||
      !isAllOf(text.substr(8, 2), Digits) || t.substr(0, 4).getAsInteger(10, year) ||
      t.substr(5, 2).getAsInteger(10, month) || t.substr(8, 2).getAsInteger(10, day))
    return false;
  return month < 1 || month > 12 || day < 1 || day > daysOf(year, month);
}

/// Every moment has a digit, or is called by a name.
bool holdsMoment(std::string_view text, Type) {
  std::string word = llvm::StringRef(text).trim().lower();
  constexpr std::string_view Names[] = {"now",   "today",    "tomorrow", "yesterday",
                                        "epoch", "infinity", "allballs"};
  bool isNamed = std::ranges::any_of(Names, [&](auto n) { return word.find(n) != word.npos; });
  return isNamed || (word.find_first_of(Digits) != word.npos && !beginsWithNoDate(word));
}

bool holdsUuid(std::string_view text, Type) {
  constexpr ptrdiff_t Most = 32;
  return isAllOf(text, "0123456789abcdefABCDEF-{}") &&
         std::ranges::count_if(text, [](char c) { return llvm::isHexDigit(c); }) == Most;
}

bool holdsJson(std::string_view text, Type) {
  text = withoutBlanks(text);
  return !text.empty() && std::string_view("{[\"-0123456789tfn").find(text[0]) != text.npos;
}

//===--- literals of each type --------------------------------------------===//

struct Holds {
  TypeKind kind;
  bool (*text)(std::string_view, Type); ///< null: any, for all that is known
  bool number, truth;                   ///< whether one that is not in quotes becomes one by itself
};
constexpr Holds Literals[] = {
    {TypeKind::Bool, holdsTruth, false, true},
    {TypeKind::I16, holdsWhole, true, false},
    {TypeKind::I32, holdsWhole, true, false},
    {TypeKind::I64, holdsWhole, true, false},
    {TypeKind::F32, holdsDecimal, true, false},
    {TypeKind::F64, holdsDecimal, true, false},
    {TypeKind::Numeric, holdsDecimal, true, false},
    {TypeKind::Date, holdsMoment, false, false},
    {TypeKind::Timestamp, holdsMoment, false, false},
    {TypeKind::TimestampTz, holdsMoment, false, false},
    {TypeKind::Time, nullptr, false, false},
    {TypeKind::TimeTz, nullptr, false, false},
    {TypeKind::Interval, nullptr, false, false},
    {TypeKind::Uuid, holdsUuid, false, false},
    {TypeKind::Json, holdsJson, false, false},
    {TypeKind::JsonB, holdsJson, false, false},
    {TypeKind::Inet, nullptr, false, false},
    {TypeKind::Enum, nullptr, false, false},
};

/// A literal that is all of a default; a cast makes it another thing.
struct Literal {
  enum { Text, Number, Truth } kind;
  std::string value;
};

std::optional<Literal> literalOf(Expr e) {
  std::vector<SqlToken> t = lexSqlTokens(e.str());
  std::string sign;
  if (t.size() == 2 && (t[0].isSymbol("-") || t[0].isSymbol("+"))) {
    sign = std::string(t[0].text);
    t.erase(t.begin());
  }
  if (t.size() != 1)
    return std::nullopt;
  if (t[0].kind == SqlToken::Kind::Number)
    return Literal{Literal::Number, sign + std::string(t[0].text)};
  if (!sign.empty())
    return std::nullopt;
  if (t[0].isWord("true") || t[0].isWord("false"))
    return Literal{Literal::Truth, std::string(t[0].text)};
  std::string_view text = t[0].text;
  if (t[0].kind != SqlToken::Kind::String || text.size() < 2 || text[0] != '\'')
    return std::nullopt; // with escapes, or bits
  Literal out{Literal::Text, {}};
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    out.value += text[i];
    i += text[i] == '\''; // a doubled quote stands for one
  }
  return out;
}

bool holds(const Holds &row, const Literal &literal, Type type) {
  switch (literal.kind) {
  case Literal::Text:
    return !row.text || row.text(literal.value, type);
  case Literal::Number: // one out of range is found when a row is written
    return row.number;
  case Literal::Truth:
    return row.truth;
  }
  return true;
}

//===--- lengths ----------------------------------------------------------===//

struct Length {
  TypeKind kind;
  int least, most;
  std::string_view what;
};
constexpr Length Lengths[] = {
    {TypeKind::VarChar, 1, 10485760, "length"}, {TypeKind::Char, 1, 10485760, "length"},
    {TypeKind::Bit, 1, 83886080, "length"},     {TypeKind::VarBit, 1, 83886080, "length"},
    {TypeKind::Numeric, 1, 1000, "precision"},
};

class Faults {
public:
  Faults(const Table &table, const Schema &state) : table(table), state(state) {}
  std::vector<TableFault> run() {
    for (const Column &c : table.columns) {
      length(c);
      scale(c);
      literal(c);
    }
    return std::move(out);
  }

private:
  void add(const Column &c, std::string why) {
    out.push_back({c.range, SubRef{table.name, c.name}.str(), std::move(why)});
  }
  static Type element(Type type) { return type.is(TypeKind::Array) ? type.element() : type; }
  void length(const Column &c) {
    Type type = element(c.type);
    auto row = std::ranges::find(Lengths, type.kind(), &Length::kind);
    if (row != std::end(Lengths) && type.param(0) >= 0 &&
        (type.param(0) < row->least || type.param(0) > row->most))
      add(c, fmt::format("the {} of {} is between {} and {}", row->what,
                         typeRow(type.kind()).spelling, row->least, row->most));
  }
  /// A number of digits behind the point that is below 0 or above all of them is for 15 and later.
  void scale(const Column &c) {
    constexpr int Since = 15;
    Type type = element(c.type);
    constexpr int Most = 1000;
    if (type.is(TypeKind::Numeric) && type.param(1) > Most)
      return add(c, fmt::format("its scale is at most {}", Most));
    bool above = type.is(TypeKind::Numeric) && type.param(0) >= 0 && type.param(1) > type.param(0);
    bool below = type.is(TypeKind::Native) && type.native().str().starts_with("numeric(") &&
                 type.native().str().find('-') != std::string_view::npos;
    if ((above || below) && state.version && state.version < Since)
      add(c, fmt::format("its scale is between 0 and its precision before PostgreSQL {}", Since));
  }
  void literal(const Column &c) {
    Type type = baseOf(state, c.type);
    auto row = std::ranges::find(Literals, type.kind(), &Holds::kind);
    std::optional<Literal> value =
        c.defaultExpr && row != std::end(Literals) ? literalOf(c.defaultExpr) : std::nullopt;
    if (!value)
      return;
    const Enum *of = type.is(TypeKind::Enum) ? state.enumType(type.enumName()) : nullptr;
    if (!holds(*row, *value, type))
      add(c, fmt::format("{} cannot hold its default {}",
                         of ? fmt::format("enum '{}'", of->name.str()) : typeName(type),
                         c.defaultExpr.str()));
    else if (of && std::ranges::none_of(of->labels,
                                        [&](auto &l) { return l.label.str() == value->value; }))
      add(c, fmt::format("its default {} is none of the values of enum '{}'", c.defaultExpr.str(),
                         of->name.str()));
  }

  const Table &table;
  const Schema &state;
  std::vector<TableFault> out;
};

} // namespace

std::vector<TableFault> tableFaults(const Table &table, const Schema &state) {
  std::vector<TableFault> out = Faults(table, state).run();
  addMissingCalls(table, state, out);
  addFilterFaults(table, state, out);
  return out;
}

} // namespace schemac::postgres
