//===- EmitIndex.cpp - Indexes as SQL -------------------------------------===//
//
// A concurrent build that fails leaves an INVALID index of the name, which IF NOT EXISTS takes for
// success. So what is invalid is dropped first, and the index is made when no valid one is there.
//
//===----------------------------------------------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "schemac/IR/Partitions.h"

namespace schemac::emitpg {

namespace {

/// Also the leftovers of REINDEX CONCURRENTLY, which repairs such an index: name_ccnew,
/// name_ccold1.
std::string dropInvalid(const Spelling &s, const SubRef &index) {
  QName name{index.table.ns, index.sub};
  return fmt::format(R"(SELECT format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, c.relname)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid AND n.nspname = {} AND i.indrelid = to_regclass({})
  AND (c.relname = {} OR (starts_with(c.relname, {}) AND substr(c.relname, length({}) + 1) ~ '^_cc(new|old)[0-9]*$'))
ORDER BY c.relname)",
                     s.text(s.nsOf(name)), s.literal(index.table), s.text(index.sub.str()),
                     s.text(index.sub.str()), s.text(index.sub.str()));
}

/// What a server called the parts of other indexes, it alone knows: it counts on where a name is
/// taken, in the order in which they were made. No statement names such a part, so one that has the
/// name of a new one gets another.
std::string nameAside(const Spelling &s, const QName &name, const QName &of) {
  return fmt::format(
      R"(SELECT format('ALTER INDEX %I.%I RENAME TO %I', n.nspname, c.relname,
  CASE WHEN octet_length(c.relname) <= 50 THEN regexp_replace(c.relname, '[0-9]*$', '') ELSE 'schemac_part_idx' END || c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits i ON i.inhrelid = c.oid
WHERE c.oid = to_regclass({}) AND c.relkind IN ('i', 'I') AND i.inhparent <> to_regclass({}))",
      s.literal(name), s.literal(of));
}

void outsideTransaction(Emission &e) {
  e.out.transactional = false;
  // Cancelled while it waits, a concurrent build leaves an INVALID index; waiting harms nobody.
  e.out.lockTimeout = false;
}

} // namespace

static const Table *parentOf(const Emission &e, QName partition) {
  const Table *table = e.before.table(partition);
  return table ? e.before.table(table->partitionOf) : nullptr;
}

static void attachIndex(const SubRef &path, const SubRef &whole, Emission &e) {
  QName name{path.table.ns, path.sub}, of{whole.table.ns, whole.sub};
  e.add("ALTER INDEX {} ATTACH PARTITION {}", e.quote(of), e.quote(name));
  e.nowPresent(inheritsFact(e, name, of));
}

/// The path names the index: a definition that was taken from elsewhere may say another name.
void emit(CreateIndexOp op, Emission &e) {
  Index index = op.def();
  index.name = op.path().sub;
  e.out.statements.push_back(indexDef(e, op.path().table, index, op.concurrently(), op.only()));
  // One without its parts is there and not valid.
  e.nowPresent(op.only() ? relationFact(e, {op.path().table.ns, op.path().sub})
                         : indexFact(e, op.path()));
  if (const Table *parent = index.partOf ? parentOf(e, op.path().table) : nullptr)
    attachIndex(op.path(), {parent->name, index.partOf}, e);
  if (!op.concurrently())
    return;
  outsideTransaction(e);
  e.out.recover = dropInvalid(e, op.path());
}

/// The part of a key that was never attached is dropped; one that was goes with the key.
static void dropLoosePart(const QName &index, Emission &e) {
  e.out.transactional = false;
  e.out.lockTimeout = false;
  e.out.recover =
      fmt::format("SELECT {0} WHERE to_regclass({1}) IS NOT NULL AND NOT EXISTS (SELECT "
                  "FROM pg_inherits WHERE inhrelid = to_regclass({1}))",
                  e.text("DROP INDEX CONCURRENTLY " + e.quote(index)), e.literal(index));
}

void emit(DropIndexOp op, Emission &e) {
  const Table *table = e.before.table(op.path().table);
  if (const Index *known = table ? table->index(op.path().sub) : nullptr; known && known->partOf)
    return dropLoosePart({op.path().table.ns, op.path().sub}, e);
  e.add("DROP INDEX {}{}", op.concurrently() ? "CONCURRENTLY " : "",
        e.quote(QName{op.path().table.ns, op.path().sub}));
  e.nowAbsent(relationFact(e, {op.path().table.ns, op.path().sub}));
  if (op.concurrently())
    outsideTransaction(e);
}

