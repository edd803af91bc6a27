//===- StructureFaults.cpp - Declarations that no server takes ------------===//
#include "MethodFaults.h"
#include "PartitionFaults.h"
#include "QueryScopes.h"
#include "RoutineFaults.h"
#include "StorageFaults.h"
#include "schemac/IR/NumberTypes.h"
#include "schemac/IR/OperatorClasses.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/Structure.h"
#include "schemac/IR/Traits.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {
namespace {

bool numbersItself(const Column &c) {
  return c.generation == Generation::IdentityAlways ||
         c.generation == Generation::IdentityByDefault;
}

bool isComputed(const Column &c) {
  return c.generation == Generation::Stored || c.generation == Generation::Virtual;
}

/// The first name that an earlier one repeats.
Name twice(const std::vector<Name> &names) {
  for (auto at = names.begin(); at != names.end(); ++at)
    if (*at && std::find(names.begin(), at, *at) != at)
      return *at;
  return {};
}

std::vector<Name> namesOf(const std::vector<IndexElem> &elems) {
  std::vector<Name> names;
  for (const IndexElem &e : elems)
    names.push_back(e.column);
  return names;
}

class StructureVerifier {
public:
  StructureVerifier(const Schema &schema, const StructureFault &report)
      : schema(schema), report(report) {
    std::string_view dialect = traitsOf(schema.dialect).dialect;
    postgres = dialect == "postgres";
    mysql = dialect == "mysql" || dialect == "mariadb";
    sqlite = dialect == "sqlite";
  }

  void run() {
    for (const Table &t : schema.tables())
      table(t);
    for (const View &v : schema.views())
      for (const Index &i : v.indexes)
        index({v.name, i.name}, nullptr, i);
    if ((mysql || sqlite) && schema.views().size())
      queries();
    for (const Domain &d : schema.domains()) {
      typed(d.range, d.name.str(), d.base);
      collated(d.range, d.name.str(), d.collation, d.base);
      for (const Constraint &c : d.checks)
        if (c.noInherit)
          report(c.range.isValid() ? c.range : d.range, SubRef{d.name, c.name}.str(),
                 "nothing inherits a check of a domain, and none says so");
    }
    for (const Composite &c : schema.composites())
      for (const Attribute &a : c.attributes) {
        typed(a.range, SubRef{c.name, a.name}.str(), a.type);
        collated(a.range, SubRef{c.name, a.name}.str(), a.collation, a.type);
      }
    if (postgres)
      postgresObjects();
  }

private:
  void fault(SourceRange range, const std::string &name, const std::string &why) {
    if (!why.empty())
      report(range, name, why);
  }

  void postgresObjects() {
    for (const ExtendedStatistics &s : schema.statistics())
      statistics(s);
    for (const Function &f : schema.functions())
      fault(f.range, f.name.str(), argumentsFault(f));
    for (const RangeType &r : schema.all<RangeType>()) {
      if (!r.opclass)
        unclassed(r.range, r.name.str(), "btree", r.subtype);
      else
        fault(r.range, r.name.str(), classFault(schema, "btree", r.opclass, r.subtype));
      collated(r.range, r.name.str(), r.collation, r.subtype);
    }
    for (const View &v : schema.views())
      repeats(v.range, v.name.str(), v.columnNames);
    for (const Publication &p : schema.publications())
      for (const PublishedTable &t : p.tables)
        if (const Table *table = schema.table(t.table); table && table->unlogged)
          report(p.range, p.name.str(),
                 fmt::format("'{}' is unlogged, and cannot be published", t.table.str()));
  }

  void statistics(const ExtendedStatistics &s) {
    repeats(s.range, s.name.str(), s.columns);
    for (Name kind : s.kinds)
      if (kind.str() != "ndistinct" && kind.str() != "dependencies" && kind.str() != "mcv")
        report(
            s.range, s.name.str(),
            fmt::format("'{}' is no kind of statistics: ndistinct, dependencies, mcv", kind.str()));
    if (const Table *t = schema.table(s.table))
      for (Name n : s.columns)
        if (const Column *c = t->column(n))
          unclassed(s.range, s.name.str(), "btree", c->type);
  }

