//===- FunctionCalls.cpp - What rests on a function -----------------------===//
#include "schemac/IR/FunctionCalls.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

std::string describeCaller(const FunctionCaller &caller) {
  static constexpr std::string_view Words[] = {"column", "column",  "constraint", "constraint",
                                               "index",  "trigger", "policy",     "partitioning of",
                                               "domain", "domain",  "function",   "statistics"};
  std::string name = caller.part ? SubRef{caller.object, caller.part}.str() : caller.object.str();
  return fmt::format("{} '{}'", Words[caller.kind], name);
}

//===--- the expressions of a part ----------------------------------------===//

/// Each calls \p f with every expression that a server keeps of the part. For parts that are not
/// const, what \p f returns takes its place.
template <class Part, class Fn>
static void eachExpr(Part &p, Fn f)
  requires std::is_same_v<std::remove_const_t<Part>, Index>
{
  for (auto &e : p.elems)
    f(e.expr);
  f(p.where);
}
template <class Part, class Fn>
static void eachExpr(Part &p, Fn f)
  requires std::is_same_v<std::remove_const_t<Part>, Policy>
{
  f(p.usingExpr);
  f(p.withCheck);
}

template <class Range, class Fn> static bool any(const Range &range, Fn calls) {
  return std::any_of(range.begin(), range.end(), calls);
}

namespace {
class Collector {
public:
  Collector(const Schema &state, QName bare) : state(state), bare(bare) {}
  std::vector<FunctionCaller> run();

private:
  bool calls(Expr e) const { return callsFunction(e, bare); }
  template <class Part> bool partCalls(const Part &part) const {
    bool found = false;
    eachExpr(part, [&](const Expr &e) { found |= calls(e); });
    return found;
  }
  bool elemCalls(const IndexElem &e) const { return calls(e.expr); }
  void add(bool found, FunctionCaller::Kind kind, QName object, Name part) {
    if (found)
      out.push_back({kind, object, part});
  }
  void table(const Table &t);

  const Schema &state;
  QName bare;
  std::vector<FunctionCaller> out;
};
} // namespace

void Collector::table(const Table &t) {
  auto elems = [&](const IndexElem &e) { return elemCalls(e); };
  for (const Trigger &x : t.triggers)
    add(x.action && (x.action->function == bare || calls(x.action->when)), FunctionCaller::Trigger,
        t.name, x.name);
  for (const Column &c : t.columns) {
    add(calls(c.defaultExpr), FunctionCaller::Default, t.name, c.name);
    add(calls(c.generated()), FunctionCaller::Generated, t.name, c.name);
  }
  for (const Constraint &c : t.constraints) {
    add(calls(c.check), FunctionCaller::Check, t.name, c.name);
    add(calls(c.more().where) || any(c.more().elems, elems), FunctionCaller::Exclusion, t.name,
        c.name);
  }
  for (const Index &i : t.indexes)
    add(partCalls(i), FunctionCaller::Index, t.name, i.name);
  for (const Policy &p : t.policies)
    add(partCalls(p), FunctionCaller::Policy, t.name, p.name);
  add(any(t.partitionBy.elems, elems), FunctionCaller::PartitionKey, t.name, {});
}

std::vector<FunctionCaller> Collector::run() {
  for (const Table &t : state.tables())
    table(t);
  for (const View &v : state.views())
    for (const Index &i : v.indexes)
      add(partCalls(i), FunctionCaller::Index, v.name, i.name);
  for (const Domain &d : state.domains()) {
    add(calls(d.defaultExpr), FunctionCaller::DomainDefault, d.name, {});
    for (const Constraint &c : d.checks)
      add(calls(c.check), FunctionCaller::DomainCheck, d.name, c.name);
  }
  for (const Function &f : state.functions())
    add(f.bare() != bare && any(f.args, [&](auto &a) { return calls(a.defaultExpr); }),
        FunctionCaller::Argument, f.name, {});
  for (const ExtendedStatistics &s : state.statistics())
    add(any(s.expressions, [&](Expr e) { return calls(e); }), FunctionCaller::Statistics, s.name,
        {});
  std::stable_sort(out.begin(), out.end(), [](const FunctionCaller &a, const FunctionCaller &b) {
    return a.object < b.object || (a.object == b.object && a.kind < b.kind);
  });
  return std::move(out);
}

std::vector<FunctionCaller> callersOf(const Schema &state, QName bare) {
  return Collector(state, bare).run();
}

//===--- redirecting ------------------------------------------------------===//

/// A new shared value with \p edit applied.
template <class T, class Fn>
static std::shared_ptr<const T> edited(const std::shared_ptr<const T> &old, Fn edit) {
  T copy = *old;
  edit(copy);
  return std::make_shared<const T>(std::move(copy));
}

void redirectCalls(Schema &state, Context &context, const FunctionCaller &caller, QName bare,
                   QName to) {
  auto redirect = [&](Expr &e) { e = moveFunctionIn(context, e, bare, to); };
  auto elems = [&](std::vector<IndexElem> &list) {
    for (IndexElem &e : list)
      redirect(e.expr);
  };
  auto table = [&]() { return state.edit<Table>(caller.object); };
  switch (caller.kind) {
  case FunctionCaller::Default:
    return redirect(table()->column(caller.part)->defaultExpr);
  case FunctionCaller::Generated: {
    Column &column = *table()->column(caller.part);
    ColumnExtra *extra = context.make<ColumnExtra>(*column.extra);
    redirect(extra->generated);
    column.extra = extra;
    return;
  }
  case FunctionCaller::Check:
    return redirect(table()->constraint(caller.part)->check);
  case FunctionCaller::Exclusion: {
    ConstraintExtra &extra = table()->constraint(caller.part)->edit();
    elems(extra.elems);
    return redirect(extra.where);
  }
  case FunctionCaller::Index: {
    View *view = state.table(caller.object) ? nullptr : state.edit<View>(caller.object);
    auto &indexes = view ? view->indexes : table()->indexes;
    return eachExpr(*std::ranges::find(indexes, caller.part, &Index::name), redirect);
  }
  case FunctionCaller::Policy:
    return eachExpr(*table()->policy(caller.part), redirect);
  case FunctionCaller::Trigger:
    for (Trigger &t : table()->triggers)
      if (t.name == caller.part)
        t.action = edited(t.action, [&](TriggerAction &a) {
          a.function = a.function == bare ? to : a.function;
          redirect(a.when);
        });
    return;
  case FunctionCaller::PartitionKey:
    return elems(table()->partitionBy.elems);
  case FunctionCaller::DomainDefault:
    return redirect(state.edit<Domain>(caller.object)->defaultExpr);
  case FunctionCaller::DomainCheck:
    return redirect(state.edit<Domain>(caller.object)->check(caller.part)->check);
  case FunctionCaller::Argument:
    for (FunctionArg &a : state.edit<Function>(caller.object)->args)
      redirect(a.defaultExpr);
    return;
  case FunctionCaller::Statistics:
    for (Expr &e : state.edit<ExtendedStatistics>(caller.object)->expressions)
      redirect(e);
    return;
  }
}

} // namespace schemac
