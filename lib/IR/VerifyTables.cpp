//===- VerifyTables.cpp - What must hold of tables and their parts --------===//
#include "SchemaVerifier.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/Structure.h"
#include "schemac/IR/Traits.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

template <class T>
void SchemaVerifier::unique(const std::vector<T> &parts, const Table &t, const char *kind) {
  for (const T *part : repeated(parts)) {
    diags.report(part->range, diag::err_duplicate_object, kind, SubRef{t.name, part->name}.str());
    sound = false;
  }
}

void SchemaVerifier::column(const Table &t, Name name, SourceRange range) {
  if (wholeOf(t).column(name))
    return;
  diags.report(range, diag::err_unknown_column, name.str(), t.name.str());
  sound = false;
}

void SchemaVerifier::columns(const Table &t, const std::vector<Name> &names, SourceRange range) {
  for (Name n : names)
    column(t, n, range);
}

void SchemaVerifier::foreignKey(const Table &t, const Constraint &c) {
  const Table *target = schema.table(c.refTable);
  if (!target) {
    diags.report(c.range, diag::err_unknown_table, c.refTable.str());
    sound = false;
    return;
  }
  columns(wholeOf(*target), c.refColumns, c.range);
  if (c.columns.size() != c.refColumns.size()) {
    diags.report(c.range, diag::err_fk_arity, SubRef{t.name, c.name}.str(),
                 static_cast<int64_t>(c.columns.size()), static_cast<int64_t>(c.refColumns.size()));
    sound = false;
  }
}

void SchemaVerifier::constraint(const Table &t, const Constraint &c) {
  columns(t, c.columns, c.range);
  columns(t, c.include, c.range);
  columns(t, c.more().setColumns, c.range);
  for (const IndexElem &e : c.more().elems)
    if (e.column)
      column(t, e.column, c.range);
  if (c.kind == ConstraintKind::ForeignKey)
    foreignKey(t, c);
  if (c.kind == ConstraintKind::PrimaryKey && &c != t.primaryKey()) {
    diags.report(c.range, diag::err_many_primary_keys, t.name.str());
    sound = false;
  }
  if (ownsIndex(c) && traitsOf(schema.dialect).keysAreRelations)
    relation({t.name.ns, c.name}, "relation", c.range);
}

void SchemaVerifier::index(const Table &t, const Index &i) {
  for (const IndexElem &e : i.elems)
    if (e.column)
      column(t, e.column, i.range);
  columns(t, i.include, i.range);
  if (traitsOf(schema.dialect).indexesAreRelations)
    relation({t.name.ns, i.name}, "relation", i.range);
}

/// What CREATE TRIGGER refuses.
void SchemaVerifier::action(const Table &t, const Trigger &trigger) {
  const TriggerAction &a = *trigger.action;
  columns(t, a.updateOf, trigger.range);
  if (a.fromTable && !schema.table(a.fromTable)) {
    diags.report(trigger.range, diag::err_unknown_table, a.fromTable.str());
    sound = false;
  }
  bool after = a.timing == TriggerTiming::After;
  bool tables = a.oldTable || a.newTable;
  int events = a.onInsert + a.onUpdate + a.onDelete + a.onTruncate;
  bool postgres = traitsOf(schema.dialect).postgresRules;
  const char *why =
      a.body && postgres ? "it calls a function, and has no statements of its own"
      : (a.follows || a.precedes) && postgres    ? "triggers run in the order of their names"
      : a.constraint && !(after && a.forEachRow) ? "a constraint trigger is after, for each row"
      : tables && !after                         ? "transition tables are for after triggers"
      : tables && (events > 1 || a.onTruncate || !a.updateOf.empty() || a.constraint)
          ? "transition tables are for one event without columns"
      : a.onTruncate && a.forEachRow ? "truncate is for each statement"
      : (a.deferrable || a.initiallyDeferred) && !a.constraint
          ? "only a constraint trigger can be deferred"
      : a.fromTable && !a.constraint ? "only a constraint trigger is from a table"
                                     : nullptr;
  if (!why)
    return;
  diags.report(trigger.range, diag::err_trigger_form, SubRef{t.name, trigger.name}.str(), why);
  sound = false;
}

