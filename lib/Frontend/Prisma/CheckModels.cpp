//===- CheckModels.cpp - Models and views as a whole ----------------------===//
#include "Checker.h"
#include "WithTargets.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

/// The order is Prisma's, because an ambiguous relation ends the search: what follows from it could
/// not be told from what is wrong by itself.
void Checker::checkModels() {
  const Property *extensions = datasource ? property(*datasource, "extensions") : nullptr;
  if (extensions && can(Extensions) && !preview("postgresqlExtensions"))
    diags.report(datasource->range(extensions->text), diag::err_prisma_preview_feature,
                 "extensions need the preview feature 'postgresqlExtensions'");
  checkDatabaseNames();
  bool sound = true, views = false;
  withTargets(blocks, [&](CheckedBlock &b) {
    views = views || b.kind() == BlockKind::View;
    sound = sound && (b.kind() != BlockKind::Model || checkModel(b));
  });
  for (CheckedBlock &b : std::span(blocks).first(views ? blocks.size() : 0))
    sound = sound && (b.kind() != BlockKind::View || checkModel(b));
  if (!sound)
    return;
  checkEnums();
  checkRelations();
}

bool Checker::checkModel(CheckedBlock &b) {
  if (b.kind() == BlockKind::View)
    checkView(b);
  else
    checkUniqueCriterion(b);
  checkId(b);
  checkSchemaAttribute(b);
  checkShardKey(b);
  checkAutoIncrement(b);
  if (provider == Provider::MongoDb)
    checkMongoModel(b);
  for (CheckedField &f : b.fields)
    if (f.kind != FieldKind::Relation)
      checkField(b, f);
  for (RelationEnd &end : b.relations) {
    if (!checkAmbiguity(end))
      return false;
    checkRelationEnd(end);
  }
  unsigned fulltexts = 0;
  for (const Key &key : b.keys) {
    checkIndex(b, key);
    fulltexts += key.kind == KeyKind::Fulltext;
  }
  if (fulltexts > 1 && can(FullText) && !can(FullTextMultiple))
    for (const Key &key : b.keys)
      if (key.kind == KeyKind::Fulltext)
        diags.report(b.range(key.attribute->text), diag::err_prisma_capability, providerText(),
                     "second fulltext index in a model");
  return true;
}

void Checker::checkDatabaseNames() {
  if (!namesRepeat)
    return;
  BlockNames<const CheckedBlock *> taken;
  taken.reserve(blocks.size());
  // Behind the first of a name: others may have it in other schemas.
  std::unordered_map<std::string_view, std::vector<const CheckedBlock *>> repeated;
  for (BlockKind kind : {BlockKind::Model, BlockKind::View})
    for (const CheckedBlock &b : blocks) {
      if (b.kind() != kind)
        continue;
      std::string_view name = databaseName(*b.block);
      const CheckedBlock *holder = taken.add(name, &b);
      if (!holder)
        continue;
      std::vector<const CheckedBlock *> &holders = repeated[name];
      if (holders.empty())
        holders.push_back(holder);
      for (const CheckedBlock *first : holders) {
        if ((first->schema ? first->schema->value : "") != (b.schema ? b.schema->value : ""))
          continue;
        const CheckedBlock &at = attribute(*b.block, "map") ? b : *first;
        diags.report(at.range(attribute(*at.block, "map")->text),
                     diag::err_prisma_database_name_taken, first->name(), b.name(), name);
        break;
      }
      holders.push_back(&b);
    }
}

/// The client must be able to name one row.
void Checker::checkUniqueCriterion(CheckedBlock &b) {
  if (b.ignored)
    return;
  auto strict = [](const Key &key) {
    if (!key.unique())
      return false;
    for (const KeyField &k : key.fields)
      if (k.field->optional() || k.field->kind == FieldKind::Unsupported)
        return false;
    return true;
  };
  if (b.id && strict(*b.id))
    return;
  for (const Key &key : b.keys)
    if (strict(key))
      return;
  DiagBuilder d = diags.report(b.header(), diag::err_prisma_no_unique_criterion, "model", b.name());
  for (const Key &key : b.keys)
    if (key.unique())
      d.note(fmt::format("'{}' does not count: a field of it is optional or Unsupported",
                         key.spelling()),
             b.range(key.attribute->text));
}

