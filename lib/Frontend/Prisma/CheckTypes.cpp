//===- CheckTypes.cpp - What the types of fields are ----------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Fetch.h"
#include "schemac/Support/Spelling.h"

namespace schemac::prisma {

static FieldKind kindOf(BlockKind kind) {
  return kind == BlockKind::Enum   ? FieldKind::Enum
         : kind == BlockKind::Type ? FieldKind::Composite
                                   : FieldKind::Relation;
}

void Checker::reportUnknownType(const CheckedBlock &b, const CheckedField &f) {
  std::string_view name = f.field->type.name;
  DiagBuilder d = diags.report(b.range(name), diag::err_prisma_unknown_type, name);
  // Where hardly any type is known, a guess helps nobody, and each costs a look at all names.
  constexpr unsigned fewErrors = 20;
  if (diags.numErrors() - errorsBefore > fewErrors)
    return;
  std::vector<std::string_view> known = {"Int",     "BigInt",   "Float", "Decimal", "String",
                                         "Boolean", "DateTime", "Json",  "Bytes"};
  for (const CheckedBlock &other : blocks)
    known.push_back(other.name());
  if (std::string_view near = nearestSpelling(name, known); !near.empty())
    d.fix(FixKind::Unsafe, fmt::format("did you mean '{}'?", near),
          {TextEdit{b.range(name), std::string(near)}});
}

/// The fields, with the types that are no declarations.
void Checker::makeFields(CheckedBlock &b) {
  const BlockBody &body = *b.block->body;
  b.fields = {arena.Allocate<CheckedField>(body.fields.size()), body.fields.size()};
  bool whole = size_t(&b - blocks.data()) < wholeBlocks;
  size_t made = 0;
  for (const Field &field : body.fields) {
    if (!whole && isElsewhere(field))
      continue;
    CheckedField &f = *new (&b.fields[made++]) CheckedField;
    f.field = &field;
    f.arity = f.field->type.arity;
    f.owner = &b;
    if (f.field->type.unsupported) {
      f.kind = FieldKind::Unsupported;
    } else if (std::optional<Scalar> scalar = scalarByName(f.field->type.name)) {
      f.kind = FieldKind::Scalar;
      f.scalar = *scalar;
    }
  }
  b.fields = b.fields.first(made);
}

/// In a part of a schema, the field leads out of it.
bool Checker::isElsewhere(const Field &f) const {
  return !f.type.unsupported && !scalarByName(f.type.name) && !byName.find(f.type.name);
}

void Checker::resolve(CheckedBlock &b, CheckedField &f) {
  const FieldType &type = f.field->type;
  f.type = byName.find(type.name);
  if (!f.type) {
    // The declaration may be in what was not understood.
    if (!ast.damaged)
      reportUnknownType(b, f);
    return;
  }
  f.kind = kindOf(f.type->kind());
  if (f.kind == FieldKind::Relation && b.kind() == BlockKind::Type) {
    diags.report(b.range(type.name), diag::err_prisma_composite_relation, type.name,
                 f.type->kind() == BlockKind::View ? "a view" : "a model");
    f.kind = FieldKind::Unknown;
  }
}

void Checker::resolveFields(CheckedBlock &b) {
  const BlockBody &body = *b.block->body;
  if (b.kind() == BlockKind::Enum && body.values.empty() && !body.damaged)
    diags.report(b.header(), diag::err_prisma_empty_block, "enum", b.name(), "values");
  size_t relationFields = 0;
  for (CheckedField &f : b.fields) {
    if (f.kind == FieldKind::Unknown)
      resolve(b, f);
    relationFields += f.kind == FieldKind::Relation;
  }
  b.relations.reserve(relationFields);
  for (CheckedField &f : b.fields)
    if (f.kind == FieldKind::Relation)
      b.relations.emplace_back().field = &f;
}

/// What can be asked of a block with no look at another one's fields is asked at once: of a large
/// schema, each look at all blocks fetches all of them again.
void Checker::checkBlocks() {
  auto ofUnknown = [](auto stage) {
    return [stage](CheckedBlock &b) {
      for (CheckedField &f : b.fields)
        if (f.kind == FieldKind::Unknown)
          stage(f.field->type.name);
    };
  };
  declared.reserve(ast);
  inGroups(
      std::span(blocks),
      [&](CheckedBlock &b) {
        resolveFields(b);
        // Told to the lowering from here, where all of it has just been looked at.
        size_t at = size_t(b.block - ast.blocks.data());
        declared.addBlock(at, b.fields.size(), [&b](size_t i) {
          const CheckedField &f = b.fields[i];
          return f.type ? DeclaredType{f.type->block, f.kind == FieldKind::Relation}
                        : DeclaredType();
        });
        if (!composites)
          checkOwnAttributes(b);
      },
      [this](CheckedBlock &b) {
        checkMemberNames(*b.block);
        makeFields(b);
      },
      ofUnknown([this](std::string_view name) { byName.fetchPlace(name); }),
      ofUnknown([this](std::string_view name) { byName.fetchFound(name); }));
  // Keys may lead into composite types, whose fields are all there only now.
  if (composites)
    for (CheckedBlock &b : blocks)
      checkOwnAttributes(b);
}

} // namespace schemac::prisma
