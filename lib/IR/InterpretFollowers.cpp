//===- InterpretFollowers.cpp - What follows a name that changes ----------===//
//
// A server keeps views and bodies in the SQL standard's form as trees, so that they call a thing by
// whatever name it has. Here they are texts, in which the new name takes the place of the old one.
// Where a text could mean the thing even then, it is not known what it says, and the step is
// refused.
//
//===----------------------------------------------------------------------===//
#include "QueryTokens.h"
#include "StepInterpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include <algorithm>

namespace schemac {

bool StepInterpreter::followersOf(QName object, bool isType, const NewText &rename,
                                  Followers &out) {
  std::string name = object.str();
  for (QName v : isType ? viewsOverType(state, object) : viewsOver(state, object)) {
    View view = *state.views().find(v);
    view.query = rename(view.query);
    if (isType ? mayMentionType(view.query, object) : mayNeed(view.query, object))
      return needNoView(object, {v});
    out.views.push_back(std::move(view));
  }
  return bodiesFollow(object, rename, out);
}

bool StepInterpreter::bodiesFollow(QName object, const NewText &rename, Followers &out) {
  for (QName f : bodiesOver(state, object)) {
    Function function = *state.functions().find(f);
    function.body = rename(function.body);
    if (bodyNeeds(function.body, object))
      return needNoBody(object.str(), {f});
    out.functions.push_back(std::move(function));
  }
  return true;
}

void StepInterpreter::put(Followers &&followers) {
  for (View &v : followers.views)
    state.put(std::move(v));
  for (Function &f : followers.functions)
    state.put(std::move(f));
}

StepInterpreter::NewText StepInterpreter::asRelation(QName from, QName to) {
  return [this, from, to](Expr e) { return renameRelationIn(context, e, from, to); };
}

StepInterpreter::NewText StepInterpreter::asType(QName from, QName to) {
  return [this, from, to](Expr e) { return renameTypeIn(context, e, from, to); };
}

/// Policies of other tables ask \p from in a query within them.
void StepInterpreter::renameInPolicies(QName from, QName to) {
  changePolicies(asRelation(from, to), [&](QName) { return true; });
}

void StepInterpreter::renameInPolicies(const SubRef &column, Name to) {
  auto rename = [&](Expr e) {
    return renameColumnWithQueries(context, state, e, QName(), column, to);
  };
  changePolicies(rename, [&](QName user) { return user != column.table; });
}

/// What has a query in it.
void StepInterpreter::changePolicies(const NewText &rename,
                                     const std::function<bool(QName)> &isMeant) {
  auto asks = [](Expr e) { return mentionsWord(e, "select"); };
  for (QName user : state.index().withPolicies())
    for (size_t i = 0; isMeant(user) && i < state.table(user)->policies.size(); ++i) {
      const Policy &p = state.table(user)->policies[i];
      Expr usingExpr = asks(p.usingExpr) ? rename(p.usingExpr) : p.usingExpr;
      Expr withCheck = asks(p.withCheck) ? rename(p.withCheck) : p.withCheck;
      if (usingExpr == p.usingExpr && withCheck == p.withCheck)
        continue;
      Policy &edited = state.edit<Table>(user)->policies[i];
      edited.usingExpr = usingExpr;
      edited.withCheck = withCheck;
    }
}

} // namespace schemac
