//===- FoldSerials.cpp - Sequences that are those of serial columns -------===//
//
// `serial` is short for a sequence, a default that draws from it and an owner. Written out, it is
// the same state, and must compare equal to the short form.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/FoldSerials.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SqlNames.h"

namespace schemac {

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
  std::string_view text = c->defaultExpr.str();
  bool draws = drawsFromSequence(c->defaultExpr) && text.starts_with("nextval(") &&
               text.ends_with(')') && text.find('(', 8) == text.npos;
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
