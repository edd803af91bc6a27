//===- Layout.cpp - Steps with their SQL, grouped into transactions -------===//
#include "schemac/Emit/Layout.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Emit/Describe.h"
#include "schemac/IR/Interpreter.h"
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace schemac {

namespace {

/// Names may hold any character; a title is one line.
std::string oneLine(std::string text) {
  for (char &c : text)
    if (static_cast<unsigned char>(c) < ' ')
      c = ' ';
  return text;
}

/// What a step made for a partition, which the whole may take over.
SubRef madeFor(const Op &op) {
  if (auto rename = dynOp<RenameConstraintOp>(op))
    return {rename->path().table, rename->to()};
  if (auto rename = dynOp<RenameIndexOp>(op))
    return {rename->path().table, rename->to()};
  bool adds = op.kind == OpKind::AddForeignKey || op.kind == OpKind::AddUnique ||
              op.kind == OpKind::AddPrimaryKey || op.kind == OpKind::CreateIndex;
  return adds ? std::get<SubRef>(op.fields[0]) : SubRef();
}

/// Walks the plan through the states that it goes through.
class Walk {
public:
  Walk(EmittedPlan &out, const Schema *from, Context &context, const Emitter &emitter)
      : out(out), emitter(emitter), context(context) {
    if (from)
      state = *from;
    for (const Phase &phase : out.plan->phases)
      for (const Op &op : phase.steps)
        if (op.step() == StepKind::Backfill) {
          filled.insert(tableOf(op));
          if (auto copy = dynOp<CopyRowsOp>(op))
            filled.insert(copy->into());
        }
  }

  void phase(const Phase &phase) {
    EmittedPhase p;
    p.phase = &phase;
    p.number = static_cast<unsigned>(out.phases.size()) + 1;
    p.folder = std::to_string(p.number) + "_" + std::string(phaseName(phase.kind));
    for (const Op &op : phase.steps)
      step(op, p);
    std::reverse(downs.begin(), downs.end());
    for (auto &list : downs)
      std::move(list.begin(), list.end(), std::back_inserter(p.down.steps));
    downs.clear();
    ofChange.clear();
    leaveOutShortLived(p.down.steps);
    out.phases.push_back(std::move(p));
  }

private:
  /// An index that a way back builds only for its next part to drop: a key that goes takes its
  /// index along, and was made of one. It would be built in vain, and of rows that may refuse it.
  static void leaveOutShortLived(std::vector<EmittedStep> &steps) {
    for (size_t i = 0; i < steps.size(); ++i) {
      auto create = steps[i].op ? dynOp<CreateIndexOp>(*steps[i].op) : std::nullopt;
      size_t next = i + 1;
      while (next < steps.size() && !steps[next].op)
        ++next;
      if (!create || next == steps.size())
        continue;
      auto drop = dynOp<DropIndexOp>(*steps[next].op);
      if (drop && drop->path() == create->path())
        steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  EmittedStep emitted(const Op &step, const Op &op) {
    EmittedStep s;
    s.id = id;
    s.step = &step;
    s.op = &op;
    s.sql = emitter.emit(op, state, out.version);
    s.cost = out.dialect->cost(op, state, out.version);
    for (const LockUse &use : s.cost.locks)
      if (state.table(use.relation))
        s.tableLocks.push_back(use);
    s.traffic = lockedTraffic(s.cost, state);
    if (const Table *t = state.table(tableOf(op)))
      s.rows = t->rows, s.bytes = t->bytes;
    auto backfill = dynOp<BackfillOp>(op);
    s.filledAlong = backfill && std::ranges::count(filledAlong, backfill->column()) > 0;
    StepCost timed = s.cost;
    if (s.filledAlong)
      timed.work = Work::Scan;
    if (out.dialect->plansChanges()) // of others nothing was measured
      s.ms = estimate(op, timed);
    s.title = oneLine(describeStep(op, *out.dialect, s.rows));
    return s;
  }

  /// The rows of a table that the plan makes and does not fill are none, as its budget takes it.
  std::optional<double> estimate(const Op &op, const StepCost &cost) const {
    if (empty.count(tableOf(op)) == 0 || !state.table(tableOf(op)))
      return estimateMs(op, cost, state);
    Schema sized = state;
    sized.edit<Table>(tableOf(op))->rows = 0;
    return estimateMs(op, out.dialect->cost(op, sized, out.version), sized);
  }

  /// A row that a backfill writes passes the triggers of its table, which fill other columns of it
  /// in the same pass: each row is written once, whichever of them finds it first.
  void noteFilledAlong(BackfillOp backfill) {
    const Table *table = state.table(backfill.column().table);
    if (!table)
      return;
    for (const Trigger &t : table->triggers)
      if (t.kind == TriggerKind::Fill && t.newColumn != backfill.column().sub)
        filledAlong.push_back({table->name, t.newColumn});
  }

  void step(const Op &op, EmittedPhase &p) {
    ++id;
    ofChange[op.change].push_back(p.up.steps.size());
    p.up.steps.push_back(emitted(op, op));
    if (auto backfill = dynOp<BackfillOp>(op))
      noteFilledAlong(*backfill);
    Journal forward;
    state.setJournal(&forward);
    apply(op, state, context, nullptr);
    state.setJournal(nullptr);
    if (auto create = dynOp<CreateTableOp>(op); create && !filled.contains(create->table().name))
      empty.insert(create->table().name);
    p.up.steps.back().takesOver = takenOver(op, forward);
    // What was so before tells nobody that the step has run.
    if ((DropNotNullOp::classof(op) || SetNotNullOp::classof(op)) && forward.restored(state))
      for (Probe &fact : p.up.steps.back().sql.probes)
        fact.ownDoing = false;
    Journal journal;
    state.setJournal(&journal);
    auto &down = downs.emplace_back();
    for (const Op &undo : op.reverse) {
      EmittedStep part = emitted(op, undo);
      part.forward = forwardFacts(p.up, down);
      const Table *made = state.table(madeFor(op).table);
      for (Probe &fact : part.sql.probes)
        fact.ownDoing = !made || !made->partitionOf;
      down.push_back(std::move(part));
      apply(undo, state, context, nullptr);
    }
    state.setJournal(nullptr);
    journal.undo(state);
    if (down.empty()) {
      EmittedStep &none = down.emplace_back();
      none.id = id, none.step = &op;
    }
  }

  /// What partitions have had of an index, key or foreign key that the whole has now.
  std::vector<SubRef> takenOver(const Op &op, const Journal &forward) const {
    std::vector<SubRef> out;
    if (op.kind != OpKind::AddForeignKey && op.kind != OpKind::AddUnique &&
        op.kind != OpKind::AddPrimaryKey && op.kind != OpKind::CreateIndex)
      return out;
    for (QName name : forward.touched<Table>()) {
      const Table *was = forward.was<Table>(name), *is = state.table(name);
      if (!was || !is || !was->partitionOf)
        continue;
      for (const Constraint &c : was->constraints)
        if (!is->constraint(c.name))
          out.push_back({name, c.name});
      for (const Index &i : was->indexes)
        if (!is->index(i.name) && !is->constraint(i.name))
          out.push_back({name, i.name});
    }
    return out;
  }

  /// What EmittedStep::forward says, for the last step of \p up after \p parts of its reverse.
  std::vector<Probe> forwardFacts(const Script &up, const std::vector<EmittedStep> &parts) const {
    std::set<std::string_view> touched;
    for (const EmittedStep &part : parts)
      for (const Probe &p : part.sql.probes)
        touched.insert(p.object);
    auto isTouched = [&](const std::string &object) { return touched.count(object) != 0; };
    std::vector<Probe> out;
    const Op &last = *up.steps.back().step;
    std::vector<size_t> same{up.steps.size() - 1};
    if (last.change)
      same = ofChange.at(last.change);
    for (size_t i : same)
      for (const Probe &p : up.steps[i].sql.probes)
        if (!isTouched(p.object) && std::none_of(p.owners.begin(), p.owners.end(), isTouched))
          out.push_back(p);
    return out;
  }

  EmittedPlan &out;
  const Emitter &emitter;
  Context &context;
  Schema state;
  std::set<QName> filled;          ///< tables that get rows by the plan
  std::set<QName> empty;           ///< tables that were made so far and get none
  std::vector<SubRef> filledAlong; ///< columns that backfills of others have filled so far
  std::unordered_map<unsigned, std::vector<size_t>> ofChange; ///< steps of the phase, by change
  unsigned id = 0;
  std::vector<std::vector<EmittedStep>> downs; ///< of the phase, one list per step
};

/// Whether \p next joins the transaction that ends with \p last, as the proofs assume too.
bool joins(const EmittedStep &last, const EmittedStep &next, const Phase &phase) {
  auto quick = [](const EmittedStep &s) {
    return s.op && s.sql.transactional && s.sql.lockTimeout;
  };
  if (!quick(last) || !quick(next))
    return false;
  // What is undone as one must have run as one, or half of it may have.
  if (last.upBlock != next.upBlock)
    return false;
  return sharesTransaction(*last.op, last.cost, *next.op, next.cost,
                           sameChange(*last.step, *next.step), phase);
}

/// Takes out of \p down what undoes the steps \p taken, but for indexes that an earlier phase has
/// built and they used up: each is made again before what undoes the block, so that the phase finds
/// it when it runs again.
void takeOut(Script &down, const Script &up, size_t block, const std::set<unsigned> &taken) {
  auto isBuiltHere = [&](const SubRef &index) {
    return std::ranges::any_of(up.steps, [&](const EmittedStep &s) {
      auto create = s.op ? dynOp<CreateIndexOp>(*s.op) : std::nullopt;
      return create && create->path() == index;
    });
  };
  std::vector<EmittedStep> rest, again;
  for (EmittedStep &s : down.steps) {
    auto create = s.op ? dynOp<CreateIndexOp>(*s.op) : std::nullopt;
    if (!taken.contains(s.id))
      rest.push_back(std::move(s));
    else if (create && !isBuiltHere(create->path()))
      again.push_back(std::move(s));
  }
  std::set<std::string_view> back; // its presence does not tell that the block has not run
  for (const EmittedStep &s : again)
    for (const Probe &p : s.sql.probes)
      back.insert(p.object);
  for (EmittedStep &s : rest)
    if (s.upBlock == block)
      std::erase_if(s.forward, [&](const Probe &p) { return back.contains(p.object); });
  auto first = std::ranges::find(rest, block, &EmittedStep::upBlock);
  for (EmittedStep &s : again) // all of the block has run, as nothing of it is undone yet
    if (first != rest.end())
      s.forward = first->forward;
  rest.insert(first, std::make_move_iterator(again.begin()), std::make_move_iterator(again.end()));
  down.steps = std::move(rest);
}

/// What the whole took over in the transaction in which it was made goes with the whole: nothing of
/// it is undone by itself, and what it was made of does not come back in between.
void leaveOutTaken(Script &down, const Script &up) {
  for (size_t number = 0; number < up.blocks.size(); ++number) {
    const Block &block = up.blocks[number];
    std::set<unsigned> taken; // steps
    std::map<std::string_view, const Probe *> facts;
    auto place = [](const SubRef &part) { return std::pair(part.table, part.sub); };
    std::map<std::pair<QName, Name>, size_t> takenAt; // the last step that does
    for (size_t i = block.begin; i < block.end; ++i)
      for (const SubRef &part : up.steps[i].takesOver)
        takenAt[place(part)] = i;
    for (size_t i = block.begin; i < block.end && !takenAt.empty(); ++i)
      if (auto it = takenAt.find(place(madeFor(*up.steps[i].op)));
          it != takenAt.end() && it->second > i) {
        taken.insert(up.steps[i].id);
        for (const Probe &p : up.steps[i].sql.probes)
          facts[p.object] = &p;
      }
    if (taken.empty())
      continue;
    takeOut(down, up, number, taken);
    for (EmittedStep &s : down.steps)
      for (Probe &p : s.forward)
        if (auto it = facts.find(p.object); s.upBlock == number && it != facts.end())
          p.present = it->second->present, p.sql = it->second->sql;
  }
}

/// What there is nothing to run of stands before the transaction that it is in the middle of: what
/// an exchange keeps for later is gone with the end of its transaction.
void setApart(Script &script, const Phase &phase) {
  std::vector<EmittedStep> out, idle;
  size_t begin = 0; // of the transaction at the end of `out`
  for (EmittedStep &s : script.steps) {
    if (!s.op) {
      idle.push_back(std::move(s));
      continue;
    }
    bool joined = !out.empty() && out.back().op && joins(out.back(), s, phase);
    out.insert(joined ? out.begin() + static_cast<ptrdiff_t>(begin) : out.end(),
               std::make_move_iterator(idle.begin()), std::make_move_iterator(idle.end()));
    begin = joined ? begin + idle.size() : out.size();
    idle.clear();
    out.push_back(std::move(s));
  }
  std::ranges::move(idle, std::back_inserter(out));
  script.steps = std::move(out);
}

void group(Script &script, const Phase &phase) {
  for (size_t i = 0; i < script.steps.size(); ++i) {
    if (i > 0 && joins(script.steps[i - 1], script.steps[i], phase)) {
      script.blocks.back().end = i + 1;
      continue;
    }
    const EmittedStep &s = script.steps[i];
    script.blocks.push_back({i, i + 1, s.op ? s.sql.transactional : true});
  }
}

/// Locks are held to the end of their block.
void holdLocks(Script &script) {
  for (const Block &block : script.blocks) {
    std::vector<TimedCost> transaction;
    for (size_t i = block.begin; i < block.end; ++i)
      transaction.push_back({&script.steps[i].cost, script.steps[i].ms, script.steps[i].traffic});
    for (const HeldLock &lock : heldLocks(transaction)) {
      size_t step = block.begin + lock.step;
      script.steps[step].held.push_back(lock);
    }
  }
}

} // namespace

std::vector<LockUse> sharedLocks(const Script &script, const Block &block) {
  std::map<QName, LockMode> tables;
  std::set<QName> made;
  for (size_t i = block.begin; i < block.end; ++i) {
    const EmittedStep &s = script.steps[i];
    for (const LockUse &use : s.tableLocks)
      if (use.mode >= LockMode::Share && made.count(use.relation) == 0)
        tables[use.relation] = std::max(tables[use.relation], use.mode);
    if (auto create = s.op ? dynOp<CreateTableOp>(*s.op) : std::nullopt)
      made.insert(create->table().name);
    if (auto rename = s.op ? dynOp<RenameTableOp>(*s.op) : std::nullopt)
      made.insert({rename->table().ns, rename->to()});
    if (auto move = s.op ? dynOp<MoveTableOp>(*s.op) : std::nullopt)
      made.insert({move->to(), move->table().name});
  }
  std::vector<LockUse> out;
  if (tables.size() > 1)
    for (auto [table, mode] : tables)
      out.push_back({table, mode});
  return out;
}

int64_t lockTimeoutOf(const Script &script, const Block &block, const ScriptOptions &options) {
  constexpr int64_t beforeDeadlockIsLookedFor = 500;
  if (!script.steps[block.begin].sql.lockTimeout)
    return 0;
  int64_t longest = options.lockTimeoutMs;
  if (!sharedLocks(script, block).empty())
    longest = std::min(longest, beforeDeadlockIsLookedFor);
  for (size_t i = block.begin; i < block.end; ++i)
    for (const auto &[relation, traffic] : script.steps[i].traffic)
      longest = std::min(longest, defaultsOf(traffic).lockTimeoutMs);
  return longest;
}

EmittedPlan emitPlan(const Plan &plan, const Schema *from, Context &context) {
  EmittedPlan out;
  out.plan = &plan;
  std::string_view name = plan.dialect ? plan.dialect.str() : std::string_view("postgres");
  out.dialect = findDialect(name);
  const Emitter *emitter = findEmitter(name);
  if (!out.dialect || !emitter)
    return out;
  out.version = plan.version > 0 ? plan.version : out.dialect->newestVersion();
  Walk walk(out, from, context, *emitter);
  for (const Phase &phase : plan.phases)
    walk.phase(phase);
  for (EmittedPhase &p : out.phases) {
    group(p.up, *p.phase);
    std::map<unsigned, size_t> blockOf;
    for (size_t b = 0; b < p.up.blocks.size(); ++b)
      for (size_t i = p.up.blocks[b].begin; i < p.up.blocks[b].end; ++i)
        blockOf[p.up.steps[i].id] = b;
    for (EmittedStep &s : p.down.steps)
      s.upBlock = blockOf[s.id];
    leaveOutTaken(p.down, p.up);
    setApart(p.down, *p.phase);
    group(p.down, *p.phase);
    holdLocks(p.up);
    holdLocks(p.down);
  }
  return out;
}

} // namespace schemac
