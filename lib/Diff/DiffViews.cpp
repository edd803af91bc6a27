//===- DiffViews.cpp - Views with a query ---------------------------------===//
//
// What a view shows can only be told from its text. The same text over the same columns is the same
// view; columns added at the end replace it; all else is a new view in the place of the old one. A
// view of another name is made beside the old one: nothing is in it that could be lost.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/Queries.h"
#include <algorithm>

namespace schemac {

bool Differ::checkView(const View &v) {
  if (v.securityInvoker && to.version && to.version < 15) {
    diags.report(v.range, diag::err_view_version, v.name.str(), "security_invoker", 15);
    return false;
  }
  const View *old = v.renamedFrom ? from.views().find({v.name.ns, v.renamedFrom}) : nullptr;
  if (old && to.views().find(old->name))
    diags.report(v.range, diag::err_rename_conflict, v.name.str(), v.renamedFrom.str(),
                 "it is still declared");
  if (!v.renamedFrom || (old && old->query))
    return true;
  if (from.views().find(v.name))
    diags.report(v.range, diag::warn_rename_applied, v.name.str(), v.renamedFrom.str());
  else if (!viewsWithQuery(from).empty())
    diags.report(v.range, diag::err_rename_unknown, v.name.str(), v.renamedFrom.str(),
                 "the old schema");
  return true;
}

/// A star shows other columns when those of a table come and go.
bool Differ::changesUnder(const View &old, const View &now) const {
  if (!hasStar(old.query))
    return false;
  auto sameColumns = [](const Table &a, const Table &b) {
    return a.columns.size() == b.columns.size() &&
           std::all_of(a.columns.begin(), a.columns.end(),
                       [&](const Column &c) { return b.column(c.name) != nullptr; });
  };
  return std::any_of(different.begin(), different.end(), [&](TablePair p) {
    return mayMention(now.query, p.to->name) && !sameColumns(*p.from, *p.to);
  });
}

void Differ::diffView(const View &old, const View &now) {
  if (!old.query != !now.query) {
    diags.report(now.range, diag::err_view_only_declared, now.name.str());
    return;
  }
  View mapped = old;
  mapped.query = names.query(old.query);
  View besides = mapped;
  besides.indexes = now.indexes, besides.noData = now.noData;
  if (same(besides, now) && !changesUnder(mapped, now)) {
    diffIndexes(old, now);
    if (old.noData != now.noData)
      steps.add(Slot::AlterTable, RefreshViewOp::make(now.range, now.name, false, now.noData));
    return;
  }
  if (extendsView(mapped, now)) {
    steps.add(Slot::CreateView, ReplaceViewOp::make(now.range, now));
    return;
  }
  unsigned change = steps.newChange();
  steps.add(Slot::DropView, change, DropViewOp::make(now.range, now.name, true));
  steps.add(Slot::CreateView, change, CreateViewOp::make(now.range, now, true));
}

void Differ::diffViews() {
  std::vector<QName> order = withDependents(to, viewsWithQuery(to));
  std::unordered_map<QName, unsigned> renamed; // the old name, and the change that replaces it
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    View now = *to.views().find(*it);
    if (!checkView(now))
      continue;
    Name before = now.renamedFrom;
    now.renamedFrom = Name();
    if (const View *old = from.views().find(now.name)) {
      diffView(*old, now);
      continue;
    }
    unsigned change = steps.newChange();
    if (before)
      renamed.emplace(QName{now.name.ns, before}, change);
    steps.add(Slot::CreateView, change, CreateViewOp::make(now.range, now));
  }
  for (QName gone : withDependents(from, viewsWithQuery(from))) {
    const View *other = to.views().find(gone);
    if (other && !other->query && !other->shimOf)
      diags.report(other->range, diag::err_view_only_declared, gone.str());
    if (other)
      continue;
    auto it = renamed.find(gone);
    steps.add(Slot::DropView, it == renamed.end() ? steps.newChange() : it->second,
              DropViewOp::make(from.views().find(gone)->range, gone));
  }
}

} // namespace schemac
