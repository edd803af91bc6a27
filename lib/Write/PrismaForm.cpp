//===- PrismaForm.cpp - A schema in Prisma's language ---------------------===//
#include "Write/Prisma/Defaults.h"
#include "Write/Prisma/LabelledColumns.h"
#include "Write/Prisma/Layout.h"
#include "Write/Prisma/ModelLosses.h"
#include "Write/Prisma/Relations.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Annotation.h"
#include "schemac/Write/Diags.h"
#include <fmt/format.h>

namespace schemac {
namespace prisma_form {

using namespace prisma;

namespace {

constexpr std::string_view Called = "a Prisma schema";

class Writer {
public:
  Writer(Writing &w, const Schema &schema, const Target &target)
      : w(w), s(schema), target(target), names(s), losses(w.diags, Called) {}

  std::string run();

private:
  bool isModel(const Table &t) const {
    return !t.columns.empty() && !t.partitionOf && t.inherits.empty() &&
           (target.isPostgres() || !t.name.ns) && !isJoinTable(s, names, target, t);
  }
  void reportOthers();
  void readModel(const Table &t);
  std::string config() const;
  std::string model(const Table &t, Relations &relations);
  std::string view(const View &v);
  std::string enumBlock(const Enum &e);
  void field(BlockText &text, QName of, const Column &c, const FieldType &type,
             std::vector<std::string> attributes);
  void endBlock(BlockText &text, QName name, const std::string &called,
                std::vector<std::string> attributes, bool ignored = false);
  FieldType typeOf(const Column &c) const { return fieldType(s, names, target, baseOf(s, c.type)); }

