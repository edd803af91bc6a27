//===- JoinTables.cpp - Implicit join tables that follow their models
//-----------------------------===//
//
// Prisma makes the table of an implicit many-to-many relation: `_AlphaToBeta` with columns A and B,
// in the order of the models' names. No declaration stands for it, so none can say that it was
// renamed, and renaming a model may turn A and B round. The two tables it joins tell which one it
// is, and the foreign keys which column is which: taken by name, every row would silently change
// its meaning.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include <algorithm>

namespace schemac {

namespace {
/// The tables that A and B refer to; null when \p t is no implicit join table.
struct Ends {
  QName a, b;
  explicit operator bool() const { return a && b; }
};
} // namespace

static Ends endsOf(const Table &t) {
  Ends ends;
  if (!t.name.name.str().starts_with('_') || t.columns.size() != 2)
    return ends;
  for (const Constraint &c : t.constraints)
    if (c.kind == ConstraintKind::ForeignKey && c.columns.size() == 1)
      (c.columns[0].str() == "A" ? ends.a : ends.b) = c.refTable;
  return t.columns[0].name.str() == "A" && t.columns[1].name.str() == "B" ? ends : Ends();
}

void Differ::reportFlip(TablePair p) {
  Ends was = endsOf(*p.from), is = endsOf(*p.to);
  diags
      .report(p.to->range, diag::err_join_table_flip, p.to->name.str(), is.a.str(),
              names.table(was.a).str())
      .label(p.from->range, "was declared here")
      .note("the columns of an implicit join table follow the order of the models' names")
      .note("choose a name that sorts as the old one did, or declare the join table as a model");
}

void Differ::matchJoinTables() {
  std::vector<TablePair> found;
  // A relation with a name keeps the name of its table.
  for (TablePair p : tables)
    if (p.from != p.to)
      if (Ends was = endsOf(*p.from), is = endsOf(*p.to); was && is && !(is.a == is.b))
        if (names.table(was.a) == is.b && names.table(was.b) == is.a && !p.from->isEmpty())
          reportFlip(p);
  for (const Table *now : createdTables) {
    Ends is = endsOf(*now);
    if (!is || now->renamedFrom)
      continue;
    TablePair pair{nullptr, now};
    unsigned candidates = 0;
    for (const Table *old : droppedTables)
      if (Ends was = endsOf(*old)) {
        QName a = names.table(was.a), b = names.table(was.b);
        if ((a == is.a && b == is.b) || (a == is.b && b == is.a)) {
          pair.from = old;
          ++candidates;
        }
      }
    if (candidates == 1)
      found.push_back(pair);
  }
  for (TablePair p : found) {
    // Two relations between the same models: the names have to be asked about.
    if (std::count_if(found.begin(), found.end(),
                      [&](TablePair other) { return other.from == p.from; }) > 1)
      continue;
    Ends was = endsOf(*p.from), is = endsOf(*p.to);
    bool flipped = !(names.table(was.a) == is.a);
    if (flipped && p.from->isEmpty())
      continue; // dropped and made anew
    tables.push_back(p);
    names.renameTable(p.from->name, p.to->name);
    std::erase(droppedTables, p.from);
    std::erase(createdTables, p.to);
    if (!flipped)
      continue;
    reportFlip(p);
    for (int i : {0, 1}) {
      const Column &old = p.from->columns[i], &now = p.to->columns[1 - i];
      declaredColumns.emplace(&now, &old);
      claimedColumns.insert(&old);
      names.renameColumn(p.from->name, old.name, now.name);
    }
  }
}

} // namespace schemac
