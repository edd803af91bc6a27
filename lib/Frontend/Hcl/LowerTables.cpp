//===- LowerTables.cpp - Tables and columns -------------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

void Lowering::identity(Instance &i, SqlText &s) {
  std::string when = word(i, "generated", {"ALWAYS", "BY DEFAULT"});
  s << " GENERATED " << (when.empty() ? "BY DEFAULT" : when) << " AS IDENTITY";
  SqlText options;
  sequenceOptions(i, options);
  if (options.text().empty())
    return;
  s << " (";
  s.append(options);
  s << ")";
}

/// `as = "expression"`, or a block with `expr` and `type`.
void Lowering::generated(Instance &i, SqlText &s) {
  std::optional<Text> e;
  std::string kind = "STORED";
  if (i.attribute("as")) {
    e = expression(i, "as");
  } else if (Instance *as = child(i, "as")) {
    e = expression(*as, "expr");
    if (!as->attribute("expr"))
      missing(*as, "'expr'");
    if (std::string type = word(*as, "type", {"STORED", "VIRTUAL"}); !type.empty())
      kind = type;
  }
  if (!e)
    return;
  s << " GENERATED ALWAYS AS ";
  addParenthesized(s, *e);
  s << " " << kind;
}

void Lowering::column(Instance &i, SqlText &s) {
  auto type = typeOf(i, "type");
  if (!i.attribute("type"))
    missing(i, "'type'");
  if (!type) // there is an error, and the rest of the column may have others
    type = Text{"text", {}};
  s << (s.text().ends_with("(") ? "\n  " : ",\n  ");
  s.open(i.range());
  s << quotedName(i.name()) << " ";
  add(s, *type);
  if (auto c = text(i, "collate"))
    s << " COLLATE " << quotedName(c->text);
  if (!isSet(i, "null"))
    s << " NOT NULL";
  if (auto d = defaultOf(i)) {
    s << " DEFAULT ";
    add(s, *d);
  }
  generated(i, s);
  if (Instance *id = child(i, "identity"))
    identity(*id, s);
  s.close();
}

void Lowering::check(Instance &i, SqlText &s) {
  auto e = expression(i, "expr");
  if (!i.attribute("expr"))
    missing(i, "'expr'");
  s.open(i.range());
  s << "CONSTRAINT " << quotedName(i.name()) << " CHECK ";
  if (e)
    addParenthesized(s, *e);
  else
    s << "(true)";
  if (isSet(i, "no_inherit"))
    s << " NO INHERIT";
  if (isSet(i, "not_valid"))
    s << " NOT VALID";
  s.close();
}

void Lowering::partition(Instance &i, SqlText &s) {
  std::string type = word(i, "type", {"RANGE", "LIST", "HASH"});
  if (type.empty()) {
    if (!i.attribute("type"))
      missing(i, "'type': RANGE, LIST or HASH");
    return;
  }
  s.open(i.range());
  s << " PARTITION BY " << type << " (";
  bool first = true;
  for (Instance *c : columns(i, "columns", i.parent())) {
    s << (first ? "" : ", ") << quotedName(c->name());
    first = false;
  }
  for (Instance *by : children(i, "by")) {
    s << (first ? "" : ", ");
    element(*by, s, false);
    first = false;
  }
  s << ")";
  s.close();
}

/// `storage_params { fillfactor = 70 }`
void Lowering::storageParameters(Instance &i, SqlText &s) {
  SqlText list;
  auto one = [&](std::string_view name, const Value &v) {
    Value t = toString(v);
    if (t.is(ValueKind::String))
      list << (list.text().empty() ? "" : ", ") << name << " = " << sqlLiteral(t.asString());
    else
      wrong(v.range, name, "a number, a string or a truth value", v);
  };
  if (Instance *params = child(i, "storage_params"))
    for (const Attribute &a : params->block().body.attributes)
      one(a.name, params->value(a.name));
  if (i.attribute("page_per_range"))
    one("pages_per_range", i.value("page_per_range"));
  if (list.text().empty())
    return;
  s << " WITH (";
  s.append(list);
  s << ")";
}

void Lowering::table(Instance &i) {
  SqlText s;
  s.open(i.range());
  s << (isSet(i, "unlogged") ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ");
  s << quotedName(schemaName(i)) << "." << quotedName(i.name()) << " (";
  for (Instance *c : children(i, "column"))
    column(*c, s);
  auto comma = [&] { s << (s.text().ends_with("(") ? "\n  " : ",\n  "); };
  if (Instance *k = child(i, "primary_key")) {
    comma();
    key(*k, s, "PRIMARY KEY");
  }
  for (Instance *k : children(i, "unique")) {
    comma();
    key(*k, s, "UNIQUE");
  }
  for (Instance *c : children(i, "check"))
    if (!isSet(*c, "not_valid")) {
      comma();
      check(*c, s);
    }
  for (Instance *e : children(i, "exclude")) {
    comma();
    exclusion(*e, s);
  }
  s << ")";
  if (Instance *p = child(i, "partition"))
    partition(*p, s);
  storageParameters(i, s);
  s.close();
  finish(s);
  // In CREATE TABLE, NOT VALID says nothing: there are no rows.
  for (Instance *c : children(i, "check"))
    if (isSet(*c, "not_valid")) {
      SqlText added;
      added << "ALTER TABLE " << qualified(i) << " ADD ";
      check(*c, added);
      finish(added);
    }
  columnOptions(i);
}

void Lowering::columnOptions(Instance &i) {
  for (Instance *c : children(i, "column"))
    for (std::string_view option : {"storage", "compression"})
      if (auto t = anyWord(*c, option)) {
        SqlText s;
        s.open(c->attribute(option)->range);
        s << "ALTER TABLE " << qualified(i) << " ALTER COLUMN " << quotedName(c->name()) << " SET "
          << option << " ";
        s << quotedName(t->text);
        s.close();
        finish(s);
      }
}

void Lowering::tableComments(Instance &i) {
  std::string name = qualified(i);
  comment(i, "TABLE", name);
  for (const auto &c : i.children()) {
    if (!c->attribute("comment"))
      continue;
    std::string part = quotedName(c->name());
    if (c->type() == "column")
      comment(*c, "COLUMN", name + "." + part);
    else if (c->type() == "index")
      comment(*c, "INDEX", quotedName(schemaName(i)) + "." + part);
    else if (c->type() == "primary_key" && c->name().empty())
      comment(*c, "CONSTRAINT", quotedName(i.name() + "_pkey") + " ON " + name);
    else
      comment(*c, "CONSTRAINT", part + " ON " + name);
  }
}

} // namespace schemac::hcl
