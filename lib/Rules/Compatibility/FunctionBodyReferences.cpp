//===- FunctionBodyReferences.cpp - function-body-references -----------------===//
//
// A server does not look into the bodies of functions when something is dropped or renamed: the
// next call fails. Asked of the functions that the target has.
//
//===----------------------------------------------------------------------===//
#include "Rules/NameExchange.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

/// Its body knows the table as NEW and OLD.
static bool isTriggerOf(const Table *table, const Function &f) {
  return table && std::ranges::any_of(table->triggers, [&](const Trigger &t) {
           return t.action && t.action->function == f.bare();
         });
}

/// Whether the name stands where a relation does, and not only as an alias or a field.
static bool readsRelation(Expr body, Name name) {
  std::vector<SqlToken> t = lexSqlTokens(body.str());
  static constexpr std::string_view Before[] = {"from", "join", "into", "update", "table", "only"};
  for (size_t i = 1; i < t.size(); ++i) {
    if (!t[i].isName() || t[i].name() != name.str())
      continue;
    size_t at = t[i - 1].isSymbol(".") && i > 2 ? i - 3 : i - 1;
    if (std::ranges::any_of(Before, [&](auto word) { return t[at].isWord(word); }))
      return true;
  }
  return false;
}

/// "shop.total(BIGINT, TEXT[])"
static std::string signature(const Function &f, const Dialect &dialect) {
  std::string types;
  for (const FunctionArg &a : f.args)
    if (a.mode != ArgMode::Out)
      types += (types.empty() ? "" : ", ") + dialect.typeName(a.type);
  return f.bare().str() + "(" + types + ")";
}

void checkFunctionBodyReferences(RuleContext &rule, const Op &op) {
  QName table;
  Name column;
  if (auto drop = dynOp<DropColumnOp>(op))
    table = drop->column().table, column = drop->column().sub;
  else if (auto rename = dynOp<RenameColumnOp>(op))
    table = rename->column().table, column = rename->column().sub;
  else if (auto drop = dynOp<DropTableOp>(op))
    table = drop->table();
  else if (auto rename = dynOp<RenameTableOp>(op))
    table = rename->table();
  else
    return;
  if (column && isTakenAgain(rule, {table, column}))
    return;
  bool renamed = RenameColumnOp::classof(op) || RenameTableOp::classof(op);
  std::string what = column ? SubRef{table, column}.str() : table.str();
  for (const Function &f : rule.unit.to->functions()) {
    bool ofTable =
        mentionsName(f.body, table.name) || (column && isTriggerOf(rule.table(table), f));
    if (!ofTable || (column && !mentionsName(f.body, column)))
      continue;
    // One that the same migration writes anew is written for what is there then.
    const Function *now = rule.state.functions().find(f.name);
    bool written = !now || now->body != f.body;
    if (written && (column || !readsRelation(f.body, table.name)))
      continue;
    auto d =
        rule.diags.report(op.range, diag::warn_function_body_references, signature(f, rule.dialect),
                          what, renamed ? "gets another name" : "is dropped");
    d.label(f.range, "its calls fail then");
  }
}

} // namespace schemac
