//===- DialectJson.cpp - A dialect's answers as JSON ----------------------===//

#include "schemac/Driver/DialectJson.h"
#include "schemac/Dialect/Postgres/Utilities.h"
#include "schemac/Emit/Emit.h"
#include "schemac/IR/Interpreter.h"

#include <fmt/core.h>

namespace schemac {

namespace json = llvm::json;

namespace {

std::string_view fitName(Fit fit) {
  constexpr std::string_view names[] = {"equal", "wider", "narrower", "different"};
  return names[size_t(fit)];
}

json::Value text(std::string_view s) { return llvm::StringRef(s); }

/// Types that together meet every row of a table of type changes: all kinds, and where a kind has
/// parameters, a few that relate in every way.
std::vector<Type> sampleTypes(const Dialect &dialect, Context &context) {
  std::vector<Type> out;
  for (unsigned i = 0; i < unsigned(TypeKind::Enum); ++i) {
    TypeKind kind = TypeKind(i);
    if (!dialect.hasType(context.type(kind)).has_value() || kind == TypeKind::InlineEnum ||
        kind == TypeKind::Set)
      continue;
    out.push_back(context.type(kind));
    if (kind == TypeKind::Numeric)
      for (auto [precision, scale] : {std::pair(5, 0), {10, 2}, {12, 2}, {12, 4}, {20, 0}})
        out.push_back(context.type(kind, precision, scale));
    else if (typeInfo(kind).maxParams > 0)
      for (int length : {3, 5})
        out.push_back(context.type(kind, length));
  }
  out.push_back(context.enumType(context.qname("mood")));
  out.push_back(context.enumType(context.qname("temper")));
  for (Type element :
       {context.type(TypeKind::I32), context.type(TypeKind::I64), context.type(TypeKind::Text),
        context.type(TypeKind::VarChar, 5), context.type(TypeKind::Timestamp)})
    out.push_back(context.arrayType(element));
  return out;
}

json::Object typeChangeJson(const Dialect &dialect, Type from, Type to, int version) {
  std::string_view change = changeName(dialect.typeChange(from, to, version));
  return json::Object{{"name", dialect.typeName(from) + " to " + dialect.typeName(to)},
                      {"summary", text(change)},
                      {"from", dialect.typeName(from)},
                      {"to", dialect.typeName(to)},
                      {"change", text(change)},
                      {"fit", text(fitName(dialect.fit(from, to)))},
                      {"cast", dialect.castExpr("c", from, to)}};
}

} // namespace

static json::Array rulesJson(const std::vector<LockRule> &rules) {
  json::Array out;
  for (const LockRule &rule : rules) {
    json::Array when, locks;
    std::string conditions, holds;
    for (const LockRule::Condition &c : rule.when) {
      conditions += fmt::format("{}{}", conditions.empty() ? "" : "; ", c.meaning);
      when.push_back(json::Object{{"name", text(c.name)}, {"meaning", text(c.meaning)}});
    }
    for (const LockRule::Use &use : rule.locks) {
      holds += fmt::format("{}{} {}{}", holds.empty() ? "" : "; ", use.role, lockName(use.mode),
                           use.behind ? " at the end" : "");
      locks.push_back(json::Object{{"relation", text(use.role)},
                                   {"mode", text(lockName(use.mode))},
                                   {"reads", use.reads},
                                   {"behind", use.behind}});
    }
    out.push_back(json::Object{
        {"name", text(rule.name)},
        {"summary", holds + (holds.empty() ? "" : "; ") + std::string(workName(rule.work))},
        {"conditions", conditions},
        {"holds", holds},
        {"operation", text(rule.operation)},
        {"since", rule.since},
        {"until", rule.until},
        {"when", std::move(when)},
        {"locks", std::move(locks)},
        {"work", text(workName(rule.work))},
        {"transaction", rule.inTransaction}});
  }
  return out;
}

json::Array lockRulesJson(const Dialect &dialect) { return rulesJson(dialect.lockRules()); }

json::Array utilityRulesJson(const Dialect &dialect) {
  return rulesJson(dialect.name() == "postgres" ? postgres::utilityRules()
                                                : std::vector<LockRule>());
}

json::Array castRulesJson(const Dialect &dialect) {
  json::Array out;
  for (const CastRule &rule : dialect.castRules())
    out.push_back(json::Object{{"name", rule.from + " to " + rule.to},
                               {"summary", text(changeName(rule.change))},
                               {"from", rule.from},
                               {"to", rule.to},
                               {"when", text(rule.condition)},
                               {"change", text(changeName(rule.change))},
                               {"cast", text(rule.cast)}});
  return out;
}

json::Array typeChangesJson(const Dialect &dialect, Context &context, int version) {
  json::Array out;
  std::vector<Type> types = sampleTypes(dialect, context);
  for (Type from : types)
    for (Type to : types) {
      if (from == to)
        continue;
      out.push_back(typeChangeJson(dialect, from, to, version));
    }
  return out;
}

static json::Object costJson(const Dialect &dialect, const Op &op, const Schema &before,
                             int version) {
  StepCost cost = dialect.cost(op, before, version);
  json::Object locks;
  json::Array reads, sql;
  for (QName relation : cost.reads)
    reads.push_back(relation.str());
  if (const Emitter *emitter = findEmitter(dialect.name()))
    for (const std::string &statement : emitter->emit(op, before, version).statements)
      sql.push_back(statement);
  for (const LockUse &use : cost.locks)
    locks[use.relation.str()] = text(lockName(use.mode));
  return json::Object{{"step", printOp(op)},
                      {"rule", text(cost.rule)},
                      {"locks", std::move(locks)},
                      {"work", text(workName(cost.work))},
                      {"reads", std::move(reads)},
                      {"sql", std::move(sql)},
                      {"transaction", cost.inTransaction}};
}

json::Array costsJson(const Module &module, Context &context) {
  json::Array out;
  for (const Plan &plan : module.plans) {
    const Dialect *dialect = findDialect(plan.dialect.str());
    if (!dialect)
      continue;
    Schema state = module.schemas.empty() ? Schema() : module.schemas.front();
    for (const Phase &phase : plan.phases)
      for (const Op &op : phase.steps) {
        json::Object cost = costJson(*dialect, op, state, plan.version);
        cost["plan"] = text(plan.name.str());
        bool applied = apply(op, state, context, nullptr);
        cost["applied"] = applied;
        if (auto create = dynOp<CreateTableOp>(op); create && applied)
          state.edit<Table>(create->table().name)->rows = 0; // as findOverruns takes it
        out.push_back(std::move(cost));
        if (!applied)
          break;
      }
  }
  return out;
}

} // namespace schemac
