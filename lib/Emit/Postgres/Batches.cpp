//===- Batches.cpp - Updates of many rows in short transactions -----------===//
//
// By key: each batch is the half-open range between a key and the one `rows` further on, and the
// last one is open, so rows that arrive meanwhile are reached too. Rows are never skipped: one
// whose lock is not to be had makes the batch wait for lock_timeout and then try again. In a query,
// variables are written with the block's label, since the table may have columns of any name.
//
//===----------------------------------------------------------------------===//
#include "Batches.h"
#include <algorithm>

namespace schemac::emitpg {

namespace {

/// Runs one UPDATE as a transaction of its own, again after a lock timeout or a deadlock. Its lock
/// timeout is shorter than deadlock_timeout, so that it is we who give way.
std::string oneBatch(std::string_view update) {
  return fmt::format(R"(tries := 0;
LOOP
  PERFORM set_config('lock_timeout', '500ms', true);
  BEGIN
{}
    GET DIAGNOSTICS changed = ROW_COUNT;
    EXIT;
  EXCEPTION WHEN lock_not_available OR deadlock_detected OR serialization_failure THEN
    tries := tries + 1;
    IF tries >= 50 THEN
      RAISE;
    END IF;
  END;
  ROLLBACK;
  PERFORM pg_sleep(least(tries, 10) * random());
END LOOP;
COMMIT;
total := total + changed;
)",
                     indent(update, 4) + ";");
}

std::string block(std::string_view declarations, std::string_view body, std::string_view title,
                  const Spelling &s) {
  return "DO " +
         dollarQuote(fmt::format(
             "#variable_conflict use_column\n<<schemac>>\nDECLARE\n{}  tries integer;\n  changed "
             "bigint "
             ":= 0;\n  total bigint := 0;\nBEGIN\n{}  RAISE NOTICE '%: % rows', {}, total;\nEND",
             indent(declarations, 2), indent(body, 2), s.text(title)));
}

std::string updateText(const BatchWork &work, std::string_view range) {
  std::string out = fmt::format("{}\n{}", work.update, range);
  if (!work.where.empty())
    out += fmt::format("\n  AND ({})", work.where);
  return work.end.empty() ? out : out + "\n" + work.end;
}

/// The key columns, and the variables of both ends of a batch.
struct KeyText {
  std::string columns;   ///< "a", "b"
  std::string qualified; ///< ("t"."a", "t"."b")
  std::string low, next; ///< (schemac.low_1, schemac.low_2)
  std::string intoLow, intoNext, declare, advance;
};

std::string row(const std::string &list, size_t n) { return n == 1 ? list : "(" + list + ")"; }

std::string baseOf(const Spelling &s, const BatchWork &work) {
  return work.qualifier.empty() ? s.quote(work.table.name) : work.qualifier;
}

std::string rowsOf(const Spelling &s, const BatchWork &work) {
  return (work.only ? "ONLY " : "") + s.quote(work.table);
}

KeyText keyText(const Spelling &s, const BatchWork &work) {
  KeyText k;
  for (size_t i = 0; i < work.key.size(); ++i) {
    std::string comma = i ? ", " : "", column = s.quote(work.key[i]);
    k.columns += comma + column;
    k.qualified += comma + baseOf(s, work) + "." + column;
    k.low += fmt::format("{}schemac.low_{}", comma, i + 1);
    k.next += fmt::format("{}schemac.next_{}", comma, i + 1);
    k.intoLow += fmt::format("{}low_{}", comma, i + 1);
    k.intoNext += fmt::format("{}next_{}", comma, i + 1);
    k.advance += fmt::format("  low_{0} := next_{0};\n", i + 1);
    for (const char *variable : {"low", "next"})
      k.declare += fmt::format("{}_{} {}.{}%TYPE;\n", variable, i + 1, s.quote(work.table), column);
  }
  for (std::string *list : {&k.qualified, &k.low, &k.next})
    *list = row(*list, work.key.size());
  return k;
}

std::string keyLoop(const Spelling &s, const BatchWork &work) {
  KeyText k = keyText(s, work);
  bool ownRows = work.qualifier.empty() && !work.where.empty();
  std::string table = rowsOf(s, work);
  std::string first =
      fmt::format("SELECT {} INTO {} FROM {}{}\nORDER BY {} LIMIT 1;\n", k.columns, k.intoLow,
                  table, ownRows ? "\nWHERE (" + work.where + ")" : "", k.columns);
  std::string find = fmt::format(
      "SELECT {} INTO {} FROM {}\nWHERE {} >= {} ORDER BY {} OFFSET {} LIMIT 1;\n", k.columns,
      k.intoNext, table, row(k.columns, work.key.size()), k.low, k.columns, work.rows);
  std::string middle =
      fmt::format("WHERE {} >= {} AND {} < {}", k.qualified, k.low, k.qualified, k.next);
  std::string last = fmt::format("WHERE {} >= {}", k.qualified, k.low);
  std::string update =
      fmt::format("IF next_1 IS NOT NULL THEN\n{};\nELSE\n{};\nEND IF",
                  indent(updateText(work, middle), 2), indent(updateText(work, last), 2));
  return block(k.declare,
               first + "WHILE low_1 IS NOT NULL LOOP\n" + indent(find + oneBatch(update), 2) +
                   k.advance + "END LOOP;\n",
               work.title, s);
}

/// Pages are counted off instead of rows. A row that is written meanwhile may move to a page
/// already passed, so passes repeat while each finds fewer rows than the one before.
std::string pageLoop(const Spelling &s, const BatchWork &work, int version) {
  std::string range =
      version >= 14
          ? fmt::format("WHERE {0}.ctid >= format('(%s,0)', schemac.page)::tid\n  AND {0}.ctid < "
                        "format('(%s,0)', schemac.page + schemac.step)::tid",
                        s.quote(work.table.name))
          // Before 14 the server scans the whole table for a range, but not for a list of
          // positions.
          : fmt::format(
                "WHERE {}.ctid = ANY (ARRAY(SELECT format('(%s,%s)', p, i)::tid\n"
                "    FROM generate_series(schemac.page, schemac.page + schemac.step - 1) p, "
                "generate_series(1, schemac.slots) i))",
                s.quote(work.table.name));
  std::string declare = fmt::format(
      "pages bigint;\npage bigint;\nstep bigint;\nstart bigint;\nlast bigint := -1;\n{}",
      version >= 14 ? ""
                    : "slots integer := (current_setting('block_size')::integer - 24) / 28;\n");
  std::string repeat =
      work.where.empty()
          ? "EXIT;\n"
          : "EXIT WHEN total = start OR (last >= 0 AND total - start >= last);\nlast := "
            "total - start;\n";
  std::string table = s.literal(work.table) + "::regclass";
  // A batch is of so many pages in each partition at once.
  std::string parts = fmt::format("(SELECT {0} UNION ALL SELECT relid FROM pg_partition_tree({0}) "
                                  "WHERE isleaf) AS parts(part)",
                                  table);
  std::string step =
      work.divided
          ? fmt::format(
                "SELECT greatest(1, ceil({} / greatest(1, sum(CASE WHEN relpages > 0 THEN "
                "reltuples / relpages ELSE 50 END))))\nINTO step FROM {} JOIN pg_class ON oid "
                "= part AND relkind <> 'p';",
                work.rows, parts)
          : fmt::format("SELECT greatest(1, ceil({} / greatest(1, CASE WHEN relpages > 0 THEN "
                        "reltuples / relpages ELSE 50 END)))\nINTO step FROM pg_class WHERE oid = "
                        "{};",
                        work.rows, table);
  std::string size = work.divided
                         ? fmt::format("(SELECT max(pg_relation_size(part)) FROM {})", parts)
                         : fmt::format("pg_relation_size({})", s.literal(work.table));
  std::string body = fmt::format(
      R"({}
LOOP
  start := total;
  pages := {} / current_setting('block_size')::bigint;
  page := 0;
  WHILE page < pages LOOP
{}    page := page + step;
  END LOOP;
{}END LOOP;
)",
      step, size, indent(oneBatch(updateText(work, range)), 4), indent(repeat, 2));
  return block(declare, body, work.title, s);
}

