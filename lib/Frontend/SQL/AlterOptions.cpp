//===- AlterOptions.cpp - The other parts of ALTER TABLE ------------------===//
#include "Reader.h"
#include "schemac/IR/Partitions.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

#define AT(NAME) PG_QUERY__ALTER_TABLE_TYPE__AT_##NAME

/// \p old with what is set, or without what is reset.
static Parameters changed(Parameters old, const Parameters &list, bool reset) {
  for (const Parameter &p : list) {
    std::erase_if(old, [&](const Parameter &o) { return o.name == p.name; });
    if (!reset)
      old.push_back(p);
  }
  return old;
}

/// Why a server refuses ALTER COLUMN ... SET (name = value).
static std::string columnOptionFault(std::string_view option, Name value) {
  if (option != "n_distinct" && option != "n_distinct_inherited")
    return fmt::format("a column has no option '{}': n_distinct, n_distinct_inherited", option);
  double number = 0;
  if (llvm::StringRef(value.str()).getAsDouble(number) || number >= -1)
    return {};
  return fmt::format("'{}' is -1 or more, and not {}", option, value.str());
}

bool Reader::alterOptions(const PgQuery__AlterTableCmd &c, QName table, Span span) {
  SourceRange range = rangeOf(span);
  const Table &t = *state.table(table);
  std::string_view word = stringOf(c.name);
  switch (c.subtype) {
  case AT(ChangeOwner):
    return setOwner({KindId::Table, PartKind::None, table, {}}, c.newowner, range);
  case AT(SetLogged):
    return t.unlogged ? add(SetLoggedOp::make(range, table)) : true;
  case AT(SetUnLogged):
    return t.unlogged ? true : add(SetUnloggedOp::make(range, table));
  case AT(SetTableSpace):
    // A file by itself does not say where the table is.
    return tablespace(word) == t.tablespace && !isAssumed(table)
               ? true
               : add(SetTablespaceOp::make(range, table, tablespace(word)));
  case AT(SetRelOptions):
  case AT(ResetRelOptions):
    return add(SetParametersOp::make(
        range, table,
        changed(t.parameters, parameters(items(c.def)), c.subtype == AT(ResetRelOptions))));
  case AT(EnableRowSecurity):
    return add(SetRowSecurityOp::make(range, table, true, t.forceRowSecurity));
  case AT(DisableRowSecurity):
    return add(SetRowSecurityOp::make(range, table, false, t.forceRowSecurity));
  case AT(ForceRowSecurity):
    return add(SetRowSecurityOp::make(range, table, t.rowSecurity, true));
  case AT(NoForceRowSecurity):
    return add(SetRowSecurityOp::make(range, table, t.rowSecurity, false));
  case AT(ReplicaIdentity): {
    auto *r = as<PgQuery__ReplicaIdentityStmt>(c.def);
    std::string_view kind = r ? stringOf(r->identity_type) : "d";
    if (kind == "i")
      return add(SetReplicaIdentityOp::make(range, table, false, false, name(stringOf(r->name))));
    return add(SetReplicaIdentityOp::make(range, table, kind == "f", kind == "n"));
  }
  case AT(EnableTrig):
  case AT(EnableAlwaysTrig):
  case AT(EnableReplicaTrig):
  case AT(DisableTrig):
  case AT(EnableTrigAll):
  case AT(DisableTrigAll):
  case AT(EnableTrigUser):
  case AT(DisableTrigUser):
    return alterTriggers(c, table, range);
  case AT(AttachPartition):
  case AT(DetachPartition): {
    auto *p = as<PgQuery__PartitionCmd>(c.def);
    if (!p)
      return false;
    if (c.subtype == AT(AttachPartition))
      return attachPartition(*p, table, range);
    return add(DetachPartitionOp::make(range, relation(*p->name), bool(p->concurrent)));
  }
  case AT(DetachPartitionFinalize):
    return true;
  case AT(AddInherit):
  case AT(DropInherit):
    return inheritLater(c, table, range);
  case AT(SetStatistics):
    return unmanaged("the target of statistics of a column", range);
  case AT(SetOptions):
    for (const Node *n : items(c.def))
      if (auto *d = as<PgQuery__DefElem>(n))
        if (std::string why = columnOptionFault(stringOf(d->defname), optionText(d->arg));
            !why.empty()) {
          diags.report(range, diag::err_sql_syntax, why);
          return false;
        }
    return unmanaged("statistics options of a column", range);
  case AT(ResetOptions):
    return unmanaged("statistics options of a column", range);
  case AT(ClusterOn):
  case AT(DropCluster):
    return unmanaged("the index by which a table is clustered", range);
  case AT(DropOids):
    return true;
  case AT(AddOf):
  case AT(DropOf):
    return unmanaged("that a table is of a type", range);
  case AT(SetAccessMethod):
    return unmanaged("the access method of a table", range);
  case AT(EnableRule):
  case AT(EnableAlwaysRule):
  case AT(EnableReplicaRule):
  case AT(DisableRule):
    return unmanaged("a rule", range);
  default:
    return unsupported("this part of ALTER TABLE", range);
  }
}

