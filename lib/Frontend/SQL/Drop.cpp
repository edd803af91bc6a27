//===- Drop.cpp - DROP, and what goes with it -----------------------------===//
//
// CASCADE and the server's own rules drop more than a statement names. Each of these things is a
// step of its own, before the one that it stands in the way of.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/ExtendedStatistics.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac::sql {

//===--- what stands in the way -------------------------------------------===//

bool Reader::dropViews(std::vector<QName> views) {
  for (QName v : withDependents(state, views)) {
    while (QName f = state.views().find(v) ? functionOver(state, v) : QName())
      if (!dropFunction(f, true))
        return false;
    if (state.views().find(v) && !add(DropViewOp::make(whole(), v)))
      return false;
  }
  return true;
}

bool Reader::dropBodies(const std::vector<QName> &functions) {
  return std::ranges::all_of(functions, [&](QName f) { return dropFunction(f, true); });
}

bool Reader::dropForeignKeysTo(QName table, const std::function<bool(const Constraint &)> &which) {
  for (QName user : state.index().referencing(table)) {
    std::vector<Name> gone;
    for (const Constraint &c : state.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table && which(c))
        gone.push_back(c.name);
    for (Name n : gone)
      if (!add(DropConstraintOp::make(whole(), SubRef{user, n})))
        return false;
  }
  return true;
}

bool Reader::dropDefaultsFrom(QName sequence) {
  std::vector<SubRef> columns;
  for (QName user : state.index().drawing())
    if (const Table *t = state.table(user))
      for (const Column &c : t->columns)
        if (c.defaultExpr && std::ranges::count(sequencesIn(context, c.defaultExpr), sequence))
          columns.push_back({user, c.name});
  return std::ranges::all_of(columns,
                             [&](const SubRef &c) { return add(DropDefaultOp::make(whole(), c)); });
}

/// A server drops extended statistics along with the table, or with one of their columns, and says
/// nothing.
bool Reader::dropStatistics(QName table, Name column) {
  for (QName n : state.index().statisticsOn(table))
    if (!column || usesColumn(*state.find<ExtendedStatistics>(n), column))
      if (!add(DropStatisticsOp::make(whole(), n)))
        return false;
  return true;
}

/// A server drops the constraint triggers FROM a table along with it, and says nothing.
bool Reader::dropTriggersFrom(QName table) {
  std::vector<Op> drops;
  for (QName user : state.index().triggersFrom(table))
    for (const Trigger &t : state.table(user)->triggers)
      if (user != table && t.action && t.action->fromTable == table)
        drops.push_back(DropTriggerOp::make(whole(), SubRef{user, t.name}));
  return addAll(drops);
}

/// Policies of other tables that ask it go with it.
bool Reader::dropPoliciesOver(QName table) {
  std::vector<Op> drops;
  for (QName user : state.index().withPolicies())
    for (const Policy &p : state.table(user)->policies)
      if (user != table && (mayNeed(p.usingExpr, table) || mayNeed(p.withCheck, table)))
        drops.push_back(DropPolicyOp::make(whole(), SubRef{user, p.name}));
  return addAll(drops);
}

/// What refers to a table, or to one that it is a partition of, keeps its partitions; the keys of a
/// table to itself go with it.
bool Reader::dropKeysInTheWay(QName table, bool cascade) {
  auto isOwn = [&](const Constraint &c) { return c.refTable == table; };
  std::vector<Op> own;
  for (const Constraint &c : state.table(table)->constraints)
    if (c.kind == ConstraintKind::ForeignKey && isOwn(c) && state.table(table)->partitionBy)
      own.push_back(DropConstraintOp::make(whole(), SubRef{table, c.name}));
  if (!addAll(own))
    return false;
  for (QName part = table; cascade && state.table(part)->partitionOf;) {
    part = state.table(part)->partitionOf;
    if (!dropForeignKeysTo(part, [](const Constraint &) { return true; }))
      return false;
  }
  return !cascade || dropForeignKeysTo(table, [](const Constraint &) { return true; });
}

/// Partitions go with their table; children by inheritance only with CASCADE.
bool Reader::dropTable(QName table, bool cascade) {
  if (!dropKeysInTheWay(table, cascade))
    return false;
  for (QName child : state.index().childrenOf(table))
    if (cascade || state.table(child)->partitionOf)
      if (!dropTable(child, cascade))
        return false;
  if (cascade) {
    while (QName f = functionOver(state, table))
      if (!dropFunction(f, true))
        return false;
    std::vector<QName> owned = state.index().ownedSequences(table);
    if (!dropBodies(bodiesOver(state, table)) || !dropViews(viewsOver(state, table)) ||
        !dropPoliciesOver(table))
      return false;
    for (QName q : owned) {
      std::vector<SubRef> columns;
      for (QName user : state.index().drawing())
        if (const Table *t = user != table ? state.table(user) : nullptr)
          for (const Column &c : t->columns)
            if (c.defaultExpr && std::ranges::count(sequencesIn(context, c.defaultExpr), q))
              columns.push_back({user, c.name});
      for (const SubRef &c : columns)
        if (!add(DropDefaultOp::make(whole(), c)))
          return false;
    }
  }
  return dropStatistics(table, Name()) && dropTriggersFrom(table) &&
         add(DropTableOp::make(whole(), table));
}

