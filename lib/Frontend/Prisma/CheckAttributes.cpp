//===- CheckAttributes.cpp - What attributes say --------------------------===//
#include "Checker.h"
#include "WithTargets.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {

void Checker::misplaced(const Block &b, const Attribute &a, std::string_view why) {
  std::string name = (a.text.starts_with(", std::unordered_set<std::string_view> &mapped)")
                          ? ", std::unordered_set<std::string_view> &mapped)"
                          : "@") +
                     std::string(a.name);
  diags.report(b.range(a.text), diag::err_prisma_misplaced_attribute, name, why);
}

/// Two fields of one column: both mapped to it, or one mapped to the other's own name. Prisma reads
/// from above, so it takes a name as free only when the field that has it is mapped away before.
void Checker::checkMap(CheckedField &f, const Attribute &a,
                       std::unordered_set<std::string_view> &taken) {
  const Expr *to = argument(a, "name", true);
  if (!to || !to->is(ExprKind::String))
    return;
  CheckedBlock &b = *f.owner;
  bool twice = !taken.insert(to->value).second;
  if (CheckedField *other = b.find(to->value);
      other && other != &f && other->kind != FieldKind::Relation)
    twice |= other > &f || databaseName(*other->field) == to->value;
  if (twice)
    diags.report(b.range(f.field->text), diag::err_prisma_duplicate_member, keyword(b.kind()),
                 b.name(), to->value);
}

void Checker::nativeOf(CheckedField &f) {
  const Block &b = *f.owner->block;
  for (const Attribute &a : f.field->attributes) {
    if (a.name.find('.') == a.name.npos)
      continue;
    std::string name = "@" + std::string(a.name);
    if (f.kind != FieldKind::Scalar)
      diags.report(b.range(a.text), diag::err_prisma_unknown_attribute, name,
                   "a field that is not of a built-in type");
    else if (f.native)
      diags.report(b.range(a.text), diag::err_prisma_duplicate_attribute, name);
    f.native = &a;
  }
}

void Checker::checkScalarField(CheckedField &f, std::unordered_set<std::string_view> &mapped) {
  CheckedBlock &b = *f.owner;
  nativeOf(f);
  for (const Attribute *a :
       checkAttributes(*b.block, f.field->attributes, AttributePlace::ScalarField)) {
    if (a->name == "map") {
      checkMap(f, *a, mapped);
    } else if (a->name == "ignore") {
      f.ignored = f.kind != FieldKind::Unsupported;
      if (!f.ignored)
        misplaced(*b.block, *a, "the client leaves out what is Unsupported anyway");
    } else if (a->name == "updatedAt") {
      if (!f.is(DateTime) || f.list())
        misplaced(*b.block, *a, "it is for single values of type DateTime");
    } else if (a->name == "default") {
      checkDefault(f, *a);
    } else {
      checkFieldKey(f, *a);
    }
  }
}

void Checker::checkRelationField(RelationEnd &end) {
  CheckedField &f = *end.field;
  for (const Attribute *a :
       checkAttributes(*f.owner->block, f.field->attributes, AttributePlace::RelationField)) {
    if (a->name == "ignore") {
      f.ignored = true;
    } else {
      end.attribute = a;
      checkRelationAttribute(end);
    }
  }
}

void Checker::checkRelationAttribute(RelationEnd &end) {
  const Attribute &a = *end.attribute;
  CheckedBlock &b = end.model();
  if (const Expr *columns = argument(a, "fields"))
    end.columns = resolveColumns(b, b, a, *columns, columns->text);
  if (const Expr *references = argument(a, "references"))
    end.references = resolveColumns(end.target(), b, a, *references, a.text);
  end.name = stringArgument(a, "name", true);
  end.map = stringArgument(a, "map");
  end.onDelete = argument(a, "onDelete");
  end.onUpdate = argument(a, "onUpdate");
}

void Checker::checkCompositeField(CheckedField &f, std::unordered_set<std::string_view> &mapped) {
  const Block &b = *f.owner->block;
  nativeOf(f);
  for (const Attribute *a :
       checkAttributes(b, f.field->attributes, AttributePlace::CompositeField)) {
    if (a->name == "map")
      checkMap(f, *a, mapped);
    else
      checkDefault(f, *a);
  }
}

void Checker::checkModelAttributes(CheckedBlock &b) {
  for (const Attribute *a :
       checkAttributes(*b.block, (*b.block)->attributes, AttributePlace::Model)) {
    if (a->name == "ignore")
      b.ignored = true;
    else if (a->name == "schema")
      b.schema = argument(*a, "map", true);
    else if (a->name != "map")
      checkModelKey(b, *a);
  }
  if (b.ignored)
    for (const CheckedField &f : b.fields)
      if (f.ignored && f.kind != FieldKind::Relation)
        diags.report(b.range(f.field->text), diag::err_prisma_misplaced_attribute, "@ignore",
                     "the model is ignored as a whole");
  if (b.id)
    checkIdFields(b, *b.id);
}

void Checker::checkEnumAttributes(CheckedBlock &b) {
  for (const EnumValue &v : (*b.block)->values)
    checkAttributes(*b.block, v.attributes, AttributePlace::EnumValue);
  for (const Attribute *a : checkAttributes(*b.block, (*b.block)->attributes, AttributePlace::Enum))
    if (a->name == "schema")
      b.schema = argument(*a, "map", true);
}

/// All attributes but those of relations.
void Checker::checkOwnAttributes(CheckedBlock &b) {
  if ((*b.block)->damaged)
    return;
  mapped.clear();
  if (b.kind() == BlockKind::Enum)
    checkEnumAttributes(b);
  for (CheckedField &f : b.fields) {
    if (f.kind == FieldKind::Relation || f.kind == FieldKind::Unknown)
      continue;
    if (b.isModel())
      checkScalarField(f, mapped);
    else
      checkCompositeField(f, mapped);
  }
  if (b.isModel())
    checkModelAttributes(b);
  if (b.kind() == BlockKind::Type)
    for (const Attribute &a : (*b.block)->attributes)
      misplaced(*b.block, a, "a type is in no table of its own");
  noteNames(b);
}

void Checker::checkRelationFields() {
  withTargets(blocks, [this](CheckedBlock &b) {
    if (!(*b.block)->damaged)
      for (RelationEnd &end : b.relations)
        checkRelationField(end);
  });
}

} // namespace schemac::prisma
