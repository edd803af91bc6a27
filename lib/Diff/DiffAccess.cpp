//===- DiffAccess.cpp - Comments, owners and grants of all kinds of objects -===//
//
// What the steps so far leave of them is asked of the interpreter, which knows what follows a
// rename and what is lost with what is made anew. So this is one comparison for every kind, now and
// in the future.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include <algorithm>

namespace schemac {

/// The step stands where the part of the table is declared, when it is of one.
static SourceRange partRange(const Table &table, const Op &op) {
  const Target *target = std::get_if<Target>(&op.fields.front());
  if (!target || !target->sub)
    return table.range;
  if (const Column *c = table.column(target->sub); c && target->part == PartKind::Column)
    return c->range;
  if (const Constraint *c = table.constraint(target->sub);
      c && target->part == PartKind::Constraint)
    return c->range;
  if (const Index *i = table.index(target->sub); i && target->part == PartKind::Index)
    return i->range;
  return table.range;
}

bool Differ::checkGrants(const Entity &entity, KindId kind) {
  bool good = true;
  for (const Grant &g : entity.grants) {
    Target target{kind, g.column ? PartKind::Column : PartKind::None, entity.name, g.column};
    std::string_view word = targetWord(target);
    if (dialect && !dialect->hasPrivilege(word, g.privilege.str(), to.version)) {
      diags.report(entity.range, diag::err_privilege, g.privilege.str(), word, targetName(target));
      good = false;
    }
  }
  return good;
}

/// A function or type that is made is open to everybody, unless the source says otherwise.
void Differ::closeWhatIsNew() {
  std::vector<QName> made;
  for (const Op &op : steps.inOrder())
    if (auto f = dynOp<CreateFunctionOp>(op); f && !from.functions().find(f->function().name))
      made.push_back(f->function().name);
    else if (auto e = dynOp<CreateEnumOp>(op); e && !from.enumType(e->name()))
      made.push_back(e->name());
    else if (auto d = dynOp<CreateDomainOp>(op); d && !from.find<Domain>(d->domain().name))
      made.push_back(d->domain().name);
    else if (auto c = dynOp<CreateCompositeOp>(op); c && !from.find<Composite>(c->composite().name))
      made.push_back(c->composite().name);
    else if (auto r = dynOp<CreateRangeOp>(op); r && !from.find<RangeType>(r->range_type().name))
      made.push_back(r->range_type().name);
  for (const Op &op : options.closed)
    if (std::ranges::find(made, RevokeOp(op).target().object) != made.end())
      steps.add(Slot::Access, op);
}

void Differ::diffAccess() {
  if (diags.hasErrors() || !statesAccess(from, to))
    return;
  Schema reached = from;
  std::vector<Op> left = steps.inOrder();
  for (size_t before = left.size() + 1; !left.empty() && left.size() < before;) {
    before = left.size();
    std::erase_if(left, [&](const Op &op) { return applyBeside(op, reached, context); });
  }
  if (!left.empty())
    return; // the proofs will say what is wrong with it
  forEachKind([&]<class T>() {
    for (const T &e : to.all<T>()) {
      const T *have = reached.find<T>(e.name);
      if (!have || !checkGrants(e, kindId<T>()))
        continue;
      for (Op &op : accessChanges(*have, e, kindId<T>(), e.range)) {
        if constexpr (std::is_same_v<T, Table>)
          op.range = partRange(e, op);
        steps.add(Slot::Access, std::move(op));
      }
    }
  });
}

} // namespace schemac
