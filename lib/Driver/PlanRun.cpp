//===- PlanRun.cpp - From two states to a finished plan -------------------===//
#include "PlanRun.h"
#include "schemac/Analysis/Overruns.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Diff/Diff.h"
#include "schemac/Driver/Budget.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/ShareTables.h"
#include "schemac/IR/Whoever.h"
#include "schemac/Rules/Rules.h"
#include "schemac/Transforms/Transforms.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

/// A policy must belong to a role that the target names: which one whoever runs the plan is, nobody
/// knows, and what a state before says of it is true for whoever made that.
static bool namesRolesOfPolicies(const Schema &to, DiagEngine &diags) {
  bool all = true;
  for (const Table &t : to.tables())
    for (const Policy &p : t.policies)
      if (std::ranges::any_of(p.roles, isWhoever)) {
        diags.report(p.range, diag::err_plan_policy_role, p.name.str(), t.name.str());
        all = false;
      }
  return all;
}

int PlanRun::load() {
  FileId firstOfSource{session.sources.numBuffers()};
  session.keepsClosed = true;
  bool ok = session.load(fromName, from);
  session.markHistory(firstOfSource);
  ok &= session.load(toName, to);
  session.beginAnalysis();
  ok &= session.lower(from, to);
  if (!session.coverage) // a check looks at more states
    ok &= session.declaresVariables();
  if (!ok)
    return ExitUnreadable;
  shareTables(from.schema, to.schema);
  if (!session.chooseDialect(from, to))
    return ExitUsage;
  if (!session.proveSql(from) || !session.proveSql(to) ||
      !namesRolesOfPolicies(to.schema, session.diags))
    return ExitUnreadable;
  if (!session.readStatistics())
    return ExitUsage;
  session.applyStatistics(from.schema);
  if (session.coverage) {
    Schema target = to.schema; // of a check: it is no mistake to name what comes
    session.applyStatistics(target);
  } else {
    session.reportStatistics();
  }
  session.applyTraffic(from.schema);
  return ExitOk;
}

/// Tables that \p change gives another name, by the one that they have.
static std::map<QName, QName> renamedTables(const Plan &change) {
  std::map<QName, QName> now, first;
  for (const Phase &phase : change.phases)
    for (const Op &op : phase.steps) {
      QName before, after;
      if (auto rename = dynOp<RenameTableOp>(op))
        before = rename->table(), after = {before.ns, rename->to()};
      else if (auto move = dynOp<MoveTableOp>(op))
        before = move->table(), after = {move->to(), before.name};
      else
        continue;
      auto it = first.find(before);
      QName origin = it == first.end() ? before : it->second;
      first[after] = origin;
      now[origin] = after;
    }
  return now;
}

static DiffOptions diffOptions(const CommandLine &line, const SourceStyle *style) {
  auto split = [](const std::string &pair) {
    size_t eq = pair.find('=');
    return std::pair(pair.substr(0, eq), pair.substr(eq + 1));
  };
  DiffOptions options;
  options.style = style;
  for (const std::string &pair : line.all("rename")) {
    auto [old, now] = split(pair);
    options.renames.push_back({old, now});
  }
  for (const std::string &pair : line.all("not-renamed")) {
    auto [old, now] = split(pair);
    options.notRenames.push_back({old, now});
  }
  for (const std::string &pair : line.all("move")) {
    auto [old, now] = split(pair);
    options.moves.push_back({old, now});
  }
  for (const std::string &pair : line.all("backfill"))
    options.backfills.push_back(split(pair));
  options.confirmedDrops = line.all("confirm-drop");
  return options;
}

