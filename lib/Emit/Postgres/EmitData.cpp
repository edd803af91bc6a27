//===- EmitData.cpp - Backfills, archives and questions as SQL ------------===//
#include "Archives.h"
#include "Batches.h"
#include "Facts.h"
#include "schemac/IR/Archives.h"
#include <algorithm>

namespace schemac::emitpg {

namespace {

constexpr int64_t defaultBatch = 5000;

/// Counts rows off in batches, outside any transaction.
void runInBatches(Emission &e, const BatchWork &work) {
  e.out.statements.push_back(batchLoop(e, work, e.version));
  e.out.batch = batchSql(e, work);
  e.out.transactional = false;
  e.out.lockTimeout = false; // each batch has its own
}

/// An archive must not keep an enum type alive that the plan drops: labels are kept as text.
std::string archivedValue(const Spelling &s, Name column, const Column *known) {
  bool isEnum =
      known && (known->type.is(TypeKind::Enum) ||
                (known->type.is(TypeKind::Array) && known->type.element().is(TypeKind::Enum)));
  std::string name = s.quote(column);
  if (!isEnum)
    return name;
  return fmt::format("{}::text{} AS {}", name, known->type.is(TypeKind::Array) ? "[]" : "", name);
}

/// Stops the plan when \p query has rows, and shows the first of them. Their columns may have any
/// name, `found` of plpgsql's and that of a row, too.
std::string refuseRows(const Spelling &s, std::string_view kind, Name title, Expr query) {
  return "DO " +
         dollarQuote(fmt::format(
             R"(#variable_conflict use_column
DECLARE
  schemac_rows text;
BEGIN
  SELECT string_agg(to_json(schemac_row.*)::text, E'\n') INTO schemac_rows
  FROM (SELECT * FROM (
{}
  ) AS schemac_row LIMIT 20) AS schemac_row;
  IF schemac_rows IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
      MESSAGE = {}, DETAIL = schemac_rows;
  END IF;
END)",
             indent(query.str(), 4), s.text(fmt::format("{} failed: {}", kind, title.str()))));
}

} // namespace

/// Without `batch`, or when the table is known to hold no more than one, a single UPDATE will do.
void emit(BackfillOp op, Emission &e) {
  const SubRef &column = op.column();
  const Table *table = e.before.table(column.table);
  BatchWork work;
  work.table = column.table;
  work.rows = op.has_batch() ? op.batch() : defaultBatch;
  work.only = e.inherited(column.table);
  work.divided = table && table->partitionBy;
  work.update = fmt::format("UPDATE {}{} SET {} = {}", e.only(column.table), e.quote(column.table),
                            e.quote(column.sub), op.value().str());
  work.where = op.where() ? op.where().string() : "";
  work.title = fmt::format("backfill {}.{}", column.table.str(), column.sub.str());
  work.key = batchKey(op.key(), table);
  if (op.has_batch() && !(table && table->rows >= 0 && table->rows <= work.rows))
    return runInBatches(e, work);
  e.out.statements.push_back(
      work.where.empty() ? work.update : fmt::format("{}\nWHERE {}", work.update, work.where));
}

/// As it was written, or in batches.
void emit(ChangeRowsOp op, Emission &e) {
  const Table *table = e.before.table(op.table());
  bool small = table && table->rows >= 0 && table->rows <= op.batch();
  if (!op.has_batch() || small) {
    std::string sql = op.sql().string();
    while (!sql.empty() && std::string_view("; \t\r\n").find(sql.back()) != std::string_view::npos)
      sql.pop_back();
    e.out.statements.push_back(std::move(sql));
    e.out.lockTimeout = false; // waits for rows, and nobody waits for it behind them
    return;
  }
  bool deletes = op.verb().str() == "delete";
  BatchWork work;
  work.table = op.table();
  work.rows = op.batch();
  work.divided = table && table->partitionBy;
  work.update = deletes
                    ? fmt::format("DELETE FROM {}", e.quote(op.table()))
                    : fmt::format("UPDATE {} SET {}", e.quote(op.table()), op.assignments().str());
  work.where = op.where() ? op.where().string() : "";
  work.title = fmt::format("{} {}", op.verb().str(), op.table().str());
  work.key = op.key();
  runInBatches(e, work);
  if (deletes) // its statements for other executors are those of an UPDATE
    e.out.batch.reset();
}

