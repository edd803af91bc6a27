//===- TableVocabulary.h - The words of tables in schemac's own YAML -*- C++ -*-===//
//
// Part of Vocabulary.h, which says how it is read.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Document/Forms.h"
#include <span>

namespace schemac::document {

using Words = std::span<const std::string_view>;

// In the order of the values of their enumerations; the first is what is meant when nothing is
// said.
inline constexpr std::string_view ActionWords[] = {"no action", "restrict", "cascade", "set null",
                                                   "set default"};
inline constexpr std::string_view IdentityWords[] = {"always", "by default"};
inline constexpr std::string_view NullsWords[] = {"default", "first", "last"};
inline constexpr std::string_view ReplicaWords[] = {"default", "full", "nothing", "index"};
inline constexpr std::string_view PartsMethodWords[] = {
    "range", "range columns", "list", "list columns", "hash", "linear hash", "key", "linear key"};
inline constexpr std::string_view TimingWords[] = {"before", "after"};
inline constexpr std::string_view EnabledWords[] = {"origin", "disabled", "replica", "always"};
inline constexpr std::string_view CommandWords[] = {"all", "select", "insert", "update", "delete"};
inline constexpr std::string_view ModeWords[] = {"in", "out", "inout", "variadic"};
inline constexpr std::string_view VolatileWords[] = {"volatile", "stable", "immutable"};
inline constexpr std::string_view ParallelWords[] = {"unsafe", "restricted", "safe"};
inline constexpr std::string_view DataAccessWords[] = {"containsSql", "noSql", "readsSqlData",
                                                       "modifiesSqlData"};
inline constexpr std::string_view CheckOptionWords[] = {"none", "local", "cascaded"};

//===--- what hangs on everything -----------------------------------------===//

template <class V> void describe(V &v, GrantForm &g) {
  v.object("Grant", "privileges given to roles");
  v.required("privileges", g.privileges, "such as SELECT, in capitals");
  v.required("to", g.roles, "roles; public is everybody");
  v.key("columns", g.columns, "only on these columns");
  v.key("grantOption", g.grantOption, "they may give them on");
}

template <class V> void describe(V &v, DropForm &d) {
  v.object("Drop", "something that goes on purpose");
  v.shorthand("name");
  v.required("name", d.name, "what it was called");
  v.key("archive", d.archive, "its data is kept");
}

template <class V> void describeAccess(V &v, AccessForm &a) {
  v.key("comment", a.comment, "COMMENT ON");
  v.key("owner", a.owner, "a role; when nothing is said, the owner is not managed");
  v.list("grants", a.grants, "privileges beyond the database's own defaults");
}

//===--- parts of tables --------------------------------------------------===//

template <class V> void describeSequence(V &v, SequenceOptions &o) {
  v.key("start", o.start, "the first value");
  v.key("increment", o.increment, "from one value to the next");
  v.key("min", o.min, "the least value");
  v.key("max", o.max, "the greatest value");
  v.key("cache", o.cache, "values taken at a time");
  v.key("cycle", o.cycle, "begins again at the end");
}

template <class V> void describe(V &v, IdentityForm &i) {
  v.object("Identity", "GENERATED … AS IDENTITY");
  v.shorthand("generated");
  v.requiredWord("generated", i.generated, IdentityWords, "whether a writer may give a value");
  describeSequence(v, i.options);
}

template <class V> void describe(V &v, ColumnForm &c) {
  v.object("Column", "a column of a table; it is NOT NULL unless its type ends in 'null'");
  v.shorthand("type");
  v.columnType("type", c.column,
               "a type of the dialect or of this schema, serial, or either with ' null' behind it");
  v.null("null", c.column, "whether it accepts NULL");
  v.expression("default", c.column.defaultExpr, "SQL: now(), 'a text' in single quotes, 5");
  v.part("identity", c.identity, "the database counts");
  v.key("stored", c.stored, "SQL: GENERATED ALWAYS AS (…) STORED");
  v.key("virtual", c.virtualExpr, "SQL: GENERATED ALWAYS AS (…) VIRTUAL");
  v.key("sequence", c.sequence, "the name of its own sequence, when it is not the usual one");
  v.key("collation", c.collation, "COLLATE");
  v.key("storage", c.storage, "plain, external, extended or main");
  v.key("compression", c.compression, "pglz or lz4");
  v.key("charset", c.charset, "CHARACTER SET (MySQL)");
  v.key("onUpdate", c.onUpdate, "SQL: what an UPDATE of other columns gives it (MySQL)");
  v.key("invisible", c.invisible, "no part of SELECT * (MySQL)");
  v.key("notNullNotValid", c.column.notNullNotValid, "NOT NULL that old rows may violate");
  v.key("renamedFrom", c.renamedFrom, "what it was called until now");
  v.key("movedFrom", c.movedFrom, "the column of another table that it was until now");
  v.key("backfill", c.backfill, "SQL: the value of rows that have none");
  v.key("comment", c.comment, "COMMENT ON COLUMN");
}

template <class V> void describeKeyIndex(V &v, KeyForm &k) {
  v.key("include", k.include, "columns in the index that are not part of the key");
  v.key("nullsNotDistinct", k.nullsNotDistinct, "two NULLs are equal");
  v.key("deferrable", k.deferrable, "may be looked at when the transaction ends");
  v.key("initiallyDeferred", k.initiallyDeferred, "is looked at when the transaction ends");
  v.key("notValid", k.notValid, "not all partitions have their part of it");
  v.key("with", k.parameters, "storage parameters of its index");
  v.key("tablespace", k.tablespace, "of its index");
  v.key("usingIndex", k.usingIndex, "the index that becomes it");
  v.key("comment", k.comment, "COMMENT ON CONSTRAINT");
}

template <class V> void describe(V &v, KeyForm &k) {
  v.object("Unique", "a unique constraint");
  v.shorthand("columns");
  v.required("columns", k.columns, "in their order");
  describeKeyIndex(v, k);
}

template <class V> void describe(V &v, CheckForm &c) {
  v.object("Check", "a condition that every row meets");
  v.shorthand("expression");
  v.required("expression", c.expression, "SQL");
  v.key("noInherit", c.noInherit, "not for tables that inherit");
  v.key("notValid", c.notValid, "old rows may violate it");
  v.key("notEnforced", c.notEnforced, "the database does not look at it");
  v.key("comment", c.comment, "COMMENT ON CONSTRAINT");
}

template <class V> void describe(V &v, ForeignKeyForm &f) {
  v.object("ForeignKey", "a foreign key");
  v.required("columns", f.columns, "of this table");
  v.required("references", f.references, "table (columns): users (id)");
  v.word("onDelete", f.onDelete, ActionWords, "ON DELETE");
  v.key("onDeleteColumns", f.onDeleteColumns, "the columns that ON DELETE sets");
  v.word("onUpdate", f.onUpdate, ActionWords, "ON UPDATE");
  v.key("matchFull", f.matchFull, "all columns are NULL or none");
  v.key("deferrable", f.deferrable, "may be looked at when the transaction ends");
  v.key("initiallyDeferred", f.initiallyDeferred, "is looked at when the transaction ends");
  v.key("notValid", f.notValid, "old rows may violate it");
  v.key("notEnforced", f.notEnforced, "the database does not look at it");
  v.key("comment", f.comment, "COMMENT ON CONSTRAINT");
}

template <class V> void describe(V &v, ElementForm &e) {
  v.object("Element", "a column, or an (expression) in parentheses");
  v.elementText(e.element);
  v.key("column", e.element.column, "its name");
  v.key("expression", e.element.expr, "SQL");
  v.key("length", e.prefixLength, "that many characters of it");
  v.key("collation", e.element.collation, "COLLATE");
  v.key("opclass", e.element.opclass, "operator class");
  v.key("opclassWith", e.element.opclassParameters, "parameters of the operator class");
  v.key("desc", e.element.descending, "in descending order");
  v.word("nulls", e.element.nulls, NullsWords, "where NULLs stand");
  v.key("operator", e.element.with, "of an exclusion: WITH");
}

template <class V> void describe(V &v, PrimaryKeyForm &k) {
  v.object("PrimaryKey", "a primary key");
  v.shorthand("columns");
  v.key("name", k.name, "when it is not TABLE_pkey");
  v.requiredList("columns", k.elements, "in their order");
  describeKeyIndex(v, k);
}

template <class V> void describe(V &v, ExclusionForm &x) {
  v.object("Exclusion", "an exclusion constraint");
  v.requiredList("elements", x.elements, "columns or expressions, each with an operator");
  v.key("using", x.method, "the index method");
  v.key("include", x.include, "columns in its index that it does not compare");
  v.key("where", x.where, "SQL: for which rows");
  v.key("deferrable", x.deferrable, "may be looked at when the transaction ends");
  v.key("initiallyDeferred", x.initiallyDeferred, "is looked at when the transaction ends");
  v.key("with", x.parameters, "storage parameters of its index");
  v.key("tablespace", x.tablespace, "of its index");
  v.key("comment", x.comment, "COMMENT ON CONSTRAINT");
}

template <class V> void describe(V &v, IndexForm &i) {
  v.object("Index", "an index");
  v.shorthand("columns");
  v.requiredList("columns", i.elements, "columns, or (expressions) in parentheses");
  v.key("unique", i.unique, "no two rows are equal in it");
  v.key("using", i.method, "the index method; btree when nothing is said");
  v.key("include", i.include, "columns in the index that it is not ordered by");
  v.key("nullsNotDistinct", i.nullsNotDistinct, "two NULLs are equal");
  v.key("where", i.where, "SQL: for which rows");
  v.key("with", i.parameters, "storage parameters");
  v.key("tablespace", i.tablespace, "where it is");
  v.key("invalid", i.invalid, "a concurrent build that did not end");
  v.key("partOf", i.partOf, "of a partition: the index of the whole table");
  v.key("comment", i.comment, "COMMENT ON INDEX");
}

template <class V> void describe(V &v, SyncForm &s) {
  v.object("Sync", "a helper of a plan that keeps two columns in step");
  v.required("old", s.oldColumn, "a column");
  v.required("new", s.newColumn, "a column");
  v.key("forward", s.forward, "SQL: the new one from the old");
  v.key("backward", s.backward, "SQL: the old one from the new");
  v.key("fallback", s.fallback, "SQL: the default of the old one");
}

template <class V> void describe(V &v, FillForm &f) {
  v.object("Fill", "a helper of a plan that gives a column a value when a writer leaves it NULL");
  v.required("column", f.column, "a column");
  v.required("value", f.value, "SQL");
}

template <class V> void describe(V &v, TriggerForm &t) {
  TriggerAction &a = t.action;
  v.object("Trigger", "a trigger, which calls a function or has a body");
  v.word("timing", a.timing, TimingWords, "before or after the rows change");
  v.key("events", t.events, "insert, update, delete, truncate");
  v.key("updateOf", a.updateOf, "only updates of these columns");
  v.key("forEachRow", a.forEachRow, "once for every row");
  v.key("when", a.when, "SQL: for which rows");
  v.key("function", a.function, "its name, without arguments");
  v.texts("args", a.args, "texts for it");
  v.key("body", a.body, "SQL: in place of a function (MySQL, SQLite)");
  v.key("follows", a.follows, "the trigger that runs before it (MySQL)");
  v.key("precedes", a.precedes, "the trigger that runs after it (MySQL)");
  v.key("constraint", a.constraint, "CONSTRAINT TRIGGER");
  v.key("from", a.fromTable, "the table that a constraint trigger is FROM: it goes with that");
  v.key("deferrable", a.deferrable, "may run when the transaction ends");
  v.key("initiallyDeferred", a.initiallyDeferred, "runs when the transaction ends");
  v.key("oldTable", a.oldTable, "REFERENCING OLD TABLE AS");
  v.key("newTable", a.newTable, "REFERENCING NEW TABLE AS");
  v.word("enabled", a.enabled, EnabledWords, "when it runs");
  v.part("sync", t.sync, "in place of a function");
  v.part("fill", t.fill, "in place of a function");
  v.key("comment", t.comment, "COMMENT ON TRIGGER");
}

template <class V> void describe(V &v, PolicyForm &p) {
  v.object("Policy", "which rows a role sees and writes");
  v.key("restrictive", p.policy.restrictive, "narrows what other policies permit");
  v.word("for", p.policy.command, CommandWords, "the command");
  v.key("to", p.policy.roles, "roles; everybody when nothing is said");
  v.key("using", p.policy.usingExpr, "SQL: which rows are there");
  v.key("withCheck", p.policy.withCheck, "SQL: which rows may be written");
  v.key("comment", p.comment, "COMMENT ON POLICY");
}

template <class V> void describe(V &v, PartitionByForm &p) {
  v.object("PartitionBy", "by one of range, list and hash");
  v.list("range", p.range_, "columns or expressions");
  v.list("list", p.list, "columns or expressions");
  v.list("hash", p.hash, "columns or expressions");
}

template <class V> void describe(V &v, RowPartForm &p) {
  v.object("RowPart", "a part of the rows of a table, which is no table");
  v.shorthand("bound");
  v.key("bound", p.bound, "what its rows are below, or the values in it: 10, MAXVALUE");
  v.key("comment", p.comment, "COMMENT");
}

template <class V> void describe(V &v, RowPartsForm &p) {
  v.object("RowParts", "how a table keeps its rows in parts that are no tables (MySQL)");
  v.requiredWord("method", p.method, PartsMethodWords, "PARTITION BY");
  v.key("columns", p.columns, "of a method by columns, or by key");
  v.key("expression", p.expression, "SQL: the number that any other method is about");
  v.key("count", p.count, "how many parts, where they have no names");
  v.named("partitions", p.parts, "the parts, by name");
}

template <class V> void describe(V &v, PartitionOfForm &p) {
  v.object("PartitionOf", "what it is a part of; the default partition without bounds");
  v.shorthand("table");
  v.required("table", p.table, "the whole table");
  v.key("bound", p.bound, "FROM (1) TO (10), IN ('a'), WITH (modulus 4, remainder 0)");
}

template <class V> void describe(V &v, TableForm &t) {
  v.object("Table", "a table");
  v.key("comment", t.access.comment, "COMMENT ON TABLE");
  v.named("columns", t.columns, "its columns, in their order");
  v.part("primaryKey", t.primaryKey, "columns, or a map");
  v.named("unique", t.unique, "unique constraints");
  v.named("checks", t.checks, "check constraints");
  v.named("foreignKeys", t.foreignKeys, "foreign keys");
  v.named("exclusions", t.exclusions, "exclusion constraints");
  v.named("indexes", t.indexes, "indexes that are not those of constraints");
  v.named("triggers", t.triggers, "triggers");
  v.named("policies", t.policies, "policies of row security");
  v.key("rowSecurity", t.rowSecurity, "ENABLE ROW LEVEL SECURITY");
  v.key("forceRowSecurity", t.forceRowSecurity, "FORCE ROW LEVEL SECURITY");
  v.key("with", t.parameters, "storage parameters");
  v.key("tablespace", t.tablespace, "where it is");
  v.key("unlogged", t.unlogged, "a crash empties it");
  v.word("replicaIdentity", t.replicaIdentity, ReplicaWords, "what replication sends of old rows");
  v.key("replicaIndex", t.replicaIndex, "the index of replicaIdentity: index");
  v.key("inherits", t.inherits, "its parents; it lists their columns, too");
  v.part("partitionBy", t.partitionBy, "how its rows are divided");
  v.part("partitionOf", t.partitionOf, "the table that it is a part of");
  v.part("rowParts", t.rowParts, "parts of its rows that are no tables (MySQL)");
  v.key("rows", t.rows, "how many, about");
  v.key("bytes", t.bytes, "of its rows");
  v.key("indexBytes", t.indexBytes, "of its indexes");
  v.word("traffic", t.traffic, TrafficWords, "how much applications use it");
  v.key("renamedFrom", t.renamedFrom, "what it was called until now");
  v.list("drops", t.drops, "columns that go on purpose");
  v.key("owner", t.access.owner, "a role; when nothing is said, the owner is not managed");
  v.list("grants", t.access.grants, "privileges beyond the database's own defaults");
}

} // namespace schemac::document
