//===- SequenceRestart.cpp - sequence-restart ----------------------------------------===//
//
// Values that rows hold come a second time: inserts fail on the key, or rows of other tables refer
// to the wrong one. A value that a query finds is no restart, and neither is one in a file that
// empties the table, or setval() behind the COPY that brings the rows: so are dumps written.
//
//===----------------------------------------------------------------------===//
#include "Rules/RowChanges.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

/// setval('orders_id_seq', 1, ...): what is set by a number, and not by a query.
static std::string setByNumber(const StatementFacts &s) {
  for (size_t i = 0; i + 4 < s.tokens.size(); ++i)
    if (s.tokens[i].isWord("setval") && s.tokens[i + 1].isSymbol("(") &&
        s.tokens[i + 2].kind == SqlToken::Kind::String && s.tokens[i + 3].isSymbol(",") &&
        s.tokens[i + 4].kind == SqlToken::Kind::Number)
      return std::string(s.tokens[i + 2].text.substr(1, s.tokens[i + 2].text.size() - 2));
  return {};
}

/// What counts anew: the sequence, or the column that has one.
static std::string restarted(const StatementFacts &s) {
  bool alters = s.startsWith({"alter", "sequence"}) || s.startsWith({"alter", "table"});
  if (!alters || !s.has("restart"))
    return setByNumber(s);
  size_t at = s.tokens[2].isWord("if") ? 4 : 2;
  at += at < s.tokens.size() && s.tokens[at].isWord("only");
  std::string name;
  for (; at < s.tokens.size() && (s.tokens[at].isName() || s.tokens[at].isSymbol(".")); ++at) {
    if (at > 2 && s.tokens[at].isName() && s.tokens[at - 1].isName() && !name.empty())
      break;
    name += s.tokens[at].isName() ? s.tokens[at].name() : ".";
  }
  return name;
}

/// Whether it is the sequence of an identity column of \p t, which the server names after it.
static bool isIdentityOf(QName sequence, const Table &t) {
  if (t.name.ns != sequence.ns)
    return false;
  return std::ranges::any_of(t.columns, [&](const Column &c) {
    if (c.generation != Generation::IdentityAlways && c.generation != Generation::IdentityByDefault)
      return false;
    return sequence.name == c.sequence() ||
           (!c.sequence() &&
            sequence.name.str() == postgres::objectName(t.name.name.str(), c.name.str(), "seq"));
  });
}

/// The same of a column in use.
static bool isIdentitys(QName sequence, const Schema &state) {
  for (const Table &t : state.tables())
    if (!t.isEmpty() && isIdentityOf(sequence, t))
      return true;
  return false;
}

/// Whether a column of \p t draws from it.
static bool isOf(QName sequence, const Table &t, const MigrationContext &rule) {
  return isIdentityOf(sequence, t) || std::ranges::any_of(t.columns, [&](const Column &c) {
           return std::ranges::count(sequencesIn(rule.context, c.defaultExpr), sequence) > 0;
         });
}

static bool saysWhere(const StatementFacts &s) {
  bool chosen = std::ranges::any_of(s.tokens, [](const SqlToken &t) {
    return t.kind == SqlToken::Kind::Number && t.text != "0" && t.text != "1";
  });
  return chosen && (s.has({"restart", "with"}) || s.has("setval"));
}

void checkSequenceRestart(MigrationContext &rule) {
  const Schema &start = *rule.migration.start;
  bool empties = std::ranges::any_of(
      rule.statements, [](const StatementFacts &s) { return s.startsWith({"truncate"}); });
  std::vector<const Table *> filled; // by COPY, so far
  for (const StatementFacts &s : rule.statements) {
    if (const Table *table = start.table(copiedRows(s, rule).table))
      filled.push_back(table);
    std::string name = restarted(s);
    if (name.empty() || empties)
      continue;
    if (size_t dot = name.rfind('.'); dot != std::string::npos && name.starts_with("public."))
      name = name.substr(dot + 1);
    size_t dot = name.find('.');
    QName q = dot == std::string::npos ? QName{Name(), rule.context.name(name)}
                                       : QName{rule.context.name(name.substr(0, dot)),
                                               rule.context.name(name.substr(dot + 1))};
    if (!setByNumber(s).empty() &&
        std::ranges::any_of(filled, [&](const Table *t) { return isOf(q, *t, rule); }))
      continue;
    const Table *table = start.table(q);
    if (start.sequences().find(q) || isIdentitys(q, start) || (table && !table->isEmpty()))
      // From a number that the author chose it may go on behind them all.
      rule.diags.report(s.range(), diag::warn_sequence_restart, name,
                        saysWhere(s) ? "may come" : "come");
  }
}

} // namespace schemac
