//===- ReleaseLocks.h - What a table endures in a whole release -*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Dialect/LockBudget.h"
#include "schemac/Frontend/SQL/SQL.h"
#include <map>
#include <unordered_set>

namespace schemac {

/// Adds up, over the files of a release, how long others wait for each table. What is not known is
/// not counted: a statement that works through a table of unknown size is reported by itself.
class ReleaseLocks {
public:
  /// \p transaction: the runner puts all of the file into one. \p created: tables that the release
  /// made before, for which nobody waits; those that the file makes are added.
  void add(const sql::Script &script, bool transaction, std::unordered_set<QName> created,
           const SourceManager &sources, Context &context);

  /// What somebody allows of a release: so long, or any time.
  struct Limit {
    std::optional<double> ms;
  };
  /// Reports the tables for which others wait longer than \p limit, or, when nobody set one, than
  /// \p budget lets one transaction hold the strongest lock, though each transaction by itself
  /// stays within it.
  void report(std::optional<Limit> limit, const LockBudget &budget, DiagEngine &diags) const;

private:
  /// What one transaction holds of a table.
  struct Hold {
    LockMode mode;     ///< the strongest
    double ms;         ///< the longest, of any mode
    SourceRange range; ///< of the statement that takes the strongest
    std::vector<std::pair<LockMode, double>> each;
    Traffic traffic; ///< of the table
  };
  std::map<QName, std::vector<Hold>> holds;
};

} // namespace schemac
