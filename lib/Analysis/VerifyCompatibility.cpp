//===- VerifyCompatibility.cpp - Applications work at every state ---------===//
//
// Before the gate every state must serve the application that is running, after it the one that was
// deployed, and the state at the gate both. States are looked at where a transaction ends, and only
// at the tables that it touched.
//
//===----------------------------------------------------------------------===//
#include "PlanWalk.h"
#include "Serves.h"
#include "Upserts.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Analysis/Verify.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <set>

namespace schemac {
namespace {

class CompatibilityVerifier {
public:
  CompatibilityVerifier(const Plan &plan, const Schema &from, const Schema &to, Context &context,
                        DiagEngine &diags)
      : plan(plan), to(to), state(from), context(context), diags(diags),
        dialect(findDialect(plan.dialect ? plan.dialect.str() : "postgres")), runningSchema(from),
        deployedSchema(withoutMoves(to)),
        running{runningSchema, {}, dialect, &context, plan.version},
        deployed{deployedSchema, {}, dialect, &context, plan.version} {}
  bool run();

private:
  Schema withoutMoves(Schema schema) const;
  void follow(const Op &op);
  bool transaction(std::span<const PlanStep> steps);
  std::span<const PlanStep> nextTransaction(std::span<const PlanStep> rest);
  std::set<QName> touched(const Journal &journal) const;
  void gate(const Gate *gate);
  void upserts(std::span<const PlanStep> steps, const Table &known);
  void upsertsAtGate(const Gate *gate, const Table &known);
  bool noticeUpsert(const Table &known, const UpsertKey &key);
  void report(std::span<const PlanStep> steps, QName table, const Refusal &refusal);

