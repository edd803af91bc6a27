//===- EmitTrigger.cpp - Triggers as SQL ----------------------------------===//
#include "Emission.h"

namespace schemac::emitmysql {

/// Its name is one of the database, as that of a table is.
static std::string nameOf(const Emission &e, QName table, Name trigger) {
  return e.quote(QName{table.ns, trigger});
}

std::string createTrigger(const Emission &e, QName table, const Trigger &trigger) {
  const TriggerAction &a = *trigger.action;
  std::string_view event = a.onInsert ? "INSERT" : a.onUpdate ? "UPDATE" : "DELETE";
  std::string order = a.follows    ? " FOLLOWS " + e.quote(a.follows)
                      : a.precedes ? " PRECEDES " + e.quote(a.precedes)
                                   : "";
  return fmt::format("CREATE TRIGGER {} {} {} ON {} FOR EACH ROW{}\n{}",
                     nameOf(e, table, trigger.name),
                     a.timing == TriggerTiming::Before ? "BEFORE" : "AFTER", event, e.quote(table),
                     order, a.body.str());
}

void emit(CreateTriggerOp op, Emission &e) {
  Trigger trigger = op.def();
  trigger.name = op.path().sub;
  if (trigger.action && trigger.action->body)
    e.out.statements.push_back(createTrigger(e, op.path().table, trigger));
}

void emit(DropTriggerOp op, Emission &e) {
  e.add("DROP TRIGGER {}", nameOf(e, op.path().table, op.path().sub));
}

} // namespace schemac::emitmysql
