//===- TableExchange.cpp - A table whose name another one takes -----------===//
#include "schemac/Analysis/TableExchange.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

std::string TableExchange::refuseUsers() const {
  QName name = was.name;
  for (const Constraint &c : is.constraints)
    if (c.kind == ConstraintKind::ForeignKey && c.refTable == name)
      return "its foreign key '" + c.name.string() + "' refers to itself";
  for (QName user : from.index().referencing(name)) {
    const Table *before = from.table(user), *behind = to.table(user);
    if (!behind || !same(*before, *behind))
      return "'" + user.str() + "' refers to it and changes, too" + std::string(Apart);
    if (before->partitionBy)
      return "the partitioned table '" + user.str() +
             "' refers to it: its key would be proved again while both are locked";
  }
  for (QName user : to.index().referencing(name))
    if (!from.table(user))
      return "the new table '" + user.str() + "' refers to it" + std::string(Apart);
  for (QName v : viewsOver(to, name)) {
    const View *before = from.views().find(v), *behind = to.views().find(v);
    if (!before || !same(*before, *behind))
      return "view '" + v.str() + "' reads it and changes, too" + std::string(Apart);
  }
  for (QName v : viewsOver(from, name))
    if (const View *view = from.views().find(v); view->materialized)
      return "the materialized view '" + v.str() + "' reads it, and would be filled again";
    else if (!to.views().find(v))
      return "view '" + v.str() + "' reads it and goes" + std::string(Apart);
  return {};
}

void TableExchange::unhinge(const Table &table) {
  for (QName user : from.index().referencing(table.name))
    for (const Constraint &c : from.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name)
        add<DropConstraintOp>(SubRef{user, c.name});
  for (QName s : from.index().statisticsOn(table.name))
    add<DropStatisticsOp>(s);
  for (const Publication &p : from.publications())
    if (p.table(table.name))
      add<UnpublishTableOp>(p.name.name, table.name);
}

void TableExchange::hinge(const Table &table) {
  repointViews();
  for (QName s : from.index().statisticsOn(table.name))
    add<CreateStatisticsOp>(*from.find<ExtendedStatistics>(s));
  for (const Publication &p : from.publications())
    if (const PublishedTable *sent = p.table(table.name))
      add<PublishTableOp>(p.name.name, sent->table, sent->columns, sent->where);
}

/// While foreign keys refer to the whole no partition with rows that are referred to leaves it, so
/// on the way back they go first.
void TableExchange::referTo(const Table &table) {
  std::vector<SubRef> unproved;
  for (QName user : from.index().referencing(table.name))
    for (const Constraint &c : from.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name) {
        Constraint key = c;
        key.notValid = !key.notEnforced;
        add<AddForeignKeyOp>(SubRef{user, c.name}, key);
        if (!c.notValid && !c.notEnforced)
          unproved.push_back({user, c.name});
      }
  for (const SubRef &key : unproved)
    add<ValidateConstraintOp>(key);
}

/// They follow the table that they were made over, whatever it is called.
void TableExchange::repointViews() {
  for (QName v : withDependents(from, viewsOver(from, was.name)))
    if (std::ranges::count(viewsOver(from, was.name), v))
      add<ReplaceViewOp>(*from.views().find(v), true);
}

bool hasNumbers(const Column &column) {
  return column.generation == Generation::Serial ||
         column.generation == Generation::IdentityAlways ||
         column.generation == Generation::IdentityByDefault;
}

std::vector<Name> TableExchange::takeNumbers(Table &body) const {
  std::vector<Name> numbered;
  for (Column &c : body.columns)
    if (hasNumbers(c)) {
      numbered.push_back(c.name);
      c.generation = Generation::None;
      c.extra = nullptr;
      c.nullable = false;
    }
  return numbered;
}

Table TableExchange::empty(const Table &table) const {
  Table body = table;
  body.rows = 0;
  body.traffic = was.traffic; // whoever used the one uses the other
  body.drops.clear();
  body.renamedFrom = Name();
  return body;
}

std::string TableExchange::prove() const {
  Schema reached = from;
  Journal journal;
  reached.setJournal(&journal);
  std::string fault;
  for (const Op &op : ops)
    if (fault.empty() && !apply(op, reached, context, nullptr))
      fault = DropTableOp::classof(op)
                  ? "something else stands on it, which nothing points to another table"
                  : "the server would refuse '" + std::string(op.mnemonic()) + "' on the way";
  reached.setJournal(nullptr);
  if (!fault.empty())
    return fault;
  forEachKind([&]<class T>() {
    for (QName n : journal.touched<T>()) {
      const T *now = reached.find<T>(n), *want = from.find<T>(n);
      if constexpr (std::is_same_v<T, Table>)
        if (n == was.name || !from.table(n) || !to.table(n))
          want = to.table(n);
      if (fault.empty() && (!now != !want || (now && !same(*now, *want))))
        fault = "'" + n.str() + "' would go with the rows to the table of another name";
    }
  });
  return fault;
}

} // namespace schemac
