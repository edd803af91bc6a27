//===- LowerDivideTable.cpp - A table becomes a partition of its name -----===//
//
// Before: phase change { rename_table @t to @t_old  create_table @t { ... }  attach_partition
// @t_old to @t ... } After:  phase switch { add_check @t.@bounds not_valid  validate_constraint
// @t.@bounds
//                        rename_table ...  create_table ...  attach_partition ...   (one
//                        transaction) drop_constraint @t_old.@bounds }
//
// A valid check says what the bounds say, so that no row is looked at while everybody waits; the
// exchange of names is work on the catalog alone. Applications find a table of this name before and
// behind it. The way back is the same: the partition takes the name of its whole, when checks prove
// that no other partition has a row. These checks refuse new ones, too, so nothing is lost between
// the question and the drop.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/Division.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Passes.h"
#include "Transforms/PlainWay.h"
#include "Transforms/Sql.h"
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>
#include <utility>

namespace schemac {

namespace {

class Division {
public:
  Division(PlanUnit &unit, std::vector<Op> taken, std::vector<Op> access)
      : unit(unit), origins(unit), steps(std::move(taken)), access(std::move(access)),
        r(unit, steps.front()) {}

  void run();

private:
  void divide(AttachPartitionOp attach);
  void unite(DetachPartitionOp detach);
  std::string boundsOf(const Schema &state, QName whole, QName part) const;
  bool prove(QName table, const std::string &check);
  std::vector<Op> fences() const;
  void keepAll(bool late);
  void keepLast();

