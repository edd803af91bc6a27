//===- LowerSchema.cpp - Datasource, enums, and the order of things -------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Fetch.h"

namespace schemac::prisma {

static std::string_view literalText(const List<Argument> &args, std::string_view name) {
  const Expr *e = argument(args, name);
  return e && e->is(ExprKind::String) ? e->value : std::string_view();
}

QName Lowering::qualified(const Block &b) {
  QName &known = qualifiedNames[size_t(&b - ast.blocks.data())];
  if (known)
    return known;
  std::string_view ns = schemaName(b);
  // PostgreSQL's default namespace has no name in the IR.
  known = {ns.empty() || ns == "public" ? Name() : context.name(ns), context.name(databaseName(b))};
  return known;
}

/// Empty when nothing is compiled for the provider.
static std::string_view dialectOf(Provider p) {
  return p == Provider::PostgreSql ? "postgres"
         : p == Provider::MySql    ? "mysql"
         : p == Provider::Sqlite   ? "sqlite"
                                   : "";
}

bool Lowering::readDatasource() {
  const Block *source = datasource(ast);
  if (!source)
    return true;
  if (const Expr *name = value(*source, "provider", ExprKind::String)) {
    provider = providerByName(name->value).value_or(Provider::PostgreSql);
    dialect = findDialect(dialectOf(provider));
    if (!dialect) {
      diags.report(source->range(name->text), diag::err_prisma_provider, name->value);
      return false;
    }
  }
  limit = maxIdentifierLength(provider);
  if (const Expr *mode = value(*source, "relationMode", ExprKind::String))
    foreignKeys = mode->value != "prisma";
  if (const Expr *schemas = value(*source, "schemas", ExprKind::Array))
    for (const Argument &a : schemas->args)
      if (a.value.value != "public")
        out.put(Namespace{{context.qname(a.value.value), source->range(a.value.text), {}, {}}, {}});
  if (const Expr *extensions = value(*source, "extensions", ExprKind::Array))
    for (const Argument &a : extensions->args)
      lowerExtension(*source, a.value);
  return true;
}

/// `citext` or `uuid_ossp(map: "uuid-ossp", schema: "ext", version: "1.1")`.
void Lowering::lowerExtension(const Block &source, const Expr &e) {
  Extension x;
  std::string_view name = literalText(e.args, "map");
  x.name = context.qname(name.empty() ? e.value : name);
  if (std::string_view v = literalText(e.args, "version"); !v.empty())
    x.version = context.name(v);
  if (std::string_view s = literalText(e.args, "schema"); !s.empty())
    x.schema = context.name(s);
  x.range = source.range(e.text);
  out.put(std::move(x));
}

void Lowering::lowerEnum(const Block &b) {
  Enum e;
  e.name = qualified(b);
  e.range = b.nameRange();
  for (const Annotation &a : readAnnotations(b->comment, b.range(b->comment).begin, diags)) {
    if (a.kind == Annotation::RenamedFrom)
      e.renamedFrom = context.name(a.values[0]);
    else if (a.kind == Annotation::Drop)
      addDrops(context, a, e.drops);
    else
      misplaced(a, "an enum");
  }
  for (const EnumValue &v : b->values) {
    EnumLabel label{nameOf(v), {}, b.range(v.name)};
    if (v.comments)
      for (std::string_view c : {v.comments->leading, v.comments->trailing})
        for (const Annotation &a :
             readAnnotations(c, c.empty() ? Loc() : b.range(c).begin, diags)) {
          if (a.kind == Annotation::RenamedFrom)
            label.renamedFrom = context.name(a.values[0]);
          else
            misplaced(a, "an enum value");
        }
    e.labels.push_back(label);
  }
  out.put(std::move(e));
}

/// Where an enum is no object, nothing is told of one.
void Lowering::lowerLabels(const Block &b) {
  auto read = [&](std::string_view comment) {
    for (const Annotation &a :
         readAnnotations(comment, comment.empty() ? Loc() : b.range(comment).begin, diags))
      misplaced(a, "an enum here: it is part of the columns that use it");
  };
  read(b->comment);
  for (const EnumValue &v : b->values)
    if (v.comments) {
      read(v.comments->leading);
      read(v.comments->trailing);
    }
}

void Lowering::misplaced(const Annotation &a, std::string_view on) {
  diags.report(a.range, diag::err_prisma_annotation_misplaced, annotationName(a.kind), on);
}

/// Comments that belong to no model or enum: there, whole models and enums are dropped on purpose.
void Lowering::lowerFreeComments() {
  auto read = [&](std::string_view text, Loc begin) {
    for (const Annotation &a : readAnnotations(text, begin, diags)) {
      if (a.kind != Annotation::Drop) {
        misplaced(a, "a comment that stands above no field, value, model or enum");
        continue;
      }
      addDrops(context, a, out.drops);
    }
  };
  for (const FreeComment &c : ast.comments)
    read(c.text, c.begin);
  for (const Block &b : ast.blocks)
    if ((b->kind == BlockKind::Datasource || b->kind == BlockKind::Generator) &&
        !b->comment.empty())
      read(b->comment, b.range(b->comment).begin);
}

std::optional<Schema> Lowering::run() {
  if (!readDatasource())
    return std::nullopt;
  out.name = context.name("app");
  dialect = findDialect(dialectOf(provider));
  out.dialect = context.name(dialect->name());
  if (provider != Provider::PostgreSql)
    blocks = nullptr; // a table is more than its block: labels of enums are in it
  lowerFreeComments();
  out.reserve<Table>(ast.blocks.size() + found.lists.size());
  for (const Block &b : ast.blocks)
    if (b->kind == BlockKind::Enum)
      provider == Provider::PostgreSql ? lowerEnum(b) : lowerLabels(b);
  if (blocks && !older)
    blocks->reserve(ast.blocks.size());
  auto lowerBlock = [this](const Block &b) {
    if (b->kind == BlockKind::Model)
      putModel(b);
    else if (b->kind == BlockKind::View)
      lowerView(b);
    if (blocks && !older && b->kind != BlockKind::Model)
      blocks->add(b, nullptr);
  };
  auto ofTargets = [this](auto stage) {
    return [this, stage](const Block &b) {
      if (blocks && older) // of the newer version little is lowered
        return;
      for (const Field &f : b->fields)
        if (DeclaredType type = declared(b, f); type.isRelation && f.type.arity != Arity::List)
          stage(*type.block);
    };
  };
  auto ofFormer = [this](auto stage) {
    return [this, stage](const Block &b) {
      if (blocks && older)
        if (const Table *t = blocks->former(changes, size_t(&b - ast.blocks.data())))
          stage(*t);
    };
  };
  auto fetchAll = [](const auto &list) { fetch(list.data(), list.size() * sizeof list[0]); };
  inGroups(std::span(ast.blocks), lowerBlock, ofFormer([](const Table &t) { fetch(&t, sizeof t); }),
           ofFormer([fetchAll](const Table &t) {
             fetchAll(t.columns);
             fetchAll(t.constraints);
             fetchAll(t.indexes);
           }),
           ofTargets([this](const Block &b) {
             fetch(&b);
             fetch(&qualifiedNames[size_t(&b - ast.blocks.data())]);
           }),
           ofTargets([](const Block &b) { fetch(b.body, sizeof *b.body); }),
           ofTargets([](const Block &b) { fetch(b->fields.items, sizeof(Field)); }),
           ofTargets([](const Block &b) {
             if (!b->fields.empty())
               fetch(b->fields[0].name.data());
           }));
  for (const ListRelation &r : found.lists)
    lowerJoinTable(r);
  if (provider != Provider::PostgreSql)
    canonicalizeTypes(out, context, *dialect);
  return std::move(out);
}

} // namespace schemac::prisma
