//===- DiffPolicies.cpp - Row security ------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <array>

namespace schemac {

namespace {
/// A policy of the old table, as the new state would write it.
struct OldPolicy {
  Policy mapped;
  const Policy *old;
  bool used = false;
};
} // namespace

static bool sameDefinition(Policy a, const Policy &b) {
  a.name = b.name;
  return samePolicy(a, b);
}

/// What ALTER POLICY can do.
static bool alterable(const Policy &from, const Policy &to) {
  return from.command == to.command && from.restrictive == to.restrictive &&
         (!from.usingExpr || to.usingExpr) && (!from.withCheck || to.withCheck);
}

bool readsRows(const Policy &p) {
  return std::ranges::any_of(std::array{p.usingExpr, p.withCheck}, [](Expr e) {
    return e && std::ranges::any_of(lexSqlTokens(e.str()),
                                    [](const SqlToken &t) { return t.isWord("select"); });
  });
}

/// A policy that reads other tables and views comes when these are there; of two tables, each may
/// have one that reads the other.
void Differ::addPolicy(const Policy &p, std::vector<Op> ops) {
  if (readsRows(p))
    return readingPolicies.push_back(std::move(ops));
  unsigned change = steps.newChange();
  for (Op &op : ops)
    steps.add(Slot::Policies, change, std::move(op));
}

void Differ::addReadingPolicies() {
  for (std::vector<Op> &ops : readingPolicies) {
    unsigned change = steps.newChange();
    for (Op &op : ops)
      steps.add(Slot::ReadingPolicies, change, std::move(op));
  }
}

void Differ::diffPolicies(TablePair pair) {
  std::vector<OldPolicy> olds;
  for (const Policy &p : pair.from->policies) {
    OldPolicy old{p, &p};
    old.mapped.usingExpr = names.expr(pair.from->name, p.usingExpr);
    old.mapped.withCheck = names.expr(pair.from->name, p.withCheck);
    olds.push_back(std::move(old));
  }
  auto find = [&](auto matches) {
    auto it = std::find_if(olds.begin(), olds.end(),
                           [&](const OldPolicy &o) { return !o.used && matches(o.mapped); });
    return it == olds.end() ? nullptr : &*it;
  };
  std::vector<const Policy *> unmatched;
  for (const Policy &p : pair.to->policies) {
    auto *o = find([&](const Policy &x) { return x.name == p.name; });
    if (!o) {
      unmatched.push_back(&p);
      continue;
    }
    o->used = true;
    SubRef path{pair.to->name, p.name};
    if (samePolicy(o->mapped, p))
      continue;
    if (alterable(o->mapped, p))
      addPolicy(p, {AlterPolicyOp::make(p.range, path, p)});
    else
      addPolicy(p, {DropPolicyOp::make(p.range, path), CreatePolicyOp::make(p.range, path, p)});
  }
  for (const Policy *p : unmatched) {
    SubRef path{pair.to->name, p->name};
    auto *o =
        find([&](const Policy &x) { return sameDefinition(x, *p) && !pair.to->policy(x.name); });
    if (!o) {
      addPolicy(*p, {CreatePolicyOp::make(p->range, path, *p)});
      continue;
    }
    o->used = true;
    steps.add(Slot::Policies,
              RenamePolicyOp::make(p->range, SubRef{pair.to->name, o->mapped.name}, p->name));
  }
  for (const OldPolicy &o : olds)
    if (!o.used)
      steps.add(Slot::Policies,
                DropPolicyOp::make(pair.to->range, SubRef{pair.to->name, o.mapped.name}));
  if (pair.from->rowSecurity != pair.to->rowSecurity ||
      pair.from->forceRowSecurity != pair.to->forceRowSecurity)
    steps.add(Slot::RowSecurity,
              SetRowSecurityOp::make(pair.to->range, pair.to->name, pair.to->rowSecurity,
                                     pair.to->forceRowSecurity));
}

} // namespace schemac