/// Locked, a row that is copied is not changed until its copy can be seen: what changes it later
/// finds the copy. One that is there already is of somebody who knew better.
void emit(CopyRowsOp op, Emission &e) {
  const Table *source = e.before.table(op.source());
  BatchWork work;
  work.table = op.source();
  work.qualifier = e.quote(op.source().name);
  work.rows = op.has_batch() ? op.batch() : defaultBatch;
  work.where = op.where() ? op.where().string() : "";
  work.title = fmt::format("copy {} into {}", op.source().str(), op.into().str());
  work.key = batchKey(op.key(), source);
  std::string values;
  for (Name n : op.columns())
    values += fmt::format("{}{}.{}", values.empty() ? "" : ", ", work.qualifier, e.quote(n));
  work.update = fmt::format("INSERT INTO {} ({}) SELECT {} FROM {}", e.quote(op.into()),
                            e.list(op.into_columns()), values, e.quote(op.source()));
  work.end = fmt::format("FOR NO KEY UPDATE OF {} ON CONFLICT DO NOTHING", work.qualifier);
  if (op.has_batch() && !(source && source->rows >= 0 && source->rows <= work.rows))
    return runInBatches(e, work);
  e.out.statements.push_back(fmt::format(
      "{}{}\n{}", work.update, work.where.empty() ? "" : "\nWHERE " + work.where, work.end));
}

/// Makes way for a new archive. One of the column as it is now is from an attempt that was stopped,
/// and rows may have been written since; any other holds what an earlier drop has kept.
static std::string makeWay(const Emission &e, const SubRef &column, QName into) {
  std::string_view name = into.name.str(),
                   start = name.substr(0, e.dialect.maxIdentifierBytes() - 8);
  while (start.size() < name.size() && (name[start.size()] & 0xC0) == 0x80) // within a character
    start.remove_suffix(1);
  return "DO " + dollarQuote(fmt::format(
                     R"(DECLARE
  kept name;
BEGIN
  IF {0} THEN
    DROP TABLE {1};
  ELSIF to_regclass({2}) IS NOT NULL THEN
    FOR n IN 2..1000000 LOOP
      kept := {3} || '_' || n;
      EXIT WHEN to_regclass(format('%I.%I', {4}, kept)) IS NULL;
    END LOOP;
    EXECUTE format({5}, kept);
    RAISE NOTICE 'what an earlier drop has kept is in %', kept;
  END IF;
END)",
                     isArchiveOf(e, into, column), e.quote(into), e.literal(into), e.text(start),
                     e.text(e.nsOf(into)),
                     e.text(fmt::format("ALTER TABLE {} RENAME TO %I", inFormat(e.quote(into))))));
}

/// Without a key the whole row is kept, since nothing less tells which row a value was of.
void emit(ArchiveColumnOp op, Emission &e) {
  const SubRef &column = op.column();
  const Table *table = e.before.table(column.table);
  std::vector<Name> names = op.key();
  if (names.empty() && table)
    for (const Column &c : table->columns)
      names.push_back(c.name);
  if (std::find(names.begin(), names.end(), column.sub) == names.end())
    names.push_back(column.sub);
  std::string columns;
  for (Name n : names)
    columns +=
        (columns.empty() ? "" : ", ") + archivedValue(e, n, table ? table->column(n) : nullptr);
  e.out.statements.push_back(makeWay(e, column, op.into()));
  e.add("CREATE TABLE {} AS\nSELECT {} FROM {}{}", e.quote(op.into()), columns,
        e.quote(column.table), op.where() ? "\nWHERE " + op.where().string() : "");
  if (!op.key().empty())
    e.add("ALTER TABLE {} ADD PRIMARY KEY ({})", e.quote(op.into()), e.list(op.key()));
  e.out.statements.push_back(labelArchive(e, op.into(), column));
  e.out.lockTimeout = false; // reads only
  // An archive by this name may be of an earlier drop: what is dropped has been kept.
  e.out.skipWhen = "NOT " + columnFact(e, column).sql;
  e.nowPresent(relationFact(e, op.into()));
}

