//===- MovePlan.cpp - Which columns move, and which together --------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <map>

namespace schemac {

bool MoveGroup::has(MoveReason reason) const { return std::ranges::count(reasons, reason) != 0; }

const ColumnMove *MoveGroup::find(QName table, Name to) const {
  auto it = std::ranges::find_if(
      columns, [&](const ColumnMove &m) { return m.table == table && m.to == to; });
  return it == columns.end() ? nullptr : &*it;
}

const ColumnMove *MoveGroup::findBefore(QName table, Name from) const {
  auto it = std::ranges::find_if(
      columns, [&](const ColumnMove &m) { return m.table == table && m.from == from; });
  return it == columns.end() ? nullptr : &*it;
}

namespace {

/// Finds the moves and joins what hangs together.
class MovePlanner {
public:
  MovePlanner(PlanUnit &unit, const Origins &origins) : unit(unit), origins(origins) {}
  MovePlan run();

private:
  void findEnums();
  void findRenamed();
  void findRetyped();
  void findEnumColumns();
  ColumnMove *add(QName table, Name from, Name to, const Op &cause);
  void setCasts(ColumnMove &m);
  void setEnumCasts(ColumnMove &m, Expr elsewhere);
  void joinAll();
  void joinTable(const Table &state, bool source);
  void joinReferences(const Schema &schema, bool source);
  size_t root(size_t i) const;
  void join(size_t a, size_t b);
  std::optional<size_t> at(QName table, Name column, bool source) const;
  void makeGroups();
  bool isKeyed(const ColumnMove &m) const;