bool Reader::dropColumn(SubRef path, SourceRange range) {
  QName table = path.table;
  if (!dropBodies(bodiesOver(state, table, path.sub)) ||
      !dropViews(viewsOver(state, table, path.sub)) ||
      !dropForeignKeysTo(table, [&](const Constraint &c) {
        return std::ranges::count(c.refColumns, path.sub) > 0;
      }))
    return false;
  std::vector<SubRef> generated, policies, triggers;
  for (const Column &c : state.table(table)->columns)
    if (c.generated() && mentionsColumn(c.generated(), path.sub, table.name))
      generated.push_back({table, c.name});
  for (const Policy &p : state.table(table)->policies)
    if (usesColumn(p, path.sub, table.name))
      policies.push_back({table, p.name});
  for (const Trigger &t : state.table(table)->triggers)
    if (t.action && std::ranges::count(t.action->updateOf, path.sub))
      triggers.push_back({table, t.name});
  for (const SubRef &c : generated)
    if (!add(DropColumnOp::make(range, c)))
      return false;
  for (const SubRef &p : policies)
    if (!add(DropPolicyOp::make(range, p)))
      return false;
  for (const SubRef &t : triggers)
    if (!add(DropTriggerOp::make(range, t)))
      return false;
  return add(DropColumnOp::make(range, path));
}

bool Reader::dropConstraint(SubRef path, SourceRange range) {
  const Constraint *key = state.table(path.table)->constraint(path.sub);
  std::vector<Name> columns = key->columns;
  bool isKey = key->kind == ConstraintKind::PrimaryKey || key->kind == ConstraintKind::Unique;
  if (isKey &&
      !dropForeignKeysTo(path.table, [&](const Constraint &c) { return c.refColumns == columns; }))
    return false;
  return add(DropConstraintOp::make(range, path));
}

bool Reader::drop(Op op, bool cascade) {
  if (cascade && !fits(op)) {
    if (auto c = dynOp<DropColumnOp>(op))
      return dropColumn(c->column(), op.range);
    if (auto c = dynOp<DropConstraintOp>(op))
      return dropConstraint(c->path(), op.range);
  }
  return add(std::move(op));
}

//===--- types and functions ----------------------------------------------===//

static Op dropTypeOp(const Schema &state, QName type, SourceRange range) {
  return state.enumType(type) ? DropEnumOp::make(range, type) : DropTypeOp::make(range, type);
}

bool Reader::dropType(QName type, bool cascade) {
  if (!cascade)
    return add(dropTypeOp(state, type, whole()));
  std::vector<SubRef> columns;
  for (QName user : state.index().columnsOfType(type))
    for (const Column &c : state.table(user)->columns)
      if (Type t = definedIn(c.type); t && t.named() == type)
        columns.push_back({user, c.name});
  for (const SubRef &c : columns)
    if (!drop(DropColumnOp::make(whole(), c), true))
      return false;
  std::vector<SubRef> defaults;
  for (const Table &t : state.tables())
    for (const Column &c : t.columns)
      if (c.defaultExpr && c.generation == Generation::None &&
          mentionsName(c.defaultExpr, type.name))
        defaults.push_back({t.name, c.name});
  for (const SubRef &c : defaults)
    if (!add(DropDefaultOp::make(whole(), c)))
      return false;
  while (QName f = functionOver(state, type))
    if (!dropFunction(f, true))
      return false;
  for (QName over : state.index().typesOver(type)) {
    const Composite *c = state.find<Composite>(over);
    std::vector<SubRef> attributes;
    for (const Attribute &a : c ? c->attributes : std::vector<Attribute>())
      if (Type t = definedIn(a.type); t && t.named() == type)
        attributes.push_back({over, a.name});
    for (const SubRef &a : attributes)
      if (!add(DropAttributeOp::make(whole(), a)))
        return false;
    if (!c && !dropType(over, true))
      return false;
  }
  return dropBodies(bodiesOver(state, type)) && dropViews(viewsOverType(state, type)) &&
         add(dropTypeOp(state, type, whole()));
}

