//===- UtilityForms.cpp - Statements that are no steps --------------------===//

#include "Dialect/Postgres/UtilityForms.h"
#include "schemac/Dialect/Postgres/Utilities.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::postgres {

namespace {

class UtilityReader {
public:
  UtilityReader(const std::vector<SqlToken> &tokens, const Schema &before, Context &context)
      : tokens(tokens), before(before), context(context) {}

  std::vector<UtilityCall> read() {
    UtilityCall call;
    bool known = take("truncate")  ? truncate(call)
                 : take("lock")    ? lock(call)
                 : take("vacuum")  ? vacuum(call)
                 : take("analyze") ? (call.form = UtilityForm::Analyze, options(), names(call))
                 : take("analyse") ? (call.form = UtilityForm::Analyze, options(), names(call))
                 : take("reindex") ? reindex(call)
                 : take("cluster") ? cluster(call)
                 : take("create")  ? rule(call)
                                   : false;
    if (known)
      return {call};
    at = 0;
    if (take("drop"))
      return changeOfRule();
    if (!take("alter"))
      return {};
    if (take("sequence"))
      return restart();
    if (at < tokens.size() && tokens[at].isWord("rule"))
      return changeOfRule();
    if (take("index"))
      return alterIndex();
    if (take("view"))
      return alterColumn(UtilityForm::ViewDefault);
    if (take("table") || (take("materialized") && take("view")))
      return alterTable();
    return {};
  }

private:
  bool take(std::string_view word) {
    if (at >= tokens.size() || !tokens[at].isWord(word))
      return false;
    ++at;
    return true;
  }
  bool symbol(std::string_view s) {
    if (at >= tokens.size() || !tokens[at].isSymbol(s))
      return false;
    ++at;
    return true;
  }
  bool isOff() const {
    return at < tokens.size() &&
           (tokens[at].isWord("false") || tokens[at].isWord("off") || tokens[at].text == "0");
  }

  /// (FULL, VERBOSE off), VERBOSE, FREEZE
  void options() {
    if (symbol("("))
      for (int depth = 1; at < tokens.size() && depth > 0;) {
        depth += tokens[at].isSymbol("(") - tokens[at].isSymbol(")");
        bool isFull = tokens[at].isWord("full"), isConcurrent = tokens[at].isWord("concurrently");
        ++at;
        full |= isFull && !isOff();
        concurrently |= isConcurrent && !isOff();
      }
    while (at < tokens.size()) {
      if (take("full"))
        full = true;
      else if (!take("freeze") && !take("verbose") && !take("analyze") && !take("analyse"))
        return;
    }
  }

  std::optional<QName> name() {
    if (at >= tokens.size() || !tokens[at].isName())
      return std::nullopt;
    std::string last = tokens[at++].name(), ns;
    while (at + 1 < tokens.size() && tokens[at].isSymbol(".") && tokens[at + 1].isName()) {
      ns = std::move(last);
      last = tokens[at + 1].name();
      at += 2;
    }
    return QName{ns.empty() || ns == "public" ? Name() : context.name(ns), context.name(last)};
  }

  /// [ONLY] name [*] [(columns)], …
  bool names(UtilityCall &call) {
    call.all = true;
    do {
      call.only |= take("only");
      std::optional<QName> n = name();
      if (!n)
        return call.all;
      call.named.push_back(*n);
      call.all = false;
      symbol("*");
      if (symbol("("))
        while (at < tokens.size() && !symbol(")"))
          ++at;
    } while (symbol(","));
    return true;
  }

  void reach(UtilityCall &call) const {
    for (size_t i = 0; i < call.named.size(); ++i) {
      std::vector<QName> within = {call.named[i]};
      for (size_t j = 0; j < within.size(); ++j)
        for (QName below : before.index().childrenOf(within[j]))
          within.push_back(below);
      for (const Table &t : before.tables())
        for (const Constraint &c : t.constraints)
          if (c.kind == ConstraintKind::ForeignKey && std::ranges::count(within, c.refTable) &&
              !std::ranges::count(call.named, t.name))
            call.named.push_back(t.name);
    }
  }

