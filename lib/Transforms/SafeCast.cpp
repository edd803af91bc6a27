//===- SafeCast.cpp - Casts that never raise an error ---------------------===//
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {
/// The range of an integer type.
struct IntegerRange {
  TypeKind kind;
  std::string_view least, most;
};
/// Text that a type accepts, for servers that cannot be asked.
struct TextForm {
  TypeKind kind;
  std::string_view pattern;
};
} // namespace

static constexpr IntegerRange IntegerRanges[] = {
    {TypeKind::I16, "-32768", "32767"},
    {TypeKind::I32, "-2147483648", "2147483647"},
    {TypeKind::I64, "-9223372036854775808", "9223372036854775807"},
};

// Days that the calendar has, as ISO 8601 writes them and every DateStyle reads them: months of 31
// and of 30 days, February, and its 29th in years of which 4 (but not 100) or 400 is a divisor.
// There is no year 0.
#define YEAR "[0-9]{4}"
#define TO_28 "(0[1-9]|1[0-9]|2[0-8])"
#define LEAP_YEAR "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
#define DAY                                                                                        \
  "(?!0000)(" YEAR "-(0[1-9]|1[0-2])-" TO_28 "|" YEAR "-(0[13-9]|1[0-2])-(29|30)|" YEAR            \
  "-(0[13578]|1[02])-31|" LEAP_YEAR "-02-29)"
// Of years that only some servers' dates have, and of those before Christ, all but leap days.
#define NO_LEAP_DAY "((0[1-9]|1[0-2])-" TO_28 "|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
#define ANY_DAY "(" DAY "|[1-9][0-9]{4}-" NO_LEAP_DAY ")"
#define DAY_BC "(?!0000)[0-3][0-9]{3}-" NO_LEAP_DAY
#define TIME "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?"
#define ZONE "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)"

#define BYTE "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
#define IP4 "(" BYTE "\\.){3}" BYTE
#define WORD "[0-9a-fA-F]{1,4}"
#define IP6                                                                                        \
  "((" WORD ":){7}" WORD "|(" WORD ":){1,7}:|(" WORD ":){1,6}:" WORD "|(" WORD ":){1,5}(:" WORD    \
  "){1,2}|(" WORD ":){1,4}(:" WORD "){1,3}|(" WORD ":){1,3}(:" WORD "){1,4}|(" WORD                \
  ":){1,2}(:" WORD "){1,5}|" WORD ":(:" WORD "){1,6}|:(:" WORD "){1,7}|::(ffff:)?" IP4 "|::)"

