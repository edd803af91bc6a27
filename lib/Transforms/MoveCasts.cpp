//===- MoveCasts.cpp - From the first column to the second and back -------===//
#include "Transforms/HelperNames.h"
#include "Transforms/MovePlanner.h"
#include "Transforms/NotNull.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
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
  m.backward = unit.context.expr(
      enumCast(*origins.dialect(), sql::quote(m.to), old, target, former, back, {}).sql);
}

/// What is required and was not: rows without a value get the one that was declared.
void MovePlanner::fillNulls(ColumnMove &m) {
  if (m.fillsNulls || m.forward.sql.empty() || !m.before->nullable || m.after->nullable)
    return;
  Expr declared = m.given(unit.context);
  if (!declared)
    declared = fillValue(origins, *m.after);
  if (!declared)
    return;
  m.fillsNulls = true;
  std::string value =
      m.viaEnum ? fmt::format("({})::text::{}", declared.str(), origins.dialect()->typeName(m.type))
                : declared.string();
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
  if (cast && given) // rows without a value get the one that was declared
    cast->sql = fmt::format("COALESCE({}, {})", cast->sql, given.str()), m.fillsNulls = true;
  else if (given)
    cast = SafeCast{given.string(), true}, m.fillsNulls = true;
  if (!cast)
    return; // whoever needs it reports it
  m.forward = *cast;
  const Enum *former = unit.from->enumType(enumIn(m.before->type));
  if (auto back = safeCast(dialect, version, sql::quote(m.to), m.type, m.before->type, former,
                           Loss::Rounds))
    m.backward = unit.context.expr(back->sql);
}

} // namespace schemac