void Checker::checkId(CheckedBlock &b) {
  if (!b.id)
    return;
  const Key &id = *b.id;
  SourceRange at = b.range(id.attribute->text);
  checkKeyName(b, id);
  auto lacks = [&](SourceRange range, std::string_view what) {
    diags.report(range, diag::err_prisma_capability, providerText(), what);
  };
  if (id.fields.empty())
    diags.report(at, diag::err_prisma_index, "an id has at least one field");
  if (!id.name.empty())
    for (const Key &key : b.keys)
      if (key.name == id.name) {
        diags.report(b.range(argumentText(*id.attribute, "name")), diag::err_prisma_client_name,
                     id.name, "is given to more than one key of the model");
        break;
      }
  if (id.fields.size() > 1) {
    std::string joined = joinedNames(id, "_");
    if (CheckedField *f = b.find(joined); f && f->kind != FieldKind::Relation)
      diags.report(at, diag::err_prisma_client_name, joined,
                   "of the id is a field, too; 'name' gives another one");
    if (!can(CompoundIds))
      lacks(at, "ids of several fields");
  }
  if (!id.map.empty() && !can(NamedPrimaryKeys))
    lacks(b.header(), "names of primary keys");
  bool length = id.onField && argument(*id.attribute, "length"), sort = false;
  for (const KeyField &k : id.fields) {
    length |= k.length != nullptr;
    sort |= k.sort != nullptr;
  }
  if (length && !can(LengthPrefix))
    lacks(at, "primary keys of the first characters only");
  if (sort && !can(KeySortOrder))
    lacks(at, "sort order in primary keys");
  checkIndexedTypes(b, id);
  if (id.clustered && !can(Clustering))
    lacks(at, "choice of clustering");
  if (can(Clustering) && !id.clusteredIs(false))
    for (const Key &key : b.keys)
      if (key.clusteredIs(true)) {
        diags.report(at, diag::err_prisma_index, "a model has one clustered index or id");
        break;
      }
}

void Checker::checkAutoIncrement(CheckedBlock &b) {
  std::vector<const CheckedField *> fields;
  for (const CheckedField &f : b.fields)
    if (f.defaultIs("autoincrement"))
      fields.push_back(&f);
  auto wrong = [&](SourceRange at, const CheckedField &f, std::string_view why) {
    diags.report(at, diag::err_prisma_auto_increment, f.name(), why);
  };
  if (!can(AutoIncrement)) {
    for (const CheckedField *f : fields)
      wrong(b.range(f->defaultAttribute->text), *f, "the provider has none");
    return;
  }
  if (fields.size() > 1 && !can(AutoIncrementMultiple))
    wrong(b.header(), *fields[1], "the provider has one in a table, and there is another");
  for (const CheckedField *f : fields) {
    SourceRange at = b.range(f->field->text);
    auto leads = [&](const Key &key) { return !key.fields.empty() && key.fields[0].field == f; };
    bool isId = b.id && b.id->fields.size() == 1 && leads(*b.id);
    bool indexed = b.id && leads(*b.id);
    for (const Key &key : b.keys)
      indexed |= leads(key);
    if (!isId && !can(AutoIncrementNonId))
      wrong(at, *f, "the provider has it for the id only");
    if (!indexed && !can(AutoIncrementNonIndexed))
      wrong(at, *f, "the provider wants an index that begins with the field");
    if (provider == Provider::CockroachDb && f->is(Int))
      wrong(b.range(f->defaultAttribute->text), *f,
            "CockroachDB has it for BigInt; an Int takes sequence()");
  }
}

void Checker::checkSchemaAttribute(const CheckedBlock &b) {
  std::string_view kind = keyword(b.kind());
  if (b.schema && !can(MultiSchema))
    diags.report(b.range(b.schema->text), diag::err_prisma_schema_attribute,
                 fmt::format("{} has no schemas for '@@schema'", providerText()));
  else if (b.schema && datasource && !schemaNames.count(b.schema->value))
    diags
        .report(b.range(b.schema->text), diag::err_prisma_schema_attribute,
                fmt::format("the datasource does not list the schema '{}'", b.schema->value))
        .note("schemas = [\"…\"] is its list", datasource->nameRange());
  else if (!b.schema && datasource && schemas && can(MultiSchema))
    diags.report(b.header(), diag::err_prisma_schema_attribute,
                 fmt::format("{} '{}' does not say in which schema it is: the datasource has a "
                             "list of them",
                             kind, b.name()));
}

void Checker::checkShardKey(const CheckedBlock &b) {
  if (!b.shardKey)
    return;
  SourceRange at = b.range(b.shardKey->text);
  const Expr *fields = argument(*b.shardKey, "fields", true);
  if (fields && fieldRefs(fields).empty())
    diags.report(at, diag::err_prisma_index, "a shard key has at least one field");
  if (!preview("shardKeys"))
    diags.report(at, diag::err_prisma_preview_feature,
                 "shard keys need the preview feature 'shardKeys'");
  if (!can(ShardKeys))
    diags.report(at, diag::err_prisma_capability, providerText(), "shard keys");
}

void Checker::checkView(const CheckedBlock &b) {
  if (!preview("views"))
    diags.report(b.header(), diag::err_prisma_preview_feature,
                 "views need the preview feature 'views'");
  // Prisma 6 and earlier let a view have a primary key; it says nothing about tables. Prisma 7 does
  // not, and no schema of it has a URL.
  bool isOlder = datasource && property(*datasource, "url");
  if (b.id && b.id->attribute && !isOlder)
    diags.report(b.range(b.id->attribute->text), diag::err_prisma_view, b.name(),
                 "cannot have a primary key");
  for (const Key &key : b.keys)
    if (key.kind != KeyKind::Unique)
      diags.report(b.range(key.attribute->text), diag::err_prisma_view, b.name(),
                   "cannot have an index");
}

} // namespace schemac::prisma
