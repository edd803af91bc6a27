//===- Routines.cpp - Views, functions, triggers, policies ----------------===//
#include "Write/Hcl/Writer.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl_form {

void Writer::view(const View &v) {
  if (!v.query) {
    losses.end();
    return losses.object("view", v);
  }
  std::string_view kind = v.materialized ? "materialized" : "view";
  access(v, kind);
  Block &b = add(head(kind, v.name));
  b.set("schema", schemaRef(v.name));
  std::vector<std::string> names;
  for (Name n : v.columnNames)
    names.push_back(quoted(n.str()));
  if (!names.empty())
    b.set("columns", list(names));
  b.set("as", text(v.query.str()));
  if (v.checkOption != CheckOption::None)
    b.set("check_option", v.checkOption == CheckOption::Local ? "LOCAL" : "CASCADED");
  b.flag("security_barrier", v.securityBarrier);
  b.flag("security_invoker", v.securityInvoker);
  b.flag("with_no_data", v.noData);
  b.set("comment", commentOf(v));
  owner(b, v);
  if (v.renamedFrom)
    b.set("renamed_from", quoted(v.renamedFrom.str()));
  // A materialized view is indexed by its columns, which the block declares.
  std::set<Name> indexed;
  for (const Index &i : v.indexes) {
    for (const IndexElem &e : i.elems)
      if (e.column)
        indexed.insert(e.column);
    indexed.insert(i.include.begin(), i.include.end());
  }
  for (const PartComment &c : v.partComments)
    if (c.kind == PartKind::Column)
      indexed.insert(c.part);
  for (const Grant &g : v.grants)
    if (g.column)
      indexed.insert(g.column);
  for (Name n : indexed) {
    Block &column = b.block("column " + quoted(n.str()));
    if (Name comment = partComment(v, PartKind::Column, n))
      column.set("comment", quoted(comment.str()));
  }
  for (const Index &i : v.indexes)
    index(b, i, partComment(v, PartKind::Index, i.name));
}

/// Of several functions with one name, none can be referred to.
bool Writer::isAlone(const Function &f) const {
  unsigned same = 0;
  for (const Function &other : s.functions())
    same += other.bare() == f.bare();
  return same == 1;
}

bool Writer::canSay(const Function &f) const {
  bool named = std::ranges::all_of(f.table, [](const FunctionArg &a) { return bool(a.name); });
  return named && (isAlone(f) || (f.grants.empty() && !f.returnsTrigger));
}

static std::string_view word(ArgMode m) {
  constexpr std::string_view Modes[] = {"IN", "OUT", "INOUT", "VARIADIC"};
  return Modes[static_cast<size_t>(m)];
}

void Writer::function(const Function &f) {
  if (!canSay(f)) {
    losses.end();
    return losses.object(f.procedure ? "procedure" : "function", f);
  }
  access(f, f.procedure ? "procedure" : "function");
  Block &b = add(head(f.procedure ? "procedure" : "function", f.bare()));
  b.set("schema", schemaRef(f.name));
  if (f.language)
    b.set("lang", isIdentifier(f.language.str()) ? f.language.string() : quoted(f.language.str()));
  if (f.returnsTrigger)
    b.set("return", "trigger");
  else if (f.returns)
    b.set(f.returnsSet ? "return_set" : "return", type(f.returns));
  if (f.volatility != Volatile::Volatile)
    b.set("volatility", f.volatility == Volatile::Stable ? "STABLE" : "IMMUTABLE");
  if (f.parallel != Parallel::Unsafe)
    b.set("parallel", f.parallel == Parallel::Safe ? "SAFE" : "RESTRICTED");
  b.flag("strict", f.strict);
  b.flag("leakproof", f.leakproof);
  if (f.securityDefiner)
    b.set("security", "DEFINER");
  b.set("comment", commentOf(f));
  owner(b, f);
  b.set("as", text(f.body.str()));
  for (const FunctionArg &a : f.args) {
    Block &arg = b.block(a.name ? "arg " + quoted(a.name.str()) : "arg");
    arg.set("type", type(a.type));
    arg.set("default", defaultValue(a.defaultExpr));
    if (a.mode != ArgMode::In)
      arg.set("mode", std::string(word(a.mode)));
  }
  if (!f.table.empty()) {
    Block &table = b.block("return_table");
    for (const FunctionArg &a : f.table)
      table.block("column " + quoted(a.name.str())).set("type", type(a.type));
  }
  if (!f.settings.empty()) {
    Block &config = b.block("config");
    for (const auto &[name, value] : f.settings)
      if (isIdentifier(name.str()))
        config.set(name.str(), literalOrSql(value));
      else
        losses.part(f.range, schemac::named("setting", name));
  }
}

