//===- MoveInPlace.cpp - Type changes of small tables ---------------------===//
//
// The plain statement, with what it needs around it: a default that the server cannot convert goes
// before and comes back after; so do foreign keys whose ends do not compare while only one changed.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "Transforms/Sql.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
class InPlace {
public:
  InPlace(PlanUnit &unit, const Origins &origins, const MoveGroup &group)
      : unit(unit), origins(origins), group(group), phase(phaseOf()) {}
  void run();

private:
  PhaseKind phaseOf() const;
  Fit fitOf(const ColumnMove &m) const {
    return m.viaEnum
               ? Fit::Different
               : fit(*origins.dialect(), {*unit.from, m.before->type}, {*unit.to, m.after->type});
  }
  /// The statement itself takes the default along; a wider type holds it. It must not be missing in
  /// between: a rewrite is a transaction of its own, and the old code counts on it.
  bool keepsDefault(const ColumnMove &m) const {
    return phase == PhaseKind::Expand && m.before->defaultExpr && m.after->defaultExpr;
  }
  std::string castOf(const ColumnMove &m) const;
  bool needsRemaking(const MovedPart &p) const;
  void guard(const ColumnMove &m);
  void change(const ColumnMove &m);
  void giveBack(Op &step, const ColumnMove &m) const;
  void giveDefault(const ColumnMove &m);
  void keepNumbering(const ColumnMove &m, bool begins);
  void askOfTheCode(const ColumnMove &m);
  void exchangeEnums();
  Recipe recipe(SourceRange range) const { return Recipe(unit, range, group.change); }

  PlanUnit &unit;
  const Origins &origins;
  const MoveGroup &group;
  PhaseKind phase;
};
} // namespace

PhaseKind InPlace::phaseOf() const {
  if (!group.enums.empty())
    return PhaseKind::Switch;
  bool harmless = std::ranges::all_of(group.columns, [&](const ColumnMove &m) {
    Fit fit = fitOf(m);
    return (fit == Fit::Wider || fit == Fit::Equal) && !origins.hasShim(m.table);
  });
  return harmless ? PhaseKind::Expand : PhaseKind::Contract;
}

std::string InPlace::castOf(const ColumnMove &m) const {
  if (m.viaEnum || (m.given(unit.context) && !m.forward.sql.empty()))
    return m.forward.sql;
  std::string cast = castExpr(*origins.dialect(), sql::quote(m.from), {*unit.from, m.before->type},
                              {*unit.to, m.type});
  return cast.empty() ? m.given(unit.context).string() : cast;
}

bool InPlace::needsRemaking(const MovedPart &p) const {
  if (p.kind != MovedPart::ForeignKey || !p.newName)
    return false;
  return std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
    bool child = m.table == p.table && std::ranges::count(p.constraint.columns, m.shadow);
    bool parent =
        m.table == p.constraint.refTable && std::ranges::count(p.constraint.refColumns, m.shadow);
    return (child || parent) && fitOf(m) == Fit::Different;
  });
}

void InPlace::guard(const ColumnMove &m) {
  if ((m.forward.total && !m.empties) || m.forward.sql.empty())
    return;
  Recipe r = recipe(m.range);
  Table named = *origins.table(m.table);
  named.name = m.table;
  std::string lost = m.loses(fmt::format("({})", m.forward.sql));
  r.add<GuardOp>(phase, "such values would be refused or lost", r.name(m.lostTitle()), m.table,
                 r.expr(sql::selectWhere(named, lost, {m.from})));
}

void InPlace::change(const ColumnMove &m) {
  Recipe r = recipe(m.range);
  SubRef column{m.table, m.to};
  std::string cast = castOf(m);
  if (cast.empty()) {
    reportNoCast(unit, origins, m);
    return;
  }
  if (followsParent(unit, origins, group, m))
    return;
  Expr casts = cast == sql::quote(m.from) ? Expr() : r.expr(cast);
  Op &step = r.add<SetTypeOp>(phase, WhySmall, column, m.type, casts);
  if (m.backInPlace)
    giveBack(step, m);
}

/// A cast knows labels by their text: what has another name now is another to it.
void InPlace::giveBack(Op &step, const ColumnMove &m) const {
  Op back = SetTypeOp::make(step.range, SubRef{m.table, m.to}, m.before->type, m.backInPlace);
  back.change = step.change;
  step.reverse = {std::move(back)};
  step.reverseClass = ReverseClass::Lossless;
  if (!m.given(unit.context))
    return;
  step.reverseClass = ReverseClass::Lossy;
  step.reason = unit.context.name("renamed values come back; what stands for others stays");
}

