//===- DiffPublications.cpp - What logical replication sends --------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include <algorithm>

namespace schemac {

/// The entry as the new state would write it.
static PublishedTable mapped(const NameMap &names, const PublishedTable &old) {
  PublishedTable now = old;
  now.table = names.table(old.table);
  now.columns = names.columnList(old.table, old.columns);
  std::sort(now.columns.begin(), now.columns.end());
  now.where = names.expr(old.table, old.where);
  return now;
}

void Differ::diffPublication(const Publication &was, const Publication &is) {
  Name name = is.name.name;
  if (was.allTables != is.allTables) {
    diags.report(is.range, diag::err_publication_scope, is.name.str());
    return;
  }
  if (was.name != is.name)
    steps.add(Slot::Publications, RenamePublicationOp::make(is.range, was.name.name, name));
  if (was.publish != is.publish || was.viaRoot != is.viaRoot)
    steps.add(Slot::Publications, SetPublicationOp::make(is.range, name, is.publish, is.viaRoot));
  std::vector<PublishedTable> olds;
  for (const PublishedTable &t : was.tables)
    olds.push_back(mapped(names, t));
  for (const PublishedTable &t : is.tables)
    if (std::ranges::find(olds, t) == olds.end())
      steps.add(Slot::Publications,
                PublishTableOp::make(is.range, name, t.table, t.columns, t.where));
  for (const PublishedTable &t : olds) // a dropped table leaves by itself
    if (!is.table(t.table) && to.table(t.table))
      steps.add(Slot::Publications, UnpublishTableOp::make(is.range, name, t.table));
  for (Name ns : is.namespaces)
    if (!std::ranges::count(was.namespaces, ns))
      steps.add(Slot::Publications, PublishNamespaceOp::make(is.range, name, ns));
  for (Name ns : was.namespaces)
    if (!std::ranges::count(is.namespaces, ns))
      steps.add(Slot::Publications, UnpublishNamespaceOp::make(is.range, name, ns));
}

void Differ::diffPublications() {
  std::unordered_set<QName> paired;
  for (const Publication &is : to.publications()) {
    QName old = is.renamedFrom ? QName{Name(), is.renamedFrom} : is.name;
    const Publication *was = from.find<Publication>(old);
    if (!was && is.renamedFrom) // done already
      was = from.find<Publication>(old = is.name);
    if (!was) {
      Publication made = is;
      made.renamedFrom = Name();
      steps.add(Slot::Publications, CreatePublicationOp::make(is.range, std::move(made)));
      continue;
    }
    paired.insert(old);
    if (was != &is)
      diffPublication(*was, is);
  }
  for (const Publication &was : from.publications())
    if (!paired.count(was.name))
      steps.add(Slot::Publications, DropPublicationOp::make(was.range, was.name.name));
}

} // namespace schemac
