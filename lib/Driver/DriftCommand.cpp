//===- DriftCommand.cpp - schemac drift -----------------------------------===//
#include "CommandStart.h"
#include "CommonOptions.h"
#include "schemac/Diff/Diff.h"
#include "schemac/Diff/Drift.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Session.h"
#include "schemac/IR/Access.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <deque>
#include <fmt/core.h>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"dialect", "NAME[:VERSION]", "postgres:16 (default: the database's)"},
    options::Var,
    options::VarFile,
    options::Warnings,
    {"format", "FORM", "text (default), json or sarif"},
    options::Color,
    options::Help,
};

static void report(Session &session, const Drift &d, std::string_view where) {
  switch (d.kind) {
  case Drift::Missing:
    session.diags.report(d.range, diag::warn_drift_missing, d.what, where);
    break;
  case Drift::Extra:
    session.diags.report(d.range, diag::warn_drift_extra, d.what, where);
    break;
  case Drift::Changed:
    session.diags.report(d.range, diag::warn_drift_changed, d.what, where, d.how);
    break;
  }
}

/// What schemac does not hold is told by name alone: how it is defined is not known.
static void compareUnheld(const LoadedState &reference, const LoadedState &actual,
                          std::vector<Drift> &out) {
  if (!reference.isDatabase || !actual.isDatabase)
    return;
  auto add = [&](Drift::Kind kind, const LoadedState &in, const LoadedState &other) {
    for (const auto &[what, names] : in.unheld)
      for (const std::string &name : names)
        if (auto there = other.unheld.find(what);
            there == other.unheld.end() || !llvm::is_contained(there->second, name))
          out.push_back({kind, fmt::format("{} '{}'", what, name), {}, {}});
  };
  add(Drift::Missing, reference, actual);
  add(Drift::Extra, actual, reference);
}

/// What everybody lacks of one, and not of the other.
static void compareClosed(const LoadedState &reference, const LoadedState &actual, Context &context,
                          std::vector<Drift> &out) {
  if (!reference.tellsClosed || !actual.tellsClosed)
    return;
  auto add = [&](const LoadedState &closed, const LoadedState &open, std::string_view how) {
    for (const Op &op : closed.closed) {
      if (isOfPublic(op))
        continue;
      const Target target = RevokeOp(op).target();
      bool isThere = false;
      SourceRange range;
      forEachKind([&]<class T>() {
        if (kindId<T>() != target.kind)
          return;
        isThere = open.schema.find<T>(target.object) != nullptr;
        if (const T *e = reference.schema.find<T>(target.object))
          range = e->range;
      });
      bool same = std::ranges::any_of(open.closed, [&](const Op &o) {
        return !isOfPublic(o) && RevokeOp(o).target() == target;
      });
      if (isThere && !same)
        out.push_back({Drift::Changed,
                       fmt::format("{} '{}'", targetWord(target), targetName(target)),
                       std::string(how), range});
    }
  };
  if (reference.isDatabase && actual.isDatabase) { // a file need not say it
    Namespace wants = publicAfter(reference.closed, reference.schema.version, context);
    Namespace has = publicAfter(actual.closed, actual.schema.version, context);
    has.owner = wants.owner = has.owner ? has.owner : wants.owner;
    if (!sameAccess(wants, has))
      out.push_back({Drift::Changed, "namespace 'public'", "has other privileges", {}});
  }
  add(reference, actual, "is open to everybody");
  add(actual, reference, "is closed to everybody");
}

/// How many differences are left to be told: those of -Wno-drift and of comments are not.
static size_t told(const Session &session) {
  size_t count = 0;
  for (const Diagnostic &d : session.diags.pending())
    count += ruleFamily(d.info->rule) == "drift";
  return count;
}

/// Loads the states, the reference first, each compared with it. The exit code.
static int compare(Session &session, const std::vector<std::string> &names) {
  std::deque<LoadedState> states(names.size());
  session.keepsClosed = true;
  bool ok = session.load(names[0], states[0]);
  session.beginAnalysis();
  LoadedState none;
  ok = session.lower(none, states[0]) && ok;
  for (size_t i = 1; i < names.size(); ++i) {
    ok = session.load(names[i], states[i]) && ok;
    ok = session.lower(none, states[i]) && ok;
  }
  ok = session.declaresVariables() && ok;
  if (!ok)
    return ExitUnreadable;
  for (size_t i = 1; i < names.size(); ++i) {
    // What a form cannot say of one database is not said of another: each gets its own reference.
    LoadedState reference = states[0];
    LoadedState &actual = states[i];
    if (!session.chooseDialect(actual, reference))
      return ExitUsage;
    if (!session.proveSql(actual) || (i == 1 && !session.proveSql(reference)))
      return ExitUnreadable;
    session.reconcile(actual, reference);
    session.reconcile(reference, actual);
    std::string where = actual.shown.empty() ? names[i] : actual.shown;
    std::vector<Drift> found = findDrift(reference.schema, actual.schema);
    compareUnheld(reference, actual, found);
    compareClosed(reference, actual, session.context, found);
    for (const Drift &d : found)
      report(session, d, where);
  }
  return told(session) ? ExitFindings : ExitOk;
}

int runDrift(std::span<const char *const> arguments) {
  CommandLine line;
  static constexpr Usage Said{
      "drift", "STATE STATE… [options]",
      "Compares each state with the first one. Exits 1 when one differs.\n\n",
      "schemac drift prisma/schema.prisma postgres://staging/app postgres://production/app"};
  if (std::optional<int> exit = startCommand(line, arguments, Specs, Said))
    return *exit;
  if (line.positional.size() < 2)
    return usageError("drift", "two STATEs are needed, or more");
  std::string format = line.value("format").value_or("text");
  if (format != "text" && format != "json" && format != "sarif")
    return usageError("drift", "--format is text, json or sarif");
  Session session(line);
  int exit = compare(session, line.positional);
  size_t differences = told(session);
  session.printDiagnostics(llvm::outs());
  if (format == "text" && exit != ExitUnreadable && exit != ExitUsage)
    llvm::outs() << (differences ? fmt::format("{} difference{}\n", differences,
                                               differences == 1 ? "" : "s")
                                 : std::string("no differences\n"));
  return exit == ExitOk && session.diags.hasErrors() ? ExitFindings : exit;
}

} // namespace schemac