  Writing &w;
  const Schema &s;
  const Target &target;
  ClientNames names;
  Losses losses; ///< of what is left out as a whole
  std::unordered_map<QName, std::unique_ptr<Losses>> modelLosses;
  Models models;
  std::vector<std::string> schemas, features;
};

/// "/// @schemac.renamedFrom(phone)"
std::string annotation(const auto &intent) { return "/// " + annotationText(intent); }
std::string renamed(Name from) { return annotation(Intent{Intent::RenamedFrom, from.string()}); }

template <class Drops> void dropIntents(BlockText &text, const Drops &drops) {
  for (const DropIntent &d : drops)
    text.comment(annotation(d));
}

void Writer::reportOthers() {
  auto all = [&]<class T>(const EntityMap<T> &map) {
    for (const T &e : map)
      losses.object(kindWord<T>(), e);
  };
  all(s.domains()), all(s.composites()), all(s.ranges()), all(s.sequences()), all(s.functions());
  all(s.statistics()), all(s.publications());
  if (!target.isPostgres())
    all(s.namespaces());
  for (const View &v : s.views())
    if (v.columns.empty() || v.query || v.shimOf)
      losses.object("view", v);
  for (const Enum &e : s.enums())
    if (e.labels.empty())
      losses.object("enum", e);
  for (const Table &t : s.tables())
    if (!models.count(t.name) && !isJoinTable(s, names, target, t))
      losses.object("table", t);
  auto accessOf = [&]<class T>(const EntityMap<T> &map) {
    for (const T &e : map) {
      losses.begin(kindWord<T>(), e);
      losses.access(e);
    }
    losses.end();
  };
  accessOf(s.namespaces()), accessOf(s.extensions()), accessOf(s.enums());
}

void Writer::readModel(const Table &t) {
  ModelParts parts;
  auto found = std::make_unique<Losses>(w.diags, Called);
  found->begin("table", t);
  for (const Column &c : t.columns)
    parts.types[c.name] = typeOf(c);
  tableLosses(t, parts.types, target, *found);
  parts.keys = writeKeys(t, parts.types, names, target, *found);
  models[t.name] = std::move(parts);
  modelLosses[t.name] = std::move(found);
}

/// `uuid_ossp(map: "uuid-ossp", schema: "ext")`
std::string extension(const Extension &x) {
  std::string name = identifier(x.name.name.str());
  std::vector<std::string> arguments;
  if (name != x.name.name.str())
    arguments.push_back("map: " + doubleQuoted(x.name.name.str()));
  if (x.schema)
    arguments.push_back("schema: " + doubleQuoted(x.schema.str()));
  if (x.version)
    arguments.push_back("version: " + doubleQuoted(x.version.str()));
  return arguments.empty() ? name : fmt::format("{}({})", name, fmt::join(arguments, ", "));
}

std::string Writer::config() const {
  BlockText generator("generator client"), datasource("datasource db");
  generator.line({"provider", "= \"prisma-client-js\""});
  std::vector<std::string> quotedFeatures, quotedSchemas, extensions;
  for (const std::string &f : features)
    quotedFeatures.push_back(doubleQuoted(f));
  if (!features.empty())
    generator.line({"previewFeatures", "= " + list(quotedFeatures)});
  datasource.line({"provider", "= " + doubleQuoted(std::string(providerName(target.provider)))});
  for (const Extension &x : s.extensions())
    extensions.push_back(extension(x));
  if (!extensions.empty())
    datasource.line({"extensions", "= " + list(extensions)});
  for (const std::string &n : schemas)
    quotedSchemas.push_back(doubleQuoted(n));
  if (!schemas.empty())
    datasource.line({"schemas", "= " + list(quotedSchemas)});
  std::string out = generator.str() + "\n" + datasource.str();
  for (const DropIntent &d : s.drops) {
    out += &d == s.drops.data() ? "\n" : "";
    out += annotation(d) + "\n";
  }
  return out;
}

void Writer::field(BlockText &text, QName of, const Column &c, const FieldType &type,
                   std::vector<std::string> attributes) {
  if (c.renamedFrom())
    text.comment(renamed(c.renamedFrom()));
  if (c.movedFrom())
    text.comment(annotation(Intent{Intent::MovedFrom, c.movedFrom().string()}));
  if (c.backfill())
    text.comment(annotation(Intent{Intent::Backfill, c.backfill().string()}));
  const std::string &name = names.field(of, c.name);
  if (std::string value = defaultValue(type, names, c, target, w.context); !value.empty())
    attributes.push_back(fmt::format("@default({})", value));
  if (name != c.name.str())
    attributes.push_back(fmt::format("@map({})", doubleQuoted(c.name.str())));
  if (!type.native.empty())
    attributes.push_back(type.native);
  const Table *table = s.table(of);
  const Constraint *key = table ? table->primaryKey() : nullptr;
  bool ofKey = key && std::ranges::find(key->columns, c.name) != key->columns.end();
  bool optional = c.nullable && !ofKey; // an id is required
  std::vector<std::string> cells = {name, type.name + (type.list ? "[]" : optional ? "?" : "")};
  if (!attributes.empty())
    cells.push_back(fmt::format("{}", fmt::join(attributes, " ")));
  text.line(std::move(cells));
}

void Writer::endBlock(BlockText &text, QName name, const std::string &called,
                      std::vector<std::string> attributes, bool ignored) {
  if (called != name.name.str())
    attributes.push_back(fmt::format("@@map({})", doubleQuoted(name.name.str())));
  if (ignored)
    attributes.push_back("@@ignore");
  if (!schemas.empty())
    attributes.push_back(
        fmt::format("@@schema({})", doubleQuoted(name.ns ? name.ns.str() : "public")));
  if (!attributes.empty())
    text.emptyLine();
  for (std::string &a : attributes)
    text.line({std::move(a)});
}

std::string Writer::model(const Table &t, Relations &relations) {
  ModelParts &parts = models.at(t.name);
  relations.reportLosses(t, *modelLosses.at(t.name));
  modelLosses.at(t.name)->end();
  const std::string &name = names.model(t.name);
  BlockText text("model " + name), head("");
  for (const Column &c : t.columns)
    field(text, t.name, c, parts.types.at(c.name), parts.keys.onField[c.name]);
  for (const RelationField &f : relations.of(t.name)) {
    std::vector<std::string> cells = {f.name, f.type};
    if (!f.attribute.empty())
      cells.push_back(f.attribute);
    text.line(std::move(cells));
  }
  std::vector<std::string> attributes = parts.keys.onModel;
  endBlock(text, t.name, name, std::move(attributes), !parts.keys.identifiesRows);
  std::string intents;
  if (t.renamedFrom)
    intents += renamed(t.renamedFrom) + "\n";
  for (const DropIntent &d : t.drops)
    intents += annotation(d) + "\n";
  return intents + text.str();
}

std::string Writer::view(const View &v) {
  BlockText text("view " + names.model(v.name));
  losses.begin("view", v);
  losses.access(v);
  losses.end();
  for (const Column &c : v.columns)
    field(text, v.name, c, typeOf(c), {});
  endBlock(text, v.name, names.model(v.name), {});
  return text.str();
}

std::string Writer::enumBlock(const Enum &e) {
  BlockText text("enum " + names.enumName(e.name));
  for (const EnumLabel &l : e.labels) {
    if (l.renamedFrom)
      text.comment(renamed(l.renamedFrom));
    std::vector<std::string> cells = {names.value(e.name, l.label)};
    if (cells[0] != l.label.str())
      cells.push_back(fmt::format("@map({})", doubleQuoted(l.label.str())));
    text.line(std::move(cells));
  }
  const std::string &called = names.enumName(e.name);
  // Where there are no enums but columns with labels, it has no name in the database.
  endBlock(text, target.isPostgres() ? e.name : w.context.qname(called), called, {});
  std::string intents;
  if (e.renamedFrom)
    intents += renamed(e.renamedFrom) + "\n";
  for (const DropIntent &d : e.drops)
    intents += annotation(d) + "\n";
  return intents + text.str();
}

std::string Writer::run() {
  for (const Table &t : s.tables())
    if (isModel(t))
      readModel(t);
  reportOthers();
  Relations relations(s, names, target, models);
  bool declared = false, partial = false, inPublic = false;
  for (const View &v : s.views())
    declared |= !v.columns.empty() && !v.query && !v.shimOf;
  for (const auto &[name, parts] : models)
    partial |= parts.keys.partial;
  for (const Table &t : s.tables())
    inPublic |= !t.name.ns;
  for (const Enum &e : s.enums())
    inPublic |= !e.name.ns;
  if (target.isPostgres())
    for (const Namespace &n : s.namespaces())
      schemas.push_back(n.name.name.string());
  if (!schemas.empty() && inPublic)
    schemas.insert(schemas.begin(), "public");
  if (partial)
    features.push_back("partialIndexes");
  if (s.extensions().size())
    features.push_back("postgresqlExtensions");
  if (declared)
    features.push_back("views");
  std::string out = config();
  for (const Table &t : s.tables())
    if (models.count(t.name))
      out += "\n" + model(t, relations);
  for (const View &v : s.views())
    if (!v.columns.empty() && !v.query && !v.shimOf)
      out += "\n" + view(v);
  for (const Enum &e : s.enums())
    if (!e.labels.empty())
      out += "\n" + enumBlock(e);
  return out;
}

} // namespace
} // namespace prisma_form

std::string writePrisma(Writing &writing) {
  const Dialect &dialect = *findDialect(writing.schema.dialect.str());
  std::optional<prisma_form::Target> target = prisma_form::targetOf(dialect);
  if (!target) {
    writing.diags.report({}, diag::err_write_dialect, "Prisma", dialect.display());
    return {};
  }
  if (!target->is(prisma::Provider::MySql))
    return prisma_form::Writer(writing, writing.schema, *target).run();
  Schema labelled = prisma_form::withEnums(writing.schema, writing.context);
  return prisma_form::Writer(writing, labelled, *target).run();
}

} // namespace schemac
