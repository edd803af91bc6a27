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

void emit(CreateTriggerOp op, Emission &e) {
  Trigger trigger = op.def();
  trigger.name = op.path().sub;
  addTrigger(e, op.path().table, trigger, e.before.table(op.path().table));
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
