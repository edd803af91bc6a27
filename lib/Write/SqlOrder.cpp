//===- SqlOrder.cpp - What a statement of a schema waits for --------------===//
#include "Write/SqlOrder.h"
#include "schemac/IR/ConstraintOps.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac {

ComingObjects::ComingObjects(const Schema &target, Context &context)
    : target(target), context(context) {
  for (const Function &f : target.functions())
    functions.emplace(f.called.string(), f.bare());
}

void ComingObjects::made(const Op &op) {
  auto create = dynOp<CreateFunctionOp>(op);
  if (!create)
    return;
  auto [first, last] = functions.equal_range(create->function().called.str());
  for (auto it = first; it != last; ++it)
    if (it->second == create->function().bare()) {
      functions.erase(it);
      return;
    }
}

/// Whether the text calls a function that is to come, other than \p but.
bool ComingObjects::isCalled(std::string_view sql, QName but) const {
  if (functions.empty())
    return false;
  std::vector<SqlToken> t = lexSqlTokens(sql);
  for (size_t i = 0; i < t.size(); ++i) {
    bool calls = i + 1 < t.size() && t[i + 1].isSymbol("(");
    bool isDiff = i >= 2 && t[i - 1].isSymbol("=") && t[i - 2].isWord("subtype_diff");
    if (!t[i].isName() || (!calls && !isDiff))
      continue;
    bool qualified = i >= 2 && t[i - 1].isSymbol(".") && t[i - 2].isName();
    auto [first, last] = functions.equal_range(t[i].name());
    for (auto it = first; it != last; ++it) {
      std::string_view ns = it->second.ns ? it->second.ns.str() : "public";
      if (!(it->second == but) && (!qualified || t[i - 2].name() == ns))
        return true;
    }
  }
  return false;
}

/// Where extensions may have brought what a query reads, the interpreter does not ask for it.
bool ComingObjects::readsComing(const View &view, const Schema &state) const {
  for (const QueryRelation &r : relationsRead(view.query)) {
    QName n{r.ns.empty() || r.ns == "public" ? Name() : context.name(r.ns), context.name(r.name)};
    bool comes =
        (target.table(n) && !state.table(n)) || (target.views().find(n) && !state.views().find(n));
    if (comes && !(n == view.name))
      return true;
  }
  return false;
}

bool ComingObjects::awaitedBy(const Op &op, const std::vector<std::string> &statements,
                              const Schema &state) const {
  QName self;
  if (auto create = dynOp<CreateFunctionOp>(op)) {
    self = create->function().bare();
    if (hasTreeBody(create->function()) && !bodyIsReady(create->function(), state, target))
      return true;
  }
  if (auto create = dynOp<CreateViewOp>(op); create && readsComing(create->view(), state))
    return true;
  return std::any_of(statements.begin(), statements.end(),
                     [&](const std::string &s) { return isCalled(s, self); });
}

std::vector<Op> ComingObjects::divided(const Op &op) const {
  auto create = dynOp<CreateTableOp>(op);
  if (!create)
    return {op};
  Table table = create->table();
  std::vector<Op> later;
  std::erase_if(table.constraints, [&](const Constraint &c) {
    bool calls = c.kind == ConstraintKind::Check && isCalled(c.check.str());
    if (calls)
      later.push_back(addConstraintOp(table.name, c));
    return calls;
  });
  for (Column &c : table.columns)
    if (isCalled(c.defaultExpr.str())) {
      later.push_back(SetDefaultOp::make(op.range, SubRef{table.name, c.name}, c.defaultExpr));
      c.defaultExpr = Expr();
    }
  later.insert(later.begin(), CreateTableOp::make(op.range, table));
  return later;
}

} // namespace schemac