  PlanUnit &unit;
  const Origins &origins;
  MovePlan plan;
  std::vector<ColumnMove> moves;
  mutable std::vector<size_t> parents; ///< union-find over moves, then enums
  std::map<std::pair<QName, Name>, size_t> byTarget, bySource;
};

} // namespace

//===--- finding ----------------------------------------------------------===//

/// An enum is replaced when the diff puts another type of the same name in its place, or renames
/// labels. Its steps leave `change`: what becomes of it is the group's business.
void MovePlanner::findEnums() {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  auto enumOf = [&](QName name, const Op &op) -> EnumMove * {
    for (auto &e : plan.enums)
      if (e->name == name)
        return e.get();
    const Enum *before = unit.from->enumType(name), *after = unit.to->enumType(name);
    if (!before || !after)
      return nullptr;
    auto e = std::make_unique<EnumMove>();
    e->name = name, e->before = before, e->after = after;
    e->range = op.range, e->change = op.change;
    plan.enums.push_back(std::move(e));
    return plan.enums.back().get();
  };
  for (const Op &op : change->steps) {
    if (auto rename = dynOp<RenameEnumOp>(op)) {
      QName name = origins.norm(rename->name());
      if (QName{name.ns, rename->to()} == formerEnum(unit.context, name))
        enumOf(name, op);
    } else if (auto label = dynOp<RenameEnumValueOp>(op)) {
      if (EnumMove *e = enumOf(origins.norm(label->name()), op))
        e->renamed.push_back({label->value(), label->to()});
    }
  }
}

ColumnMove *MovePlanner::add(QName table, Name from, Name to, const Op &cause) {
  const Table *source = origins.table(table), *target = origins.targetTable(table);
  ColumnMove m;
  m.table = origins.norm(table), m.from = from, m.to = to;
  m.before = source ? source->column(from) : nullptr;
  m.after = target ? target->column(to) : nullptr;
  if (!m.before || !m.after)
    return nullptr;
  m.shadow = from == to ? shadowColumn(unit.context, to) : to;
  m.type = m.after->type;
  m.range = cause.range, m.change = cause.change;
  byTarget[{m.table, to}] = bySource[{m.table, from}] = moves.size();
  moves.push_back(std::move(m));
  return &moves.back();
}

void MovePlanner::findRenamed() {
  for (const Op &op : unit.plan.findPhase(PhaseKind::Change)->steps)
    if (auto rename = dynOp<RenameColumnOp>(op))
      add(rename->column().table, rename->column().sub, rename->to(), op);
}

void MovePlanner::findRetyped() {
  for (const Op &op : unit.plan.findPhase(PhaseKind::Change)->steps) {
    auto set = dynOp<SetTypeOp>(op);
    if (!set || byTarget.count({origins.norm(set->column().table), set->column().sub}))
      continue;
    const Column *before = origins.column(set->column());
    if (!before || !origins.dialect())
      continue;
    TypeChange change = origins.dialect()->typeChange(before->type, set->type(), unit.plan.version);
    if (change != TypeChange::Same && change != TypeChange::Catalog)
      add(set->column().table, before->name, set->column().sub, op);
  }
}

static QName enumBehind(Type type) {
  type = type.is(TypeKind::Array) ? type.element() : type;
  return type.is(TypeKind::Enum) ? type.enumName() : QName();
}

/// Columns whose type keeps its name, but not its labels.
void MovePlanner::findEnumColumns() {
  for (auto &e : plan.enums)
    for (const Table &target : unit.to->tables()) {
      for (const Column &c : target.columns) {
        const Column *before =
            enumBehind(c.type) == e->name ? origins.column({target.name, c.name}) : nullptr;
        if (!before || byTarget.count({origins.norm(target.name), c.name}))
          continue;
        Op cause;
        cause.range = c.range.isValid() ? c.range : e->range, cause.change = e->change;
        add(target.name, before->name, c.name, cause);
      }
    }
}

//===--- casts ------------------------------------------------------------===//

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
/// one does. The old type also gets the new labels, so that it can hold what new code writes.
void MovePlanner::setEnumCasts(ColumnMove &m, Expr elsewhere) {
  const EnumMove &e = *m.viaEnum;
  m.type = withEnum(unit.context, m.after->type, standInEnum(unit.context, e.name));
  std::vector<Name> all = labelsOf(*e.before), target = labelsOf(*e.after);
  m.forward = enumCast(*origins.dialect(), sql::quote(m.from), m.type, all, target, e.renamed,
                       elsewhere.str());
  Type former = withEnum(unit.context, m.before->type, formerEnum(unit.context, e.name));
  m.backward = unit.context.expr(sql::quote(m.to) + "::text" +
                                 (m.before->type.is(TypeKind::Array) ? "[]" : "") +
                                 "::" + origins.dialect()->typeName(former));
}

void MovePlanner::setCasts(ColumnMove &m) {
  for (auto &e : plan.enums)
    if (enumBehind(m.after->type) == e->name)
      m.viaEnum = e.get();
  Expr given = m.after->backfill();
  bool bothEnum = m.viaEnum && enumBehind(m.before->type) == m.viaEnum->name;
  if (bothEnum && m.before->type.is(TypeKind::Array) == m.after->type.is(TypeKind::Array))
    return setEnumCasts(m, given);
  if (m.viaEnum)
    m.type = withEnum(unit.context, m.after->type, standInEnum(unit.context, m.viaEnum->name));
  const Enum *labels = unit.to->enumType(enumBehind(m.after->type));
  int version = unit.plan.version;
  const Dialect &dialect = *origins.dialect();
  std::optional<SafeCast> cast =
      safeCast(dialect, version, sql::quote(m.from), m.before->type, m.type, labels);
  if (cast && given) // rows without a value get the one that was declared
    cast->sql = fmt::format("COALESCE({}, {})", cast->sql, given.str());
  else if (given)
    cast = SafeCast{given.string(), true};
  if (!cast)
    return; // whoever needs it reports it
  m.forward = *cast;
  const Enum *former = unit.from->enumType(enumBehind(m.before->type));
  if (auto back = safeCast(dialect, version, sql::quote(m.to), m.type, m.before->type, former))
    m.backward = unit.context.expr(back->sql);
}

//===--- joining ----------------------------------------------------------===//

size_t MovePlanner::root(size_t i) const {
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];
  return i;
}
void MovePlanner::join(size_t a, size_t b) { parents[root(b)] = root(a); }

std::optional<size_t> MovePlanner::at(QName table, Name column, bool source) const {
  const auto &map = source ? bySource : byTarget;
  auto it = map.find({table, column});
  return it == map.end() ? std::nullopt : std::optional<size_t>(it->second);
}

/// Joins the moved columns of \p names.
template <class Fn>
static void joinEach(std::optional<size_t> &first, Fn join, std::optional<size_t> i) {
  if (i && first)
    join(*first, *i);
  if (i && !first)
    first = i;
}

