//===- DiffColumns.cpp - Columns of a table that stays
//--------------------------------------------===//

#include "Diff/Differ.h"
#include "Diff/RenameOrder.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

void Differ::diffColumns(TablePair pair, const ColumnMatch &match) {
  std::vector<ColumnPair> renamed;
  std::vector<NameMove<Name>> moves;
  for (ColumnPair c : match.pairs)
    if (c.from->name != c.to->name && !followsParent(pair, c)) {
      renamed.push_back(c);
      moves.push_back({c.from->name, c.to->name});
    }
  std::vector<unsigned> change(moves.size());
  inFreeOrder(
      moves, [&](Name n) { return context.name(fitName(n.string(), "_schemac_old")); },
      [&](size_t i, Name old, Name now) {
        if (!change[i])
          change[i] = steps.newChange();
        steps.add(Slot::RenameColumn, change[i],
                  RenameColumnOp::make(renamed[i].to->range, SubRef{pair.to->name, old}, now));
      });
  for (const Column *c : match.added)
    addColumn(pair, *c, match);
  for (const Column *c : match.dropped)
    dropColumn(pair, *c, match);
  for (ColumnPair c : match.pairs)
    diffColumn(pair, c);
}

/// No type changes under a column that is made of it.
bool Differ::isOverRetyped(TablePair pair, const Column &column, const ColumnMatch &match) const {
  return column.generated() && std::ranges::any_of(match.pairs, [&](const ColumnPair &p) {
           return !(names.type(p.from->type) == p.to->type) &&
                  mentionsColumn(column.generated(), p.to->name, pair.to->name.name);
         });
}

void Differ::addColumn(TablePair pair, const Column &column, const ColumnMatch &match) {
  if (!column.mayOmit() && !column.backfill() && !pair.from->isEmpty() &&
      !reported.count(&column) && !movedColumns.count(&column)) {
    std::string rows = pair.from->name.str();
    SubRef path{pair.to->name, column.name};
    auto d = diags.report(column.range, diag::err_column_required, rows, path.str());
    offer(d, FixKind::Placeholder, "say what they get", column.range, {Intent::Backfill, "…"},
          fmt::format("--backfill {}=…", path.str()));
    offer(d, FixKind::Unsafe, "make it optional", column.range, {Intent::MakeOptional, ""}, "");
  }
  steps.add(isOverRetyped(pair, column, match) ? Slot::AddGenerated : Slot::AddColumn,
            AddColumnOp::make(column.range, SubRef{pair.to->name, column.name}, column));
}

void Differ::dropColumn(TablePair pair, const Column &column, const ColumnMatch &match) {
  checkColumnDrop(pair, column);
  SourceRange range = pair.to->range.isValid() ? pair.to->range : column.range;
  bool nameIsTaken = pair.to->column(column.name) != nullptr;
  QName table = nameIsTaken ? pair.from->name : pair.to->name;
  (void)match;
  steps.add(nameIsTaken ? Slot::DropEarly : Slot::DropColumn,
            DropColumnOp::make(range, SubRef{table, column.name}));
}

void Differ::diffColumn(TablePair pair, ColumnPair c) {
  SubRef path{pair.to->name, c.to->name};
  SourceRange range = c.to->range;
  diffType(pair, c);
  diffColumnOptions(pair, c);
  diffOwnSequence(pair, c);
  bool wasSerial = c.from->generation == Generation::Serial;
  if (c.from->generation != c.to->generation || c.from->generated() != c.to->generated() ||
      !(c.from->options().completed() == c.to->options().completed()))
    diffGeneration(pair, c);
  if (!defaultDone.count(c.to) && names.defaultOf(pair.from->name, *c.from) != c.to->defaultExpr) {
    if (c.to->defaultExpr)
      steps.add(Slot::AlterColumn, SetDefaultOp::make(range, path, c.to->defaultExpr));
    else if (c.to->generation != Generation::Serial || wasSerial)
      steps.add(Slot::AlterColumn, DropDefaultOp::make(range, path));
  }
  if (c.to->nullable && !c.from->nullable)
    steps.add(Slot::AlterColumn, DropNotNullOp::make(range, path));
  else if (!c.to->nullable &&
           (c.from->nullable || c.from->notNullNotValid != c.to->notNullNotValid))
    requireValues(path, c, range);
}

/// NOT NULL for all rows, for new ones only, or for the old ones too that were left out.
void Differ::requireValues(const SubRef &path, ColumnPair c, SourceRange range) {
  if (c.to->notNullNotValid && !c.from->nullable)
    diags.report(range, diag::err_constraint_unvalidated, path.str());
  else if (c.to->notNullNotValid)
    steps.add(Slot::AlterColumn, SetNotNullOp::make(range, path, true));
  else if (!c.from->nullable)
    steps.add(Slot::AlterColumn, ValidateNotNullOp::make(range, path));
  else
    steps.add(Slot::AlterColumn, SetNotNullOp::make(range, path));
}

