//===- NameTooLong.cpp - name-too-long -----------------------------------------------------===//
//
// PostgreSQL cuts a name that is too long without a word, and two such names become one.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static void check(RuleContext &rule, SourceRange range, Name name) {
  unsigned most = rule.dialect.maxIdentifierBytes();
  if (name && most && name.str().size() > most)
    rule.diags.report(range, diag::err_name_too_long, name.string(), int64_t(name.str().size()),
                      int64_t(most));
}

static void checkTable(RuleContext &rule, const Table &t) {
  check(rule, t.range, t.name.name);
  for (const Column &c : t.columns)
    check(rule, c.range, c.name);
  for (const Constraint &c : t.constraints)
    check(rule, c.range, c.name);
  for (const Index &i : t.indexes)
    check(rule, i.range, i.name);
}

void checkNameTooLong(RuleContext &rule, const Op &op) {
  if (auto create = dynOp<CreateTableOp>(op))
    return checkTable(rule, create->table());
  if (auto create = dynOp<CreateEnumOp>(op))
    return check(rule, op.range, create->name().name);
  if (auto add = dynOp<AddColumnOp>(op))
    return check(rule, op.range, add->column().sub);
  if (auto create = dynOp<CreateIndexOp>(op))
    return check(rule, op.range, create->path().sub);
  if (auto add = dynOp<AddForeignKeyOp>(op))
    return check(rule, op.range, add->path().sub);
  if (auto add = dynOp<AddUniqueOp>(op))
    return check(rule, op.range, add->path().sub);
  if (auto add = dynOp<AddCheckOp>(op))
    return check(rule, op.range, add->path().sub);
  if (auto add = dynOp<AddPrimaryKeyOp>(op))
    return check(rule, op.range, add->path().sub);
  if (auto rename = dynOp<RenameColumnOp>(op))
    return check(rule, op.range, rename->to());
  if (auto rename = dynOp<RenameTableOp>(op))
    return check(rule, op.range, rename->to());
}

} // namespace schemac
