//===- StateRule.h - What rules about states see ----------------*- C++ -*-===//
//
// A rule about a state goes through the tables that may have something new, and reports what is
// wrong with them however it came about.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Rules/RuleOptions.h"

namespace schemac {

class StateContext {
public:
  StateContext(const Schema &state, const Schema *other, const Dialect &dialect,
               const RuleOptions &options, DiagEngine &diags);
  void run(const std::vector<void (*)(StateContext &)> &rules);

  const Schema &state;
  const Dialect &dialect;
  const RuleOptions &options;
  DiagEngine &diags;

  /// The tables that differ from those of the other state; all when there is none.
  const std::vector<const Table *> &tables() const { return list; }
  /// Calls \p f(table, column) for every column of tables(), but for what a partition or child has
  /// from its parent.
  template <class Fn> void eachColumn(Fn f) const {
    for (const Table *t : list)
      if (!t->partitionOf)
        for (const Column &c : t->columns)
          f(*t, c);
  }
  /// The same for constraints of a kind.
  template <class Fn> void eachConstraint(ConstraintKind kind, Fn f) const {
    for (const Table *t : list)
      for (const Constraint &c : t->constraints)
        if (c.kind == kind)
          f(*t, c);
  }

private:
  std::vector<const Table *> list;
};

/// Whether the rules say of \p table in \p state what \p finding says.
bool isFoundIn(const Schema &state, QName table, const Diagnostic &finding, const Dialect &dialect,
               const RuleOptions &options, const DiagEngine &reader);

/// "users.email"
std::string columnName(const Table &table, Name column);

#define RULE(CLASS, NAME)
#define MIGRATION_RULE(CLASS, NAME)
#define STATE_RULE(CLASS, NAME) void check##CLASS(StateContext &rule);
#include "schemac/Rules/Rules.def"

} // namespace schemac
