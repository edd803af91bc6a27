//===- MigrationRules.cpp - Every rule on a migration in SQL --------------===//
#include "GoneWithColumn.h"
#include "Rules/MigrationRule.h"
#include "Rules/NamedTables.h"
#include "Rules/NewColumns.h"
#include "Rules/Rule.h"
#include "Rules/RuleTable.h"
#include "Rules/StateRule.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Diag/Consumers.h"
#include "schemac/Dialect/Postgres/Utilities.h"
#include "schemac/IR/FoldSerials.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Rules/Rules.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <map>

namespace schemac {

static constexpr ListedRule<MigrationContext &> AllMigrationRules[] = {
#define RULE(CLASS, NAME)
#define STATE_RULE(CLASS, NAME)
#define MIGRATION_RULE(CLASS, NAME) {#CLASS, check##CLASS, diagnosticOf(NAME)},
#include "schemac/Rules/Rules.def"
};

// --- the migration

/// What stands in the dollar quotes of a DO block.
static std::string_view bodyOf(const std::vector<SqlToken> &tokens) {
  for (const SqlToken &t : tokens)
    if (size_t tag = t.text.starts_with("$") ? t.text.find('$', 1) + 1 : 0;
        tag && t.text.size() >= 2 * tag)
      return t.text.substr(tag, t.text.size() - 2 * tag);
  return {};
}

MigrationContext::MigrationContext(const Migration &migration, Context &context, DiagEngine &diags,
                                   const Dialect &dialect, const RuleOptions &options)
    : migration(migration), context(context), diags(diags), dialect(dialect), options(options),
      tainted(migration.taint) {
  for (const MigrationStatement &s : migration.statements) {
    StatementFacts facts;
    facts.statement = &s;
    facts.tokens = lexSqlTokens(textOf(s));
    if (facts.startsWith({"do"}))
      facts.body = lexSqlTokens(bodyOf(facts.tokens));
    statements.push_back(std::move(facts));
  }
  numberTransactions();
}

std::string_view MigrationContext::textOf(const MigrationStatement &s) const {
  return s.built.empty() ? diags.sourceManager().text(s.range) : std::string_view(s.built);
}

void MigrationContext::numberTransactions() {
  unsigned count = migration.wrapped ? 1 : 0, current = count;
  std::map<unsigned, unsigned> blocks; // outside of others: a transaction each
  for (StatementFacts &facts : statements) {
    if (facts.kind() == MigrationStatement::Begin && current == 0)
      current = ++count;
    facts.transaction = current;
    if (unsigned block = facts.statement->block; block && current == 0) {
      unsigned &number = blocks[block];
      number = number ? number : ++count;
      facts.transaction = number;
    }
    if (facts.kind() == MigrationStatement::Commit || facts.kind() == MigrationStatement::Rollback)
      current = facts.chains() ? ++count : 0;
  }
}

void Taint::add(const Op &op) {
  auto what = dynOp<OpaqueOp>(op);
  if (what && what->has_touches())
    tables.insert(what->touches());
  else
    all |= bool(what);
}

void MigrationContext::taint(StatementFacts &facts) {
  if (facts.kind() == MigrationStatement::Opaque) {
    bool named = false;
    for (const MigrationStep &step : facts.steps) {
      tainted.add(*step.op);
      auto what = dynOp<OpaqueOp>(*step.op);
      named |= what && what->has_touches();
    }
    tainted.all |= !named;
    return;
  }
  auto isTainted = [&](QName table) { return migration.start->table(table) && tainted.has(table); };
  facts.tainted = std::any_of(facts.steps.begin(), facts.steps.end(),
                              [&](auto &step) { return isTainted(tableOf(*step.op)); }) ||
                  std::any_of(facts.tables.begin(), facts.tables.end(),
                              [&](auto &t) { return isTainted(t.name); });
}

/// As the parser hands on SET TIME ZONE as well.
static bool isTimeZone(Name setting) {
  return llvm::StringRef(setting.str()).lower() == "timezone";
}

/// What is set locally lasts as long as its transaction, and outside of one not at all.
void MigrationContext::followTimeZone(const StatementFacts &facts, RuleContext &rules) {
  const MigrationStatement &s = *facts.statement;
  if (localZoneIn && facts.transaction != localZoneIn) {
    rules.timeZone = sessionZone;
    localZoneIn = 0;
  }
  if (facts.kind() != MigrationStatement::Setting || !isTimeZone(s.setting) ||
      (s.local && facts.transaction == 0))
    return;
  if (s.local && !localZoneIn)
    sessionZone = rules.timeZone;
  localZoneIn = s.local ? facts.transaction : 0;
  rules.timeZone = s.value ? s.value.string() : std::string();
}

/// Whether an index or key of \p table but \p gone begins as that one does, and holds every row.
static bool servedElse(const Table &table, const Index &gone) {
  auto begins = [&](const Index &i) {
    return i.name != gone.name && !i.where && !i.invalid && !i.elems.empty() &&
           i.elems[0] == gone.elems[0];
  };
  auto isKey = [&](const Constraint &c) {
    bool key = c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique;
    return key && !c.columns.empty() && c.columns[0] == gone.elems[0].column;
  };
  return std::ranges::any_of(table.indexes, begins) ||
         std::ranges::any_of(table.constraints, isKey);
}

/// An index that becomes part of another one, or of a constraint, is not dropped.
static std::optional<IndexChange> indexChange(const Op &op, const StatementFacts &facts,
                                              const Schema &before) {
  if (auto create = dynOp<CreateIndexOp>(op))
    return IndexChange{false, create->path().table, create->def(), false, facts.range()};
  auto drop = dynOp<DropIndexOp>(op);
  const Table *t =
      drop && facts.startsWith({"drop", "index"}) ? before.table(drop->path().table) : nullptr;
  const Index *old = t ? t->index(drop->path().sub) : nullptr;
  if (!old)
    return {};
  bool served = old->elems.empty() || servedElse(*t, *old);
  return IndexChange{true, t->name, *old, served, facts.range()};
}

/// Tables in use that others wait for.
static std::vector<QName> heldInUse(const StepCost &cost, const RuleContext &rules) {
  std::vector<QName> out;
  for (const LockUse &lock : cost.locks)
    if (blocks(lock.mode) != Blocks::Nothing && !rules.empty(lock.relation))
      out.push_back(lock.relation);
  return out;
}

/// Of a table that is not emptied together with those; a partition is, with its parent.
static std::optional<StatementFacts::Referrer> referrerOf(const std::vector<NamedTable> &emptied,
                                                          const Schema &state) {
  auto isEmptied = [&](QName n) {
    return std::ranges::any_of(emptied, [&](const NamedTable &t) { return t.name == n; });
  };
  // A key to the whole is one to each of its partitions.
  auto isPartEmptied = [&](QName whole) {
    return std::ranges::any_of(emptied, [&](const NamedTable &n) {
      const Table *t = state.table(n.name);
      while (t && t->partitionOf && t->partitionOf != whole)
        t = state.table(t->partitionOf);
      return t && t->partitionOf == whole;
    });
  };
  for (const Table &t : state.tables())
    if (!isEmptied(t.name) && !t.partitionOf && t.inherits.empty())
      for (const Constraint &c : t.constraints)
        if (c.kind == ConstraintKind::ForeignKey && c.refTable != t.name &&
            (isEmptied(c.refTable) || isPartEmptied(c.refTable)))
          return StatementFacts::Referrer{c.name.string(), t.name.str(), c.refTable.str()};
  return std::nullopt;
}

void MigrationContext::analyseUtility(StatementFacts &facts, RuleContext &rules) {
  if (facts.statement->count || facts.tokens.empty())
    return;
  std::optional<StepCost> cost =
      postgres::utilityCost(textOf(*facts.statement), rules.state, version(), context);
  if (!cost)
    return;
  MigrationStep &step = facts.utility.emplace();
  step.cost = std::move(*cost);
  step.held = heldInUse(step.cost, rules);
  bool empties = facts.startsWith({"truncate"}); // which takes a moment
  step.works = step.cost.work != Work::Catalog && !empties &&
               std::ranges::any_of(step.cost.reads, [&](QName n) { return !rules.quiet(n); });
  step.heavy = step.works && !step.held.empty();
}

MigrationStep MigrationContext::stepOf(const Op &op, const StatementFacts &facts,
                                       RuleContext &rules) const {
  MigrationStep step;
  step.op = &op;
  step.cost = rules.cost(op);
  step.size = rules.size(tableOf(op));
  // What is done to rows is the business of `rows`.
  bool known = op.kind != OpKind::Opaque && op.kind != OpKind::ChangeRows;
  step.works = known && step.cost.work != Work::Catalog && rules.readsInUse(op, step.cost);
  step.heavy = known && rules.isHeavy(op);
  if (auto add = dynOp<AddForeignKeyOp>(op); add && isOfNewColumns(rules, *add))
    step.works = step.heavy = false;
  if (postgres::isMoreThanDone(textOf(*facts.statement))) {
    step.cost = {};
    step.works = step.heavy = false;
  }
  if (auto drop = dynOp<DropColumnOp>(op)) {
    step.newColumn = rules.isNew(drop->column());
    step.gone = goneWithColumn(*drop, rules.state);
  }
  if (!rules.quiet(tableOf(op)))
    step.index = indexChange(op, facts, rules.state);
  if (op.kind != OpKind::Opaque)
    step.held = heldInUse(step.cost, rules);
  step.refusedByRows = isRefusedByRows(op, step.held, rules.state);
  if (options.advise && step.refusedByRows)
    step.advice = options.advise(op, rules.state);
  return step;
}

/// What a block may run is judged in the state before it, which stays as it is.
void MigrationContext::analyseSupposed(StatementFacts &facts, RuleContext &rules) {
  bool commits = std::ranges::any_of(facts.body, [](auto &t) { return t.isWord("commit"); });
  rules.supposed = facts.statement->supposed;
  for (const SupposedChange &one : facts.statement->supposed) {
    Schema before = rules.state;
    for (const Table &t : one.taken)
      if (!rules.state.table(t.name))
        rules.state.put(t);
    rules.circumstance =
        !one.looped ? "it runs when the conditions of its block say so"
        : commits   ? "it runs for each pass of its loop"
                  : "it runs for each pass of its loop, and all locks are held until the end of it";
    rules.rewritable = SourceRange();
    rules.sameStatement.clear();
    for (const Op &op : one.steps) {
      facts.supposed.push_back(stepOf(op, facts, rules));
      if (!rules.step(op))
        break;
      rules.sameStatement.push_back(&op);
    }
    rules.circumstance.clear();
    rules.state = std::move(before);
  }
  rules.supposed = {};
}

void MigrationContext::analyse(StatementFacts &facts, RuleContext &rules) {
  facts.tables = namedTables(facts.tokens, rules);
  analyseUtility(facts, rules);
  facts.readsAll = facts.kind() == MigrationStatement::Data && readsAllRows(facts.tokens, rules);
  if (facts.startsWith({"truncate"}) && !facts.has("cascade"))
    facts.referrer = referrerOf(facts.tables, rules.state);
  facts.rows = rowChanges(
      facts, migration.steps.subspan(facts.statement->first, facts.statement->count), rules);
  for (const RowChange &change : facts.rows)
    facts.tables.push_back(change.table);
  followTimeZone(facts, rules);
  bool alone = facts.statement->count == 1 && facts.transaction == 0;
  rules.rewritable = alone ? facts.range() : SourceRange();
  rules.sameStatement.clear();
  for (size_t i = 0; i < facts.statement->count; ++i) {
    const Op &op = migration.steps[facts.statement->first + i];
    facts.steps.push_back(stepOf(op, facts, rules));
    if (!rules.step(op))
      break;
    rules.sameStatement.push_back(&op);
  }
  analyseSupposed(facts, rules);
  taint(facts);
}

void MigrationContext::run() {
  Plan plan;
  plan.dialect = migration.end->dialect;
  plan.version = version();
  plan.phase(PhaseKind::Change).steps.assign(migration.steps.begin(), migration.steps.end());
  PlanUnit unit{context, diags, migration.start, migration.end, {}, {}, std::move(plan)};
  unit.options.budget = options.budget;
  RuleContext rules(unit, dialect, options);
  rules.addCreated(migration.release.created);
  rules.releaseEnd = migration.release.end;
  rules.nextEnd = migration.release.next;
  rules.beginForeign(migration.range);
  for (StatementFacts &facts : statements)
    analyse(facts, rules);
  rules.endForeign();
  // Facts point at the migration's own steps, which outlive this.
  for (auto *check : wantedRules(AllMigrationRules, diags, dialect))
    check(*this);
}

std::vector<IndexChange> MigrationContext::indexChanges() const {
  std::vector<IndexChange> out;
  for (const StatementFacts &s : statements)
    for (const MigrationStep &step : s.steps)
      if (step.index)
        out.push_back(*step.index);
  return out;
}

/// The parts of a block count as one statement.
void MigrationContext::count(Coverage &coverage) const {
  for (size_t i = 0; i < statements.size();) {
    unsigned block = statements[i].statement->block;
    bool isOpaque = false, isTainted = false;
    do {
      isOpaque |=
          statements[i].kind() == MigrationStatement::Opaque || statements[i].statement->unseen;
      isTainted |= statements[i].tainted;
      ++i;
    } while (block && i < statements.size() && statements[i].statement->block == block);
    ++coverage.statements;
    coverage.opaque += isOpaque;
    coverage.tainted += !isOpaque && isTainted;
  }
}

std::string quotedList(const std::vector<std::string> &names) {
  constexpr size_t most = 3;
  std::string out;
  for (size_t i = 0; i < names.size() && i < most; ++i) {
    bool last = i + 1 == names.size() && i > 0;
    out += fmt::format("{}'{}'", i == 0 ? "" : last ? " and " : ", ", names[i]);
  }
  if (names.size() > most)
    out += fmt::format(" and {} more", names.size() - most);
  return out;
}

static bool contains(SourceRange whole, SourceRange part) {
  return whole.begin <= part.begin && part.end <= whole.end;
}

static bool declaredAt(const Table &t, SourceRange range) {
  auto at = [&](const auto &list) {
    return std::any_of(list.begin(), list.end(), [&](auto &x) { return x.range == range; });
  };
  return t.range == range || at(t.columns) || at(t.constraints) || at(t.indexes);
}

static bool changesFunctionAt(const Op &op, SourceRange range) {
  auto replace = dynOp<ReplaceFunctionOp>(op);
  return replace && replace->function().range == range;
}

/// The last step on the table or function that was declared there, which made of it what it is.
static const Op *changeOf(const Migration &migration, SourceRange range) {
  for (size_t i = migration.steps.size(); i-- > 0;)
    if (changesFunctionAt(migration.steps[i], range))
      return &migration.steps[i];
    else if (const Table *t = migration.end->table(tableOf(migration.steps[i]));
             t && migration.steps[i].kind != OpKind::ChangeRows && declaredAt(*t, range))
      return &migration.steps[i];
  return nullptr;
}

static SourceRange placeOfChange(const Migration &migration, SourceRange range) {
  const Op *op = changeOf(migration, range);
  return op ? op->range : range;
}

/// Where a finding about what an earlier file declares came about: of several steps on the table,
/// the one behind which it is found and stays.
static SourceRange placeOfFinding(const Diagnostic &finding, const MigrationContext &rule) {
  const Migration &migration = rule.migration;
  const Op *last = changeOf(migration, finding.range);
  QName table = last ? tableOf(*last) : QName();
  auto isIts = [&](const Op &op) { return table && tableOf(op) == table; };
  if (!last || std::ranges::count_if(migration.steps, isIts) < 2)
    return last ? last->range : finding.range;
  Schema state = *migration.start;
  const Op *cause = nullptr;
  for (const Op &op : migration.steps) {
    if (!apply(op, state, rule.context, nullptr))
      return last->range;
    if (!isIts(op))
      continue;
    Schema folded = state;
    foldSerials(folded, rule.context);
    if (!isFoundIn(folded, table, finding, rule.dialect, rule.options, rule.diags))
      cause = nullptr;
    else if (!cause)
      cause = &op;
    if (&op == last)
      break;
  }
  return (cause ? cause : last)->range;
}

/// The last of the migration's grants on the table that was declared there.
static SourceRange placeOfGrant(const Migration &migration, SourceRange range) {
  for (size_t i = migration.steps.size(); i-- > 0;)
    if (auto grant = dynOp<GrantOp>(migration.steps[i]))
      if (const Table *t = migration.end->table(grant->target().object); t && t->range == range)
        return migration.steps[i].range;
  return contains(migration.range, range) ? range : placeOfChange(migration, range);
}

std::vector<IndexChange> runMigrationRules(const Migration &migration, Context &context,
                                           DiagEngine &diags, const RuleOptions &options,
                                           Coverage *coverage) {
  const Dialect *dialect =
      findDialect(migration.end->dialect ? migration.end->dialect.str() : "postgres");
  if (!dialect)
    return {};
  MigrationContext rules(migration, context, diags, *dialect, options);
  rules.run();
  if (coverage)
    rules.count(*coverage);
  if (migration.steps.empty())
    return {}; // the state is as it was
  // Rules about states know serial columns, which statements make of a sequence and a default.
  Schema before = *migration.start, after = *migration.end;
  auto &serials = context.attachment<SerialFolder>();
  serials.fold(before, context);
  serials.fold(after, context);
  std::optional<Schema> settled;
  if (const Schema *end = migration.release.end; end && end != migration.end)
    foldSerials(settled.emplace(*end), context);
  auto place = [&](const Diagnostic &d) {
    if (d.info->code == diag::warn_grant_to_public.code)
      return placeOfGrant(migration, d.range);
    return contains(migration.range, d.range) ? d.range : placeOfFinding(d, rules);
  };
  runStateRules(&before, after, options, diags, place, settled ? &*settled : nullptr);
  return rules.indexChanges();
}

} // namespace schemac
