//===- CreatingDialect.h - A dialect that makes and drops -------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"

namespace schemac {

/// A dialect whose changes nobody has measured: tables are made and dropped, and nothing is claimed
/// of locks, casts or rewrites.
class CreatingDialect : public Dialect {
public:
  TypeChange typeChange(Type from, Type to, int) const final {
    return from == to ? TypeChange::Same : TypeChange::RewriteMayFail;
  }
  Fit fit(Type from, Type to) const final { return from == to ? Fit::Equal : Fit::Different; }
  std::string castExpr(std::string_view, Type, Type) const final { return {}; }
  bool hasPrivilege(std::string_view, std::string_view, int) const final { return true; }
  std::string partitionCheck(const PartitionKey &, Expr) const final { return {}; }
  StepCost cost(const Op &, const Schema &, int) const final { return {}; }
  std::vector<LockRule> lockRules() const final { return {}; }
  std::vector<CastRule> castRules() const final { return {}; }
};

} // namespace schemac
