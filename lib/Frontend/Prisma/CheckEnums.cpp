//===- CheckEnums.cpp - Enums and composite types -------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

void Checker::checkEnums() {
  std::unordered_map<std::string, const CheckedBlock *> taken;
  for (const CheckedBlock &b : blocks) {
    if (b.kind() != BlockKind::Enum)
      continue;
    if (!can(Enums)) {
      diags.report(b.header(), diag::err_prisma_capability, providerText(),
                   fmt::format("enums, such as '{}'", b.name()));
      continue;
    }
    std::string_view name = databaseName(*b.block);
    std::string key = fmt::format("{}\n{}", b.schema ? b.schema->value : "", name);
    if (auto [it, fresh] = taken.try_emplace(key, &b); !fresh)
      diags.report(b.header(), diag::err_prisma_database_name_taken, it->second->name(), b.name(),
                   name);
    if (provider != Provider::MySql)
      checkSchemaAttribute(b);
  }
}

void Checker::checkCompositeTypes() {
  checkCompositeCycles();
  unsigned before = diags.numErrors();
  for (const CheckedBlock &b : blocks) {
    if (b.kind() != BlockKind::Type)
      continue;
    if (!can(CompositeTypes))
      diags.report(b.header(), diag::err_prisma_capability, providerText(), "composite types");
    if (diags.numErrors() != before)
      continue;
    if (b.fields.empty())
      diags.report(b.header(), diag::err_prisma_empty_block, "type", b.name(), "fields");
    for (const CheckedField &f : b.fields) {
      checkDefaultValues(f);
      checkNativeType(f);
    }
  }
}

/// A value that must have a value of its own type in it would be endless.
void Checker::checkCompositeCycles() {
  for (CheckedBlock &b : blocks) {
    if (b.kind() != BlockKind::Type)
      continue;
    for (const CheckedField &start : b.fields) {
      if (start.kind != FieldKind::Composite || !start.required())
        continue;
      std::unordered_set<const CheckedBlock *> seen;
      std::vector<const CheckedBlock *> next = {start.type};
      while (!next.empty() && !seen.count(&b)) {
        const CheckedBlock *type = next.back();
        next.pop_back();
        if (!seen.insert(type).second)
          continue;
        for (const CheckedField &f : type->fields)
          if (f.kind == FieldKind::Composite && f.required())
            next.push_back(f.type);
      }
      if (seen.count(&b))
        diags
            .report(b.range(start.field->text), diag::err_prisma_cycle,
                    fmt::format("'{}' holds a value of its own type '{}' without end", start.name(),
                                b.name()))
            .note("one of the fields on the way is optional or a list");
    }
  }
}

} // namespace schemac::prisma
