//===- Relations.h - Foreign keys as relation fields ------------*- C++ -*-===//
//
// A foreign key is a field in both models. They are named as `prisma db pull` names them: after the
// model on the other side, and where two models are related in several ways, after the columns too.
// A table that only joins two others, and is exactly the one that Prisma would make for lists on
// both sides, becomes those lists.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Write/Prisma/Keys.h"
#include <set>

namespace schemac::prisma_form {

struct RelationField {
  std::string name, type, attribute;
};

/// A table as it is written.
struct ModelParts {
  FieldTypes types;
  ModelKeys keys;
};
using Models = std::unordered_map<QName, ModelParts>;

/// Whether \p table is what becomes of a many-to-many relation; then it is no model.
bool isJoinTable(const Schema &schema, const ClientNames &names, const Target &target,
                 const Table &table);

class Relations {
public:
  /// \p models: all that are written.
  Relations(const Schema &schema, const ClientNames &names, const Target &target,
            const Models &models);

  const std::vector<RelationField> &of(QName table) { return fields[table]; }
  /// Reports the foreign keys of \p table that no relation can stand for.
  void reportLosses(const Table &table, Losses &losses) const;

private:
  using Pair = std::pair<QName, QName>;
  static Pair pairOf(QName a, QName b) { return a < b ? Pair{a, b} : Pair{b, a}; }

  void count(const Table &table);
  void addForeignKey(const Table &table, const Constraint &c);
  void addJoinTable(const Table &table);
  std::string why(const Table &table, const Constraint &c) const;
  void add(QName model, RelationField field, QName other);
  std::string relationName(const std::string &base);
  FkAction canonical(FkAction action) const;
  bool sharesName(const Table &table, const Constraint &key) const;
  std::string usualName(const Table &table, const Constraint &key) const;

  const Schema &schema;
  const ClientNames &names;
  const Target &target;
  const Models &models;
  std::set<Pair> ambiguous;
  std::map<Pair, std::vector<std::vector<Name>>> seen; ///< columns of the keys between two tables
  std::set<std::string> relationNames;
  std::unordered_map<QName, std::set<std::string>> taken; ///< names of fields
  std::unordered_map<QName, std::vector<RelationField>> fields;
};

} // namespace schemac::prisma_form
