//===- ReadRelations.cpp - Tables, views and sequences --------------------===//
#include "Reader.h"
#include "schemac/IR/Interpreter.h"
#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace schemac::database {

namespace {
/// The columns of queries::relations.
enum Column {
  Number,
  Ns,
  Called,
  Kind,
  Owner,
  Persistence,
  Tuples,
  Pages,
  MainBytes,
  TableBytes,
  IndexBytes,
  Options,
  ToastOptions,
  Tablespace,
  Identity,
  RowSecurity,
  ForceRowSecurity,
  IsPartition,
  Bound,
  Populated,
  Query,
  Parents,
  SeqType,
  SeqStart,
  SeqIncrement,
  SeqMin,
  SeqMax,
  SeqCache,
  SeqCycle,
  Tie,
  TiedTable,
  TiedColumn,
  OfType,
  Method
};
} // namespace

/// Rows as the server itself estimates them: as dense as when they were last counted.
void Reader::readSizes(const Rows &rows, int row, Table &t) {
  if (rows.isNull(row, MainBytes))
    return;
  constexpr double PageBytes = 8192;
  double tuples = std::strtod(rows.text(row, Tuples).data(), nullptr);
  double pages = double(rows.number(row, Pages)), bytes = double(rows.number(row, MainBytes));
  t.bytes = rows.number(row, TableBytes);
  t.indexBytes = rows.number(row, IndexBytes);
  if (bytes == 0)
    t.rows = 0;
  else if (pages > 0 && tuples >= 0)
    t.rows = std::max<int64_t>(1, std::llround(tuples / pages * (bytes / PageBytes)));
  // Never counted: the size alone is known.
}

void Reader::readTable(const Rows &rows, int row, Relation &r) {
  Table &t = r.table;
  t.unlogged = rows.letter(row, Persistence) == 'u';
  addParameters(context, rows.text(row, Options), "", t.parameters);
  addParameters(context, rows.text(row, ToastOptions), "toast.", t.parameters);
  t.tablespace = name(rows, row, Tablespace);
  t.rowSecurity = rows.flag(row, RowSecurity);
  t.forceRowSecurity = rows.flag(row, ForceRowSecurity);
  switch (rows.letter(row, Identity)) {
  case 'f':
    t.replicaIdentity = ReplicaIdentity::Full;
    break;
  case 'n':
    t.replicaIdentity = ReplicaIdentity::Nothing;
    break;
  case 'i':
    t.replicaIdentity = ReplicaIdentity::Index; // the index follows
    break;
  default:
    break;
  }
  if (rows.flag(row, IsPartition)) {
    constexpr std::string_view Lead = "FOR VALUES ";
    std::string bound = unqualified(rows.text(row, Bound));
    if (bound.starts_with(Lead))
      t.bound = context.expr(std::string_view(bound).substr(Lead.size()));
  }
  readSizes(rows, row, t);
  if (!rows.isNull(row, OfType))
    unheld("type of a typed table", r.name.str());
  if (!rows.isNull(row, Method) && rows.text(row, Method) != "heap")
    unheld("access method of a table", r.name.str());
}

void Reader::readView(const Rows &rows, int row, Relation &r) {
  View &v = r.view;
  v.materialized = r.kind == 'm';
  v.noData = v.materialized && !rows.flag(row, Populated);
  std::string query = unqualified(rows.text(row, Query));
  while (!query.empty() && (query.back() == ';' || query.back() == '\n' || query.back() == ' '))
    query.pop_back();
  v.query = context.expr(
      std::string_view(query).substr(std::min(query.size(), query.find_first_not_of(" \n"))));
  Parameters options;
  addParameters(context, rows.text(row, Options), "", options);
  auto isOn = [](Name value) {
    return value.str() == "true" || value.str() == "on" || value.str() == "1";
  };
  for (const Parameter &p : options) {
    if (p.name.str() == "security_barrier")
      v.securityBarrier = isOn(p.value);
    else if (p.name.str() == "security_invoker")
      v.securityInvoker = isOn(p.value);
    else if (p.name.str() == "check_option")
      v.checkOption = p.value.str() == "local" ? CheckOption::Local : CheckOption::Cascaded;
    else
      unheld("option of a view", r.name.str() + "." + p.name.string());
  }
  if (!rows.isNull(row, Tablespace))
    unheld("tablespace of a materialized view", r.name.str());
}

