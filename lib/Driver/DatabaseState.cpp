//===- DatabaseState.cpp - A live database as a STATE ---------------------===//
//
// What was read is printed as .sir and read again: so it has places, which diagnostics show, and
// goes through the same checks as any other state.
//
//===----------------------------------------------------------------------===//
#include "schemac/Database/Database.h"
#include "schemac/Database/Diags.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Diff/Adopt.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Session.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/SqlMeaning.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

bool Session::loadDatabase(const std::string &url, LoadedState &out) {
  std::optional<database::Introspection> found =
      database::introspect(url, context, diags, keepsClosed);
  if (!found)
    return false;
  std::string text;
  llvm::raw_string_ostream os(text);
  printSir(found->schema, os);
  out.isDatabase = true;
  out.shown = found->shown;
  out.databaseOwner = found->databaseOwner;
  out.tools = found->tools;
  out.unheld = found->unheld;
  out.rules = found->rules;
  out.closed = found->closed;
  out.defaultPrivileges = found->defaultPrivileges;
  out.tellsClosed = keepsClosed;
  return readSir(sources.addBuffer(found->shown, std::move(text)), out);
}

/// Whether something refers to the table, so that it cannot be taken out of the state.
static bool isReferred(const Schema &schema, QName table) {
  for (const Table &t : schema.tables())
    for (const Constraint &c : t.constraints)
      if (c.refTable == table && t.name != table)
        return true;
  for (const Publication &p : schema.publications())
    if (p.table(table))
      return true;
  return false;
}

void Session::leaveTools(LoadedState &state, const Schema &other) {
  std::string left;
  for (QName name : state.tools) {
    const Table *table = state.schema.table(name);
    if (!table || other.table(name) || isReferred(state.schema, name))
      continue;
    View declared = database::declaredOnly(*table);
    state.schema.remove<Table>(name);
    if (!declared.columns.empty())
      state.schema.put(std::move(declared));
    std::vector<QName> owned;
    for (const Sequence &s : state.schema.sequences())
      if (s.ownedBy.sub && s.ownedBy.table == name)
        owned.push_back(s.name);
    for (QName s : owned)
      state.schema.remove<Sequence>(s);
    left += (left.empty() ? "'" : ", '") + name.str() + "'";
  }
  if (!left.empty())
    diags.report({}, diag::warn_db_tool_tables, state.shown, left);
}

/// What a dump does not say of its materialized views, rows or none, is as it is elsewhere.
static void adoptRows(LoadedState &dump, const Schema &other) {
  for (QName n : dump.madeEmpty)
    if (const View *v = dump.schema.views().find(n), *is = other.views().find(n);
        v && is && v->materialized && is->materialized && v->noData != is->noData)
      dump.schema.edit<View>(n)->noData = is->noData;
}

/// A document that says for ever that its table is gone confirms a drop only while there is one.
static void forgetGone(LoadedState &documents, const Schema &other) {
  for (QName n : documents.gone)
    if (!other.table(n) && !documents.schema.table(n))
      std::erase_if(documents.schema.drops,
                    [&](const DropIntent &d) { return d.name.str() == n.str(); });
}

/// Of whose databases there are only dumps, which are in one form with what an author writes.
static bool isOfMySql(const Schema &schema) {
  const Dialect *dialect = findDialect(schema.dialect.str());
  return dialect && dialect->family() == "mysql";
}

void Session::reconcile(LoadedState &from, LoadedState &to) {
  dropEverybodys(from.schema);
  dropEverybodys(to.schema);
  adoptRows(to, from.schema);
  adoptRows(from, to.schema);
  forgetGone(to, from.schema);
  leaveTools(from, to.schema);
  leaveTools(to, from.schema);
  if (from.isDatabase)
    respell(from.schema, to.schema, context);
  else if (to.isDatabase)
    respell(to.schema, from.schema, context);
  else if (from.isDump != to.isDump)
    respell((from.isDump ? from : to).schema, (from.isDump ? to : from).schema, context);
  else if (!from.isEmpty && (from.style != to.style || isOfMySql(to.schema)))
    respell(from.schema, to.schema, context); // a dump has the words of a server, too
  else
    respellBlanks(from.schema, to.schema, context);
  if (const Dialect *dialect = findDialect(to.schema.dialect.str()))
    settleTables(to.schema, from.schema, context, *dialect);
  adoptInto(from, to);
  joinOutside(to, from);
  joinOutside(from, to);
}

void Session::adoptInto(LoadedState &from, LoadedState &to) {
  // Two versions in one form leave out the same, and a table only where that means nothing.
  bool sameForm = from.style == to.style;
  Managed managed = to.managed;
  if (sameForm)
    managed.aspects |= from.managed.aspects;
  bool isAll = managed.all() || (sameForm && managed.has(Aspect::Tables));
  if (from.isEmpty || (isAll && sameForm))
    return;
  Adopted adopted = sameForm ? Adopted() : adoptPartitions(to.schema, from.schema, context);
  bool areUnsaid = !adopted.empty();
  if (!isAll) {
    if (const Dialect *dialect = findDialect(to.schema.dialect.str()))
      canonicalizeTypes(to.schema, context, *dialect);
    for (auto &[aspect, list] :
         adoptUnmanaged(to.schema, from.schema, managed, context, from.databaseOwner))
      adopted[aspect].insert(adopted[aspect].end(), list.begin(), list.end());
  }
  AdoptedText left = describeAdopted(adopted);
  if (left.counts.empty())
    return;
  auto d = diags.report({}, diag::warn_unmanaged, left.counts);
  for (std::string &line : left.lines)
    d.note(std::move(line));
  if (areUnsaid)
    d.note("a table that is divided, and of which no partition is declared, keeps those it has");
}

void Session::dropUsualOwners(LoadedState &state) {
  if (!state.databaseOwner)
    return;
  forEachKind([&]<class T>() {
    std::vector<QName> usual;
    for (const T &e : state.schema.all<T>())
      if (e.owner == state.databaseOwner)
        usual.push_back(e.name);
    for (QName n : usual)
      state.schema.edit<T>(n)->owner = Name();
  });
}

} // namespace schemac
