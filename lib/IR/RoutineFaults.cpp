//===- RoutineFaults.cpp - Routines that PostgreSQL refuses ---------------===//
#include "RoutineFaults.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// Names of what goes in and of what comes out are apart.
static Name nameTwice(const Function &f) {
  std::vector<Name> in, out;
  auto again = [](std::vector<Name> &names, Name name) {
    bool found = std::ranges::count(names, name);
    names.push_back(name);
    return found;
  };
  for (const FunctionArg &a : f.args) {
    bool goesIn = a.mode != ArgMode::Out;
    bool comesOut = a.mode == ArgMode::Out || a.mode == ArgMode::InOut;
    if (a.name && ((goesIn && again(in, a.name)) || (comesOut && again(out, a.name))))
      return a.name;
  }
  for (const FunctionArg &a : f.table)
    if (a.name && again(out, a.name))
      return a.name;
  return {};
}

std::string argumentsFault(const Function &f) {
  if (Name name = nameTwice(f))
    return fmt::format("two of its arguments are called '{}'", name.str());
  bool defaults = false, variadic = false;
  for (const FunctionArg &a : f.args) {
    if (a.mode == ArgMode::Out)
      continue;
    if (variadic)
      return "what is VARIADIC is the last argument";
    if (defaults && !a.defaultExpr)
      return "arguments behind one with a default have defaults, too";
    // What no kind stands for may be a pseudo type, like anyarray.
    bool isArray = !a.type || a.type.is(TypeKind::Array) || a.type.is(TypeKind::Native);
    if (a.mode == ArgMode::Variadic && !isArray)
      return "what is VARIADIC is an array";
    defaults |= bool(a.defaultExpr);
    variadic |= a.mode == ArgMode::Variadic;
  }
  return {};
}

/// Whether the condition has \p row with a dot behind it.
static bool namesRow(Expr condition, std::string_view row) {
  std::vector<SqlToken> t = lexSqlTokens(condition.str());
  for (size_t i = 0; i + 1 < t.size(); ++i)
    if (t[i].isWord(row) && t[i + 1].isSymbol(".") && (i == 0 || !t[i - 1].isSymbol(".")))
      return true;
  return false;
}

std::string conditionFault(const TriggerAction &t) {
  if (!t.when)
    return {};
  bool old = namesRow(t.when, "old"), now = namesRow(t.when, "new");
  if (!t.forEachRow && (old || now))
    return "the condition of a trigger for each statement sees no row";
  if (t.onInsert && old)
    return "its condition names OLD, and an INSERT has none";
  if (t.onDelete && now)
    return "its condition names NEW, and a DELETE has none";
  return {};
}

} // namespace schemac
