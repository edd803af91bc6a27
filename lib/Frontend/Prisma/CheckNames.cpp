//===- CheckNames.cpp - Names: their form, and each given once ------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Words/Prisma/Names.h"
#include "llvm/ADT/DenseSet.h"

namespace schemac::prisma {
namespace {

std::string_view withArticle(BlockKind kind) {
  return kind == BlockKind::Enum         ? "an enum"
         : kind == BlockKind::Datasource ? "a datasource"
         : kind == BlockKind::Generator  ? "a generator"
         : kind == BlockKind::View       ? "a view"
         : kind == BlockKind::Type       ? "a type"
                                         : "a model";
}

} // namespace

void Checker::checkName(const Block &b, std::string_view name, std::string_view what) {
  if (!name.empty() && name[0] >= '0' && name[0] <= '9')
    diags.report(b.range(name), diag::err_prisma_name_form, what, name, "begins with a digit");
  else if (name.find('-') != name.npos)
    diags.report(b.range(name), diag::err_prisma_name_form, what, name, "has a '-' in it");
}

void Checker::checkAttributeNames(const Block &b, const List<Attribute> &attributes) {
  for (const Attribute &a : attributes)
    checkName(b, a.name, "attribute");
}

void Checker::checkDuplicateProperties(const Block &b) {
  std::unordered_set<std::string_view> seen;
  for (const Property &p : b->properties)
    if (!seen.insert(p.name).second)
      diags.report(b.range(p.name), diag::err_prisma_duplicate_member, keyword(b->kind), b->name,
                   p.name);
}

void Checker::checkMemberNames(const Block &b) {
  // Another version of the schema has the very same block.
  if (b->namesAreSound)
    return;
  unsigned before = diags.numErrors();
  bool composite = b->kind == BlockKind::Type;
  if (!composite)
    checkAttributeNames(b, b->attributes);
  llvm::SmallDenseSet<llvm::StringRef, 64> seen;
  auto check = [&](const Member &m, std::string_view what) {
    // Prisma leaves the names in composite types alone.
    if (!composite) {
      checkName(b, m.name, what);
      checkAttributeNames(b, m.attributes);
    }
    if (!seen.insert(m.name).second)
      diags.report(b.range(m.name), diag::err_prisma_duplicate_member, keyword(b->kind), b->name,
                   m.name);
  };
  for (const Field &f : b->fields)
    check(f, "field");
  for (const EnumValue &v : b->values)
    check(v, "enum value");
  b->namesAreSound = diags.numErrors() == before;
}

void Checker::checkNames() {
  std::unordered_map<std::string_view, const Block *> sources, generators;
  byName.reserve(ast.blocks.size());
  blocks.reserve(ast.blocks.size());
  for (const Block &b : ast.blocks) {
    if (scalarByName(b->name))
      diags.report(b.nameRange(), diag::err_prisma_reserved_name, b->name, withArticle(b->kind));
    bool config = b->kind == BlockKind::Datasource || b->kind == BlockKind::Generator;
    auto taken = [&](const Block &first) {
      diags
          .report(b.nameRange(), diag::err_prisma_duplicate_declaration, b->name,
                  withArticle(first->kind))
          .note("it is declared here", first.nameRange());
    };
    if (config) {
      checkDuplicateProperties(b);
      auto &names = b->kind == BlockKind::Datasource ? sources : generators;
      if (auto [it, fresh] = names.try_emplace(b->name, &b); !fresh)
        taken(*it->second);
      continue;
    }
    checkName(b, b->name, keyword(b->kind));
    composites |= b->kind == BlockKind::Type;
    if (b->kind != BlockKind::Type && isReservedName(b->name))
      diags.report(b.headerRange(), diag::err_prisma_reserved_name, b->name, withArticle(b->kind));
    if (CheckedBlock *first = byName.add(b->name, &blocks.emplace_back(b)))
      taken(*first->block);
  }
}

} // namespace schemac::prisma