void Writer::event(Block &b, const Table &t, const TriggerAction &a) {
  Block &when = b.block(a.timing == TriggerTiming::Before ? "before" : "after");
  when.flag("insert", a.onInsert);
  if (a.updateOf.empty())
    when.flag("update", a.onUpdate);
  std::vector<std::string> of;
  for (Name n : a.updateOf)
    of.push_back(column(t.name, n));
  if (!of.empty())
    when.set("update_of", list(of));
  when.flag("delete", a.onDelete);
  when.flag("truncate", a.onTruncate);
}

/// Whether the function that a trigger calls has a block; the server's own have none.
bool Writer::hasFunction(QName bare) const {
  for (const Function &f : s.functions())
    if (f.bare() == bare)
      return canSay(f) && isAlone(f);
  return false;
}

bool Writer::canCall(QName bare) const {
  for (const Function &f : s.functions())
    if (f.bare() == bare)
      return canSay(f) && isAlone(f);
  return !bare.ns || bare.ns.str() == "pg_catalog";
}

static std::string_view word(TriggerEnabled e) {
  constexpr std::string_view Words[] = {"ORIGIN", "DISABLED", "REPLICA", "ALWAYS"};
  return Words[static_cast<size_t>(e)];
}

void Writer::trigger(const Table &t, const Trigger &trigger) {
  const TriggerAction &a = *trigger.action;
  Block &b = add("trigger " + quoted(trigger.name.str()));
  b.set("on", ref("table", t.name));
  b.flag("constraint", a.constraint);
  if (a.fromTable)
    losses.part(trigger.range, schemac::named("the table that is FROM in trigger", trigger.name));
  b.flag("deferrable", a.deferrable);
  b.flag("initially_deferred", a.initiallyDeferred);
  b.set("for", a.forEachRow ? "ROW" : "STATEMENT");
  if (a.enabled != TriggerEnabled::Origin)
    b.set("enabled", std::string(word(a.enabled)));
  if (a.when)
    b.set("when", text(a.when.str()));
  if (Name comment = partComment(t, PartKind::Trigger, trigger.name))
    b.set("comment", quoted(comment.str()));
  event(b, t, a);
  if (a.oldTable || a.newTable) {
    Block &tables = b.block("referencing");
    if (a.oldTable)
      tables.set("old_table", quoted(a.oldTable.str()));
    if (a.newTable)
      tables.set("new_table", quoted(a.newTable.str()));
  }
  Block &execute = b.block("execute");
  execute.set("function",
              hasFunction(a.function) ? ref("function", a.function) : quoted(a.function.str()));
  std::vector<std::string> args;
  for (Name arg : a.args)
    args.push_back(quoted(arg.str()));
  if (!args.empty())
    execute.set("args", list(args));
}

void Writer::policy(const Table &t, const Policy &p) {
  constexpr std::string_view Commands[] = {"ALL", "SELECT", "INSERT", "UPDATE", "DELETE"};
  Block &b = add("policy " + quoted(p.name.str()));
  b.set("on", ref("table", t.name));
  if (p.restrictive)
    b.set("as", "RESTRICTIVE");
  b.set("for", std::string(Commands[static_cast<size_t>(p.command)]));
  std::vector<std::string> roles;
  for (Name r : p.roles)
    roles.push_back(r.str() == "public" ? "PUBLIC" : quoted(r.str()));
  b.set("to", roles.empty() ? "PUBLIC" : list(roles));
  if (p.usingExpr)
    b.set("using", text(p.usingExpr.str()));
  if (p.withCheck)
    b.set("with_check", text(p.withCheck.str()));
  if (Name comment = partComment(t, PartKind::Policy, p.name))
    b.set("comment", quoted(comment.str()));
}

} // namespace schemac::hcl_form
