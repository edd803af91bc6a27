//===- EmitOptions.cpp - Identities, expressions, storage as SQL ----------===//
#include "Definitions.h"
#include "Facts.h"
#include "Policies.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/UsualStorage.h"
#include <algorithm>

namespace schemac::emitpg {

namespace {

std::string_view identityWord(const Column &column) {
  return column.generation == Generation::IdentityAlways ? "ALWAYS" : "BY DEFAULT";
}

std::string sequenceLiteral(const Spelling &s, const SubRef &column) {
  return fmt::format("pg_get_serial_sequence({}, {})", s.literal(column.table),
                     s.text(column.sub.str()));
}

/// Takes over the place of a serial column's sequence: its name and its position.
void replaceSerial(Emission &e, const SubRef &column, const std::string &identity) {
  std::string alter =
      fmt::format("ALTER TABLE {} ALTER COLUMN {}", e.quote(column.table), e.quote(column.sub));
  e.add("DO {}", dollarQuote(fmt::format(
                     R"(DECLARE
  owned text := {0};
  next_value bigint;
BEGIN
  EXECUTE format('SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM %s', owned) INTO next_value;
  EXECUTE {1};
  EXECUTE format('DROP SEQUENCE %s', owned);
  EXECUTE {2};
  PERFORM setval({0}::regclass, next_value, false);
END)",
                     sequenceLiteral(e, column), e.text(alter + " DROP DEFAULT"),
                     e.text(alter + " ADD " + identity))));
}

/// `SET INCREMENT BY 2 SET CACHE 1`: from the one to the other; what is not said any more goes back
/// to the server's choice.
std::string optionChanges(const SequenceOptions &was, const SequenceOptions &is) {
  SequenceOptions before = was.completed(), now = is.completed();
  std::string out;
  auto number = [&](const char *word, const char *none, const std::optional<int64_t> &a,
                    const std::optional<int64_t> &b) {
    if (a != b)
      out += b ? fmt::format(" SET {} {}", word, *b) : fmt::format(" SET {}", none);
  };
  number("INCREMENT BY", "INCREMENT BY 1", before.increment, now.increment);
  number("MINVALUE", "NO MINVALUE", before.min, now.min);
  number("MAXVALUE", "NO MAXVALUE", before.max, now.max);
  number("START WITH", "START WITH 1", before.start, now.start);
  number("CACHE", "CACHE 1", before.cache, now.cache);
  if (was.cycle != is.cycle)
    out += is.cycle ? " SET CYCLE" : " SET NO CYCLE";
  return out;
}

} // namespace

//===--- identity ---------------------------------------------------------===//

/// Writers are kept out between reading the highest value and the first new one.
void emit(AddIdentityOp op, Emission &e) {
  const SubRef &column = op.column();
  Column def = op.def();
  def.name = column.sub;
  std::string options = sequenceOptions(def.options());
  if (hasOwnSequence(column.table, def))
    options = fmt::format("SEQUENCE NAME {}{}{}", e.quote(QName{column.table.ns, def.sequence()}),
                          options.empty() ? "" : " ", options);
  std::string identity = fmt::format("GENERATED {} AS IDENTITY{}", identityWord(def),
                                     options.empty() ? "" : " (" + options + ")");
  e.nowPresent(identityFact(e, column));
  if (const Column *known = e.column(column); known && known->generation == Generation::Serial)
    return replaceSerial(e, column, identity);
  e.alterColumn(column, "ADD {}", identity);
  SequenceOptions o = def.options().completed();
  bool up = *o.increment > 0;
  std::string edge = up ? "greatest(max({0}) + {1}, {2})" : "least(min({0}) + {1}, {2})";
  std::string next = fmt::format(fmt::runtime(edge), e.quote(column.sub), *o.increment,
                                 o.start.value_or(up ? 1 : -1));
  e.add("DO {}",
        dollarQuote(fmt::format("BEGIN\n  PERFORM setval({}::regclass, {}, false) FROM {};\nEND",
                                sequenceLiteral(e, column), next, e.quote(column.table))));
}