/// Deliberately narrower than what the server takes: what is left out is listed, not lost. A time
/// with a zone states it, one without has none that would be dropped.
static constexpr TextForm TextForms[] = {
    {TypeKind::Bool, "^(true|false|t|f|yes|no|on|off|1|0)$"},
    {TypeKind::I16, "^-?[0-9]{1,30}$"},
    {TypeKind::I32, "^-?[0-9]{1,30}$"},
    {TypeKind::I64, "^-?[0-9]{1,30}$"},
    {TypeKind::Numeric, "^-?[0-9]{1,100}(\\.[0-9]{1,100})?$"},
    {TypeKind::F64, "^-?[0-9]{1,15}(\\.[0-9]{1,15})?$"},
    {TypeKind::F32, "^-?[0-9]{1,6}(\\.[0-9]{1,6})?$"},
    {TypeKind::Uuid, "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},
    {TypeKind::Date, "^(" ANY_DAY "|" DAY_BC " BC|-?infinity)$"},
    {TypeKind::Time, "^" TIME "$"},
    {TypeKind::TimeTz, "^" TIME ZONE "$"},
    {TypeKind::Timestamp, "^(" ANY_DAY "([ T]" TIME ")?|" DAY_BC "( " TIME ")? BC|-?infinity)$"},
    {TypeKind::TimestampTz,
     "^(" ANY_DAY "[ T]" TIME ZONE "|" DAY_BC " " TIME ZONE " BC|-?infinity)$"},
    {TypeKind::Inet,
     "^(" IP4 "(/(3[0-2]|[12]?[0-9]))?|" IP6 "(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)$"},
    {TypeKind::MacAddr, "^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"},
};
#undef NO_LEAP_DAY
#undef ANY_DAY
#undef DAY_BC
#undef BYTE
#undef IP4
#undef WORD
#undef IP6
#undef YEAR
#undef TO_28
#undef LEAP_YEAR
#undef DAY
#undef TIME
#undef ZONE

/// The first server that has pg_input_is_valid().
static constexpr int InputIsValidSince = 16;

std::pair<std::string_view, std::string_view> integerRange(TypeKind kind) {
  auto range = std::ranges::find(IntegerRanges, kind, &IntegerRange::kind);
  return {range->least, range->most};
}

static bool isText(Type t) {
  return t.is(TypeKind::Text) || t.is(TypeKind::VarChar) || t.is(TypeKind::Char) ||
         t.is(TypeKind::CiText);
}
static bool isTime(Type t) {
  return t.is(TypeKind::Time) || t.is(TypeKind::TimeTz) || t.is(TypeKind::Timestamp) ||
         t.is(TypeKind::TimestampTz);
}
static bool isNumber(Type t) {
  return t.isInteger() || t.is(TypeKind::Numeric) || t.is(TypeKind::F32) || t.is(TypeKind::F64);
}

static std::string labelList(const std::vector<Name> &labels) {
  std::string out;
  for (Name n : labels)
    out += (out.empty() ? "" : ", ") + sql::literal(n.str());
  return out;
}

/// What holds of the values that a cast takes, each asked only where those before it hold; nothing
/// when that is not known.
using Conditions = std::optional<std::vector<std::string>>;

static bool isFloat(Type t) { return t.is(TypeKind::F32) || t.is(TypeKind::F64); }

/// Beyond these bounds the server refuses a value, as it does one too near to zero.
static std::string inFloatRange(const std::string &v, Type to) {
  return to.is(TypeKind::F32) ? fmt::format("{0} = 0 OR abs({0}) BETWEEN 1.2e-38 AND 3.4e38", v)
                              : fmt::format("{0} = 0 OR abs({0}) BETWEEN 1e-300 AND 1e300", v);
}

static Conditions toInteger(const std::string &v, Type from, Type to, Loss loss) {
  auto range = std::ranges::find(IntegerRanges, to.kind(), &IntegerRange::kind);
  // As a float the greatest of 64 bits is one more than itself.
  std::string within =
      isFloat(from) && to.is(TypeKind::I64)
          ? fmt::format("{0} >= {1} AND {0} < 9223372036854775808", v, range->least)
          : fmt::format("{} BETWEEN {} AND {}", v, range->least, range->most);
  bool whole = from.isInteger() || loss == Loss::Rounds;
  return {{within + (whole ? "" : fmt::format(" AND {0} = trunc({0})", v))}};
}

/// Every element of an array of whole numbers; one that is NULL fits.
static Conditions elementsFit(const std::string &v, Type to) {
  auto range = std::ranges::find(IntegerRanges, to.element().kind(), &IntegerRange::kind);
  return {{fmt::format("({1} <= ALL ({0}) AND {2} >= ALL ({0})) IS NOT FALSE", v, range->least,
                       range->most)}};
}

static Conditions toDecimal(const std::string &v, Type from, Type to, Loss loss) {
  std::vector<std::string> conditions;
  if (isFloat(from)) // an infinity has no decimal before version 14
    conditions.push_back(fmt::format("abs({}) < 'Infinity'", v));
  if (to.param(0) < 0) {
    if (loss == Loss::None) // of a float it has fifteen digits
      conditions.push_back(fmt::format("{0}::numeric::double precision = {0}", v));
    return conditions;
  }
  int scale = std::max(to.param(1), 0);
  std::string rounded = fmt::format("round({}::numeric, {})", v, scale);
  std::string exact = loss == Loss::None ? fmt::format("{}::numeric = {} AND ", v, rounded) : "";
  conditions.push_back(fmt::format("{}abs({}) < 1e{}", exact,
                                   loss == Loss::None ? v + "::numeric" : rounded,
                                   to.param(0) - scale));
  return conditions;
}

/// A float holds whole numbers up to a power of two, and fifteen digits of a decimal.
static Conditions toFloat(const std::string &v, Type from, Type to, Loss loss) {
  if (from.isInteger())
    return loss == Loss::Rounds
               ? Conditions(std::vector<std::string>())
               : Conditions({fmt::format("abs({}::numeric) <= {}", v,
                                         to.is(TypeKind::F32) ? "16777216" : "9007199254740992")});
  if (to.is(TypeKind::F32) || loss == Loss::Rounds)
    return {{inFloatRange(v, to)}};
  return {{inFloatRange(v, to), fmt::format("{0}::double precision::numeric = {0}", v)}};
}

static bool isBits(Type t) { return t.is(TypeKind::Bit) || t.is(TypeKind::VarBit); }

/// A length cuts what is longer, and a fixed one fills up what is shorter.
static Conditions bitsFit(const std::string &v, Type to) {
  bool fixed = to.is(TypeKind::Bit);
  if (!fixed && to.param(0) < 0)
    return std::vector<std::string>();
  return {{fmt::format("length({}) {} {}", v, fixed ? "=" : "<=", std::max(to.param(0), 1))}};
}

static Conditions numberFits(const std::string &v, Type from, Type to, Loss loss) {
  return to.isInteger()             ? toInteger(v, from, to, loss)
         : to.is(TypeKind::Numeric) ? toDecimal(v, from, to, loss)
                                    : toFloat(v, from, to, loss);
}

/// Whatever a server writes of a float, and more; what it cannot hold exactly is rounded.
static std::vector<std::string> roundedFloat(const std::string &text, Type to) {
  return {
      fmt::format(
          "{} ~ '^(-?[0-9]{{1,255}}(\\.[0-9]{{1,255}})?([eE][-+]?[0-9]{{1,3}})?|NaN|-?Infinity)$'",
          text),
      fmt::format("CASE WHEN {0} ~ 'N|I' THEN true ELSE {1} END", text,
                  inFloatRange("(" + text + "::numeric)", to))};
}

static Conditions textFits(const Dialect &dialect, int version, const std::string &v, Type to,
                           Loss loss) {
  std::string text = v + "::text";
  std::vector<std::string> conditions;
  bool asks = version == 0 || version >= InputIsValidSince;
  if (!asks && isFloat(to) && loss == Loss::Rounds)
    return roundedFloat(text, to);
  if (asks)
    conditions.push_back(
        fmt::format("pg_input_is_valid({}, {})", text, sql::literal(dialect.typeName(to))));
  auto form = std::ranges::find(TextForms, to.kind(), &TextForm::kind);
  bool limited = to.param(0) >= 0;
  if (!asks) {
    // A limit refuses some values, but that of a time rounds.
    if (form == std::end(TextForms) || (limited && !isTime(to) && !to.is(TypeKind::Numeric)))
      return std::nullopt;
    conditions.push_back(fmt::format("{} ~ {}", text, sql::literal(form->pattern)));
  }
  if (to.isInteger() && !asks)
    conditions.push_back(*toInteger(text + "::numeric", to, to, Loss::None)->begin());
  if (to.is(TypeKind::Numeric) && limited)
    conditions.push_back(*toDecimal(text, Type(), to, Loss::None)->begin());
  return conditions;
}

/// Text of json that jsonb refuses: a null character, numbers beyond every measure.
static constexpr std::string_view NoJsonB = R"(\\u0000|[0-9][eE][+-]?[0-9]{4})";

static Conditions fits(const Dialect &dialect, int version, const std::string &v, Type from,
                       Type to, const Enum *labels, Loss loss) {
  if (to.is(TypeKind::Enum) && labels) {
    std::vector<Name> names;
    for (const EnumLabel &l : labels->labels)
      names.push_back(l.label);
    return {{fmt::format("{}::text IN ({})", v, labelList(names))}};
  }
  bool limited = (to.is(TypeKind::VarChar) || to.is(TypeKind::Char)) && to.param(0) >= 0;
  if (limited)
    return {{fmt::format("char_length({}::text) <= {}", v, to.param(0))}};
  if (isNumber(from) && isNumber(to))
    return numberFits(v, from, to, loss);
  if (isBits(from) && isBits(to))
    return bitsFit(v, to);
  bool arrays = from.is(TypeKind::Array) && to.is(TypeKind::Array);
  if (arrays && from.element().isInteger() && to.element().isInteger())
    return elementsFit(v, to);
  if (from.isInteger() && to.is(TypeKind::Bool))
    return {{fmt::format("{} IN (0, 1)", v)}};
  bool moments = (isTime(from) || from.is(TypeKind::Date)) && (isTime(to) || to.is(TypeKind::Date));
  if (moments && loss == Loss::Rounds)
    return std::vector<std::string>();
  bool asks = version == 0 || version >= InputIsValidSince;
  if (from.is(TypeKind::Json) && to.is(TypeKind::JsonB) && !asks && loss == Loss::Rounds)
    return {{fmt::format("{}::text !~ {}", v, sql::literal(NoJsonB))}};
  if (isText(from) || from.is(TypeKind::Array) || from.is(TypeKind::Json))
    return textFits(dialect, version, v, to, loss);
  return std::nullopt;
}

std::optional<SafeCast> safeCast(const Dialect &dialect, int version, const std::string &value,
                                 Type from, Type to, const Enum *labels, Loss loss) {
  TypeChange change = dialect.typeChange(from, to, version);
  std::string cast = dialect.castExpr(value, from, to);
  if (change == TypeChange::NoCast || cast.empty())
    return std::nullopt;
  if (change != TypeChange::RewriteMayFail)
    return SafeCast{cast, true};
  Conditions conditions = fits(dialect, version, value, from, to, labels, loss);
  if (!conditions)
    return std::nullopt;
  if (conditions->empty())
    return SafeCast{cast, true};
  // What is asked last may fail for what is refused before: a CASE keeps its order, AND does not.
  std::string sql = "CASE";
  for (size_t i = 0; i + 1 < conditions->size(); ++i)
    sql += fmt::format(" WHEN ({}) IS NOT TRUE THEN NULL", (*conditions)[i]);
  return SafeCast{fmt::format("{} WHEN {} THEN {} END", sql, conditions->back(), cast), false};
}

/// One string literal and nothing else, which has no type of its own.
static bool isUntyped(std::string_view sql) {
  std::vector<SqlToken> tokens = lexSqlTokens(sql);
  return tokens.size() == 1 && tokens.front().kind == SqlToken::Kind::String;
}

/// A literal, or one CASE with an ELSE whose arms give literals: always one of \p labels.
static bool alwaysGives(std::string_view sql, const std::vector<Name> &labels) {
  std::vector<SqlToken> tokens = lexSqlTokens(sql);
  auto isLabel = [&](const SqlToken &t) {
    return t.kind == SqlToken::Kind::String &&
           std::ranges::any_of(labels, [&](Name n) { return sql::literal(n.str()) == t.text; });
  };
  if (tokens.size() == 1)
    return isLabel(tokens.front());
  auto count = [&](std::string_view word) {
    return std::ranges::count_if(tokens, [&](const SqlToken &t) { return t.isWord(word); });
  };
  if (tokens.empty() || !tokens.front().isWord("case") || !tokens.back().isWord("end") ||
      count("case") != 1 || count("else") != 1)
    return false;
  for (size_t i = 0; i + 2 < tokens.size(); ++i) {
    const SqlToken &next = tokens[i + 2];
    bool ends = next.isWord("when") || next.isWord("else") || next.isWord("end");
    if ((tokens[i].isWord("then") || tokens[i].isWord("else")) && !(isLabel(tokens[i + 1]) && ends))
      return false;
  }
  return true;
}

/// A label cast in a CASE, with arms for what has another name now. \p others: the condition of
/// what \p elsewhere is for.
static std::string scalarCast(const std::string &v, const std::string &type,
                              const std::vector<Name> &kept,
                              const std::vector<std::pair<Name, Name>> &renamed,
                              std::string_view elsewhere, const std::string &others) {
  std::string sql = "CASE";
  if (!kept.empty())
    sql += fmt::format(" WHEN {0}::text IN ({1}) THEN {0}::text::{2}", v, labelList(kept), type);
  for (auto [before, now] : renamed)
    sql += fmt::format(" WHEN {}::text = {} THEN {}::{}", v, sql::literal(before.str()),
                       sql::literal(now.str()), type);
  if (!elsewhere.empty())
    sql += fmt::format(" WHEN {} THEN ({})::text::{}", others, elsewhere, type);
  return sql + " END";
}

/// \p array of texts with the labels that have another name now under that.
static std::string renameLabels(std::string array,
                                const std::vector<std::pair<Name, Name>> &renamed) {
  for (auto [before, now] : renamed)
    array = fmt::format("array_replace({}, {}, {})", array, sql::literal(before.str()),
                        sql::literal(now.str()));
  return array;
}

/// Asks of the labels that are gone: an array may hold NULL, which is none of those that are there.
/// What an author makes of such an array has the others as they were, and may leave one that goes.
static std::string arrayCast(const std::string &v, const std::string &type,
                             const std::vector<Name> &gone,
                             const std::vector<std::pair<Name, Name>> &renamed,
                             std::string_view elsewhere) {
  std::string kept = renameLabels(v + "::text[]", renamed);
  if (gone.empty())
    return fmt::format("{}::{}", kept, type);
  std::string sql = fmt::format("CASE WHEN NOT ({}::text[] && ARRAY[{}]::text[]) THEN {}::{}", v,
                                labelList(gone), kept, type);
  if (!elsewhere.empty()) {
    std::string given = fmt::format("({})::text[]", elsewhere);
    sql += fmt::format(" WHEN {} IS NOT NULL AND NOT ({} && ARRAY[{}]::text[]) THEN {}::{}", v,
                       given, labelList(gone), renameLabels(given, renamed), type);
  }
  return sql + " END";
}

SafeCast enumCast(const Dialect &dialect, const std::string &value, Type target,
                  const std::vector<Name> &from, const std::vector<Name> &to,
                  const std::vector<std::pair<Name, Name>> &renamed, std::string_view elsewhere) {
  auto in = [](const std::vector<Name> &list, Name n) { return std::ranges::count(list, n) != 0; };
  std::vector<Name> kept, gone;
  for (Name n : from)
    if (in(to, n))
      kept.push_back(n);
    else if (!std::ranges::count(renamed, n, &std::pair<Name, Name>::first))
      gone.push_back(n);
  bool always = alwaysGives(elsewhere, to);
  bool total = gone.empty() || always;
  std::string type = dialect.typeName(target);
  if (target.is(TypeKind::Array))
    return {arrayCast(value, type, gone, renamed, elsewhere), gone.empty() || isUntyped(elsewhere),
            std::string(elsewhere)};
  if (total && elsewhere.empty() && renamed.empty())
    return {fmt::format("{}::text::{}", value, type), true};
  // What an author says may give a label that goes, in rows that nobody has written yet.
  std::string others = value + " IS NOT NULL";
  if (!elsewhere.empty() && !always)
    others += fmt::format(" AND ({})::text IN ({})", elsewhere, labelList(to));
  return {scalarCast(value, type, kept, renamed, elsewhere, others), total, std::string(elsewhere)};
}

std::string enumValue(const Dialect &dialect, Type type, std::string_view value) {
  if (!enumIn(type))
    return std::string(value);
  std::string name = dialect.typeName(type);
  if (isUntyped(value) || value.ends_with("::" + name))
    return std::string(value);
  return fmt::format("({})::text{}::{}", value, type.is(TypeKind::Array) ? "[]" : "", name);
}

} // namespace schemac
