//===- DiffColumns.cpp - Columns of a table that stays
//--------------------------------------------===//

#include "Diff/Differ.h"
#include "Diff/RenameOrder.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/Interpreter.h"

namespace schemac {

void Differ::diffColumns(TablePair pair, const ColumnMatch &match) {
  std::vector<ColumnPair> renamed;
  std::vector<NameMove<Name>> moves;
  for (ColumnPair c : match.pairs)
    if (c.from->name != c.to->name) {
      renamed.push_back(c);
      moves.push_back({c.from->name, c.to->name});
    }
  std::vector<unsigned> change(moves.size());
  inFreeOrder(
      moves, [&](Name n) { return context.name(n.string() + "_schemac_old"); },
      [&](size_t i, Name old, Name now) {
        if (!change[i])
          change[i] = steps.newChange();
        steps.add(Slot::RenameColumn, change[i],
                  RenameColumnOp::make(renamed[i].to->range, SubRef{pair.to->name, old}, now));
      });
  for (const Column *c : match.added)
    addColumn(pair, *c);
  for (const Column *c : match.dropped)
    dropColumn(pair, *c, match);
  for (ColumnPair c : match.pairs)
    diffColumn(pair, c);
}

void Differ::addColumn(TablePair pair, const Column &column) {
  if (!column.mayOmit() && !column.backfill() && !pair.from->isEmpty() &&
      !reported.count(&column)) {
    std::string rows = pair.from->name.str();
    SubRef path{pair.to->name, column.name};
    auto d = diags.report(column.range, diag::err_column_required, rows, path.str());
    offer(d, FixKind::Placeholder, "say what they get", column.range, {Intent::Backfill, "…"},
          fmt::format("--backfill {}=…", path.str()));
    offer(d, FixKind::Unsafe, "make it optional", column.range, {Intent::MakeOptional, ""}, "");
  }
  Column def = column;
  steps.add(Slot::AddColumn,
            AddColumnOp::make(column.range, SubRef{pair.to->name, column.name}, std::move(def)));
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
  if (c.from->collation() != c.to->collation())
    diags.report(range, diag::err_unsupported_change, "collation", path.str());
  bool wasSerial = c.from->generation == Generation::Serial;
  if (c.from->generation != c.to->generation || c.from->generated() != c.to->generated())
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
    steps.add(Slot::AlterColumn, SetNotNullOp::make(range, path));
}

void Differ::diffType(TablePair pair, ColumnPair c) {
  Type was = names.type(c.from->type);
  if (was == c.to->type)
    return;
  SubRef path{pair.to->name, c.to->name};
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

/// The conversion, with the default out of its way where the server could not convert it.
void Differ::setType(unsigned change, QName table, ColumnPair c, SourceRange range) {
  SubRef path{table, c.to->name};
  int family = castFamily(c.to->type);
  bool aside = c.from->defaultExpr && (!family || family != castFamily(c.from->type));
  if (aside)
    steps.add(Slot::AlterColumn, change, DropDefaultOp::make(range, path));
  steps.add(Slot::AlterColumn, change, SetTypeOp::make(range, path, c.to->type, c.to->backfill()));
  if (!aside)
    return;
  defaultDone.insert(c.to);
  if (c.to->defaultExpr)
    steps.add(Slot::AlterColumn, change, SetDefaultOp::make(range, path, c.to->defaultExpr));
}

/// A column can begin and stop to draw from a sequence of its own. The other ways of generation are
/// fixed when a column is made.
void Differ::diffGeneration(TablePair pair, ColumnPair c) {
  SubRef path{pair.to->name, c.to->name};
  Generation was = c.from->generation, is = c.to->generation;
  if (was == Generation::None && is == Generation::Serial) {
    Name sequence = c.to->sequence();
    if (!sequence)
      sequence = context.name(defaultSequenceName(pair.to->name.name.str(), c.to->name.str()));
    steps.add(Slot::AlterColumn, SetSerialOp::make(c.to->range, path, sequence));
  } else if (was == Generation::Serial && is == Generation::None)
    steps.add(Slot::AlterColumn, DropSerialOp::make(c.to->range, path));
  else
    diags.report(c.to->range, diag::err_unsupported_change, "generation", path.str());
}

} // namespace schemac
