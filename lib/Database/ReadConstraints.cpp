//===- ReadConstraints.cpp - Keys, checks, foreign keys, exclusions -------===//
#include "Reader.h"
#include "schemac/Dialect/Postgres/Letters.h"

namespace schemac::database {

namespace {
/// The columns of queries::constraints.
enum Field {
  Number,
  Called,
  Kind,
  Table,
  OfDomain,
  Columns,
  RefTable,
  RefColumns,
  OnUpdate,
  OnDelete,
  Match,
  Deferrable,
  Deferred,
  Validated,
  NoInherit,
  Local,
  Parent,
  Check,
  SetColumns,
  Enforced,
  Period,
  Index,
  Operators
};
} // namespace

void Reader::readDomainCheck(const Rows &rows, int row) {
  auto it = domains.find(rows.number(row, OfDomain));
  if (it == domains.end() || rows.letter(row, Kind) != 'c')
    return;
  Constraint c;
  c.name = context.name(rows.text(row, Called));
  c.check = expr(rows, row, Check);
  c.notValid = !rows.flag(row, Validated);
  place('k', rows.number(row, Number), {KindId::Domain, it->second, PartKind::Constraint, c.name});
  out.schema.edit<Domain>(it->second)->checks.push_back(std::move(c));
}

void Reader::readConstraints(const Rows &rows) {
  for (int i = 0; i < rows.size(); ++i) {
    Oid table = rows.number(i, Table);
    if (!table) {
      readDomainCheck(rows, i);
      continue;
    }
    Relation *r = relation(table);
    char kind = rows.letter(i, Kind);
    if (!rows.isNull(i, Index)) // known as that of a key, whatever becomes of the key
      keys[rows.number(i, Index)] = {table, Name()};
    // What a parent gives is not stated again.
    bool own = rows.flag(i, Local) && rows.number(i, Parent) == 0;
    if (!r || !r->isTable() || !own)
      continue;
    Constraint c;
    c.name = context.name(rows.text(i, Called));
    c.columns = columnNames(table, rows.text(i, Columns));
    if (kind == 'n') { // PostgreSQL 18
      Column *column = c.columns.empty() ? nullptr : r->table.column(c.columns.front());
      if (column && !rows.flag(i, Validated))
        column->notNullNotValid = true;
      if (rows.flag(i, NoInherit))
        unheld("NOT NULL that is not inherited", r->name.str() + "." + c.name.string());
      continue;
    }
    if (rows.flag(i, Period)) {
      unheld("temporal constraint", r->name.str() + "." + c.name.string());
      continue;
    }
    c.deferrable = rows.flag(i, Deferrable);
    c.initiallyDeferred = rows.flag(i, Deferred);
    c.notEnforced = !rows.flag(i, Enforced);
    c.notValid = !rows.flag(i, Validated) && !c.notEnforced;
    switch (kind) {
    case 'c':
      c.kind = ConstraintKind::Check;
      c.columns.clear();
      c.check = expr(rows, i, Check);
      c.noInherit = rows.flag(i, NoInherit);
      break;
    case 'f': {
      c.kind = ConstraintKind::ForeignKey;
      Relation *to = relation(rows.number(i, RefTable));
      if (!to || !to->isTable()) {
        unheld("foreign key to a table outside of the schema",
               r->name.str() + "." + c.name.string());
        continue;
      }
      c.refTable = to->name;
      c.refColumns = columnNames(rows.number(i, RefTable), rows.text(i, RefColumns));
      c.onUpdate = foreignKeyAction(rows.letter(i, OnUpdate));
      c.onDelete = foreignKeyAction(rows.letter(i, OnDelete));
      c.matchFull = rows.letter(i, Match) == 'f';
      if (!rows.isNull(i, SetColumns))
        c.edit().setColumns = columnNames(table, rows.text(i, SetColumns));
      break;
    }
    case 'p':
    case 'u':
    case 'x':
      c.kind = kind == 'p'   ? ConstraintKind::PrimaryKey
               : kind == 'u' ? ConstraintKind::Unique
                             : ConstraintKind::Exclusion;
      keys[rows.number(i, Index)] = {table, c.name};
      if (kind == 'x') {
        c.columns.clear();
        ConstraintExtra &extra = c.edit();
        std::string_view operators = rows.text(i, Operators);
        while (!operators.empty()) { // by lines, as a schema's name may have blanks
          std::string_view one = operators.substr(0, operators.find('\n'));
          extra.elems.emplace_back().with = context.name(one);
          operators.remove_prefix(std::min(operators.size(), one.size() + 1));
        }
      }
      break;
    default:
      continue;
    }
    place('k', rows.number(i, Number), {KindId::Table, r->name, PartKind::Constraint, c.name});
    r->table.constraints.push_back(std::move(c));
  }
}

} // namespace schemac::database
