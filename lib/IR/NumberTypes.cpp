//===- NumberTypes.cpp - Which types hold numbers -------------------------===//
#include "schemac/IR/NumberTypes.h"

namespace schemac {

bool isWholeNumber(Type type) {
  switch (type.kind()) {
  case TypeKind::I8:
  case TypeKind::I16:
  case TypeKind::I24:
  case TypeKind::I32:
  case TypeKind::I64:
  case TypeKind::U8:
  case TypeKind::U16:
  case TypeKind::U24:
  case TypeKind::U32:
  case TypeKind::U64:
    return true;
  default:
    return false;
  }
}

bool isNumber(Type type) {
  switch (type.kind()) {
  case TypeKind::Bool:
  case TypeKind::F32:
  case TypeKind::F64:
  case TypeKind::UF32:
  case TypeKind::UF64:
  case TypeKind::Numeric:
  case TypeKind::UNumeric:
  case TypeKind::Year:
    return true;
  default:
    return isWholeNumber(type);
  }
}

} // namespace schemac
