//===- VerifyLockBudget.cpp - Nobody waits for longer than allowed --------===//
//
// Of every transaction of the plan: a lock that makes others wait is held from the step that takes
// it to the commit, and no longer than the budget allows. A plan that is over it is the cheapest
// one that the recipes know, so the ways out are the author's: other sizes, another change, or a
// time when nobody waits.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "Transforms/PlainWay.h"
#include "schemac/Analysis/Overruns.h"
#include "schemac/Support/Amounts.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <span>

namespace schemac {

/// "'users' (about 9.8 M rows)"
static std::string sizedName(QName name, const TableSize &size) {
  if (size.rows >= 0)
    return fmt::format("'{}' (about {} rows)", name.str(), roundCount(size.rows));
  return fmt::format("'{}' ({})", name.str(),
                     size.isKnown() ? "rows not counted" : "size not known");
}

/// Why the lock is held for so long: "step 4 reads every row of 'users' (about 9.8 M rows)".
static std::string workNote(const Overrun &over) {
  constexpr std::string_view verbs[] = {"changes the catalog for", "reads every row of",
                                        "builds indexes of", "writes every row of",
                                        "works through"};
  std::string tables;
  for (const auto &[name, size] : over.reads)
    tables += (tables.empty() ? "" : " and ") + sizedName(name, size);
  if (tables.empty())
    tables = "'" + over.lock.relation.str() + "'";
  return fmt::format("step {} {} {}", over.longestNumber, verbs[size_t(over.cost.work)], tables);
}

/// Who waits meanwhile.
static std::string_view waiting(LockMode mode) {
  return blocks(mode) == Blocks::All ? "reads and writes wait" : "writes wait";
}

/// "1 s", or "100 ms for hot tables".
static std::string limitText(const Overrun &over) {
  std::string limit = exactDuration(over.limitMs);
  return over.lock.traffic == Traffic::Normal
             ? limit
             : fmt::format("{} for {} tables", limit, trafficName(over.lock.traffic));
}

/// The budget within which the plan is as it stands: "share=2min,hot:access-exclusive=40s".
static std::string fittingBudget(std::span<const Overrun> all) {
  std::map<std::pair<Traffic, LockMode>, std::optional<double>> longest;
  for (const Overrun &over : all) {
    auto [it, first] = longest.try_emplace({over.lock.traffic, over.lock.mode}, over.lock.ms);
    if (!first && it->second)
      it->second =
          over.lock.ms ? std::optional(std::max(*it->second, *over.lock.ms)) : std::nullopt;
  }
  std::string out;
  for (const auto &[held, ms] : longest)
    out += fmt::format("{}{}{}={}", out.empty() ? "" : ",", classOption(held.first),
                       modeOption(held.second), ms ? roundedUp(*ms) : "any");
  return out;
}

/// Another declaration that says the same and writes nothing.
static void noteVirtual(DiagBuilder &d, const Overrun &over, const PlanUnit &unit, int version) {
  auto add = dynOp<AddColumnOp>(*over.longest);
  if (!add || add->def().generation != Generation::Stored)
    return;
  noteBeside(d, unit, add->column().table);
  std::string name = add->column().str();
  if (version >= 18)
    d.note(fmt::format(
        "declared virtual, '{}' is worked out when it is read, and no row is written", name));
  else
    d.note(fmt::format("as a plain column with a backfill, which code or a trigger writes, '{}' is "
                       "filled in batches while nobody waits",
                       name));
}

static void noteWaysOut(DiagBuilder &d, const Overrun &over, const std::string &fitting) {
  if (!over.lock.ms)
    d.note("a table of unknown size is taken for a large one; --stats FILE says how large it is");
  else if (over.longest != over.op)
    d.note(
        fmt::format("the steps from {} on are one transaction; as changes of their own, one after "
                    "the other, they hold their locks for a moment each",
                    over.number));
  if (over.cost.work == Work::Catalog)
    d.note("work on the catalog takes as long whatever the table holds: within a smaller budget "
           "nothing can be changed that takes this lock");
  else
    d.note("less data is done sooner: old rows can be archived or the table be split first");
  d.note(fmt::format("in a window when nobody waits it may run as it is: --lock-budget {}, or "
                     "-Wno-budget, or schemac:allow({}) at the declaration",
                     fitting, over.lock.ms ? "budget-exceeded" : "budget-unknown-size"));
}

/// "add_column users.phone" in words: "add column 'users.phone'".
static std::string inWords(std::string_view label) {
  size_t end = std::min(label.find(' '), label.size());
  std::string words(label.substr(0, end));
  std::ranges::replace(words, '_', ' ');
  if (words == "set type")
    words = "change type of";
  return end < label.size() ? fmt::format("{} '{}'", words, label.substr(end + 1)) : words;
}

/// What else of the same declaration waits: one thing to decide for whoever reads it there.
static void noteOthers(DiagBuilder &d, std::span<const Overrun> all, const Overrun &first) {
  for (const Overrun &over : all) {
    if (&over == &first || !(over.op->range == first.op->range))
      continue;
    d.note(over.op == first.op ? fmt::format("so it is with {} on '{}'", lockName(over.lock.mode),
                                             over.lock.relation.str())
                               : fmt::format("so it is with step {} ({}) and {} on '{}'",
                                             over.number, inWords(over.label),
                                             lockName(over.lock.mode), over.lock.relation.str()));
    d.lock(over.lock.relation.str(), std::string(lockName(over.lock.mode)));
  }
}

/// Going back is for a bad day, and a bad plan may be better undone than kept: told, not refused.
static void reportWayBack(PlanUnit &unit) {
  std::vector<Overrun> all =
      findOverrunsBack(unit.plan, *unit.from, unit.options.budget, unit.context);
  for (const Overrun &over : all) {
    auto isSame = [&](const Overrun &o) { return o.op->range == over.op->range; };
    if (over.op->range.isValid() && &*std::ranges::find_if(all, isSame) != &over)
      continue;
    std::string time = over.lock.ms ? roundDuration(*over.lock.ms)
                                    : std::string("as long as a table of unknown size takes");
    DiagBuilder d = unit.diags.report(over.op->range, diag::warn_budget_exceeded_back, over.number,
                                      inWords(over.label), lockName(over.lock.mode),
                                      over.lock.relation.str(), time, limitText(over));
    d.note(fmt::format("{} while {} goes back", waiting(over.lock.mode),
                       over.longest == over.op ? "it" : "what it shares a transaction with"));
    d.lock(over.lock.relation.str(), std::string(lockName(over.lock.mode)));
    if (over.op->range.isValid())
      noteOthers(d, all, over);
  }
}

void runVerifyLockBudget(PlanUnit &unit) {
  if (!unit.from)
    return;
  std::vector<Overrun> all = findOverruns(unit.plan, *unit.from, unit.options.budget, unit.context);
  std::string fitting = fittingBudget(all);
  for (const Overrun &over : all) {
    auto report = [&](DiagBuilder d) {
      d.note(fmt::format("{}; {}", workNote(over), waiting(over.lock.mode)), over.longest->range);
      d.lock(over.lock.relation.str(), std::string(lockName(over.lock.mode)));
      noteVirtual(d, over, unit, unit.plan.version);
      noteWaysOut(d, over, fitting);
    };
    std::string limit = limitText(over);
    std::string relation = over.lock.relation.str();
    if (over.lock.ms)
      report(unit.diags.report(over.op->range, diag::err_budget_exceeded, over.number, over.label,
                               lockName(over.lock.mode), relation, roundDuration(*over.lock.ms),
                               limit));
    else
      report(unit.diags.report(over.op->range, diag::err_budget_unknown_size, over.number,
                               over.label, lockName(over.lock.mode), relation, limit));
  }
  reportWayBack(unit);
}

} // namespace schemac
