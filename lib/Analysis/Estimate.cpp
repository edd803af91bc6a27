//===- Estimate.cpp - How long a step takes, and others wait --------------===//
#include "schemac/Analysis/Estimate.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Support/Amounts.h"
#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace schemac {

namespace {

constexpr double catalogMs = 2;
constexpr double rowBytes = 120, entryBytes = 30; ///< where bytes are not known
/// Bytes a second: a table is read, its rows are written, an index is sorted and written.
constexpr double scanRate = 200e6, writeRate = 40e6, indexRate = 20e6;
constexpr double batchRate = 20e3; ///< rows a second
constexpr double commitMs = 5;     ///< of a batch
constexpr int64_t defaultBatch = 5'000;

double at(double bytes, double rate) { return 1e3 * bytes / rate; }

double rowsOf(const TableSize &size) {
  return size.rows >= 0 ? double(size.rows) : double(size.bytes) / rowBytes;
}

double bytesOf(const TableSize &size) {
  return size.bytes >= 0 ? double(size.bytes) : double(size.rows) * rowBytes;
}

/// Of one of its indexes.
double indexBytesOf(const TableSize &size) {
  return size.indexBytes >= 0 && size.indexes ? double(size.indexBytes) / size.indexes
                                              : rowsOf(size) * entryBytes;
}

double buildMs(const TableSize &size, unsigned indexes) {
  return indexes * (at(bytesOf(size), scanRate) + at(indexBytesOf(size), indexRate));
}

double batchesMs(const TableSize &size, int64_t batch) {
  double rows = rowsOf(size);
  return 1e3 * rows / batchRate + commitMs * rows / double(std::max<int64_t>(batch, 1));
}

/// How many rows the step changes before it commits.
int64_t batchOf(const Op &op) {
  if (auto rows = dynOp<ChangeRowsOp>(op))
    return rows->has_batch() ? rows->batch() : std::numeric_limits<int64_t>::max();
  if (auto copy = dynOp<CopyRowsOp>(op); copy && copy->has_batch())
    return copy->batch();
  auto backfill = dynOp<BackfillOp>(op);
  return backfill && backfill->has_batch() ? backfill->batch() : defaultBatch;
}

/// A changed type builds every index again that knows the column; which these are is not counted.
unsigned builtBy(const Op &op, const TableSize &size) {
  return op.kind == OpKind::SetType ? std::max(size.indexes, 1u) : 1;
}

/// The table that \p relation is a part or heir of, at any distance; itself when it is none.
QName headOfFamily(QName relation, const Schema &before) {
  for (const Table *table = before.table(relation); table; table = before.table(relation)) {
    QName parent = table->partitionOf        ? table->partitionOf
                   : table->inherits.empty() ? QName()
                                             : table->inherits.front();
    if (!parent)
      break;
    relation = parent;
  }
  return relation;
}

} // namespace

std::vector<QName> workedOn(const StepCost &cost, const Schema &before) {
  std::vector<QName> out;
  for (QName relation : cost.reads)
    if (out.empty() || headOfFamily(relation, before) == headOfFamily(out.front(), before))
      out.push_back(relation);
  return out;
}

TableSize::TableSize(const Table &table)
    : rows(table.rows), bytes(table.bytes), indexBytes(table.indexBytes),
      indexes(unsigned(table.indexes.size())) {
  for (const Constraint &c : table.constraints)
    indexes += c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique;
}

std::optional<double> workMs(Work work, const TableSize &size, unsigned built) {
  if (work == Work::Catalog)
    return catalogMs;
  if (!size.isKnown())
    return std::nullopt;
  switch (work) {
  case Work::Scan:
    return catalogMs + at(bytesOf(size), scanRate);
  case Work::IndexBuild:
    return catalogMs + buildMs(size, built);
  case Work::Rewrite:
    return catalogMs + at(bytesOf(size), writeRate) + buildMs(size, size.indexes);
  case Work::Batches:
    return catalogMs + batchesMs(size, defaultBatch);
  case Work::Catalog:
    break;
  }
  return catalogMs;
}

Traffic trafficOf(const Schema &schema, QName relation) {
  const Table *table = schema.table(relation);
  if (!table)
    if (QName owner = schema.index().keyOwner(relation))
      table = schema.table(owner);
  return table ? table->traffic : Traffic::Normal;
}