bool Reader::alterTriggers(const PgQuery__AlterTableCmd &c, QName table, SourceRange range) {
  TriggerEnabled now = TriggerEnabled::Origin;
  switch (c.subtype) {
  case AT(DisableTrig):
  case AT(DisableTrigAll):
  case AT(DisableTrigUser):
    now = TriggerEnabled::Disabled;
    break;
  case AT(EnableAlwaysTrig):
    now = TriggerEnabled::Always;
    break;
  case AT(EnableReplicaTrig):
    now = TriggerEnabled::Replica;
    break;
  default:
    break;
  }
  Name only = stringOf(c.name).empty() ? Name() : name(stringOf(c.name));
  if (only && !state.table(table)->trigger(only))
    return missing("trigger", SubRef{table, only}.str(), range);
  std::vector<Trigger> list = state.table(table)->triggers;
  for (Trigger &t : list) {
    if ((only && t.name != only) || !t.action || t.action->enabled == now)
      continue;
    TriggerAction action = *t.action;
    action.enabled = now;
    t.action = std::make_shared<const TriggerAction>(std::move(action));
    if (!add(ReplaceTriggerOp::make(range, SubRef{table, t.name}, t)))
      return false;
  }
  return true;
}

/// A table leaves all parents at once: those that stay come again.
bool Reader::inheritLater(const PgQuery__AlterTableCmd &c, QName table, SourceRange range) {
  auto *of = as<PgQuery__RangeVar>(c.def);
  if (!of)
    return false;
  QName parent = relation(*of);
  if (c.subtype == AT(AddInherit))
    return add(AttachPartitionOp::make(range, table, parent));
  std::vector<QName> parents = state.table(table)->inherits;
  if (std::ranges::find(parents, parent) == parents.end())
    return missing("parent", parent.str(), range);
  if (!add(DetachPartitionOp::make(range, table, false)))
    return false;
  for (QName kept : parents)
    if (kept != parent && !add(AttachPartitionOp::make(range, table, kept)))
      return false;
  return true;
}

/// A part of an index of a partitioned table is no object of its own: it goes into the whole.
/// Without the number that tells it from another.
static std::string_view withoutNumber(std::string_view name) {
  return name.substr(0, name.find_last_not_of("0123456789") + 1);
}

/// A part has the name that a server gives it.
void Reader::sayWhatNameIsLost(SubRef whole, SubRef part, SourceRange range) {
  const Table *parent = state.table(whole.table), *child = state.table(part.table);
  if (!part.sub || !parent || !child || !(child->partitionOf == whole.table))
    return;
  Table usual = *parent;
  std::erase_if(usual.constraints, [&](const Constraint &c) { return c.name != whole.sub; });
  std::erase_if(usual.indexes, [&](const Index &i) { return i.name != whole.sub; });
  for (Index &i : usual.indexes)
    i.invalid = false; // until all parts are there
  for (Constraint &c : usual.constraints)
    c.notValid = false;
  usual = standalone(context, state, usual, part.table);
  // The name that it has is taken, by itself.
  auto isIt = [&](const auto &x) {
    return withoutNumber(x.name.str()) == withoutNumber(part.sub.str());
  };
  if (std::ranges::none_of(usual.indexes, isIt) && std::ranges::none_of(usual.constraints, isIt))
    unmanaged("the name of a partition's index", range);
}

