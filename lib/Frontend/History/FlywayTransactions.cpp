//===- FlywayTransactions.cpp - What Flyway runs in a transaction ---------===//
//
// Flyway reads the statements of a file before it runs them: where none can run in a transaction
// it opens none, and where some can and others cannot it refuses the file, unless `mixed` is set or
// the settings of the file itself say what it is to do.
//
//===----------------------------------------------------------------------===//
#include "FlywayTransactions.h"
#include "schemac/Frontend/History/Diags.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <initializer_list>

namespace schemac::history {

namespace {

/// What Flyway takes a statement for. Of some its versions may think otherwise.
enum class Runs : uint8_t { InTransaction, Alone, Unsure };

class Words {
public:
  explicit Words(std::string_view sql) : tokens(lexSqlTokens(sql)) {}

  bool empty() const { return tokens.empty(); }
  /// Takes the next word when it is this one.
  bool take(std::string_view word) {
    bool is = at < tokens.size() && tokens[at].isWord(word);
    at += is;
    return is;
  }
  bool takeOneOf(std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return take(word); });
  }
  bool has(std::string_view word) const {
    return std::ranges::any_of(tokens, [&](const SqlToken &t) { return t.isWord(word); });
  }

private:
  std::vector<SqlToken> tokens;
  size_t at = 0;
};

Runs runsHow(std::string_view sql) {
  Words words(sql);
  if (words.take("vacuum"))
    return Runs::Alone;
  if (words.take("refresh"))
    return Runs::InTransaction;
  if (words.take("discard"))
    return words.take("all") ? Runs::Alone : Runs::InTransaction;
  if (words.take("reindex")) {
    words.take("verbose");
    if (words.takeOneOf({"schema", "database", "system"}))
      return Runs::Alone;
  } else if (words.take("alter")) {
    if (words.take("system"))
      return Runs::Alone;
  } else if (words.takeOneOf({"create", "drop"})) {
    if (words.takeOneOf({"database", "tablespace", "subscription"}))
      return Runs::Alone;
    words.take("unique");
    return words.take("index") && words.take("concurrently") ? Runs::Alone : Runs::InTransaction;
  }
  return words.has("concurrently") ? Runs::Unsure : Runs::InTransaction;
}

} // namespace

void decideTransaction(const SourceManager &sources, Migration &m, bool mixed, DiagEngine &diags) {
  if (m.transactionIsSet)
    return;
  std::optional<bool> first; // whether the first one runs in a transaction
  bool alone = false, refused = false;
  for (const sql::Statement &s : m.script.statements) {
    if (s.kind == sql::StatementKind::Meta || s.kind == sql::StatementKind::Invalid)
      continue;
    Runs how = runsHow(sources.text(s.range));
    alone |= how != Runs::InTransaction;
    if (how == Runs::Unsure)
      continue;
    bool inTransaction = how == Runs::InTransaction;
    if (!first)
      first = inTransaction;
    if (*first != inTransaction && !mixed && !refused) {
      diags.report(s.range, diag::err_history_mixed,
                   inTransaction ? "can run in a transaction, and one before it cannot"
                                 : "cannot run in a transaction, and one before it can");
      refused = true;
    }
  }
  if (alone)
    m.transaction = false;
}

} // namespace schemac::history
