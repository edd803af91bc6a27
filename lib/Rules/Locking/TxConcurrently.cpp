//===- TxConcurrently.cpp - tx-concurrently-in-transaction ----------------------------===//
//
// The server refuses it, whatever the tables hold.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>
#include <span>

namespace schemac {

using Tokens = std::span<const SqlToken>;

static bool starts(Tokens t, std::initializer_list<std::string_view> words) {
  return t.size() >= words.size() &&
         std::equal(words.begin(), words.end(), t.begin(),
                    [](std::string_view word, const SqlToken &x) { return x.isWord(word); });
}

/// "CREATE INDEX CONCURRENTLY" and others of its kind; empty for the rest.
static std::string needsItsOwn(Tokens t) {
  auto has = [&](std::string_view word) {
    return std::ranges::any_of(t, [&](const SqlToken &x) { return x.isWord(word); });
  };
  bool concurrently = has("concurrently");
  if (concurrently && starts(t, {"create"}) && !starts(t, {"create", "materialized"}))
    return "CREATE INDEX CONCURRENTLY";
  if (concurrently && starts(t, {"drop", "index"}))
    return "DROP INDEX CONCURRENTLY";
  if (concurrently && starts(t, {"reindex"}))
    return "REINDEX CONCURRENTLY";
  if (concurrently && starts(t, {"alter", "table"}) && has("detach"))
    return "DETACH PARTITION CONCURRENTLY";
  if (starts(t, {"cluster"}) && (t.size() == 1 || (t.size() == 2 && t[1].isWord("verbose"))))
    return "CLUSTER of all tables";
  if (starts(t, {"reindex"})) {
    size_t kind = 1;
    while (kind < t.size() && (t[1].isSymbol("(") && !t[kind - 1].isSymbol(")")))
      ++kind;
    for (std::string_view all : {"database", "system", "schema"})
      if (kind < t.size() && t[kind].isWord(all))
        return "REINDEX of all tables";
  }
  return starts(t, {"vacuum"}) ? "VACUUM" : "";
}

namespace {

/// Statements in the body of a routine or a block that is not followed.
class BodyLook {
public:
  BodyLook(MigrationContext &rule, const StatementFacts &s, std::string_view note)
      : rule(rule), s(s), note(note) {}

  void run() {
    for (const SqlToken &quoted : s.tokens)
      if (quoted.text.starts_with("$")) {
        size_t tag = quoted.text.find('$', 1) + 1;
        if (quoted.text.size() >= 2 * tag)
          look(quoted.text.substr(tag, quoted.text.size() - 2 * tag), quoted.begin + tag);
        return;
      }
  }

private:
  void look(std::string_view body, size_t offset) {
    std::vector<SqlToken> t = lexSqlTokens(body);
    for (size_t i = 0; i < t.size(); ++i) {
      if (i == 0 || beginsBehind(t[i - 1])) {
        size_t end = i;
        while (end < t.size() && !t[end].isSymbol(";"))
          ++end;
        report(needsItsOwn(Tokens(t).subspan(i, end - i)), offset + t[i].begin,
               offset + t[end - 1].end);
      }
      // EXECUTE 'VACUUM t', EXECUTE format('VACUUM %I', t)
      size_t text = i + (i + 2 < t.size() && t[i + 1].isWord("format") ? 3 : 1);
      if (t[i].isWord("execute") && text < t.size() && t[text].kind == SqlToken::Kind::String) {
        std::string_view quoted = t[text].text;
        size_t tag = quoted.starts_with("$") ? quoted.find('$', 1) + 1 : 1;
        if (quoted.size() >= 2 * tag)
          report(needsItsOwn(lexSqlTokens(quoted.substr(tag, quoted.size() - 2 * tag))),
                 offset + t[text].begin, offset + t[text].end);
      }
    }
  }

  static bool beginsBehind(const SqlToken &t) {
    return t.isSymbol(";") || t.isWord("begin") || t.isWord("then") || t.isWord("else") ||
           t.isWord("loop");
  }

  void report(const std::string &what, size_t begin, size_t end) {
    if (what.empty() || end <= begin)
      return;
    SourceRange range(s.range().begin + uint32_t(begin), s.range().begin + uint32_t(end));
    rule.diags.report(range, diag::err_tx_concurrently_in_transaction, what)
        .note(std::string(note));
  }

  MigrationContext &rule;
  const StatementFacts &s;
  std::string_view note;
};

} // namespace

static bool isRoutine(const StatementFacts &s) {
  return s.startsWith({"create", "function"}) || s.startsWith({"create", "procedure"}) ||
         s.startsWith({"create", "or", "replace", "function"}) ||
         s.startsWith({"create", "or", "replace", "procedure"});
}

void checkTxConcurrently(MigrationContext &rule) {
  constexpr std::string_view ofBlock = "the server refuses it in a DO block, wherever that runs";
  for (const StatementFacts &s : rule.statements) {
    if (s.startsWith({"do"}))
      BodyLook(rule, s, ofBlock).run();
    else if (isRoutine(s))
      BodyLook(rule, s, "the server refuses it in a function or procedure whenever that is called")
          .run();
    std::string what = needsItsOwn(s.tokens);
    if (what.empty() || s.transaction == 0)
      continue;
    auto d = rule.diags.report(s.range(), diag::err_tx_concurrently_in_transaction, what);
    if (s.statement->block)
      d.note(std::string(ofBlock));
    else if (rule.migration.wrapped)
      d.note("the tool that runs the file puts all of it into one transaction");
  }
}

} // namespace schemac