/// An index or key that is a part of one above is there with that, and no object of its own. A dump
/// attaches the parts of several levels in any order: those of a part that is gone so are parts of
/// the one above.
bool Reader::attachIndex(SubRef path, const PgQuery__PartitionCmd &c) {
  SubRef part = indexPath(stringOf(c.name->schemaname), stringOf(c.name->relname));
  sayWhatNameIsLost(path, part, nameAt(c.name->location));
  if (!part.sub && attachedKeys.contains(part.table))
    return true;
  const Table *parent = state.table(path.table), *child = state.table(part.table);
  if (!parent || !child || !part.sub)
    return missing("index", stringOf(c.name->relname), nameAt(c.name->location));
  if (child->constraint(part.sub)) {
    attachedKeys.insert({part.table.ns, part.sub});
    return add(DropConstraintOp::make(whole(), part));
  }
  const Index *of = parent->index(path.sub), *own = child->index(part.sub);
  if (!of || !of->invalid || !own) {
    attachedKeys.insert({part.table.ns, part.sub});
    return add(DropIndexOp::make(whole(), part));
  }
  if (child->partitionBy) // perhaps one that waits for parts itself
    return add(AttachKeyPartOp::make(whole(), part, path.sub));
  return add(DropIndexOp::make(whole(), part)) &&
         add(CreateIndexPartOp::make(whole(), part, path.sub));
}

/// A partition has the columns of the whole: what it said of them itself is not held. A dump gives
/// the whole its defaults later.
void Reader::sayWhatIsLost(const Table &before, SourceRange range) {
  const Table &now = *state.table(before.name);
  if (!now.partitionOf)
    return; // a table that inherits keeps its own
  bool said = false;
  for (const Column &c : before.columns) {
    if (c.defaultExpr)
      ownDefaults.push_back({{before.name, c.name}, c.defaultExpr, range});
    said |= bool(partComment(before, PartKind::Column, c.name));
  }
  if (said)
    unmanaged("what a partition changes of a column", range);
}

/// At the end of the text.
void Reader::sayWhichDefaultsAreLost() {
  for (const OwnDefault &d : ownDefaults) {
    const Table *t = state.table(d.column.table);
    const Column *whole = t && t->partitionOf ? partitionHas(*t, d.column.sub) : nullptr;
    if (whole && whole->defaultExpr != d.value)
      diags.report(d.range, diag::warn_sql_unmanaged, "what a partition changes of a column");
  }
}

/// A key or an index of the table that is as the parent's becomes a part of that, whatever it is
/// called.
bool Reader::nameAsParts(const Table &wanted, QName part, SourceRange range) {
  auto ownLike = [](const auto &list, const auto &whole, auto &&same) {
    Name found;
    for (const auto &own : list) {
      auto named = own;
      named.name = whole.name;
      if (own.name == whole.name)
        return Name(); // there as it is
      if (!found && same(named, whole))
        found = own.name;
    }
    return found;
  };
  for (const Constraint &k : wanted.constraints)
    if (Name own = ownLike(state.table(part)->constraints, k, sameConstraint);
        own && ownsIndex(k)) {
      unmanaged("the name of a partition's index", range);
      if (!add(RenameConstraintOp::make(range, SubRef{part, own}, k.name)))
        return false;
    }
  for (const Index &i : wanted.indexes)
    if (Name own = ownLike(state.table(part)->indexes, i, sameIndex)) {
      unmanaged("the name of a partition's index", range);
      if (!add(RenameIndexOp::make(range, SubRef{part, own}, i.name)))
        return false;
    }
  return true;
}

/// What the parent has and the table lacks, the server makes.
bool Reader::attachPartition(const PgQuery__PartitionCmd &c, QName parent, SourceRange range) {
  QName part = relation(*c.name);
  if (std::string_view what = outsideRelation(*c.name); !what.empty())
    return unmanaged(what, range);
  if (!state.table(part))
    return missing("table", part.str(), range);
  Table wanted = standalone(context, state, *state.table(parent), part);
  if (!nameAsParts(wanted, part, range))
    return false;
  for (const Constraint &k : wanted.constraints) {
    PendingConstraint p;
    p.constraint = k;
    p.constraint.range = range;
    if (k.kind != ConstraintKind::Check && !state.table(part)->constraint(k.name) &&
        !add(addConstraintOp(part, p.constraint)))
      return false;
  }
  for (Index i : wanted.indexes)
    if (!state.table(part)->index(i.name) &&
        !add(CreateIndexOp::make(range, SubRef{part, i.name}, i)))
      return false;
  Expr b = c.bound ? bound(*c.bound) : Expr();
  const Table own = *state.table(part);
  if (!add(AttachPartitionOp::make(range, part, parent, b)))
    return false;
  sayWhatIsLost(own, range);
  return true;
}

} // namespace schemac::sql