/// The columns of a unique index or constraint, when all of them are there and not null.
bool serves(const std::vector<Name> &columns, const Table &table) {
  for (Name n : columns)
    if (const Column *c = table.column(n); !c || c->nullable || c->notNullNotValid)
      return false;
  return !columns.empty();
}

/// What tells the rows of \p table apart.
std::vector<std::vector<Name>> keysOf(const Table &table) {
  std::vector<std::vector<Name>> keys;
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::PrimaryKey ||
        (c.kind == ConstraintKind::Unique && !c.deferrable && serves(c.columns, table)))
      keys.push_back(c.columns);
  for (const Index &i : table.indexes) {
    if (!i.unique || i.where || i.invalid)
      continue;
    std::vector<Name> columns;
    for (const IndexElem &elem : i.elems)
      columns.push_back(elem.column);
    if (serves(columns, table))
      keys.push_back(columns);
  }
  return keys;
}

} // namespace

std::vector<Name> batchKey(const std::vector<Name> &given, const Table *table) {
  if (!table)
    return given;
  std::vector<std::vector<Name>> keys = keysOf(*table);
  if (keys.empty() || std::ranges::count(keys, given))
    return keys.empty() ? std::vector<Name>() : given;
  return keys.front();
}

std::string batchLoop(const Spelling &s, const BatchWork &work, int version) {
  return work.key.empty() ? pageLoop(s, work, version) : keyLoop(s, work);
}

