//===- VerifySchema.cpp - What must hold of every schema ------------------===//
#include "schemac/IR/Diags.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/Structure.h"
#include "schemac/IR/Traits.h"
#include <algorithm>
#include <fmt/core.h>
#include <unordered_set>

namespace schemac {
namespace {

class SchemaVerifier {
public:
  SchemaVerifier(const Schema &schema, DiagEngine &diags) : schema(schema), diags(diags) {}
  bool run();

private:
  void table(const Table &t);
  void constraint(const Table &t, const Constraint &c);
  void foreignKey(const Table &t, const Constraint &c);
  void index(const Table &t, const Index &i);
  void type(Type type, SourceRange range);
  void userTypes();
  void circle(QName name, Type over, SourceRange range);
  void sequence(const Sequence &s);
  void trigger(const Table &t, const Trigger &trigger);
  void action(const Table &t, const Trigger &trigger);
  void function(const Function &f);
  void view(const View &v);
  void viewOption(const View &v, bool given, const char *what);
  void descent(const Table &t);
  void inherited(const Table &t);
  void partition(const Table &t);
  void options(const Table &t, const Column &c);
  /// The table whose columns \p t has.
  const Table &wholeOf(const Table &t) const;
  void wrong(SourceRange range, QName table, std::string_view why);
  void publication(const Publication &p);
  void statistics(const ExtendedStatistics &s);
  void columns(const Table &t, const std::vector<Name> &names, SourceRange range);
  void column(const Table &t, Name name, SourceRange range);
  template <class T> void unique(const std::vector<T> &parts, const Table &t, const char *kind);
  /// Tables, views, indexes and keys share their names in a namespace.
  void relation(QName name, const char *kind, SourceRange range);

  const Schema &schema;
  DiagEngine &diags;
  std::unordered_set<QName> relations, triggers;
  bool sound = true;
  std::unordered_set<QName> grounded; ///< tables that do not descend from themselves
};

void SchemaVerifier::relation(QName name, const char *kind, SourceRange range) {
  if (relations.insert(name).second)
    return;
  diags.report(range, diag::err_duplicate_object, kind, name.str());
  sound = false;
}

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
          : nullptr;
  if (!why)
    return;
  diags.report(trigger.range, diag::err_trigger_form, SubRef{t.name, trigger.name}.str(), why);
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

void SchemaVerifier::type(Type type, SourceRange range) {
  if (isDefined(schema, type))
    return;
  Type named = definedIn(type);
  if (named.is(TypeKind::Enum))
    diags.report(range, diag::err_unknown_enum, named.named().str());
  else
    diags.report(range, diag::err_unknown_type, named.named().str());
  sound = false;
}

/// Reports when \p over, which \p name is made of, is made of \p name.
void SchemaVerifier::circle(QName name, Type over, SourceRange range) {
  std::vector<Type> open{over};
  std::unordered_set<QName> seen;
  while (!open.empty()) {
    Type t = definedIn(open.back());
    open.pop_back();
    if (!t || !seen.insert(t.named()).second)
      continue;
    if (t.named() == name) {
      diags.report(range, diag::err_type_circle, name.str());
      sound = false;
      return;
    }
    if (const Domain *d = schema.find<Domain>(t.named()))
      open.push_back(d->base);
    if (const Composite *c = schema.find<Composite>(t.named()))
      for (const Attribute &a : c->attributes)
        open.push_back(a.type);
  }
}

void SchemaVerifier::userTypes() {
  std::unordered_set<QName> names;
  // The rows of a table and of a view are of a type of its name.
  if (traitsOf(schema.dialect).postgresRules) {
    for (const Table &t : schema.tables())
      names.insert(t.name);
    for (const View &v : schema.views())
      names.insert(v.name);
  }
  auto declare = [&](const char *kind, QName name, SourceRange range) {
    if (names.insert(name).second)
      return;
    diags.report(range, diag::err_duplicate_object, kind, name.str());
    sound = false;
  };
  for (const Enum &e : schema.enums())
    declare("type", e.name, e.range);
  for (const Domain &d : schema.domains()) {
    declare("type", d.name, d.range);
    type(d.base, d.range);
    circle(d.name, d.base, d.range);
  }
  for (const Composite &c : schema.composites()) {
    if (!relations.contains(c.name)) // else it is said once
      declare("type", c.name, c.range);
    relation(c.name, "relation", c.range);
    for (const Attribute &a : c.attributes) {
      type(a.type, a.range);
      circle(c.name, a.type, a.range);
    }
  }
  for (const RangeType &r : schema.ranges()) {
    declare("type", r.name, r.range);
    if (r.multirange)
      declare("type", {r.name.ns, r.multirange}, r.range);
    type(r.subtype, r.range);
  }
}

void SchemaVerifier::sequence(const Sequence &s) {
  relation(s.name, "relation", s.range);
  if (std::string_view fault = sequenceFault(s); !fault.empty()) {
    diags.report(s.range, diag::err_sequence_bounds, s.name.str(), fault);
    sound = false;
  }
  if (!s.ownedBy.sub)
    return;
  const Table *owner = schema.table(s.ownedBy.table);
  if (!owner) {
    diags.report(s.range, diag::err_unknown_table, s.ownedBy.table.str());
    sound = false;
    return;
  }
  column(*owner, s.ownedBy.sub, s.range);
  if (owner->name.ns != s.name.ns) {
    diags.report(s.range, diag::err_sequence_namespace, s.name.str(), owner->name.str());
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
    for (size_t i = 0; i < e.labels.size(); ++i)
      for (size_t k = 0; k < i; ++k)
        if (e.labels[i].label == e.labels[k].label) {
          diags.report(e.labels[i].range, diag::err_duplicate_object, "label",
                       e.labels[i].label.str());
          sound = false;
        }
  return sound;
}

} // namespace

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