/// A part of a key is built and attached by steps of their own.
static void buildKeyPart(const SubRef &path, const Constraint &key, Emission &e) {
  Index part = indexOfKey(key);
  part.name = path.sub;
  e.out.statements.push_back(indexDef(e, path.table, part, true));
  e.nowPresent(indexFact(e, path));
  outsideTransaction(e);
  e.out.recover = dropInvalid(e, path);
}

/// A partition that has partitions itself has all of the index or key already.
void emit(AttachKeyPartOp op, Emission &e) {
  const Table *parent = parentOf(e, op.path().table);
  if (!parent)
    return;
  const Constraint *key = parent->constraint(op.of());
  if (key && !e.before.table(op.path().table)->partitionBy) {
    Constraint part = *key;
    part.name = part.usingIndex = op.path().sub;
    part.notValid = false;
    e.add("ALTER TABLE {} ADD {}", e.quote(op.path().table), constraintDef(e, part));
  }
  attachIndex(op.path(), {parent->name, op.of()}, e);
}

/// Stopped between the two statements, it may run again: what was built is attached.
void emit(CreateIndexPartOp op, Emission &e) {
  const Table *parent = parentOf(e, op.path().table);
  if (const Constraint *key = parent ? parent->constraint(op.of()) : nullptr)
    return buildKeyPart(op.path(), *key, e);
  const Index *whole = parent ? parent->index(op.of()) : nullptr;
  if (!whole)
    return;
  Index part = *whole;
  part.name = op.path().sub;
  std::string text = indexDef(e, op.path().table, part, true);
  constexpr std::string_view concurrently = "CONCURRENTLY ";
  text.insert(text.find(concurrently) + concurrently.size(), "IF NOT EXISTS ");
  e.out.statements.push_back(std::move(text));
  attachIndex(op.path(), {parent->name, op.of()}, e);
  outsideTransaction(e);
  e.out.recover =
      fmt::format("({})\nUNION ALL\n({})", dropInvalid(e, op.path()),
                  nameAside(e, {op.path().table.ns, op.path().sub}, {parent->name.ns, op.of()}));
}

void emit(SetIndexParametersOp op, Emission &e) {
  const Table *table = e.before.table(op.path().table);
  const Index *index = table ? table->index(op.path().sub) : nullptr;
  const Constraint *key = table ? table->constraint(op.path().sub) : nullptr;
  setParameters(e, "INDEX " + e.quote(QName{op.path().table.ns, op.path().sub}),
                index ? index->parameters
                : key ? key->more().parameters
                      : Parameters(),
                op.parameters());
}

void emit(SetIndexTablespaceOp op, Emission &e) {
  std::string index = e.quote(QName{op.path().table.ns, op.path().sub});
  std::string space = op.has_tablespace() ? e.quote(op.tablespace()) : "\"pg_default\"";
  if (op.concurrently())
    e.add("REINDEX (TABLESPACE {}) INDEX CONCURRENTLY {}", space, index);
  else
    e.add("ALTER INDEX {} SET TABLESPACE {}", index, space);
}

/// Another index may have had the name, or get that which this one gives up.
static void renamesShape(RenameIndexOp op, Emission &e) {
  const Table *table = e.before.table(op.path().table);
  const Index *index = table ? table->index(op.path().sub) : nullptr;
  if (!index || index->invalid || index->partOf || table->partitionOf || table->partitionBy)
    return;
  e.nowAbsent(indexShapeFact(e, op.path(), *index, *table));
  e.nowPresent(indexShapeFact(e, {op.path().table, op.to()}, *index, *table));
}

void emit(RenameIndexOp op, Emission &e) {
  QName from{op.path().table.ns, op.path().sub}, to{from.ns, op.to()};
  e.add("ALTER INDEX {} RENAME TO {}", e.quote(from), e.quote(op.to()));
  e.nowAbsent(relationFact(e, from));
  // A part of a former index may have had the name.
  if (const Table *table = e.before.table(op.path().table); !table || !table->partitionOf)
    e.nowPresent(relationFact(e, to));
  else
    tellUnasked(e, relationFact(e, to), true);
  renamesShape(op, e);
}

} // namespace schemac::emitpg