/// Rows without a key are known by all their other values. Of rows that are equal in these, each
/// takes the value of another archived one: no two of them can be told apart, so that is what was
/// there. A row that was changed since is not known any more.
static void restoreByRow(RestoreColumnOp op, Emission &e) {
  const SubRef &column = op.column();
  e.out.transactional = false; // like the one in batches
  std::string others;
  if (const Table *archive = e.before.table(op.from()))
    for (const Column &c : archive->columns)
      if (c.name != column.sub)
        others += (others.empty() ? "" : ", ") + e.quote(c.name);
  const Column *known = e.column(column);
  e.add(R"(UPDATE {0} AS kept SET {1} = archived.value
FROM (
  SELECT {1}{2} AS value, ROW({3})::text AS others,
    row_number() OVER (PARTITION BY ROW({3})::text) AS nth
  FROM {4}
) AS archived
JOIN (
  SELECT ctid AS place, ROW({3})::text AS others,
    row_number() OVER (PARTITION BY ROW({3})::text ORDER BY ctid) AS nth
  FROM {0}
) AS found USING (others, nth)
WHERE kept.ctid = found.place)",
        e.quote(column.table), e.quote(column.sub),
        known ? "::" + e.typeName(known->type) : std::string(), others, e.quote(op.from()));
}

void emit(RestoreColumnOp op, Emission &e) {
  // Nothing was dropped: the step that is undone never ran, and an archive is of an earlier drop. A
  // plan that does not mark its archives asks whether there is one.
  const Table *archive = e.before.table(op.from());
  bool isMarked = archive && archive->comment.str() == ArchiveComesBack;
  e.out.skipWhen =
      "NOT (" + (isMarked ? comesBackFrom(e, op.from()) : relationFact(e, op.from()).sql) + ")";
  if (op.key().empty())
    return restoreByRow(op, e);
  const SubRef &column = op.column();
  const Column *known = e.column(column);
  BatchWork work;
  work.key = op.key();
  std::string target = e.quote(column.table.name), name = e.quote(column.sub);
  std::string value = "archived." + name;
  if (known)
    value += fmt::format("::{}", e.typeName(known->type));
  work.table = op.from();
  work.qualifier = "archived";
  work.rows = defaultBatch;
  work.title = fmt::format("restore {}.{}", column.table.str(), column.sub.str());
  work.update = fmt::format("UPDATE {} SET {} = {} FROM {} AS archived", e.quote(column.table),
                            name, value, e.quote(op.from()));
  for (Name k : work.key)
    work.where += fmt::format("{0}.{1} = archived.{1} AND ", target, e.quote(k));
  work.where += fmt::format("{}.{}::text IS DISTINCT FROM archived.{}::text", target, name, name);
  runInBatches(e, work);
}

void emit(GuardOp op, Emission &e) {
  e.out.statements.push_back(refuseRows(e, "guard", op.title(), op.query()));
  e.out.lockTimeout = false;
}

void emit(VerifyOp op, Emission &e) {
  e.out.statements.push_back(refuseRows(e, "verification", op.title(), op.query()));
  e.out.lockTimeout = false;
}

void emit(OpaqueOp op, Emission &e) {
  std::string_view sql = op.sql().str();
  while (!sql.empty() && std::string_view("; \t\r\n").find(sql.back()) != std::string_view::npos)
    sql.remove_suffix(1);
  e.out.statements.emplace_back(sql);
}

} // namespace schemac::emitpg
