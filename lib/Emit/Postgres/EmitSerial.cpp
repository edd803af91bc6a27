//===- EmitSerial.cpp - Owned sequences as SQL ----------------------------===//
//
// The sequence behind an existing column is asked from the server: a table that was renamed keeps
// its old sequence name, and no schema file says so.
//
//===----------------------------------------------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "schemac/IR/Interpreter.h"

namespace schemac::emitpg {

namespace {

std::string quotedColumn(const Spelling &s, const SubRef &column) {
  return s.quote(column.table) + "." + s.quote(column.sub);
}

/// Runs \p body with `owned` being the sequence of \p column, as SQL that can be pasted.
std::string withSequence(const Spelling &s, const SubRef &column, std::string_view body) {
  std::string missing = fmt::format("{} owns no sequence", quotedColumn(s, column));
  return "DO " + dollarQuote(fmt::format(R"(DECLARE
  owned text := pg_get_serial_sequence({}, {});
BEGIN
  IF owned IS NULL THEN
    RAISE EXCEPTION USING MESSAGE = {};
  END IF;
{}
END)",
                                         s.literal(column.table), s.text(column.sub.str()),
                                         s.text(missing), body));
}

bool isInteger(Type type) {
  return type.is(TypeKind::I16) || type.is(TypeKind::I32) || type.is(TypeKind::I64);
}

} // namespace

/// Asked from the server, since a table that was renamed before may have a sequence of an older
/// name.
std::string renameOwnSequence(const Spelling &s, const SubRef &column, std::string_view before,
                              std::string_view now, std::string_view onlyIf) {
  std::string old = s.quote(s.nsOf(column.table)) + "." + s.quote(before);
  return "DO " + dollarQuote(fmt::format(R"(BEGIN
  IF to_regclass({0}) = pg_get_serial_sequence({1}, {2})::regclass{3} THEN
    ALTER SEQUENCE {4} RENAME TO {5};
  END IF;
END)",
                                         s.text(old), s.literal(column.table),
                                         s.text(column.sub.str()), onlyIf, old, s.quote(now)));
}

/// The new name may be taken, of which no schema tells.
std::string renameOwnSequence(const Spelling &s, QName before, QName now, const Column &column) {
  std::string old = defaultSequenceName(before.name.str(), column.name.str());
  std::string wanted = defaultSequenceName(now.name.str(), column.name.str());
  bool owns = column.generation == Generation::Serial ||
              column.generation == Generation::IdentityAlways ||
              column.generation == Generation::IdentityByDefault;
  if (!owns || old == wanted || (column.sequence() && column.sequence().str() != old))
    return {};
  std::string isFree = fmt::format(" AND to_regclass({}) IS NULL",
                                   s.text(s.quote(s.nsOf(now)) + "." + s.quote(wanted)));
  return renameOwnSequence(s, {now, column.name}, old, wanted, isFree);
}

std::string retypeSequence(const Spelling &s, const SubRef &column, Type type) {
  return withSequence(s, column,
                      fmt::format("  EXECUTE format('ALTER SEQUENCE %s AS {}', owned);",
                                  isInteger(type) ? s.typeName(type) : "BIGINT"));
}

/// Writers are kept out between reading the highest value and the new default.
void emit(SetSerialOp op, Emission &e) {
  const SubRef &column = op.column();
  QName sequence{column.table.ns, op.sequence()};
  const Column *known = e.column(column);
  std::string type =
      known && isInteger(known->type) ? " AS " + e.typeName(known->type) : std::string();
  if (!op.empty())
    e.add("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", e.quote(column.table));
  e.add("CREATE SEQUENCE {}{} OWNED BY {}", e.quote(sequence), type, quotedColumn(e, column));
  if (!op.empty())
    e.add("DO {}",
          dollarQuote(fmt::format(
              "BEGIN\n  PERFORM setval({}::regclass, greatest(coalesce(max({}), 0), 0) + 1, "
              "false) FROM {};\nEND",
              e.literal(sequence), e.quote(column.sub), e.quote(column.table))));
  e.add("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT nextval({}::regclass)", e.quote(column.table),
        e.quote(column.sub), e.literal(sequence));
  e.nowPresent(serialFact(e, column));
}

