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
    {TypeKind::I16, "^-?[0-9]{1,4}$"},
    {TypeKind::I32, "^-?[0-9]{1,9}$"},
    {TypeKind::I64, "^-?[0-9]{1,18}$"},
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

/// What holds of the values that the cast takes; empty when nothing is known.
static std::string numberFits(const std::string &v, Type from, Type to) {
  if (to.isInteger()) {
    auto range = std::ranges::find(IntegerRanges, to.kind(), &IntegerRange::kind);
    std::string whole = from.isInteger() ? "" : fmt::format(" AND {0} = trunc({0})", v);
    return fmt::format("{} BETWEEN {} AND {}{}", v, range->least, range->most, whole);
  }
  if (to.is(TypeKind::Numeric) && to.param(0) >= 0) {
    int scale = std::max(to.param(1), 0);
    return fmt::format("{0}::numeric = round({0}::numeric, {1}) AND abs({0}::numeric) < 1e{2}", v,
                       scale, to.param(0) - scale);
  }
  if (to.is(TypeKind::F32))
    return fmt::format("abs({}) <= 3.4e38", v);
  return "";
}

static std::string textFits(const Dialect &dialect, int version, const std::string &v, Type to) {
  if (version == 0 || version >= InputIsValidSince)
    return fmt::format("pg_input_is_valid({}::text, {})", v, sql::literal(dialect.typeName(to)));
  auto form = std::ranges::find(TextForms, to.kind(), &TextForm::kind);
  // A limit refuses some values, but that of a time rounds.
  if (form == std::end(TextForms) || (to.param(0) >= 0 && !isTime(to)))
    return "";
  return fmt::format("{}::text ~ {}", v, sql::literal(form->pattern));
}

static std::string fits(const Dialect &dialect, int version, const std::string &v, Type from,
                        Type to, const Enum *labels) {
  if (to.is(TypeKind::Enum) && labels) {
    std::vector<Name> names;
    for (const EnumLabel &l : labels->labels)
      names.push_back(l.label);
    return fmt::format("{}::text IN ({})", v, labelList(names));
  }
  bool limited = (to.is(TypeKind::VarChar) || to.is(TypeKind::Char)) && to.param(0) >= 0;
  if (limited)
    return fmt::format("char_length({}::text) <= {}", v, to.param(0));
  if (isNumber(from) && isNumber(to))
    return numberFits(v, from, to);
  if (from.isInteger() && to.is(TypeKind::Bool))
    return fmt::format("{} IN (0, 1)", v);
  return isText(from) || from.is(TypeKind::Array) || from.is(TypeKind::Json)
             ? textFits(dialect, version, v, to)
             : "";
}

std::optional<SafeCast> safeCast(const Dialect &dialect, int version, const std::string &value,
                                 Type from, Type to, const Enum *labels) {
  TypeChange change = dialect.typeChange(from, to, version);
  std::string cast = dialect.castExpr(value, from, to);
  if (change == TypeChange::NoCast || cast.empty())
    return std::nullopt;
  if (change != TypeChange::RewriteMayFail)
    return SafeCast{cast, true};
  std::string condition = fits(dialect, version, value, from, to, labels);
  if (condition.empty())
    return std::nullopt;
  return SafeCast{fmt::format("CASE WHEN {} THEN {} END", condition, cast), false};
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
