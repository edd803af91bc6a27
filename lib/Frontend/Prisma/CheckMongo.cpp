//===- CheckMongo.cpp - What MongoDB wants of models ----------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

void Checker::checkMongoModel(CheckedBlock &b) {
  if (!b.id)
    diags.report(b.header(), diag::err_prisma_no_unique_criterion, "model", b.name())
        .note("MongoDB wants an id, not just a unique key");
  if (b.id && b.id->fields.size() == 1) {
    const CheckedField &f = *b.id->fields[0].field;
    if (databaseName(*f.field) != "_id")
      diags.report(b.range(f.field->text), diag::err_prisma_index,
                   fmt::format("'{}' is the id, so it is mapped to \"_id\"", f.name()));
  }
  for (const CheckedField &f : b.fields) {
    SourceRange at = b.range(f.field->text);
    bool isId = false;
    if (b.id)
      for (const KeyField &k : b.id->fields)
        isId |= k.field == &f;
    if (f.defaultIs("auto") && f.nativeName() != "ObjectId")
      diags.report(at, diag::err_prisma_default_function, "auto", f.name(),
                   "it makes an ObjectId; '@db.ObjectId' says so");
    if (f.defaultIs("auto") && !isId)
      diags.report(at, diag::err_prisma_default_function, "auto", f.name(), "it is for ids");
    if (f.defaultIs("dbgenerated"))
      diags.report(at, diag::err_prisma_default_function, "dbgenerated", f.name(),
                   "MongoDB has 'auto()'");
    const Attribute *map = attribute(*f.field, "map");
    if (!map || f.kind == FieldKind::Relation)
      continue;
    std::string_view name = databaseName(*f.field);
    if (name.starts_with('$') || name.find('.') != name.npos)
      diags.report(b.range(map->text), diag::err_prisma_name_form, "field", name,
                   "begins with a '$' or has a '.' in it");
  }
  for (const Key &key : b.keys) {
    SourceRange at = b.range(key.attribute->text);
    for (const Key &other : b.keys) {
      bool same = &other != &key && other.fields.size() == key.fields.size();
      for (size_t i = 0; same && i != key.fields.size(); ++i)
        same = other.fields[i].path == key.fields[i].path;
      if (!same)
        continue;
      diags.report(at, diag::err_prisma_index, "there is another index of the same fields");
      break;
    }
    bool onId = key.kind == KeyKind::Unique && key.fields.size() == 1 && b.id &&
                b.id->fields.size() == 1 && b.id->fields[0].field == key.fields[0].field;
    if (onId)
      diags.report(at, diag::err_prisma_index, "the id is unique by itself");
  }
}

} // namespace schemac::prisma
