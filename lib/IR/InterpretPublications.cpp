//===- InterpretPublications.cpp - What steps on publications do ----------===//
#include "StepInterpreter.h"
#include <algorithm>

namespace schemac {

Publication *StepInterpreter::editPublication(Name name) {
  if (!state.find<Publication>({Name(), name})) {
    missing("publication", name.str());
    return nullptr;
  }
  return state.edit<Publication>({Name(), name});
}

bool StepInterpreter::checkPublished(const PublishedTable &entry) {
  const Table *table = needTable(entry.table);
  return table && needColumns(*table, entry.columns);
}

bool StepInterpreter::operator()(CreatePublicationOp step) {
  Publication made = step.publication();
  if (state.find<Publication>(made.name))
    return exists("publication", made.name.str());
  for (PublishedTable &t : made.tables) {
    t.table = norm(t.table);
    if (!checkPublished(t))
      return false;
  }
  for (Name ns : made.namespaces)
    if (!needNamespace(ns))
      return false;
  state.put(std::move(made));
  return true;
}

bool StepInterpreter::operator()(DropPublicationOp step) {
  QName name{Name(), step.name()};
  if (!state.find<Publication>(name))
    return missing("publication", name.str());
  state.remove<Publication>(name);
  return true;
}

bool StepInterpreter::operator()(RenamePublicationOp step) {
  const Publication *was = state.find<Publication>({Name(), step.name()});
  QName to{Name(), step.to()};
  if (!was)
    return missing("publication", step.name().str());
  if (state.find<Publication>(to))
    return exists("publication", to.str());
  Publication renamed = *was;
  renamed.name = to;
  state.remove<Publication>({Name(), step.name()});
  state.put(std::move(renamed));
  return true;
}

bool StepInterpreter::operator()(SetPublicationOp step) {
  Publication *edited = editPublication(step.name());
  if (!edited)
    return false;
  edited->publish = step.publish();
  edited->viaRoot = step.viaRoot();
  return true;
}

bool StepInterpreter::operator()(PublishTableOp step) {
  PublishedTable entry{norm(step.table()), step.columns(), step.where()};
  if (!checkPublished(entry))
    return false;
  Publication *edited = editPublication(step.publication());
  if (!edited)
    return false;
  if (edited->allTables)
    return refused(step.publication().str(), "it publishes all tables");
  std::erase_if(edited->tables, [&](const PublishedTable &t) { return t.table == entry.table; });
  edited->tables.push_back(std::move(entry));
  return true;
}

bool StepInterpreter::operator()(UnpublishTableOp step) {
  QName table = norm(step.table());
  const Publication *was = state.find<Publication>({Name(), step.publication()});
  if (was && !was->table(table))
    return refused(step.publication().str(), "it does not publish " + table.str());
  Publication *edited = editPublication(step.publication());
  if (!edited)
    return false;
  std::erase_if(edited->tables, [&](const PublishedTable &t) { return t.table == table; });
  return true;
}

bool StepInterpreter::operator()(PublishNamespaceOp step) {
  if (!needNamespace(step.ns()))
    return false;
  Publication *edited = editPublication(step.publication());
  if (!edited)
    return false;
  auto it = std::lower_bound(edited->namespaces.begin(), edited->namespaces.end(), step.ns());
  if (it == edited->namespaces.end() || *it != step.ns())
    edited->namespaces.insert(it, step.ns());
  return true;
}

bool StepInterpreter::operator()(UnpublishNamespaceOp step) {
  Publication *edited = editPublication(step.publication());
  if (!edited)
    return false;
  if (!std::ranges::count(edited->namespaces, step.ns()))
    return refused(step.publication().str(), "it does not publish " + step.ns().string());
  std::erase(edited->namespaces, step.ns());
  return true;
}

//===--- what steps on tables do to them ----------------------------------===//

/// Calls \p f on the entry of \p table in every publication that has one.
template <class Fn> static void forEachEntry(Schema &state, QName table, Fn f) {
  std::vector<QName> users;
  for (const Publication &p : state.publications())
    if (p.table(table))
      users.push_back(p.name);
  for (QName user : users) {
    Publication &edited = *state.edit<Publication>(user);
    for (PublishedTable &t : edited.tables)
      if (t.table == table)
        f(edited, t);
  }
}

void StepInterpreter::unpublish(QName table) {
  std::vector<QName> users;
  forEachEntry(state, table, [&](Publication &p, PublishedTable &) { users.push_back(p.name); });
  for (QName user : users)
    std::erase_if(state.edit<Publication>(user)->tables,
                  [&](const PublishedTable &t) { return t.table == table; });
}

void StepInterpreter::renamePublished(QName from, QName to) {
  forEachEntry(state, from, [&](Publication &, PublishedTable &t) {
    t.table = to;
    t.where = renameTableIn(context, t.where, from.name, to.name);
  });
}

void StepInterpreter::renamePublishedColumn(QName table, Name from, Name to) {
  forEachEntry(state, table, [&](Publication &, PublishedTable &t) {
    std::ranges::replace(t.columns, from, to);
    std::sort(t.columns.begin(), t.columns.end());
    t.where = renameColumnIn(context, t.where, from, to, table.name);
  });
}

bool StepInterpreter::columnUnpublished(const Table &table, Name column) {
  for (const Publication &p : state.publications())
    if (const PublishedTable *t = p.table(table.name))
      if (std::ranges::count(t->columns, column) ||
          mentionsColumn(t->where, column, table.name.name))
        return refused(sub(table, column), fmt::format("publication '{}' uses it", p.name.str()));
  return true;
}

} // namespace schemac
