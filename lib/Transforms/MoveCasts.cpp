//===- MoveCasts.cpp - From the first column to the second and back -------===//
#include "Transforms/HelperNames.h"
#include "Transforms/MovePlanner.h"
#include "Transforms/NotNull.h"
#include "Transforms/Sql.h"
#include "Transforms/UseEnum.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static std::vector<Name> labelsOf(const Enum &e) {
  std::vector<Name> labels;
  for (const EnumLabel &l : e.labels)
    labels.push_back(l.label);
  return labels;
}

std::string ColumnMove::loses(std::string_view result) const {
  std::string lost = fmt::format("{} IS NOT NULL AND {} IS NULL", sql::quote(from), result);
  return forward.given.empty() ? lost : fmt::format("{} AND ({}) IS NOT NULL", lost, forward.given);
}

std::string ColumnMove::lostTitle() const {
  std::string name = SubRef{table, to}.str();
  return empties ? fmt::format("values of {} that the declared expression turns into NULL (write "
                               "NULL in it if that is meant)",
                               name)
                 : fmt::format("values of {} that the new type does not hold", name);
}

static Type withEnum(Context &context, Type type, QName name) {
  return type.is(TypeKind::Array) ? context.arrayType(context.enumType(name))
                                  : context.enumType(name);
}

/// Before the switch the new type stands beside the old one under another name; after it the old
/// one does. The old type also gets the new labels, so that it can hold what new code writes; on
/// the way back a renamed label has its former name again.
void MovePlanner::setEnumCasts(ColumnMove &m, Expr elsewhere) {
  const EnumMove &e = *m.viaEnum;
  m.type = withEnum(unit.context, m.after->type, standInEnum(unit.context, e.name));
  std::vector<Name> all = labelsOf(*e.before), target = labelsOf(*e.after), former = all;
  std::vector<std::pair<Name, Name>> back;
  for (auto [before, now] : e.renamed)
    back.emplace_back(now, before);
  for (Name n : target) {
    bool isRenamed = std::ranges::count(back, n, &std::pair<Name, Name>::first) != 0;
    if (!isRenamed && std::ranges::count(former, n) == 0)
      former.push_back(n);
    if (std::ranges::count(all, n) == 0)
      all.push_back(n);
  }
  m.forward = enumCast(*origins.dialect(), sql::quote(m.from), m.type, all, target, e.renamed,
                       elsewhere.str());
  Type old = withEnum(unit.context, m.before->type, leavingName(unit.context, e));
  auto backTo = [&](Type type) {
    return unit.context.expr(
        enumCast(*origins.dialect(), sql::quote(m.to), type, target, former, back, {}).sql);
  };
  m.backward = backTo(old);
  if (!back.empty()) // in place the enums have changed names again before the column changes back
    m.backInPlace = backTo(withEnum(unit.context, m.before->type, e.oldName));
}

/// What is required and was not: rows without a value get the one that was declared.
void MovePlanner::fillNulls(ColumnMove &m) {
  if (m.fillsNulls || m.forward.sql.empty() || !m.before->nullable || m.after->nullable)
    return;
  Expr declared = m.given(unit.context);
  if (!declared)
    declared = fillValue(unit, origins, *m.after, m.type);
  if (!declared)
    return;
  m.fillsNulls = true;
  std::string value = enumValue(*origins.dialect(), m.type, declared.str());
  // Not COALESCE: a value that cannot be converted is none that is missing.
  m.forward.sql = fmt::format("CASE WHEN {} IS NULL THEN {} ELSE {} END", sql::quote(m.from), value,
                              m.forward.sql);
}

void MovePlanner::setCasts(ColumnMove &m) {
  convert(m);
  fillNulls(m);
  Expr given = m.given(unit.context);
  Volatility volatility =
      given ? origins.dialect()->volatility(given, unit.from) : Volatility::Constant;
  // What reads the row is stable like a cast; what does not is the moment, or who asks.
  m.renewed = volatility == Volatility::Volatile ||
              (volatility == Volatility::Stable && !mentionsColumn(given, m.from, m.table.name));
}

