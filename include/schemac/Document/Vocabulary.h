//===- Vocabulary.h - The words of schemac's own YAML -----------*- C++ -*-===//
//
// Every object of the form is described once, as a list of keys. A visitor of these lists is the
// reader, the writer, or the maker of the published JSON Schema, so they cannot differ:
//
//   v.object(title, what it is)   begins an object
//   v.shorthand(key)              a value in place of the map stands for this key
//   v.key(name, value, what it is), v.word(name, value, words, what it is)
//   v.text(name, value, what it is)  may be empty, as a value of an enum may
//   v.list(name, forms, what they are), v.named(name, forms, what they are), v.part(name, form, …)
//
// `named` are maps whose keys are the names, `part` is one map that may be missing.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Document/TableVocabulary.h"

namespace schemac::document {

//===--- other objects ----------------------------------------------------===//

template <class V> void describe(V &v, NamespaceForm &n) {
  v.object("Schema", "a schema beside public");
  v.key("renamedFrom", n.renamedFrom, "what it was called until now");
  describeAccess(v, n.access);
}

template <class V> void describe(V &v, ExtensionForm &e) {
  v.object("Extension", "an extension");
  v.key("version", e.version, "when nothing is said, any");
  v.key("schema", e.schema, "where its objects are");
  describeAccess(v, e.access);
}

template <class V> void describe(V &v, LabelForm &l) {
  v.object("Label", "a value of an enum");
  v.shorthand("label");
  v.text("label", l.label, "the value");
  v.key("renamedFrom", l.renamedFrom, "what it was until now");
}

template <class V> void describe(V &v, EnumForm &e) {
  v.object("Enum", "an enum");
  v.shorthand("labels");
  v.requiredList("labels", e.labels, "its values, in their order");
  v.key("renamedFrom", e.renamedFrom, "what it was called until now");
  v.list("drops", e.drops, "values that go on purpose");
  describeAccess(v, e.access);
}

template <class V> void describe(V &v, DomainForm &d) {
  v.object("Domain", "a domain");
  v.shorthand("type");
  v.required("type", d.type, "what it is made of");
  v.key("notNull", d.notNull, "NULL is no value of it");
  v.expression("default", d.defaultExpr, "SQL");
  v.key("collation", d.collation, "COLLATE");
  v.named("checks", d.checks, "conditions on VALUE");
  v.key("renamedFrom", d.renamedFrom, "what it was called until now");
  describeAccess(v, d.access);
}

template <class V> void describe(V &v, AttributeForm &a) {
  v.object("Attribute", "an attribute of a composite type");
  v.shorthand("type");
  v.required("type", a.type, "its type");
  v.key("collation", a.collation, "COLLATE");
  v.key("renamedFrom", a.renamedFrom, "what it was called until now");
}

template <class V> void describe(V &v, CompositeForm &c) {
  v.object("Composite", "a composite type");
  v.named("attributes", c.attributes, "in their order");
  v.key("renamedFrom", c.renamedFrom, "what it was called until now");
  v.list("drops", c.drops, "attributes that go on purpose");
  describeAccess(v, c.access);
}

template <class V> void describe(V &v, RangeForm &r) {
  v.object("Range", "a range type");
  v.shorthand("subtype");
  v.required("subtype", r.subtype, "the type that it is a range of");
  v.key("opclass", r.opclass, "operator class");
  v.key("collation", r.collation, "COLLATE");
  v.key("subtypeDiff", r.subtypeDiff, "a function");
  v.key("multirange", r.multirange, "the name of its multirange, when it is not the usual one");
  v.key("renamedFrom", r.renamedFrom, "what it was called until now");
  describeAccess(v, r.access);
}

template <class V> void describe(V &v, SequenceForm &s) {
  v.object("Sequence", "a sequence that stands by itself");
  v.key("type", s.type, "smallint, integer or bigint; bigint when nothing is said");
  v.key("start", s.start, "the first value");
  v.key("increment", s.increment, "from one value to the next");
  v.key("min", s.min, "the least value");
  v.key("max", s.max, "the greatest value");
  v.key("cache", s.cache, "values taken at a time");
  v.key("cycle", s.cycle, "begins again at the end");
  v.key("ownedBy", s.ownedBy, "table.column: it goes with the column");
  v.key("renamedFrom", s.renamedFrom, "what it was called until now");
  describeAccess(v, s.access);
}

template <class V> void describe(V &v, ArgumentForm &a) {
  v.object("Argument", "an argument, or a column of a result");
  v.shorthand("type");
  v.key("name", a.arg.name, "what the body calls it");
  v.required("type", a.arg.type, "its type");
  v.word("mode", a.arg.mode, ModeWords, "which way it goes");
  v.key("default", a.arg.defaultExpr, "SQL");
}

template <class V> void describe(V &v, SettingForm &s) {
  v.object("Setting", "a setting while the function runs");
  v.shorthand("value");
  v.required("value", s.value, "SQL: '''public'', pg_temp'");
}

template <class V> void describe(V &v, FunctionForm &f) {
  v.object("Function", "a function or procedure");
  v.required("name", f.name, "without its arguments");
  v.list("args", f.args, "arguments");
  v.result("returns", f.returns, f.returnsTrigger, "a type, or trigger");
  v.key("returnsSet", f.returnsSet, "any number of values");
  v.list("returnsTable", f.table, "columns of the rows that it returns");
  v.key("procedure", f.procedure, "it is called and returns nothing");
  v.key("language", f.language, "sql, plpgsql");
  v.word("volatility", f.volatility, VolatileWords, "whether its result changes");
  v.word("parallel", f.parallel, ParallelWords, "whether workers may run it");
  v.key("strict", f.strict, "NULL for a NULL argument");
  v.key("securityDefiner", f.securityDefiner, "with the privileges of its owner");
  v.key("leakproof", f.leakproof, "tells nothing of its arguments");
  v.word("dataAccess", f.dataAccess, DataAccessWords, "what its body does (MySQL)");
  v.named("settings", f.settings, "SET");
  v.text("body", f.body, "its text");
  describeAccess(v, f.access);
}

template <class V> void describe(V &v, StatisticsForm &s) {
  v.object("Statistics", "what the planner knows of columns together");
  v.required("table", s.table, "the table");
  v.key("columns", s.columns, "its columns");
  v.key("expressions", s.expressions, "SQL");
  v.key("kinds", s.kinds, "dependencies, mcv, ndistinct; all when nothing is said");
  v.key("target", s.target, "STATISTICS; that of the columns when nothing is said");
  describeAccess(v, s.access);
}

template <class V> void describe(V &v, ViewForm &w) {
  v.object("View", "a view with a query; or one that is only declared, by its columns");
  v.shorthand("query");
  v.key("query", w.query, "SQL");
  v.key("names", w.columnNames, "of its columns, when they are not those of the query");
  v.key("materialized", w.materialized, "its rows are kept");
  v.key("noData", w.noData, "it is not filled yet");
  v.key("securityBarrier", w.securityBarrier, "no function sees rows that it hides");
  v.key("securityInvoker", w.securityInvoker, "with the privileges of who reads it");
  v.word("checkOption", w.checkOption, CheckOptionWords, "what may be written through it");
  v.named("indexes", w.indexes, "of a materialized view");
  v.named("columns", w.columns, "of a view that is defined elsewhere");
  v.key("of", w.shimOf, "the table that this keeps a former name of alive");
  v.key("columnComments", w.columnComments, "COMMENT ON COLUMN, by column");
  v.key("renamedFrom", w.renamedFrom, "what it was called until now");
  describeAccess(v, w.access);
}

template <class V> void describe(V &v, PublishedForm &p) {
  v.object("Published", "what is sent of a table; all of it when nothing is said");
  v.key("columns", p.columns, "only these columns");
  v.key("where", p.where, "SQL: only these rows");
}

template <class V> void describe(V &v, PublicationForm &p) {
  v.object("Publication", "what logical replication sends");
  v.key("allTables", p.allTables, "FOR ALL TABLES");
  v.named("tables", p.tables, "of these tables");
  v.key("schemas", p.namespaces, "of all tables of these schemas");
  v.key("publish", p.publish, "insert, update, delete, truncate; all when nothing is said");
  v.key("viaPartitionRoot", p.viaRoot, "changes of partitions as those of the whole table");
  v.key("renamedFrom", p.renamedFrom, "what it was called until now");
  describeAccess(v, p.access);
}

template <class V> void describe(V &v, SchemaForm &s) {
  v.object("Document", "a schema, or a part of one: the documents of a folder are read together");
  v.version("schemac", "the version of the form: 1");
  v.key("name", s.name, "what reports call it");
  v.key("dialect", s.dialect, "postgres, or with its version: postgres:16");
  v.named("schemas", s.namespaces, "beside public");
  v.named("extensions", s.extensions, "extensions");
  v.named("enums", s.enums, "enums");
  v.named("domains", s.domains, "domains");
  v.named("composites", s.composites, "composite types");
  v.named("ranges", s.ranges, "range types");
  v.named("sequences", s.sequences, "sequences that are not those of columns");
  v.list("functions", s.functions, "functions and procedures");
  v.named("tables", s.tables, "tables");
  v.named("statistics", s.statistics, "statistics over several columns");
  v.named("views", s.views, "views");
  v.named("publications", s.publications, "publications");
  v.list("drops", s.drops, "tables and types that go on purpose");
}

} // namespace schemac::document
