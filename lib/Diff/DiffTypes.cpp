//===- DiffTypes.cpp - Domains, composite and range types
//---------------------------------------------------------===//
//
// Types are made after what they are made of, and dropped before it. What a server cannot change in
// place (the base of a domain, the definition of a range) takes another type and a change of the
// columns, which the author must ask for.
//
//===----------------------------------------------------------------------===//

#include "Diff/Claims.h"
#include "Diff/Differ.h"
#include "schemac/IR/FunctionCalls.h"
#include "schemac/IR/RangeFunctions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

//===--- whole types ------------------------------------------------------===//

namespace {
/// Puts types after those that they are made of.
class MadeOf {
public:
  using Made = std::vector<std::pair<QName, Op>>;
  explicit MadeOf(const Schema &schema) : schema(schema) {}
  void add(QName name, Op op) { ops.emplace_back(name, std::move(op)); }
  std::vector<Op> take() {
    for (auto &[name, op] : ops)
      visit(name);
    return std::move(order);
  }

private:
  void visit(QName name) {
    auto it = std::find_if(ops.begin(), ops.end(), [&](auto &o) { return o.first == name; });
    if (it == ops.end() || !seen.insert(name).second)
      return;
    auto part = [&](Type type) {
      if (Type t = definedIn(type))
        visit(t.named());
    };
    if (const Domain *d = schema.find<Domain>(name))
      part(d->base);
    if (const Composite *c = schema.find<Composite>(name))
      for (const Attribute &a : c->attributes)
        part(a.type);
    if (const RangeType *r = schema.find<RangeType>(name))
      part(r->subtype);
    order.push_back(it->second);
  }
  const Schema &schema;
  Made ops;
  std::unordered_set<QName> seen;
  std::vector<Op> order;
};
} // namespace

void Differ::createTypes() {
  MadeOf made(to);
  for (const Domain *d : domains.made) {
    Domain body = *d;
    body.renamedFrom = Name();
    made.add(d->name, CreateDomainOp::make(d->range, std::move(body)));
  }
  for (const Composite *c : composites.made) {
    Composite body = *c;
    body.renamedFrom = Name();
    body.drops.clear();
    for (Attribute &a : body.attributes)
      a.renamedFrom = Name();
    made.add(c->name, CreateCompositeOp::make(c->range, std::move(body)));
  }
  for (const RangeType *r : ranges.made) {
    RangeType body = *r;
    body.renamedFrom = Name();
    made.add(r->name, CreateRangeOp::make(r->range, std::move(body)));
  }
  for (Op &op : made.take())
    steps.add(Slot::CreateType, std::move(op));
}

void Differ::diffTypes() {
  createTypes();
  dropTypes();
  for (const auto &pair : domains.pairs)
    if (pair.from != pair.to)
      diffDomain(pair);
  for (const auto &pair : composites.pairs)
    if (pair.from != pair.to)
      diffComposite(pair);
  for (const auto &pair : ranges.pairs)
    if (pair.from != pair.to)
      diffRange(pair);
}

void Differ::dropTypes() {
  MadeOf gone(from);
  auto drop = [&](const auto &match) {
    for (const auto *t : match.gone)
      gone.add(t->name, DropTypeOp::make(t->range, t->name));
  };
  drop(domains), drop(composites), drop(ranges);
  std::vector<Op> order = gone.take();
  for (auto it = order.rbegin(); it != order.rend(); ++it)
    steps.add(Slot::DropType, std::move(*it));
}

template <class T> void Differ::renameType(ObjectPair<T> pair) {
  QName old = pair.from->name, now = pair.to->name;
  if (old == now)
    return;
  unsigned change = steps.newChange();
  SourceRange range = pair.to->range;
  if (old.name != now.name)
    steps.add(Slot::RenameEnum, change, RenameTypeOp::make(range, old, now.name));
  QName here{old.ns, now.name};
  if (old.ns != now.ns)
    steps.add(Slot::RenameEnum, change,
              now.ns ? MoveTypeOp::make(range, here, now.ns) : MoveTypeOp::make(range, here));
}

//===--- domains ----------------------------------------------------------===//

void Differ::diffDomain(ObjectPair<Domain> pair) {
  const Domain &was = *pair.from, &is = *pair.to;
  renameType(pair);
  if (names.type(was.base) != is.base || was.collation != is.collation)
    diags
        .report(is.range, diag::err_unsupported_change,
                names.type(was.base) != is.base ? "base type" : "collation", is.name.str())
        .note("declare another domain and change the type of its columns to it");
  Expr before = names.expr(was.defaultExpr);
  if (before != is.defaultExpr)
    steps.add(Slot::AlterType, is.defaultExpr
                                   ? SetDomainDefaultOp::make(is.range, is.name, is.defaultExpr)
                                   : DropDomainDefaultOp::make(is.range, is.name));
  if (was.notNull != is.notNull)
    steps.add(Slot::AlterType, is.notNull ? SetDomainNotNullOp::make(is.range, is.name)
                                          : DropDomainNotNullOp::make(is.range, is.name));
  diffDomainChecks(pair);
}

