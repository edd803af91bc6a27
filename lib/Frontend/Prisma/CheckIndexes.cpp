//===- CheckIndexes.cpp - Indexes and unique keys -------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

static bool contains(std::string_view words, std::string_view word) {
  size_t at = words.find(word);
  return at != words.npos && (at == 0 || words[at - 1] == ' ') &&
         (at + word.size() == words.size() || words[at + word.size()] == ' ');
}

void Checker::checkIndex(CheckedBlock &b, const Key &key) {
  SourceRange at = b.range(key.attribute->text);
  auto lacks = [&](std::string_view what) {
    diags.report(at, diag::err_prisma_capability, providerText(), what);
  };
  if (key.fields.empty())
    diags.report(at, diag::err_prisma_index, "an index has at least one field");
  checkKeyName(b, key);
  if (key.kind == KeyKind::Unique && key.fields.size() > 1) {
    std::string joined = joinedNames(key, "_");
    if (CheckedField *f = b.find(joined); f && f->kind != FieldKind::Relation)
      diags.report(at, diag::err_prisma_client_name, joined,
                   "of the unique key is a field, too; 'name' gives another one");
  }
  if (!key.name.empty()) {
    bool twice = b.id && b.id->name == key.name;
    for (const Key &other : b.keys)
      twice |= &other != &key && other.name == key.name;
    if (twice)
      diags.report(b.range(argumentText(*key.attribute, "name")), diag::err_prisma_client_name,
                   key.name, "is given to more than one key of the model");
  }
  bool length = false, sort = false, ops = false, composite = false;
  for (const KeyField &k : key.fields) {
    length |= k.length != nullptr;
    sort |= k.sort != nullptr;
    ops |= k.ops != nullptr;
    composite |= k.field->kind == FieldKind::Composite;
  }
  if (length && !can(LengthPrefix))
    lacks("indexes of the first characters only");
  if (key.type && !contains(traits_->indexTypes, key.type->value))
    diags.report(b.range(argumentText(*key.attribute, "type")), diag::err_prisma_capability,
                 providerText(), fmt::format("index type '{}'", key.type->value));
  else if (key.type && key.type->value == "Hash" && sort)
    diags.report(at, diag::err_prisma_index, "a Hash index has no order");
  if (key.kind == KeyKind::Fulltext)
    checkFulltext(b, key);
  checkClustering(b, key);
  if (ops && key.kind != KeyKind::Index)
    diags.report(at, diag::err_prisma_operator_class, "operator classes are for '@@index'");
  if (composite && key.fields.size() > 1)
    diags.report(at, diag::err_prisma_index,
                 "a field of a composite type cannot be in an index of several fields");
  if (argument(*key.attribute, "where")) {
    if (!preview("partialIndexes"))
      diags.report(at, diag::err_prisma_preview_feature,
                   "indexes with 'where' need the preview feature 'partialIndexes'");
    else if (!can(PartialIndexes))
      lacks("indexes of a part of the rows");
  }
  checkIndexedTypes(b, key);
  checkOperatorClasses(b, key);
}

void Checker::checkFulltext(CheckedBlock &b, const Key &key) {
  SourceRange at = b.range(key.attribute->text);
  if (!can(FullText)) {
    diags.report(at, diag::err_prisma_capability, providerText(), "fulltext indexes");
    return;
  }
  bool length = false, sort = false, bundle = false, behind = false, split = false;
  for (const KeyField &k : key.fields) {
    length |= k.length != nullptr;
    sort |= k.sort != nullptr;
    behind |= bundle && k.sort;
    split |= behind && !k.sort;
    bundle |= !k.sort;
  }
  if (length)
    diags.report(at, diag::err_prisma_index, "a fulltext index is of whole texts");
  if (sort && !can(FullTextSort))
    diags.report(at, diag::err_prisma_index, "a fulltext index has no order");
  if (split && can(FullTextSort))
    diags.report(at, diag::err_prisma_index,
                 "the fields that are searched stand next to each other");
}

void Checker::checkClustering(CheckedBlock &b, const Key &key) {
  SourceRange at = b.range(key.attribute->text);
  if (key.clustered && !can(Clustering)) {
    diags.report(at, diag::err_prisma_capability, providerText(), "choice of clustering");
    return;
  }
  if (!key.clusteredIs(true))
    return;
  bool another = b.id && !b.id->clusteredIs(false);
  for (const Key &other : b.keys)
    another |= &other != &key && other.clusteredIs(true);
  if (another)
    diags.report(at, diag::err_prisma_index, "a model has one clustered index or id");
}

/// Types of values that a database keeps out of its keys.
void Checker::checkIndexedTypes(CheckedBlock &b, const Key &key) {
  constexpr std::string_view mysql = "TinyText Text MediumText LongText TinyBlob Blob MediumBlob "
                                     "LongBlob";
  SourceRange at = b.range(key.attribute->text);
  for (const KeyField &k : key.fields) {
    const CheckedField &f = *k.field;
    bool prefix = k.length || (key.onField && argument(*key.attribute, "length"));
    if (prefix && can(LengthPrefix) && f.kind != FieldKind::Unsupported && !f.is(String) &&
        !f.is(Bytes))
      diags.report(at, diag::err_prisma_index, "only a String or Bytes has a length");
    std::string_view native = f.nativeName();
    bool max = f.native && f.native->args.size() == 1 && f.native->args[0].value.value == "Max";
    bool bad = false;
    if (provider == Provider::MySql)
      bad = contains(mysql, native) && !prefix && key.kind != KeyKind::Fulltext && f.native;
    else if (provider == Provider::SqlServer)
      bad = max || (f.native && contains("Text NText Image Xml", native)) ||
            (key.kind == KeyKind::Id && f.is(Bytes));
    else if (provider == Provider::PostgreSql && key.kind != KeyKind::Id && native == "Xml") {
      diags.report(b.range(f.field->text), diag::err_prisma_index,
                   fmt::format("'{}' is of the type Xml, which has no order", f.name()));
      return;
    }
    if (!bad)
      continue;
    DiagBuilder d =
        diags.report(at, diag::err_prisma_index,
                     fmt::format("'{}' is of a type that cannot be in a key", f.name()));
    if (provider == Provider::MySql)
      d.note(fmt::format("{}(length: …) takes its first bytes", f.name()));
    return;
  }
}

} // namespace schemac::prisma
