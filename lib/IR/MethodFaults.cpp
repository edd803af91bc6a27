//===- MethodFaults.cpp - What the methods of indexes take ----------------===//
//
// btree_gin and btree_gist bring classes for plain values, and may be there without being said. So
// only types are here that no extension has a class for.
//
//===----------------------------------------------------------------------===//
#include "MethodFaults.h"
#include "schemac/IR/Structure.h"
#include <algorithm>
#include <span>

namespace schemac {

static constexpr TypeKind NotHashed[] = {
    TypeKind::Json,   TypeKind::JsonPath, TypeKind::Xml,    TypeKind::Money,    TypeKind::Bit,
    TypeKind::VarBit, TypeKind::Point,    TypeKind::Line,   TypeKind::LSeg,     TypeKind::Box,
    TypeKind::Path,   TypeKind::Polygon,  TypeKind::Circle, TypeKind::TsVector, TypeKind::TsQuery};
static constexpr TypeKind NotInGin[] = {
    TypeKind::Json, TypeKind::JsonPath, TypeKind::Xml,  TypeKind::Point,   TypeKind::Line,
    TypeKind::LSeg, TypeKind::Box,      TypeKind::Path, TypeKind::Polygon, TypeKind::Circle};
static constexpr TypeKind NotInGist[] = {TypeKind::Json, TypeKind::JsonB, TypeKind::JsonPath,
                                         TypeKind::Xml,  TypeKind::Line,  TypeKind::LSeg,
                                         TypeKind::Path};
static constexpr TypeKind NotInSpGist[] = {
    TypeKind::Bool,   TypeKind::I16,       TypeKind::I32,         TypeKind::I64,
    TypeKind::F32,    TypeKind::F64,       TypeKind::Numeric,     TypeKind::Money,
    TypeKind::Bytes,  TypeKind::Uuid,      TypeKind::Date,        TypeKind::Time,
    TypeKind::TimeTz, TypeKind::Timestamp, TypeKind::TimestampTz, TypeKind::Interval,
    TypeKind::Json,   TypeKind::JsonB,     TypeKind::JsonPath,    TypeKind::Xml};
static constexpr TypeKind NotInBrin[] = {
    TypeKind::Bool,    TypeKind::Json,   TypeKind::JsonB,    TypeKind::JsonPath, TypeKind::Xml,
    TypeKind::Money,   TypeKind::Point,  TypeKind::Line,     TypeKind::LSeg,     TypeKind::Path,
    TypeKind::Polygon, TypeKind::Circle, TypeKind::TsVector, TypeKind::TsQuery};

bool lacksClass(const Schema &schema, std::string_view method, Type type) {
  if (!type)
    return false;
  if (method == "btree")
    return lacksOrder(schema, type);
  std::span<const TypeKind> without;
  if (method == "hash")
    without = NotHashed;
  else if (method == "gin")
    without = NotInGin;
  else if (method == "gist")
    without = NotInGist;
  else if (method == "spgist")
    without = NotInSpGist;
  else if (method == "brin")
    without = NotInBrin;
  return std::ranges::count(without, baseOf(schema, type).kind());
}

} // namespace schemac