  void unclassed(SourceRange range, const std::string &name, std::string_view method, Type type) {
    if (postgres && lacksClass(schema, method, type))
      report(range, name,
             fmt::format("{} has no operator class for values of type {}", method, type.str()));
  }

  void classed(SourceRange range, const std::string &name, std::string_view method,
               const std::vector<IndexElem> &elems, const Table *t) {
    if (postgres)
      for (const IndexElem &e : elems)
        fault(range, name, classFault(schema, method, e, t));
  }

  void partitioned(const Table &t) {
    if (t.partitionOf && t.bound)
      fault(t.range, t.name.str(), boundFault(t.bound));
    std::string_view method = t.partitionBy.strategy == PartitionStrategy::Hash ? "hash" : "btree";
    classed(t.range, t.name.str(), method, t.partitionBy.elems, &t);
    for (const IndexElem &e : t.partitionBy.elems)
      if (const Column *c = e.column && !e.opclass ? t.column(e.column) : nullptr)
        unclassed(t.range, t.name.str(), method, c->type);
  }

  void repeats(SourceRange range, const std::string &name, const std::vector<Name> &columns) {
    if (Name again = twice(columns))
      report(range, name, fmt::format("it has column '{}' twice", again.str()));
  }

  void typed(SourceRange range, const std::string &name, Type type) {
    if (!postgres)
      return;
    std::string fault = pseudoTypeFault(type);
    if (fault.empty())
      fault = parametersFault(schema, type);
    if (!fault.empty())
      report(range, name, fault);
  }

  void collated(SourceRange range, const std::string &name, Name collation, Type type) {
    if (postgres && collation && refusesCollation(schema, type))
      report(range, name, fmt::format("values of type {} have no collation", type.str()));
  }

  void column(const Table &t, const Column &c) {
    std::string name = SubRef{t.name, c.name}.str();
    if (std::string fault = postgres ? pseudoTypeFault(c.type) : ""; !fault.empty())
      report(c.range, name, fault);
    collated(c.range, name, c.collation(), c.type);
    bool counted = numbersItself(c) || c.generation == Generation::Serial;
    if (c.defaultExpr && isComputed(c))
      report(c.range, name, "a generated column has no default");
    else if (c.defaultExpr && counted && (postgres || mysql))
      report(c.range, name, "a column that numbers its rows has no default");
    if (c.generated() && counted)
      report(c.range, name, "a generated column does not number its rows");
    if (std::string fault = postgres ? storageFault(c) : ""; !fault.empty())
      report(c.range, name, fault);
    if (postgres && numbersItself(c) && c.type && !c.type.isInteger())
      report(c.range, name,
             fmt::format("an identity is of type i16, i32 or i64, and not {}", c.type.str()));
    if (mysql && numbersItself(c) && c.type && !countsInMySql(c.type))
      report(c.range, name, fmt::format("values of type {} do not number rows", c.type.str()));
    if (postgres && isComputed(c))
      computed(t, c, name);
  }

  static bool countsInMySql(Type type) {
    return isWholeNumber(type) || type.is(TypeKind::Bool) || type.is(TypeKind::F32) ||
           type.is(TypeKind::F64) || type.is(TypeKind::UF32) || type.is(TypeKind::UF64) ||
           type.is(TypeKind::Native);
  }

  void computed(const Table &t, const Column &c, const std::string &name) {
    for (const Column &other : t.columns)
      if (isComputed(other) && mentionsColumn(c.generated(), other.name, t.name.name))
        return report(
            c.range, name,
            fmt::format("it is computed from '{}', which is computed, too", other.name.str()));
  }

