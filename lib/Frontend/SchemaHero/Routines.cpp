//===- Routines.cpp - Functions, extensions, triggers ---------------------===//
#include "Compiler.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::schemahero {

//===--- functions, extensions --------------------------------------------===//

FunctionArg Compiler::parameter(const Node &node) {
  static constexpr std::string_view Modes[] = {"in", "out", "inout", "variadic"};
  FunctionArg arg;
  Fields fields(diags, node, "a parameter");
  const Node *mode = fields.get("mode"), *called = fields.get("name"), *of = fields.get("type");
  fields.finish();
  if (mode) {
    auto it = std::ranges::find(Modes, lower(mode->text));
    if (it == std::end(Modes))
      wrong(mode->range, "a mode is IN, OUT, INOUT or VARIADIC");
    else
      arg.mode = ArgMode(it - std::begin(Modes));
  }
  if (called)
    arg.name = name(*called, "a name");
  if (of)
    arg.type = type(*of);
  else
    lacks(fields, node.range, "a parameter has a type");
  return arg;
}

void Compiler::function(const Document &doc) {
  Fields fields(diags, *doc.schema, "a function");
  const Node *schema = fields.get("schema"), *language = fields.get("lang");
  const Node *body = fields.get("as"), *result = fields.get("return");
  Function f;
  f.range = doc.range;
  f.returnsSet = flag(fields.get("returnSet"));
  f.securityDefiner = flag(fields.get("securityDefiner"));
  for (const Node *p : maps(fields.get("params"), "parameters"))
    f.args.push_back(parameter(*p));
  fields.finish();
  if (!body || !scalar(*body, "the text of a function"))
    return wrong(doc.range, "a function has its text under 'as'");
  QName called = qname(doc.name, schema ? name(*schema, "the name of a schema") : Name());
  f.called = called.name;
  f.language = context.name(language ? lower(language->text) : "plpgsql");
  // SchemaHero sets the text between lines of its own.
  f.body = context.expr("\n" + body->text + "\n");
  bool gives = std::ranges::any_of(f.args, [](const FunctionArg &a) {
    return a.mode == ArgMode::Out || a.mode == ArgMode::InOut;
  });
  if (result && lower(result->text) == "trigger")
    f.returnsTrigger = true;
  else if (result)
    f.returns = type(*result);
  else if (!gives)
    return wrong(doc.range, "a function without OUT parameters says what it returns: 'return'");
  if (std::ranges::any_of(f.args, [](const FunctionArg &a) { return !a.type; }))
    return;
  f.name = {called.ns, context.name(functionSignature(f))};
  if (called.ns && !out.schema.find<Namespace>({Name(), called.ns})) {
    Namespace n;
    n.name = {Name(), called.ns};
    n.range = doc.range;
    out.schema.put(std::move(n));
  }
  put(std::move(f));
}

void Compiler::extension(const Document &doc) {
  Fields fields(diags, *doc.schema, "an extension");
  const Node *called = fields.get("name"), *version = fields.get("version");
  const Node *schema = fields.get("schema");
  fields.finish();
  if (!called)
    return wrong(doc.schema->range, "an extension has a name");
  Extension e;
  e.range = called->range;
  e.name = {Name(), name(*called, "a name")};
  if (version)
    e.version = name(*version, "a version");
  if (schema)
    e.schema = name(*schema, "the name of a schema");
  if (e.name.name)
    put(std::move(e));
}

//===--- triggers ---------------------------------------------------------===//

/// "after insert", "before update of a, b": all events of a trigger come at the same time.
bool Compiler::event(const Node &node, TriggerAction &action, bool first) {
  if (!scalar(node, "an event"))
    return false;
  std::vector<SqlToken> tokens = lexSqlTokens(node.text);
  size_t at = 0;
  auto accept = [&](std::string_view word) {
    bool is = at < tokens.size() && tokens[at].isWord(word);
    at += is;
    return is;
  };
  bool after = accept("after"), before = !after && accept("before");
  TriggerTiming timing = after ? TriggerTiming::After : TriggerTiming::Before;
  if (first)
    action.timing = timing;
  bool known = (after || before) && timing == action.timing;
  if (accept("insert"))
    action.onInsert = true;
  else if (accept("delete"))
    action.onDelete = true;
  else if (accept("truncate"))
    action.onTruncate = true;
  else if (accept("update")) {
    action.onUpdate = true;
    bool of = accept("of");
    while (of && at < tokens.size() && tokens[at].isName()) {
      action.updateOf.push_back(context.name(tokens[at++].name()));
      of = at < tokens.size() && tokens[at].isSymbol(",");
      at += of;
    }
  } else {
    known = false;
  }
  if (!known || at != tokens.size())
    wrong(node.range, "an event is like 'after insert' or 'before update of name', and all of a "
                      "trigger come at the same time");
  return known && at == tokens.size();
}