void emit(AlterIdentityOp op, Emission &e) {
  const Column *known = e.column(op.column());
  std::string changes;
  if (!known || known->generation != op.def().generation)
    changes += fmt::format(" SET GENERATED {}", identityWord(op.def()));
  changes += optionChanges(known ? known->options() : SequenceOptions(), op.def().options());
  if (!changes.empty())
    e.alterColumn(op.column(), "{}", changes.substr(1));
}

void emit(DropIdentityOp op, Emission &e) {
  e.alterColumn(op.column(), "DROP IDENTITY");
  e.nowAbsent(identityFact(e, op.column()));
}

//===--- expressions and storage ------------------------------------------===//

void emit(SetExpressionOp op, Emission &e) {
  e.alterColumn(op.column(), "SET EXPRESSION AS ({})", op.value().str());
}

void emit(DropExpressionOp op, Emission &e) {
  e.alterColumn(op.column(), "DROP EXPRESSION");
  e.nowAbsent(generatedFact(e, op.column()));
}

std::string storageAgain(const Emission &e, const SubRef &path, Type type) {
  const Column *column = e.column(path);
  if (!column || isStoredPlain(baseOf(e.before, type)))
    return {};
  std::string out;
  for (auto [word, value] :
       {std::pair("STORAGE", column->storage()), std::pair("COMPRESSION", column->compression())})
    if (value)
      out += fmt::format(", ALTER COLUMN {} SET {} {}", e.quote(path.sub), word, value.str());
  return out;
}

void emit(SetCollationOp op, Emission &e) {
  const Column *known = e.column(op.column());
  std::string type = known ? e.typeName(known->type) : "TEXT";
  PoliciesAside aside = policiesOn(e, op.column()); // to the server it is a change of the type
  addPublicationsAside(e, op.column(), aside);
  std::ranges::move(aside.off, std::back_inserter(e.out.statements));
  e.alterColumn(op.column(), "TYPE {} COLLATE {}{}", type,
                op.has_collation() ? e.outside(op.collation()) : "\"default\"",
                storageAgain(e, op.column(), known ? known->type : Type()));
  std::ranges::move(aside.back, std::back_inserter(e.out.statements));
}

/// Before version 16 there is no word for the type's own storage. Those of extensions are
/// extended, as a rule.
static std::string_view storageOf(const Schema &schema, const Column *column) {
  std::string_view usual = column ? usualStorage(schema, column->type) : "";
  return usual.empty() ? "extended" : usual;
}

void emit(SetStorageOp op, Emission &e) {
  const Column *known = e.column(op.column());
  e.alterOnly(op.column(), "SET STORAGE {}",
              op.has_storage()  ? op.storage().str()
              : e.version >= 16 ? std::string_view("DEFAULT")
                                : storageOf(e.before, known));
}

void emit(SetCompressionOp op, Emission &e) {
  e.alterOnly(op.column(), "SET COMPRESSION {}",
              op.has_method() ? op.method().str() : std::string_view("default"));
}

//===--- tables -----------------------------------------------------------===//

void setParameters(Emission &e, const std::string &what, const Parameters &before,
                   const Parameters &now) {
  Parameters set;
  std::string reset;
  for (const Parameter &p : now)
    if (std::ranges::find(before, p) == before.end())
      set.push_back(p);
  for (const Parameter &p : before)
    if (std::ranges::find(now, p.name, &Parameter::name) == now.end())
      reset += (reset.empty() ? "" : ", ") + p.name.string();
  if (!set.empty())
    e.add("ALTER {} SET ({})", what, parameterList(set));
  if (!reset.empty())
    e.add("ALTER {} RESET ({})", what, reset);
}

