//===- SafeCast.cpp - Casts that never raise an error ---------------------===//
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
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
#define TIME "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?"
#define ZONE "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)"

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
    {TypeKind::Date, "^" DAY "$"},
    {TypeKind::Time, "^" TIME "$"},
    {TypeKind::TimeTz, "^" TIME ZONE "$"},
    {TypeKind::Timestamp, "^" DAY "([ T]" TIME ")?$"},
    {TypeKind::TimestampTz, "^" DAY "[ T]" TIME ZONE "$"},
};
#undef YEAR
#undef TO_28
#undef LEAP_YEAR
#undef DAY
#undef TIME
#undef ZONE

/// The first server that has pg_input_is_valid().
static constexpr int InputIsValidSince = 16;

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

/// A label cast in a CASE, with arms for what has another name now.
static std::string scalarCast(const std::string &v, const std::string &type,
                              const std::vector<Name> &kept,
                              const std::vector<std::pair<Name, Name>> &renamed,
                              std::string_view elsewhere) {
  std::string sql = "CASE";
  if (!kept.empty())
    sql += fmt::format(" WHEN {0}::text IN ({1}) THEN {0}::text::{2}", v, labelList(kept), type);
  for (auto [before, now] : renamed)
    sql += fmt::format(" WHEN {}::text = {} THEN {}::{}", v, sql::literal(before.str()),
                       sql::literal(now.str()), type);
  if (!elsewhere.empty())
    sql += fmt::format(" WHEN {} IS NOT NULL THEN ({})::text::{}", v, elsewhere, type);
  return sql + " END";
}

SafeCast enumCast(const Dialect &dialect, const std::string &value, Type target,
                  const std::vector<Name> &from, const std::vector<Name> &to,
                  const std::vector<std::pair<Name, Name>> &renamed, std::string_view elsewhere) {
  auto in = [](const std::vector<Name> &list, Name n) { return std::ranges::count(list, n) != 0; };
  std::vector<Name> kept;
  std::ranges::copy_if(from, std::back_inserter(kept), [&](Name n) { return in(to, n); });
  bool total = !elsewhere.empty() || std::ranges::all_of(from, [&](Name n) {
    return in(to, n) || std::ranges::count(renamed, n, &std::pair<Name, Name>::first);
  });
  std::string type = dialect.typeName(target);
  if (total && elsewhere.empty() && renamed.empty() && !target.is(TypeKind::Array))
    return {fmt::format("{}::text::{}", value, type), true};
  if (!target.is(TypeKind::Array))
    return {scalarCast(value, type, kept, renamed, elsewhere), total};
  std::string text = value + "::text[]";
  for (auto [before, now] : renamed)
    text = fmt::format("array_replace({}, {}, {})", text, sql::literal(before.str()),
                       sql::literal(now.str()));
  if (total)
    return {fmt::format("{}::{}", text, type), true};
  return {fmt::format("CASE WHEN {0} <@ ARRAY[{1}]::text[] THEN {0}::{2} END", text, labelList(to),
                      type),
          false};
}

} // namespace schemac