  bool truncate(UtilityCall &call) {
    take("table");
    if (!names(call) || call.all)
      return false;
    if (take("restart"))
      call.form = UtilityForm::TruncateRestart, take("identity");
    else if (take("continue"))
      take("identity");
    if (take("cascade"))
      reach(call);
    return true;
  }

  bool lock(UtilityCall &call) {
    call.form = UtilityForm::LockTable;
    take("table");
    if (!names(call) || call.all)
      return false;
    if (!take("in"))
      return true;
    static constexpr std::pair<std::string_view, LockMode> Modes[] = {
        {"access share", LockMode::AccessShare},
        {"row share", LockMode::RowShare},
        {"row exclusive", LockMode::RowExclusive},
        {"share update exclusive", LockMode::ShareUpdateExclusive},
        {"share", LockMode::Share},
        {"share row exclusive", LockMode::ShareRowExclusive},
        {"exclusive", LockMode::Exclusive},
        {"access exclusive", LockMode::AccessExclusive}};
    std::string said;
    for (; at < tokens.size() && !tokens[at].isWord("mode"); ++at)
      said += (said.empty() ? "" : " ") + tokens[at].name();
    auto it = std::ranges::find(Modes, said, [](auto &m) { return std::string(m.first); });
    if (it == std::end(Modes))
      return false;
    call.mode = it->second;
    return true;
  }

  bool vacuum(UtilityCall &call) {
    options();
    call.form = full ? UtilityForm::VacuumFull : UtilityForm::Vacuum;
    return names(call);
  }

  bool isPartitioned(const UtilityCall &call) const {
    return std::ranges::any_of(call.named, [&](QName n) {
      const Table *t = before.table(n);
      return t && t->partitionBy;
    });
  }

  bool reindex(UtilityCall &call) {
    options();
    bool ofIndex = take("index"), ofTable = !ofIndex && take("table");
    if (!ofIndex && !ofTable && !take("schema") && !take("database") && !take("system"))
      return false;
    concurrently |= take("concurrently");
    std::optional<QName> n = name();
    call.all = !ofIndex && !ofTable;
    if (ofTable && n)
      call.named = {*n};
    if (ofIndex && n)
      for (const Table &t : before.tables())
        if (t.name.ns == n->ns && (t.index(n->name) || t.constraint(n->name)))
          call.named = {t.name}, call.index = n->name;
    call.form = concurrently                      ? UtilityForm::ReindexConcurrently
                : call.all || isPartitioned(call) ? UtilityForm::ReindexParts
                                                  : UtilityForm::Reindex;
    return call.all || !call.named.empty();
  }

  /// CLUSTER t [USING i], and CLUSTER i ON t as it was once.
  bool cluster(UtilityCall &call) {
    options();
    std::optional<QName> n = name();
    if (n && take("on"))
      n = name();
    call.all = !n;
    if (n)
      call.named = {*n};
    call.form = call.all || isPartitioned(call) ? UtilityForm::ClusterParts : UtilityForm::Cluster;
    return true;
  }

  bool rule(UtilityCall &call) {
    call.form = UtilityForm::CreateRule;
    if (take("or"))
      take("replace");
    if (!take("rule"))
      return false;
    while (at < tokens.size() && !take("to"))
      ++at;
    std::optional<QName> n = name();
    if (n)
      call.named = {*n};
    return n.has_value();
  }

  /// DROP RULE [IF EXISTS] r ON t, ALTER RULE r ON t RENAME TO s
  std::vector<UtilityCall> changeOfRule() {
    if (!take("rule"))
      return {};
    if (take("if"))
      take("exists");
    std::optional<QName> n = name();
    n = n && take("on") ? name() : std::nullopt;
    return n ? callOf(UtilityForm::ChangeRule, *n) : std::vector<UtilityCall>();
  }

  /// ALTER SEQUENCE s RESTART [[WITH] 1] and nothing else: its options are steps.
  std::vector<UtilityCall> restart() {
    if (take("if"))
      take("exists");
    std::optional<QName> n = name();
    if (!n || !take("restart"))
      return {};
    take("with");
    symbol("-");
    bool isNumber = at < tokens.size() && tokens[at].kind == SqlToken::Kind::Number;
    at += isNumber;
    return at == tokens.size() ? callOf(UtilityForm::RestartSequence, *n)
                               : std::vector<UtilityCall>();
  }