bool PlanRun::diff() {
  unsigned errors = session.diags.numErrors();
  DiffOptions options = diffOptions(session.line, to.style);
  options.mapped = std::move(to.mapped);
  options.closed = to.closed;
  options.wasClosed = from.closed;
  // Where what is made is closed by itself, nobody has to say so.
  options.tellsClosed =
      to.tellsClosed && from.tellsClosed && !from.unheld.contains("default privilege");
  options.toldWhatWasClosed = from.tellsClosed || from.isEmpty;
  declareIntents(to.schema, from.schema, options, session.context, session.diags);
  to.copiesSql = !options.backfills.empty();
  if (!session.proveSql(to))
    return false;
  if (to.schema.dialect.str() == "postgres" &&
      !sql::proveBackfills(from.schema, to.schema, session.diags))
    return false;
  session.reconcile(from, to);
  unit = std::make_unique<PlanUnit>(
      PlanUnit{session.context, session.diags, &from.schema, &to.schema, {}, {}, {}});
  unit->closed = from.closed;
  // Else nobody says that what is granted by itself is not meant.
  if (to.managed.has(Aspect::Grants))
    unit->defaultPrivileges = from.defaultPrivileges;
  const Dialect *dialect = findDialect(to.schema.dialect.str());
  std::erase_if(unit->defaultPrivileges, [&](const DefaultPrivilege &d) { // of a newer server's ALL
    return dialect && !dialect->hasPrivilege(targetWord({d.kind, PartKind::None, {}, {}}),
                                             d.privilege.str(), to.schema.version);
  });
  unit->plan = diffSchemas(from.schema, to.schema, session.context, session.diags, options);
  if (auto renamed = renamedTables(unit->plan); !renamed.empty())
    session.applyTraffic(from.schema, renamed);
  for (const Table &t : to.schema.tables())
    session.trafficSaid(t.name); // who names a table before it is there makes no mistake
  if (!session.coverage)
    session.reportTraffic();
  std::string name = session.line.value("name").value_or("");
  if (name.empty())
    name = llvm::sys::path::filename(session.line.value("out").value_or("plan")).str();
  unit->plan.name = session.context.name(name);
  unit->plan.dialect = to.schema.dialect;
  unit->plan.version = to.schema.version;
  readBudget(session.line, unit->options.budget); // the command line was checked
  unit->direct = unit->plan;
  return session.diags.numErrors() == errors;
}

bool PlanRun::lower() {
  to.schema.indexLike(from.schema);
  PassManager pm;
  buildPlanPipeline(pm, unit->plan.dialect.str());
  const auto &wanted = session.line.all("print-after");
  pm.afterPass = [&](const Pass &pass, const PlanUnit &u) {
    for (const std::string &name : wanted)
      if (name == "all" || name == pass.name()) {
        llvm::errs() << "// ----- after " << pass.name() << "\n";
        printSir(u.plan, llvm::errs());
      }
  };
  return pm.run(*unit) && keepsBurdens();
}

/// "the size of 'a' and 2 more is not known: taken for large"; empty when all are known that the
/// plan touches.
static std::string unknownSizes(const Plan &plan, const Schema &from) {
  std::vector<std::string> names;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps) {
      const Table *table = from.table(tableOf(op));
      if (!table || TableSize(*table).isKnown())
        continue;
      std::string name = "'" + table->name.str() + "'";
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    }
  if (names.empty())
    return {};
  constexpr size_t most = 3;
  size_t rest = names.size() > most ? names.size() - most : 0;
  names.resize(names.size() - rest);
  return fmt::format("the size of {}{} is not known: taken for large", fmt::join(names, ", "),
                     rest ? fmt::format(" and {} more", rest) : "");
}

/// "'orders' is hot, as --traffic says"; of tables that the plan locks.
static std::vector<std::string> saidTraffic(const Plan &plan, const Schema &from) {
  std::vector<std::string> list;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps) {
      const Table *table = from.table(tableOf(op));
      if (!table || table->traffic == Traffic::Normal)
        continue;
      std::string text = fmt::format("'{}' is {}", table->name.str(), trafficName(table->traffic));
      if (std::ranges::find(list, text) == list.end())
        list.push_back(std::move(text));
    }
  return list;
}

