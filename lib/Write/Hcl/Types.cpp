//===- Types.cpp - Schemas, types that they define, sequences -------------===//
#include "Write/Hcl/Writer.h"
#include "schemac/IR/Annotation.h"
#include <fmt/format.h>

namespace schemac::hcl_form {

/// The server's own schema, which nobody declares: extensions in it name it as a string.
static bool isServers(Name ns) { return ns && ns.str() == "pg_catalog"; }

/// Every object names its schema, so each that is named is declared.
void Writer::namespaces() {
  std::set<std::string> known;
  auto one = [&](const std::string &name, const Namespace *n) {
    if (!known.insert(name).second)
      return;
    Block &b = add("schema " + quoted(name));
    if (!n)
      return;
    access(*n, "namespace");
    b.set("comment", commentOf(*n));
    owner(b, *n);
    if (n->renamedFrom)
      b.set("renamed_from", quoted(n->renamedFrom.str()));
  };
  // "public" stands in a Schema only for what is said of it.
  for (const Namespace &n : s.namespaces())
    one(n.name.name.string(), &n);
  one("public", nullptr);
  forEachKind([&]<class T>() {
    for (const T &e : s.all<T>())
      if (e.name.ns)
        one(e.name.ns.string(), nullptr);
  });
  for (const Extension &x : s.extensions())
    if (x.schema && !isServers(x.schema))
      one(x.schema.string(), nullptr);
}

void Writer::extension(const Extension &x) {
  access(x, "extension");
  Block &b = add("extension " + quoted(x.name.name.str()));
  if (x.schema)
    b.set("schema", isServers(x.schema) ? quoted(x.schema.str()) : "schema" + step(x.schema.str()));
  if (x.version)
    b.set("version", quoted(x.version.str()));
  b.set("comment", commentOf(x));
}

void Writer::enumType(const Enum &e) {
  access(e, "enum");
  std::vector<std::string> values;
  for (const EnumLabel &l : e.labels)
    values.push_back(
        (l.renamedFrom
             ? "/* " + annotationText(Intent{Intent::RenamedFrom, l.renamedFrom.string(), false}) +
                   " */ "
             : std::string()) +
        quoted(l.label.str()));
  Block &b = add(head("enum", e.name));
  for (const DropIntent &d : e.drops)
    b.comment(annotationText(d));
  b.set("schema", schemaRef(e.name));
  b.set("values", list(values));
  b.set("comment", commentOf(e));
  owner(b, e);
  if (e.renamedFrom)
    b.set("renamed_from", quoted(e.renamedFrom.str()));
}

void Writer::domain(const Domain &d) {
  access(d, "domain");
  Block &b = add(head("domain", d.name));
  b.set("schema", schemaRef(d.name));
  b.set("type", type(d.base));
  if (d.notNull)
    b.set("null", "false");
  b.set("default", defaultValue(d.defaultExpr));
  if (d.collation)
    b.set("collate", quoted(d.collation.str()));
  b.set("comment", commentOf(d));
  owner(b, d);
  if (d.renamedFrom)
    b.set("renamed_from", quoted(d.renamedFrom.str()));
  for (const Constraint &c : d.checks)
    check(b, c, partComment(d, PartKind::Constraint, c.name));
}

void Writer::composite(const Composite &c) {
  access(c, "composite");
  Block &b = add(head("composite", c.name));
  for (const DropIntent &d : c.drops)
    b.comment(annotationText(d));
  b.set("schema", schemaRef(c.name));
  b.set("comment", commentOf(c));
  owner(b, c);
  if (c.renamedFrom)
    b.set("renamed_from", quoted(c.renamedFrom.str()));
  for (const Attribute &a : c.attributes) {
    Block &field = b.block("field " + quoted(a.name.str()));
    field.set("type", type(a.type));
    if (a.collation)
      field.set("collate", quoted(a.collation.str()));
    if (a.renamedFrom)
      field.set("renamed_from", quoted(a.renamedFrom.str()));
    if (partComment(c, PartKind::Column, a.name))
      losses.part(a.range, schemac::named("comment of attribute", a.name));
  }
}

void Writer::range(const RangeType &r) {
  access(r, "range");
  Block &b = add(head("range", r.name));
  b.set("schema", schemaRef(r.name));
  b.set("subtype", type(r.subtype));
  if (r.opclass)
    b.set("subtype_opclass", quoted(r.opclass.str()));
  if (r.subtypeDiff)
    b.set("subtype_diff", quoted(r.subtypeDiff.str()));
  if (r.collation)
    b.set("collate", quoted(r.collation.str()));
  if (r.multirange)
    b.set("multirange_name", quoted(r.multirange.str()));
  b.set("comment", commentOf(r));
  owner(b, r);
  if (r.renamedFrom)
    b.set("renamed_from", quoted(r.renamedFrom.str()));
}

void Writer::sequence(const Sequence &q) {
  access(q, "sequence");
  Sequence usual;
  usual.type = q.type;
  usual.increment = q.increment;
  fillDefaults(usual, {});
  Block &b = add(head("sequence", q.name));
  b.set("schema", schemaRef(q.name));
  if (!q.type.is(TypeKind::I64))
    b.set("type", type(q.type));
  auto number = [&](std::string_view name, int64_t value, int64_t otherwise) {
    if (value != otherwise)
      b.set(name, std::to_string(value));
  };
  // Where it starts follows its bounds unless it is said.
  bool bounds = q.min != usual.min || q.max != usual.max;
  number("start", q.start, bounds ? INT64_MIN : usual.start);
  number("increment", q.increment, 1);
  number("min_value", q.min, usual.min);
  number("max_value", q.max, usual.max);
  number("cache", q.cache, 1);
  b.flag("cycle", q.cycle);
  if (q.ownedBy.sub)
    b.set("owner", column(q.ownedBy.table, q.ownedBy.sub));
  b.set("comment", commentOf(q));
  owner(b, q);
  if (q.renamedFrom)
    b.set("renamed_from", quoted(q.renamedFrom.str()));
}

} // namespace schemac::hcl_form
