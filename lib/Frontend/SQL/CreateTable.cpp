//===- CreateTable.cpp - CREATE TABLE -------------------------------------===//
#include "Reader.h"
#include "schemac/IR/ConstraintOps.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SqlMeaning.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

//===--- constraints ------------------------------------------------------===//

/// Two keys over the same columns are one, which the primary key wins.
static void mergeKeys(std::vector<PendingConstraint> &pending) {
  std::stable_sort(pending.begin(), pending.end(), [](const auto &a, const auto &b) {
    return (a.constraint.kind == ConstraintKind::PrimaryKey) >
           (b.constraint.kind == ConstraintKind::PrimaryKey);
  });
  for (size_t i = 0; i < pending.size(); ++i)
    for (size_t k = i + 1; k < pending.size();) {
      Constraint &a = pending[i].constraint, &b = pending[k].constraint;
      if (!isSameKey(a, b)) {
        ++k;
        continue;
      }
      if (!a.name)
        a.name = b.name;
      pending.erase(pending.begin() + static_cast<ptrdiff_t>(k));
    }
}

/// Names and places them in the order of the server: checks are part of the table, then come its
/// indexes, the primary key first, and what refers to other tables at last.
bool Reader::placeConstraints(Table &table, std::vector<PendingConstraint> &pending) {
  mergeKeys(pending);
  // What a parent gives may be said again, and is the table's own then, too.
  std::vector<Constraint> inherited = inheritedChecks(state, table);
  auto typeOf = [&](std::string_view, std::string_view column) {
    const Column *c = table.column(name(column));
    return c ? c->type : Type();
  };
  auto contradicts = [&](const Constraint &c) {
    auto above = std::ranges::find(inherited, c.name, &Constraint::name);
    return above != inherited.end() && (c.kind != ConstraintKind::Check || c.noInherit ||
                                        !sameMeaning(c.check, above->check, typeOf));
  };
  for (const PendingConstraint &p : pending) // names that are given are taken
    if (p.named() && (table.constraint(p.constraint.name) || contradicts(p.constraint))) {
      diags.report(p.constraint.range, diag::err_sql_syntax,
                   fmt::format("constraint \"{}\" is there twice", p.constraint.name.str()));
      return false;
    }
  auto rank = [](const Constraint &c) {
    return c.kind == ConstraintKind::Check ? 0 : c.kind == ConstraintKind::ForeignKey ? 2 : 1;
  };
  std::vector<size_t> order(pending.size());
  for (size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::ranges::stable_sort(order, {}, [&](size_t i) { return rank(pending[i].constraint); });
  Table known = table;
  known.constraints.insert(known.constraints.end(), inherited.begin(), inherited.end());
  for (size_t i : order)
    if (pending[i].named())
      known.constraints.push_back(pending[i].constraint);
  for (size_t i : order) {
    if (!pending[i].named()) {
      nameConstraint(table.name, pending[i], &known);
      known.constraints.push_back(pending[i].constraint);
    }
  }
  for (PendingConstraint &p : pending) {
    Constraint &c = p.constraint;
    if (c.kind == ConstraintKind::ForeignKey && c.refColumns.empty()) {
      const Table *target = c.refTable == table.name ? &table : state.table(c.refTable);
      const Constraint *pk = target ? target->primaryKey() : nullptr;
      if (target == &table)
        for (const PendingConstraint &k : pending)
          if (k.constraint.kind == ConstraintKind::PrimaryKey)
            pk = &k.constraint;
      if (pk)
        c.refColumns = pk->columns;
    }
    c.notValid = false; // there are no rows
    if (c.kind == ConstraintKind::PrimaryKey)
      for (Name n : c.columns)
        if (Column *column = table.column(n))
          column->nullable = false;
    table.constraints.push_back(c);
  }
  return true;
}

//===--- columns ----------------------------------------------------------===//

/// CREATE TABLE … OF: the attributes of the type, of which a column may say more. That it is of the
/// type is not held.
bool Reader::typedColumns(const PgQuery__CreateStmt &s, Table &table) {
  QName of = userType(items(s.of_typename->n_names, s.of_typename->names));
  const Composite *c = state.find<Composite>(of);
  if (!c)
    return missing("type", lastName(items(s.of_typename->n_names, s.of_typename->names)),
                   nameAt(s.of_typename->location));
  std::vector<Column> columns = columnsOfRelation(of).value_or(std::vector<Column>());
  for (Column &column : columns) {
    column.range = nameAt(s.of_typename->location);
    table.columns.push_back(column);
  }
  return unmanaged("that a table is of a type", nameAt(s.of_typename->location));
}

void Reader::addMerged(Table &table, Column column) {
  auto isInherited = [&](QName parent) {
    const Table *t = state.table(parent);
    return t && t->column(column.name);
  };
  Column *there = table.column(column.name);
  if (!there || std::ranges::none_of(table.inherits, isInherited)) {
    table.columns.push_back(column); // one that is there is refused with the step
    return;
  }
  column.nullable &= there->nullable;
  if (column.generation == Generation::None && !column.defaultExpr) {
    column.defaultExpr = there->defaultExpr;
    if (there->generated()) {
      column.generation = there->generation;
      extra(column).generated = there->generated();
    }
  }
  if (there->storage() && !column.storage())
    extra(column).storage = there->storage();
  if (there->compression() && !column.compression())
    extra(column).compression = there->compression();
  *there = column;
}

bool Reader::tableElements(const PgQuery__CreateStmt &s, Table &table,
                           std::vector<PendingConstraint> &pending,
                           std::vector<Sequence> &sequences) {
  for (const Node *n : items(s.n_table_elts, s.table_elts)) {
    if (auto *def = as<PgQuery__ColumnDef>(n)) {
      const Column *typed = s.of_typename ? table.column(name(stringOf(def->colname))) : nullptr;
      if (s.partbound) {
        unmanaged("what a partition changes of a column", tokenRange(tokenAt(def->location)));
        continue;
      }
      std::optional<PendingColumn> c = column(*def, table.name, typed);
      if (!c)
        return false;
      for (PendingConstraint &p : c->constraints)
        pending.push_back(std::move(p));
      if (c->sequence)
        sequences.push_back(std::move(*c->sequence));
      if (typed) {
        c->column.nullable &= typed->nullable;
        *table.column(c->column.name) = c->column;
      } else {
        addMerged(table, c->column);
      }
    } else if (auto *k = as<PgQuery__Constraint>(n)) {
      size_t first = tokenAt(k->location);
      std::optional<PendingConstraint> p = constraint(*k, clause(first));
      if (!p)
        return false;
      if (auto notNull = std::ranges::find_if(newer,
                                              [&](const NewerSyntax &x) {
                                                return x.kind == Newer::NotNullConstraint &&
                                                       x.begin >= tokens[first].begin &&
                                                       x.end <= tokens[clause(first).last - 1].end;
                                              });
          notNull != newer.end()) {
        Name of = name(tokens[tokenAt(static_cast<int64_t>(notNull->end)) - 1].name());
        if (Column *c = table.column(of))
          c->nullable = false;
        if (!stringOf(k->conname).empty())
          notNullNames[SubRef{table.name, name(stringOf(k->conname))}.str()] = of;
        continue;
      }
      pending.push_back(std::move(*p));
    } else if (auto *l = as<PgQuery__TableLikeClause>(n)) {
      if (!like(*l, table, pending))
        return false;
    }
  }
  return true;
}

/// Columns of the parents come first; one that several have is one.
bool Reader::inherit(const PgQuery__CreateStmt &s, Table &table) {
  for (const Node *n : items(s.n_inh_relations, s.inh_relations)) {
    auto *r = as<PgQuery__RangeVar>(n);
    if (!r)
      continue;
    QName parent = relation(*r);
    const Table *from = state.table(parent);
    if (!from)
      return missing("table", parent.str(), nameAt(r->location));
    if (s.partbound) {
      table.partitionOf = parent;
      continue;
    }
    table.inherits.push_back(parent);
    for (const Column &c : from->columns)
      if (!table.column(c.name)) {
        Column copy = c;
        copy.range = nameAt(r->location);
        if (copy.generation == Generation::IdentityAlways ||
            copy.generation == Generation::IdentityByDefault)
          copy.generation = Generation::None;
        table.columns.push_back(copy);
      }
  }
  return true;
}

bool Reader::partitionKey(const PgQuery__PartitionSpec &spec, Table &table) {
  std::string strategy(stringOf(spec.strategy));
  for (char &c : strategy)
    c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  table.partitionBy.strategy = strategy == "range"  ? PartitionStrategy::Range
                               : strategy == "list" ? PartitionStrategy::List
                                                    : PartitionStrategy::Hash;
  size_t open = find(tokenAt(spec.location), "(");
  std::vector<Span> spans = parts(open);
  size_t i = 0;
  for (const Node *n : items(spec.n_part_params, spec.part_params)) {
    auto *e = as<PgQuery__PartitionElem>(n);
    if (!e || i >= spans.size() || !isTakenIn(ExpressionPlace::Index, e->expr, table.name.str()))
      return false;
    IndexElem &out = table.partitionBy.elems.emplace_back();
    Span span = spans[i++];
    auto *column = as<PgQuery__ColumnRef>(e->expr);
    if (!stringOf(e->name).empty())
      out.column = name(stringOf(e->name));
    else if (column && column->n_fields == 1) // (column) is the column
      out.column = name(stringOf(column->fields[0]));
    else
      out.expr =
          exprOf(isWord(span.first, "(") ? Span{span.first + 1, closing(span.first)}
                                         : Span{span.first, closing(find(span.first, "(")) + 1});
    if (e->n_collation)
      out.collation = outside(items(e->n_collation, e->collation));
    leaveOutCollationOf(table, out);
    if (e->n_opclass)
      out.opclass = outside(items(e->n_opclass, e->opclass));
  }
  return true;
}

/// FROM (1) TO (10), IN ('a'), WITH (MODULUS 4, REMAINDER 0); null: DEFAULT.
Expr Reader::bound(const PgQuery__PartitionBoundSpec &b) {
  if (b.is_default)
    return {};
  size_t first = tokenAt(b.location); // FOR VALUES, or what follows it
  while (first < tokens.size() &&
         !(isWord(first, "from") || isWord(first, "in") || isWord(first, "with")))
    ++first;
  size_t last = closing(find(first, "(")) + 1;
  if (isWord(first, "from"))
    last = closing(find(last, "(")) + 1;
  return exprOf({first, std::min(last, tokens.size())});
}

/// What CREATE TABLE IF NOT EXISTS would have made and a table of that name has not.
bool Reader::reportDifferences(const PgQuery__CreateStmt &s, Table &wanted) {
  const Table *there = state.table(wanted.name);
  std::vector<PendingConstraint> pending;
  std::vector<Sequence> sequences;
  if (!there || isAssumed(wanted.name) || s.n_inh_relations || s.partbound || s.of_typename ||
      !tableElements(s, wanted, pending, sequences))
    return true;
  for (const Column &c : wanted.columns)
    if (const Column *now = there->column(c.name); !now)
      diags.report(c.range, diag::warn_sql_exists_differs, wanted.name.str(),
                   fmt::format("without '{}'", c.name.str()));
    else if (now->type != c.type)
      diags.report(c.range, diag::warn_sql_exists_differs, wanted.name.str(),
                   fmt::format("with another type of '{}'", c.name.str()));
  return true;
}

//===--- the statement ----------------------------------------------------===//

bool Reader::read(const PgQuery__CreateStmt &s) {
  if (stringOf(s.relation->relpersistence) == "t" ||
      stringOf(s.relation->schemaname) == "pg_temp") {
    temporary.emplace(stringOf(s.relation->relname));
    record->kind = StatementKind::Ignored;
    return true;
  }
  Table table;
  table.name = made(*s.relation);
  table.range = nameAt(s.relation->location);
  if (s.if_not_exists && isRelation(table.name))
    return reportDifferences(s, table);
  table.unlogged = stringOf(s.relation->relpersistence) == "u";
  table.parameters = parameters(items(s.n_options, s.options));
  // WITHOUT OIDS, which is taken and not kept (PostgreSQL's manual, CREATE TABLE).
  std::erase_if(table.parameters, [](const Parameter &p) { return p.name.str() == "oids"; });
  table.tablespace = tablespace(stringOf(s.tablespacename));
  std::vector<PendingConstraint> pending;
  std::vector<Sequence> sequences;
  if (s.of_typename && !typedColumns(s, table))
    return false;
  if (!stringOf(s.access_method).empty() && stringOf(s.access_method) != "heap")
    unmanaged("the access method of a table", table.range);
  if (!inherit(s, table) || !tableElements(s, table, pending, sequences))
    return false;
  if (s.partspec && !partitionKey(*s.partspec, table))
    return false;
  if (s.partbound)
    table.bound = bound(*s.partbound);
  if (!placeConstraints(table, pending))
    return false;
  for (const Node *n : items(s.n_table_elts, s.table_elts)) {
    auto *def = as<PgQuery__ColumnDef>(n);
    auto *k = as<PgQuery__Constraint>(n);
    if ((def && !standsIn(*def, table)) || (k && !standsIn(*k, table)))
      return false;
  }
  std::vector<SubRef> owners;
  for (Sequence &q : sequences) {
    owners.push_back(q.ownedBy);
    q.ownedBy = {};
    if (!add(CreateSequenceOp::make(q.range, q)))
      return false;
  }
  for (Column &c : table.columns)
    nameSequence(table.name, c);
  if (!add(CreateTableOp::make(table.range, table)))
    return false;
  for (size_t i = 0; i < sequences.size(); ++i)
    if (!add(OwnSequenceOp::make(sequences[i].range, sequences[i].name, owners[i])))
      return false;
  return std::ranges::all_of(items(s.n_table_elts, s.table_elts), [&](const Node *n) {
    auto *l = as<PgQuery__TableLikeClause>(n);
    return !l || completeLike(*l, table.name);
  });
}

} // namespace schemac::sql
