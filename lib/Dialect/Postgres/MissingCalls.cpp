//===- MissingCalls.cpp - Functions that a server would look for in vain --===//
//
// A schema language that cannot declare functions lets a default call one all the same, so nothing
// here is sure: it may be made by hand, or an extension's that the schema does not name.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::postgres {

namespace {

/// Words of the grammar that Functions.def has no rows of, and types with a length outside of
/// casts.
bool isOtherWord(std::string_view name) {
  static constexpr std::string_view Known[] = {
      "ilike",     "to",       "over",    "filter",    "group",      "escape",  "some", "zone",
      "symmetric", "operator", "where",   "using",     "numeric",    "decimal", "dec",  "float",
      "char",      "nchar",    "varchar", "bpchar",    "character",  "varying", "time", "bit",
      "varbit",    "interval", "timetz",  "timestamp", "timestamptz"};
  return std::ranges::count(Known, name) != 0;
}

class CallsOf {
public:
  CallsOf(const Schema &state, std::string_view sql) : state(state), tokens(lexSqlTokens(sql)) {}

  /// Why the first call of the text that is nowhere known may be refused; empty when all are known.
  std::string fault() const {
    if (std::ranges::any_of(tokens, [](const SqlToken &t) { return t.isWord("select"); }))
      return {}; // its parentheses may be of columns
    for (size_t i = 0; i + 1 < tokens.size(); ++i)
      if (tokens[i].isName() && tokens[i + 1].isSymbol("(") && !isType(i))
        if (std::string why = faultOf(i); !why.empty())
          return why;
    return {};
  }

private:
  /// "x::numeric(3)", "CAST(x AS mood)".
  bool isType(size_t i) const {
    while (i >= 2 && tokens[i - 1].isSymbol("."))
      i -= 2;
    return i && (tokens[i - 1].isSymbol("::") || tokens[i - 1].isWord("as"));
  }

  template <class Map, class Holds> static bool anyOf(const Map &map, Holds holds) {
    for (const auto &object : map)
      if (holds(object))
        return true;
    return false;
  }

  bool mayBeOfExtension() const {
    return anyOf(state.extensions(),
                 [](const Extension &x) { return x.name.name.str() != "plpgsql"; });
  }

  /// A function, or a type, which is called to convert a value.
  bool isDeclared(std::string_view called) const {
    auto isCalled = [&](const auto &object) { return object.name.name.str() == called; };
    return anyOf(state.functions(), [&](const Function &f) { return f.called.str() == called; }) ||
           anyOf(state.enums(), isCalled) || anyOf(state.domains(), isCalled) ||
           anyOf(state.composites(), isCalled) || anyOf(state.ranges(), isCalled);
  }

  std::string faultOf(size_t i) const {
    std::string called = tokens[i].name();
    bool qualified = i >= 2 && tokens[i - 1].isSymbol(".");
    if (qualified && tokens[i - 2].name() != "pg_catalog") // of what nobody may manage here
      return {};
    const ServerFunction *known = serverFunction(called);
    bool isLater = known && known->origin == ServerFunction::Origin::Server && state.version &&
                   known->since > state.version;
    bool isUnknown = !known || known->origin == ServerFunction::Origin::Extension;
    if ((!isLater && !isUnknown) || isOtherWord(called) || isDeclared(called) || mayBeOfExtension())
      return {};
    if (isLater)
      return fmt::format("the function '{}' came with PostgreSQL {}", called, known->since);
    return fmt::format("neither PostgreSQL nor the schema has a function '{}'{}", called,
                       known ? ", which is an extension's" : "");
  }

  const Schema &state;
  std::vector<SqlToken> tokens;
};

} // namespace

void addMissingCalls(const Table &table, const Schema &state, std::vector<TableFault> &out) {
  auto look = [&](Expr e, SourceRange range, Name part) {
    if (!e)
      return;
    if (std::string why = CallsOf(state, e.str()).fault(); !why.empty())
      out.push_back({range, SubRef{table.name, part}.str(), std::move(why), false});
  };
  for (const Column &c : table.columns) {
    look(c.defaultExpr, c.range, c.name);
    look(c.generated(), c.range, c.name);
  }
  for (const Constraint &c : table.constraints)
    look(c.check, c.range, c.name);
  for (const Index &i : table.indexes) {
    look(i.where, i.range, i.name);
    for (const IndexElem &e : i.elems)
      look(e.expr, i.range, i.name);
  }
}

} // namespace schemac::postgres
