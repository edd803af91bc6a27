//===- StateRules.cpp - Every rule about states ---------------------------===//
//
// What a state has is compared with what the state before it had by what the rules say of both: a
// finding that was there already, word for word, is not the change's.
//
//===----------------------------------------------------------------------===//
#include "Rules/Custom/RunCustom.h"
#include "Rules/RuleTable.h"
#include "Rules/StateRule.h"
#include "schemac/Rules/ForeignRules.h"
#include "schemac/Rules/Rules.h"
#include <set>

namespace schemac {

static constexpr ListedRule<StateContext &> AllStateRules[] = {
#define RULE(CLASS, NAME)
#define MIGRATION_RULE(CLASS, NAME)
#define STATE_RULE(CLASS, NAME) {#CLASS, check##CLASS, diagnosticOf(NAME)},
#include "schemac/Rules/Rules.def"
};

StateContext::StateContext(const Schema &state, const Schema *other, const Dialect &dialect,
                           const RuleOptions &options, DiagEngine &diags)
    : state(state), dialect(dialect), options(options), diags(diags) {
  static const EntityMap<Table> none;
  // Mostly the tables of both stand in one order: no need to look each of them up.
  const EntityMap<Table> &others = other ? other->tables() : none;
  auto beside = others.begin(), end = others.end();
  for (const Table &t : state.tables()) {
    bool same = beside != end && &*beside == &t;
    if (beside != end)
      ++beside;
    if (!same && !isArchived(t.name) && others.find(t.name) != &t)
      list.push_back(&t);
  }
}

void StateContext::run(const std::vector<void (*)(StateContext &)> &rules) {
  for (auto *check : rules)
    check(*this);
  runCustomRules(*this);
  for (const auto &foreign : options.foreign)
    foreign->checkState(state, dialect, diags);
}

std::string columnName(const Table &table, Name column) { return SubRef{table.name, column}.str(); }

/// What the rules that are on somewhere say, as if they were on everywhere: the same level settings
/// decide when it is handed on.
static std::vector<Diagnostic> findings(const Schema &state, const Schema *other,
                                        const Dialect &dialect, const RuleOptions &options,
                                        const DiagEngine &reader) {
  DiagEngine engine(reader.sourceManager());
  engine.control("all", DiagEngine::Control::Enable);
  StateContext(state, other, dialect, options, engine)
      .run(wantedRules(AllStateRules, reader, dialect));
  return engine.take();
}

static std::string keyOf(const Diagnostic &d) { return d.info->rule + (": " + d.message); }

void runStateRules(const Schema *before, const Schema &now, const RuleOptions &options,
                   DiagEngine &diags, const PlaceOfChange &place, const Schema *settled) {
  const Dialect *dialect = findDialect(now.dialect ? now.dialect.str() : "postgres");
  if (!dialect)
    return;
  std::set<std::string> known;
  if (before)
    for (const Diagnostic &d : findings(*before, &now, *dialect, options, diags))
      known.insert(keyOf(d));
  std::set<std::string> lasting;
  if (settled)
    for (const Diagnostic &d : findings(*settled, before, *dialect, options, diags))
      lasting.insert(keyOf(d));
  for (Diagnostic &d : findings(now, before, *dialect, options, diags)) {
    if (known.count(keyOf(d)) || (settled && !lasting.count(keyOf(d))))
      continue;
    DiagBuilder again = diags.begin(place ? place(d.range) : d.range, *d.info, d.message);
    for (const DiagLabel &l : d.labels)
      again.label(l.range, l.text);
    for (const DiagNote &n : d.notes)
      again.note(n.message, n.range);
    for (FixIt &f : d.fixes)
      again.fix(f.kind, f.title, std::move(f.edits));
  }
}

} // namespace schemac