void InPlace::giveDefault(const ColumnMove &m) {
  bool isGiven = keepsDefault(m) && m.before->defaultExpr == m.after->defaultExpr;
  if (m.after->defaultExpr && !isGiven)
    recipe(m.range).add<SetDefaultOp>(phase, "as declared", SubRef{m.table, m.to},
                                      m.after->defaultExpr);
}

/// Only some types can be numbered: a column stops before it gets another, and begins after.
void InPlace::keepNumbering(const ColumnMove &m, bool begins) {
  auto wanted = [&](const Op &op) {
    bool is = begins ? SetSerialOp::classof(op) || AddIdentityOp::classof(op)
                     : DropSerialOp::classof(op) || DropIdentityOp::classof(op);
    if (!is)
      return false;
    SubRef column = std::get<SubRef>(op.fields[0]);
    return origins.norm(column.table) == m.table && column.sub == m.to;
  };
  Recipe r = recipe(m.range);
  for (Op &op : takeSteps(unit, wanted)) {
    op.change = group.change; // else it may come after the steps of the group
    r.keep(phase, op, begins ? "the new type can be numbered" : "the new type cannot be numbered");
  }
}

void InPlace::askOfTheCode(const ColumnMove &m) {
  if (phase == PhaseKind::Expand)
    return;
  SubRef column{m.table, m.to};
  recipe(m.range).deploy(m.viaEnum ? fmt::format("accepts old and new values in {}.{}",
                                                 sql::quote(m.table.name), sql::quote(m.to))
                                   : fmt::format("accepts {}.{} as {} and as {}",
                                                 sql::quote(m.table.name), sql::quote(m.to),
                                                 origins.dialect()->typeName(m.before->type),
                                                 origins.dialect()->typeName(m.after->type)),
                         {column});
  if (m.defaultComesLate())
    recipe(m.range).deploy(fmt::format("still gives {}.{} a value in every insert, until the "
                                       "phases after it are through",
                                       sql::quote(m.table.name), sql::quote(m.to)));
}

void InPlace::exchangeEnums() {
  for (const EnumMove *e : group.enums) {
    Recipe r = recipe(e->range);
    QName old = leavingName(unit.context, *e);
    if (old != e->oldName)
      r.add<RenameEnumOp>(phase, "the old enum steps aside", e->name, old.name);
    r.add<RenameEnumOp>(phase, "the new enum takes the name", standInEnum(unit.context, e->name),
                        e->name.name);
    r.add<DropEnumOp>(PhaseKind::Contract, "no column is of this type any more", old);
  }
}

void InPlace::run() {
  std::vector<const MovedPart *> remade;
  for (const MovedPart &p : group.parts)
    if (needsRemaking(p))
      remade.push_back(&p);
  Recipe all =
      recipe(group.columns.empty() ? group.enums.front()->range : group.columns.front().range);
  for (const ColumnMove &m : group.columns) {
    askOfTheCode(m);
    guard(m);
  }
  for (const MovedPart *p : remade)
    all.add<DropConstraintOp>(phase, "its ends do not compare while only one has changed",
                              SubRef{p->table, *p->newName});
  for (const ColumnMove &m : group.columns)
    if (m.before->defaultExpr && !keepsDefault(m))
      recipe(m.range).add<DropDefaultOp>(phase, "of the old type; comes back as declared",
                                         SubRef{m.table, m.to});
  for (const ColumnMove &m : group.columns)
    if (!m.after->type.isInteger())
      keepNumbering(m, false);
  for (const ColumnMove &m : group.columns)
    change(m);
  for (const ColumnMove &m : group.columns)
    if (!m.before->type.isInteger())
      keepNumbering(m, true);
  exchangeEnums();
  for (const ColumnMove &m : group.columns)
    giveDefault(m);
  for (const MovedPart *p : remade)
    all.add<AddForeignKeyOp>(phase, "both ends have the new type", SubRef{p->table, *p->newName},
                             *origins.targetTable(p->table)->constraint(*p->newName));
}

void lowerInPlace(PlanUnit &unit, const Origins &origins, const MoveGroup &group) {
  InPlace(unit, origins, group).run();
}

} // namespace schemac
