//===- FkTypeMismatch.cpp - fk-type-mismatch ------------------------------------------===//
//
// Some keys never fit, and every comparison casts. A domain counts as what it is made of.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

/// Of a column that was assumed: its history is not at hand.
static bool isUnknown(Type t) { return t.is(TypeKind::Native) && t.native().str() == "unknown"; }

void checkFkTypeMismatch(StateContext &rule) {
  rule.eachConstraint(ConstraintKind::ForeignKey, [&](const Table &t, const Constraint &fk) {
    const Table *parent = rule.state.table(fk.refTable);
    for (size_t i = 0; parent && i < fk.columns.size() && i < fk.refColumns.size(); ++i) {
      const Column *own = t.column(fk.columns[i]), *other = parent->column(fk.refColumns[i]);
      if (!own || !other)
        continue;
      Type a = baseOf(rule.state, own->type), b = baseOf(rule.state, other->type);
      // varchar(10) and text are one kind of value to every comparison.
      bool isText = rule.dialect.fit(a, b) != Fit::Different && !a.isInteger();
      if (a != b && !isText && !isUnknown(a) && !isUnknown(b))
        rule.diags.report(fk.range, diag::warn_fk_type_mismatch, columnName(t, own->name),
                          rule.dialect.typeName(a), columnName(*parent, other->name),
                          rule.dialect.typeName(b));
    }
  });
}

} // namespace schemac
