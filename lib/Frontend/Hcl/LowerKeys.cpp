//===- LowerKeys.cpp - Keys, indexes and foreign keys ---------------------===//
#include "Lowering.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/OutsideNames.h"

namespace schemac::hcl {

static void names(const std::vector<Instance *> &list, SqlText &s) {
  s << "(";
  for (size_t i = 0; i < list.size(); ++i)
    s << (i ? ", " : "") << quotedName(list[i]->name());
  s << ")";
}

void Lowering::include(Instance &i, SqlText &s) {
  std::vector<Instance *> list = columns(i, "include", i.parent());
  if (list.empty())
    return;
  s << " INCLUDE ";
  names(list, s);
}

Deferral Lowering::deferral(Instance &i) {
  const Attribute *a = i.attribute("deferrable");
  const Expr *e = a ? chosen(i, *a->value) : nullptr;
  bool isWord = isBareWord(e);
  std::string when =
      isWord ? word(i, "deferrable", {"INITIALLY DEFERRED", "INITIALLY IMMEDIATE"}) : "";
  bool later = when == "INITIALLY DEFERRED" || isSet(i, "initially_deferred");
  return {later || !when.empty() || (!isWord && isSet(i, "deferrable")), later};
}

void Lowering::deferring(Instance &i, SqlText &s) {
  Deferral d = deferral(i);
  s << (d.deferrable ? " DEFERRABLE" : "") << (d.initiallyDeferred ? " INITIALLY DEFERRED" : "");
}

/// What a key is over: `columns`, or `on` blocks with a column each.
std::vector<Instance *> Lowering::keyColumns(Instance &i) {
  std::vector<Instance *> out = columns(i, "columns", i.parent());
  for (Instance *on : children(i, "on")) {
    if (on->attribute("expr"))
      diags.report(on->attribute("expr")->range, diag::err_hcl_conflict,
                   fmt::format("a key is over columns; a unique index can be over an expression"));
    else if (Instance *c = reference(*on, "column", "column"))
      out.push_back(c);
  }
  if (out.empty() && !i.attribute("columns"))
    missing(i, "'columns'");
  return out;
}

void Lowering::key(Instance &i, SqlText &s, std::string_view words) {
  s.open(i.range());
  if (!i.name().empty())
    s << "CONSTRAINT " << quotedName(i.name()) << " ";
  s << words;
  if (flag(i, "nulls_distinct") == false)
    s << " NULLS NOT DISTINCT";
  s << " ";
  names(keyColumns(i), s);
  include(i, s);
  storageParameters(i, s);
  tablespace(i, s, " USING INDEX");
  deferring(i, s);
  s.close();
}

/// `on { column = ... }` or `on { expr = ... }`, with how it is ordered.
void Lowering::element(Instance &on, SqlText &s, bool exclusion) {
  s.open(on.range());
  if (on.attribute("expr")) {
    if (auto e = expression(on, "expr"))
      addParenthesized(s, *e);
  } else if (Instance *c = reference(on, "column", "column")) {
    s << quotedName(c->name());
  } else if (!on.attribute("column")) {
    missing(on, "'column' or 'expr'");
  }
  if (auto c = text(on, "collate"))
    s << " COLLATE " << quoteOutsideName(c->text);
  if (auto ops = anyWord(on, "ops")) {
    s << " ";
    add(s, *ops);
  }
  if (isSet(on, "desc"))
    s << " DESC";
  if (isSet(on, "nulls_first"))
    s << " NULLS FIRST";
  if (isSet(on, "nulls_last"))
    s << " NULLS LAST";
  if (exclusion) {
    s << " WITH ";
    if (auto op = anyWord(on, "op"))
      add(s, *op);
    else
      missing(on, "'op', an operator such as \"=\"");
  }
  s.close();
}

void Lowering::elements(Instance &i, SqlText &s, bool exclusion) {
  s << " (";
  bool first = true;
  for (Instance *c : columns(i, "columns", i.parent())) {
    s << (first ? "" : ", ") << quotedName(c->name());
    first = false;
  }
  for (Instance *on : children(i, "on")) {
    s << (first ? "" : ", ");
    element(*on, s, exclusion);
    first = false;
  }
  s << ")";
  if (first && !i.attribute("columns"))
    missing(i, exclusion ? "a block 'on'" : "'columns' or a block 'on'");
}

void Lowering::exclusion(Instance &i, SqlText &s) {
  s.open(i.range());
  s << "CONSTRAINT " << quotedName(i.name()) << " EXCLUDE";
  if (auto method = anyWord(i, "type")) {
    s << " USING ";
    add(s, *method);
  }
  elements(i, s, true);
  include(i, s);
  storageParameters(i, s);
  tablespace(i, s, " USING INDEX");
  if (auto where = expression(i, "where")) {
    s << " WHERE ";
    addParenthesized(s, *where);
  }
  deferring(i, s);
  s.close();
}

/// The methods of PostgreSQL are words; one of an extension is a string: "hnsw".
std::string Lowering::methodOf(Instance &i) {
  const Attribute *a = i.attribute("type");
  const Expr *e = a ? chosen(i, *a->value) : nullptr;
  if (a && !e)
    return {};
  Value v = e && e->is(ExprKind::String) ? i.value("type") : Value();
  if (!extended) // asked of every index
    extended = std::ranges::any_of(module.blocks(),
                                   [](const auto &b) { return b->type() == "extension"; });
  bool plain = *extended && v.is(ValueKind::String) && !v.asString().empty() &&
               std::ranges::all_of(v.asString(), [](char c) {
                 return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
               });
  if (plain)
    return " USING " + quotedName(v.asString());
  std::string method = word(i, "type", {"BTREE", "HASH", "GIN", "GIST", "SPGIST", "BRIN"});
  return method.empty() || method == "BTREE" ? "" : " USING " + method;
}

void Lowering::index(Instance &i, Instance &on) {
  SqlText s;
  s.open(i.range());
  s << (isSet(i, "unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") << quotedName(i.name())
    << " ON " << qualified(on);
  s << methodOf(i);
  elements(i, s, false);
  include(i, s);
  if (flag(i, "nulls_distinct") == false)
    s << " NULLS NOT DISTINCT";
  storageParameters(i, s);
  tablespace(i, s, "");
  if (auto where = expression(i, "where")) {
    s << " WHERE ";
    addParenthesized(s, *where);
  }
  s.close();
  finish(s);
}

void Lowering::indexes(Instance &i) {
  for (Instance *x : children(i, "index"))
    index(*x, i);
}

void Lowering::foreignKeys(Instance &i) {
  for (Instance *f : children(i, "foreign_key"))
    foreignKey(*f, i);
}

/// `tablespace = "fast"`; of a key, \p before says that its index is meant.
void Lowering::tablespace(Instance &i, SqlText &s, std::string_view before) {
  if (auto name = text(i, "tablespace"))
    s << before << " TABLESPACE " << quotedName(name->text);
}

/// Those that ON DELETE sets, of the columns of the key; all when nothing is said.
void Lowering::setColumns(Instance &i, SqlText &s, std::string_view onDelete) {
  const Attribute *a = i.attribute("on_delete_columns");
  if (!a)
    return;
  std::vector<Instance *> set = columns(i, "on_delete_columns", i.parent());
  if (!set.empty() && onDelete != "SET NULL" && onDelete != "SET DEFAULT")
    diags.report(a->nameRange, diag::err_hcl_conflict,
                 "'on_delete_columns' stands beside on_delete = SET_NULL or SET_DEFAULT");
  else if (!set.empty())
    names(set, s << " ");
}

/// The index whose columns say which row is meant: an index, a unique constraint or the primary key
/// of the table. Empty when the attribute is no such thing.
std::string Lowering::replicaIndex(Instance &i) {
  const Expr *e = chosen(i, *i.attribute("replica_identity")->value);
  if (!e)
    return {};
  if (e->is(ExprKind::Variable) && e->name == "primary_key")
    if (Instance *key = child(i, "primary_key"))
      return key->name().empty() ? postgres::objectName(i.name(), "", "pkey") : key->name();
  Value v = i.value("replica_identity");
  auto *index = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
  if (index && index->parent() == &i && (index->type() == "index" || index->type() == "unique"))
    return index->name();
  wrong(e->range, "replica_identity",
        "DEFAULT, FULL, NOTHING, or a unique index, a unique constraint or the primary_key of the "
        "table",
        v);
  return {};
}

void Lowering::replicaIdentity(Instance &i) {
  const Attribute *a = i.attribute("replica_identity");
  const Expr *e = a ? chosen(i, *a->value) : nullptr;
  if (!e)
    return;
  bool isWord = e->is(ExprKind::String) || (e->is(ExprKind::Variable) && e->name != "primary_key");
  std::string index, words;
  if (isWord)
    words = word(i, "replica_identity", {"DEFAULT", "FULL", "NOTHING"});
  else if (index = replicaIndex(i); !index.empty())
    words = "USING INDEX " + quotedName(index);
  if (words.empty())
    return;
  SqlText s;
  s.open(a->range);
  s << "ALTER TABLE " << qualified(i) << " REPLICA IDENTITY " << words;
  s.close();
  finish(s);
}

void Lowering::foreignKey(Instance &i, Instance &table) {
  std::vector<Instance *> from = columns(i, "columns", &table),
                          to = columns(i, "ref_columns", nullptr);
  for (std::string_view needed : {"columns", "ref_columns"})
    if (!i.attribute(needed))
      missing(i, fmt::format("'{}'", needed));
  std::vector<std::string_view> actions{"NO ACTION", "RESTRICT", "CASCADE", "SET NULL",
                                        "SET DEFAULT"};
  std::string onDelete = word(i, "on_delete", actions), onUpdate = word(i, "on_update", actions);
  if (from.empty() || to.empty())
    return;
  Instance *target = to[0]->parent();
  for (Instance *c : to)
    if (c->parent() != target)
      diags.report(i.attribute("ref_columns")->range, diag::err_hcl_conflict,
                   "a foreign key refers to the columns of one table");
  SqlText s;
  s.open(i.range());
  s << "ALTER TABLE " << qualified(table) << " ADD CONSTRAINT " << quotedName(i.name())
    << " FOREIGN KEY ";
  names(from, s);
  s << " REFERENCES " << qualified(*target) << " ";
  names(to, s);
  if (std::string match = word(i, "match", {"SIMPLE", "FULL"}); !match.empty())
    s << " MATCH " << match;
  if (!onDelete.empty())
    s << " ON DELETE " << onDelete;
  setColumns(i, s, onDelete);
  if (!onUpdate.empty())
    s << " ON UPDATE " << onUpdate;
  deferring(i, s);
  if (isSet(i, "not_valid"))
    s << " NOT VALID";
  if (flag(i, "enforced") == false)
    s << " NOT ENFORCED";
  s.close();
  finish(s);
}

} // namespace schemac::hcl