LockedTraffic lockedTraffic(const StepCost &cost, const Schema &before) {
  LockedTraffic out;
  for (const LockUse &use : cost.locks)
    if (Traffic traffic = trafficOf(before, use.relation); traffic != Traffic::Normal)
      out.emplace_back(use.relation, traffic);
  return out;
}

bool fitsBudget(const LockBudget &budget, std::span<const Table *const> tables, Work work,
                LockMode mode) {
  double total = 0;
  for (const Table *table : tables) {
    if (!table || !budget.isSmall(table->traffic, table->rows, table->bytes))
      return false;
    if (table->isEmpty())
      continue;
    TableSize size(*table);
    total += workMs(work, size).value_or(0);
  }
  return std::ranges::all_of(
      tables, [&](const Table *t) { return budget.allows(t->traffic, mode, total); });
}

std::optional<double> estimateMs(const Op &op, const StepCost &cost, const Schema &before) {
  double total = catalogMs;
  auto refresh = dynOp<RefreshViewOp>(op);
  if (cost.work == Work::Catalog || (refresh && refresh->noData()))
    return total;
  std::vector<QName> worked = workedOn(cost, before);
  auto copy = dynOp<CopyRowsOp>(op);
  Work work = copy && !copy->has_batch() ? Work::Rewrite : cost.work; // by one statement
  for (QName relation : cost.reads) {
    if (refresh && relation == refresh->view())
      continue; // as long as what it reads
    const Table *table = before.table(relation);
    TableSize size = table ? TableSize(*table) : TableSize();
    bool isMain = std::ranges::count(worked, relation);
    std::optional<double> ms =
        workMs(isMain ? work : Work::Scan, size, isMain ? builtBy(op, size) : 1);
    if (!ms)
      return std::nullopt;
    total += *ms - catalogMs;
    if (relation == cost.reads.front() && work == Work::Batches)
      total = catalogMs + batchesMs(size, batchOf(op));
    // Built while others write, an index takes a second look at every row.
    if (isMain && cost.work == Work::IndexBuild && !cost.inTransaction)
      total += at(bytesOf(size), scanRate);
  }
  return total;
}

std::optional<double> estimateUtilityMs(const StepCost &cost, const Schema &before) {
  double total = catalogMs;
  if (cost.work == Work::Catalog || cost.rule.starts_with("TRUNCATE"))
    return total; // an empty file, whatever there was
  auto isIndex = [&](const LockUse &use) { return !before.table(use.relation); };
  auto built = unsigned(std::ranges::count_if(cost.locks, isIndex));
  for (QName relation : cost.reads) {
    const Table *table = before.table(relation);
    std::optional<double> ms =
        workMs(cost.work, table ? TableSize(*table) : TableSize(), std::max(built, 1u));
    if (!ms)
      return std::nullopt;
    total += *ms - catalogMs;
  }
  return total;
}

std::vector<HeldLock> heldLocks(const std::vector<TimedCost> &transaction) {
  std::vector<HeldLock> out;
  auto add = [&](size_t i, QName relation, LockMode mode, bool behindWork) {
    auto isSame = [&](const HeldLock &l) { return l.relation == relation && l.mode == mode; };
    if (blocks(mode) == Blocks::Nothing || std::ranges::any_of(out, isSame))
      return;
    std::optional<double> ms = behindWork ? catalogMs : 0.0;
    for (size_t j = behindWork ? i + 1 : i; j < transaction.size() && ms; ++j)
      ms = transaction[j].ms ? std::optional(*ms + *transaction[j].ms) : std::nullopt;
    auto special =
        std::ranges::find(transaction[i].traffic, relation, &LockedTraffic::value_type::first);
    out.push_back({relation, mode, ms, i,
                   special == transaction[i].traffic.end() ? Traffic::Normal : special->second});
  };
  for (size_t i = 0; i < transaction.size(); ++i)
    for (const LockUse &use : transaction[i].cost->locks) {
      if (use.working)
        add(i, use.relation, *use.working, false);
      add(i, use.relation, use.mode, bool(use.working));
    }
  return out;
}

std::string estimateAssumptions() {
  return fmt::format(
      "durations at {:.0f} MB/s for scans, {:.0f} MB/s for rewritten rows, {:.0f} MB/s for built "
      "indexes and {} rows/s for backfills, with {:.0f} bytes a row and {:.0f} an index entry "
      "where "
      "no size is given, without waiting for locks",
      scanRate / 1e6, writeRate / 1e6, indexRate / 1e6, roundCount(int64_t(batchRate)), rowBytes,
      entryBytes);
}

} // namespace schemac
