//===- DataLoss.cpp - Drops that need the author's word
//-------------------------------------------===//

#include "Diff/Differ.h"
#include "Diff/Similarity.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/SchemaIndex.h"

namespace schemac {

const DropIntent *findDrop(const std::vector<DropIntent> &drops, Name n) {
  for (const DropIntent &d : drops)
    if (d.name == n)
      return &d;
  return nullptr;
}

/// " (about 9.8 M rows)", as a person would round it; empty when not known.
static std::string about(int64_t rows) {
  if (rows < 0)
    return {};
  if (rows < 10'000)
    return fmt::format(" ({} row{})", rows, rows == 1 ? "" : "s");
  if (rows < 1'000'000)
    return fmt::format(" (about {} k rows)", (rows + 500) / 1000);
  return fmt::format(" (about {:.1f} M rows)", double(rows) / 1e6);
}

void Differ::offer(DiagBuilder &d, FixKind kind, std::string_view lead, SourceRange declaration,
                   const Intent &intent, std::string_view option) {
  if (options.style) {
    auto edits = options.style->declare(diags.sourceManager(), declaration, intent);
    if (!edits.empty()) {
      d.fix(kind, fmt::format("{}: {}", lead, options.style->spelling(intent)), std::move(edits));
      return;
    }
  }
  if (!option.empty())
    d.note(fmt::format("{}: {}", lead, option));
}

void Differ::checkTableDrop(const Table &table) {
  if (table.isEmpty() || reported.count(&table) || findDrop(to.drops, table.name))
    return;
  auto d = diags.report(table.range, diag::err_table_drop, table.name.str(), about(table.rows));
  Intent drop{Intent::Drop, table.name.str()};
  offer(d, FixKind::Unsafe, "confirm it", {}, drop,
        fmt::format("--confirm-drop {}", table.name.str()));
  drop.archive = true;
  offer(d, FixKind::Unsafe, "or keep the rows in an archive", {}, drop,
        fmt::format("--confirm-drop {},archive", table.name.str()));
}

void Differ::checkColumnDrop(TablePair pair, const Column &column) {
  if (pair.from->isEmpty() || reported.count(&column) || movedColumns.count(&column) ||
      findDrop(pair.to->drops, column.name) || column.generated())
    return;
  SubRef path{pair.from->name, column.name};
  SourceRange range = pair.to->range.isValid() ? pair.to->range : column.range;
  auto d = diags.report(range, diag::err_column_drop, path.str(), about(pair.from->rows));
  d.label(column.range, "was declared here");
  Intent drop{Intent::Drop, column.name.string()};
  offer(d, FixKind::Unsafe, "confirm it", pair.to->range, drop,
        fmt::format("--confirm-drop {}", path.str()));
  drop.archive = true;
  offer(d, FixKind::Unsafe, "or keep the values in an archive", pair.to->range, drop,
        fmt::format("--confirm-drop {},archive", path.str()));
  offerMove(d, pair, column);
}

void Differ::checkLabelDrop(EnumPair pair, const EnumLabel &label) {
  if (reported.count(&label) || findDrop(pair.to->drops, label.label) ||
      everyUseHasBackfill(pair.from->name))
    return;
  std::string type = pair.to->name.str();
  auto d = diags.report(pair.to->range, diag::err_enum_value_drop, label.label.string(), type);
  d.label(label.range, "was declared here");
  offer(d, FixKind::Unsafe, "confirm that no row holds it", pair.to->range,
        {Intent::Drop, label.label.string()},
        fmt::format("--confirm-drop {}.{}", pair.from->name.str(), label.label.str()));
  d.note(fmt::format("or give each column of type '{}' an expression for those rows", type));
}

void Differ::checkSequenceDrop(const Sequence &sequence) {
  if (findDrop(to.drops, sequence.name))
    return;
  auto d = diags.report(sequence.range, diag::err_sequence_drop, sequence.name.str());
  offer(d, FixKind::Unsafe, "confirm it", {}, {Intent::Drop, sequence.name.str()},
        fmt::format("--confirm-drop {}", sequence.name.str()));
}

void Differ::checkAttributeDrop(ObjectPair<Composite> pair, const Attribute &attribute) {
  if (findDrop(pair.to->drops, attribute.name) ||
      from.index().columnsOfType(pair.from->name).empty())
    return;
  SubRef path{pair.from->name, attribute.name};
  auto d = diags.report(pair.to->range, diag::err_attribute_drop, path.str());
  d.label(attribute.range, "was declared here");
  offer(d, FixKind::Unsafe, "confirm it", pair.to->range, {Intent::Drop, attribute.name.string()},
        fmt::format("--confirm-drop {}", path.str()));
}

void Differ::checkTableDropIntents(TablePair pair) {
  for (const DropIntent &drop : pair.to->drops) {
    SubRef path{pair.to->name, drop.name};
    const Column *old = pair.from->column(drop.name);
    if (pair.to->column(drop.name) && !(old && claimedColumns.count(old))) {
      diags.report(drop.range, diag::err_drop_declared, path.str());
    } else if (!old) {
      std::vector<std::string> dropped;
      for (const Column &c : pair.from->columns)
        if (!pair.to->column(c.name))
          dropped.push_back(c.name.string());
      std::string near = nearestName(drop.name.str(), dropped);
      if (near.empty())
        diags.report(drop.range, diag::warn_drop_applied, path.str());
      else
        diags.report(drop.range, diag::err_drop_unknown, drop.name.string(), pair.to->name.str())
            .note(fmt::format("did you mean '{}'?", near));
    }
  }
}

void Differ::checkDropIntents() {
  for (const DropIntent &drop : to.drops) {
    auto names = [&](const auto &objects) {
      for (const auto &o : objects)
        if (findDrop({drop}, o.name))
          return true;
      return false;
    };
    auto known = [&](const Schema &s) {
      return names(s.tables()) || names(s.enums()) || names(s.sequences()) || names(s.domains()) ||
             names(s.composites()) || names(s.ranges());
    };
    if (known(to)) {
      diags.report(drop.range, diag::err_drop_declared, drop.name.string());
    } else if (!known(from)) {
      std::vector<std::string> dropped;
      for (const Table *t : droppedTables)
        dropped.push_back(t->name.str());
      std::string near = nearestName(drop.name.str(), dropped);
      if (near.empty())
        diags.report(drop.range, diag::warn_drop_applied, drop.name.string());
      else
        diags.report(drop.range, diag::err_drop_unknown, drop.name.string(), "the old schema")
            .note(fmt::format("did you mean '{}'?", near));
    }
  }
  for (EnumPair pair : enums)
    for (const DropIntent &drop : pair.to->drops) {
      std::string path = pair.to->name.str() + "." + drop.name.string();
      if (pair.to->has(drop.name))
        diags.report(drop.range, diag::err_drop_declared, path);
      else if (!pair.from->has(drop.name))
        diags.report(drop.range, diag::warn_drop_applied, path);
    }
}

} // namespace schemac
