//===- DiffSequences.cpp - Sequences that are objects of their own
//------------------------------------------------===//
//
// A sequence is made without its owner, as the columns whose defaults draw from it come after it.
// One whose owner is dropped goes with it, and one whose table moves to another namespace follows.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/OwnedSequences.h"
#include <algorithm>

namespace schemac {

static bool isComputed(const Column &c) {
  return c.generation == Generation::Stored || c.generation == Generation::Virtual;
}

void Differ::diffSequences() {
  for (const Sequence *s : sequences.made)
    createSequence(*s);
  for (const Sequence *s : sequences.gone)
    dropSequence(*s);
  for (const auto &pair : sequences.pairs)
    if (pair.from != pair.to)
      diffSequence(pair);
}

/// A serial column lets go of its sequence only by dropping it.
void Differ::checkSerial(const Sequence &sequence) {
  for (const Table &t : from.tables())
    for (const Column &c : t.columns) {
      if (c.generation == Generation::None || isComputed(c) || t.name.ns != sequence.name.ns)
        continue;
      Name name = c.sequence();
      bool same =
          name ? name == sequence.name.name
               : defaultSequenceName(t.name.name.str(), c.name.str()) == sequence.name.name.str();
      if (same) {
        auto d = diags.report(sequence.range, diag::err_serial_sequence, sequence.name.str(),
                              SubRef{t.name, c.name}.str());
        d.label(c.range, "was declared here");
        return;
      }
    }
}

void Differ::createSequence(const Sequence &sequence) {
  checkSerial(sequence);
  unsigned change = steps.newChange();
  Sequence body = sequence;
  body.ownedBy = SubRef();
  body.renamedFrom = Name();
  steps.add(Slot::CreateSequence, change, CreateSequenceOp::make(sequence.range, std::move(body)));
  if (sequence.ownedBy.sub)
    steps.add(Slot::OwnSequence, change,
              OwnSequenceOp::make(sequence.range, sequence.name, sequence.ownedBy));
}

bool Differ::goesWithOwner(const Sequence &s) const {
  if (!s.ownedBy.sub)
    return false;
  auto pair = std::find_if(tables.begin(), tables.end(),
                           [&](TablePair p) { return p.from->name == s.ownedBy.table; });
  if (pair == tables.end())
    return true;
  std::vector<const Column *> dropped = matchColumns(*pair).dropped;
  return std::any_of(dropped.begin(), dropped.end(),
                     [&](const Column *c) { return c->name == s.ownedBy.sub; });
}

void Differ::dropSequence(const Sequence &sequence) {
  if (goesWithOwner(sequence))
    return;
  checkSequenceDrop(sequence);
  steps.add(Slot::DropSequence, DropSequenceOp::make(sequence.range, sequence.name));
}

static bool drawsFromItsOwn(const Column &c) {
  return c.generation != Generation::None && !isComputed(c);
}

/// A target that does not say what the sequence behind a column is called takes it as it is: who
/// renames a table or a column, the sequence keeps its name.
void Differ::diffOwnSequence(TablePair pair, ColumnPair c) {
  bool wasSerial = c.from->generation == Generation::Serial;
  if (!c.to->sequence() || !drawsFromItsOwn(*c.from) || !drawsFromItsOwn(*c.to) ||
      wasSerial != (c.to->generation == Generation::Serial))
    return;
  std::string now = ownedSequenceName(*pair.from, *c.from);
  if (now != c.to->sequence().str())
    steps.add(Slot::RenameSequence,
              RenameSequenceOp::make(c.to->range, QName{pair.to->name.ns, context.name(now)},
                                     c.to->sequence()));
}

void Differ::diffSequence(ObjectPair<Sequence> pair) {
  const Sequence &was = *pair.from, &is = *pair.to;
  SubRef owner;
  if (was.ownedBy.sub)
    owner = {names.table(was.ownedBy.table), names.column(was.ownedBy.table, was.ownedBy.sub)};
  QName name = was.name;
  if (was.ownedBy.sub) // it has followed its table
    name.ns = owner.table.ns;
  unsigned change = was.name == is.name ? 0 : steps.newChange();
  bool released = owner.sub && is.ownedBy.sub != owner.sub && name.ns != is.name.ns;
  if (released) // a sequence that is owned cannot move by itself
    steps.add(Slot::RenameSequence, change, OwnSequenceOp::make(is.range, name));
  if (name.name != is.name.name)
    steps.add(Slot::RenameSequence, change, RenameSequenceOp::make(is.range, name, is.name.name));
  name.name = is.name.name;
  if (name.ns != is.name.ns)
    steps.add(Slot::RenameSequence, change,
              is.name.ns ? MoveSequenceOp::make(is.range, name, is.name.ns)
                         : MoveSequenceOp::make(is.range, name));
  if (!sameOptions(was, is)) {
    Sequence body = is;
    body.ownedBy = SubRef();
    body.renamedFrom = Name();
    steps.add(Slot::AlterColumn, AlterSequenceOp::make(is.range, std::move(body)));
  }
  if (owner == is.ownedBy && !released)
    return;
  if (is.ownedBy.sub)
    steps.add(Slot::OwnSequence, OwnSequenceOp::make(is.range, is.name, is.ownedBy));
  else if (!released)
    steps.add(Slot::OwnSequence, OwnSequenceOp::make(is.range, is.name));
}

} // namespace schemac
