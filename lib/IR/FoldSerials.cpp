//===- FoldSerials.cpp - Sequences that are those of serial columns -------===//
//
// `serial` is short for a sequence, a default that draws from it and an owner. Written out, it is
// the same state, and must compare equal to the short form.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/FoldSerials.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

/// nextval(…) and nothing else, however it is quoted.
static bool isOneCall(std::string_view text) {
  std::vector<SqlToken> t = lexSqlTokens(text);
  auto opens = [](const SqlToken &token) { return token.isSymbol("("); };
  return t.size() > 2 && t[0].isName() && t[0].name() == "nextval" && opens(t[1]) &&
         t.back().isSymbol(")") && std::ranges::count_if(t, opens) == 1;
}

/// The column that \p s is the serial sequence of; null when it has anything of its own.
static const Column *serialColumn(const Schema &schema, Context &context, const Sequence &s) {
  const Table *table = schema.table(s.ownedBy.table);
  const Column *c = table && s.ownedBy.sub ? table->column(s.ownedBy.sub) : nullptr;
  if (!c || c->type != s.type || c->generation != Generation::None || table->name.ns != s.name.ns ||
      s.renamedFrom || s.comment || !s.grants.empty())
    return nullptr;
  Sequence plain = s;
  plain.increment = plain.cache = 1;
  plain.cycle = false;
  fillDefaults(plain, {});
  bool draws = drawsFromSequence(c->defaultExpr) && isOneCall(c->defaultExpr.str());
  std::vector<QName> names = sequencesIn(context, c->defaultExpr);
  return draws && names.size() == 1 && names.front() == s.name && sameOptions(s, plain) ? c
                                                                                        : nullptr;
}

void foldSerials(Schema &schema, Context &context) {
  std::vector<QName> folded;
  for (const Sequence &s : schema.sequences())
    if (serialColumn(schema, context, s))
      folded.push_back(s.name);
  for (QName name : folded) {
    SubRef owner = schema.find<Sequence>(name)->ownedBy;
    Column &c = *schema.edit<Table>(owner.table)->column(owner.sub);
    c.generation = Generation::Serial;
    c.defaultExpr = Expr();
    if (name.name.str() != defaultSequenceName(owner.table.name.str(), owner.sub.str())) {
      ColumnExtra extra = c.extra ? *c.extra : ColumnExtra();
      extra.sequence = name.name;
      c.extra = context.make<ColumnExtra>(extra);
    }
    schema.remove<Sequence>(name);
  }
}

} // namespace schemac
