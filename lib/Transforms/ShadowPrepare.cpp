//===- ShadowPrepare.cpp - Second columns, kept in step and filled --------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/Placement.h"
#include "Transforms/Shadow.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

bool ShadowExchange::requiredEarly(const ColumnMove &m) const {
  return !m.after->nullable && !m.before->nullable && m.forward.total;
}

/// What a row gets when code of the target leaves the new name out; null when it must not.
Expr ShadowExchange::defaultValue(const ColumnMove &m) const {
  if (numbers(m.before)) { // by whatever name the server has it, on the way there and back
    QName table = m.table;
    if (!table.ns)
      table.ns = unit.context.name(origins.dialect()->defaultNamespace());
    return unit.context.expr(fmt::format("nextval(pg_get_serial_sequence({}, {})::regclass)",
                                         sql::literal(sql::quote(table)),
                                         sql::literal(m.from.str())));
  }
  bool ownType = m.before->type == m.after->type && !m.viaEnum;
  return m.after->defaultExpr && ownType ? m.after->defaultExpr : m.before->defaultExpr;
}

bool ShadowExchange::startsWithDefault(const ColumnMove &m) const {
  bool newDefault = m.after->defaultExpr && m.after->defaultExpr != m.before->defaultExpr;
  return newDefault && m.before->type == m.after->type && !m.viaEnum && !numbers(m.before);
}

/// The default of the old column as a value of the new type; null when nothing tells it.
Expr ShadowExchange::defaultInNewType(const ColumnMove &m) const {
  Expr value = m.before->defaultExpr;
  if (m.before->type == m.type || !value)
    return value;
  if (m.given(unit.context))
    return {}; // the author's conversion reads the row
  const Dialect &dialect = *origins.dialect();
  const Enum *labels = unit.to->enumType(enumIn(m.type));
  Type type = m.before->type; // where the extension of citext lies no path may lead
  std::string spelling = type.is(TypeKind::CiText) ? "text" : dialect.typeName(type);
  auto cast = safeCast(dialect, unit.plan.version, fmt::format("(({})::{})", value.str(), spelling),
                       type, m.type, labels);
  return cast ? unit.context.expr(cast->sql) : Expr();
}

/// What the second name has by itself while both live, so that the trigger can tell an insert that
/// leaves it out from one that gives NULL: the same as the old name has. Null where the value would
/// be another each time it is worked out.
Expr ShadowExchange::ownDefault(const ColumnMove &m) const {
  if (!m.renames() || computed(m) || numbers(m.before) || m.viaEnum || !m.before->mayOmit())
    return {};
  Expr value = startsWithDefault(m) ? m.after->defaultExpr : defaultInNewType(m);
  if (!value || origins.dialect()->volatility(value, unit.from) == Volatility::Volatile)
    return {};
  return value;
}

/// A new writer's NULL cannot be told from a name that it leaves out: both names would have to have
/// the same value by themselves.
bool ShadowExchange::takesNullForDefault(const ColumnMove &m) const {
  bool hasDefault = m.before->defaultExpr || startsWithDefault(m);
  return m.renames() && !computed(m) && hasDefault && m.before->nullable && m.after->nullable &&
         !ownDefault(m);
}

void ShadowExchange::addShadow(const ColumnMove &m) {
  Recipe r = recipe(m);
  if (computed(m)) {
    Column same = *m.after;
    ColumnExtra extra = *m.after->extra;
    extra.renamedFrom = Name(), extra.movedFrom = Name(), extra.backfill = Expr();
    same.extra = unit.context.make<ColumnExtra>(extra);
    r.add<AddColumnOp>(PhaseKind::Expand, "the new name, beside the old one", at(m, m.to), same);
    return;
  }
  Column def = *m.after;
  def.name = m.shadow, def.type = m.type;
  def.nullable = true, def.defaultExpr = Expr(), def.generation = Generation::None;
  ColumnExtra extra;
  extra.collation = m.after->collation();
  def.extra = extra.collation ? unit.context.make<ColumnExtra>(extra) : nullptr;
  bool loosened = m.after->nullable && !m.before->nullable;
  bool oldIsLeftEmpty = m.renames() && !m.backward && !m.before->nullable;
  if (loosened || oldIsLeftEmpty)
    r.add<DropNotNullOp>(PhaseKind::Expand, "new code may leave it empty", at(m, m.from));
  if (startsWithDefault(m))
    r.add<SetDefaultOp>(PhaseKind::Expand, "concerns new rows; the second column follows",
                        at(m, m.from), m.after->defaultExpr);
  r.add<AddColumnOp>(PhaseKind::Expand,
                     m.renames() ? "the new name, beside the old one: catalog only"
                                 : "the new type, beside the old one: catalog only",
                     at(m, m.shadow), def);
  // What changes of these is a step already.
  if (Name kept = m.after->storage(); kept && kept == m.before->storage())
    r.add<SetStorageOp>(PhaseKind::Expand, "as the old one: catalog only", at(m, m.shadow), kept);
  if (Name kept = m.after->compression(); kept && kept == m.before->compression())
    r.add<SetCompressionOp>(PhaseKind::Expand, "as the old one: catalog only", at(m, m.shadow),
                            kept);
  if (Expr own = ownDefault(m)) // by itself: rows that are there are filled later
    r.add<SetDefaultOp>(PhaseKind::Expand, "tells what is left out from what is given as NULL",
                        at(m, m.shadow), own);
  Trigger trigger;
  trigger.name = triggerName(unit.context, m.table, m.to);
  trigger.oldColumn = m.from, trigger.newColumn = m.shadow;
  trigger.forward = r.expr(m.forward.sql);
  if (m.renames()) { // before a switch nobody writes the second column
    trigger.backward = m.backward;
    trigger.fallback = defaultValue(m);
  }
  r.add<CreateTriggerOp>(PhaseKind::Expand, "keeps both columns in step from here on",
                         at(m, trigger.name), trigger);
}

