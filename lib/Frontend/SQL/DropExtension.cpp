//===- DropExtension.cpp - DROP EXTENSION, and what goes with it ----------===//
#include "ExtensionWords.h"
#include "Reader.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::sql {

/// Steps for what needs the words of an extension and is no column, in an order that fits.
static std::vector<Op> usersOf(const ExtensionWords &words, const Schema &state,
                               SourceRange range) {
  std::vector<Op> out;
  for (const Table &t : state.tables()) {
    for (const Index &i : t.indexes)
      if (words.areIn(i.where) || std::ranges::any_of(i.elems, [&](const IndexElem &e) {
            return words.areIn(t, e, i.method);
          }))
        out.push_back(DropIndexOp::make(range, SubRef{t.name, i.name}));
    for (const Constraint &c : t.constraints) {
      bool excludes = c.kind == ConstraintKind::Exclusion;
      if (words.areIn(c.check) ||
          (excludes && std::ranges::any_of(c.more().elems, [&](const IndexElem &e) {
             return words.areIn(t, e, c.more().method);
           })))
        out.push_back(DropConstraintOp::make(range, SubRef{t.name, c.name}));
    }
    for (const Column &c : t.columns)
      if (c.generation == Generation::None && !words.haveType(c.type) && words.areIn(c.defaultExpr))
        out.push_back(DropDefaultOp::make(range, SubRef{t.name, c.name}));
    for (const Trigger &g : t.triggers)
      if (g.action &&
          (words.areIn(g.action->when) || words.haveFunction(g.action->function.name.str())))
        out.push_back(DropTriggerOp::make(range, SubRef{t.name, g.name}));
    for (const Policy &p : t.policies)
      if (words.areIn(p.usingExpr) || words.areIn(p.withCheck))
        out.push_back(DropPolicyOp::make(range, SubRef{t.name, p.name}));
  }
  return out;
}

/// Operators on the server's own types, which no word gives away.
static bool bringsOperators(Name extension) {
  return extension.str() == "pg_trgm" || extension.str() == "intarray";
}
static bool mayUseOperators(const Schema &state) {
  auto isUse = [](Expr sql) {
    std::vector<SqlToken> tokens = sql ? lexSqlTokens(sql.str()) : std::vector<SqlToken>();
    return std::ranges::any_of(tokens, [](const SqlToken &t) {
      return t.text.find('%') == 0 || t.text.find("<%") == 0 || t.isSymbol("<->") ||
             t.isSymbol("&&") || t.isSymbol("@>") || t.isSymbol("@@");
    });
  };
  for (const View &v : state.views())
    if (isUse(v.query))
      return true;
  for (const Table &t : state.tables())
    for (const Constraint &c : t.constraints)
      if (isUse(c.check))
        return true;
  return false;
}

bool Reader::dropExtension(Name extension, bool cascade) {
  Op op = DropExtensionOp::make(whole(), extension);
  if (!cascade)
    return add(std::move(op));
  ExtensionWords words(extension.str(), state);
  if (!words.areKnown())
    return add(std::move(op)) && opaque("dropping an extension with all that needs it");
  std::vector<QName> views, functions, domains;
  for (const View &v : state.views())
    if (words.areIn(v.query))
      views.push_back(v.name);
  for (const Function &f : state.functions()) {
    auto uses = [&](Type t) { return t && words.haveType(t); };
    if (std::ranges::any_of(f.args, [&](const FunctionArg &a) { return uses(a.type); }) ||
        uses(f.returns))
      functions.push_back(f.name);
  }
  for (const Domain &d : state.domains())
    if (words.haveType(d.base))
      domains.push_back(d.name);
  std::vector<SubRef> columns;
  for (const Table &t : state.tables())
    for (const Column &c : t.columns)
      if (words.haveType(c.type) || (c.generated() && words.areIn(c.generated())))
        columns.push_back({t.name, c.name});
  if (!dropViews(views) || !dropBodies(functions))
    return false;
  for (const Op &user : usersOf(words, state, whole()))
    if (!add(user))
      return false;
  for (QName d : domains)
    if (state.find<Domain>(d) && !dropType(d, true))
      return false;
  for (const SubRef &c : columns)
    if (const Table *t = state.table(c.table);
        t && t->column(c.sub) && !drop(DropColumnOp::make(whole(), c), true))
      return false;
  if (!add(std::move(op)))
    return false;
  return !bringsOperators(extension) || !mayUseOperators(state) ||
         opaque("dropping an extension whose operators something may use");
}

} // namespace schemac::sql
