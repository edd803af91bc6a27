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
#include <algorithm>
#include <map>
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
  state.tables().forEachUnshared(other ? other->tables() : none,
                                 [&](const Table *t, const Table *) {
                                   if (t && !isArchived(t->name))
                                     list.push_back(t);
                                 });
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

bool isFoundIn(const Schema &state, QName table, const Diagnostic &finding, const Dialect &dialect,
               const RuleOptions &options, const DiagEngine &reader) {
  Schema other = state;
  if (!other.edit<Table>(table)) // a copy of its own, so that the rules look at this table alone
    return false;
  std::string key = keyOf(finding);
  return std::ranges::any_of(findings(state, &other, dialect, options, reader),
                             [&](const Diagnostic &d) { return keyOf(d) == key; });
}

/// GRANT ... ON ALL TABLES IN SCHEMA is one statement: said of the first table, with a count.
static void foldGrants(std::vector<Diagnostic> &found) {
  std::map<uint32_t, std::pair<size_t, size_t>> grants; // place -> the first there, and how many
  for (size_t i = 0; i < found.size(); ++i)
    if (found[i].info->code == diag::warn_grant_to_public.code && found[i].range.isValid()) {
      auto [it, isFirst] = grants.try_emplace(found[i].range.begin.raw, i, 0);
      it->second.second += !isFirst;
    }
  auto isFolded = [&](const Diagnostic &d) {
    auto it = d.info->code == diag::warn_grant_to_public.code ? grants.find(d.range.begin.raw)
                                                              : grants.end();
    return it != grants.end() && &d != &found[it->second.first];
  };
  for (const auto &[place, list] : grants)
    if (auto [first, more] = list; more)
      found[first].notes.push_back(
          {fmt::format("and of {} more {}", more, more == 1 ? "table" : "tables"), {}});
  std::vector<Diagnostic> left;
  for (Diagnostic &d : found)
    if (!isFolded(d))
      left.push_back(std::move(d));
  found = std::move(left);
}

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
  std::vector<Diagnostic> found;
  for (Diagnostic &d : findings(now, before, *dialect, options, diags)) {
    if (known.count(keyOf(d)) || (settled && !lasting.count(keyOf(d))))
      continue;
    d.range = place ? place(d) : d.range;
    found.push_back(std::move(d));
  }
  foldGrants(found);
  for (Diagnostic &d : found)
    diags.hear(std::move(d));
}

} // namespace schemac
