//===- Routines.cpp - Triggers, functions and procedures ------------------===//
#include "Reader.h"
#include "schemac/Frontend/Dump/Diags.h"
#include <fmt/format.h>

namespace schemac::dump {

void Reader::createTrigger(Cursor &c) {
  size_t from = c.mark();
  c.accept({"if", "not", "exists"});
  Trigger x;
  x.kind = TriggerKind::User;
  x.name = qname(c).name;
  x.range = c.range(from);
  TriggerAction a;
  if (c.at("instead"))
    return leftOut(x.range, "an INSTEAD OF trigger");
  bool after = c.accept("after"); // SQLite: BEFORE when nothing is said
  c.accept("before");
  a.timing = after ? TriggerTiming::After : TriggerTiming::Before;
  a.onInsert = c.accept("insert");
  a.onDelete = !a.onInsert && c.accept("delete");
  a.onUpdate = !a.onInsert && !a.onDelete && c.accept("update");
  if (!a.onInsert && !a.onDelete && !a.onUpdate)
    return expected(c, "INSERT, UPDATE or DELETE");
  if (a.onUpdate && c.accept("of"))
    do
      a.updateOf.push_back(name(c).value_or(Name()));
    while (!failed && c.acceptSymbol(","));
  if (!expect(c, "on"))
    return;
  SourceRange at = c.here();
  QName n = qname(c);
  c.accept({"for", "each", "row"});
  a.forEachRow = true;
  if (c.accept("follows"))
    a.follows = name(c).value_or(Name());
  else if (c.accept("precedes"))
    a.precedes = name(c).value_or(Name());
  if (c.accept("when")) {
    size_t condition = c.mark();
    bool grouped = c.atSymbol("(");
    std::string_view inner = grouped ? c.group() : std::string_view();
    if (!grouped || !c.at("begin")) {
      while (!c.done() && !c.at("begin"))
        c.next();
      inner = c.since(condition);
    }
    a.when = expr(inner);
  }
  if (failed || c.done())
    return expected(c, "what the trigger does");
  a.body = expr(c.rest());
  Table *t = out.edit<Table>(n);
  if (!t && out.find<View>(n))
    return leftOut(x.range, "a trigger on a view");
  if (!t)
    return void(diags.report(at, diag::err_dump_unknown, "table", n.str()));
  x.action = std::make_shared<const TriggerAction>(std::move(a));
  t->triggers.push_back(std::move(x));
}

void Reader::createRoutine(Cursor &c, bool procedure) {
  size_t from = c.mark();
  if (!isMySql())
    return expected(c, "TABLE, INDEX, VIEW or TRIGGER");
  c.accept({"if", "not", "exists"});
  QName n = qname(c);
  leftOut(c.range(from), fmt::format("{} '{}'", procedure ? "procedure" : "function", n.str()));
}

} // namespace schemac::dump
