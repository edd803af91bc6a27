//===- InsertGuards.cpp - Questions to the data before it matters ---------===//
//
// A step that would fail on some rows gets a guard that lists them, at the beginning of its phase,
// so that the phase stops before it has done anything. When the phase itself makes or fills what
// the guard asks about, it stands right before the step.
//
//===----------------------------------------------------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {

/// What must not be in the data when a step runs.
struct Question {
  std::string title, query;
  QName table;
  std::vector<Name> columns; ///< that it asks about
};

class Guardian {
public:
  explicit Guardian(PlanUnit &unit) : unit(unit), origins(unit), state(*unit.from) {}
  void run();

private:
  std::vector<Question> questionsOf(const Op &op);
  void askUnique(const SubRef &path, const Index &unique, std::vector<Question> &out);
  void askKey(const SubRef &path, const Constraint &key, std::vector<Question> &out);
  void askForeignKey(AddForeignKeyOp add, std::vector<Question> &out);
  void askCheck(AddCheckOp add, std::vector<Question> &out);
  void askNotNull(const SubRef &column, std::vector<Question> &out);
  void askType(SetTypeOp set, std::vector<Question> &out);
  void askRole(Name role, std::vector<Question> &out);
  bool isFilled(const SubRef &column) const;
  const Table *tableOf(QName name) const { return state.table(origins.norm(name)); }
  void guard(Phase &phase);

  PlanUnit &unit;
  Origins origins;
  Schema state;
};

} // namespace

/// A trigger gives it a value; that all rows have one is verified where it is filled.
bool Guardian::isFilled(const SubRef &ref) const {
  const Table *table = tableOf(ref.table);
  return table && std::ranges::any_of(table->triggers,
                                      [&](const Trigger &t) { return t.newColumn == ref.sub; });
}

void Guardian::askUnique(const SubRef &path, const Index &unique, std::vector<Question> &out) {
  if (origins.isNew(path.table))
    return;
  Index before = unique; // the source may keep the same apart, under former names
  std::vector<Name> columns;
  for (IndexElem &e : before.elems) {
    if (e.column)
      columns.push_back(e.column);
    if (const Column *c = e.column ? origins.column({path.table, e.column}) : nullptr)
      e.column = c->name;
  }
  if (impliesUnique(origins.table(path.table), before))
    return;
  out.push_back({fmt::format("duplicates that '{}' refuses", path.sub.str()),
                 sql::selectDuplicates(path.table, unique), path.table, columns});
}

void Guardian::askKey(const SubRef &path, const Constraint &key, std::vector<Question> &out) {
  if (!key.usingIndex) // else the index has been asked about
    askUnique(path, sql::keyIndex(path.sub, key), out);
  if (key.kind == ConstraintKind::PrimaryKey)
    for (Name n : key.columns)
      askNotNull({path.table, n}, out);
}

void Guardian::askForeignKey(AddForeignKeyOp add, std::vector<Question> &out) {
  QName table = add.path().table;
  auto hasNoValues = [&](Name n) {
    SubRef ref{table, n};
    const Table *t = tableOf(table);
    const Column *c = t ? t->column(n) : nullptr;
    return origins.isNew(ref) && !isFilled(ref) && c && !c->defaultExpr;
  };
  if (origins.isNew(table) || std::ranges::any_of(add.def().columns, hasNoValues))
    return;
  const Table *source = origins.table(table);
  auto before = [&](QName t, Name n) {
    const Column *c = origins.column({t, n});
    return c ? c->name : n;
  };
  for (const Constraint &fk : source ? source->constraints : std::vector<Constraint>()) {
    bool same = fk.kind == ConstraintKind::ForeignKey && !fk.notValid &&
                origins.nowNamed(fk.refTable) == origins.norm(add.def().refTable) &&
                fk.columns.size() == add.def().columns.size();
    for (size_t i = 0; same && i < fk.columns.size(); ++i)
      same = fk.columns[i] == before(table, add.def().columns[i]) &&
             fk.refColumns[i] == before(add.def().refTable, add.def().refColumns[i]);
    if (same)
      return;
  }
  out.push_back({fmt::format("rows that '{}' refuses", add.path().sub.str()),
                 sql::selectOrphans(table, add.def()), table, add.def().columns});
}

void Guardian::askCheck(AddCheckOp add, std::vector<Question> &out) {
  QName name = add.path().table;
  const Table *table = tableOf(name);
  if (!table || origins.isNew(name))
    return;
  std::vector<Name> columns;
  for (const Column &c : table->columns)
    if (mentionsColumn(add.def().check, c.name, table->name.name))
      columns.push_back(c.name);
  for (Name n : columns)
    if (isFilled({name, n}))
      return;
  bool fence = columns.size() == 1 &&
               add.def().check == notNullCheck(unit.context, {name, columns.front()}).check;
  if (fence)
    return askNotNull({name, columns.front()}, out);
  out.push_back({fmt::format("rows that '{}' refuses", add.path().sub.str()),
                 sql::selectWhere(*table, "NOT (" + add.def().check.string() + ")", columns), name,
                 columns});
}

