//===- MoveInPlace.cpp - Type changes by the plain statement --------------===//
//
// Of small tables, and where no value changes. The plain statement, with what it needs around it: a
// default that the server cannot convert goes before and comes back after; so do foreign keys whose
// ends do not compare while only one changed, and what has an expression over the column. The
// server keeps that as it was resolved for the former type, casts and constants included, on the
// way there and once more on the way back: made again, it is what its text says of the type that
// the column has then.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "Transforms/NotNull.h"
#include "Transforms/PlacePolicies.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
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
  bool isResolvedAnew(const MovedPart &p) const;
  void dropPart(Recipe &r, const MovedPart &p) const;
  void makePart(Recipe &r, const MovedPart &p) const;
  void guard(const ColumnMove &m);
  std::vector<std::pair<SubRef, Policy>> policiesThatRead(const ColumnMove &m) const;
  void change(const ColumnMove &m);
  void giveBack(Op &step, const ColumnMove &m) const;
  void giveDefault(const ColumnMove &m);
  void keepNumbering(const ColumnMove &m, bool begins);
  void askOfTheCode(const ColumnMove &m);
  void changeTables(Recipe &all, const std::vector<const MovedPart *> &remade);
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
  if (changesInUtc(unit, origins, m)) // a conversion that is written would be worked out row by row
    return sql::quote(m.from);
  if (m.viaEnum || (m.given(unit.context) && !m.forward.sql.empty()))
    return m.forward.sql;
  std::string cast = castExpr(*origins.dialect(), sql::quote(m.from), {*unit.from, m.before->type},
                              {*unit.to, m.type});
  if (cast.empty())
    return m.given(unit.context).string();
  // A value of the new type, which the former one need not hold.
  bool fills = phase != PhaseKind::Expand && m.before->nullable && !m.after->nullable;
  if (Expr value = fills ? fillValue(unit, origins, *m.after, m.type) : Expr())
    return fmt::format("CASE WHEN {} IS NULL THEN {} ELSE {} END", sql::quote(m.from), value.str(),
                       cast);
  return cast;
}

/// Of types between which the server resolves an expression in the same way.
static int likeTypes(Type type) {
  if (type.is(TypeKind::Array))
    return -likeTypes(type.element()) - 1;
  if (type.isInteger())
    return static_cast<int>(TypeKind::I64);
  return static_cast<int>(type.is(TypeKind::VarChar) ? TypeKind::Text : type.kind());
}

/// Whether the part has an expression over a column that gets a type of another sort. Enums are
/// another matter: no text of the former one can be read with the new one.
bool InPlace::isResolvedAnew(const MovedPart &p) const {
  const Table *target = origins.targetTable(p.table);
  bool ofFamily = !target || !target->inherits.empty() || !heirsOf(*unit.to, target->name).empty();
  if (p.kind == MovedPart::Key || p.kind == MovedPart::ForeignKey || !p.newName || ofFamily)
    return false;
  std::vector<Expr> texts;
  auto collect = [&](const std::vector<IndexElem> &elems, Expr where) {
    for (const IndexElem &e : elems)
      texts.push_back(e.expr);
    texts.push_back(where);
  };
  if (const Index *index = p.wasIndex ? target->index(*p.newName) : nullptr)
    collect(index->elems, index->where);
  else if (const Constraint *c = target->constraint(*p.newName)) {
    texts.push_back(c->check);
    collect(c->more().elems, c->more().where);
  }
  return std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
    bool differs = !m.viaEnum && likeTypes(m.before->type) != likeTypes(m.after->type);
    return differs && m.table == origins.columnsOf(p.table) &&
           std::ranges::any_of(texts, [&](Expr e) {
             return e && mentionsColumn(e, m.to, p.table.name) && !isNotNullCheck(e, m.to);
           });
  });
}

void InPlace::dropPart(Recipe &r, const MovedPart &p) const {
  SubRef path{p.table, *p.newName};
  if (p.kind == MovedPart::ForeignKey)
    r.add<DropConstraintOp>(phase, "its ends do not compare while only one has changed", path);
  else if (p.wasIndex)
    r.add<DropIndexOp>(phase, "resolved for the former type", path, false);
  else
    r.add<DropConstraintOp>(phase, "resolved for the former type", path);
}

void InPlace::makePart(Recipe &r, const MovedPart &p) const {
  SubRef path{p.table, *p.newName};
  const Table &target = *origins.targetTable(p.table);
  constexpr std::string_view why = "as its text is read with the new type";
  if (p.wasIndex) {
    r.add<CreateIndexOp>(phase, why, path, *target.index(path.sub));
    return;
  }
  const Constraint &def = *target.constraint(path.sub);
  if (p.kind == MovedPart::ForeignKey)
    r.add<AddForeignKeyOp>(phase, "both ends have the new type", path, def);
  else if (def.kind == ConstraintKind::Exclusion)
    r.add<AddExclusionOp>(phase, why, path, def);
  else
    r.add<AddCheckOp>(phase, why, path, def);
}

