//===- ReadFunction.cpp - Functions, procedures, triggers -----------------===//
#include "Reader.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/Signatures.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

//===--- arguments and result -----------------------------------------------===//

bool Reader::arguments(const PgQuery__CreateFunctionStmt &s, Function &f) {
  size_t open = find(0, "(");
  std::vector<Span> spans = parts(open);
  size_t i = 0;
  for (const Node *n : items(s.n_parameters, s.parameters)) {
    auto *p = as<PgQuery__FunctionParameter>(n);
    if (!p)
      return false;
    FunctionArg a;
    a.type = signatureType(context, type(*p->arg_type));
    if (!stringOf(p->name).empty())
      a.name = name(stringOf(p->name));
    bool table = p->mode == PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_TABLE;
    if (p->defexpr && i < spans.size()) {
      size_t word = spans[i].first;
      while (word < spans[i].last && !isWord(word, "default") && !isWord(word, "="))
        ++word;
      a.defaultExpr = exprOf({word + 1, spans[i].last});
    }
    switch (p->mode) {
    case PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_OUT:
      a.mode = ArgMode::Out;
      break;
    case PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_INOUT:
      a.mode = ArgMode::InOut;
      break;
    case PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_VARIADIC:
      a.mode = ArgMode::Variadic;
      break;
    default:
      break;
    }
    if (!table)
      ++i;
    (table ? f.table : f.args).push_back(a);
  }
  return true;
}

void Reader::result(const PgQuery__TypeName *t, Function &f) {
  bool out = std::ranges::any_of(f.args, [](const FunctionArg &a) {
    return a.mode == ArgMode::Out || a.mode == ArgMode::InOut;
  });
  if (!t || !f.table.empty())
    return;
  std::string_view n = t->n_names ? stringOf(t->names[t->n_names - 1]) : "";
  if (n == "trigger") {
    f.returnsTrigger = true;
    return;
  }
  f.returnsSet = t->setof;
  if (!out || t->setof) // what the OUT arguments say already
    f.returns = signatureType(context, type(*t));
}

//===--- attributes -------------------------------------------------------===//

/// Why a server refuses COST or ROWS.
static std::string_view estimateFault(std::string_view key, Name value, const Function &f) {
  if (key != "cost" && key != "rows")
    return {};
  double number = 1;
  if (!llvm::StringRef(value.str()).getAsDouble(number) && number <= 0)
    return key == "cost" ? "COST is greater than 0" : "ROWS is greater than 0";
  return key == "rows" && !f.returnsSet && f.table.empty()
             ? "ROWS is of a function that gives a set of rows"
             : std::string_view();
}

bool Reader::functionOption(const PgQuery__DefElem &d, Function &f) {
  std::string_view key = stringOf(d.defname);
  SourceRange range = tokenRange(tokenAt(d.location));
  if (key == "language") {
    f.language = name(stringOf(d.arg));
  } else if (key == "as") {
    Nodes list = items(d.arg);
    if (list.size() != 1)
      return unsupported("a function in a library", range);
    f.body = context.expr(stringOf(list[0]));
  } else if (key == "volatility") {
    std::string_view word = stringOf(d.arg);
    f.volatility = word == "stable"      ? Volatile::Stable
                   : word == "immutable" ? Volatile::Immutable
                                         : Volatile::Volatile;
  } else if (key == "strict") {
    f.strict = boolOption(d);
  } else if (key == "security") {
    f.securityDefiner = boolOption(d);
  } else if (key == "leakproof") {
    f.leakproof = boolOption(d);
  } else if (key == "parallel") {
    std::string_view word = stringOf(d.arg);
    f.parallel = word == "safe"         ? Parallel::Safe
                 : word == "restricted" ? Parallel::Restricted
                                        : Parallel::Unsafe;
  } else if (key == "set") {
    if (auto *v = d.arg && d.arg->node_case == PG_QUERY__NODE__NODE_VARIABLE_SET_STMT
                      ? d.arg->variable_set_stmt
                      : nullptr) {
      std::string value;
      for (Node *a : items(v->n_args, v->args))
        value += (value.empty() ? "" : ", ") + deparse(a);
      Name setting = name(stringOf(v->name));
      std::erase_if(f.settings, [&](const auto &old) { return old.first == setting; });
      if (v->kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_VALUE)
        f.settings.emplace_back(setting, context.expr(value));
      else if (v->kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_CURRENT) {
        Expr current = setting.str() == "search_path" ? currentSearchPath() : Expr();
        if (!current)
          return unsupported(
              fmt::format("SET {} FROM CURRENT, where no statement here says what it is,",
                          setting.str()),
              range);
        f.settings.emplace_back(setting, current);
      }
    }
  } else if (std::string_view why = estimateFault(key, optionText(d.arg), f); !why.empty()) {
    diags.report(range, diag::err_sql_syntax, why);
    return false;
  } else if (key == "cost" || key == "rows" || key == "support" || key == "window" ||
             key == "transform") {
    unmanaged(fmt::format("'{}' of a function", key), range);
  }
  return true;
}

