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

/// \p column as that of the serial sequence \p name.
static void foldInto(Column &column, QName name, QName table, Context &context) {
  column.generation = Generation::Serial;
  column.defaultExpr = Expr();
  if (name.name.str() == defaultSequenceName(table.name.str(), column.name.str()))
    return;
  ColumnExtra extra = column.extra ? *column.extra : ColumnExtra();
  extra.sequence = name.name;
  column.extra = context.make<ColumnExtra>(extra);
}

void SerialFolder::fold(Schema &schema, Context &context) {
  std::vector<QName> tables; // each once, in the order of sequences
  std::unordered_map<QName, std::vector<std::shared_ptr<const Sequence>>> owned;
  for (const Sequence &s : schema.sequences())
    if (s.ownedBy.sub) {
      auto &list = owned[s.ownedBy.table];
      if (list.empty())
        tables.push_back(s.ownedBy.table);
      list.push_back(schema.all<Sequence>().get(s.name));
    }
  for (QName name : tables) {
    std::shared_ptr<const Table> table = schema.all<Table>().get(name);
    if (!table)
      continue;
    Folded &f = known[name];
    if (f.from != table || f.owned != owned[name]) {
      f = {table, nullptr, owned[name], {}};
      Table folded = *table;
      for (const auto &s : f.owned)
        if (serialColumn(schema, context, *s)) {
          foldInto(*folded.column(s->ownedBy.sub), s->name, name, context);
          f.gone.push_back(s->name);
        }
      if (!f.gone.empty())
        f.to = std::make_shared<const Table>(std::move(folded));
    }
    if (f.to)
      schema.put(f.to);
    for (QName gone : f.gone)
      schema.remove<Sequence>(gone);
  }
}

void foldSerials(Schema &schema, Context &context) { SerialFolder().fold(schema, context); }

} // namespace schemac
