//===- UserTypes.h - Types that a schema defines, beside enums --*- C++ -*-===//
#pragma once

#include "schemac/IR/Table.h"

namespace schemac {

struct Domain : Entity {
  Type base;
  Name collation;
  Expr defaultExpr;
  bool notNull = false;
  std::vector<Constraint> checks; ///< of kind Check; `notValid` ones bind new values only
  Name renamedFrom;               ///< intent

  const Constraint *check(Name n) const;
  Constraint *check(Name n);
  /// A value of the base type may be refused.
  bool isConstrained() const { return notNull || !checks.empty(); }
};
bool same(const Domain &a, const Domain &b);

struct Attribute {
  Name name;
  Type type;
  Name collation;
  Name renamedFrom; ///< intent
  SourceRange range;
};

struct Composite : Entity {
  std::vector<Attribute> attributes;
  Name renamedFrom;              ///< intent
  std::vector<DropIntent> drops; ///< attributes dropped on purpose

  const Attribute *attribute(Name n) const;
  Attribute *attribute(Name n);
};
bool same(const Composite &a, const Composite &b); ///< attributes in any order, as columns

struct RangeType : Entity {
  Type subtype;
  Name opclass, collation;
  Name subtypeDiff; ///< a function, as the author spells it: "float8mi"
  Name multirange;  ///< PostgreSQL 14: its name; null: the one the server chooses
  Name renamedFrom; ///< intent
};
bool same(const RangeType &a, const RangeType &b);

} // namespace schemac