bool Reader::dropFunction(QName function, bool cascade) {
  const Function *f = state.functions().find(function);
  if (!f)
    return true;
  if (cascade) {
    QName bare = f->bare();
    std::vector<Op> before;
    auto calls = [&](Expr e) { return mentionsName(e, bare.name); };
    for (const Table &t : state.tables()) {
      for (const Trigger &g : t.triggers)
        if (g.action && g.action->function == bare)
          before.push_back(DropTriggerOp::make(whole(), SubRef{t.name, g.name}));
      for (const Column &c : t.columns)
        if (calls(c.defaultExpr))
          before.push_back(DropDefaultOp::make(whole(), SubRef{t.name, c.name}));
      for (const Constraint &c : t.constraints)
        if (calls(c.check))
          before.push_back(DropConstraintOp::make(whole(), SubRef{t.name, c.name}));
      for (const Index &i : t.indexes)
        if (calls(i.where) ||
            std::ranges::any_of(i.elems, [&](const IndexElem &e) { return calls(e.expr); }))
          before.push_back(DropIndexOp::make(whole(), SubRef{t.name, i.name}));
    }
    Op op = DropFunctionOp::make(whole(), function);
    if (!fits(op) && (!addAll(before) || !dropBodies(bodiesOver(state, bare)) ||
                      !dropViews(viewsOver(state, bare))))
      return false;
  }
  return add(DropFunctionOp::make(whole(), function));
}

QName Reader::function(const PgQuery__ObjectWithArgs &o) {
  Nodes list = items(o.n_objname, o.objname);
  std::string_view schema = list.size() > 1 ? stringOf(list[list.size() - 2]) : "";
  std::string text(lastName(list));
  if (!o.args_unspecified) {
    std::string arguments;
    for (const Node *n : items(o.n_objargs, o.objargs))
      arguments += (arguments.empty() ? "" : ", ") + signatureType(context, type(n)).str();
    text += "(" + arguments + ")";
    return lookUpFunction(schema, text);
  }
  for (const Function &f : state.functions()) {
    bool here =
        schema.empty() ? std::ranges::count(searchPath, f.name.ns) > 0 : f.name.ns == ns(schema);
    if (here && f.called.str() == lastName(list))
      return f.name;
  }
  return {schema.empty() ? creationSchema() : ns(schema), name(text)};
}

QName Reader::lookUpFunction(std::string_view schema, std::string_view signature) {
  if (!schema.empty())
    return qname(schema, signature);
  for (Name path : searchPath)
    if (QName n{path, name(signature)}; state.functions().find(n))
      return n;
  return {creationSchema(), name(signature)};
}

//===--- namespaces -------------------------------------------------------===//

template <class T> static std::vector<QName> namesIn(const EntityMap<T> &map, Name ns) {
  std::vector<QName> out;
  for (const T &e : map)
    if (e.name.ns == ns)
      out.push_back(e.name);
  return out;
}

/// What is in a schema, but for what belongs to a relation.
static bool hasAnything(const Schema &state, Name in) {
  auto has = [&](const auto &map) { return !namesIn(map, in).empty(); };
  return has(state.views()) || has(state.tables()) || has(state.functions()) ||
         has(state.sequences()) || has(state.composites()) || has(state.domains()) ||
         has(state.ranges()) || has(state.enums());
}

/// One that is made again is its owner's alone. Nobody says so: the steps have no place.
void Reader::closePublic() {
  Target target{KindId::Namespace, PartKind::None, {Name(), name("public")}, {}};
  std::erase_if(closed, isOfPublic);
  closed.push_back(
      RevokeOp::make({}, allPrivileges(targetWord(target)), target, name("public"), false));
}

bool Reader::dropNamespace(Name schema, bool cascade) {
  Name in = ns(schema.str());
  if (cascade) {
    if (!dropViews(namesIn(state.views(), in)))
      return false;
    for (QName n : namesIn(state.tables(), in))
      if (state.table(n) && !dropTable(n, true))
        return false;
    for (QName n : namesIn(state.functions(), in))
      if (state.functions().find(n) && !dropFunction(n, true))
        return false;
    for (QName n : namesIn(state.sequences(), in))
      if (!dropDefaultsFrom(n) || !add(DropSequenceOp::make(whole(), n)))
        return false;
    for (const auto &list : {namesIn(state.composites(), in), namesIn(state.domains(), in),
                             namesIn(state.ranges(), in), namesIn(state.enums(), in)})
      for (QName n : list)
        if (!dropType(n, true))
          return false;
    for (QName n : namesIn(state.extensions(), Name()))
      if (const Extension *e = state.extensions().find(n);
          e && ns(e->schema.str()) == in && !dropExtension(n.name, true))
        return false;
  }
  if (in)
    return add(DropNamespaceOp::make(whole(), schema));
  // No state is without it: what was in it is gone, and it is made again before anything else is.
  if (!hasAnything(state, in)) {
    closePublic();
    return unmanaged("the schema 'public' itself", whole());
  }
  diags.report(whole(), diag::err_step_refused, "drop_namespace", schema.str(), "it is not empty");
  return false;
}

} // namespace schemac::sql
