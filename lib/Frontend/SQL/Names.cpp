//===- Names.cpp - What names mean, and those that the server makes -------===//
#include "CatalogAnswers.h"
#include "NameScope.h"
#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace schemac::sql {

Name NameScope::ns(std::string_view text) {
  return text.empty() || text == "public" ? Name() : name(text);
}

std::vector<Name> NameScope::names(Nodes list) {
  std::vector<Name> out;
  for (const Node *n : list)
    out.push_back(name(stringOf(n)));
  return out;
}

//===--- looking up -------------------------------------------------------===//

QName NameScope::made(const PgQuery__RangeVar &r) {
  std::string_view schema = stringOf(r.schemaname);
  return {schema.empty() ? creationSchema() : ns(schema), name(stringOf(r.relname))};
}

QName NameScope::made(Nodes list) {
  std::string_view schema = list.size() > 1 ? stringOf(list[list.size() - 2]) : "";
  return {schema.empty() ? creationSchema() : ns(schema), name(lastName(list))};
}

QName NameScope::lookUp(std::string_view schema, std::string_view text,
                        const std::function<bool(QName)> &is) {
  if (!schema.empty())
    return qname(schema, text);
  for (Name path : searchPath)
    if (QName n{path, name(text)}; is(n))
      return n;
  return {creationSchema(), name(text)};
}

const Column *columnOfSequence(const Schema &state, Context &context, QName n) {
  std::string_view text = n.name.str();
  if (!text.ends_with("_seq"))
    return nullptr;
  for (size_t i = text.find('_'); i != text.npos; i = text.find('_', i + 1))
    if (const Table *t = state.table({n.ns, context.name(text.substr(0, i))}))
      for (const Column &c : t->columns)
        if (c.generation == Generation::IdentityAlways ||
            c.generation == Generation::IdentityByDefault || c.generation == Generation::Serial)
          if (c.sequence() ? c.sequence() == n.name
                           : text == defaultSequenceName(t->name.name.str(), c.name.str()))
            return &c;
  return nullptr;
}

bool NameScope::isRelation(QName n) {
  return state.table(n) || state.views().find(n) || state.find<Sequence>(n) ||
         state.find<Composite>(n) || state.index().keyOwner(n) ||
         columnOfSequence(state, context, n) || isNamedSequence(n);
}

QName NameScope::relation(std::string_view schema, std::string_view text) {
  return lookUp(schema, text, [&](QName n) { return isRelation(n); });
}
QName NameScope::relation(const PgQuery__RangeVar &r) {
  return relation(stringOf(r.schemaname), stringOf(r.relname));
}
QName NameScope::relation(Nodes list) {
  return relation(list.size() > 1 ? stringOf(list[list.size() - 2]) : "", lastName(list));
}

template <class T> QName NameScope::object(Nodes list) {
  return lookUp(list.size() > 1 ? stringOf(list[list.size() - 2]) : "", lastName(list),
                [&](QName n) { return state.find<T>(n); });
}
#define KIND(CLASS, PLURAL, WORD) template QName NameScope::object<CLASS>(Nodes);
#include "schemac/IR/Kinds.def"

SubRef NameScope::indexPath(std::string_view schema, std::string_view text) {
  QName n = lookUp(schema, text, [&](QName q) { return bool(state.index().keyOwner(q)); });
  QName owner = state.index().keyOwner(n);
  return owner ? SubRef{owner, n.name} : SubRef{n, Name()};
}

bool NameScope::isTemporary(const PgQuery__RangeVar &r) const {
  std::string_view schema = stringOf(r.schemaname);
  return stringOf(r.relpersistence) == "t" || schema == "pg_temp" ||
         (schema.empty() && temporary.contains(stringOf(r.relname)));
}

//===--- names that the server makes ----------------------------------------===//

void NameScope::noteConstraints(const Table &t) {
  for (const Constraint &c : t.constraints)
    constraintNames.insert({t.name.ns, c.name});
}
void NameScope::noteConstraints(const Domain &d) {
  for (const Constraint &c : d.checks)
    constraintNames.insert({d.name.ns, c.name});
}
void NameScope::noteConstraints(const Journal &journal) {
  if (!constraintsNoted)
    return;
  for (QName n : journal.touched<Table>())
    if (const Table *t = state.table(n))
      noteConstraints(*t);
  for (QName n : journal.touched<Domain>())
    if (const Domain *d = state.find<Domain>(n))
      noteConstraints(*d);
}

