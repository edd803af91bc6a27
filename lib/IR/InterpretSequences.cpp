//===- InterpretSequences.cpp - Sequences behind columns ------------------===//
//
// A state names the sequence of a column only where it is not the one that PostgreSQL would choose,
// so that most columns carry nothing.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/OwnedSequences.h"
#include "schemac/IR/SqlNames.h"

namespace schemac {

std::string defaultSequenceName(std::string_view table, std::string_view column) {
  return fitNames(table, column, "seq");
}

std::string ownedSequenceName(const Table &table, const Column &column) {
  if (!hasSequence(column))
    return {};
  return column.sequence() ? column.sequence().string()
                           : defaultSequenceName(table.name.name.str(), column.name.str());
}

Expr drawsFrom(Context &context, const Table &table, const Column &column) {
  std::string name = sqlIdentifier(ownedSequenceName(table, column));
  if (table.name.ns)
    name = sqlIdentifier(table.name.ns.str()) + "." + name;
  std::string quoted;
  for (char c : name)
    quoted += c == '\'' ? "''" : std::string(1, c);
  return context.expr("nextval('" + quoted + "'::regclass)");
}

SubRef ownerOfSequence(const Schema &state, QName name) {
  for (const Table &t : state.tables())
    for (const Column &c : t.columns)
      if (t.name.ns == name.ns && hasSequence(c) && ownedSequenceName(t, c) == name.name.str())
        return {t.name, c.name};
  return {};
}

Name StepInterpreter::sequenceOf(const Table &table, const Column &column) const {
  return column.sequence()
             ? column.sequence()
             : context.name(defaultSequenceName(table.name.name.str(), column.name.str()));
}

ColumnExtra *StepInterpreter::editExtra(Column &column) {
  ColumnExtra *extra = context.make<ColumnExtra>(column.extra ? *column.extra : ColumnExtra());
  column.extra = extra;
  return extra;
}

void StepInterpreter::setSequence(const Table &table, Column &column, Name sequence) {
  if (sequence.str() == defaultSequenceName(table.name.name.str(), column.name.str()))
    sequence = Name();
  if (column.sequence() != sequence)
    editExtra(column)->sequence = sequence;
}

/// Looks for the table and column that \p name, "table_column_seq", may be made of. Shortened names
/// can be of any table; PostgreSQL avoids them by itself, so they are not looked for.
bool StepInterpreter::isOwnedSequence(QName name) const {
  std::string_view text = name.name.str();
  for (size_t i = text.find('_'); i != std::string_view::npos; i = text.find('_', i + 1)) {
    const Table *table = state.table({name.ns, context.name(text.substr(0, i))});
    for (const Column &c : table ? table->columns : std::vector<Column>())
      if (hasSequence(c) && sequenceOf(*table, c) == name.name)
        return true;
  }
  return false;
}

/// As PostgreSQL does: a default name that is taken gets a number.
bool StepInterpreter::nameSequences(Table &table) {
  if (!traits().sequences)
    return true;
  for (Column &c : table.columns) {
    if (!hasSequence(c))
      continue;
    if (c.sequence()) {
      if (!relationFree({table.name.ns, c.sequence()}))
        return false;
      setSequence(table, c, c.sequence());
      continue;
    }
    std::string name = defaultSequenceName(table.name.name.str(), c.name.str());
    std::string free = name;
    for (unsigned i = 1; !relationKind({table.name.ns, context.name(free)}).empty(); ++i)
      free = name + std::to_string(i);
    setSequence(table, c, context.name(free));
  }
  return true;
}

bool StepInterpreter::operator()(SetSerialOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  if (column->generation != Generation::None)
    return refused(step.column().str(), "the database generates its values already");
  if (!column->type.isInteger())
    return refused(step.column().str(),
                   fmt::format("type {} cannot hold what a sequence gives", column->type.str()));
  if (!relationFree({norm(step.column().table.ns), step.sequence()}))
    return false;
  Table &table = *edit(step.column());
  Column &edited = *table.column(step.column().sub);
  edited.generation = Generation::Serial;
  edited.defaultExpr = Expr();
  setSequence(table, edited, step.sequence());
  return true;
}

bool StepInterpreter::operator()(DropSerialOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  if (column->generation != Generation::Serial)
    return refused(step.column().str(), "it has no serial sequence");
  Table &table = *edit(step.column());
  Column &edited = *table.column(step.column().sub);
  edited.generation = Generation::None;
  if (edited.sequence())
    editExtra(edited)->sequence = Name();
  return true;
}

bool StepInterpreter::operator()(MoveSerialOp step) {
  SubRef from = step.column(), to{step.has_table() ? step.table() : from.table, step.to()};
  const Column *column = needColumn(from), *other = column ? needColumn(to) : nullptr;
  if (!other)
    return false;
  if (!hasSequence(*column))
    return refused(from.str(), "it has no sequence of its own");
  if (isIdentity(*column) && other->nullable)
    return refused(to.str(), "it must be NOT NULL first");
  if (other->generation != Generation::None)
    return refused(to.str(), "the database generates its values already");
  if (!other->type.isInteger())
    return refused(to.str(),
                   fmt::format("type {} cannot hold what a sequence gives", other->type.str()));
  if (step.has_table() && other->type != column->type)
    return refused(to.str(), "a sequence goes to another table as it is");
  Table &table = *edit(to), &before = *edit(from);
  Column &giver = *before.column(from.sub), &taker = *table.column(to.sub);
  const Name was = sequenceOf(before, giver);
  Name sequence = was;
  if (step.has_table()) { // under the name that the other table gives it, when that is free
    Name own = context.name(defaultSequenceName(table.name.name.str(), taker.name.str()));
    bool named = sequence.str() == defaultSequenceName(before.name.name.str(), giver.name.str());
    if (named && relationKind({table.name.ns, own}).empty())
      sequence = own;
  }
  taker.generation = giver.generation;
  taker.defaultExpr = Expr();
  if (isIdentity(giver)) {
    SequenceOptions options = giver.options();
    editExtra(giver)->options = SequenceOptions();
    editExtra(taker)->options = options;
  }
  giver.generation = Generation::None;
  if (giver.sequence())
    editExtra(giver)->sequence = Name();
  setSequence(table, taker, sequence);
  if (step.has_table() && taker.generation == Generation::Serial)
    giver.defaultExpr = drawsFrom(context, table, taker);
  if (sequence != was)
    renameSequenceUses({table.name.ns, was}, {table.name.ns, sequence});
  return true;
}

} // namespace schemac
