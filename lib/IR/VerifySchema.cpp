//===- VerifySchema.cpp - What must hold of every schema ------------------===//
#include "SchemaVerifier.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/Structure.h"
#include "schemac/IR/Traits.h"
#include <fmt/core.h>

namespace schemac {
void SchemaVerifier::relation(QName name, const char *kind, SourceRange range) {
  if (relations.insert(name).second)
    return;
  diags.report(range, diag::err_duplicate_object, kind, name.str());
  sound = false;
}

void SchemaVerifier::function(const Function &f) {
  if (std::string_view fault = hasTreeBody(f) ? treeBodyFault(f.body.str()) : ""; !fault.empty()) {
    diags.report(f.range, diag::err_sql_fault, f.name.str(), fault);
    sound = false;
  }
  if (std::string fault = limitFault(schema.dialect, f); !fault.empty()) {
    diags.report(f.range, diag::err_not_supported,
                 fmt::format("functions like '{}' ({})", f.name.str(), fault));
    sound = false;
  }
  // MySQL's procedures may be DETERMINISTIC.
  bool volatility = f.volatility != Volatile::Volatile &&
                    (traitsOf(schema.dialect).postgresRules || f.volatility == Volatile::Stable);
  bool attributes = f.strict || f.leakproof || volatility || f.parallel != Parallel::Unsafe;
  const char *what = f.procedure && attributes ? "attributes of functions on a procedure" : nullptr;
  if (!what)
    return;
  diags.report(f.range, diag::err_not_supported, what);
  sound = false;
}

void SchemaVerifier::publication(const Publication &p) {
  bool columnLists = false;
  for (const PublishedTable &entry : p.tables) {
    columnLists |= !entry.columns.empty();
    if (const Table *t = schema.table(entry.table)) {
      columns(*t, entry.columns, p.range);
      if (t->partitionBy && !p.viaRoot && (!entry.columns.empty() || entry.where)) {
        diags.report(p.range, diag::err_publication_partitioned, p.name.str(), entry.table.str());
        sound = false;
      }
    } else {
      diags.report(p.range, diag::err_unknown_table, entry.table.str());
      sound = false;
    }
  }
  if (columnLists && !p.namespaces.empty()) {
    diags.report(p.range, diag::err_publication_mixed, p.name.str());
    sound = false;
  }
  for (Name n : p.publish)
    if (n.str() != "insert" && n.str() != "update" && n.str() != "delete" &&
        n.str() != "truncate") {
      diags.report(p.range, diag::err_publication_command, p.name.str(), n.str());
      sound = false;
    }
}

void SchemaVerifier::statistics(const ExtendedStatistics &s) {
  if (const Table *t = schema.table(s.table)) {
    columns(*t, s.columns, s.range);
    return;
  }
  diags.report(s.range, diag::err_unknown_table, s.table.str());
  sound = false;
}

void SchemaVerifier::viewOption(const View &v, bool given, const char *what) {
  if (!given)
    return;
  diags.report(v.range, diag::err_view_option, what,
               v.materialized ? "a materialized view" : "a plain view", v.name.str());
  sound = false;
}

void SchemaVerifier::view(const View &v) {
  for (const Index &i : v.indexes)
    relation({v.name.ns, i.name}, "relation", i.range);
  for (const QueryRelation &r : relationsRead(v.query))
    if (!isReadable(schema, r)) {
      diags.report(v.range, diag::err_view_reads_unknown, v.name.str(),
                   r.ns.empty() ? r.name : r.ns + "." + r.name);
      sound = false;
    }
  viewOption(v, !v.materialized && !v.indexes.empty(), "an index");
  viewOption(v, !v.materialized && v.noData, "no_data");
  viewOption(v, v.materialized && v.checkOption != CheckOption::None, "check_option");
  viewOption(v, v.materialized && (v.securityBarrier || v.securityInvoker), "a security option");
}

void SchemaVerifier::labels(const Enum &e) {
  std::unordered_set<Name> seen;
  for (const EnumLabel &l : e.labels)
    if (!seen.insert(l.label).second) {
      diags.report(l.range, diag::err_duplicate_object, "label", l.label.str());
      sound = false;
    }
}

bool SchemaVerifier::run() {
  for (const Table &t : schema.tables())
    relation(t.name, "relation", t.range);
  for (const View &v : schema.views()) {
    relation(v.name, "relation", v.range);
    view(v);
    if (v.shimOf && !schema.table(v.shimOf)) {
      diags.report(v.range, diag::err_unknown_table, v.shimOf.str());
      sound = false;
    }
  }
  userTypes();
  for (const Sequence &s : schema.sequences())
    sequence(s);
  for (const Function &f : schema.functions())
    function(f);
  for (const Table &t : schema.tables())
    table(t);
  for (const Publication &p : schema.publications())
    publication(p);
  for (const ExtendedStatistics &s : schema.statistics())
    statistics(s);
  for (const Enum &e : schema.enums())
    labels(e);
  return sound;
}

bool verifyStructure(const Schema &schema, DiagEngine &diags) {
  bool sound = true;
  eachStructureFault(schema,
                     [&](SourceRange range, const std::string &name, const std::string &fault) {
                       diags.report(range, diag::err_structure, name, fault);
                       sound = false;
                     });
  return sound;
}

bool verifySchema(const Schema &schema, DiagEngine &diags) {
  if (!verifySql(schema, diags))
    return false;
  bool sound = SchemaVerifier(schema, diags).run();
  return verifyStructure(schema, diags) && sound;
}

} // namespace schemac