/// What the target no longer has must not hinder what new code writes.
void ShadowExchange::dropFreed(const MovedPart &part) {
  if (!goesEarly(part))
    return;
  if (part.wasIndex)
    all.add<DropIndexOp>(PhaseKind::Migrate, "may refuse what the new code writes",
                         at(part, part.oldName), !isPartitioned(origins, part.table));
  else
    all.add<DropConstraintOp>(PhaseKind::Migrate, "may refuse what the new code writes",
                              at(part, part.oldName));
}

void ShadowExchange::fill(const ColumnMove &m) {
  if (computed(m))
    return;
  Recipe r = recipe(m);
  const Table *source = origins.table(m.table);
  std::string from = sql::quote(m.from), shadow = sql::quote(m.shadow);
  Table named = *source;
  named.name = m.table;
  std::string lost = m.loses(fmt::format("({})", m.forward.sql));
  std::string name = SubRef{m.table, m.to}.str();
  if (!m.forward.total || (m.empties && !m.renewed))
    r.add<GuardOp>(PhaseKind::Migrate, "such values would be lost", r.name(m.lostTitle()), m.table,
                   r.expr(sql::selectWhere(named, lost, {m.from})));
  std::string unfilled = m.fillsNulls ? shadow + " IS NULL"
                                      : fmt::format("{} IS NULL AND {} IS NOT NULL", shadow, from);
  r.add<BackfillOp>(PhaseKind::Migrate, "fills the second column in existing rows", at(m, m.shadow),
                    r.expr(m.forward.sql), r.expr(unfilled), walkKey(source),
                    unit.options.batchRows);
  if (m.renewed)
    r.add<VerifyOp>(PhaseKind::Migrate, "every row has a value of its own",
                    r.name(fmt::format("rows of {} without a new value", name)), m.table,
                    r.expr(sql::selectWhere(named, unfilled, {m.from, m.shadow})));
  else
    r.add<VerifyOp>(PhaseKind::Migrate, "both columns say the same in every row",
                    r.name(fmt::format("rows of {} whose second column differs", name)), m.table,
                    r.expr(sql::selectWhere(
                        named,
                        sql::differs(m.shadow, m.type, origins.dialect()->typeName(m.type),
                                     m.forward.sql, m.before->collation() || m.after->collation()),
                        {m.from, m.shadow})));
  if (requiredEarly(m))
    requireColumn(r, PhaseKind::Migrate, at(m, m.shadow), origins);
}

/// Each partition has its own, and the whole takes them over: an index at once, a key with the
/// names of its columns.
void ShadowExchange::buildByPartition(const MovedPart &p, PhaseKind phase) {
  if (p.kind == MovedPart::PlainIndex)
    createIndexByPartition(all, origins, phase, at(p, p.standIn), p.index);
  else if (p.kind == MovedPart::Key && group.firstStays)
    createIndexByPartition(all, origins, phase, at(p, p.standIn),
                           sql::keyIndex(p.standIn, p.constraint));
  else if (p.kind == MovedPart::Key)
    buildKeyParts(all, phase, partsOfKey(p), p.constraint);
  if (p.bridge && !group.firstStays)
    createIndexByPartition(all, origins, PhaseKind::Migrate, at(p, p.bridge->name), *p.bridge);
}

