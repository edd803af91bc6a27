//===- Keys.h - Keys and indexes as attributes ------------------*- C++ -*-===//
#pragma once

#include "Write/Losses.h"
#include "Write/Prisma/FieldTypes.h"
#include <map>

namespace schemac::prisma_form {

/// The types of the fields of a model.
using FieldTypes = std::unordered_map<Name, FieldType>;

/// The keys and indexes of one table.
struct ModelKeys {
  std::map<Name, std::vector<std::string>> onField; ///< "@id", "@unique(map: …)"
  std::vector<std::string> onModel;                 ///< "@@id([a, b])", in Prisma's order
  /// The columns of each key by which a row can be referred to, in the order of the key.
  std::vector<std::vector<Name>> unique;
  bool identifiesRows = false; ///< one of them has no column that may be null or is Unsupported
  bool partial = false;        ///< some index has `where`
};

ModelKeys writeKeys(const Table &table, const FieldTypes &types, const ClientNames &names,
                    const Target &target, Losses &losses);

} // namespace schemac::prisma_form