/// The body in the standard's form, which is the end of the statement. The server writes stars out
/// when it makes the function.
Expr Reader::treeBody() {
  size_t at = find(0, "(");
  for (int depth = 0; at < tokens.size(); ++at) {
    depth += isWord(at, "(") - isWord(at, ")");
    bool begins = isWord(at, "return") || (isWord(at, "begin") && isWord(at + 1, "atomic"));
    if (depth == 0 && begins)
      break;
  }
  std::string text = textOf({at, tokens.size()}), out;
  size_t done = 0;
  for (const std::string &statement : treeBodyStatements(text)) {
    size_t begin = text.find(statement, done);
    if (begin == std::string::npos) // of RETURN
      continue;
    out += text.substr(done, begin - done) + expanded(context.expr(statement)).string();
    done = begin + statement.size();
  }
  return resolved(context.expr(out + text.substr(done)));
}

/// There is nothing in it that a plan could make again: it is in the server or in a library. A
/// window function can be nothing else.
static bool isOfLibrary(const PgQuery__CreateFunctionStmt &s) {
  for (const Node *n : items(s.n_options, s.options)) {
    auto *d = as<PgQuery__DefElem>(n);
    if (!d)
      continue;
    std::string_view key = stringOf(d->defname);
    bool compiled =
        key == "language" && (stringOf(d->arg) == "c" || stringOf(d->arg) == "internal");
    if (compiled || key == "window")
      return true;
  }
  return false;
}

bool Reader::read(const PgQuery__CreateFunctionStmt &s) {
  Function f;
  Nodes list = items(s.n_funcname, s.funcname);
  f.name = made(list);
  f.called = f.name.name;
  f.range = whole();
  if (size_t at = find(0, "("); at > 0)
    f.range = tokenRange(at - 1);
  f.procedure = s.is_procedure;
  if (!arguments(s, f))
    return false;
  result(s.return_type, f);
  f.language = name("sql");
  if (isOfLibrary(s)) {
    outsiders.insert(f.name);
    return unmanaged("a function of a compiled language");
  }
  for (const Node *n : items(s.n_options, s.options))
    if (auto *d = as<PgQuery__DefElem>(n); d && !functionOption(*d, f))
      return false;
  if (s.sql_body)
    f.body = treeBody();
  f.name.name = name(functionSignature(f));
  if (!bodyStands(s, f))
    return false;
  const Function *old = s.replace ? state.functions().find(f.name) : nullptr;
  return add(old ? ReplaceFunctionOp::make(f.range, f) : CreateFunctionOp::make(f.range, f));
}

bool Reader::read(const PgQuery__AlterFunctionStmt &s) {
  QName n = s.func ? function(*s.func) : QName();
  const Function *old = state.functions().find(n);
  if (!old)
    return missing("function", n.str(), {});
  Function now = *old;
  for (const Node *node : items(s.n_actions, s.actions))
    if (auto *d = as<PgQuery__DefElem>(node); d && !functionOption(*d, now))
      return false;
  return add(ReplaceFunctionOp::make(whole(), now));
}

