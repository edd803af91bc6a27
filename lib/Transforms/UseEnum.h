//===- UseEnum.h - New columns of an enum that changes its name -*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"

#include <map>
#include <vector>

namespace schemac {

/// Lets the steps in `change` that make columns of the enum \p wanted make them of \p now instead,
/// which gets the name \p wanted after the gate. \p known is the name under which
/// the code asks for the type until then. The gate tolerates these columns. \p known: the name
/// that casts of today may use.
void useEnum(PlanUnit &unit, const Origins &origins, QName wanted, QName now, QName known);

/// From the name in the source to that in the target, of the enums that steps of `change` rename or
/// move.
std::map<QName, QName> enumNames(const PlanUnit &unit, const Origins &origins);

/// What a step that renames or moves a type makes of its name. All have the type as first field.
QName typeBefore(const Op &op);
QName typeAfter(const Op &op);

/// The types that steps of the plan's `switch` give another name, and texts that stand on both
/// sides of it.
class SwitchedTypes {
public:
  SwitchedTypes(const PlanUnit &unit, const Origins &origins);
  /// \p sql as it is written before the switch and behind it. A name that is a type's on both sides
  /// is left as it is.
  Expr before(Expr sql) const;
  Expr after(Expr sql) const;
  bool has(Type type) const;
  /// What the type \p early is called behind it.
  QName late(QName early) const;

private:
  bool isEarly(QName name) const;
  bool isLate(QName name) const;

  Context &context;
  const Origins &origins;
  std::vector<std::pair<QName, QName>> names; ///< early, late
};

} // namespace schemac
