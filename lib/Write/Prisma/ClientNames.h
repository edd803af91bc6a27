//===- ClientNames.h - Names of the database in the client ------*- C++ -*-===//
//
// Models, enums, fields and values are called what the database calls them, where that is a name in
// the language; else as `prisma db pull` would call them, with the real name in @map or @@map.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <set>
#include <unordered_map>

namespace schemac::prisma_form {

class ClientNames {
public:
  explicit ClientNames(const Schema &schema);

  /// Of a table or declared view.
  const std::string &model(QName table) const { return models.at(table); }
  const std::string &enumName(QName name) const { return enums.at(name); }
  const std::string &value(QName e, Name label) const { return members.at({e, label}); }
  const std::string &field(QName table, Name column) const { return members.at({table, column}); }

private:
  std::string claim(std::set<std::string> &taken, QName name);
  template <class Parts>
  void nameParts(QName of, const Parts &parts, Name (*nameOf)(const typename Parts::value_type &));

  void avoidKeyNames(const Table &table);

  struct Hash {
    size_t operator()(const std::pair<QName, Name> &p) const {
      return std::hash<QName>()(p.first) * 31 + std::hash<Name>()(p.second);
    }
  };
  std::unordered_map<QName, std::string> models, enums;
  std::unordered_map<std::pair<QName, Name>, std::string, Hash> members;
};

/// The name made of letters, digits and '_' that is nearest to \p name.
std::string identifier(std::string_view name);

} // namespace schemac::prisma_form
