//===- TypeClientMappingChange.cpp - type-client-mapping-change ----------------------------===//
//
// Drivers give each family of types a form of its own: a bigint is no number in JavaScript.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

/// What a client gets for a type; null when that is not known.
static const char *clientForm(Type type) {
  switch (type.kind()) {
  case TypeKind::I16:
  case TypeKind::I32:
  case TypeKind::Oid:
    return "a number";
  case TypeKind::I64:
    return "a big integer";
  case TypeKind::F32:
  case TypeKind::F64:
    return "a floating-point number";
  case TypeKind::Numeric:
  case TypeKind::Money:
    return "a decimal";
  case TypeKind::Bool:
    return "a boolean";
  case TypeKind::Json:
  case TypeKind::JsonB:
    return "a JSON value";
  case TypeKind::Bytes:
    return "bytes";
  case TypeKind::Date:
  case TypeKind::Time:
  case TypeKind::TimeTz:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
    return "a date and time";
  case TypeKind::Enum:
    return "an enum value";
  case TypeKind::Array:
    return "a list";
  case TypeKind::Native:
  case TypeKind::Domain: // as its base
    return nullptr;
  case TypeKind::Composite:
  case TypeKind::Range:
    return "a value of its own form";
  default:
    return "a string";
  }
}

void checkTypeClientMappingChange(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || rule.isNew(set->column().table))
    return;
  const char *was = clientForm(old->type), *is = clientForm(set->type());
  if (!was || !is || std::string_view(was) == is)
    return;
  rule.diags.report(op.range, diag::warn_type_client_mapping_change, set->column().str(), is, was)
      .label(old->range, "was declared here");
}

} // namespace schemac
