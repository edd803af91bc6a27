//===- InspectCommand.cpp - schemac inspect -------------------------------===//
#include "schemac/Dialect/Dialect.h"
#include "schemac/Diff/Diff.h"
#include "schemac/Driver/Session.h"
#include "schemac/Emit/Emit.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Sir.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"format", "FORM",
     "sir (default): the schema; sql: statements that make it; history: the files"},
    {"dialect", "NAME[:VERSION]", "postgres:16 (default: newest version)"},
    {"W", "…", "-Wno-RULE, -Werror=RULE, -Werror; RULE may be a family", true},
    {"color", "WHEN", "auto (default), always or never"},
    {"help", "", "print this"},
};

static int usageError(std::string_view message) {
  llvm::errs() << "schemac inspect: " << message << "\n       schemac inspect --help tells more\n";
  return ExitUsage;
}

/// The statements of the plain steps from nothing.
static void printStatements(Session &session, const Schema &schema) {
  Schema state;
  state.dialect = schema.dialect;
  state.version = schema.version;
  const Emitter *emitter = findEmitter(schema.dialect.str());
  Plan plan = diffSchemas(state, schema, session.context, session.diags, {});
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps) {
      for (const std::string &statement : emitter->emit(op, state, schema.version).statements)
        llvm::outs() << statement << ";\n";
      apply(op, state, session.context, nullptr);
    }
}

/// "   2  V2__phone: 3 statements, 4 steps, 1 not understood"
static void printHistory(const history::History &h) {
  llvm::outs() << fmt::format("{}: {} migrations\n", history::toolName(h.tool),
                              h.migrations.size());
  size_t number = 0;
  for (const history::Migration &m : h.migrations) {
    size_t opaque = 0;
    for (const sql::Statement &s : m.script.statements)
      opaque += s.kind == sql::StatementKind::Opaque;
    llvm::outs() << fmt::format(
        "{:4}  {}: {} statements, {} steps{}{}{}\n", ++number, m.name, m.script.statements.size(),
        m.script.plan.numSteps(), opaque ? fmt::format(", {} not understood", opaque) : "",
        m.transaction ? "" : ", not in a transaction", m.repeatable ? ", repeatable" : "");
  }
}

int runInspect(std::span<const char *const> arguments) {
  CommandLine line;
  if (!line.parse(arguments, Specs))
    return usageError(line.error);
  if (line.has("help")) {
    llvm::outs() << "usage: schemac inspect STATE [options]\n\n"
                 << describeOptions(Specs) << "\nexample: schemac inspect prisma/migrations\n";
    return ExitOk;
  }
  std::string form = line.value("format").value_or("sir");
  if (line.positional.size() != 1)
    return usageError("one STATE is needed");
  if (form != "sir" && form != "sql" && form != "history")
    return usageError("--format is sir, sql or history");
  Session session(line);
  LoadedState state, none;
  bool ok = session.load(line.positional.front(), state);
  session.beginAnalysis();
  ok = session.lower(none, state) && ok;
  if (ok && !session.chooseDialect(none, state))
    return session.printDiagnostics(llvm::outs()), ExitUsage;
  session.leaveTools(state, none.schema);
  session.printDiagnostics(llvm::outs());
  if (!ok)
    return ExitUnreadable;
  if (form == "history" && !state.history)
    return usageError("--format history is of a folder of migrations");
  session.dropUsualOwners(state);
  if (!state.schema.name)
    state.schema.name = session.context.name("schema");
  if (form == "sir")
    printSir(state.schema, llvm::outs());
  else if (form == "sql")
    printStatements(session, state.schema);
  else
    printHistory(*state.history);
  return session.diags.hasErrors() ? ExitFindings : ExitOk;
}

} // namespace schemac