void ShadowExchange::buildIndex(const MovedPart &p) {
  if (!p.newName)
    return;
  if (group.firstStays && isPartitioned(origins, p.table))
    return buildByPartition(p, PhaseKind::Migrate);
  PhaseKind phase = p.isStricter ? exchange : PhaseKind::Migrate;
  if (p.isStricter)
    askToObey(all, *p.newName);
  if (isPartitioned(origins, p.table))
    return buildByPartition(p, phase);
  if (p.kind == MovedPart::PlainIndex)
    all.add<CreateIndexOp>(phase, "as over the first column; built while writers go on",
                           at(p, p.standIn), p.index, true);
  if (p.kind == MovedPart::Key)
    all.add<CreateIndexOp>(phase,
                           group.firstStays ? "as over the first column; built while writers go on"
                                            : "will be the key; built while writers go on",
                           at(p, p.standIn), sql::keyIndex(p.standIn, p.constraint), true);
  if (p.bridge)
    all.add<CreateIndexOp>(PhaseKind::Migrate,
                           "what new code upserts by until the types change places",
                           at(p, p.bridge->name), *p.bridge, true);
}

void ShadowExchange::buildRule(const MovedPart &p) {
  if (!p.newName || p.kind == MovedPart::PlainIndex || p.kind == MovedPart::Key)
    return;
  Constraint def = p.constraint;
  def.name = p.standIn;
  if (def.kind == ConstraintKind::Exclusion) {
    if (!origins.isSmall(p.table))
      unit.diags.report(def.range, diag::err_exclusion_build, p.newName->str(), p.table.str());
    all.add<AddExclusionOp>(PhaseKind::Migrate, WhySmall, at(p, p.standIn), def);
    return;
  }
  bool holds = !def.notValid && !def.notEnforced; // of old rows too, once it is proved
  if (p.kind == MovedPart::ForeignKey && holds && isPartitioned(origins, p.table) &&
      unit.plan.version < 18)
    return addForeignKeyByPartition(all, origins, PhaseKind::Migrate, at(p, p.standIn), def);
  def.notValid |= holds;
  constexpr std::string_view why = "as over the first column; old rows are not scanned";
  if (p.kind == MovedPart::Check)
    all.add<AddCheckOp>(PhaseKind::Migrate, why, at(p, p.standIn), def);
  else
    all.add<AddForeignKeyOp>(PhaseKind::Migrate, why, at(p, p.standIn), def);
  if (holds)
    all.add<ValidateConstraintOp>(
        PhaseKind::Migrate, "checks old rows while readers and writers go on", at(p, p.standIn));
}

/// A new column that is made of one whose type changes is made of the second one, which takes the
/// name with it: what the first one is made into could not be dropped. It comes when that is
/// filled, so that it may be required.
void ShadowExchange::addGenerated() {
  if (group.firstStays)
    return;
  auto over = [&](AddColumnOp add) {
    Expr generated = add.def().generated();
    return generated && std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
             return swaps(m) && origins.norm(add.column().table) == m.table &&
                    mentionsColumn(generated, m.to, m.table.name);
           });
  };
  for (const Op &op : takeSteps<AddColumnOp>(unit, over)) {
    AddColumnOp add(op);
    Column def = add.def();
    ColumnExtra extra = *def.extra;
    for (const ColumnMove &m : group.columns)
      if (swaps(m) && origins.norm(add.column().table) == m.table)
        extra.generated =
            renameColumnIn(unit.context, extra.generated, m.to, m.shadow, m.table.name);
    def.extra = unit.context.make<ColumnExtra>(extra);
    Recipe r(unit, op);
    r.add<AddColumnOp>(PhaseKind::Migrate, "made of the column that takes the name", add.column(),
                       def);
  }
}

void ShadowExchange::askOfTheCode(const ColumnMove &m) {
  Recipe r = recipe(m);
  auto typeName = [&](Type type) { return origins.dialect()->typeName(type); };
  std::string table = sql::quote(m.table.name), column = sql::quote(m.to);
  std::vector<SubRef> tolerates;
  if (!m.renames() || requiredLate(m))
    tolerates.push_back(at(m, m.to));
  if (computed(m))
    r.deploy(fmt::format("reads {}.{} instead of {}", table, column, sql::quote(m.from)));
  else if (m.renames())
    r.deploy(fmt::format("reads and writes {}.{} instead of {}", table, column, sql::quote(m.from)),
             tolerates);
  else if (m.viaEnum && m.before->type == m.after->type)
    r.deploy(fmt::format("writes only the new values to {}.{} and still accepts the old ones",
                         table, column),
             tolerates);
  else
    r.deploy(fmt::format("accepts {}.{} as {} and as {}", table, column, typeName(m.before->type),
                         typeName(m.after->type)),
             tolerates);
  if (takesNullForDefault(m))
    r.deploy(
        fmt::format("gives no NULL to {}.{} in an insert until the phases after it are through, "
                    "as that gets the default",
                    table, column));
  if (m.defaultComesLate())
    r.deploy(fmt::format("still gives {}.{} a value in every insert, until the phases after it "
                         "are through",
                         table, column));
}

} // namespace schemac