  const Plan &plan;
  const Schema &to;
  Schema state;
  Context &context;
  DiagEngine &diags;
  const Dialect *dialect;
  Schema runningSchema, deployedSchema; ///< with functions where they are in the state
  Application running, deployed;
  bool afterGate = false, served = true;
  std::set<QName> broken; ///< tables reported already
  using KeyOf = std::pair<QName, std::vector<Name>>;
  std::set<KeyOf> upserted; ///< that the deployed application has found since the gate
  Schema atGate;
  std::set<KeyOf> lost; ///< reported already
};

/// \p schema with the functions that the plan moves where they are before it. What calls one calls
/// it wherever it is, so it says the same of the application.
Schema CompatibilityVerifier::withoutMoves(Schema schema) const {
  std::vector<PlanStep> steps = planSteps(plan);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step)
    if (auto move = dynOp<MoveFunctionOp>(*step->op))
      apply(MoveFunctionOp::make(move->range(), QName{move->to(), move->function().name},
                                 move->function().ns),
            schema, context, nullptr);
  return schema;
}

void CompatibilityVerifier::follow(const Op &op) {
  if (!MoveFunctionOp::classof(op))
    return;
  apply(op, runningSchema, context, nullptr);
  apply(op, deployedSchema, context, nullptr);
}

/// The steps that are committed together. What one costs the state before it tells.
std::span<const PlanStep> CompatibilityVerifier::nextTransaction(std::span<const PlanStep> rest) {
  size_t n = 1;
  if (!dialect)
    return rest.first(n);
  Journal journal;
  state.setJournal(&journal);
  StepCost last = dialect->cost(*rest[0].op, state, plan.version);
  for (; n < rest.size() && rest[n].phase == rest[0].phase; ++n) {
    const Op &before = *rest[n - 1].op, &op = *rest[n].op;
    bool same = sameChange(before, op);
    if ((!same && rest[0].phase->kind != PhaseKind::Switch) ||
        !apply(before, state, context, nullptr))
      break;
    StepCost next = dialect->cost(op, state, plan.version);
    if (!sharesTransaction(before, last, op, next, same, *rest[0].phase))
      break;
    last = std::move(next);
  }
  state.setJournal(nullptr);
  journal.undo(state);
  return rest.first(n);
}

/// The names under which applications may know what was touched.
std::set<QName> CompatibilityVerifier::touched(const Journal &journal) const {
  std::set<QName> names;
  auto table = [&](QName t) {
    names.insert(t);
    for (QName shim : state.index().shims(t))
      names.insert(shim);
  };
  for (QName t : journal.touched<Table>())
    table(t);
  for (QName v : journal.touched<View>())
    names.insert(v);
  auto type = [&](QName t) {
    for (const SubRef &column : columnsMadeOf(state, t))
      table(column.table);
  };
  for (QName e : journal.touched<Enum>())
    type(e);
  for (QName d : journal.touched<Domain>())
    type(d);
  for (QName c : journal.touched<Composite>())
    type(c);
  return names;
}

static const PlanStep &stepOn(std::span<const PlanStep> steps, QName table) {
  for (const PlanStep &s : steps)
    if (tableOf(*s.op) == table)
      return s;
  return steps.back();
}

void CompatibilityVerifier::report(std::span<const PlanStep> steps, QName table,
                                   const Refusal &refusal) {
  const PlanStep *step = &stepOn(steps, table);
  std::string_view which = afterGate ? "deployed at the gate" : "from before the gate";
  diags
      .report(step->op->range, diag::err_compat_step, step->number, step->label(), which,
              refusal.reason)
      .note(fmt::format("{} by the application {} would fail", refusal.statement, which),
            refusal.range)
      .note(step->note());
}

/// Whether the deployed application misses a key by which it could upsert, and that is no matter of
/// one that comes after the gate: that could refuse rows of the former application, and the gate
/// says so.
bool CompatibilityVerifier::noticeUpsert(const Table &known, const UpsertKey &key) {
  KeyOf id{known.name, key.columns};
  if (canUpsert(state, known.name, key)) {
    upserted.insert(id);
    return false;
  }
  bool expected = upserted.contains(id) || (afterGate && canUpsert(atGate, known.name, key)) ||
                  isUniqueBy(state, known.name, key);
  return expected && lost.insert(id).second;
}

void CompatibilityVerifier::upserts(std::span<const PlanStep> steps, const Table &known) {
  for (const UpsertKey &key : upsertKeys(known)) {
    bool misses = afterGate ? noticeUpsert(known, key)
                            : !canUpsert(state, known.name, key) &&
                                  isKeptBy(to, state, known.name, key) &&
                                  lost.insert({known.name, key.columns}).second;
    if (!misses)
      continue;
    const PlanStep &step = stepOn(steps, known.name);
    diags
        .report(step.op->range, diag::warn_compat_upsert, key.list(), known.name.str(),
                afterGate ? "deployed at the gate" : "from before the gate", step.number,
                step.label())
        .note("ON CONFLICT needs a key over exactly these columns", key.range)
        .note(step.note());
  }
}

void CompatibilityVerifier::upsertsAtGate(const Gate *gate, const Table &known) {
  for (const UpsertKey &key : upsertKeys(known))
    if (noticeUpsert(known, key)) {
      DiagBuilder d =
          diags.report(key.range, diag::warn_compat_upsert_gate, key.list(), known.name.str());
      if (gate && gate->text)
        d.note("the gate: " + gate->text.string(), gate->range);
    }
}

bool CompatibilityVerifier::transaction(std::span<const PlanStep> steps) {
  Journal journal;
  state.setJournal(&journal);
  bool applied = std::all_of(steps.begin(), steps.end(), [&](const PlanStep &step) {
    return applyStep(step, state, context, diags);
  });
  state.setJournal(nullptr);
  if (!applied)
    return false;
  for (const PlanStep &step : steps)
    follow(*step.op);
  const Application &app = afterGate ? deployed : running;
  for (QName name : touched(journal)) {
    if (auto refusal = viewRefusal(state, app, name); refusal && broken.insert(name).second) {
      served = false;
      report(steps, name, *refusal);
    }
    const Table *known = app.schema.table(name);
    if (!known || broken.contains(name))
      continue;
    if (auto refusal = TableService(state, app, *known).refusal()) {
      served = false;
      broken.insert(name);
      report(steps, name, *refusal);
    } else {
      upserts(steps, *known);
    }
  }
  return true;
}

/// At the gate both applications are there. The running one is served up to here.
void CompatibilityVerifier::gate(const Gate *gate) {
  constexpr unsigned MaxReports = 10;
  unsigned reports = 0;
  atGate = state;
  if (gate)
    deployed.tolerated = gate->tolerates;
  auto refuse = [&](QName name, const Refusal &refusal) {
    served = false;
    broken.insert(name);
    if (++reports > MaxReports)
      return;
    SourceRange range = refusal.range.isValid() || !gate ? refusal.range : gate->range;
    DiagBuilder d = diags.report(range, diag::err_compat_gate, refusal.reason);
    d.note(refusal.statement + " by the application deployed at the gate would fail");
    if (gate && gate->text)
      d.note("the gate: " + gate->text.string(), gate->range);
  };
  for (QName view : viewsWithQuery(deployedSchema))
    if (auto refusal = viewRefusal(state, deployed, view))
      refuse(view, *refusal);
  deployedSchema.tables().forEachUnshared(state.tables(), [&](const Table *known, const Table *) {
    if (auto refusal = known ? TableService(state, deployed, *known).refusal() : std::nullopt)
      refuse(known->name, *refusal);
    else if (known)
      upsertsAtGate(gate, *known);
  });
}

bool CompatibilityVerifier::run() {
  std::vector<PlanStep> steps = planSteps(plan);
  for (std::span<const PlanStep> rest = steps; !rest.empty();) {
    if (const Phase *phase = rest[0].phase; !afterGate && phase->gate) {
      gate(&*phase->gate);
      afterGate = true;
    }
    auto now = nextTransaction(rest);
    if (!transaction(now))
      return false;
    rest = rest.subspan(now.size());
  }
  if (!afterGate)
    gate(nullptr);
  return served;
}

} // namespace

bool verifyCompatibility(const Plan &plan, const Schema &from, const Schema &to, Context &context,
                         DiagEngine &diags) {
  return CompatibilityVerifier(plan, from, to, context, diags).run();
}

std::optional<std::string> servesApplication(const Schema &state, const Schema &app,
                                             std::span<const SubRef> tolerated,
                                             std::string_view dialect) {
  Application application{app, tolerated, findDialect(dialect), nullptr};
  for (QName view : viewsWithQuery(app))
    if (auto refusal = viewRefusal(state, application, view))
      return refusal->reason;
  for (const Table &known : app.tables())
    if (state.table(known.name) != &known)
      if (auto refusal = TableService(state, application, known).refusal())
        return refusal->reason;
  return std::nullopt;
}

} // namespace schemac
