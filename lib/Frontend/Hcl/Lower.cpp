//===- Lower.cpp - Schemas, extensions, and the order of things -----------===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

void Lowering::finish(SqlText &statement) {
  statement << ";\n";
  out.append(statement);
}

void Lowering::comment(Instance &i, std::string_view what, const std::string &name) {
  auto t = text(i, "comment");
  if (!t)
    return;
  SqlText s;
  s.open(t->range);
  s << "COMMENT ON " << what << " " << name << " IS " << sqlLiteral(t->text);
  s.close();
  finish(s);
}

/// The schema that a block names; it is declared, or stands as a string.
std::string Lowering::schemaName(Instance &i) {
  const Attribute *a = i.attribute("schema");
  if (!a) {
    if (done.insert(&i).second)
      missing(i, "'schema', such as schema = schema.public");
    return "public";
  }
  Value v = i.value("schema");
  if (v.isUnknown())
    return "public";
  if (v.is(ValueKind::String))
    return v.asString();
  Instance *schema = block(v, "schema", "schema");
  return schema ? schema->name() : "public";
}

void Lowering::schema(Instance &i) {
  // PostgreSQL has schemas of this name, too: it tells only whose the foreign words are.
  foreign.isMain |= i.name() == "main";
  bool isThere = i.name() == "public" || i.name() == "pg_catalog";
  if (!isThere) {
    SqlText s;
    s.open(i.range());
    s << "CREATE SCHEMA " << quotedName(i.name());
    s.close();
    finish(s);
  }
  // What every database says of it is nothing that anybody manages.
  Value c = i.value("comment");
  bool usual =
      i.name() == "public" && c.is(ValueKind::String) && c.asString() == "standard public schema";
  if (!usual)
    comment(i, "SCHEMA", quotedName(i.name()));
}

void Lowering::extension(Instance &i) {
  SqlText s;
  s.open(i.range());
  s << "CREATE EXTENSION " << quotedName(i.name());
  if (i.attribute("schema"))
    s << " SCHEMA " << quotedName(schemaName(i));
  if (auto version = text(i, "version"))
    s << " VERSION " << sqlLiteral(version->text);
  s.close();
  finish(s);
  comment(i, "EXTENSION", quotedName(i.name()));
}

void Lowering::each(std::string_view type, void (Lowering::*lower)(Instance &)) {
  for (const auto &i : module.blocks())
    if (i->type() == type)
      (this->*lower)(*i);
}

/// All that belongs to a table is said while its blocks are at hand, and comes behind all tables. A
/// column that keeps rows of a view comes behind that, which is over other tables.
void Lowering::tables() {
  struct Later {
    void (Lowering::*lower)(Instance &);
    SqlText text;
  } later[] = {
      {&Lowering::indexes, {}}, {&Lowering::foreignKeys, {}}, {&Lowering::tableComments, {}}};
  auto lower = [&](Instance &i) {
    table(i);
    for (Later &l : later) {
      std::swap(out, l.text);
      (this->*l.lower)(i);
      std::swap(out, l.text);
    }
  };
  std::vector<Instance *> overViews;
  std::vector<Instance *> views;
  for (const auto &i : module.blocks())
    if (i->type() == "table" && viewsOfColumns(*i, views))
      overViews.push_back(i.get());
    else if (i->type() == "table")
      lower(*i);
  for (Instance *v : views)
    view(*v);
  for (Instance *table : overViews)
    lower(*table);
  for (const Later &l : later)
    out.append(l.text);
}

SqlText Lowering::run() {
  each("schema", &Lowering::schema);
  each("extension", &Lowering::extension);
  for (std::string_view type : {"enum", "domain", "composite", "range"})
    each(type, &Lowering::need);
  each("sequence", &Lowering::sequence);
  tables();
  each("partition", &Lowering::part);
  each("function", &Lowering::function);
  each("procedure", &Lowering::function);
  each("view", &Lowering::view);
  each("materialized", &Lowering::view);
  each("sequence", &Lowering::sequenceOwner);
  each("trigger", &Lowering::trigger);
  each("table", &Lowering::replicaIdentity);
  each("table", &Lowering::rowSecurity);
  each("policy", &Lowering::policy);
  each("statistics", &Lowering::statistics);
  each("publication", &Lowering::publication);
  for (const auto &i : module.blocks())
    owner(*i);
  each("permission", &Lowering::permission);
  return std::move(out);
}

} // namespace schemac::hcl
