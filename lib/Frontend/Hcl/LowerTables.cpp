//===- LowerTables.cpp - Tables and columns -------------------------------===//
#include "Lowering.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/OutsideNames.h"
#include "llvm/ADT/StringRef.h"

namespace schemac::hcl {

void Lowering::identity(Instance &i, SqlText &s) {
  std::string when = word(i, "generated", {"ALWAYS", "BY DEFAULT"});
  s << " GENERATED " << (when.empty() ? "BY DEFAULT" : when) << " AS IDENTITY";
  SqlText options;
  Instance &column = *i.parent();
  if (auto name = text(column, "sequence")) {
    options.open(column.attribute("sequence")->range);
    options << "SEQUENCE NAME " << quotedName(schemaName(*column.parent())) << "."
            << quotedName(name->text);
    options.close();
  }
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

/// A serial type is a default, of a sequence that it makes.
void Lowering::serial(Instance &i, const Text &type) {
  constexpr std::string_view Serials[] = {"smallserial", "serial2",   "serial",
                                          "serial4",     "bigserial", "serial8"};
  std::string name = llvm::StringRef(type.text).trim().lower();
  if (!type.isSql || std::ranges::find(Serials, name) == std::end(Serials))
    return;
  for (std::string_view word : {"identity", "as", "default"})
    if (auto at = placeOf(i, word))
      diags.report(*at, diag::err_hcl_conflict,
                   fmt::format("a column of the type {} has its default already, and takes no '{}'",
                               name, word));
}

void Lowering::column(Instance &i, SqlText &s) {
  auto type = typeOf(i, "type");
  if (!i.attribute("type"))
    missing(i, "'type'");
  if (!type) // there is an error, and the rest of the column may have others
    type = Text{"text", {}};
  serial(i, *type);
  s << (s.text().ends_with("(") ? "\n  " : ",\n  ");
  s.open(i.range());
  s << quotedName(i.name()) << " ";
  add(s, *type);
  if (auto c = text(i, "collate"))
    s << " COLLATE " << quoteOutsideName(c->text);
  if (!isSet(i, "null"))
    s << " NOT NULL";
  else if (child(i, "identity"))
    diags.report(placeOf(i, "null").value_or(i.range()), diag::err_hcl_conflict,
                 "a column that numbers its rows is never null");
  if (auto d = defaultOf(i)) {
    s << " DEFAULT ("; // any expression: without them only some may stand here
    add(s, *d);
    s << ")";
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
  if (flag(i, "enforced") == false)
    s << " NOT ENFORCED";
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

/// What PostgreSQL calls it: `toast.autovacuum_enabled` is no name of HCL.
static std::string parameterName(std::string_view name) {
  constexpr std::string_view prefix = "toast_";
  return name.starts_with(prefix) && name != "toast_tuple_target"
             ? fmt::format("toast.{}", name.substr(prefix.size()))
             : std::string(name);
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
    for (const Attribute &a : params->block().body.attributes) {
      const Expr *e = chosen(*params, *a.value);
      if (!isBareWord(e)) {
        one(parameterName(a.name), params->value(a.name));
        continue;
      }
      std::string word(e->name); // buffering = ON: in SQL a keyword, which is kept in small letters
      std::ranges::transform(word, word.begin(), [](unsigned char c) { return tolower(c); });
      one(parameterName(a.name), Value::string(std::move(word)));
    }
  if (i.attribute("page_per_range"))
    one("pages_per_range", i.value("page_per_range"));
  if (list.text().empty())
    return;
  s << " WITH (";
  s.append(list);
  s << ")";
}

/// What stands behind the name and the kind of a key. In CREATE TABLE, a server makes one of two
/// keys that are over the same.
static std::string overOf(Instance &key, const std::string &sql) {
  size_t begin = key.name().empty() ? 0 : sql.find(quotedName(key.name()));
  begin += key.name().empty() || begin == sql.npos ? 0 : quotedName(key.name()).size();
  size_t open = sql.find('(', begin);
  return open == sql.npos ? sql : sql.substr(open);
}

std::vector<Instance *> Lowering::parentsOf(Instance &i) {
  std::vector<Instance *> out;
  if (i.attribute("partition_of"))
    if (Instance *whole = reference(i, "partition_of", "table"))
      out.push_back(whole);
  for (const Value &v : list(i, "inherits"))
    if (Instance *parent = block(v, "table", "inherits"))
      out.push_back(parent);
  if (i.attribute("bound") && !i.attribute("partition_of"))
    diags.report(i.attribute("bound")->range, diag::err_hcl_conflict,
                 "'bound' says which rows are in a partition: it stands beside 'partition_of'");
  return out;
}

/// What stands behind the name and the constraints; without a bound it is the default partition.
void Lowering::partitionOf(Instance &i, Instance &whole, SqlText &s) {
  for (Instance *c : children(i, "column"))
    diags.report(c->range(), diag::err_hcl_conflict,
                 fmt::format("the columns of a partition are those of {}", whole.describe()));
  auto bound = text(i, "bound");
  if (!bound) {
    s << " DEFAULT";
    return;
  }
  if (std::string_view fault = sqlFault(bound->text); !fault.empty()) {
    diags.report(bound->range, diag::err_hcl_conflict,
                 fmt::format("'bound' is none: it {}", fault));
    s << " DEFAULT";
    return;
  }
  s << " FOR VALUES ";
  add(s, *bound);
}

/// Columns, keys and checks in parentheses. \p others: keys that are over what another one is over.
SqlText Lowering::tableBody(Instance &i, bool isPart, std::vector<SqlText> &others) {
  SqlText body;
  body << "(";
  for (Instance *c : children(i, "column"))
    if (!isPart)
      column(*c, body);
  auto comma = [&] { body << (body.text().ends_with("(") ? "\n  " : ",\n  "); };
  std::set<std::string> over; // what the keys so far are over
  auto add = [&](Instance &k, SqlText part) {
    if (!over.insert(overOf(k, part.text())).second)
      return others.push_back(std::move(part));
    comma();
    body.append(part);
  };
  auto keyText = [&](Instance &k, std::string_view words) {
    SqlText part;
    key(k, part, words);
    return part;
  };
  if (Instance *k = child(i, "primary_key"))
    add(*k, keyText(*k, "PRIMARY KEY"));
  for (Instance *k : children(i, "unique"))
    add(*k, keyText(*k, "UNIQUE"));
  for (Instance *c : children(i, "check"))
    if (!isSet(*c, "not_valid")) {
      comma();
      check(*c, body);
    }
  for (Instance *e : children(i, "exclude")) {
    SqlText part;
    exclusion(*e, part);
    add(*e, std::move(part));
  }
  body << ")";
  return body;
}

/// After those that it is a part of or inherits from.
void Lowering::table(Instance &i) {
  if (made.count(&i))
    return;
  if (!underWay.insert(&i).second) {
    diags.report(i.range(), diag::err_hcl_cycle, i.name());
    return;
  }
  std::vector<Instance *> parents = parentsOf(i);
  for (Instance *parent : parents)
    table(*parent);
  underWay.erase(&i);
  made.insert(&i);
  Instance *whole = i.attribute("partition_of") && !parents.empty() ? parents[0] : nullptr;
  SqlText s;
  s.open(i.range());
  s << (isSet(i, "unlogged") ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ") << qualified(i);
  if (whole)
    s << " PARTITION OF " << qualified(*whole);
  std::vector<SqlText> others;
  SqlText body = tableBody(i, whole, others);
  if (!whole || body.text() != "()") { // a partition may have no list
    s << " ";
    s.append(body);
  }
  if (whole)
    partitionOf(i, *whole, s);
  for (Instance *parent : parents)
    if (parent != whole)
      s << (parent == parents[whole ? 1 : 0] ? " INHERITS (" : ", ") << qualified(*parent);
  s << (!parents.empty() && parents.back() != whole ? ")" : "");
  if (Instance *p = child(i, "partition"))
    partition(*p, s);
  storageParameters(i, s);
  tablespace(i, s, "");
  s.close();
  finish(s);
  for (const SqlText &part : others) {
    SqlText added;
    added.open(part.source());
    added << "ALTER TABLE " << qualified(i) << " ADD ";
    added.append(part);
    added.close();
    finish(added);
  }
  lateChecks(i);
  columnOptions(i);
}

/// In CREATE TABLE, NOT VALID says nothing: there are no rows. CREATE DOMAIN has no such words.
void Lowering::lateChecks(Instance &i) {
  for (Instance *c : children(i, "check"))
    if (isSet(*c, "not_valid")) {
      SqlText added;
      added.open(c->range());
      added << (i.type() == "domain" ? "ALTER DOMAIN " : "ALTER TABLE ") << qualified(i) << " ADD ";
      check(*c, added);
      added.close();
      finish(added);
    }
}

void Lowering::columnOptions(Instance &i) {
  for (Instance *c : children(i, "column")) {
    if (child(*c, "identity"))
      continue; // it names its sequence where it makes it
    if (auto name = text(*c, "sequence")) {
      SqlText s;
      s.open(c->attribute("sequence")->range);
      s << "ALTER SEQUENCE " << quotedName(schemaName(i)) << "."
        << quotedName(postgres::objectName(i.name(), c->name(), "seq")) << " RENAME TO "
        << quotedName(name->text);
      s.close();
      finish(s);
    }
  }
  for (Instance *c : children(i, "column"))
    for (std::string_view option : {"storage", "compression"})
      if (auto t = anyWord(*c, option)) {
        SqlText s;
        s.open(c->attribute(option)->range);
        s << "ALTER TABLE " << qualified(i) << " ALTER COLUMN " << quotedName(c->name()) << " SET "
          << option << " ";
        s << quoteOutsideName(t->text);
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
      comment(*c, "CONSTRAINT",
              quotedName(postgres::objectName(i.name(), "", "pkey")) + " ON " + name);
    else
      comment(*c, "CONSTRAINT", part + " ON " + name);
  }
}

} // namespace schemac::hcl
