//===- FieldTypes.h - Types of columns as types of fields -------*- C++ -*-===//
#pragma once

#include "Write/Prisma/ClientNames.h"
#include "Write/Prisma/Target.h"

namespace schemac::prisma_form {

struct FieldType {
  std::string name;                     ///< "String", "Role", Unsupported("interval")
  std::string native;                   ///< "@db.VarChar(20)"; empty: the default type of `name`
  std::optional<prisma::Scalar> scalar; ///< nothing: an enum or Unsupported
  std::string_view nativeName;          ///< "VarChar", also where it is the default
  const Enum *enumType = nullptr;       ///< when it is one
  bool list = false;
  bool nearest = false; ///< the column would have another type, which means the same to the client

  bool unsupported() const { return !scalar && !enumType; }
};

/// \p type, which is that of a column or what its domain is made of.
FieldType fieldType(const Schema &schema, const ClientNames &names, const Target &target,
                    Type type);

/// Whether the language lets one field refer to the other.
bool sameFieldType(const FieldType &a, const FieldType &b);

} // namespace schemac::prisma_form
