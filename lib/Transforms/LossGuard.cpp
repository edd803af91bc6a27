//===- LossGuard.cpp - A drop that nobody confirmed -----------------------===//
#include "Transforms/LossGuard.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

static bool isConfirmed(const std::vector<DropIntent> &drops, QName name) {
  return std::ranges::any_of(drops, [&](const DropIntent &d) {
    return d.name == name.name || d.name.str() == name.str();
  });
}

static constexpr std::string_view Unconfirmed = "nobody has confirmed that they may be lost";

void guardLoss(Recipe &r, const Origins &origins, QName table, Name column) {
  const Table *source = origins.table(table), *target = origins.targetTable(table);
  if (!source || !source->isEmpty() || !r.unit.to)
    return;
  const Column *lost = column ? source->column(column) : nullptr;
  bool confirmed = column ? target && isConfirmed(target->drops, {Name(), column})
                          : isConfirmed(r.unit.to->drops, source->name);
  if (confirmed || (column && (!lost || lost->generated())))
    return;
  Table asked = *source;
  asked.name = table;
  std::string what =
      column ? fmt::format("values of '{}' in a table that is taken for empty", column.str())
             : fmt::format("rows of '{}', which is taken for empty", table.str());
  std::string query = column
                          ? sql::selectWhere(asked, sql::quote(column) + " IS NOT NULL", {column})
                          : sql::selectWhere(asked, "true", {});
  r.add<GuardOp>(PhaseKind::Contract, Unconfirmed, r.name(what), table, r.expr(query));
}

bool isLossGuard(const Op &op) { return GuardOp::classof(op) && op.why.str() == Unconfirmed; }

} // namespace schemac