  static std::vector<UtilityCall> callOf(UtilityForm form, QName named) {
    UtilityCall call;
    call.form = form;
    call.named = {named};
    return {call};
  }

  std::vector<UtilityCall> alterIndex() {
    size_t begin = at;
    std::optional<QName> whole = name();
    if (!whole || !take("attach") || !take("partition")) {
      at = begin;
      return alterColumn(UtilityForm::IndexStatistics);
    }
    std::vector<UtilityCall> out = callOf(UtilityForm::AttachIndex, *whole);
    std::optional<QName> part = name();
    out.front().part = part.value_or(QName());
    return part ? out : std::vector<UtilityCall>();
  }

  /// ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 100, ALTER VIEW v ALTER COLUMN c SET DEFAULT 1
  std::vector<UtilityCall> alterColumn(UtilityForm form) {
    if (take("if"))
      take("exists");
    std::optional<QName> n = name();
    if (!n || !take("alter"))
      return {};
    take("column");
    bool ofIndex = form == UtilityForm::IndexStatistics;
    bool isKnown = ofIndex ? at++ < tokens.size() && take("set") && take("statistics")
                           : name() && (take("set") || take("drop")) && take("default");
    if (!isKnown)
      return {};
    return callOf(form, *n);
  }

  std::vector<UtilityCall> alterTable() {
    if (take("if"))
      take("exists");
    bool only = take("only");
    std::optional<QName> n = name();
    symbol("*");
    std::vector<UtilityCall> out;
    do {
      UtilityCall call;
      call.only = only;
      if (!n || !part(call))
        return {};
      call.named = {*n};
      out.push_back(std::move(call));
    } while (symbol(","));
    return at == tokens.size() ? out : std::vector<UtilityCall>();
  }

  bool part(UtilityCall &call) {
    if (take("alter"))
      return columnPart(call);
    if (take("cluster"))
      return call.form = UtilityForm::ClusterOn, take("on") && name();
    if (take("set")) {
      if (take("without"))
        return call.form = UtilityForm::WithoutCluster, take("cluster");
      return call.form = UtilityForm::SetAccessMethod, take("access") && take("method") && name();
    }
    if (!take("enable") && !take("disable"))
      return false;
    if (!take("always"))
      take("replica");
    if (take("trigger"))
      call.form = UtilityForm::SwitchTrigger;
    else if (take("rule"))
      call.form = UtilityForm::SwitchRule;
    else
      return false;
    return name().has_value();
  }

  bool columnPart(UtilityCall &call) {
    take("column");
    if (!name())
      return false;
    bool reset = take("reset");
    if (!reset && !take("set"))
      return false;
    if (!reset && take("statistics")) {
      call.form = UtilityForm::SetStatistics;
      symbol("-");
      return at < tokens.size() && ++at > 0;
    }
    call.form = UtilityForm::SetColumnOptions;
    if (!symbol("("))
      return false;
    while (at < tokens.size() && !tokens[at].isSymbol(")"))
      ++at;
    return symbol(")");
  }

  const std::vector<SqlToken> &tokens;
  const Schema &before;
  Context &context;
  size_t at = 0;
  bool full = false, concurrently = false;
};

} // namespace

bool isMoreThanDone(std::string_view statement) {
  std::vector<SqlToken> t = lexSqlTokens(statement);
  return t.size() > 3 && t[0].isWord("alter") &&
         (t[1].isWord("schema") ||
          (t[1].isWord("index") &&
           std::ranges::any_of(t, [](const SqlToken &x) { return x.isWord("attach"); })));
}

std::vector<UtilityCall> utilityCalls(std::string_view statement, const Schema &before,
                                      Context &context) {
  std::vector<SqlToken> tokens = lexSqlTokens(statement);
  while (!tokens.empty() && tokens.back().isSymbol(";"))
    tokens.pop_back();
  return UtilityReader(tokens, before, context).read();
}

} // namespace schemac::postgres
