//===- UsualStorage.cpp - How PostgreSQL stores values of a type ----------===//
#include "schemac/IR/UsualStorage.h"
#include "schemac/IR/Queries.h"

namespace schemac {

bool isStoredPlain(Type type) {
  switch (type.kind()) {
  case TypeKind::Bool:
  case TypeKind::I16:
  case TypeKind::I32:
  case TypeKind::I64:
  case TypeKind::F32:
  case TypeKind::F64:
  case TypeKind::Money:
  case TypeKind::Uuid:
  case TypeKind::Oid:
  case TypeKind::Xid:
  case TypeKind::PgLsn:
  case TypeKind::Date:
  case TypeKind::Time:
  case TypeKind::TimeTz:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
  case TypeKind::Interval:
  case TypeKind::MacAddr:
  case TypeKind::MacAddr8:
  case TypeKind::Point:
  case TypeKind::Line:
  case TypeKind::LSeg:
  case TypeKind::Box:
  case TypeKind::Circle:
  case TypeKind::TsQuery:
  case TypeKind::Enum:
    return true;
  default:
    return false;
  }
}

std::string_view usualStorage(const Schema &schema, Type type) {
  type = baseOf(schema, type);
  if (!type || type.is(TypeKind::Native) || type.is(TypeKind::Domain))
    return {};
  if (isStoredPlain(type))
    return "plain";
  bool isMain = type.is(TypeKind::Numeric) || type.is(TypeKind::Inet) || type.is(TypeKind::Cidr);
  return isMain ? "main" : "extended";
}

} // namespace schemac