/// What is taken for granted of code that says the names of types which \p change renames.
/// One whose values change leaves its name to the one that takes its place.
static std::vector<std::string> assumedCasts(const Plan &change, const Schema &from,
                                             const Schema &to) {
  std::vector<std::string> list;
  for (const Phase &phase : change.phases)
    for (const Op &op : phase.steps) {
      bool renames = RenameEnumOp::classof(op) || MoveEnumOp::classof(op) ||
                     RenameTypeOp::classof(op) || MoveTypeOp::classof(op);
      QName name = renames ? std::get<QName>(op.fields[0]) : QName();
      bool stays = name && (to.enumType(name) || to.find<Domain>(name) ||
                            to.find<Composite>(name) || to.find<RangeType>(name));
      if (name && !stays && !columnsMadeOf(from, name).empty())
        list.push_back(
            fmt::format("no code casts to the type '{}' while it gets another name", name.str()));
    }
  return list;
}

static bool hasWayBack(const Plan &plan) {
  return std::ranges::none_of(plan.phases, [](const Phase &phase) {
    return std::ranges::any_of(
        phase.steps, [](const Op &op) { return op.reverseClass == ReverseClass::Irreversible; });
  });
}

void PlanRun::describe() {
  document.plan = &unit->plan;
  document.direct = &unit->direct;
  document.from = &from.schema;
  document.to = &to.schema;
  document.context = &session.context;
  document.sources = &session.sources;
  document.schemacVersion = Version;
  document.lockTimeoutMs = unit->options.lockTimeoutMs;
  document.proofs = {"target reached",
                     hasWayBack(unit->plan) ? "reverse from every step"
                                            : "reverse from every step that can be undone",
                     "old application served until the gate, new one from it"};
  const Dialect *dialect = findDialect(unit->plan.dialect.str());
  if (dialect && dialect->plansChanges() &&
      findOverruns(unit->plan, from.schema, unit->options.budget, session.context).empty())
    document.proofs.push_back("lock budget kept");
  if (dialect && !dialect->plansChanges() && !unit->plan.phases.empty())
    document.assumptions.push_back(
        fmt::format("what {} locks, and for how long, is not known here", dialect->display()));
  for (const LoadedState *state : {&from, &to})
    if (state->tainted)
      document.assumptions.push_back("statements that are not understood leave the schema alone");
  std::ranges::move(assumedCasts(unit->direct, from.schema, to.schema),
                    std::back_inserter(document.assumptions));
  std::ranges::move(saidTraffic(unit->plan, from.schema), std::back_inserter(document.assumptions));
  if (session.line.has("stats")) {
    document.assumptions.push_back("row counts from " + *session.line.value("stats"));
    if (std::string unknown = unknownSizes(unit->plan, from.schema); !unknown.empty())
      document.assumptions.push_back(unknown);
  } else if (from.isDatabase)
    document.assumptions.push_back("row counts as " + from.shown + " estimates them");
  else if (!from.isEmpty)
    document.assumptions.push_back("no statistics: every table is taken for a large one");
}

int PlanRun::compile() {
  if (int exit = load())
    return exit;
  std::string stop = session.line.value("stop-after").value_or("");
  printSchemas = stop == "parse" || session.line.value("emit") == "schema-ir";
  if (printSchemas)
    return ExitOk;
  bool sound = diff();
  if (stop == "diff")
    return sound ? ExitOk : ExitFindings;
  if (!sound)
    return ExitFindings;
  bool lowered = lower();
  runRules(*unit, session.ruleOptions);
  session.endAnalysis();
  if (!lowered)
    return ExitNoProof;
  if (stop != "lower")
    describe();
  return ExitOk;
}

bool PlanRun::hasOutput(int exit) const {
  return session.format() != "sarif" && exit == ExitOk && (printSchemas || unit);
}

void PlanRun::printSchemaIr(llvm::raw_ostream &os) const {
  printSir(from.schema, os);
  os << "\n";
  printSir(to.schema, os);
}

} // namespace schemac
