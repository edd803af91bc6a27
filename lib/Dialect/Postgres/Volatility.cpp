//===- Volatility.cpp - How often a default gives a new value -------------===//
//
// The most volatile of everything that is called. Casts count as constant: what their input
// functions depend on (DateStyle, TimeZone) holds still for a statement, and a literal is folded
// when it is declared.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SqlTokens.h"
#include <optional>

namespace schemac::postgres {

namespace {

class Walk {
public:
  Walk(std::string_view sql, const Schema *state) : tokens(lexSqlTokens(sql)), state(state) {}

  Volatility run() {
    Volatility most = Volatility::Constant;
    for (at = 0; at < tokens.size(); ++at) {
      if (tokens[at].isSymbol("::"))
        skipType();
      else if (tokens[at].isName())
        most = std::max(most, name());
    }
    return most;
  }

private:
  bool isSymbol(size_t i, std::string_view text) const {
    return i < tokens.size() && tokens[i].isSymbol(text);
  }

  /// A type's name and its parameters: numeric(10, 2) is not a call.
  void skipType() {
    while (at + 1 < tokens.size() && (tokens[at + 1].isName() || isSymbol(at + 1, ".")))
      ++at;
    if (isSymbol(at + 1, "("))
      while (at + 1 < tokens.size() && !isSymbol(++at, ")"))
        ;
  }

  /// A possibly qualified name; leaves `at` on its last part.
  Volatility name() {
    bool foreign = false;
    while (isSymbol(at + 1, ".") && at + 2 < tokens.size() && tokens[at + 2].isName()) {
      foreign |= tokens[at].name() != "pg_catalog";
      at += 2;
    }
    const SqlToken &last = tokens[at];
    if (!isSymbol(at + 1, "(")) {
      if (last.isWord("as"))
        skipType();
      if (foreign || last.kind != SqlToken::Kind::Identifier)
        return Volatility::Constant;
      const ServerFunction *word = serverFunction(last.name());
      bool isValue = word && word->origin == ServerFunction::Origin::Word;
      return isValue ? word->volatility : Volatility::Constant;
    }
    const ServerFunction *known = foreign ? nullptr : serverFunction(last.name());
    return known ? known->volatility : ofState(last.name());
  }

  /// The most volatile of the functions that the state has under the name.
  Volatility ofState(const std::string &called) const {
    std::optional<Volatility> most;
    if (state)
      for (const Function &f : state->functions())
        if (f.called.str() == called)
          most = std::max(most.value_or(Volatility::Constant),
                          f.volatility == Volatile::Immutable ? Volatility::Constant
                          : f.volatility == Volatile::Stable  ? Volatility::Stable
                                                              : Volatility::Volatile);
    return most.value_or(Volatility::Volatile);
  }

  std::vector<SqlToken> tokens;
  const Schema *state;
  size_t at = 0;
};

} // namespace

Volatility volatility(std::string_view sql, const Schema *state) { return Walk(sql, state).run(); }

} // namespace schemac::postgres
