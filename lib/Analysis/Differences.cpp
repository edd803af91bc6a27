//===- Differences.cpp - In what two states differ, in words --------------===//
#include "Differences.h"
#include "schemac/IR/Access.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static std::string columnDifference(const Column &is, const Column &wanted) {
  if (is.type != wanted.type)
    return fmt::format("has type {} instead of {}", is.type.str(), wanted.type.str());
  if (is.nullable != wanted.nullable)
    return is.nullable ? "accepts nulls" : "does not accept nulls";
  if (is.generation != wanted.generation || is.generated() != wanted.generated())
    return "gets its values in another way";
  if (is.defaultExpr != wanted.defaultExpr)
    return fmt::format("has {} default {}instead of {}", is.defaultExpr ? "the" : "no",
                       is.defaultExpr ? is.defaultExpr.string() + " " : std::string(),
                       wanted.defaultExpr ? wanted.defaultExpr.string() : std::string("none"));
  return "has another collation or validity";
}

/// The first part that \p wanted has and \p is does not have like that, or has too many.
template <class T, class Same, class How>
static bool firstPart(const std::vector<T> &is, const std::vector<T> &wanted, const char *kind,
                      Difference &d, Same same, How how) {
  auto find = [](const std::vector<T> &list, Name n) {
    return std::find_if(list.begin(), list.end(), [&](const T &x) { return x.name == n; });
  };
  for (const T &w : wanted) {
    auto it = find(is, w.name);
    if (it != is.end() && same(*it, w))
      continue;
    d.range = w.range;
    d.what = it == is.end() ? fmt::format("lacks {} '{}'", kind, w.name.str())
                            : fmt::format("has {} '{}', which {}", kind, w.name.str(), how(*it, w));
    return true;
  }
  for (const T &x : is)
    if (find(wanted, x.name) == wanted.end()) {
      d.what = fmt::format("has {} '{}' left over", kind, x.name.str());
      return true;
    }
  return false;
}

Difference describeTable(const Table &is, const Table &wanted) {
  Difference d{"table", wanted.name, "differs", wanted.range};
  auto other = [](const auto &, const auto &) { return std::string("is defined otherwise"); };
  if (firstPart(is.columns, wanted.columns, "column", d, sameColumn, columnDifference) ||
      firstPart(is.constraints, wanted.constraints, "constraint", d, sameConstraint, other) ||
      firstPart(is.indexes, wanted.indexes, "index", d, sameIndex, other) ||
      firstPart(is.triggers, wanted.triggers, "trigger", d, sameTrigger, other))
    d.range = d.range.isValid() ? d.range : wanted.range;
  return d;
}

static Difference describe(const Table &is, const Table &wanted) {
  return describeTable(is, wanted);
}
static Difference describe(const Enum &, const Enum &wanted) {
  return {"enum", wanted.name, "has other labels", wanted.range};
}
static Difference describe(const Sequence &is, const Sequence &wanted) {
  return {"sequence", wanted.name,
          sameOptions(is, wanted) ? "is owned by another column" : "has other options",
          wanted.range};
}
static Difference describe(const View &, const View &wanted) {
  return {"view", wanted.name, wanted.query ? "has another definition" : "is over another table",
          wanted.range};
}
template <class T> static Difference describe(const T &, const T &wanted) {
  return {kindWord<T>(), wanted.name, "differs", wanted.range};
}

template <class T>
static void compare(const EntityMap<T> &is, const EntityMap<T> &wanted,
                    const std::function<void(const Difference &)> &found) {
  wanted.forEachUnshared(is, [&](const T *w, const T *x) {
    if (!isCompared(w ? *w : *x))
      return;
    if (!x)
      found({kindWord<T>(), w->name, "is missing", w->range});
    else if (!w)
      found({kindWord<T>(), x->name, "is left over", x->range});
    else if (!same(*x, *w))
      found(describe(*x, *w));
  });
}

void forEachDifference(const Schema &is, const Schema &wanted,
                       const std::function<void(const Difference &)> &found) {
#define KIND(CLASS, PLURAL, WORD) compare(is.PLURAL(), wanted.PLURAL(), found);
#include "schemac/IR/Kinds.def"
}

/// The comment, the owner or the privilege that a step would set.
static std::string describeAccess(const Op &step) {
  std::string of;
  for (const Field &f : step.fields)
    if (const Target *target = std::get_if<Target>(&f); target && target->sub)
      of = fmt::format(" of '{}'", target->sub.str());
  if (dynOp<SetCommentOp>(step))
    return "has another comment" + of;
  return dynOp<SetOwnerOp>(step) ? std::string("has another owner") : "has other privileges" + of;
}

void forEachAccessDifference(const Schema &is, const Schema &wanted,
                             const std::function<void(const Difference &)> &found) {
  forEachKind([&]<class T>() {
    wanted.all<T>().forEachUnshared(is.all<T>(), [&](const T *w, const T *x) {
      if (!w || !x || !(hasAccess(*w) || hasAccess(*x)))
        return;
      for (const Op &step : accessChanges(*x, *w, kindId<T>(), w->range)) {
        found({kindWord<T>(), w->name, describeAccess(step), w->range});
        return;
      }
    });
  });
}

} // namespace schemac