bool InPlace::needsRemaking(const MovedPart &p) const {
  if (p.kind != MovedPart::ForeignKey || !p.newName)
    return isResolvedAnew(p);
  return std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
    bool child =
        m.table == origins.columnsOf(p.table) && std::ranges::count(p.constraint.columns, m.shadow);
    bool parent = m.table == origins.columnsOf(p.constraint.refTable) &&
                  std::ranges::count(p.constraint.refColumns, m.shadow);
    return (child || parent) && fitOf(m) == Fit::Different;
  });
}

/// Columns that go do so in the same phase, and a guard that shows them could stand behind that.
static void forgetFleetingKey(Table &table, const Table *target) {
  auto goes = [&](Name n) { return !target || !target->column(n); };
  std::erase_if(table.constraints, [&](const Constraint &c) {
    return c.kind == ConstraintKind::PrimaryKey && std::ranges::any_of(c.columns, goes);
  });
}

void InPlace::guard(const ColumnMove &m) {
  if ((m.forward.total && !m.empties) || m.forward.sql.empty())
    return;
  Recipe r = recipe(m.range);
  Table named = *origins.table(m.table);
  named.name = m.table;
  forgetFleetingKey(named, origins.targetTable(m.table));
  std::string lost = m.loses(fmt::format("({})", m.forward.sql));
  r.add<GuardOp>(phase, "such values would be refused or lost", r.name(m.lostTitle()), m.table,
                 r.expr(sql::selectWhere(named, lost, {m.from})));
}

/// Of other tables, which the plan leaves as they are; those of the table itself go along with the
/// statement.
std::vector<std::pair<SubRef, Policy>> InPlace::policiesThatRead(const ColumnMove &m) const {
  std::vector<std::pair<SubRef, Policy>> out;
  const Table *source = origins.table(m.table);
  std::vector<QName> family = source ? familyOf(*unit.from, source->name) : std::vector<QName>();
  for (QName user : source ? unit.from->index().withPolicies() : std::vector<QName>()) {
    QName now = origins.nowNamed(user);
    const Table *target = origins.targetTable(now);
    if (std::ranges::count(family, user) || !target || origins.columnsOf(now) == m.table)
      continue;
    for (const Policy &p : unit.from->table(user)->policies)
      if (const Policy *stays = target->policy(p.name);
          stays && samePolicy(*stays, p) && readsColumn(p, source->name, m.from))
        out.emplace_back(SubRef{now, p.name}, p);
  }
  return out;
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
  auto readers = policiesThatRead(m);
  for (const auto &[path, policy] : readers)
    r.add<DropPolicyOp>(phase, "a server changes no column that a policy reads", path);
  bool inUtc = changesInUtc(unit, origins, m);
  Op &step = r.add<SetTypeOp>(
      phase, inUtc ? "the values are of UTC: the server takes them as they are" : WhySmall, column,
      m.type, casts);
  if (m.backInPlace || inUtc)
    giveBack(step, m);
  for (const auto &[path, policy] : readers)
    r.add<CreatePolicyOp>(phase, "as it was, in the same transaction", path, policy);
}

/// A cast knows labels by their text: what has another name now is another to it. What changed no
/// value changes none back.
void InPlace::giveBack(Op &step, const ColumnMove &m) const {
  Op back = SetTypeOp::make(step.range, SubRef{m.table, m.to}, m.before->type, m.backInPlace);
  back.change = step.change;
  step.reverse = {std::move(back)};
  step.reverseClass = ReverseClass::Lossless;
  if (!m.given(unit.context) || changesInUtc(unit, origins, m))
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

/// What a table is without while its columns change is back in the same transaction (see
/// sharesTransaction()).
void InPlace::changeTables(Recipe &all, const std::vector<const MovedPart *> &remade) {
  std::vector<QName> tables;
  for (const ColumnMove &m : group.columns)
    if (!std::ranges::count(tables, m.table))
      tables.push_back(m.table);
  for (QName table : tables) {
    auto isOf = [&](const MovedPart *p) {
      return p->kind != MovedPart::ForeignKey && origins.columnsOf(p->table) == table;
    };
    for (const MovedPart *p : remade)
      if (isOf(p))
        dropPart(all, *p);
    for (const ColumnMove &m : group.columns)
      if (m.table == table)
        change(m);
    for (const MovedPart *p : remade)
      if (isOf(p))
        makePart(all, *p);
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
    if (p->kind == MovedPart::ForeignKey)
      dropPart(all, *p);
  for (const ColumnMove &m : group.columns)
    if (m.before->defaultExpr && !keepsDefault(m))
      recipe(m.range).add<DropDefaultOp>(phase, "of the old type; comes back as declared",
                                         SubRef{m.table, m.to});
  for (const ColumnMove &m : group.columns)
    if (!m.after->type.isInteger())
      keepNumbering(m, false);
  changeTables(all, remade);
  for (const ColumnMove &m : group.columns)
    if (!m.before->type.isInteger())
      keepNumbering(m, true);
  exchangeEnums();
  for (const ColumnMove &m : group.columns)
    giveDefault(m);
  for (const MovedPart *p : remade)
    if (p->kind == MovedPart::ForeignKey)
      makePart(all, *p);
}

void lowerInPlace(PlanUnit &unit, const Origins &origins, const MoveGroup &group) {
  InPlace(unit, origins, group).run();
}

} // namespace schemac