void Differ::diffDomainChecks(ObjectPair<Domain> pair) {
  const Domain &was = *pair.from, &is = *pair.to;
  auto mapped = [&](const Constraint &c) {
    Constraint m = c;
    m.check = names.expr(c.check);
    return m;
  };
  std::unordered_set<Name> renamed;
  auto formerly = [&](const Constraint &now) -> const Constraint * {
    for (const Constraint &old : was.checks)
      if (!is.check(old.name) && !renamed.count(old.name) && mapped(old).check == now.check &&
          old.notValid == now.notValid)
        return &old;
    return nullptr;
  };
  for (const Constraint &now : is.checks) {
    SubRef path{is.name, now.name};
    const Constraint *old = was.check(now.name);
    if (!old && (old = formerly(now))) {
      renamed.insert(old->name);
      steps.add(Slot::AlterType,
                RenameDomainCheckOp::make(now.range, SubRef{is.name, old->name}, now.name));
      continue;
    }
    if (!old) {
      steps.add(Slot::AlterType, AddDomainCheckOp::make(now.range, path, now));
      continue;
    }
    Constraint before = mapped(*old);
    if (sameConstraint(before, now))
      continue;
    if (before.check == now.check && before.notValid) {
      steps.add(Slot::AlterType, ValidateDomainCheckOp::make(now.range, path));
      continue;
    }
    unsigned change = steps.newChange();
    steps.add(Slot::AlterType, change, DropDomainCheckOp::make(now.range, path));
    steps.add(Slot::AlterType, change, AddDomainCheckOp::make(now.range, path, now));
  }
  for (const Constraint &old : was.checks)
    if (!is.check(old.name) && !renamed.count(old.name))
      steps.add(Slot::AlterType, DropDomainCheckOp::make(is.range, SubRef{is.name, old.name}));
}

//===--- composite types --------------------------------------------------===//

void Differ::diffComposite(ObjectPair<Composite> pair) {
  renameType(pair);
  diffAttributes(pair);
}

void Differ::diffAttributes(ObjectPair<Composite> pair) {
  const Composite &was = *pair.from, &is = *pair.to;
  std::vector<Claim<Name>> claims;
  for (const Attribute &a : is.attributes)
    if (a.renamedFrom)
      claims.push_back({a.renamedFrom, a.name, a.range});
  ClaimScope<Name> scope;
  scope.existed = [&](Name n) { return was.attribute(n) != nullptr; };
  scope.declared = [&](Name n) { return is.attribute(n) != nullptr; };
  scope.dropConfirmed = [&](Name n) { return findDrop(is.drops, n) != nullptr; };
  scope.show = [](Name n) { return n.string(); };
  scope.oldNames = [&] {
    std::vector<std::string> list;
    for (const Attribute &a : was.attributes)
      if (!is.attribute(a.name))
        list.push_back(a.name.string());
    return list;
  };
  scope.place = fmt::format("the old type '{}'", was.name.str());
  ClaimResolver<Name>(claims, scope, diags).run();
  std::unordered_map<Name, Name> oldOf;
  std::unordered_set<Name> kept;
  for (const auto &c : claims)
    if (c.good)
      oldOf.emplace(c.now, c.old), kept.insert(c.old);
  for (const Attribute &now : is.attributes) {
    SubRef path{is.name, now.name};
    auto claimed = oldOf.find(now.name);
    const Attribute *old = claimed != oldOf.end() ? was.attribute(claimed->second)
                           : kept.count(now.name) ? nullptr
                                                  : was.attribute(now.name);
    if (!old) {
      steps.add(Slot::AlterType, AddAttributeOp::make(now.range, path, now.type, now.collation));
      continue;
    }
    kept.insert(old->name);
    if (old->name != now.name)
      steps.add(Slot::AlterType,
                RenameAttributeOp::make(now.range, SubRef{is.name, old->name}, now.name));
    if (names.type(old->type) != now.type || old->collation != now.collation)
      steps.add(Slot::AlterType,
                SetAttributeTypeOp::make(now.range, path, now.type, now.collation));
  }
  for (const Attribute &old : was.attributes)
    if (!kept.count(old.name)) {
      checkAttributeDrop(pair, old);
      steps.add(Slot::AlterType, DropAttributeOp::make(is.range, SubRef{is.name, old.name}));
    }
}

//===--- ranges -----------------------------------------------------------===//

/// Whether what calls the function is compared as it will call it by its new name.
static bool followsNames(const FunctionCaller &c) {
  return c.kind != FunctionCaller::Trigger && c.kind != FunctionCaller::PartitionKey &&
         c.kind != FunctionCaller::Argument && c.kind != FunctionCaller::Statistics;
}

void Differ::diffRange(ObjectPair<RangeType> pair) {
  if (pair.from->name != pair.to->name)
    for (auto [function, now] : rangeFunctions(context, *pair.from, pair.to->name)) {
      std::vector<FunctionCaller> callers = callersOf(from, function);
      for (const FunctionCaller &c : callersOf(to, now))
        callers.push_back(c);
      std::erase_if(callers, followsNames);
      if (!callers.empty()) {
        diags.report(pair.to->range, diag::err_unsupported_change, "name", pair.from->name.str())
            .note(fmt::format("{} makes values of it by its name; a cast of a text does not",
                              describeCaller(callers.front())));
        return;
      }
    }
  renameType(pair);
  RangeType was = *pair.from;
  was.name = pair.to->name;
  was.subtype = names.type(was.subtype);
  if (!same(was, *pair.to))
    diags.report(pair.to->range, diag::err_unsupported_change, "definition", pair.to->name.str())
        .note("declare another range type and change the type of its columns to it");
}

} // namespace schemac
