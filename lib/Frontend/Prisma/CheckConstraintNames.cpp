//===- CheckConstraintNames.cpp - Names that are given once ---------------===//
//
// Databases keep the names of constraints in different drawers; NameScope says which. A schema of a
// hundred thousand tables has a million names and hardly ever one twice, so only their hashes are
// kept, for as long as it takes to see which of them repeat.
//
//===----------------------------------------------------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Words/Prisma/Names.h"
#include "llvm/Support/xxhash.h"

namespace schemac::prisma {
namespace {

constexpr uint8_t ofKey =
    GlobalKeyIndex | GlobalKeyForeignDefault | LocalKeyIndex | LocalKeyIndexForeign;
constexpr uint8_t ofForeignKey = GlobalForeign | GlobalKeyForeignDefault | LocalKeyIndexForeign;
constexpr uint8_t ofDefault = GlobalKeyForeignDefault;
/// An index counts where its name is compared with others, and is compared where it must differ.
constexpr uint8_t ofIndex = GlobalKeyIndex | GlobalIndex | LocalIndex | LocalKeyIndex;
constexpr uint8_t ofIndexCounted = ofIndex | LocalKeyIndexForeign;
constexpr uint8_t localScopes = LocalIndex | LocalKeyIndex | LocalKeyIndexForeign;

uint64_t hashOf(const CheckedBlock &b, uint8_t scope, std::string_view name) {
  uint64_t drawer = scope;
  if (scope & localScopes)
    drawer ^= uint64_t(reinterpret_cast<uintptr_t>(&b)) << 8;
  else if (b.schema)
    drawer ^= llvm::xxh3_64bits(llvm::StringRef(b.schema->value)) << 8;
  return llvm::xxh3_64bits(llvm::StringRef(name)) ^ (drawer * 0x9E3779B97F4A7C15u);
}

/// Of several texts, in their order.
template <class... Piece> uint64_t hashOfAll(const Piece &...pieces) {
  uint64_t h = 0;
  ((h = (h ^ llvm::xxh3_64bits(llvm::StringRef(pieces))) * 0x9E3779B97F4A7C15u), ...);
  return h;
}

std::string_view describe(uint8_t scope) {
  return scope & localScopes ? "of the model" : "of the schema";
}

} // namespace

std::string Checker::keyName(const CheckedBlock &b, const Key &key) const {
  if (!key.map.empty())
    return std::string(key.map);
  std::string_view table = databaseName(*b.block);
  size_t limit = maxIdentifierLength(provider);
  if (key.kind == KeyKind::Id)
    return primaryKeyName(table, limit);
  std::vector<std::string_view> columns;
  for (const KeyField &k : key.fields)
    columns.push_back(databaseName(*k.field->field));
  return key.kind == KeyKind::Unique ? uniqueName(table, columns, limit)
                                     : indexName(table, columns, limit);
}

std::string Checker::foreignKeyNameOf(const Relation &r) const {
  const RelationEnd *forward = r.forward;
  if (forward && !forward->map.empty())
    return std::string(forward->map);
  std::vector<std::string_view> columns;
  if (forward && forward->columns)
    for (const CheckedField *f : *forward->columns)
      columns.push_back(databaseName(*f->field));
  const CheckedBlock &table = forward ? forward->model() : r.back->target();
  return foreignKeyName(databaseName(*table.block), columns, maxIdentifierLength(provider));
}

void Checker::noteConstraint(const CheckedBlock &b, uint8_t scopes, std::string_view name) {
  for (unsigned scope = 1; scope <= LocalKeyIndexForeign; scope <<= 1)
    if (scopes & traits_->nameScopes & scope)
      uniqueNames.push_back(hashOf(b, uint8_t(scope), name));
}

/// What the block says that must be said once only, but for its foreign keys. Called where the
/// block has just been looked at: of a large schema it is far away again a moment later.
void Checker::noteNames(const CheckedBlock &b) {
  if (b.id && can(NamedPrimaryKeys))
    noteConstraint(b, ofKey, keyName(b, *b.id));
  for (const Key &key : b.keys)
    noteConstraint(b, ofIndexCounted, keyName(b, key));
  if (can(NamedDefaults))
    for (const CheckedField &field : b.fields)
      if (field.defaultAttribute)
        if (const Expr *map = argument(*field.defaultAttribute, "map"))
          noteConstraint(b, ofDefault, map->value);
  objectNames.push_back(hashOfAll("block", b.name()));
  if (b.kind() != BlockKind::Type)
    objectNames.push_back(hashOfAll(b.kind() == BlockKind::Enum ? "enum" : "table",
                                    b.schema ? b.schema->value : std::string_view(),
                                    databaseName(*b.block)));
}

void Checker::noteForeignKey(const Relation &r) {
  noteConstraint(r.forward ? r.forward->model() : r.back->target(), ofForeignKey,
                 foreignKeyNameOf(r));
}

/// Finds what was noted twice, and leaves all of it to who checks the next version.
void Checker::compareNames() {
  std::vector<uint64_t> &hashes = uniqueNames;
  std::sort(hashes.begin(), hashes.end());
  for (size_t i = 1; i < hashes.size(); ++i)
    if (hashes[i] == hashes[i - 1])
      repeatedNames.insert(hashes[i]);
  std::sort(objectNames.begin(), objectNames.end());
  namesRepeat = std::ranges::adjacent_find(objectNames) != objectNames.end();
  size_t constraints = hashes.size();
  hashes.insert(hashes.end(), objectNames.begin(), objectNames.end());
  std::inplace_merge(hashes.begin(), hashes.begin() + ptrdiff_t(constraints), hashes.end());
}

void Checker::checkConstraintName(const CheckedBlock &b, uint8_t scopes, std::string_view name,
                                  SourceRange range) {
  if (repeatedNames.empty())
    return;
  for (unsigned scope = 1; scope <= LocalKeyIndexForeign; scope <<= 1)
    if ((scopes & traits_->nameScopes & scope) &&
        repeatedNames.count(hashOf(b, uint8_t(scope), name))) {
      diags.report(range, diag::err_prisma_constraint_name_taken, name, describe(uint8_t(scope)))
          .note("'map' gives another one");
      return;
    }
}

void Checker::checkKeyName(const CheckedBlock &b, const Key &key) {
  if (key.kind == KeyKind::Id && !can(NamedPrimaryKeys))
    return;
  std::string_view place = argumentText(*key.attribute, "map");
  if (key.kind != KeyKind::Id && place == key.attribute->text)
    place = argumentText(*key.attribute, "name");
  checkNameLength(*b.block, *key.attribute, key.map);
  if (!repeatedNames.empty())
    checkConstraintName(b, key.kind == KeyKind::Id ? ofKey : ofIndex, keyName(b, key),
                        b.range(place));
}

void Checker::checkDefaultName(const CheckedField &f) {
  if (!f.defaultAttribute || !can(NamedDefaults))
    return;
  if (const Expr *map = argument(*f.defaultAttribute, "map"))
    checkConstraintName(*f.owner, ofDefault, map->value,
                        f.owner->range(argumentText(*f.defaultAttribute, "map")));
}

void Checker::checkForeignKeyName(const Relation &r) {
  if (repeatedNames.empty())
    return;
  const CheckedBlock &b = r.forward ? r.forward->model() : r.back->target();
  SourceRange range = r.back ? r.back->model().header() : b.header();
  if (r.forward) {
    const RelationEnd &end = *r.forward;
    std::string_view place = end.field->field->text;
    if (!end.map.empty())
      place = argumentText(*end.attribute, "map");
    range = b.range(place);
  }
  checkConstraintName(b, ofForeignKey, foreignKeyNameOf(r), range);
}

void Checker::checkNameLength(const Block &b, const Attribute &a, std::string_view name) {
  size_t limit = maxIdentifierLength(provider);
  if (limit != 0 && name.size() > limit)
    diags.report(b.range(a.text), diag::err_prisma_name_too_long, name, int64_t(name.size()),
                 providerText(), int64_t(limit));
}

} // namespace schemac::prisma