//===--- triggers ---------------------------------------------------------===//

bool Reader::read(const PgQuery__CreateTrigStmt &s) {
  enum : int {
    Row = 1,
    Before = 2,
    Insert = 4,
    Delete = 8,
    Update = 16,
    Truncate = 32,
    Instead = 64
  };
  QName table = relation(*s.relation);
  SubRef path{table, name(stringOf(s.trigname))};
  bool instead = s.timing & Instead;
  std::string_view fault = instead && state.table(table) && !isAssumed(table)
                               ? "INSTEAD OF is for views, and '{}' is a table"
                           : !instead && s.row && state.views().find(table)
                               ? "a trigger for each row of the view '{}' is INSTEAD OF"
                               : std::string_view();
  if (!fault.empty()) {
    diags.report(tokenRange(find(0, "trigger") + 1), diag::err_sql_syntax,
                 fmt::format(fmt::runtime(fault), table.str()));
    return false;
  }
  if (instead || state.views().find(table)) {
    hang(table, instead ? "trigger INSTEAD OF" : "trigger of a view or foreign table",
         path.sub.str());
    return unmanaged("a trigger on a view");
  }
  if (std::string_view what = outsideRelation(*s.relation); !what.empty())
    return unmanaged(what);
  TriggerAction a;
  if (s.constrrel) {
    a.fromTable = relation(*s.constrrel);
    if (!outsideRelation(*s.constrrel).empty() || state.views().find(a.fromTable) ||
        state.find<Sequence>(a.fromTable))
      return unsupported("that a constraint trigger is FROM what is no table of this schema");
  }
  a.timing = s.timing & Before ? TriggerTiming::Before : TriggerTiming::After;
  a.onInsert = s.events & Insert;
  a.onUpdate = s.events & Update;
  a.onDelete = s.events & Delete;
  a.onTruncate = s.events & Truncate;
  a.updateOf = names(items(s.n_columns, s.columns));
  for (const Node *n : items(s.n_transition_rels, s.transition_rels))
    if (auto *t = as<PgQuery__TriggerTransition>(n))
      (t->is_new ? a.newTable : a.oldTable) = name(stringOf(t->name));
  a.forEachRow = s.row;
  a.constraint = s.isconstraint;
  a.deferrable = s.deferrable;
  a.initiallyDeferred = s.initdeferred;
  size_t at = tokenAt(s.relation->location);
  if (s.when_clause)
    a.when = exprOf(inParentheses(findOutside(at, "when")));
  Nodes list = items(s.n_funcname, s.funcname);
  a.function =
      triggerFunction(list.size() > 1 ? stringOf(list[list.size() - 2]) : "", lastName(list));
  a.args = names(items(s.n_args, s.args));
  Trigger t;
  t.name = path.sub;
  t.kind = TriggerKind::User;
  t.range = tokenRange(find(0, "trigger") + 1);
  t.action = std::make_shared<const TriggerAction>(std::move(a));
  const Table *owner = state.table(table);
  if (s.replace && owner && owner->trigger(path.sub))
    return add(ReplaceTriggerOp::make(t.range, path, t));
  return add(CreateTriggerOp::make(t.range, path, t));
}

QName Reader::triggerFunction(std::string_view schema, std::string_view called) {
  if (!schema.empty())
    return qname(schema, called);
  for (const Function &f : state.functions())
    if (f.called.str() == called && std::ranges::count(searchPath, f.name.ns))
      return f.bare();
  for (std::string_view own : {"tsvector_update_trigger", "tsvector_update_trigger_column",
                               "suppress_redundant_updates_trigger"})
    if (own == called) // the server's
      return {name("pg_catalog"), name(called)};
  return {Name(), name(called)};
}

} // namespace schemac::sql