void Differ::diffType(TablePair pair, ColumnPair c) {
  Type was = names.type(c.from->type);
  if (was == c.to->type)
    return;
  SubRef path{pair.to->name, c.to->name};
  if (followsParent(pair, c))
    return defaultAside(steps.newChange(), path, c, Slot::AlterTable);
  bool noCast = dialect && typeChange(*dialect, {from, c.from->type}, {to, c.to->type},
                                      to.version) == TypeChange::NoCast;
  if (noCast && !c.to->backfill() && !pair.from->isEmpty()) {
    std::string spelledWas = dialect->typeName(was), spelledIs = dialect->typeName(c.to->type);
    auto d = diags.report(c.to->range, diag::err_type_no_cast, path.str(), spelledWas, spelledIs);
    d.label(c.from->range, "was declared here");
    offer(d, FixKind::Placeholder, "say how", c.to->range, {Intent::Backfill, "…"},
          fmt::format("--backfill {}=…", path.str()));
  }
  setType(steps.newChange(), pair.to->name, c, c.to->range);
}

/// Types between which a server converts a default by itself.
static int castFamily(Type type) {
  switch (type.kind()) {
  case TypeKind::I16:
  case TypeKind::I32:
  case TypeKind::I64:
  case TypeKind::F32:
  case TypeKind::F64:
  case TypeKind::Numeric:
    return 1;
  case TypeKind::Text:
  case TypeKind::VarChar:
  case TypeKind::Char:
  case TypeKind::CiText:
    return 2;
  case TypeKind::Date:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
    return 3;
  default:
    return 0;
  }
}

static bool goesAside(ColumnPair c) {
  int family = castFamily(c.to->type);
  return c.from->defaultExpr && (!family || family != castFamily(c.from->type));
}

/// The default, out of the way of a conversion where the server could not convert it.
void Differ::defaultAside(unsigned change, const SubRef &path, ColumnPair c, Slot later) {
  if (!goesAside(c))
    return;
  steps.add(Slot::AlterColumn, change, DropDefaultOp::make(c.to->range, path));
  defaultDone.insert(c.to);
  if (c.to->defaultExpr)
    steps.add(later, change, SetDefaultOp::make(c.to->range, path, c.to->defaultExpr));
}

void Differ::setType(unsigned change, QName table, ColumnPair c, SourceRange range) {
  SubRef path{table, c.to->name};
  Op set = SetTypeOp::make(range, path, c.to->type, c.to->backfill());
  if (!goesAside(c))
    return steps.add(Slot::AlterColumn, change, set);
  steps.add(Slot::AlterColumn, change, DropDefaultOp::make(range, path));
  steps.add(Slot::AlterColumn, change, set);
  defaultDone.insert(c.to);
  if (c.to->defaultExpr)
    steps.add(Slot::AlterColumn, change, SetDefaultOp::make(range, path, c.to->defaultExpr));
}

static bool isIdentity(Generation g) {
  return g == Generation::IdentityAlways || g == Generation::IdentityByDefault;
}

/// A column can begin and stop to draw from a sequence of its own. One that is made of others can
/// only become a plain one.
void Differ::diffGeneration(TablePair pair, ColumnPair c) {
  SubRef path{pair.to->name, c.to->name};
  Generation was = c.from->generation, is = c.to->generation;
  bool wasMade = bool(c.from->generated()), isMade = bool(c.to->generated());
  unsigned change = steps.newChange();
  if (wasMade || isMade)
    return diffExpression(pair, c);
  if (isIdentity(is)) {
    if (c.from->defaultExpr) {
      steps.add(Slot::AlterColumn, change, DropDefaultOp::make(c.to->range, path));
      defaultDone.insert(c.to);
    }
    steps.add(Slot::AlterColumn, change,
              isIdentity(was) ? AlterIdentityOp::make(c.to->range, path, *c.to)
                              : AddIdentityOp::make(c.to->range, path, *c.to));
    return;
  }
  if (isIdentity(was))
    steps.add(Slot::AlterColumn, change, DropIdentityOp::make(c.to->range, path));
  if (was == Generation::Serial && is == Generation::None)
    steps.add(Slot::AlterColumn, change, DropSerialOp::make(c.to->range, path));
  if (was != Generation::None && is == Generation::None && c.to->defaultExpr) {
    steps.add(Slot::AlterColumn, change, SetDefaultOp::make(c.to->range, path, c.to->defaultExpr));
    defaultDone.insert(c.to);
  }
  if (is == Generation::Serial) {
    Name sequence = c.to->sequence();
    if (!sequence)
      sequence = context.name(defaultSequenceName(pair.to->name.name.str(), c.to->name.str()));
    steps.add(Slot::AlterColumn, change, SetSerialOp::make(c.to->range, path, sequence));
  }
}

void Differ::diffExpression(TablePair pair, ColumnPair c) {
  SubRef path{pair.to->name, c.to->name};
  Generation was = c.from->generation, is = c.to->generation;
  if (was == Generation::Stored && is == Generation::None) {
    needVersion(13, c.to->range, "DROP EXPRESSION", path.str());
    steps.add(Slot::AlterColumn, DropExpressionOp::make(c.to->range, path));
  } else if (was == is && names.expr(pair.from->name, c.from->generated()) == c.to->generated())
    return;
  else if (was == is) {
    needVersion(17, c.to->range, "another expression", path.str());
    steps.add(Slot::AlterColumn, SetExpressionOp::make(c.to->range, path, c.to->generated()));
  } else
    diags.report(c.to->range, diag::err_unsupported_change, "generation", path.str());
}

} // namespace schemac