void Guardian::askNotNull(const SubRef &ref, std::vector<Question> &out) {
  const Table *table = tableOf(ref.table);
  const Column *column = table ? table->column(ref.sub) : nullptr;
  if (!column || !column->nullable || origins.isNew(ref.table) || isFilled(ref))
    return;
  auto fenced = [&](const Constraint &c) {
    return !c.notValid && c.kind == ConstraintKind::Check &&
           c.check == notNullCheck(unit.context, ref).check;
  };
  if (!std::ranges::any_of(table->constraints, fenced))
    out.push_back({fmt::format("rows without '{}'", ref.str()),
                   sql::selectNulls(*table, ref.sub),
                   ref.table,
                   {ref.sub}});
}

void Guardian::askType(SetTypeOp set, std::vector<Question> &out) {
  const Table *table = tableOf(set.column().table);
  const Column *column = table ? table->column(set.column().sub) : nullptr;
  if (!column || !origins.dialect() || origins.isNew(set.column().table))
    return;
  std::string value = sql::quote(column->name);
  Type to = set.type();
  Type scalar = to.is(TypeKind::Array) ? to.element() : to;
  const Enum *labels = scalar.is(TypeKind::Enum) ? state.enumType(scalar.enumName()) : nullptr;
  if (labels && set.cast())
    return; // it says what becomes of each label; who made it has asked about the rest
  std::optional<SafeCast> cast =
      safeCast(*origins.dialect(), unit.plan.version, value, column->type, to, labels);
  if (cast && !cast->total)
    out.push_back(
        {fmt::format("values of '{}' that the new type does not hold", set.column().str()),
         sql::selectWhere(*table, fmt::format("{} IS NOT NULL AND ({}) IS NULL", value, cast->sql),
                          {column->name}),
         set.column().table,
         {column->name}});
}

/// Roles belong to the server, not to the schema: a plan uses them and makes none.
void Guardian::askRole(Name role, std::vector<Question> &out) {
  if (role.str() == "public")
    return;
  std::string name = sql::literal(role.str());
  out.push_back({fmt::format("role '{}' does not exist", role.str()),
                 fmt::format("SELECT {0} AS role WHERE NOT EXISTS (SELECT FROM pg_roles WHERE "
                             "rolname = {0})",
                             name),
                 {},
                 {}});
}

std::vector<Question> Guardian::questionsOf(const Op &op) {
  std::vector<Question> out;
  if (auto index = dynOp<CreateIndexOp>(op); index && index->def().unique)
    askUnique(index->path(), index->def(), out);
  else if (auto pk = dynOp<AddPrimaryKeyOp>(op))
    askKey(pk->path(), pk->def(), out);
  else if (auto unique = dynOp<AddUniqueOp>(op))
    askKey(unique->path(), unique->def(), out);
  else if (auto fk = dynOp<AddForeignKeyOp>(op))
    askForeignKey(*fk, out);
  else if (auto check = dynOp<AddCheckOp>(op))
    askCheck(*check, out);
  else if (auto required = dynOp<SetNotNullOp>(op))
    askNotNull(required->column(), out);
  else if (auto type = dynOp<SetTypeOp>(op))
    askType(*type, out);
  else if (auto grant = dynOp<GrantOp>(op))
    askRole(grant->role(), out);
  else if (auto owner = dynOp<SetOwnerOp>(op))
    askRole(owner->role(), out);
  return out;
}

/// Whether one of \p steps gives values to what the question asks about.
static bool isBackfilledBy(const std::vector<Op> &steps, const Question &q,
                           const Origins &origins) {
  return std::ranges::any_of(steps, [&](const Op &op) {
    auto fill = dynOp<BackfillOp>(op);
    return fill && origins.norm(fill->column().table) == origins.norm(q.table) &&
           std::ranges::count(q.columns, fill->column().sub) != 0;
  });
}

/// Whether what the question asks about is there.
static bool canAsk(const Question &q, const Schema &state, const Origins &origins) {
  if (!q.table)
    return true;
  const Table *table = state.table(origins.norm(q.table));
  return table && std::ranges::all_of(q.columns, [&](Name n) { return table->column(n); });
}

void Guardian::guard(Phase &phase) {
  Schema begin = state;
  std::vector<Op> first, steps;
  for (Op &op : phase.steps) {
    for (const Question &q : questionsOf(op)) {
      Recipe r(unit, op);
      Op guard = GuardOp::make(op.range, r.name(q.title), q.table, r.expr(q.query));
      guard.change = op.change;
      guard.why = r.name(q.table ? fmt::format("'{}' would fail on such rows", op.mnemonic())
                                 : fmt::format("'{}' names it", op.mnemonic()));
      auto same = [&](const Op &o) { return sameOp(o, guard); };
      if (std::ranges::any_of(first, same) || std::ranges::any_of(steps, same))
        continue;
      bool early = canAsk(q, begin, origins) && !isBackfilledBy(steps, q, origins);
      (early ? first : steps).push_back(std::move(guard));
    }
    apply(op, state, unit.context, nullptr);
    steps.push_back(std::move(op));
  }
  std::ranges::move(steps, std::back_inserter(first));
  phase.steps = std::move(first);
}

void Guardian::run() {
  for (Phase &phase : unit.plan.phases)
    guard(phase);
}

void runInsertGuards(PlanUnit &unit) {
  if (unit.from)
    Guardian(unit).run();
}

} // namespace schemac