/// The older way: `audit()`, perhaps with a schema and with texts as arguments.
void Compiler::procedure(const Node &node, TriggerAction &action) {
  if (!scalar(node, "a function"))
    return;
  std::vector<SqlToken> tokens = lexSqlTokens(node.text);
  size_t at = 0;
  std::vector<Name> path;
  while (at < tokens.size() && tokens[at].isName()) {
    path.push_back(context.name(tokens[at++].name()));
    if (at >= tokens.size() || !tokens[at].isSymbol("."))
      break;
    ++at;
  }
  bool good = !path.empty() && path.size() <= 2;
  if (at < tokens.size()) {
    good &= tokens[at].isSymbol("(") && tokens.back().isSymbol(")");
    for (++at; good && at + 1 < tokens.size(); ++at)
      if (auto text = stringLiteral(context.expr(tokens[at].text)))
        action.args.push_back(context.name(*text));
      else
        good = tokens[at].isSymbol(",");
  }
  if (!good)
    return wrong(node.range, "here stands the call of a function: audit()");
  action.function = path.size() == 2 ? qname(path[1].str(), path[0]) : QName{Name(), path[0]};
}

void Compiler::execute(const Node &node, TriggerAction &action) {
  Fields fields(diags, node, "what a trigger executes");
  fields.ignore({"type"}); // two words of PostgreSQL for one thing
  const Node *schema = fields.get("schema"), *called = fields.get("name");
  if (const Node *params = fields.get("params"); params && !params->items.empty())
    wrong(params->range, "a trigger function has no parameters");
  fields.finish();
  if (!called)
    return wrong(node.range, "here stands the name of a function");
  Name ns = schema ? name(*schema, "the name of a schema") : Name();
  if (Name n = name(*called, "a name"))
    action.function = {ns && ns.str() != dialect.defaultNamespace() ? ns : Name(), n};
}

void Compiler::trigger(const Node &node, Table &t) {
  Fields fields(diags, node, "a trigger");
  auto action = std::make_shared<TriggerAction>();
  const Node *called = fields.get("name"), *events = fields.get("events");
  const Node *condition = fields.get("condition"), *arguments = fields.get("arguments");
  const Node *older = fields.get("executeProcedure"), *newer = fields.get("execute");
  const Node *row = fields.get("forEachRow"), *misspelt = fields.get("forEachRun");
  action->constraint = flag(fields.get("constraintTrigger"));
  action->forEachRow = flag(row ? row : misspelt);
  fields.ignore({"forEachStatement"});
  fields.finish();
  if (!called || !events || (older != nullptr) == (newer != nullptr))
    return lacks(fields, node.range,
                 "a trigger has a name, events, and 'execute' or 'executeProcedure'");
  if (!events->is(Node::Sequence) || events->items.empty())
    return wrong(events->range, "here stands a list of events: [after insert]");
  for (size_t i = 0; i < events->items.size(); ++i)
    if (!event(events->items[i], *action, i == 0))
      return;
  if (condition)
    action->when = sql(*condition, "a condition");
  older ? procedure(*older, *action) : execute(*newer, *action);
  if (arguments)
    for (Name a : names(*arguments, "texts"))
      action->args.push_back(a);
  Trigger g;
  g.kind = TriggerKind::User;
  g.name = name(*called, "a name");
  g.range = called->range;
  if (!action->function)
    return;
  g.action = std::move(action);
  if (g.name)
    t.triggers.push_back(std::move(g));
}

} // namespace schemac::schemahero
