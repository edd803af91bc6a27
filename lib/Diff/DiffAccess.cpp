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

/// What a database says of the schema that every database has, or what a source says on top of what
/// everybody has of it in \p there: what that was, is by version, and pg_dump 15 and later leave
/// out what older servers give.
static std::vector<Op> saidOver(const std::vector<Op> &there, const std::vector<Op> &said) {
  if (std::ranges::any_of(said, SetOwnerOp::classof))
    return said;
  std::vector<Op> all;
  for (const Op &op : there) {
    auto grant = dynOp<GrantOp>(op);
    auto revoke = dynOp<RevokeOp>(op);
    if ((grant && grant->role().str() == "public") || (revoke && revoke->role().str() == "public"))
      all.push_back(op);
  }
  all.insert(all.end(), said.begin(), said.end());
  return all;
}

/// The schema that every database has. Who grants from elsewhere what its users need says nothing
/// of it in the source: then it stays as it is.
void Differ::diffPublic() {
  const Op *said = saysOfPublic(options.closed);
  if (!said || !options.toldWhatWasClosed)
    return;
  int version = from.version ? from.version : to.version;
  Namespace have = publicAfter(options.wasClosed, version, context);
  Namespace want = publicAfter(saidOver(options.wasClosed, options.closed), version, context);
  // Who owns it only databases tell; it is not given to others here.
  have.owner = want.owner = want.owner ? want.owner : have.owner;
  for (Op &op : accessChanges(have, want, KindId::Namespace, said->range))
    steps.add(Slot::Access, std::move(op));
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

/// What the target calls the object of \p revoke, which is one of the source.
QName Differ::nowCalled(RevokeOp revoke) const {
  const Target &t = revoke.target();
  return t.kind == KindId::Function ? names.function(t.object) : names.typeName(t.object);
}

/// Invalid where the target does not have the object.
SourceRange Differ::rangeOf(const Target &object) const {
  SourceRange range;
  forEachKind([&]<class T>() {
    if (const T *e = kindId<T>() == object.kind ? to.find<T>(object.object) : nullptr)
      range = e->range;
  });
  return range;
}

/// What everybody had or lacked of an object that stays.
void Differ::diffClosed(const std::vector<QName> &made) {
  auto isMade = [&](QName n) { return std::ranges::find(made, n) != made.end(); };
  auto isSame = [](RevokeOp a, QName object, KindId kind) {
    return a.target().object == object && a.target().kind == kind;
  };
  for (const Op &op : options.closed) {
    if (isOfPublic(op))
      continue;
    RevokeOp revoke(op);
    bool was = std::ranges::any_of(options.wasClosed, [&](const Op &o) {
      return !isOfPublic(o) &&
             isSame(RevokeOp(o), RevokeOp(o).target().object, revoke.target().kind) &&
             nowCalled(RevokeOp(o)) == revoke.target().object;
    });
    Op close = op;
    if (!close.range.isValid())
      close.range = rangeOf(revoke.target());
    if (options.toldWhatWasClosed && !was && !isMade(revoke.target().object))
      steps.add(Slot::Access, close);
  }
  for (const Op &op : options.wasClosed) {
    if (isOfPublic(op))
      continue;
    RevokeOp revoke(op);
    Target target = revoke.target();
    target.object = nowCalled(revoke);
    SourceRange range = rangeOf(target);
    bool stays = std::ranges::any_of(options.closed, [&](const Op &o) {
      return !isOfPublic(o) && isSame(RevokeOp(o), target.object, target.kind);
    });
    if (options.tellsClosed && range.isValid() && !stays && !isMade(target.object))
      steps.add(Slot::Access,
                GrantOp::make(range, revoke.privileges(), target, revoke.role(), false));
  }
}

/// A function or type that is made is open to everybody, unless the source says otherwise.
void Differ::closeWhatIsNew() {
  std::vector<QName> made;
  for (const Op &op : steps.inOrder())
    if (auto f = dynOp<CreateFunctionOp>(op); f && !from.functions().find(f->function().name))
      made.push_back(f->function().name);
    else if (auto e = dynOp<CreateEnumOp>(op)) // also in the place of one that loses values
      made.push_back(e->name());
    else if (auto l = dynOp<RenameEnumValueOp>(op)) // another takes its place just so
      made.push_back(names.typeName(l->name()));
    else if (auto d = dynOp<CreateDomainOp>(op); d && !from.find<Domain>(d->domain().name))
      made.push_back(d->domain().name);
    else if (auto c = dynOp<CreateCompositeOp>(op); c && !from.find<Composite>(c->composite().name))
      made.push_back(c->composite().name);
    else if (auto r = dynOp<CreateRangeOp>(op); r && !from.find<RangeType>(r->range_type().name))
      made.push_back(r->range_type().name);
  for (const Op &op : options.closed)
    if (!isOfPublic(op) && std::ranges::find(made, RevokeOp(op).target().object) != made.end())
      steps.add(Slot::Access, op);
  for (const Op &op : options.wasClosed) // what the target's form cannot say stays
    if (QName now = isOfPublic(op) ? QName() : nowCalled(RevokeOp(op));
        !options.tellsClosed && std::ranges::find(made, now) != made.end()) {
      Target target = RevokeOp(op).target();
      target.object = now;
      steps.add(Slot::Access, RevokeOp::make(rangeOf(target), RevokeOp(op).privileges(), target,
                                             RevokeOp(op).role(), false));
    }
  diffClosed(made);
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
  // Where one of them cannot be done like that, the proofs say so, or a recipe does it in another
  // way: what the others leave is asked all the same.
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