void MovePlanner::joinTable(const Table &state, bool source) {
  QName table = source ? origins.nowNamed(state.name) : state.name;
  auto joins = [&](size_t a, size_t b) { join(a, b); };
  auto joinUses = [&](auto uses) {
    std::optional<size_t> first;
    for (const Column &c : state.columns)
      if (std::optional<size_t> i = at(table, c.name, source); i && uses(c.name))
        joinEach(first, joins, i);
  };
  for (const Index &index : state.indexes)
    joinUses([&](Name n) { return usesColumn(index, n, state.name.name); });
  for (const Constraint &c : state.constraints)
    joinUses([&](Name n) { return usesColumn(c, n, state.name.name); });
}

void MovePlanner::joinReferences(const Schema &schema, bool source) {
  auto named = [&](QName n) { return source ? origins.nowNamed(n) : n; };
  std::vector<QName> tables;
  for (const ColumnMove &m : moves)
    tables.push_back(source ? origins.sourceName(m.table) : m.table);
  std::sort(tables.begin(), tables.end());
  tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
  for (QName table : tables) {
    const Table *state = schema.table(table);
    if (!state)
      continue;
    joinTable(*state, source);
    for (QName user : schema.index().referencing(table))
      for (const Constraint &fk : schema.table(user)->constraints) {
        if (fk.kind != ConstraintKind::ForeignKey || fk.refTable != table)
          continue;
        std::optional<size_t> first;
        auto joins = [&](size_t a, size_t b) { join(a, b); };
        for (size_t i = 0; i < fk.columns.size(); ++i) {
          joinEach(first, joins, at(named(user), fk.columns[i], source));
          joinEach(first, joins, at(named(table), fk.refColumns[i], source));
        }
      }
  }
}

void MovePlanner::joinAll() {
  parents.resize(moves.size() + plan.enums.size());
  for (size_t i = 0; i < parents.size(); ++i)
    parents[i] = i;
  for (size_t i = 0; i < moves.size(); ++i)
    for (size_t e = 0; e < plan.enums.size(); ++e)
      if (moves[i].viaEnum == plan.enums[e].get())
        join(i, moves.size() + e);
  joinReferences(*unit.from, true);
  joinReferences(*unit.to, false);
}

//===--- groups -----------------------------------------------------------===//

bool MovePlanner::isKeyed(const ColumnMove &m) const {
  const Table *target = origins.targetTable(m.table);
  return target && std::ranges::any_of(target->constraints, [&](const Constraint &c) {
           return c.kind != ConstraintKind::Check && std::ranges::count(c.columns, m.to);
         });
}

static void addReason(MoveGroup &group, MoveReason reason) {
  if (!group.has(reason))
    group.reasons.push_back(reason);
}

static void addChange(MoveGroup &group, unsigned change) {
  if (change && (!group.change || change < group.change))
    group.change = change;
}

void MovePlanner::makeGroups() {
  std::map<size_t, MoveGroup> groups;
  for (size_t i = 0; i < moves.size(); ++i) {
    MoveGroup &group = groups[root(i)];
    addReason(group, moves[i].renames()  ? MoveReason::Rename
                     : isKeyed(moves[i]) ? MoveReason::KeyType
                                         : MoveReason::Type);
    addChange(group, moves[i].change);
    group.columns.push_back(moves[i]);
  }
  for (size_t e = 0; e < plan.enums.size(); ++e) {
    MoveGroup &group = groups[root(moves.size() + e)];
    addReason(group,
              plan.enums[e]->renamed.empty() ? MoveReason::RemovedLabel : MoveReason::RenamedLabel);
    addChange(group, plan.enums[e]->change);
    group.enums.push_back(plan.enums[e].get());
  }
  for (auto &[key, group] : groups)
    plan.groups.push_back(std::move(group));
}

MovePlan MovePlanner::run() {
  findEnums();
  findRenamed();
  findRetyped();
  findEnumColumns();
  for (ColumnMove &m : moves)
    setCasts(m);
  joinAll();
  makeGroups();
  return std::move(plan);
}

MovePlan planMoves(PlanUnit &unit, const Origins &origins) {
  if (!unit.plan.findPhase(PhaseKind::Change) || !unit.from || !unit.to || !origins.dialect())
    return {};
  return MovePlanner(unit, origins).run();
}

} // namespace schemac
