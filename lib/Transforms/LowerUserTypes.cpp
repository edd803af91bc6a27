//===- LowerUserTypes.cpp - Domains and composite types change ------------===//
//
// A new rule of a domain may refuse what the old code writes, so it comes after the gate. Proving
// it for rows that are there takes SHARE on every table of the domain for the whole scan, and there
// is no other way: large tables keep it not valid. An attribute comes or goes after the gate, when
// the deployed code accepts values with and without it; types that no column of the source holds,
// also none that goes, change before, for what is new.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/PlainWay.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
class UserTypes {
public:
  explicit UserTypes(PlanUnit &unit) : unit(unit), origins(unit) {}
  void run();

private:
  void domains();
  void attributes();
  void columns();
  void ranges();
  void rule(const Op &op, QName domain, std::string_view what, bool scans);
  QName sourceName(QName type) const;
  bool hasLeaving(QName type) const;
  void reportScan(const Op &op, QName domain, std::string_view what);
  bool isLarge(QName table) const { return !origins.isSmall(table); }

  PlanUnit &unit;
  Origins origins;
};
} // namespace

static PhaseKind phaseOf(bool used) { return used ? PhaseKind::Contract : PhaseKind::Expand; }

/// The columns of the target that hold values of the type and that the source has too.
static std::vector<SubRef> oldColumns(const PlanUnit &unit, const Origins &origins, QName type) {
  std::vector<SubRef> columns;
  if (unit.to)
    columns = columnsMadeOf(*unit.to, origins.norm(type));
  std::erase_if(columns, [&](const SubRef &c) { return origins.isNew(c); });
  return columns;
}

QName UserTypes::sourceName(QName type) const {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  if (!change)
    return type;
  for (auto op = change->steps.rbegin(); op != change->steps.rend(); ++op) {
    if (auto rename = dynOp<RenameTypeOp>(*op);
        rename && QName{rename->name().ns, rename->to()} == type)
      type = rename->name();
    else if (auto move = dynOp<MoveTypeOp>(*op);
             move && QName{move->to(), move->name().name} == type)
      type = move->name();
  }
  return type;
}

/// Whether columns of the source hold values of the type that the target has not, or not of it. The
/// code of the source goes on with them until the gate.
bool UserTypes::hasLeaving(QName type) const {
  std::vector<SubRef> columns;
  if (unit.from)
    columns = columnsMadeOf(*unit.from, origins.norm(sourceName(type)));
  return columns.size() > oldColumns(unit, origins, type).size();
}

//===--- domains ----------------------------------------------------------===//

void UserTypes::reportScan(const Op &op, QName domain, std::string_view what) {
  for (const SubRef &c : oldColumns(unit, origins, domain))
    if (!origins.fitsBudget({c.table}, Work::Scan, LockMode::Share)) {
      DiagBuilder d =
          unit.diags.report(op.range, diag::err_domain_scan, what, domain.str(), c.table.str());
      d.note("a check that is declared not_valid binds new values, and locks nothing");
      d.note(fmt::format("rows of '{}' can be proved by a check of the table", c.table.str()));
      notePlainWay(std::move(d), origins, c.table, Work::Scan, LockMode::Share);
      return;
    }
}

void UserTypes::rule(const Op &op, QName domain, std::string_view what, bool scans) {
  if (scans)
    reportScan(op, domain, what);
  std::vector<SubRef> used = oldColumns(unit, origins, domain);
  Recipe r(unit, op);
  if (!used.empty())
    r.deploy(
        fmt::format("writes no values that '{}' of {} would refuse", what, sql::quote(domain)));
  r.keep(phaseOf(!used.empty() || hasLeaving(domain)), op,
         scans ? WhySmall : "binds new values; no row is looked at");
}

void UserTypes::domains() {
  for (const Op &op : takeSteps<AddDomainCheckOp>(unit, [](auto) { return true; })) {
    AddDomainCheckOp add(op);
    rule(op, add.path().table, add.path().sub.str(), !add.def().notValid);
  }
  for (const Op &op : takeSteps<SetDomainNotNullOp>(unit, [](auto) { return true; }))
    rule(op, SetDomainNotNullOp(op).name(), "NOT NULL", true);
  for (const Op &op : takeSteps<ValidateDomainCheckOp>(unit, [](auto) { return true; })) {
    ValidateDomainCheckOp validate(op);
    reportScan(op, validate.path().table, validate.path().sub.str());
    Recipe(unit, op).keep(PhaseKind::Migrate, op, WhySmall);
  }
}

//===--- composite types --------------------------------------------------===//

static bool isAttributeStep(const Op &op) {
  return AddAttributeOp::classof(op) || DropAttributeOp::classof(op) ||
         RenameAttributeOp::classof(op) || SetAttributeTypeOp::classof(op);
}

void UserTypes::attributes() {
  for (const Op &op : takeSteps(unit, isAttributeStep)) {
    const auto &path = std::get<SubRef>(op.fields[0]);
    std::vector<SubRef> used = oldColumns(unit, origins, path.table);
    Recipe r(unit, op);
    if (!used.empty())
      r.deploy(fmt::format("accepts values of {} as they are and as they will be",
                           sql::quote(path.table)),
               unit.to ? columnsMadeOf(*unit.to, origins.norm(path.table)) : used);
    bool leaving = hasLeaving(path.table);
    r.keep(phaseOf(!used.empty() || leaving), op,
           !used.empty() ? "catalog only; the old code reads values whole"
           : leaving     ? "catalog only; the old code still has columns of it"
                         : "nobody uses it yet");
  }
}

//===--- columns ----------------------------------------------------------===//

void UserTypes::columns() {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  if (!change || !unit.to)
    return;
  for (const Op &op : change->steps) {
    Type type;
    SubRef column;
    if (auto add = dynOp<AddColumnOp>(op))
      type = add->def().type, column = add->column();
    else if (auto set = dynOp<SetTypeOp>(op))
      type = set->type(), column = set->column();
    bool domain = type.is(TypeKind::Domain) && isConstrained(*unit.to, type);
    if (!domain || !isLarge(column.table))
      continue;
    DiagBuilder d =
        unit.diags.report(op.range, diag::err_domain_rewrite, column.str(), type.named().str());
    d.note("the base type of the domain with a check of the table says the same");
    notePlainWay(std::move(d), origins, column.table);
  }
}

void UserTypes::ranges() {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  bool old = unit.plan.version > 0 && unit.plan.version < 14;
  for (const Op &op : change &&old ? change->steps : std::vector<Op>())
    if (auto create = dynOp<CreateRangeOp>(op); create && create->range_type().multirange)
      unit.diags.report(op.range, diag::err_multirange_version,
                        create->range_type().multirange.str(), create->range_type().name.str());
}

void UserTypes::run() {
  domains();
  attributes();
  columns();
  ranges();
}

void runLowerUserTypes(PlanUnit &unit) { UserTypes(unit).run(); }

} // namespace schemac
