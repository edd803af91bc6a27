//===- InterpretTypes.cpp - Composite and range types, and all types ------===//
#include "StepInterpreter.h"
#include "schemac/IR/FunctionCalls.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RangeFunctions.h"
#include "schemac/IR/Signatures.h"
#include <algorithm>

namespace schemac {

//===--- who uses a type --------------------------------------------------===//

bool StepInterpreter::typeUnused(QName name) {
  for (QName user : state.index().columnsOfType(name)) {
    const Table &table = *state.table(user);
    for (const Column &c : table.columns)
      if (Type t = definedIn(c.type); t && t.named() == name)
        return refused(name.str(), fmt::format("column '{}' is of this type", sub(table, c.name)));
  }
  if (QName f = functionOver(state, name))
    return refused(name.str(), fmt::format("function '{}' has it in its signature", f.str()));
  if (!typeUnusedByViews(name))
    return false;
  std::vector<QName> types = state.index().typesOver(name);
  return types.empty() ||
         refused(name.str(), fmt::format("type '{}' is made of it", types.front().str()));
}

static Type withNamed(Context &context, Type type, TypeKind kind, QName from, QName to) {
  if (type.is(TypeKind::Array))
    return context.arrayType(withNamed(context, type.element(), kind, from, to));
  return type.is(kind) && type.named() == from ? context.namedType(kind, to) : type;
}

/// A function stays the one that it is: a server knows the types of its arguments and its result,
/// not their names. What its body says is text, and stays.
void StepInterpreter::renameInSignatures(TypeKind kind, QName from, QName to) {
  std::vector<Function> users;
  for (const Function &f : state.functions())
    if (hasInSignature(f, from))
      users.push_back(f);
  for (Function &f : users) {
    auto rename = [&](FunctionArg &a) {
      if (!a.type)
        return;
      a.type = withNamed(context, a.type, kind, from, to);
      a.defaultExpr = renameTypeIn(context, a.defaultExpr, from, to);
    };
    std::ranges::for_each(f.args, rename);
    std::ranges::for_each(f.table, rename);
    if (f.returns)
      f.returns = withNamed(context, f.returns, kind, from, to);
    state.remove<Function>(QName(f.name));
    f.name.name = context.name(functionSignature(f));
    state.put(std::move(f));
  }
}

void StepInterpreter::renameTypeUses(TypeKind kind, QName from, QName to) {
  renameInSignatures(kind, from, to);
  auto inText = [&](Expr e) { return renameTypeIn(context, e, from, to); };
  auto renamed = [&](Type t) { return withNamed(context, t, kind, from, to); };
  for (QName user : state.index().columnsOfType(from)) {
    Table &table = *state.edit<Table>(user);
    for (Column &c : table.columns)
      if (Type now = renamed(c.type); now != c.type) {
        c.type = now;
        c.defaultExpr = inText(c.defaultExpr);
      }
  }
  std::vector<QName> casting; // also where no column is of the type
  for (const Table &table : state.tables()) {
    auto casts = [&](Expr e) { return inText(e) != e; };
    if (std::ranges::any_of(table.constraints, casts, &Constraint::check) ||
        std::ranges::any_of(table.columns, [&](const Column &c) { return casts(c.generated()); }) ||
        std::ranges::any_of(
            table.policies,
            [&](const Policy &p) { return casts(p.usingExpr) || casts(p.withCheck); }) ||
        std::ranges::any_of(table.triggers,
                            [&](const Trigger &t) { return t.action && casts(t.action->when); }) ||
        std::ranges::any_of(table.indexes, [&](const Index &i) {
          return casts(i.where) || std::ranges::any_of(i.elems, casts, &IndexElem::expr);
        }))
      casting.push_back(table.name);
  }
  for (QName user : casting) {
    Table &table = *state.edit<Table>(user);
    for (Constraint &c : table.constraints)
      c.check = inText(c.check);
    for (Column &c : table.columns)
      if (c.generated())
        editExtra(c)->generated = inText(c.generated());
    for (Policy &p : table.policies) {
      p.usingExpr = inText(p.usingExpr);
      p.withCheck = inText(p.withCheck);
    }
    for (Trigger &t : table.triggers)
      if (t.action && t.action->when) {
        auto action = std::make_shared<TriggerAction>(*t.action);
        action->when = inText(action->when);
        t.action = action;
      }
    for (Index &i : table.indexes) {
      i.where = inText(i.where);
      for (IndexElem &e : i.elems)
        e.expr = inText(e.expr);
    }
  }
  for (QName user : state.index().typesOver(from)) {
    if (Domain *d = state.edit<Domain>(user)) {
      d->base = renamed(d->base);
      d->defaultExpr = inText(d->defaultExpr);
      for (Constraint &c : d->checks)
        c.check = inText(c.check);
    } else if (Composite *c = state.edit<Composite>(user)) {
      for (Attribute &a : c->attributes)
        a.type = renamed(a.type);
    } else if (RangeType *r = state.edit<RangeType>(user)) {
      r->subtype = renamed(r->subtype);
    }
  }
}

//===--- composite types --------------------------------------------------===//

const Composite *StepInterpreter::needComposite(QName name) {
  const Composite *c = state.find<Composite>(norm(name));
  if (!c)
    missing("composite", name.str());
  return c;
}

bool StepInterpreter::operator()(CreateCompositeOp step) {
  Composite c = step.composite();
  c.name = norm(c.name);
  c.renamedFrom = Name();
  c.drops.clear();
  if (!needNamespace(c.name.ns) || !relationFree(c.name) || !typeFree(c.name))
    return false;
  for (size_t i = 0; i < c.attributes.size(); ++i) {
    Attribute &a = c.attributes[i];
    a.type = norm(a.type);
    a.renamedFrom = Name();
    if (!needType(a.type))
      return false;
    for (size_t k = 0; k < i; ++k)
      if (c.attributes[k].name == a.name)
        return exists("attribute", SubRef{c.name, a.name}.str());
  }
  state.put(std::move(c));
  return true;
}

/// The rows of tables that hold values of the type are not rewritten for it.
bool StepInterpreter::attributeTypeFixed(const Composite &c) {
  for (QName user : state.index().columnsOfType(c.name))
    for (const Column &column : state.table(user)->columns)
      if (Type t = definedIn(column.type); t && t.named() == c.name)
        return refused(c.name.str(),
                       fmt::format("column '{}' uses it", SubRef{user, column.name}.str()));
  for (QName user : state.index().typesOver(c.name))
    if (const Composite *outer = state.find<Composite>(user); outer && !attributeTypeFixed(*outer))
      return false;
    else if (!outer && !state.index().columnsOfType(user).empty())
      return refused(c.name.str(), fmt::format("columns of type '{}' use it", user.str()));
  return true;
}

/// Whether \p type is, or is made of, the type \p name.
static bool isMadeOf(const Schema &state, Type type, QName name, unsigned depth = 0) {
  Type t = definedIn(type);
  if (!t || depth > 32)
    return false;
  if (t.named() == name)
    return true;
  if (const Domain *d = state.find<Domain>(t.named()))
    return isMadeOf(state, d->base, name, depth + 1);
  const Composite *c = state.find<Composite>(t.named());
  return c && std::any_of(c->attributes.begin(), c->attributes.end(), [&](const Attribute &a) {
           return isMadeOf(state, a.type, name, depth + 1);
         });
}

bool StepInterpreter::operator()(AddAttributeOp step) {
  const Composite *c = needComposite(step.attribute().table);
  if (!c)
    return false;
  Attribute a{step.attribute().sub, norm(step.type()), step.collation(), Name(), op.range};
  if (c->attribute(a.name))
    return exists("attribute", step.attribute().str());
  if (!needType(a.type))
    return false;
  if (isMadeOf(state, a.type, c->name))
    return refused(c->name.str(), "it would be made of itself");
  state.edit<Composite>(QName(c->name))->attributes.push_back(a);
  return true;
}

bool StepInterpreter::operator()(DropAttributeOp step) {
  const Composite *c = needComposite(step.attribute().table);
  if (!c)
    return false;
  if (!c->attribute(step.attribute().sub))
    return missing("attribute", step.attribute().str());
  std::erase_if(state.edit<Composite>(QName(c->name))->attributes,
                [&](const Attribute &a) { return a.name == step.attribute().sub; });
  return true;
}

bool StepInterpreter::operator()(RenameAttributeOp step) {
  const Composite *c = needComposite(step.attribute().table);
  if (!c)
    return false;
  if (!c->attribute(step.attribute().sub))
    return missing("attribute", step.attribute().str());
  if (c->attribute(step.to()))
    return exists("attribute", SubRef{c->name, step.to()}.str());
  state.edit<Composite>(QName(c->name))->attribute(step.attribute().sub)->name = step.to();
  return true;
}

bool StepInterpreter::operator()(SetAttributeTypeOp step) {
  const Composite *c = needComposite(step.attribute().table);
  if (!c)
    return false;
  if (!c->attribute(step.attribute().sub))
    return missing("attribute", step.attribute().str());
  Type type = norm(step.type());
  if (!needType(type) || !attributeTypeFixed(*c))
    return false;
  if (isMadeOf(state, type, c->name))
    return refused(c->name.str(), "it would be made of itself");
  Attribute &a = *state.edit<Composite>(QName(c->name))->attribute(step.attribute().sub);
  a.type = type;
  a.collation = step.collation();
  return true;
}

//===--- ranges -----------------------------------------------------------===//

bool StepInterpreter::operator()(CreateRangeOp step) {
  RangeType r = step.range_type();
  r.name = norm(r.name);
  r.subtype = norm(r.subtype);
  r.renamedFrom = Name();
  if (!needNamespace(r.name.ns) || !typeFree(r.name) || !needType(r.subtype))
    return false;
  if (r.multirange && !typeFree({r.name.ns, r.multirange}))
    return false;
  state.put(std::move(r));
  return true;
}

//===--- all of them ------------------------------------------------------===//

bool StepInterpreter::operator()(DropTypeOp step) {
  QName name = norm(step.name());
  if (!state.find<Domain>(name) && !state.find<Composite>(name) && !state.find<RangeType>(name))
    return missing("type", name.str());
  if (!typeUnused(name))
    return false;
  state.remove<Domain>(name);
  state.remove<Composite>(name);
  state.remove<RangeType>(name);
  return true;
}

bool StepInterpreter::renameType(QName from, QName to) {
  Followers followers;
  if (!followersOf(from, true, asType(from, to), followers))
    return false;
  auto as = [&](auto entity, TypeKind kind) {
    entity.name = to;
    put(std::move(followers)); // whose signatures may have it, and follow with it
    renameTypeUses(kind, from, to);
    state.remove<decltype(entity)>(from);
    state.put(std::move(entity));
    return true;
  };
  if (const Domain *d = state.find<Domain>(from))
    return as(*d, TypeKind::Domain);
  if (const Composite *c = state.find<Composite>(from))
    return as(*c, TypeKind::Composite);
  RangeType range = *state.find<RangeType>(from);
  std::vector<std::pair<QName, QName>> functions = rangeFunctions(context, range, to);
  for (auto [function, now] : functions) {
    if (!unusedByViews(function))
      return false;
    std::vector<FunctionCaller> callers = callersOf(state, function);
    for (const Function &other : state.functions())
      if (other.bare() == function && !callers.empty())
        return refused(from.str(), fmt::format("{} may call what makes its values or '{}'",
                                               describeCaller(callers.front()), other.name.str()));
  }
  for (auto [function, now] : functions)
    for (const FunctionCaller &c : callersOf(state, function))
      redirectCalls(state, context, c, function, now);
  return as(range, TypeKind::Range);
}

bool StepInterpreter::operator()(RenameTypeOp step) {
  QName from = norm(step.name()), to{from.ns, step.to()};
  bool composite = state.find<Composite>(from);
  if (!composite && !state.find<Domain>(from) && !state.find<RangeType>(from))
    return missing("type", from.str());
  if (!typeFree(to) || (composite && !relationFree(to)))
    return false;
  return renameType(from, to);
}

bool StepInterpreter::operator()(MoveTypeOp step) {
  QName from = norm(step.name()), to{norm(step.to()), from.name};
  bool composite = state.find<Composite>(from);
  if (!composite && !state.find<Domain>(from) && !state.find<RangeType>(from))
    return missing("type", from.str());
  if (from == to)
    return true;
  if (!needNamespace(to.ns) || !typeFree(to) || (composite && !relationFree(to)))
    return false;
  return renameType(from, to);
}

} // namespace schemac
