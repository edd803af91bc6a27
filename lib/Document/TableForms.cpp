//===- TableForms.cpp - Tables as forms and back --------------------------===//
#include "Parts.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include <algorithm>

namespace schemac::document {

//===--- columns ----------------------------------------------------------===//

ColumnForm formOf(const Column &c) {
  ColumnForm form;
  form.name = c.name;
  form.column = c;
  form.column.extra = nullptr;
  bool always = c.generation == Generation::IdentityAlways;
  if (always || c.generation == Generation::IdentityByDefault) {
    form.identity.emplace();
    form.identity->generated = always ? IdentityKind::Always : IdentityKind::ByDefault;
    form.identity->options = c.options();
  }
  (c.generation == Generation::Virtual ? form.virtualExpr : form.stored) = c.generated();
  form.sequence = c.sequence();
  form.collation = c.collation();
  form.storage = c.storage();
  form.compression = c.compression();
  form.charset = c.charset();
  form.onUpdate = c.onUpdate();
  form.invisible = c.invisible();
  form.renamedFrom = c.renamedFrom();
  form.movedFrom = c.movedFrom();
  form.backfill = c.backfill();
  form.range = c.range;
  return form;
}

Column columnOf(const ColumnForm &form, Context &context) {
  Column c = form.column;
  c.name = form.name;
  c.range = form.range;
  ColumnExtra extra;
  extra.sequence = form.sequence;
  extra.generated = form.stored ? form.stored : form.virtualExpr;
  extra.collation = form.collation;
  extra.storage = form.storage;
  extra.compression = form.compression;
  extra.charset = form.charset;
  extra.onUpdate = form.onUpdate;
  extra.invisible = form.invisible;
  extra.renamedFrom = form.renamedFrom;
  extra.movedFrom = form.movedFrom;
  extra.backfill = form.backfill;
  if (form.identity) {
    c.generation = form.identity->generated == IdentityKind::Always ? Generation::IdentityAlways
                                                                    : Generation::IdentityByDefault;
    extra.options = form.identity->options;
  } else if (extra.generated) {
    c.generation = form.stored ? Generation::Stored : Generation::Virtual;
  }
  if (extra.sequence || extra.generated || extra.collation || extra.storage || extra.compression ||
      extra.charset || extra.onUpdate || extra.invisible || extra.options.given() ||
      extra.renamedFrom || extra.movedFrom || extra.backfill)
    c.extra = context.make<ColumnExtra>(extra);
  return c;
}

//===--- triggers ---------------------------------------------------------===//

namespace {
struct Event {
  std::string_view word;
  bool TriggerAction::*flag;
};
constexpr Event Events[] = {{"insert", &TriggerAction::onInsert},
                            {"update", &TriggerAction::onUpdate},
                            {"delete", &TriggerAction::onDelete},
                            {"truncate", &TriggerAction::onTruncate}};
} // namespace

static TriggerForm formOf(const Trigger &t, Context &context) {
  TriggerForm form;
  form.name = t.name;
  if (t.kind == TriggerKind::Sync)
    form.sync = SyncForm{t.oldColumn, t.newColumn, t.forward, t.backward, t.fallback, {}};
  else if (t.kind == TriggerKind::Fill)
    form.fill = FillForm{t.newColumn, t.forward, {}};
  if (!t.action)
    return form;
  form.action = *t.action;
  for (const Event &e : Events)
    if (form.action.*e.flag)
      form.events.push_back(context.name(e.word));
  return form;
}

static Trigger triggerOf(const TriggerForm &form) {
  Trigger t;
  t.name = form.name;
  t.range = form.range;
  if (form.sync) {
    t.oldColumn = form.sync->oldColumn;
    t.newColumn = form.sync->newColumn;
    t.forward = form.sync->forward;
    t.backward = form.sync->backward;
    t.fallback = form.sync->fallback;
    return t;
  }
  if (form.fill) {
    t.kind = TriggerKind::Fill;
    t.newColumn = form.fill->column;
    t.forward = form.fill->value;
    return t;
  }
  t.kind = TriggerKind::User;
  auto action = std::make_shared<TriggerAction>(form.action);
  for (const Event &e : Events)
    for (Name n : form.events)
      (*action).*e.flag |= n.str() == e.word;
  t.action = std::move(action);
  return t;
}

//===--- tables -----------------------------------------------------------===//

static Name usualKey(Context &context, QName table) {
  return context.name(postgres::objectName(table.name.str(), "", "pkey"));
}

static std::vector<ElementForm> keyElements(const Constraint &c) {
  std::vector<IndexElem> elems = c.more().elems;
  for (Name column : elems.empty() ? c.columns : std::vector<Name>())
    elems.emplace_back().column = column;
  return elementForms(elems);
}

/// Elements are kept where they say more than names.
static void takeElements(Constraint &key, const PrimaryKeyForm &form) {
  std::vector<IndexElem> elems = elementsOf(form.elements);
  bool whole = true;
  key.columns.clear();
  for (const IndexElem &e : elems) {
    key.columns.push_back(e.column);
    whole &= e.prefixLength < 0 && !e.descending;
  }
  if (!whole)
    key.edit().elems = std::move(elems);
}

static void addConstraint(TableForm &form, const Table &t, const Constraint &c, Context &context) {
  Name comment = partComment(t, PartKind::Constraint, c.name);
  switch (c.kind) {
  case ConstraintKind::PrimaryKey:
    form.primaryKey.emplace(PrimaryKeyForm{keyForm(c), keyElements(c)});
    form.primaryKey->comment = comment;
    if (c.name == usualKey(context, t.name))
      form.primaryKey->name = Name();
    break;
  case ConstraintKind::Unique:
    form.unique.push_back(keyForm(c));
    form.unique.back().comment = comment;
    break;
  case ConstraintKind::Check:
    form.checks.push_back(checkForm(c));
    form.checks.back().comment = comment;
    break;
  case ConstraintKind::ForeignKey:
    form.foreignKeys.push_back(foreignKeyForm(c));
    form.foreignKeys.back().comment = comment;
    break;
  case ConstraintKind::Exclusion:
    form.exclusions.push_back(exclusionForm(c));
    form.exclusions.back().comment = comment;
    break;
  }
}

static void addOptions(TableForm &form, const Table &t) {
  form.rowSecurity = t.rowSecurity;
  form.forceRowSecurity = t.forceRowSecurity;
  form.unlogged = t.unlogged;
  form.parameters = t.parameters;
  form.tablespace = t.tablespace;
  form.replicaIdentity = t.replicaIdentity;
  form.replicaIndex = t.replicaIndex;
  form.inherits = t.inherits;
  form.renamedFrom = t.renamedFrom;
  if (t.partitionBy) {
    form.partitionBy.emplace();
    (t.partitionBy.strategy == PartitionStrategy::Range  ? form.partitionBy->range_
     : t.partitionBy.strategy == PartitionStrategy::List ? form.partitionBy->list
                                                         : form.partitionBy->hash) =
        elementForms(t.partitionBy.elems);
  }
  if (t.partitionOf)
    form.partitionOf = PartitionOfForm{t.partitionOf, t.bound, {}};
  if (t.rowParts) {
    const RowParts &r = *t.rowParts;
    form.rowParts = RowPartsForm{r.method, r.columns, r.expr, r.count, {}, {}};
    for (const RowPart &part : r.parts)
      form.rowParts->parts.push_back({part.name, part.bound, part.comment, {}});
  }
  auto size = [](int64_t n) { return n < 0 ? std::nullopt : std::optional(n); };
  form.rows = size(t.rows);
  form.bytes = size(t.bytes);
  form.indexBytes = size(t.indexBytes);
  form.traffic = t.traffic;
}

TableForm formOf(const Table &t, Context &context) {
  TableForm form;
  form.name = t.name;
  for (const Column &c : t.columns) {
    form.columns.push_back(formOf(c));
    form.columns.back().comment = partComment(t, PartKind::Column, c.name);
  }
  for (const Constraint &c : t.constraints)
    addConstraint(form, t, c, context);
  for (const Index &i : t.indexes) {
    form.indexes.push_back(formOf(i));
    form.indexes.back().comment = partComment(t, PartKind::Index, i.name);
  }
  for (const Trigger &g : t.triggers) {
    form.triggers.push_back(formOf(g, context));
    form.triggers.back().comment = partComment(t, PartKind::Trigger, g.name);
  }
  for (const Policy &p : t.policies)
    form.policies.push_back({p.name, p, partComment(t, PartKind::Policy, p.name), {}});
  addOptions(form, t);
  form.drops = formsOf(t.drops);
  form.access = accessForm(t);
  return form;
}

static void takeOptions(Table &t, const TableForm &form) {
  t.rowSecurity = form.rowSecurity;
  t.forceRowSecurity = form.forceRowSecurity;
  t.unlogged = form.unlogged;
  t.parameters = form.parameters;
  t.tablespace = form.tablespace;
  t.replicaIdentity = form.replicaIdentity;
  t.replicaIndex = form.replicaIndex;
  t.inherits = form.inherits;
  t.renamedFrom = form.renamedFrom;
  if (form.partitionBy) {
    const PartitionByForm &by = *form.partitionBy;
    t.partitionBy.strategy = !by.range_.empty() ? PartitionStrategy::Range
                             : !by.list.empty() ? PartitionStrategy::List
                                                : PartitionStrategy::Hash;
    t.partitionBy.elems = elementsOf(!by.range_.empty() ? by.range_
                                     : !by.list.empty() ? by.list
                                                        : by.hash);
  }
  if (form.partitionOf) {
    t.partitionOf = form.partitionOf->table;
    t.bound = form.partitionOf->bound;
  }
  if (form.rowParts) {
    const RowPartsForm &f = *form.rowParts;
    RowParts r{f.method, f.columns, f.expression, {}, f.count};
    for (const RowPartForm &part : f.parts)
      r.parts.push_back({part.name, part.bound, part.comment});
    t.rowParts = std::make_shared<const RowParts>(std::move(r));
  }
  t.rows = form.rows.value_or(-1);
  t.bytes = form.bytes.value_or(-1);
  t.indexBytes = form.indexBytes.value_or(-1);
  t.traffic = form.traffic;
}

Table entityOf(const TableForm &form, Context &context) {
  Table t;
  t.name = form.name;
  t.range = form.range;
  for (const ColumnForm &c : form.columns) {
    t.columns.push_back(columnOf(c, context));
    addComment(t, PartKind::Column, c.name, c.comment);
  }
  auto add = [&](Constraint c, Name comment) {
    addComment(t, PartKind::Constraint, c.name, comment);
    t.constraints.push_back(std::move(c));
  };
  if (form.primaryKey) {
    Constraint key = keyOf(*form.primaryKey, ConstraintKind::PrimaryKey);
    takeElements(key, *form.primaryKey);
    if (!key.name)
      key.name = usualKey(context, t.name);
    add(std::move(key), form.primaryKey->comment);
  }
  for (const KeyForm &k : form.unique)
    add(keyOf(k, ConstraintKind::Unique), k.comment);
  for (const CheckForm &c : form.checks)
    add(checkOf(c), c.comment);
  for (const ForeignKeyForm &f : form.foreignKeys)
    add(foreignKeyOf(f), f.comment);
  for (const ExclusionForm &x : form.exclusions)
    add(exclusionOf(x), x.comment);
  for (const IndexForm &i : form.indexes) {
    t.indexes.push_back(indexOf(i));
    addComment(t, PartKind::Index, i.name, i.comment);
  }
  for (const TriggerForm &g : form.triggers) {
    t.triggers.push_back(triggerOf(g));
    addComment(t, PartKind::Trigger, g.name, g.comment);
  }
  for (const PolicyForm &p : form.policies) {
    t.policies.push_back(p.policy);
    t.policies.back().name = p.name;
    t.policies.back().range = p.range;
    std::sort(t.policies.back().roles.begin(), t.policies.back().roles.end());
    addComment(t, PartKind::Policy, p.name, p.comment);
  }
  takeOptions(t, form);
  t.drops = dropsOf(form.drops);
  addAccess(t, form.access);
  return t;
}

} // namespace schemac::document
