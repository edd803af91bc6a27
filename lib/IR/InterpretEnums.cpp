//===- InterpretEnums.cpp - What steps on enums do ------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include <algorithm>
#include <unordered_set>

namespace schemac {

/// Each calls \p f with the expressions in which a label may stand for a value.
template <class Fn> static void forEachText(Table &t, Fn f) {
  for (Constraint &c : t.constraints) {
    f(c.check);
    if (c.extra && c.more().where)
      f(c.edit().where);
  }
  for (Index &i : t.indexes) {
    f(i.where);
    for (IndexElem &e : i.elems)
      f(e.expr);
  }
  for (Policy &p : t.policies) {
    f(p.usingExpr);
    f(p.withCheck);
  }
  for (Trigger &x : t.triggers)
    if (x.action && x.action->when) {
      auto action = std::make_shared<TriggerAction>(*x.action);
      f(action->when);
      x.action = action;
    }
}
template <class Fn> static void forEachText(Domain &d, Fn f) {
  f(d.defaultExpr);
  for (Constraint &c : d.checks)
    f(c.check);
}
template <class Fn> static void forEachText(View &v, Fn f) {
  f(v.query);
  for (Index &i : v.indexes)
    f(i.where);
}
template <class Fn> static void forEachText(Function &f, Fn fn) { fn(f.body); }

/// PostgreSQL's limit of a label, as of every name.
static constexpr size_t MaxLabelBytes = 63;

bool StepInterpreter::operator()(CreateEnumOp step) {
  Enum e;
  e.name = norm(step.name());
  e.range = op.range;
  if (!needNamespace(e.name.ns) || !typeFree(e.name))
    return false;
  std::unordered_set<Name> seen;
  for (Name label : step.labels()) {
    if (!seen.insert(label).second)
      return refused(e.name.str(), fmt::format("label '{}' is there twice", label.str()));
    if (label.str().size() > MaxLabelBytes)
      return refused(e.name.str(), fmt::format("label '{}' is longer than 63 bytes", label.str()));
    e.labels.push_back({label, Name(), op.range});
  }
  state.put(std::move(e));
  return true;
}

bool StepInterpreter::operator()(DropEnumOp step) {
  QName name = norm(step.name());
  if (!state.enumType(name))
    return missing("enum", name.str());
  if (!typeUnused(name))
    return false;
  state.remove<Enum>(name);
  return true;
}

/// Gives \p e another name, and its uses.
bool StepInterpreter::giveName(const Enum &e, QName to) {
  QName from = e.name;
  Followers followers;
  if (!typeFree(to) || !followersOf(from, true, asType(from, to), followers))
    return false;
  Enum renamed = e;
  renamed.name = to;
  put(std::move(followers)); // whose signatures may have it, and follow with it
  renameEnumUses(from, to);
  state.remove<Enum>(from);
  state.put(std::move(renamed));
  return true;
}

bool StepInterpreter::operator()(RenameEnumOp step) {
  QName from = norm(step.name()), to{from.ns, step.to()};
  const Enum *e = state.enumType(from);
  if (!e)
    return missing("enum", from.str());
  return giveName(*e, to);
}

bool StepInterpreter::operator()(MoveEnumOp step) {
  QName from = norm(step.name()), to{norm(step.to()), from.name};
  const Enum *e = state.enumType(from);
  if (!e)
    return missing("enum", from.str());
  if (from == to)
    return true;
  return needNamespace(to.ns) && giveName(*e, to);
}

bool StepInterpreter::operator()(AddEnumValueOp step) {
  QName name = norm(step.name());
  const Enum *e = state.enumType(name);
  if (!e)
    return missing("enum", name.str());
  if (e->has(step.value()))
    return exists("label", fmt::format("{}.{}", name.str(), step.value().str()));
  if (step.value().str().size() > MaxLabelBytes)
    return refused(name.str(),
                   fmt::format("label '{}' is longer than 63 bytes", step.value().str()));
  Name neighbour = step.before() ? step.before() : step.after();
  if (neighbour && !e->has(neighbour))
    return missing("label", fmt::format("{}.{}", name.str(), neighbour.str()));
  auto &labels = state.edit<Enum>(name)->labels;
  auto at = std::find_if(labels.begin(), labels.end(),
                         [&](const EnumLabel &l) { return l.label == neighbour; });
  if (at != labels.end() && !step.before())
    ++at;
  labels.insert(at, {step.value(), Name(), op.range});
  return true;
}

/// Labels in the expressions of tables, domains, views and bodies: the server keeps the value and
/// not its text.
void StepInterpreter::renameLabelsInText(const Enum &e, Name from, Name to) {
  auto isOf = [&](const Table &t, std::string_view column) {
    return std::ranges::any_of(columnsOf(t).columns, [&](const Column &c) {
      return c.name.str() == column && c.type.is(TypeKind::Enum) && c.type.named() == e.name;
    });
  };
  auto inTexts = [&](auto &entity, const std::function<bool(std::string_view)> &isColumn) {
    forEachText(entity, [&](Expr &text) {
      text = renameLabelIn(context, text, e.name, isColumn, from.str(), to.str());
    });
  };
  // Few texts hold the label, and entities are only copied for those.
  auto holds = [&](const auto &entity) {
    bool found = false;
    auto copy = entity;
    forEachText(copy, [&](Expr &text) {
      found |= text && text.str().find(from.str()) != std::string_view::npos;
    });
    return found;
  };
  std::vector<QName> tables, domains, views, functions;
  for (const Table &t : state.tables())
    if (holds(t))
      tables.push_back(t.name);
  for (const Domain &d : state.domains())
    if (holds(d))
      domains.push_back(d.name);
  for (const View &v : state.views())
    if (holds(v))
      views.push_back(v.name);
  for (const Function &f : state.functions())
    if (hasTreeBody(f) && holds(f))
      functions.push_back(f.name);
  auto ofAny = [&](Expr query, std::string_view column) { // of the tables that it reads
    bool found = false;
    for (const QueryRelation &r : relationsRead(query)) {
      QName n{r.ns.empty() || r.ns == "public" ? Name() : context.name(r.ns), context.name(r.name)};
      const Table *t = state.table(n);
      bool other = t && columnsOf(*t).column(context.name(column)) && !isOf(*t, column);
      if (other || state.views().find(n))
        return false; // another column may be meant
      found |= t && isOf(*t, column);
    }
    return found;
  };
  for (QName n : tables) {
    Table now = *state.table(n);
    inTexts(now, [&](std::string_view column) { return isOf(*state.table(n), column); });
    state.put(std::move(now));
  }
  for (QName n : domains) {
    Domain now = *state.find<Domain>(n);
    bool ofEnum = now.base.is(TypeKind::Enum) && now.base.named() == e.name;
    inTexts(now, [&](std::string_view column) { return ofEnum && column == "value"; });
    state.put(std::move(now));
  }
  for (QName n : views) {
    View now = *state.views().find(n);
    Expr query = now.query;
    inTexts(now, [&](std::string_view column) { return ofAny(query, column); });
    state.put(std::move(now));
  }
  for (QName n : functions) {
    Function now = *state.functions().find(n);
    Expr body = now.body;
    inTexts(now, [&](std::string_view column) { return ofAny(body, column); });
    state.put(std::move(now));
  }
}

void StepInterpreter::renameLabelUses(const Enum &e, Name from, Name to) {
  renameLabelsInText(e, from, to);
  for (QName user : state.index().enumUsers(e.name))
    for (size_t i = 0; i < state.table(user)->columns.size(); ++i) {
      const Column &c = state.table(user)->columns[i];
      std::optional<std::string> value = stringLiteral(c.defaultExpr);
      if (enumIn(c.type) != e.name || !value)
        continue;
      std::string now = *value == from.str() ? to.string() : *value;
      if (c.type.is(TypeKind::Array) && value->starts_with('{'))
        now = renameElement(*value, from.str(), to.str());
      if (now != *value)
        state.edit<Table>(user)->columns[i].defaultExpr =
            withStringLiteral(context, c.defaultExpr, now);
    }
}

bool StepInterpreter::operator()(RenameEnumValueOp step) {
  QName name = norm(step.name());
  const Enum *e = state.enumType(name);
  if (!e)
    return missing("enum", name.str());
  if (!e->has(step.value()))
    return missing("label", fmt::format("{}.{}", name.str(), step.value().str()));
  if (e->has(step.to()))
    return exists("label", fmt::format("{}.{}", name.str(), step.to().str()));
  renameLabelUses(*e, step.value(), step.to());
  for (EnumLabel &l : state.edit<Enum>(name)->labels)
    if (l.label == step.value())
      l.label = step.to();
  return true;
}

} // namespace schemac