void SchemaVerifier::trigger(const Table &t, const Trigger &trigger) {
  for (Name n : {trigger.oldColumn, trigger.newColumn})
    if (n)
      column(t, n, trigger.range);
  if (trigger.action)
    action(t, trigger);
  // PostgreSQL names them within their table.
  bool shared = !traitsOf(schema.dialect).postgresRules;
  if (shared && !triggers.insert({t.name.ns, trigger.name}).second &&
      t.trigger(trigger.name) == &trigger) {
    diags.report(trigger.range, diag::err_duplicate_object, "trigger", trigger.name.str());
    sound = false;
  }
}

const Table &SchemaVerifier::wholeOf(const Table &t) const {
  const Table *whole = &t;
  for (unsigned depth = 0; whole->partitionOf && depth < 64; ++depth)
    if (const Table *parent = schema.table(whole->partitionOf))
      whole = parent;
    else
      break;
  return *whole;
}

void SchemaVerifier::wrong(SourceRange range, QName table, std::string_view why) {
  diags.report(range, diag::err_table_options, table.str(), why);
  sound = false;
}

/// What inherits, and is a part, does so from tables that are there before it.
void SchemaVerifier::descent(const Table &t) {
  std::vector<QName> above{t.name};
  std::unordered_set<QName> seen;
  for (size_t i = 0; i < above.size(); ++i) {
    const Table *at = schema.table(above[i]);
    std::vector<QName> parents = at ? at->inherits : std::vector<QName>();
    if (at && at->partitionOf)
      parents.push_back(at->partitionOf);
    for (QName parent : parents)
      if (parent == t.name)
        return wrong(t.range, t.name, "it would descend from itself");
      else if (!grounded.contains(parent) && seen.insert(parent).second)
        above.push_back(parent);
  }
  grounded.insert(t.name);
}

void SchemaVerifier::inherited(const Table &t) {
  for (size_t i = 0; i < t.inherits.size(); ++i) {
    QName name = t.inherits[i];
    if (!schema.table(name)) {
      diags.report(t.range, diag::err_unknown_table, name.str());
      sound = false;
    }
    if (std::find(t.inherits.begin(), t.inherits.begin() + i, name) != t.inherits.begin() + i)
      wrong(t.range, t.name, fmt::format("it inherits from '{}' twice", name.str()));
  }
}

void SchemaVerifier::partition(const Table &t) {
  if (t.partitionOf || !t.inherits.empty())
    descent(t);
  inherited(t);
  for (const IndexElem &e : t.partitionBy.elems)
    if (e.column)
      column(t, e.column, t.range);
  if (t.rowParts)
    for (Name n : t.rowParts->columns)
      column(t, n, t.range);
  if (!t.partitionOf)
    return;
  const Table *parent = schema.table(t.partitionOf);
  if (!parent) {
    diags.report(t.range, diag::err_unknown_table, t.partitionOf.str());
    sound = false;
  } else if (!parent->partitionBy)
    wrong(t.range, t.name, "what it is a partition of is not partitioned");
  else if (!t.columns.empty())
    wrong(t.columns.front().range, t.name, "the columns of a partition are those of its parent");
}

void SchemaVerifier::options(const Table &t, const Column &c) {
  bool identity =
      c.generation == Generation::IdentityAlways || c.generation == Generation::IdentityByDefault;
  if (c.options().given() && !identity)
    wrong(c.range, t.name, "options of a sequence are for identity columns");
  if (identity && c.nullable)
    wrong(c.range, t.name, "an identity column is NOT NULL");
}

void SchemaVerifier::table(const Table &t) {
  partition(t);
  for (const Column &c : t.columns)
    options(t, c);
  eachLimitFault(schema.dialect, t,
                 [&](SourceRange range, const std::string &name, const std::string &fault) {
                   diags.report(range, diag::err_table_options, name, fault);
                   sound = false;
                 });
  unique(t.columns, t, "column");
  unique(t.constraints, t, "constraint");
  if (!traitsOf(schema.dialect).indexesAreRelations)
    unique(t.indexes, t, "index");
  unique(t.triggers, t, "trigger");
  unique(t.policies, t, "policy");
  for (const Policy &p : t.policies)
    if (std::string_view fault = policyFault(p); !fault.empty()) {
      diags.report(p.range, diag::err_policy, SubRef{t.name, p.name}.str(), fault);
      sound = false;
    }
  for (const Column &c : t.columns)
    type(c.type, c.range);
  for (const Constraint &c : t.constraints)
    constraint(t, c);
  for (const Grant &g : t.grants)
    if (g.column)
      column(t, g.column, t.range);
  for (const Index &i : t.indexes)
    index(t, i);
  for (const Trigger &x : t.triggers)
    trigger(t, x);
}

} // namespace schemac
