//===- SequenceNames.cpp - Sequences of columns that go by another name ---===//
//
// The sequence of an identity is called after its table and column, and keeps that name when one of
// them is renamed. What it is called then does not tell where it belongs, so such names are kept.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/OwnedSequences.h"

namespace schemac::sql {

void NameScope::noteSequences(const Table &table) {
  for (const Column &c : table.columns)
    if (c.sequence())
      namedSequences.insert({table.name.ns, c.sequence()});
}

/// Follows a step that has been made.
void NameScope::noteSequences(const Op &op) {
  if (auto rename = dynOp<RenameSequenceOp>(op))
    namedSequences.insert({rename->name().ns, rename->to()});
  QName table = tableOf(op);
  if (auto rename = dynOp<RenameTableOp>(op))
    table = {table.ns, rename->to()};
  else if (auto move = dynOp<MoveTableOp>(op))
    table = {move->to(), table.name};
  else if (op.kind != OpKind::CreateTable && op.kind != OpKind::AddColumn &&
           op.kind != OpKind::AddIdentity && op.kind != OpKind::RenameColumn)
    return;
  if (const Table *t = state.table(table))
    noteSequences(*t);
}

bool NameScope::isNamedSequence(QName n) {
  if (!sequencesNoted)
    for (const Table &t : state.tables())
      noteSequences(t);
  sequencesNoted = true;
  return namedSequences.contains(n) && ownerOfSequence(state, n).sub;
}

/// Gives that of an identity column a name where the one that a server gives it is taken.
void Reader::nameSequence(QName table, Column &column) {
  bool identity = column.generation == Generation::IdentityAlways ||
                  column.generation == Generation::IdentityByDefault;
  if (!identity || column.sequence())
    return;
  Name usual = name(objectName(table.name.str(), column.name.str(), "seq"));
  if (isNamedSequence({table.ns, usual}))
    extra(column).sequence = freeRelation(table, column.name.str(), "seq", false);
}

/// The sequences of its identity columns keep their names, which a step of a plan makes follow.
bool Reader::renameTable(QName n, Name to) {
  std::vector<std::pair<Name, Name>> sequences; // column, sequence
  for (const Column &c : state.table(n)->columns)
    if (std::string called = ownedSequenceName(*state.table(n), c); !called.empty())
      sequences.emplace_back(c.name, name(called));
  if (!add(RenameTableOp::make(whole(), n, to)))
    return false;
  for (auto [column, sequence] : sequences) {
    const Table *now = state.table({n.ns, to});
    const Column *c = now ? now->column(column) : nullptr;
    Name follows = c ? name(ownedSequenceName(*now, *c)) : sequence;
    if (follows != sequence &&
        !add(RenameSequenceOp::make(whole(), QName{n.ns, follows}, sequence)))
      return false;
  }
  return true;
}

} // namespace schemac::sql
