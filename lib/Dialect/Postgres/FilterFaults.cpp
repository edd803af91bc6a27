//===- FilterFaults.cpp - Filters of publications that a server refuses ---===//
//
// A filter runs where changes are decoded, long after they were made: the server takes only columns
// and constants of its own types in it, and operators and functions of its own that always give the
// same ("Row Filters" in its manual). Only what is certain is told: what an extension brings is not
// known here.
//
//===----------------------------------------------------------------------===//
#include "Dialect/Postgres/PostgresDialect.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::postgres {

namespace {

class Filter {
public:
  Filter(const Table &table, const Schema &state, Expr where)
      : table(table), state(state), where(where), tokens(lexSqlTokens(where.str())) {}

  /// Empty: nothing is known that the server refuses.
  std::string fault() const {
    if (std::string why = ofColumns(); !why.empty())
      return why;
    for (size_t i = 0; i < tokens.size(); ++i)
      if (std::string why = tokens[i].isName() ? ofName(i) : ""; !why.empty())
        return why;
    return {};
  }

private:
  static Type element(Type type) { return type.is(TypeKind::Array) ? type.element() : type; }

  std::string ofColumns() const {
    for (const Column &c : table.columns)
      if (QName type = element(c.type).named();
          type && mentionsColumn(where, c.name, table.name.name))
        return fmt::format("the filter of '{}' reads '{}', which is of type '{}', and only types "
                           "of the server are compared there",
                           table.name.str(), c.name.str(), type.str());
    return {};
  }

  bool isCast(size_t i) const {
    while (i >= 2 && tokens[i - 1].isSymbol("."))
      i -= 2;
    return i && (tokens[i - 1].isSymbol("::") || tokens[i - 1].isWord("as"));
  }

  template <class Objects> static bool anyCalled(const Objects &objects, std::string_view name) {
    for (const auto &object : objects)
      if (object.name.name.str() == name)
        return true;
    return false;
  }

  bool isDeclaredType(std::string_view name) const {
    return anyCalled(state.enums(), name) || anyCalled(state.domains(), name) ||
           anyCalled(state.composites(), name) || anyCalled(state.ranges(), name);
  }

  bool isDeclaredFunction(std::string_view name) const {
    for (const Function &f : state.functions())
      if (f.called.str() == name)
        return true;
    return false;
  }

  std::string ofName(size_t i) const {
    std::string name = tokens[i].name();
    bool called = i + 1 < tokens.size() && tokens[i + 1].isSymbol("(");
    bool qualified = i && tokens[i - 1].isSymbol(".");
    bool foreign = qualified && i >= 2 && tokens[i - 2].name() != "pg_catalog";
    const ServerFunction *known = serverFunction(name);
    if (isCast(i))
      return isDeclaredType(name)
                 ? fmt::format("the filter of '{}' has a value of type '{}', and only types of the "
                               "server are compared there",
                               table.name.str(), name)
                 : "";
    if (called && isDeclaredFunction(name) && (foreign || !known))
      return fmt::format("the filter of '{}' calls '{}', and only functions of the server are "
                         "called there",
                         table.name.str(), name);
    bool isWord = known && known->origin == ServerFunction::Origin::Word && !qualified &&
                  tokens[i].kind == SqlToken::Kind::Identifier && !called;
    bool isCall =
        known && known->origin == ServerFunction::Origin::Server && called && !known->byForm;
    if (!foreign && (isWord || isCall) && known->volatility != Volatility::Constant)
      return fmt::format("the filter of '{}' asks for '{}', which need not give the same each time",
                         table.name.str(), name);
    return {};
  }

  const Table &table;
  const Schema &state;
  Expr where;
  std::vector<SqlToken> tokens;
};

} // namespace

void addFilterFaults(const Table &table, const Schema &state, std::vector<TableFault> &out) {
  for (const Publication &p : state.publications())
    if (const PublishedTable *entry = p.table(table.name); entry && entry->where)
      if (std::string why = Filter(table, state, entry->where).fault(); !why.empty())
        out.push_back({p.range, p.name.str(), std::move(why)});
}

} // namespace schemac::postgres