static bool hasConstraint(const Schema &state, Name schema, Name wanted) {
  for (const Table &t : state.tables())
    if (t.name.ns == schema && t.constraint(wanted))
      return true;
  for (const Domain &d : state.domains())
    if (d.name.ns == schema && d.check(wanted))
      return true;
  return false;
}

bool NameScope::constraintNamed(Name schema, Name wanted, const Table *pending) {
  if (pending && pending->constraint(wanted))
    return true;
  // A file of a history asks once or twice, and a dump for every table: only then a set is worth
  // it.
  constexpr unsigned few = 8;
  if (!constraintsNoted && ++constraintQuestions <= few)
    return hasConstraint(state, schema, wanted);
  if (!std::exchange(constraintsNoted, true)) {
    for (const Table &t : state.tables())
      noteConstraints(t);
    for (const Domain &d : state.domains())
      noteConstraints(d);
  }
  noteConstraints(*current);
  if (!constraintNames.count({schema, wanted}))
    return false; // there never was one: no need to look through a hundred thousand tables
  return hasConstraint(state, schema, wanted);
}

Name NameScope::freeRelation(QName table, std::string_view columns, std::string_view label,
                             bool constraint, const Table *pending) {
  std::string numbered(label);
  for (unsigned i = 1;; ++i) {
    Name wanted = name(objectName(table.name.str(), columns, numbered));
    QName n{table.ns, wanted};
    bool taken =
        isRelation(n) ||
        (pending && (pending->name == n || pending->index(wanted) || pending->constraint(wanted)));
    if (!taken && !(constraint && constraintNamed(table.ns, wanted, pending)))
      return wanted;
    numbered = std::string(label) + std::to_string(i);
  }
}

Name NameScope::freeConstraint(QName table, std::string_view columns, std::string_view label,
                               const Table *pending) {
  std::string numbered(label);
  for (unsigned i = 1;; ++i) {
    Name wanted = name(objectName(table.name.str(), columns, numbered));
    if (!constraintNamed(table.ns, wanted, pending))
      return wanted;
    numbered = std::string(label) + std::to_string(i);
  }
}

/// The columns that an expression names, each once, in order.
static std::vector<std::string> columnsIn(Node *expression) {
  std::vector<std::string> out;
  forEach<PgQuery__ColumnRef>(expression ? &expression->base : nullptr,
                              pg_query__column_ref__descriptor, [&](const PgQuery__ColumnRef &c) {
                                std::string n(c.n_fields ? stringOf(c.fields[c.n_fields - 1]) : "");
                                if (!n.empty() && std::ranges::find(out, n) == out.end())
                                  out.push_back(n);
                              });
  return out;
}

/// Gives \p pending, of \p table, the name that the server would. \p made is the table as it is
/// being made, with the constraints that are placed already.
void NameScope::nameConstraint(QName table, PendingConstraint &pending, const Table *made) {
  Constraint &c = pending.constraint;
  if (c.name)
    return;
  switch (c.kind) {
  case ConstraintKind::PrimaryKey:
    c.name = freeRelation(table, "", "pkey", true, made);
    break;
  case ConstraintKind::Unique:
    c.name = freeRelation(table, joinedNames(distinctNames(pending.elements)), "key", true, made);
    break;
  case ConstraintKind::Exclusion:
    c.name = freeRelation(table, joinedNames(distinctNames(pending.elements)), "excl", true, made);
    break;
  case ConstraintKind::Check: {
    std::vector<std::string> columns = columnsIn(pending.expression);
    const Table *t = made ? made : state.table(table);
    std::erase_if(
        columns, [&](const std::string &n) { return t && !t->partitionOf && !t->column(name(n)); });
    c.name = freeConstraint(table, columns.size() == 1 ? columns[0] : "", "check", made);
    break;
  }
  case ConstraintKind::ForeignKey: {
    std::vector<std::string> columns;
    for (Name n : c.columns)
      columns.push_back(n.string());
    c.name = freeConstraint(table, joinedNames(columns), "fkey", made);
    break;
  }
  }
}

} // namespace schemac::sql