  PlanUnit &unit;
  Origins origins;
  std::vector<Op> steps, access;
  Recipe r;
  QName whole, part, plain;
  std::optional<Constraint> proof;
};

constexpr PhaseKind At = PhaseKind::Switch;

} // namespace

/// Refuses every row.
static Constraint fence(Context &context, QName table, bool notValid) {
  Constraint c = boundsCheck(context, table, "false");
  c.name = context.name(fitName("schemac_" + table.name.string(), "_empty"));
  c.notValid = notValid;
  return c;
}

/// What the server looks for in the rows of \p part; "true": for nothing.
std::string Division::boundsOf(const Schema &state, QName whole, QName part) const {
  const Table *t = state.table(whole), *p = state.table(part);
  if (!t || !p || !origins.dialect())
    return {};
  if (p->bound)
    return boundsAsCheck(*origins.dialect(), state, *t, p->bound);
  std::string all;
  for (QName other : state.index().childrenOf(whole)) {
    if (other == part)
      continue;
    std::string own = origins.dialect()->partitionCheck(t->partitionBy, state.table(other)->bound);
    if (own.empty())
      return {};
    all += (all.empty() ? "NOT (" : " AND NOT (") + own + ")";
  }
  return all.empty() ? "true" : all;
}

/// Whether attaching the table reads no row, or few.
bool Division::prove(QName table, const std::string &check) {
  if (check == "true" || (check.empty() && origins.isSmall(table)))
    return true;
  if (check.empty()) {
    notePlainWay(unit.diags.report(r.range, diag::err_partition_unproved, part.str(), whole.str()),
                 origins, table);
    return false;
  }
  proof = boundsCheck(unit.context, part, check);
  r.add<AddCheckOp>(At, "keeps new rows to the bounds; old rows are not scanned",
                    SubRef{table, proof->name}, *proof);
  r.add<ValidateConstraintOp>(At, "checks old rows while readers and writers go on",
                              SubRef{table, proof->name});
  return true;
}

/// Checks that no row is in the partitions that go when the plan is undone.
std::vector<Op> Division::fences() const {
  std::vector<Op> out;
  for (const Op &op : steps)
    if (auto create = dynOp<CreateTableOp>(op);
        create && create->table().partitionOf && !create->table().partitionBy) {
      Constraint none = fence(unit.context, create->table().name, false);
      out.push_back(AddCheckOp::make(r.range, SubRef{create->table().name, none.name}, none));
    }
  return out;
}

std::string_view reasonHandedOver(const Op &op) {
  switch (op.kind) {
  case OpKind::DropConstraint:
  case OpKind::AddForeignKey:
    return "foreign keys are of the table and not of its name";
  case OpKind::ReplaceView:
    return "views follow the table and not its name";
  case OpKind::MoveSerial:
  case OpKind::OwnSequence:
    return "the numbers go on where they are";
  default:
    return "what the table has goes on with its name";
  }
}

static std::string_view reasonOf(const Op &op) {
  switch (op.kind) {
  case OpKind::RenameTable:
  case OpKind::AttachPartition:
  case OpKind::DetachPartition:
    return "catalog only: its rows stay where they are";
  case OpKind::CreateTable:
    return "has no rows yet";
  case OpKind::DropTable:
    return "a check proves that it has no rows";
  default:
    return reasonHandedOver(op);
  }
}

/// What proves rows comes when the exchange is done. Privileges and comments come before the
/// foreign keys that others have, as of these nothing is asked on the way back.
void Division::keepAll(bool late) {
  bool divides =
      std::ranges::any_of(steps, [](const Op &o) { return AttachPartitionOp::classof(o); });
  auto isLast = [&](const Op &op) {
    return divides ? AttachPartitionOp::classof(op) : AddForeignKeyOp::classof(op);
  };
  for (Op &op : steps) {
    if (!late && isLast(op))
      for (Op &given : std::exchange(access, {}))
        r.keep(At, given, "what the table has goes on with its name");
    if (op.kind == OpKind::ValidateConstraint ? late : !late)
      r.keep(At, op, late ? "checks old rows while readers and writers go on" : reasonOf(op));
  }
  for (Op &given : std::exchange(access, {}))
    r.keep(At, given, "what the table has goes on with its name");
}

void Division::keepLast() {
  if (proof)
    r.add<DropConstraintOp>(At, "the bounds say the same", SubRef{plain, proof->name});
  keepAll(true);
}

static std::string boundWords(Expr bound) {
  return bound ? "FOR VALUES " + bound.string() : std::string("that belong to no other partition");
}

void Division::divide(AttachPartitionOp attach) {
  whole = attach.parent(), part = attach.table(), plain = part;
  if (!prove(whole, boundsOf(*unit.to, whole, part)))
    return;
  if (proof) {
    std::vector<SubRef> columns;
    for (const IndexElem &e : unit.to->table(whole)->partitionBy.elems)
      if (e.column)
        columns.push_back({whole, e.column});
    r.deploy(fmt::format("writes only rows of {} {} until the last phase has run",
                         sql::quote(whole), boundWords(attach.bound())),
             std::move(columns));
  }
  r.deploy(
      fmt::format("reads {0} by its own name, and neither by COPY ... TO nor with ONLY; names its "
                  "partitions when the last phase has run",
                  sql::quote(whole)));
  // Undone, it asks first of all whether anything would be lost; behind that the locks keep others
  // out until the end of the transaction.
  for (Op &op : steps)
    if (AttachPartitionOp::classof(op)) {
      op.reverse = fences();
      std::vector<Op> free;
      for (const Op &closed : op.reverse)
        free.push_back(DropConstraintOp::make(r.range, AddCheckOp(closed).path()));
      op.reverse.push_back(DetachPartitionOp::make(r.range, part));
      std::ranges::move(free, std::back_inserter(op.reverse));
      for (Op &back : op.reverse)
        back.change = op.change;
      op.reverseClass = ReverseClass::Lossless;
    }
  keepAll(false);
  keepLast();
}

void askForPrivileges(Recipe &r, PhaseKind phase, QName table, QName heir) {
  std::string from = sql::literal(sql::quote(table)), to = sql::literal(sql::quote(heir));
  std::string given = "SELECT a.privilege_type, a.grantee::regrole::text AS role FROM pg_class c "
                      "CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE c.oid = to_regclass({0}) "
                      "AND a.grantee <> c.relowner UNION ALL SELECT a.privilege_type || ' (' || "
                      "t.attname || ')', a.grantee::regrole::text FROM pg_attribute t CROSS JOIN "
                      "LATERAL aclexplode(t.attacl) a WHERE t.attrelid = to_regclass({0})";
  r.add<GuardOp>(
      phase, "it would take the place of the table without them",
      r.name(fmt::format("privileges on '{}' that '{}' does not give", table.str(), heir.str())),
      QName(),
      r.expr(fmt::format("SELECT * FROM (({}) EXCEPT {}) missing WHERE to_regclass({}) IS NOT NULL "
                         "ORDER BY 1, 2 LIMIT 20",
                         fmt::format(fmt::runtime(given), from),
                         fmt::format(fmt::runtime("(" + given + ")"), to), to)));
}

void Division::unite(DetachPartitionOp detach) {
  part = detach.table();
  for (const Op &op : steps)
    if (auto rename = dynOp<RenameTableOp>(op); rename && rename->table() == part)
      plain = {part.ns, rename->to()};
  whole = plain;
  const Table *source = unit.from->table(part);
  if (!statesAccess(*unit.from, *unit.to))
    askForPrivileges(r, At, whole, part);
  std::vector<SubRef> empty;
  for (Op &op : steps) {
    auto drop = dynOp<DropTableOp>(op);
    const Table *rest = drop ? unit.from->table(drop->table()) : nullptr;
    if (!rest)
      continue;
    QName aside;
    for (const Op &other : steps)
      if (auto rename = dynOp<RenameTableOp>(other); rename && rename->table() == whole)
        aside = {whole.ns, rename->to()};
    Table body = *rest;
    if (body.partitionOf == whole)
      body.partitionOf = aside;
    if (!rest->partitionBy) {
      Constraint none = fence(unit.context, rest->name, true);
      empty.push_back({rest->name, none.name});
      r.add<AddCheckOp>(At, "refuses new rows; old ones are not scanned", empty.back(), none);
      body.constraints.push_back(fence(unit.context, rest->name, false));
    }
    op.reverse = {CreateTableOp::make(op.range, std::move(body))};
    op.reverse.front().change = op.change;
    op.reverseClass = ReverseClass::Lossless;
  }
  for (const SubRef &path : empty)
    r.add<ValidateConstraintOp>(At, "proves that it has no rows", path);
  if (!empty.empty())
    r.deploy(
        fmt::format("writes only rows of {} {}", sql::quote(whole), boundWords(source->bound)));
  if (!prove(part, boundsOf(*unit.from, whole, part)))
    return;
  for (Op &op : steps)
    if (DetachPartitionOp::classof(op)) {
      op.reverse = {AttachPartitionOp::make(op.range, part, whole, source->bound)};
      op.reverse.front().change = op.change;
      op.reverseClass = ReverseClass::Lossless;
    }
  keepAll(false);
  keepLast();
}

void Division::run() {
  for (const Op &op : steps)
    if (AttachPartitionOp::classof(op)) {
      Op attach = op;
      return divide(AttachPartitionOp(attach));
    } else if (DetachPartitionOp::classof(op)) {
      Op detach = op;
      return unite(DetachPartitionOp(detach));
    }
}

/// The numbers of changes that rename a table and attach or detach a partition, or copy rows.
static std::vector<unsigned> divisionsOf(const PlanUnit &unit) {
  std::vector<unsigned> renames, out;
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (phase.kind == PhaseKind::Change && op.change && RenameTableOp::classof(op))
        renames.push_back(op.change);
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (phase.kind == PhaseKind::Change && std::ranges::count(renames, op.change) &&
          (AttachPartitionOp::classof(op) || DetachPartitionOp::classof(op) ||
           CopyRowsOp::classof(op)))
        out.push_back(op.change);
  return out;
}

/// Of the tables that take part, whose names mean another one behind the exchange.
static bool isAccessOf(const Op &op, const std::vector<QName> &tables) {
  if (!SetCommentOp::classof(op) && !GrantOp::classof(op) && !RevokeOp::classof(op) &&
      !SetOwnerOp::classof(op))
    return false;
  auto target = std::ranges::find_if(
      op.fields, [](const Field &f) { return std::holds_alternative<Target>(f); });
  if (target == op.fields.end())
    return false;
  const Target &t = std::get<Target>(*target);
  return t.kind == KindId::Table && std::ranges::count(tables, t.object) != 0;
}

void runLowerDivideTable(PlanUnit &unit) {
  if (!unit.from || !unit.to)
    return;
  for (unsigned change : divisionsOf(unit)) {
    std::vector<Op> steps = takeSteps(unit, [&](const Op &o) { return o.change == change; });
    std::vector<QName> tables;
    for (const Op &op : steps)
      if (auto rename = dynOp<RenameTableOp>(op)) {
        tables.push_back(rename->table());
        tables.push_back({rename->table().ns, rename->to()});
      } else if (auto create = dynOp<CreateTableOp>(op)) {
        tables.push_back(create->table().name);
      }
    std::vector<Op> access = takeSteps(unit, [&](const Op &o) { return isAccessOf(o, tables); });
    for (Op &op : access)
      op.change = change;
    if (std::ranges::any_of(steps, CopyRowsOp::classof))
      refillTable(unit, std::move(steps), std::move(access));
    else
      Division(unit, std::move(steps), std::move(access)).run();
  }
}

} // namespace schemac
