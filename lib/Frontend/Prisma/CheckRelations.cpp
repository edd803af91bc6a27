//===- CheckRelations.cpp - Relations of one to one and one to many -------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Fetch.h"

namespace schemac::prisma {
namespace {

std::string typeName(const CheckedField &f) { return std::string(f.field->type.name); }

bool sameType(const CheckedField &a, const CheckedField &b) {
  if (a.kind != b.kind)
    return false;
  if (a.kind == FieldKind::Scalar)
    return a.scalar == b.scalar;
  return a.kind == FieldKind::Unsupported ? a.field->type.name == b.field->type.name
                                          : a.type == b.type;
}

/// Keys of the target that the references could mean: the same fields in any order, and in order.
struct Match {
  bool fields = false, order = false;
};
Match match(const CheckedBlock &target, const Columns &references) {
  Match out;
  Columns sorted = references;
  std::sort(sorted.begin(), sorted.end());
  auto look = [&](const Key &key) {
    if (!key.unique() || key.fields.size() != references.size())
      return;
    Columns columns;
    for (const KeyField &k : key.fields)
      columns.push_back(k.field);
    out.order |= columns == references;
    std::sort(columns.begin(), columns.end());
    out.fields |= columns == sorted;
  };
  if (target.id)
    look(*target.id);
  for (const Key &key : target.keys)
    look(key);
  return out;
}

} // namespace

void Checker::checkRelations() {
  auto ofTargets = [](auto stage) {
    return [stage](const Relation &r) { stage((r.forward ? r.forward : r.back)->target()); };
  };
  inGroups(
      std::span<const Relation>(relations), [this](const Relation &r) { checkRelation(r); },
      ofTargets([](CheckedBlock &b) { fetch(&b, sizeof b); }), ofTargets([](CheckedBlock &b) {
        fetch(b.fields.data());
        fetch(b.relations.data());
      }),
      ofTargets([](CheckedBlock &b) { fetch(b.fields.empty() ? nullptr : b.fields[0].field); }));
  for (const ManyToManyEnds &m : implicitManyToMany)
    checkImplicitManyToMany(m);
  for (const ManyToManyEnds &m : embeddedManyToMany)
    checkEmbeddedManyToMany(m);
}

void Checker::checkRelation(const Relation &r) {
  if (r.forward && r.back) {
    checkCycles(r);
    checkCascadingPaths(r);
  }
  if (r.forward) {
    checkReferences(r);
    checkColumnTypes(r);
    checkSetNull(r);
  }
  checkForeignKeyName(r);
  if (r.oneToOne)
    checkOneToOne(r);
  else
    checkOneToMany(r);
}

void Checker::checkReferences(const Relation &r) {
  const RelationEnd &end = *r.forward;
  const CheckedBlock &b = end.model();
  SourceRange at = b.range(end.field->field->text);
  std::string_view name = end.field->name();
  if (end.hasReferences()) {
    Match m = match(end.target(), *end.references);
    if (!m.fields)
      diags
          .report(at, diag::err_prisma_relation_key, name,
                  fmt::format("refers to {}, which is no unique key of '{}'",
                              quotedNames(*end.references), end.target().name()))
          .note(end.references->size() == 1 ? "'@unique' makes it one" : "'@@unique' makes it one",
                end.target().range((*end.references)[0]->name()));
    else if (!m.order && end.references->size() > 1 && !can(ArbitraryOrder))
      diags.report(at, diag::err_prisma_relation_key, name,
                   fmt::format("refers to {} in an order that no key of '{}' has",
                               quotedNames(*end.references), end.target().name()));
  }
  if (end.columns && end.references && end.columns->size() != end.references->size())
    diags.report(b.range(end.attribute->text), diag::err_prisma_relation_key, name,
                 fmt::format("has {} in 'fields' and {} in 'references'", end.columns->size(),
                             end.references->size()));
  if (!end.field->required() || !end.columns)
    return;
  Columns optional;
  for (const CheckedField *f : *end.columns)
    if (f->optional())
      optional.push_back(f);
  if (!optional.empty())
    diags
        .report(
            at, diag::err_prisma_relation_key, name,
            fmt::format("is required, but of its fields {} can be empty", quotedNames(optional)))
        .fix(FixKind::Unsafe, "make the relation optional",
             {TextEdit{b.range(end.field->field->type.text),
                       std::string(end.field->field->type.name) + "?"}});
}

void Checker::checkColumnTypes(const Relation &r) {
  const RelationEnd &end = *r.forward;
  if (!end.columns || !end.references)
    return;
  size_t count = std::min(end.columns->size(), end.references->size());
  for (size_t i = 0; i != count; ++i) {
    const CheckedField &a = *(*end.columns)[i], &c = *(*end.references)[i];
    if (!sameType(a, c))
      diags
          .report(end.model().range(end.field->field->text), diag::err_prisma_relation_types,
                  a.name(), typeName(a), end.target().name(), c.name(), typeName(c))
          .note("the field", end.model().range(a.name()))
          .note("what it refers to", end.target().range(c.name()));
  }
}

/// PostgreSQL takes SET NULL on a column that is NOT NULL, and fails when it comes to it. Prisma
/// leaves it at a warning there.
void Checker::checkSetNull(const Relation &r) {
  const RelationEnd &end = *r.forward;
  if (!end.columns || (provider == Provider::PostgreSql && !emulated))
    return;
  const CheckedField *required = nullptr;
  for (const CheckedField *f : *end.columns)
    if (f->required() && !required)
      required = f;
  if (!required)
    return;
  for (auto [action, name] : {std::pair(end.onDelete, "onDelete"), {end.onUpdate, "onUpdate"}})
    if (action && actionByName(action->value) == SetNull)
      diags.report(end.model().range(end.field->field->text), diag::err_prisma_relation_action,
                   fmt::format("{}: SetNull of '{}' would empty '{}', which is required", name,
                               end.field->name(), required->name()));
}

void Checker::missingOpposite(const RelationEnd &end) {
  diags.report(end.model().range(end.field->field->text), diag::err_prisma_relation_opposite,
               end.field->name(), end.target().name());
}

void Checker::checkOneToMany(const Relation &r) {
  if (!r.forward || !r.back)
    return missingOpposite(r.forward ? *r.forward : *r.back);
  const RelationEnd &forward = *r.forward, &back = *r.back;
  auto placeOf = [](const RelationEnd &end) { return end.model().range(end.field->field->text); };
  if (!forward.hasColumns() && !forward.hasReferences())
    diags.report(placeOf(forward), diag::err_prisma_relation_side, forward.field->name(),
                 fmt::format("does not say which fields hold it: "
                             "@relation(fields: […], references: […]), those of '{}' second",
                             forward.target().name()));
  else if (!forward.hasColumns())
    diags.report(placeOf(forward), diag::err_prisma_relation_side, forward.field->name(),
                 "does not say with 'fields' which fields hold it");
  else if (!forward.hasReferences())
    diags.report(placeOf(forward), diag::err_prisma_relation_side, forward.field->name(),
                 fmt::format("does not say with 'references' which fields of '{}' it means",
                             forward.target().name()));
  if (back.hasColumns() || back.hasReferences())
    diags
        .report(placeOf(back), diag::err_prisma_relation_side, back.field->name(),
                "is the side without columns, so it has neither 'fields' nor 'references'")
        .note("they stand here", placeOf(forward));
  if (back.onDelete || back.onUpdate)
    diags
        .report(placeOf(back), diag::err_prisma_relation_side, back.field->name(),
                "is the side without columns, so it has neither 'onDelete' nor 'onUpdate'")
        .note("they stand here", placeOf(forward));
}

} // namespace schemac::prisma
