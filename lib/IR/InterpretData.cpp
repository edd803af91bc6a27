//===- InterpretData.cpp - Steps that move, guard or watch data -----------===//
//
// They change no structure, except that an archive is a table; but what they name must be there.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/TriggerSwitch.h"
#include <algorithm>

namespace schemac {

//===--- triggers ---------------------------------------------------------===//

/// Trigger functions that a server has from the start.
static bool isServerTriggerFunction(QName n) {
  static constexpr std::string_view Known[] = {"tsvector_update_trigger",
                                               "tsvector_update_trigger_column",
                                               "suppress_redundant_updates_trigger"};
  return (!n.ns || n.ns.str() == "pg_catalog") &&
         std::ranges::find(Known, n.name.str()) != std::end(Known);
}

bool StepInterpreter::checkAction(const Table &table, const TriggerAction &action) {
  if (!needColumns(table, action.updateOf) || (action.fromTable && !needTable(action.fromTable)))
    return false;
  if (action.body)
    return true;
  QName name = norm(action.function);
  std::vector<QName> functions = state.index().overloads(name);
  if (!functions.empty())
    return std::ranges::any_of(
               functions, [&](QName f) { return state.functions().find(f)->returnsTrigger; }) ||
           refused(name.str(), "it does not return a trigger");
  // A function of an extension is nowhere declared.
  return isServerTriggerFunction(name) || state.extensions().size() ||
         missing("function", name.str());
}

bool StepInterpreter::operator()(CreateTriggerOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Trigger trigger = step.def();
  trigger.name = step.path().sub;
  if (table->trigger(trigger.name))
    return exists("trigger", step.path().str());
  for (Name n : {trigger.oldColumn, trigger.newColumn})
    if (n && !table->column(n))
      return missing("column", sub(*table, n));
  if (trigger.action && !checkAction(*table, *trigger.action))
    return false;
  bool before = !trigger.action || (trigger.action->timing == TriggerTiming::Before &&
                                    trigger.action->forEachRow); // helpers are such ones
  if (table->partitionBy && before &&
      !needVersion(13, step.path().str(), "a trigger before each row of a partitioned table"))
    return false;
  edit(step.path())->triggers.push_back(std::move(trigger));
  return true;
}

bool StepInterpreter::operator()(ReplaceTriggerOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  const Trigger *old = table->trigger(step.path().sub);
  if (!old)
    return missing("trigger", step.path().str());
  Trigger trigger = step.def();
  trigger.name = step.path().sub;
  if (onlySwitched(*old, trigger)) {
    std::vector<Trigger> &all = edit(step.path())->triggers;
    *std::ranges::find(all, trigger.name, &Trigger::name) = std::move(trigger);
    return true;
  }
  if (!needVersion(14, step.path().str(), "CREATE OR REPLACE TRIGGER"))
    return false;
  if (!trigger.action || !old->action)
    return refused(step.path().str(), "it is a helper of a plan");
  if (trigger.action->constraint || old->action->constraint)
    return refused(step.path().str(), "a constraint trigger cannot be replaced");
  if (!checkAction(*table, *trigger.action))
    return false;
  std::vector<Trigger> &triggers = edit(step.path())->triggers;
  *std::ranges::find(triggers, trigger.name, &Trigger::name) = std::move(trigger);
  return true;
}

bool StepInterpreter::operator()(DropTriggerOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  if (!table->trigger(step.path().sub))
    return missing("trigger", step.path().str());
  Table &edited = *edit(step.path());
  std::erase_if(edited.triggers, [&](const Trigger &t) { return t.name == step.path().sub; });
  forgetParts(edited);
  return true;
}

//===--- values -----------------------------------------------------------===//

bool StepInterpreter::operator()(BackfillOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  if (isGenerated(*column) || column->generation == Generation::IdentityAlways)
    return refused(step.column().str(), "the database generates its values");
  return needColumns(*state.table(norm(step.column().table)), step.key());
}

/// Rows are no part of a state; what they are of must be there.
bool StepInterpreter::operator()(ChangeRowsOp step) {
  const Table *table = needTable(step.table());
  if (!table || !needColumns(*table, step.columns()) || !needColumns(*table, step.key()))
    return false;
  std::string_view verb = step.verb().str();
  if (verb != "update" && verb != "delete" && verb != "insert")
    return refused(step.table().str(), "rows are changed by update, delete or insert");
  if (step.has_batch() && (!step.plain() || verb == "insert" || step.key().empty() ||
                           (verb == "update" && !step.has_assignments())))
    return refused(step.table().str(),
                   "only a plain update or delete is done in batches, by a key");
  return true;
}

bool StepInterpreter::operator()(CopyRowsOp step) {
  const Table *source = needTable(step.source());
  const Table *into = source ? needTable(step.into()) : nullptr;
  if (!into || !needColumns(*source, step.columns()) || !needColumns(*source, step.key()) ||
      !needColumns(*into, step.into_columns()))
    return false;
  if (step.columns().empty() || step.columns().size() != step.into_columns().size())
    return refused(into->name.str(), "each column is copied from one of the other table");
  for (Name n : step.into_columns())
    if (const Column *c = into->column(n);
        isGenerated(*c) || c->generation == Generation::IdentityAlways)
      return refused(sub(*into, n), "the database generates its values");
  // It is as large as the other one then; what its partitions have is not known.
  if (into->rows == 0 && source->rows != 0) {
    int64_t rows = source->rows, bytes = source->bytes;
    QName name = into->name;
    Table &filled = *state.edit<Table>(name);
    filled.rows = rows, filled.bytes = bytes;
    for (QName part : partitionsBelow(state, name))
      state.edit<Table>(part)->rows = -1;
  }
  return true;
}

/// Labels are kept as text, so that the enum may go.
static Type withoutEnum(Context &context, Type type) {
  if (!enumIn(type))
    return type;
  Type text = context.type(TypeKind::Text);
  return type.is(TypeKind::Array) ? context.arrayType(text) : text;
}

/// The archive has copies of the key columns and of the column, or, without a key, of all columns;
/// without any rule on them.
bool StepInterpreter::operator()(ArchiveColumnOp step) {
  if (!needColumn(step.column()))
    return false;
  const Table &table = *state.table(norm(step.column().table));
  QName into = norm(step.into());
  if (!needColumns(table, step.key()) || !needNamespace(into.ns) || !relationFree(into) ||
      !typeFree(into))
    return false;
  Table archive;
  archive.name = into;
  archive.range = op.range;
  std::vector<Name> columns = step.key();
  if (columns.empty())
    for (const Column &c : table.columns)
      columns.push_back(c.name);
  if (std::find(columns.begin(), columns.end(), step.column().sub) == columns.end())
    columns.push_back(step.column().sub);
  for (Name n : columns) {
    Column copy;
    copy.name = n;
    copy.type = withoutEnum(context, table.column(n)->type);
    copy.nullable = true;
    archive.columns.push_back(copy);
  }
  state.put(std::move(archive));
  return true;
}

bool StepInterpreter::operator()(RestoreColumnOp step) {
  if (!needColumn(step.column()))
    return false;
  const Table *archive = needTable(step.from());
  return archive && needColumns(*state.table(norm(step.column().table)), step.key()) &&
         needColumns(*archive, step.key()) && needColumns(*archive, {step.column().sub});
}

//===--- questions to the data, and what is not understood ----------------===//

bool StepInterpreter::operator()(GuardOp step) {
  return !step.has_table() || needTable(step.table());
}
bool StepInterpreter::operator()(VerifyOp step) { return needTable(step.table()); }

/// What it does is not known. Who proves something about a plan must look for these steps.
bool StepInterpreter::operator()(OpaqueOp) { return true; }

} // namespace schemac