void emit(DropSerialOp op, Emission &e) {
  const SubRef &column = op.column();
  e.add("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", e.quote(column.table), e.quote(column.sub));
  e.out.statements.push_back(
      withSequence(e, column, "  EXECUTE format('DROP SEQUENCE %s', owned);"));
  e.nowAbsent(serialFact(e, column));
}

/// Of another table: the partitions of one that is partitioned get the default along.
static void moveSerialAway(Emission &e, const SubRef &from, const SubRef &to, const Column &known) {
  e.out.statements.push_back(withSequence(
      e, from,
      fmt::format(
          "  EXECUTE format({}, owned);\n  EXECUTE format({}, owned);",
          e.text(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT "
                             "nextval(%L::regclass)",
                             inFormat(e.quote(to.table)), inFormat(e.quote(to.sub)))),
          e.text(fmt::format("ALTER SEQUENCE %s OWNED BY {}", inFormat(quotedColumn(e, to)))))));
  if (std::string rename = renameOwnSequence(e, from.table, to.table, known); !rename.empty())
    e.out.statements.push_back(rename);
  e.nowAbsent(serialFact(e, from));
  e.nowPresent(serialFact(e, to));
}

/// An identity cannot be given to another column: one like it is made that goes on where it stood.
static void moveIdentity(Emission &e, const SubRef &from, const SubRef &to, const Column &known) {
  auto alter = [&](const SubRef &column) {
    return fmt::format("ALTER TABLE {} ALTER COLUMN {}", e.quote(column.table),
                       e.quote(column.sub));
  };
  std::string options = sequenceOptions(known.options());
  std::string add =
      fmt::format("{} ADD GENERATED {} AS IDENTITY (SEQUENCE NAME %s{}{})", inFormat(alter(to)),
                  known.generation == Generation::IdentityAlways ? "ALWAYS" : "BY DEFAULT",
                  options.empty() ? "" : " ", options);
  e.add("DO {}", dollarQuote(fmt::format(
                     R"(DECLARE
  owned text := pg_get_serial_sequence({0}, {1});
  last bigint;
  called boolean;
BEGIN
  EXECUTE format('SELECT last_value, is_called FROM %s', owned) INTO last, called;
  EXECUTE {2};
  EXECUTE format({3}, owned);
  PERFORM setval(owned::regclass, last, called);
END)",
                     e.literal(from.table), e.text(from.sub.str()),
                     e.text(alter(from) + " DROP IDENTITY"), e.text(add))));
  if (std::string rename = renameOwnSequence(e, from.table, to.table, known);
      !rename.empty() && from.table != to.table)
    e.out.statements.push_back(rename);
  e.nowAbsent(identityFact(e, from));
  e.nowPresent(identityFact(e, to));
}

void emit(MoveSerialOp op, Emission &e) {
  SubRef to{op.has_table() ? op.table() : op.column().table, op.to()};
  const Column *giver = e.column(op.column());
  if (giver && giver->generation != Generation::Serial && giver->generation != Generation::None)
    return moveIdentity(e, op.column(), to, *giver);
  if (op.has_table())
    return moveSerialAway(e, op.column(), to, giver ? *giver : Column());
  std::string table = e.quote(to.table), body;
  if (const Column *target = e.column(to); target && isInteger(target->type))
    body = fmt::format("  EXECUTE format('ALTER SEQUENCE %s AS {}', owned);\n",
                       e.typeName(target->type));
  body += fmt::format(
      "  EXECUTE format({}, owned);\n",
      e.text(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT nextval(%L::regclass)",
                         inFormat(table), inFormat(e.quote(to.sub)))));
  body += fmt::format(
      "  EXECUTE format({}, owned);",
      e.text(fmt::format("ALTER SEQUENCE %s OWNED BY {}", inFormat(quotedColumn(e, to)))));
  e.out.statements.push_back(withSequence(e, op.column(), body));
  e.add("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", table, e.quote(op.column().sub));
  e.nowAbsent(serialFact(e, op.column()));
  e.nowPresent(serialFact(e, to));
}

} // namespace schemac::emitpg
