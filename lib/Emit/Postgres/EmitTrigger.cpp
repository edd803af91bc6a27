//===- EmitTrigger.cpp - Helper triggers as SQL ---------------------------===//
//
// Triggers of a table fire in the order of their names: `zzz_` makes ours the last, so that it sees
// what others changed. It has no list of columns, which would hide such changes.
//
//===----------------------------------------------------------------------===//
#include "Facts.h"
#include "TriggerBody.h"
#include "Triggers.h"
#include <algorithm>

namespace schemac::emitpg {

namespace {

constexpr std::string_view sortsLast = "zzz_";

/// The session's search_path must not decide what a name in an expression means. The author's
/// expressions may use what the table's own namespace, the default one and extensions hold.
std::string pinnedPath(const Emission &e, QName table) {
  std::vector<std::string_view> path = {e.nsOf(table), e.dialect.defaultNamespace()};
  for (const Extension &x : e.before.extensions())
    if (x.schema)
      path.push_back(x.schema.str());
  std::string out;
  for (size_t i = 0; i < path.size(); ++i)
    if (std::find(path.begin(), path.begin() + i, path[i]) == path.begin() + i)
      out += e.quote(path[i]) + ", ";
  return out + "pg_temp";
}

std::string functionName(const Spelling &s, Name trigger) {
  std::string_view name = trigger.str();
  if (name.starts_with(sortsLast))
    return s.quote(name.substr(sortsLast.size()));
  constexpr std::string_view suffix = "_fn";
  return s.quote(
      std::string(name.substr(0, s.dialect.maxIdentifierBytes() - suffix.size())).append(suffix));
}

} // namespace

std::string triggerFunction(const Spelling &s, QName table, Name trigger) {
  return s.quote(s.nsOf(table)) + "." + functionName(s, trigger);
}

void addTrigger(Emission &e, QName table, const Trigger &trigger, const Table *state) {
  if (trigger.action)
    return addDeclaredTrigger(e, table, trigger);
  std::string function = triggerFunction(e, table, trigger.name);
  e.add("CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql\nSET search_path = {} AS "
        "{}",
        function, pinnedPath(e, table), dollarQuote(triggerBody(e, table, trigger, state)));
  e.add("CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {}\n  FOR EACH ROW EXECUTE FUNCTION {}()",
        e.quote(trigger.name), e.quote(table), function);
}

/// What is told of one of two columns that take turns is told of the other, in the table and in
/// those below it: how much ANALYZE collects of it, and how many different values it may take it to
/// have. No state holds that, and on the way back it is the first column that is new.
static void shareStatistics(Emission &e, QName table, const Trigger &trigger) {
  e.add("DO {}",
        dollarQuote(fmt::format(
            R"(DECLARE
  share text;
BEGIN
  FOR share IN
    WITH RECURSIVE family AS (
      SELECT to_regclass({0})::oid AS oid UNION SELECT i.inhrelid FROM pg_inherits i JOIN family f ON i.inhparent = f.oid
    ), pair AS (
      SELECT f.oid::regclass AS rel, b.attname AS other, a.attoptions AS options, b.attoptions AS others,
             coalesce(a.attstattarget, -1) AS target, coalesce(b.attstattarget, -1) AS target_of_other
      FROM family f JOIN pg_attribute a ON a.attrelid = f.oid JOIN pg_attribute b ON b.attrelid = f.oid
      WHERE (a.attname, b.attname) IN (({1}, {2}), ({2}, {1}))
    )
    SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STATISTICS %s', rel, other, target) FROM pair
    WHERE target <> -1 AND target_of_other = -1
    UNION ALL
    SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET (%s)', rel, other, array_to_string(options, ', ')) FROM pair
    WHERE options IS NOT NULL AND others IS NULL
  LOOP
    EXECUTE share;
  END LOOP;
END)",
            e.literal(table), e.text(trigger.oldColumn.str()), e.text(trigger.newColumn.str()))));
}

void emit(CreateTriggerOp op, Emission &e) {
  Trigger trigger = op.def();
  trigger.name = op.path().sub;
  addTrigger(e, op.path().table, trigger, e.before.table(op.path().table));
  if (!trigger.action && trigger.oldColumn && trigger.newColumn)
    shareStatistics(e, op.path().table, trigger);
  e.nowPresent(triggerFact(e, op.path()));
}

void emit(ReplaceTriggerOp op, Emission &e) {
  Trigger trigger = op.def();
  trigger.name = op.path().sub;
  const Table *t = e.before.table(op.path().table);
  const Trigger *old = t ? t->trigger(trigger.name) : nullptr;
  addDeclaredTrigger(e, op.path().table, trigger, old ? old : &trigger);
}

void emit(DropTriggerOp op, Emission &e) {
  e.add("DROP TRIGGER {} ON {}", e.quote(op.path().sub), e.quote(op.path().table));
  const Table *t = e.before.table(op.path().table);
  const Trigger *trigger = t ? t->trigger(op.path().sub) : nullptr;
  if (!trigger || !trigger->action)
    e.add("DROP FUNCTION {}()", triggerFunction(e, op.path().table, op.path().sub));
  e.nowAbsent(triggerFact(e, op.path()));
}

} // namespace schemac::emitpg
