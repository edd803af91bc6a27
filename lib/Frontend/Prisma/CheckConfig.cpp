//===- CheckConfig.cpp - Datasource and generators ------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Spelling.h"

namespace schemac::prisma {
namespace {

constexpr std::string_view previewFeatures[] = {
#define PREVIEW_FEATURE(NAME) #NAME,
#include "schemac/Frontend/Prisma/PreviewFeatures.def"
};

bool isText(const Expr &e) { return e.is(ExprKind::String) || e.isCall("env"); }

/// `key: value` lists and single values alike.
std::vector<const Expr *> elements(const Expr &e) {
  std::vector<const Expr *> out;
  if (!e.is(ExprKind::Array))
    return {&e};
  for (const Argument &a : e.args)
    out.push_back(&a.value);
  return out;
}

} // namespace

bool Checker::checkMissingValues(const Block &b) {
  bool good = true;
  for (const Property &p : b->properties)
    if (p.value.is(ExprKind::Missing) && good) {
      diags.report(b.headerRange(), diag::err_prisma_missing_value, p.name)
          .note("it is here", b.range(p.name));
      good = false;
    }
  return good;
}

void Checker::checkRelationMode(const Block &b) {
  const Property *mode = property(b, "relationMode"), *old = property(b, "referentialIntegrity");
  if (mode && old) {
    diags.report(b.range(old->text), diag::err_prisma_datasource, b->name,
                 "has both relationMode and its old name, referentialIntegrity");
    return;
  }
  mode = mode ? mode : old;
  emulated = provider == Provider::MongoDb;
  if (!mode)
    return;
  if (!mode->value.is(ExprKind::String))
    return mismatch(b, mode->value, "\"foreignKeys\" or \"prisma\"");
  std::string_view text = mode->value.value;
  bool known = text == "prisma" || text == "foreignKeys";
  emulated |= text == "prisma";
  if (!known)
    diags
        .report(b.headerRange(), diag::err_prisma_datasource, b->name,
                "has a relationMode other than foreignKeys and prisma")
        .note("it is here", b.range(mode->value.text));
  else if (provider == Provider::MongoDb && text != "prisma")
    diags.report(b.range(mode->value.text), diag::err_prisma_datasource, b->name,
                 "has a relationMode that its provider does not know; prisma is the only one");
}

void Checker::checkSchemas(const Block &b) {
  const Property *p = property(b, "schemas");
  if (!p)
    return;
  std::vector<const Expr *> names = elements(p->value);
  bool texts = true;
  for (const Expr *e : names)
    if (!e->is(ExprKind::String)) {
      mismatch(b, *e, "the name of a schema in quotes");
      texts = false;
    }
  if (!texts)
    return;
  if (names.empty()) {
    diags.report(b.range(p->value.text), diag::err_prisma_datasource, b->name,
                 "has an empty list of schemas");
    return;
  }
  if (!can(MultiSchema)) {
    diags.report(b.range(p->value.text), diag::err_prisma_capability, providerText(),
                 "list of schemas");
    return;
  }
  schemas = &p->value;
  for (const Expr *e : names)
    if (!schemaNames.insert(e->value).second)
      diags.report(b.range(e->text), diag::err_prisma_datasource, b->name,
                   fmt::format("names the schema '{}' twice", e->value));
}

void Checker::checkExtensions(const Block &b, const Expr &list) {
  for (const Expr *e : elements(list)) {
    if (!e->is(ExprKind::Constant) && !e->is(ExprKind::Call)) {
      mismatch(b, *e, "the name of an extension, without quotes");
      continue;
    }
    std::unordered_set<std::string_view> seen;
    for (const Argument &a : e->args) {
      bool known = a.name == "map" || a.name == "schema" || a.name == "version";
      if (a.name.empty() || !known)
        diags.report(b.range(a.text()), diag::err_prisma_unknown_argument, e->value,
                     a.name.empty() ? a.value.text : a.name);
      else if (!seen.insert(a.name).second)
        diags.report(b.range(a.text()), diag::err_prisma_duplicate_argument, a.name);
      else
        checkValue(b, a.value, ArgumentKind::Text);
    }
  }
}

void Checker::checkDatasource(const Block &b) {
  if (!checkMissingValues(b))
    return;
  const Property *p = property(b, "provider");
  if (!p) {
    diags.report(b.headerRange(), diag::err_prisma_datasource, b->name, "has no provider");
    return;
  }
  if (p->value.isCall("env")) {
    diags.report(b.headerRange(), diag::err_prisma_datasource, b->name,
                 "takes its provider from env(); it is written in quotes");
    return;
  }
  if (!p->value.is(ExprKind::String) || p->value.value.empty())
    return mismatch(b, p->value, "the name of a provider in quotes");
  std::optional<Provider> known = providerByName(p->value.value);
  if (!known) {
    diags.report(b.range(p->value.text), diag::err_prisma_datasource, b->name,
                 fmt::format("has the provider '{}', which Prisma does not know; postgresql, "
                             "mysql, sqlite, sqlserver, mongodb and cockroachdb it does",
                             p->value.value));
    return;
  }
  provider = *known;
  traits_ = &traits(provider);
  datasource = &b;
  checkRelationMode(b);
  constexpr std::string_view urls[] = {"url", "directUrl", "shadowDatabaseUrl"};
  constexpr std::string_view properties[] = {"provider", "relationMode", "referentialIntegrity",
                                             "schemas"};
  for (const Property &q : b->properties) {
    bool isUrl = std::find(std::begin(urls), std::end(urls), q.name) != std::end(urls);
    if (isUrl && !isText(q.value))
      mismatch(b, q.value, "a text in quotes or env(\"…\")");
    else if (q.name == "extensions" && can(Extensions))
      checkExtensions(b, q.value);
    else if (q.name == "previewFeatures")
      diags.report(b.range(q.text), diag::err_prisma_datasource, b->name,
                   "has previewFeatures; they stand in the generator");
    else if (!isUrl && std::find(std::begin(properties), std::end(properties), q.name) ==
                           std::end(properties))
      diags.report(b.range(q.text), diag::err_prisma_datasource, b->name,
                   fmt::format("has no property '{}'", q.name));
  }
  checkSchemas(b);
}

void Checker::checkPreviewFeatures(const Block &b, const Expr &list) {
  std::vector<const Expr *> names = elements(list);
  bool texts = true;
  for (const Expr *e : names)
    if (!e->is(ExprKind::String)) {
      mismatch(b, *e, "the name of a feature in quotes");
      texts = false;
    }
  if (!texts)
    return;
  for (const Expr *e : names) {
    std::string name = lower(e->value);
    bool known = false;
    for (std::string_view f : previewFeatures)
      known |= lower(f) == name;
    if (name == "fulltextsearchpostgres" && provider != Provider::PostgreSql)
      known = false;
    features.insert(name);
    if (known)
      continue;
    DiagBuilder d = diags.report(b.range(list.text), diag::err_prisma_preview_feature,
                                 fmt::format("'{}' is no preview feature", e->value));
    if (std::string_view near = nearestSpelling(e->value, previewFeatures); !near.empty())
      d.fix(FixKind::Unsafe, fmt::format("did you mean '{}'?", near),
            {TextEdit{b.range(e->text), fmt::format("\"{}\"", near)}});
  }
}

void Checker::checkGenerator(const Block &b) {
  if (!checkMissingValues(b))
    return;
  const Property *p = property(b, "provider");
  if (const Property *engine = property(b, "engineType");
      engine && !engine->value.is(ExprKind::String))
    mismatch(b, engine->value, "a text in quotes");
  if (!p) {
    diags.report(b.headerRange(), diag::err_prisma_generator, b->name, "has no provider");
    return;
  }
  if (!isText(p->value))
    return mismatch(b, p->value, "a text in quotes or env(\"…\")");
  for (const Property &q : b->properties) {
    if (q.name == "output" && !isText(q.value))
      mismatch(b, q.value, "a text in quotes or env(\"…\")");
    else if (q.name == "previewFeatures")
      checkPreviewFeatures(b, q.value);
    else if (q.name == "binaryTargets")
      for (const Expr *e : elements(q.value))
        if (!isText(*e))
          mismatch(b, *e, "a text in quotes or env(\"…\")");
  }
}

void Checker::checkConfig() {
  unsigned good = 0;
  for (const Block &b : ast.blocks)
    if (b->kind == BlockKind::Datasource && !b->damaged) {
      const Block *first = datasource;
      datasource = nullptr;
      checkDatasource(b);
      good += datasource != nullptr;
      datasource = first ? first : datasource;
    }
  if (good > 1)
    for (const Block &b : ast.blocks)
      if (b->kind == BlockKind::Datasource)
        diags.report(b.headerRange(), diag::err_prisma_datasource, b->name,
                     "is one of several; a schema is of one database");
  for (const Block &b : ast.blocks)
    if (b->kind == BlockKind::Generator && !b->damaged)
      checkGenerator(b);
}

} // namespace schemac::prisma