  void constraint(const Table &t, const Constraint &c) {
    std::string name = SubRef{t.name, c.name}.str();
    bool key = c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique;
    if (key && (postgres || mysql))
      repeats(c.range, name,
              mysql && !c.more().elems.empty() ? namesOf(c.more().elems) : c.columns);
    if (postgres && c.extra)
      parameters(c.range, name, key ? "btree" : methodOf(c.more().method), c.more().parameters);
    if (c.kind == ConstraintKind::Exclusion)
      classed(c.range, name, methodOf(c.more().method), c.more().elems, &t);
    if (c.kind == ConstraintKind::Exclusion)
      for (const IndexElem &e : c.more().elems)
        if (const Column *of = e.column && !e.opclass ? t.column(e.column) : nullptr)
          unclassed(c.range, name, methodOf(c.more().method), of->type);
    if (c.kind != ConstraintKind::ForeignKey)
      return;
    if (postgres)
      changesComputed(t, c, name);
    if (mysql)
      repeats(c.range, name, c.columns);
    if (Name again = postgres || mysql ? twice(c.refColumns) : Name())
      report(c.range, name,
             fmt::format("it references column '{}' of '{}' twice", again.str(), c.refTable.str()));
  }

  static std::string_view methodOf(Name method) { return method ? method.str() : "btree"; }

  void parameters(SourceRange range, const std::string &name, std::string_view of,
                  const Parameters &list) {
    if (!postgres || list.empty())
      return;
    if (std::string fault = parametersFault(of, list); !fault.empty())
      report(range, name, fault);
  }

  /// What a row refers to goes, and a column that is computed cannot follow.
  void changesComputed(const Table &t, const Constraint &fk, const std::string &name) {
    bool sets = fk.onDelete == FkAction::SetNull || fk.onDelete == FkAction::SetDefault ||
                fk.onUpdate == FkAction::SetNull || fk.onUpdate == FkAction::SetDefault ||
                fk.onUpdate == FkAction::Cascade;
    for (Name column : fk.columns)
      if (const Column *c = t.column(column); sets && c && isComputed(*c))
        return report(fk.range, name,
                      fmt::format("its action would change '{}', which is computed", column.str()));
  }

  void index(SubRef path, const Table *t, const Index &i) {
    parameters(i.range, path.str(), methodOf(i.method), i.parameters);
    classed(i.range, path.str(), methodOf(i.method), i.elems, t);
    if (mysql)
      repeats(i.range, path.str(), namesOf(i.elems));
    if (t)
      for (const IndexElem &e : i.elems)
        if (const Column *c = e.column ? t->column(e.column) : nullptr) {
          collated(i.range, path.str(), e.collation, c->type);
          if (i.method && !e.opclass && i.method.str() != "btree") // which the step looks at
            unclassed(i.range, path.str(), i.method.str(), c->type);
          if (mysql)
            prefix(i, path, e, *c);
        }
  }

  void prefix(const Index &i, SubRef path, const IndexElem &e, const Column &c) {
    if (e.prefixLength < 0)
      return;
    bool sized = c.type.is(TypeKind::VarChar) || c.type.is(TypeKind::Char) ||
                 c.type.is(TypeKind::VarBinary) || c.type.is(TypeKind::Binary);
    if (isNumber(c.type))
      report(i.range, path.str(),
             fmt::format("values of '{}' have no beginning that could be indexed", c.name.str()));
    else if (sized && c.type.param(0) >= 0 && e.prefixLength > c.type.param(0))
      report(i.range, path.str(),
             fmt::format("{} of '{}' are indexed, which has {}", e.prefixLength, c.name.str(),
                         c.type.param(0)));
  }

  /// PostgreSQL's are read by its own parser.
  void queries() {
    QueryScopes scopes(schema);
    for (const View &v : schema.views())
      if (std::string name = scopes.unknownColumn(v); !name.empty())
        report(v.range, v.name.str(),
               fmt::format("its query names '{}', which is no column of what it reads", name));
  }

  void table(const Table &t) {
    parameters(t.range, t.name.str(), "table", t.parameters);
    for (const Column &c : t.columns)
      column(t, c);
    for (const Constraint &c : t.constraints)
      constraint(t, c);
    for (const Index &i : t.indexes)
      index({t.name, i.name}, &t, i);
    if (!postgres)
      return;
    partitioned(t);
    for (const Trigger &g : t.triggers)
      if (g.action)
        fault(g.range, SubRef{t.name, g.name}.str(), conditionFault(*g.action));
  }

  const Schema &schema;
  const StructureFault &report;
  bool postgres = false, mysql = false, sqlite = false;
};

} // namespace

void eachStructureFault(const Schema &schema, const StructureFault &report) {
  StructureVerifier(schema, report).run();
}

} // namespace schemac