void Reader::readSequence(const Rows &rows, int row, Relation &r) {
  Sequence &s = r.sequence;
  s.type = typeOf(0, rows.text(row, SeqType));
  s.start = rows.number(row, SeqStart);
  s.increment = rows.number(row, SeqIncrement);
  s.min = rows.number(row, SeqMin);
  s.max = rows.number(row, SeqMax);
  s.cache = rows.number(row, SeqCache);
  s.cycle = rows.flag(row, SeqCycle);
  r.tie = rows.letter(row, Tie);
  r.owner = rows.number(row, TiedTable);
  r.ownerColumn = static_cast<int>(rows.number(row, TiedColumn));
}

void Reader::readRelations(const Rows &rows) {
  for (int i = 0; i < rows.size(); ++i) {
    Relation &r = relations.emplace_back();
    Oid oid = rows.number(i, Number);
    byOid[oid] = &r;
    r.kind = rows.letter(i, Kind);
    r.name = qname(rows.text(i, Ns), rows.text(i, Called));
    r.parents = numbersIn(rows.text(i, Parents));
    Name owner = name(rows, i, Owner);
    KindId kind = KindId::Table;
    for (Entity *e : {static_cast<Entity *>(&r.table), static_cast<Entity *>(&r.view),
                      static_cast<Entity *>(&r.sequence)}) {
      e->name = r.name;
      e->owner = owner;
    }
    if (r.kind == 'S') {
      kind = KindId::Sequence;
      readSequence(rows, i, r);
    } else if (r.kind == 'v' || r.kind == 'm') {
      kind = KindId::View;
      readView(rows, i, r);
    } else if (r.isTable()) {
      readTable(rows, i, r);
    }
    if (r.kind == 'f')
      unheld("foreign table", r.name.str());
    if (r.kind != 'f' && r.tie != 'i')
      place('r', oid, {kind, r.name, PartKind::None, Name()});
  }
  nameParents();
}

/// Parents of partitions and of tables that inherit.
void Reader::nameParents() {
  for (Relation &r : relations)
    for (Oid oid : r.parents) {
      Relation *parent = relation(oid);
      if (!parent)
        unheld("parent of a table outside of the schema", r.name.str());
      else if (parent->kind == 'p')
        r.table.partitionOf = parent->name;
      else
        r.table.inherits.push_back(parent->name);
    }
}

/// The sequence of an identity becomes part of its column; that of any other is owned by it.
void Reader::tieSequences() {
  for (Relation &r : relations) {
    Relation *owner = r.tie ? relation(r.owner) : nullptr;
    if (r.kind != 'S' || !owner)
      continue;
    Name column = columnName(r.owner, r.ownerColumn);
    if (r.tie == 'a') {
      r.sequence.ownedBy = {owner->name, column};
      continue;
    }
    schemac::Column *c = owner->table.column(column);
    if (!c)
      continue;
    ColumnExtra extra = c->extra ? *c->extra : ColumnExtra();
    if (r.name.ns != owner->name.ns ||
        r.name.name.str() != defaultSequenceName(owner->name.name.str(), column.str()))
      extra.sequence = r.name.name;
    const Sequence &s = r.sequence;
    Sequence plain;
    plain.type = s.type;
    plain.increment = s.increment;
    fillDefaults(plain, {});
    SequenceOptions &o = extra.options;
    if (s.increment != 1)
      o.increment = s.increment;
    if (s.min != plain.min)
      o.min = s.min;
    if (s.max != plain.max)
      o.max = s.max;
    if (s.start != (s.increment > 0 ? s.min : s.max))
      o.start = s.start;
    if (s.cache != 1)
      o.cache = s.cache;
    o.cycle = s.cycle;
    c->extra = context.make<ColumnExtra>(extra);
  }
}

/// A partitioned table has the rows of its partitions; when those of one are not known, nothing is
/// known of it.
void Reader::addSizes() {
  std::unordered_map<QName, Table *> wholes;
  for (Relation &r : relations)
    if (r.kind == 'p')
      wholes[r.name] = &r.table;
  std::unordered_set<Table *> unknown;
  auto add = [](int64_t &sum, int64_t more) { sum = std::max<int64_t>(sum, 0) + more; };
  for (const Relation &part : relations) {
    if (part.kind != 'r' || !part.table.partitionOf)
      continue;
    for (auto it = wholes.find(part.table.partitionOf); it != wholes.end();
         it = wholes.find(it->second->partitionOf)) {
      Table &t = *it->second;
      add(t.rows, std::max<int64_t>(part.table.rows, 0));
      add(t.bytes, std::max<int64_t>(part.table.bytes, 0));
      add(t.indexBytes, std::max<int64_t>(part.table.indexBytes, 0));
      if (part.table.rows < 0)
        unknown.insert(&t);
    }
  }
  for (Table *t : unknown)
    t->rows = -1;
}

} // namespace schemac::database
