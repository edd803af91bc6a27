//===- InspectCommand.cpp - schemac inspect -------------------------------===//
#include "CommandStart.h"
#include "CommonOptions.h"
#include "OneState.h"
#include "StatementLocks.h"
#include "schemac/Frontend/History/History.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"to", "FORM", "sir (default), one of `schemac list forms`, history (files) or locks"},
    {"dialect", "NAME[:VERSION]", "postgres:16 (default: newest version)"},
    options::Format,
    options::Var,
    options::VarFile,
    options::Warnings,
    options::Color,
    options::Help,
};

/// "   2  V2__phone: 3 statements, 4 steps, 1 not understood"
static std::string listHistory(const history::History &h) {
  std::string text =
      fmt::format("{}: {} migrations\n", history::toolName(h.tool), h.migrations.size());
  size_t number = 0;
  for (const history::Migration &m : h.migrations) {
    size_t opaque = 0;
    for (const sql::Statement &s : m.script.statements)
      opaque += s.kind == sql::StatementKind::Opaque;
    text += fmt::format(
        "{:4}  {}: {} statements, {} steps{}{}{}\n", ++number, m.name, m.script.statements.size(),
        m.script.plan.numSteps(), opaque ? fmt::format(", {} not understood", opaque) : "",
        m.transaction ? "" : ", not in a transaction", m.repeatable ? ", repeatable" : "");
  }
  return text;
}

int runInspect(std::span<const char *const> arguments) {
  CommandLine line;
  static constexpr Usage Said{"inspect", "STATE [options]", "",
                              "schemac inspect prisma/migrations --to sql"};
  if (std::optional<int> exit = startCommand(line, arguments, Specs, Said))
    return *exit;
  if (line.positional.size() != 1)
    return usageError("inspect", "one STATE is needed");
  bool files = line.value("to") == "history", locks = line.value("to") == "locks";
  std::string error;
  const Form *form = files || locks ? nullptr : chosenForm(line, "sir", error);
  if (!files && !locks && !form)
    return usageError("inspect", error);
  Session session(line);
  session.keepsClosed = form && form->saysClosed();
  LoadedState state;
  int exit = loadOne(session, line.positional.front(), state);
  std::string text;
  if (exit == ExitOk && form)
    text = writeState(session, state, *form);
  session.printDiagnostics(llvm::outs());
  if (exit != ExitOk)
    return exit;
  if (!form && !state.history)
    return usageError("inspect",
                      fmt::format("--to {} is of a folder of migrations", *line.value("to")));
  if (files)
    text = listHistory(*state.history);
  if (locks)
    text = statementLocks(session.sources, *state.history, session.context, state.schema.version);
  llvm::outs() << text;
  return session.diags.hasErrors() ? ExitFindings : ExitOk;
}

} // namespace schemac