/// "'Europe/Rome'" of "at AT TIME ZONE 'Europe/Rome'", which the same zone turns back. Of other
/// expressions of an author nobody knows the opposite: back leads a plain cast, and what it loses
/// is said.
static std::optional<std::string> zoneOf(Expr given) {
  std::vector<SqlToken> t = lexSqlTokens(given.str());
  bool matches = t.size() == 5 && t[1].isWord("at") && t[2].isWord("time") && t[3].isWord("zone") &&
                 t[4].kind == SqlToken::Kind::String;
  return matches ? std::optional(std::string(t[4].text)) : std::nullopt;
}

bool changesInUtc(const PlanUnit &unit, const Origins &origins, const ColumnMove &m) {
  Expr given = m.viaEnum ? Expr() : m.given(unit.context);
  Type from = m.before->type, to = m.after->type;
  bool isZoned = (from.is(TypeKind::Timestamp) && to.is(TypeKind::TimestampTz)) ||
                 (from.is(TypeKind::TimestampTz) && to.is(TypeKind::Timestamp));
  if (!given || !isZoned || zoneOf(given) != "'UTC'" ||
      lexSqlTokens(given.str()).front().name() != m.from.str())
    return false;
  // What has fewer digits is rounded, row by row.
  return typeChange(*origins.dialect(), {*unit.from, from}, {*unit.to, to}, unit.plan.version) ==
         TypeChange::IndexRebuild;
}

void MovePlanner::convert(ColumnMove &m) {
  for (auto &e : plan.enums)
    if (enumIn(m.after->type) == e->name)
      m.viaEnum = e.get();
  // Two names and two types would have to live at once, each name with each type.
  if (m.viaEnum && m.renames())
    unit.diags
        .report(m.range, diag::err_rename_with_enum, m.from.str(), m.to.str(),
                m.viaEnum->name.name.str())
        .note("let one be released before the other is planned");
  Expr given = m.given(unit.context);
  bool bothEnum = m.viaEnum && enumIn(m.before->type) == m.viaEnum->oldName;
  if (bothEnum && m.before->type.is(TypeKind::Array) == m.after->type.is(TypeKind::Array))
    return setEnumCasts(m, given);
  if (m.viaEnum)
    m.type = withEnum(unit.context, m.after->type, standInEnum(unit.context, m.viaEnum->name));
  const Enum *labels = unit.to->enumType(enumIn(m.after->type));
  int version = unit.plan.version;
  const Dialect &dialect = *origins.dialect();
  std::optional<SafeCast> cast =
      safeCast(dialect, version, sql::quote(m.from), m.before->type, m.type, labels);
  // What reads the former value is the conversion; what does not is for rows that have none.
  bool converts = given && mentionsColumn(given, m.from, m.table.name);
  if (given) {
    std::string value = enumValue(dialect, m.type, given.str());
    cast = SafeCast{cast && !converts ? fmt::format("COALESCE({}, {})", cast->sql, value) : value,
                    !cast || converts || cast->total};
    m.fillsNulls = true;
    m.empties = converts && mayLoseValues(given, m.from, *origins.table(m.table));
  }
  if (!cast)
    return; // whoever needs it reports it
  m.forward = *cast;
  if (auto zone = converts ? zoneOf(given) : std::nullopt) {
    m.backward = unit.context.expr(fmt::format("{} AT TIME ZONE {}", sql::quote(m.to), *zone));
    return;
  }
  setWayBack(m);
}

/// An enum that the column leaves may be exchanged itself, in this group or by a pass before: from
/// the switch on the old values have it under another name.
void MovePlanner::setWayBack(ColumnMove &m) {
  const Enum *former = unit.from->enumType(enumIn(m.before->type));
  auto backTo = [&](Type type) {
    auto back = safeCast(*origins.dialect(), unit.plan.version, sql::quote(m.to), m.type, type,
                         former, Loss::Rounds);
    return back ? unit.context.expr(back->sql) : Expr();
  };
  m.backward = backTo(m.before->type);
  if (!former || m.renames())
    return;
  QName now = SwitchedTypes(unit, origins).late(former->name);
  for (const auto &e : plan.enums)
    if (e->oldName == former->name)
      now = leavingName(unit.context, *e);
  if (now == former->name)
    return;
  m.backInPlace = m.backward; // in place the enums have changed names again before the column
  m.backward = backTo(withEnum(unit.context, m.before->type, now));
}

} // namespace schemac
