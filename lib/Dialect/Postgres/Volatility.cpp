//===- Volatility.cpp - How often a default gives a new value -------------===//
//
// The most volatile of everything that is called. Casts count as constant: what their input
// functions depend on (DateStyle, TimeZone) holds still for a statement, and a literal is folded
// when it is declared.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "Dialect/Postgres/SqlScan.h"
#include "llvm/ADT/StringMap.h"

namespace schemac::postgres {

namespace {

const llvm::StringMap<Volatility> &functions() {
  static const llvm::StringMap<Volatility> map = {
#define FUNCTION(NAME, VOLATILITY) {NAME, Volatility::VOLATILITY},
#include "schemac/Dialect/Postgres/Functions.def"
  };
  return map;
}

/// Words that have a value without being called.
bool isValueWord(llvm::StringRef word) {
  static const llvm::StringMap<bool> words = {
#define FUNCTION(NAME, VOLATILITY)
#define WORD(NAME, VOLATILITY) {NAME, true},
#include "schemac/Dialect/Postgres/Functions.def"
  };
  return words.contains(word);
}

class Walk {
public:
  explicit Walk(std::string_view sql) : tokens(scanSql(sql)) {}

  Volatility run() {
    Volatility most = Volatility::Constant;
    for (at = 0; at < tokens.size(); ++at) {
      if (tokens[at].isPunct("::"))
        skipType();
      else if (tokens[at].isName())
        most = std::max(most, name());
    }
    return most;
  }

private:
  bool isPunct(size_t i, std::string_view text) const {
    return i < tokens.size() && tokens[i].isPunct(text);
  }

  /// A type's name and its parameters: numeric(10, 2) is not a call.
  void skipType() {
    while (at + 1 < tokens.size() && (tokens[at + 1].isName() || isPunct(at + 1, ".")))
      ++at;
    if (isPunct(at + 1, "("))
      while (at + 1 < tokens.size() && !isPunct(++at, ")"))
        ;
  }

  /// A possibly qualified name; leaves `at` on its last part.
  Volatility name() {
    bool foreign = false;
    while (isPunct(at + 1, ".") && at + 2 < tokens.size() && tokens[at + 2].isName()) {
      foreign |= tokens[at].text != "pg_catalog";
      at += 2;
    }
    const SqlToken &last = tokens[at];
    if (!isPunct(at + 1, "(")) {
      if (last.kind == SqlToken::Word && last.text == "as")
        skipType();
      return !foreign && last.kind == SqlToken::Word && isValueWord(last.text)
                 ? functions().lookup(last.text)
                 : Volatility::Constant;
    }
    auto it = functions().find(last.text);
    return foreign || it == functions().end() ? Volatility::Volatile : it->second;
  }

  std::vector<SqlToken> tokens;
  size_t at = 0;
};

} // namespace

Volatility volatility(std::string_view sql) { return Walk(sql).run(); }

} // namespace schemac::postgres
