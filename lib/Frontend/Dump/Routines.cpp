//===- Routines.cpp - Triggers, functions and procedures ------------------===//
#include "Reader.h"
#include "schemac/Frontend/Dump/Diags.h"
#include "schemac/IR/Signatures.h"
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

//===--- functions and procedures -----------------------------------------===//

const Function *Reader::routine(QName n, bool procedure) const {
  for (const Function &f : out.functions())
    if (f.bare() == n && f.procedure == procedure)
      return &f;
  return nullptr;
}

/// Behind a type stands what the routine does, so that only words of types are a part of it.
Type Reader::routineType(Cursor &c, const Function &f) {
  size_t from = c.mark();
  c.accept("national");
  c.next();
  while (c.atSymbol("(") ||
         c.atAny({"precision", "varying", "varchar", "unsigned", "signed", "zerofill"}))
    if (c.atSymbol("("))
      c.skipGroup();
    else
      c.next();
  Type t = dialect.canonical(context, context.nativeType(c.since(from)));
  bool said = false;
  while (c.accept("charset") || c.accept({"character", "set"}) || c.accept("collate")) {
    c.next();
    said = true;
  }
  if (said)
    leftOut(f.range, fmt::format("the character set of a text of '{}'", f.called.str()));
  return t;
}

void Reader::arguments(Cursor &c, Function &f) {
  if (!expectSymbol(c, "(") || c.acceptSymbol(")"))
    return;
  do {
    FunctionArg a;
    a.mode = c.accept("out") ? ArgMode::Out : c.accept("inout") ? ArgMode::InOut : ArgMode::In;
    if (a.mode == ArgMode::In)
      c.accept("in");
    a.name = name(c).value_or(Name());
    a.type = routineType(c, f);
    f.args.push_back(a);
  } while (!failed && c.acceptSymbol(","));
  expectSymbol(c, ")");
}

/// What stands between the result and the body, in any order.
bool Reader::characteristic(Cursor &c, Function &f) {
  auto access = [&](std::initializer_list<std::string_view> words, DataAccess meant) {
    bool there = c.accept(words);
    if (there)
      f.dataAccess = meant;
    return there;
  };
  if (access({"contains", "sql"}, DataAccess::ContainsSql) ||
      access({"no", "sql"}, DataAccess::NoSql) ||
      access({"reads", "sql", "data"}, DataAccess::ReadsSqlData) ||
      access({"modifies", "sql", "data"}, DataAccess::ModifiesSqlData))
    return true;
  if (c.accept("comment")) {
    f.comment = text(c);
    return true;
  }
  if (c.accept({"sql", "security", "invoker"})) {
    f.securityDefiner = false;
    return true;
  }
  bool negated = c.accept({"not", "deterministic"});
  if (negated || c.accept("deterministic")) {
    f.volatility = negated ? Volatile::Volatile : Volatile::Immutable;
    return true;
  }
  return c.accept({"language", "sql"}) || c.accept({"sql", "security", "definer"});
}

/// Dumps drop what they make again.
void Reader::dropRoutine(Cursor &c, bool procedure) {
  c.accept({"if", "exists"});
  if (const Function *f = routine(qname(c), procedure))
    out.remove<Function>(f->name);
}

void Reader::alterRoutine(Cursor &c, bool procedure) {
  SourceRange at = c.here();
  QName n = qname(c);
  const Function *old = routine(n, procedure);
  if (!old)
    return void(
        diags.report(at, diag::err_dump_unknown, procedure ? "procedure" : "function", n.str()));
  Function f = *old;
  while (!failed && characteristic(c, f)) {
  }
  if (!c.done())
    return expected(c, "the end of the statement");
  out.put(std::move(f));
}

void Reader::createRoutine(Cursor &c, bool procedure, bool replace) {
  if (!isMySql())
    return expected(c, "TABLE, INDEX, VIEW or TRIGGER");
  size_t from = c.mark();
  bool unless = c.accept({"if", "not", "exists"});
  QName n = qname(c);
  Function f;
  f.called = n.name;
  f.procedure = procedure;
  f.securityDefiner = true; // when nothing is said
  f.range = c.range(from);
  if (c.at("returns")) // what a shared library does
    return leftOut(f.range, fmt::format("the loadable function '{}'", n.str()));
  arguments(c, f);
  if (!procedure && !failed && expect(c, "returns"))
    f.returns = routineType(c, f);
  while (!failed && characteristic(c, f)) {
  }
  if (failed || c.done())
    return expected(c, "what the routine does");
  f.body = expr(c.rest());
  f.name = {n.ns, context.name(functionSignature(f))};
  if (const Function *old = routine(n, procedure)) {
    if (unless)
      return;
    if (!replace)
      return void(diags.report(
          f.range, diag::err_dump_statement, dialect.display(),
          fmt::format("{} '{}' is there already", procedure ? "procedure" : "function", n.str())));
    out.remove<Function>(old->name);
  }
  for (const Function &other : out.functions()) // a state has one of both
    if (other.bare() == f.bare())
      return leftOut(f.range, fmt::format("{} '{}' beside {} of that name",
                                          procedure ? "procedure" : "function", n.str(),
                                          other.procedure ? "a procedure" : "a function"));
  out.put(std::move(f));
}

} // namespace schemac::dump