std::optional<BatchSql> batchSql(const Spelling &s, const BatchWork &work) {
  if (work.key.empty())
    return std::nullopt;
  BatchSql out;
  std::string columns, names, join, after, down, answer;
  for (size_t i = 0; i < work.key.size(); ++i) {
    std::string comma = i ? ", " : "", column = s.quote(work.key[i]);
    out.keys.push_back(column);
    columns += comma + column;
    names += fmt::format("{}k{}", comma, i + 1);
    join += fmt::format("{}{}.{} = schemac_batch.k{}", i ? " AND " : "", baseOf(s, work), column,
                        i + 1);
    after += fmt::format("{}:last_{}", comma, i + 1);
    down += fmt::format("{}k{} DESC", comma, i + 1);
    answer += fmt::format("last.k{0} AS last_{0}, ", i + 1);
  }
  std::string update =
      work.update + (work.qualifier.empty() ? " FROM schemac_batch" : ", schemac_batch");
  BatchWork joined = work;
  joined.update = update;
  auto statement = [&](const std::string &where) {
    return fmt::format(
        "WITH schemac_batch ({}) AS (\n  SELECT {} FROM {}{} ORDER BY {} LIMIT :batch\n"
        "), schemac_done AS (\n{}\n  RETURNING 1\n)\n"
        "SELECT {}(SELECT count(*) FROM schemac_batch) AS scanned, (SELECT count(*) FROM "
        "schemac_done) "
        "AS updated\nFROM (SELECT 1) AS one LEFT JOIN (SELECT * FROM schemac_batch ORDER BY {} "
        "LIMIT 1) AS last ON true",
        names, columns, rowsOf(s, work), where, columns,
        indent(updateText(joined, "WHERE " + join), 2), answer, down);
  };
  out.first = statement("");
  out.next = statement(
      fmt::format(" WHERE {} > {}", row(columns, work.key.size()), row(after, work.key.size())));
  return out;
}

} // namespace schemac::emitpg
