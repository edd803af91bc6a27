//===- EmitFunction.cpp - Functions and declared triggers as SQL ----------===//
//
// Bodies are not checked when a function is made: what they name may come later in the plan.
//
//===----------------------------------------------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "KeptAccess.h"
#include "Triggers.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/TriggerSwitch.h"

namespace schemac::emitpg {

std::string functionSignature(const Spelling &s, const Function &f) {
  std::string types;
  for (const FunctionArg &a : f.args)
    if (a.mode != ArgMode::Out)
      types += (types.empty() ? "" : ", ") + s.typeName(a.type);
  return s.quote(f.bare()) + "(" + types + ")";
}

namespace {

std::string argDef(const Spelling &s, const FunctionArg &a) {
  static constexpr std::string_view modes[] = {"", "OUT ", "INOUT ", "VARIADIC "};
  std::string out(modes[size_t(a.mode)]);
  if (a.name)
    out += s.quote(a.name) + " ";
  out += s.typeName(a.type);
  return a.defaultExpr ? out + " DEFAULT " + a.defaultExpr.string() : out;
}

std::string argDefs(const Spelling &s, const std::vector<FunctionArg> &args) {
  std::string out;
  for (const FunctionArg &a : args)
    out += (out.empty() ? "" : ", ") + argDef(s, a);
  return out;
}

std::string resultDef(const Spelling &s, const Function &f) {
  if (f.returnsTrigger)
    return " RETURNS trigger";
  if (!f.table.empty())
    return fmt::format(" RETURNS TABLE ({})", argDefs(s, f.table));
  if (!f.returns)
    return "";
  return fmt::format(" RETURNS {}{}", f.returnsSet ? "SETOF " : "", s.typeName(f.returns));
}

std::string attributes(const Spelling &s, const Function &f) {
  std::string out = " LANGUAGE " + s.quote(f.language);
  if (f.volatility != Volatile::Volatile)
    out += f.volatility == Volatile::Stable ? " STABLE" : " IMMUTABLE";
  if (f.strict)
    out += " STRICT";
  if (f.securityDefiner)
    out += " SECURITY DEFINER";
  if (f.leakproof)
    out += " LEAKPROOF";
  if (f.parallel != Parallel::Unsafe)
    out += f.parallel == Parallel::Safe ? " PARALLEL SAFE" : " PARALLEL RESTRICTED";
  for (const auto &[setting, value] : f.settings)
    out += fmt::format("\n  SET {} = {}", setting.str(), value.str());
  return out;
}

Probe functionFact(const Spelling &s, const Function &f) {
  std::string name = functionSignature(s, f);
  return {
      "function " + name, true, fmt::format("to_regprocedure({}) IS NOT NULL", s.text(name)), {}};
}

/// Without line breaks of ours: a server keeps a body to the letter.
std::string exactlyQuoted(std::string_view body) {
  std::string quoted = dollarQuote(body);
  std::string tag = quoted.substr(0, quoted.find('$', 1) + 1);
  return fmt::format("{0}{1}{0}", tag, body);
}

void define(Emission &e, const Function &f, std::string_view create) {
  if (hasTreeBody(f)) {
    e.add("{} {} {}({}){}{}\n{}", create, f.procedure ? "PROCEDURE" : "FUNCTION", e.quote(f.bare()),
          argDefs(e, f.args), resultDef(e, f), attributes(e, f), f.body.str());
    return;
  }
  e.add("SET LOCAL check_function_bodies = off");
  e.add("{} {} {}({}){}{} AS {}", create, f.procedure ? "PROCEDURE" : "FUNCTION", e.quote(f.bare()),
        argDefs(e, f.args), resultDef(e, f), attributes(e, f), exactlyQuoted(f.body.str()));
}

} // namespace

void emit(CreateFunctionOp op, Emission &e) {
  define(e, op.function(), "CREATE");
  std::string made = functionSignature(e, op.function());
  if (const Function *like = e.before.functions().find(op.like()))
    e.out.statements.push_back(keepFunctionAccess(e, functionSignature(e, *like), "ROUTINE", made));
  if (op.remade() || op.like())
    e.out.statements.push_back(restoreAccess(e, made));
  e.nowPresent(functionFact(e, op.function()));
}

/// A procedure has none of what is kept here, and a trigger is called without being weighed.
void emit(ReplaceFunctionOp op, Emission &e) {
  const Function &f = op.function();
  bool weighed = !f.procedure && !f.returnsTrigger;
  if (weighed)
    e.out.statements.push_back(keepFunctionCosts(e, functionSignature(e, f)));
  define(e, f, "CREATE OR REPLACE");
  if (weighed)
    e.out.statements.push_back(restoreAccess(e, functionSignature(e, f)));
}

void emit(DropFunctionOp op, Emission &e) {
  const Function *f = e.before.functions().find(op.function());
  if (!f) { // a plan without its source: the name says the arguments as .sir does
    e.add("DROP ROUTINE {}", op.function().str());
    return;
  }
  std::string_view word = f->procedure ? "PROCEDURE" : "FUNCTION";
  if (op.remade()) { // a function may become a procedure, and the script be run again after that
    word = "ROUTINE";
    std::string gone = functionSignature(e, *f);
    e.out.statements.push_back(keepFunctionAccess(e, gone, word, gone, f));
  }
  e.add("DROP {} {}", word, functionSignature(e, *f));
  e.nowAbsent(functionFact(e, *f));
}

/// What is kept of the one that steps aside is said again of the one that takes over its name.
void emit(RenameFunctionOp op, Emission &e) {
  const Function *f = e.before.functions().find(op.function());
  if (!f) { // a plan without its source: the name says the arguments as .sir does
    e.add("ALTER ROUTINE {} RENAME TO {}", op.function().str(), e.quote(op.to()));
    return;
  }
  Function renamed = *f;
  renamed.called = op.to();
  std::string_view word = f->procedure ? "PROCEDURE" : "FUNCTION";
  std::string gone = functionSignature(e, *f);
  if (op.remade())
    e.out.statements.push_back(keepFunctionAccess(e, gone, "ROUTINE", gone));
  e.add("ALTER {} {} RENAME TO {}", word, functionSignature(e, *f), e.quote(op.to()));
  if (op.remade())
    e.out.statements.push_back(restoreAccess(e, functionSignature(e, renamed)));
  e.nowAbsent(functionFact(e, *f));
  e.nowPresent(functionFact(e, renamed));
}

void emit(MoveFunctionOp op, Emission &e) {
  std::string ns = e.quote(e.nsOf({op.to(), op.function().name}));
  const Function *f = e.before.functions().find(op.function());
  if (!f) { // a plan without its source: the name says the arguments as .sir does
    e.add("ALTER ROUTINE {} SET SCHEMA {}", op.function().str(), ns);
    return;
  }
  Function moved = *f;
  moved.name.ns = op.to();
  e.add("ALTER {} {} SET SCHEMA {}", f->procedure ? "PROCEDURE" : "FUNCTION",
        functionSignature(e, *f), ns);
  e.nowAbsent(functionFact(e, *f));
  e.nowPresent(functionFact(e, moved));
}

//===--- triggers ---------------------------------------------------------===//

namespace {

std::string events(const Spelling &s, const TriggerAction &a) {
  std::string out;
  auto event = [&](bool on, const std::string &text) {
    if (on)
      out += (out.empty() ? "" : " OR ") + text;
  };
  event(a.onInsert, "INSERT");
  event(a.onUpdate, a.updateOf.empty() ? "UPDATE" : "UPDATE OF " + s.list(a.updateOf));
  event(a.onDelete, "DELETE");
  event(a.onTruncate, "TRUNCATE");
  return out;
}

} // namespace

/// Whether it fires.
static void addSwitch(Emission &e, QName table, const Trigger &t) {
  static constexpr std::string_view enabled[] = {"ENABLE", "DISABLE", "ENABLE REPLICA",
                                                 "ENABLE ALWAYS"};
  e.add("ALTER TABLE {} {} TRIGGER {}", e.quote(table), enabled[size_t(t.action->enabled)],
        e.quote(t.name));
}

void addDeclaredTrigger(Emission &e, QName table, const Trigger &t, const Trigger *old) {
  if (old && onlySwitched(*old, t))
    return addSwitch(e, table, t);
  const TriggerAction &a = *t.action;
  std::string sql = fmt::format("CREATE {}{}TRIGGER {} {} {} ON {}", old ? "OR REPLACE " : "",
                                a.constraint ? "CONSTRAINT " : "", e.quote(t.name),
                                a.timing == TriggerTiming::Before ? "BEFORE" : "AFTER",
                                events(e, a), e.quote(table));
  if (a.fromTable)
    sql += " FROM " + e.quote(a.fromTable);
  if (a.deferrable)
    sql += a.initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
  if (a.oldTable || a.newTable)
    sql += " REFERENCING";
  if (a.oldTable)
    sql += " OLD TABLE AS " + e.quote(a.oldTable);
  if (a.newTable)
    sql += " NEW TABLE AS " + e.quote(a.newTable);
  sql += a.forEachRow ? "\n  FOR EACH ROW" : "\n  FOR EACH STATEMENT";
  if (a.when)
    sql += fmt::format(" WHEN ({})", a.when.str());
  sql += fmt::format(" EXECUTE FUNCTION {}(", e.quote(a.function));
  for (size_t i = 0; i < a.args.size(); ++i)
    sql += (i ? ", " : "") + e.text(a.args[i].str());
  e.out.statements.push_back(sql + ")");
  bool stays = !old || !old->action || old->action->enabled == TriggerEnabled::Origin;
  if (a.enabled != TriggerEnabled::Origin || !stays)
    addSwitch(e, table, t);
}

} // namespace schemac::emitpg
