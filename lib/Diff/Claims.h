//===- Claims.h - Declared renames, held against the old state --*- C++ -*-===//
//
// The same questions for tables, enums, columns and enum values: was there such a name, is it free
// to be given up, does anybody else want it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Diff/Similarity.h"
#include "schemac/Diff/Diags.h"
#include <functional>
#include <vector>

namespace schemac {

/// "`now` was called `old` until now", as one declaration says. K: Name or QName.
template <class K> struct Claim {
  K old, now;
  SourceRange range;
  bool good = true;
};

template <class K> struct ClaimScope {
  std::function<bool(K)> existed;       ///< the old state has it
  std::function<bool(K)> declared;      ///< the new state has it
  std::function<bool(K)> dropConfirmed; ///< the old one of this name is dropped on purpose
  std::function<std::string(K)> show;
  std::function<std::vector<std::string>()> oldNames; ///< that the new state does not have
  std::string place;                                  ///< "the old schema", "the old table 'User'"
};

template <class K> class ClaimResolver {
public:
  ClaimResolver(std::vector<Claim<K>> &claims, const ClaimScope<K> &scope, DiagEngine &diags)
      : claims(claims), scope(scope), diags(diags) {}

  /// Clears `good` of the claims that do not hold, and reports them.
  void run() {
    for (Claim<K> &c : claims)
      checkOld(c);
    for (Claim<K> &c : claims)
      if (c.good)
        checkNew(c);
  }

private:
  void checkOld(Claim<K> &c) {
    if (!scope.existed(c.old) || c.old == c.now) {
      c.good = false;
      if (scope.existed(c.now))
        diags.report(c.range, diag::warn_rename_applied, scope.show(c.now), scope.show(c.old));
      else
        reportUnknown(c);
      return;
    }
    if (scope.declared(c.old) && !isRenamed(c.old))
      return conflict(c, "it is still declared");
    for (const Claim<K> &other : claims)
      if (&other < &c && other.good && other.old == c.old)
        return conflict(c, fmt::format("'{}' claims that name too", scope.show(other.now)));
  }
  /// The new name must not hide something that the old state has and nobody gives up.
  void checkNew(Claim<K> &c) {
    if (!scope.existed(c.now) || scope.dropConfirmed(c.now))
      return;
    for (const Claim<K> &other : claims)
      if (other.good && other.old == c.now)
        return;
    conflict(c, fmt::format("'{}' exists beside it, and would be dropped", scope.show(c.now)));
  }
  bool isRenamed(K now) const {
    for (const Claim<K> &c : claims)
      if (c.now == now && !(c.old == now) && scope.existed(c.old))
        return true;
    return false;
  }
  void conflict(Claim<K> &c, std::string why) {
    c.good = false;
    diags.report(c.range, diag::err_rename_conflict, scope.show(c.now), scope.show(c.old), why);
  }
  /// From nothing, a declaration speaks of another source, where the change was made already.
  void reportUnknown(const Claim<K> &c) {
    if (scope.oldNames().empty())
      return;
    std::string old = scope.show(c.old);
    auto d = diags.report(c.range, diag::err_rename_unknown, scope.show(c.now), old, scope.place);
    if (std::string near = nearestName(old, scope.oldNames()); !near.empty())
      d.note(fmt::format("did you mean '{}'?", near));
  }

  std::vector<Claim<K>> &claims;
  const ClaimScope<K> &scope;
  DiagEngine &diags;
};

} // namespace schemac