void emit(SetParametersOp op, Emission &e) {
  const Table *known = e.before.table(op.table());
  setParameters(e, "TABLE " + e.quote(op.table()), known ? known->parameters : Parameters(),
                op.parameters());
}

void emit(SetLoggedOp op, Emission &e) { e.add("ALTER TABLE {} SET LOGGED", e.quote(op.table())); }
void emit(SetUnloggedOp op, Emission &e) {
  e.add("ALTER TABLE {} SET UNLOGGED", e.quote(op.table()));
}

void emit(SetTablespaceOp op, Emission &e) {
  e.add("ALTER TABLE {} SET TABLESPACE {}", e.quote(op.table()),
        op.has_tablespace() ? e.quote(op.tablespace()) : "\"pg_default\"");
}

void emit(SetReplicaIdentityOp op, Emission &e) {
  ReplicaIdentity identity = op.full()        ? ReplicaIdentity::Full
                             : op.nothing()   ? ReplicaIdentity::Nothing
                             : op.has_index() ? ReplicaIdentity::Index
                                              : ReplicaIdentity::Default;
  e.add("ALTER TABLE {} REPLICA IDENTITY {}", e.quote(op.table()),
        replicaIdentityDef(e, identity, op.index()));
}

static bool inheritsPlainly(const Emission &e, AttachPartitionOp op) {
  const Table *parent = e.before.table(op.parent());
  return parent && !parent->partitionBy && !op.has_bound();
}

static std::string detach(const Emission &e, QName partition, QName whole) {
  return fmt::format("ALTER TABLE {} DETACH PARTITION {}", e.quote(whole), e.quote(partition));
}

/// A stopped DETACH PARTITION CONCURRENTLY is taken to its end: nothing else may be done with the
/// partition before (https://www.postgresql.org/docs/current/sql-altertable.html, FINALIZE).
static std::string finalizeDetach(const Emission &e, QName partition, QName whole) {
  return fmt::format("SELECT {} FROM pg_inherits WHERE inhrelid = to_regclass({}) AND inhparent = "
                     "to_regclass({}) AND inhdetachpending",
                     e.text(detach(e, partition, whole) + " FINALIZE"), e.literal(partition),
                     e.literal(whole));
}

void emit(AttachPartitionOp op, Emission &e) {
  if (inheritsPlainly(e, op))
    e.add("ALTER TABLE {} INHERIT {}", e.quote(op.table()), e.quote(op.parent()));
  else
    e.add("ALTER TABLE {} ATTACH PARTITION {} {}", e.quote(op.parent()), e.quote(op.table()),
          boundDef(op.bound()));
  e.nowPresent(inheritsFact(e, op.table(), op.parent()));
}

void emit(DetachPartitionOp op, Emission &e) {
  const Table *known = e.before.table(op.table());
  for (QName parent : known ? known->inherits : std::vector<QName>()) {
    e.add("ALTER TABLE {} NO INHERIT {}", e.quote(op.table()), e.quote(parent));
    e.nowAbsent(inheritsFact(e, op.table(), parent));
  }
  if (known && !known->inherits.empty())
    return;
  QName parent = known ? known->partitionOf : QName();
  if (!op.concurrently()) {
    e.out.statements.push_back(detach(e, op.table(), parent));
    return e.nowAbsent(inheritsFact(e, op.table(), parent));
  }
  e.out.statements.push_back(detach(e, op.table(), parent) + " CONCURRENTLY");
  e.out.transactional = false;
  // Cancelled while it waits, it leaves the table half detached; waiting harms nobody.
  e.out.lockTimeout = false;
  // The steps before are over when it is half detached, it is itself only when nothing is left.
  e.out.recover = finalizeDetach(e, op.table(), parent);
  e.out.recoverBack = true;
  e.out.skipWhen = "NOT (" + inheritsFact(e, op.table(), parent).sql + ")";
  e.nowAbsent(attachedFact(e, op.table(), parent));
}

} // namespace schemac::emitpg
