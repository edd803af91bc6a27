//===- Facts.cpp - Questions to PostgreSQL's catalog ----------------------===//
#include "Facts.h"

namespace schemac::emitpg {

namespace {

std::string key(std::string_view kind, std::string_view name) {
  return fmt::format("{} {}", kind, name);
}

/// pg_attribute.atttypmod of a column of this type.
int typeModifier(Type type) {
  constexpr int header = 4; // the server counts the length word
  int a = type.param(0), b = type.param(1);
  switch (type.kind()) {
  case TypeKind::Array:
    return typeModifier(type.element());
  case TypeKind::VarChar:
    return a < 0 ? -1 : a + header;
  case TypeKind::Char:
    return (a < 0 ? 1 : a) + header;
  case TypeKind::Numeric:
    return a < 0 ? -1 : ((a << 16) | (b < 0 ? 0 : b)) + header;
  case TypeKind::Bit:
    return a < 0 ? 1 : a;
  case TypeKind::Interval:
    return a < 0 ? -1 : (0x7fff << 16) | a;
  case TypeKind::VarBit:
  case TypeKind::Time:
  case TypeKind::TimeTz:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
    return a;
  default:
    return -1;
  }
}

std::string relationKey(const Spelling &s, QName name) { return key("relation", s.quote(name)); }

std::string columnKey(const Spelling &s, const SubRef &column) {
  return key("column", s.quote(column.table) + "." + s.quote(column.sub));
}

std::string typeKey(const Spelling &s, QName name) { return key("type", s.quote(name)); }

std::string attribute(const Spelling &s, const SubRef &column, std::string_view condition) {
  return fmt::format(
      "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass({}) AND attname "
      "= {} AND NOT attisdropped{})",
      s.literal(column.table), s.text(column.sub.str()), condition);
}

Probe aboutColumn(const Spelling &s, const SubRef &column, const std::string &what,
                  std::string_view condition) {
  return {key(what.c_str(), columnKey(s, column)),
          true,
          attribute(s, column, condition),
          {columnKey(s, column), relationKey(s, column.table)},
          false};
}

} // namespace

Probe namespaceFact(const Spelling &s, Name name) {
  return {key("namespace", name.str()),
          true,
          fmt::format("to_regnamespace({}) IS NOT NULL", s.text(s.quote(name))),
          {}};
}

Probe extensionFact(const Spelling &s, Name name) {
  return {key("extension", name.str()),
          true,
          fmt::format("EXISTS (SELECT FROM pg_extension WHERE extname = {})", s.text(name.str())),
          {}};
}

Probe enumFact(const Spelling &s, QName name) {
  return {typeKey(s, name), true, fmt::format("to_regtype({}) IS NOT NULL", s.literal(name)), {}};
}

Probe typeFact(const Spelling &s, QName name) { return enumFact(s, name); }

/// \p column of pg_constraint has what the constraint is of, by \p conversion of its name.
static Probe constraintOf(const Spelling &s, const SubRef &constraint, std::string_view column,
                          std::string_view conversion, std::string owner) {
  return {key("constraint", s.quote(constraint.table) + "." + s.quote(constraint.sub)),
          true,
          fmt::format("EXISTS (SELECT FROM pg_constraint WHERE {} = {}({}) AND conname = {})",
                      column, conversion, s.literal(constraint.table),
                      s.text(constraint.sub.str())),
          {std::move(owner)}};
}

Probe domainCheckFact(const Spelling &s, const SubRef &check) {
  return constraintOf(s, check, "contypid", "to_regtype", typeKey(s, check.table));
}

Probe labelFact(const Spelling &s, QName type, Name label) {
  return {key("label", s.quote(type) + "." + s.quote(label)),
          true,
          fmt::format(
              "EXISTS (SELECT FROM pg_enum WHERE enumtypid = to_regtype({}) AND enumlabel = {})",
              s.literal(type), s.text(label.str())),
          {typeKey(s, type)}};
}

Probe relationFact(const Spelling &s, QName name) {
  return {
      relationKey(s, name), true, fmt::format("to_regclass({}) IS NOT NULL", s.literal(name)), {}};
}

Probe columnFact(const Spelling &s, const SubRef &column) {
  return {columnKey(s, column), true, attribute(s, column, ""), {relationKey(s, column.table)}};
}

Probe columnTypeFact(const Spelling &s, const SubRef &column, Type type) {
  std::string spelling = s.typeName(type);
  Probe fact = aboutColumn(s, column, "type " + spelling + " of",
                           fmt::format(" AND atttypid = to_regtype({}) AND atttypmod = {}",
                                       s.text(spelling), typeModifier(type)));
  while (type.is(TypeKind::Array))
    type = type.element();
  if (type.named())
    fact.owners.push_back(typeKey(s, type.named()));
  return fact;
}

Probe notNullFact(const Spelling &s, const SubRef &column) {
  return aboutColumn(s, column, "not null of", " AND attnotnull");
}

Probe notNullValidFact(const Spelling &s, const SubRef &column) {
  return aboutColumn(s, column, "valid not null of",
                     " AND EXISTS (SELECT FROM pg_constraint WHERE conrelid = attrelid AND contype "
                     "= 'n' AND conkey = ARRAY[attnum] AND convalidated)");
}

Probe identityFact(const Spelling &s, const SubRef &column) {
  return aboutColumn(s, column, "identity of", " AND attidentity <> ''");
}

Probe generatedFact(const Spelling &s, const SubRef &column) {
  return aboutColumn(s, column, "expression of", " AND attgenerated <> ''");
}

namespace {

Probe parentFact(const Spelling &s, QName child, QName parent, std::string_view condition) {
  return {key("parent " + s.quote(parent) + " of", s.quote(child)), // it may have several
          true,
          fmt::format("EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass({}) AND "
                      "inhparent = to_regclass({}){})",
                      s.literal(child), s.literal(parent), condition),
          {relationKey(s, child), relationKey(s, parent)}};
}

} // namespace

Probe inheritsFact(const Spelling &s, QName child, QName parent) {
  return parentFact(s, child, parent, "");
}

Probe attachedFact(const Spelling &s, QName partition, QName whole) {
  return parentFact(s, partition, whole, " AND NOT inhdetachpending");
}

/// An index depends on its columns in the same way, so the kind is asked too.
Probe serialFact(const Spelling &s, const SubRef &column) {
  return aboutColumn(
      s, column, "sequence of",
      " AND EXISTS (SELECT FROM pg_depend JOIN pg_class s ON s.oid = objid AND s.relkind = 'S' "
      "WHERE "
      "refclassid = 'pg_class'::regclass AND refobjid = attrelid AND refobjsubid = attnum AND "
      "classid = 'pg_class'::regclass AND deptype = 'a')");
}

Probe constraintFact(const Spelling &s, const SubRef &constraint) {
  return constraintOf(s, constraint, "conrelid", "to_regclass", relationKey(s, constraint.table));
}

Probe indexFact(const Spelling &s, const SubRef &index) {
  QName name{index.table.ns, index.sub};
  return {
      relationKey(s, name),
      true,
      fmt::format("EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass({}) AND indrelid "
                  "= to_regclass({}) AND indisvalid)",
                  s.literal(name), s.literal(index.table)),
      {relationKey(s, index.table)}};
}

Probe triggerFact(const Spelling &s, const SubRef &trigger) {
  return {
      key("trigger", s.quote(trigger.table) + "." + s.quote(trigger.sub)),
      true,
      fmt::format("EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass({}) AND tgname = {} "
                  "AND NOT tgisinternal)",
                  s.literal(trigger.table), s.text(trigger.sub.str())),
      {relationKey(s, trigger.table)}};
}

} // namespace schemac::emitpg
