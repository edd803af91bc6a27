//===- ExtensionCalls.cpp - Calls of functions that an extension brings ---===//
//
// A server keeps calls as trees, which follow an extension that is moved. Here they are texts.
// Which functions an extension has is no part of a schema; what is called in its place, and is none
// of the schema's, is one of them as long as no other extension stands there.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/FunctionCalls.h"
#include "schemac/IR/SqlTokens.h"
#include <set>

namespace schemac {

namespace {
/// The names that are called with the namespace \p place in front.
class CalledIn {
public:
  explicit CalledIn(Name place) : place(place.str()) {}

  void in(Expr sql) {
    if (!sql || sql.str().find(place) == std::string_view::npos)
      return;
    std::vector<SqlToken> t = lexSqlTokens(sql.str());
    for (size_t i = 0; i + 3 < t.size(); ++i)
      if (t[i].isName() && t[i + 1].isSymbol(".") && t[i + 2].isName() && t[i + 3].isSymbol("(") &&
          t[i].name() == place)
        names.insert(t[i + 2].name());
  }
  void in(const std::vector<IndexElem> &elems) {
    for (const IndexElem &e : elems)
      in(e.expr);
  }
  void in(const std::vector<Index> &indexes) {
    for (const Index &i : indexes)
      in(i.elems), in(i.where);
  }
  void in(const Table &t) {
    for (const Column &c : t.columns)
      in(c.defaultExpr), in(c.generated());
    for (const Constraint &c : t.constraints)
      in(c.check), in(c.more().where), in(c.more().elems);
    for (const Policy &p : t.policies)
      in(p.usingExpr), in(p.withCheck);
    for (const Trigger &x : t.triggers)
      if (x.action) {
        in(x.action->when);
        if (x.action->function.ns.str() == place)
          names.insert(x.action->function.name.string());
      }
    in(t.indexes);
    in(t.partitionBy.elems);
  }
  void in(const Schema &state) {
    for (const Table &t : state.tables())
      in(t);
    for (const View &v : state.views())
      in(v.query), in(v.indexes);
    for (const Domain &d : state.domains()) {
      in(d.defaultExpr);
      for (const Constraint &c : d.checks)
        in(c.check);
    }
    for (const Function &f : state.functions()) {
      in(f.body);
      for (const FunctionArg &a : f.args)
        in(a.defaultExpr);
    }
    for (const ExtendedStatistics &s : state.statistics())
      for (Expr e : s.expressions)
        in(e);
  }

  std::set<std::string> names;

private:
  std::string_view place;
};
} // namespace

void StepInterpreter::moveExtensionCalls(Name from, Name to) {
  for (const Extension &e : state.extensions())
    if (e.schema == from)
      return;
  CalledIn called(from);
  called.in(state);
  for (const std::string &name : called.names) {
    QName was{from, context.name(name)}, now{to, was.name};
    if (!state.index().overloads(was).empty())
      continue;
    for (const FunctionCaller &c : callersOf(state, was))
      redirectCalls(state, context, c, was, now);
    Followers followers;
    auto rename = [&](Expr e) { return moveFunctionIn(context, e, was, now); };
    for (const View &v : state.views())
      if (Expr query = rename(v.query); query != v.query)
        followers.views.emplace_back(v).query = query;
    for (QName f : state.index().treeBodies())
      if (const Function &old = *state.functions().find(f); rename(old.body) != old.body)
        followers.functions.emplace_back(old).body = rename(old.body);
    put(std::move(followers));
  }
}

} // namespace schemac
