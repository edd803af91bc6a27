//===- Drift.cpp - In what a database is not as its source says -----------===//
//
// A plan says how to get from one state to another, and asks what its author means. Here nothing is
// meant: both states are facts, so that names decide what is compared.
//
//===----------------------------------------------------------------------===//
#include "schemac/Diff/Drift.h"
#include "schemac/IR/Comparable.h"
#include "schemac/IR/OwnedSequences.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {

class Comparison {
public:
  explicit Comparison(const Schema &reference) : reference(reference) {}
  std::vector<Drift> found;

  void add(Drift::Kind kind, std::string_view word, std::string name, SourceRange range,
           std::string how = "") {
    found.push_back({kind, fmt::format("{} '{}'", word, name), std::move(how), range});
  }

  template <class T> void objects(const Schema &reference, const Schema &actual) {
    for (const T &want : reference.all<T>()) {
      if (!isCompared(want))
        continue;
      const T *have = actual.find<T>(want.name);
      if (!have) {
        add(Drift::Missing, kindWord<T>(), want.name.str(), want.range);
        continue;
      }
      if (have == &want)
        continue;
      size_t before = found.size();
      parts(want, *have);
      if (!same(*have, want) && found.size() == before)
        add(Drift::Changed, kindWord<T>(), want.name.str(), want.range, how(want, *have));
      access(want, *have, kindWord<T>());
    }
    for (const T &have : actual.all<T>())
      if (isCompared(have) && !reference.find<T>(have.name))
        add(Drift::Extra, kindWord<T>(), have.name.str(), {});
  }

private:
  //===--- parts ----------------------------------------------------------===//

  template <class T> void parts(const T &, const T &) {}
  void parts(const Table &want, const Table &have) {
    auto sameSequence = [&](const Column &h, const Column &w) {
      return !w.sequence() || h.generation != w.generation ||
             ownedSequenceName(have, h) == w.sequence().str();
    };
    auto same = [&](const Column &h, const Column &w) {
      return sameColumn(h, w) && sameSequence(h, w);
    };
    auto how = [&](const Column &w, const Column &h) {
      return sameColumn(h, w) ? fmt::format("draws from the sequence '{}' instead of '{}'",
                                            ownedSequenceName(have, h), w.sequence().str())
                              : columnHow(w, h);
    };
    list("column", want, want.columns, have.columns, same, how);
    auto other = [](const auto &, const auto &) { return std::string("is defined otherwise"); };
    list("constraint", want, want.constraints, have.constraints, sameConstraint,
         [&](const Constraint &w, const Constraint &h) { return constraintHow(w, h); });
    list("index", want, want.indexes, have.indexes, sameIndex, indexHow);
    list("trigger", want, want.triggers, have.triggers, sameTrigger, other);
    list("policy", want, want.policies, have.policies, samePolicy, other);
    auto option = [&](bool differs, std::string_view text) {
      if (differs)
        add(Drift::Changed, "table", want.name.str(), want.range, std::string(text));
    };
    option(want.rowSecurity != have.rowSecurity || want.forceRowSecurity != have.forceRowSecurity,
           have.rowSecurity ? "has row security that is set otherwise"
                            : "has no row security like that");
    option(!sameParameters(want.parameters, have.parameters), "has other storage parameters");
    option(want.tablespace != have.tablespace, "is in another tablespace");
    option(want.unlogged != have.unlogged, have.unlogged ? "is unlogged" : "is logged");
    option(want.replicaIdentity != have.replicaIdentity || want.replicaIndex != have.replicaIndex,
           "has another replica identity");
    option(want.inherits != have.inherits, "inherits from other tables");
    option(!(want.partitionBy == have.partitionBy), "is partitioned otherwise");
    option(want.partitionOf != have.partitionOf || want.bound != have.bound,
           "is another partition");
  }
  void parts(const View &want, const View &have) {
    list("index", want, want.indexes, have.indexes, sameIndex, indexHow);
  }
  void parts(const Enum &want, const Enum &have) {
    auto name = [](const EnumLabel &l) { return l.label; };
    auto has = [&](const Enum &e, Name n) { return e.has(n); };
    for (const EnumLabel &l : want.labels)
      if (!has(have, name(l)))
        add(Drift::Missing, "value", SubRef{want.name, l.label}.str(),
            l.range.isValid() ? l.range : want.range);
    for (const EnumLabel &l : have.labels)
      if (!has(want, name(l)))
        add(Drift::Extra, "value", SubRef{want.name, l.label}.str(), want.range);
  }

  template <class Owner, class T, class Same, class How>
  void list(std::string_view word, const Owner &owner, const std::vector<T> &want,
            const std::vector<T> &have, Same same, How how) {
    auto find = [](const std::vector<T> &l, Name n) {
      auto it = std::ranges::find_if(l, [&](const T &x) { return x.name == n; });
      return it == l.end() ? nullptr : &*it;
    };
    for (const T &w : want) {
      SourceRange range = w.range.isValid() ? w.range : owner.range;
      std::string name = SubRef{owner.name, w.name}.str();
      const T *h = find(have, w.name);
      if (!h)
        add(Drift::Missing, word, name, range);
      else if (!same(*h, w))
        add(Drift::Changed, word, name, range, how(w, *h));
    }
    for (const T &h : have)
      if (!find(want, h.name))
        add(Drift::Extra, word, SubRef{owner.name, h.name}.str(), owner.range);
  }

  //===--- in words -------------------------------------------------------===//

  std::string columnHow(const Column &want, const Column &have) {
    if (have.type != want.type)
      return fmt::format("has type {} instead of {}", have.type.str(), want.type.str());
    if (have.nullable != want.nullable)
      return have.nullable ? "accepts NULL" : "does not accept NULL";
    if (have.generation == want.generation && !canCompare(want.generated(), have.generated()))
      return fmt::format("is made of {}, which cannot be compared with what is wanted",
                         have.generated().str());
    if (have.generation != want.generation || have.generated() != want.generated())
      return "gets its values in another way";
    if (have.defaultExpr != want.defaultExpr) {
      auto shown = [](Expr e) { return e ? e.string() : std::string("none"); };
      return fmt::format("has the default {} instead of {}", shown(have.defaultExpr),
                         shown(want.defaultExpr));
    }
    if (have.collation() != want.collation())
      return "has another collation";
    return "is kept otherwise";
  }
  std::string constraintHow(const Constraint &want, const Constraint &have) {
    Constraint like = have;
    like.notValid = want.notValid;
    if (sameConstraint(like, want))
      return have.notValid ? "is not validated" : "is validated";
    if (have.check && want.check && have.check != want.check)
      return fmt::format("says {}{}", have.check.str(),
                         canCompare(want.check, have.check)
                             ? ""
                             : ", which cannot be compared with what is wanted");
    return "is defined otherwise";
  }
  static std::string indexHow(const Index &want, const Index &have) {
    return have.invalid && !want.invalid ? "is INVALID" : "is defined otherwise";
  }
  bool canCompare(Expr want, Expr have) {
    return want == have || schemac::canCompare(reference.dialect, want, have);
  }
  template <class T> static std::string how(const T &, const T &) { return "is defined otherwise"; }
  std::string how(const View &want, const View &have) {
    bool isSure = want.query == have.query || canCompareQueries(reference, want, have);
    return isSure ? "is defined otherwise"
                  : "may be defined otherwise: the queries cannot be compared";
  }
  static std::string how(const Enum &, const Enum &) { return "has its values in another order"; }

  //===--- comments, privileges, owners -----------------------------------===//

  void access(const Entity &want, const Entity &have, std::string_view word) {
    auto changed = [&](std::string how) {
      add(Drift::Changed, word, want.name.str(), want.range, std::move(how));
    };
    if (have.comment != want.comment || have.partComments != want.partComments)
      changed("has other comments");
    Name owner = have.owner ? have.owner : want.owner; // who has all of it anyway
    auto counts = [&](const Grant &g) { return g.column || g.role != owner; };
    for (const Grant &g : want.grants)
      if (counts(g) && std::ranges::find(have.grants, g) == have.grants.end())
        changed(fmt::format("does not grant {} to {}", g.privilege.str(), g.role.str()));
    for (const Grant &g : have.grants)
      if (counts(g) && std::ranges::find(want.grants, g) == want.grants.end())
        changed(fmt::format("grants {} to {}", g.privilege.str(), g.role.str()));
    if (have.owner && want.owner && have.owner != want.owner)
      changed(fmt::format("is owned by {} instead of {}", have.owner.str(), want.owner.str()));
  }

  const Schema &reference;
};

} // namespace

/// Without parts: these are told of by the index of the parent, which waits for more of them.
static Schema withoutParts(const Schema &state) {
  Schema out = state;
  auto isPart = [](const Index &i) { return bool(i.partOf); };
  for (const Table &t : state.tables())
    if (std::ranges::any_of(t.indexes, isPart))
      std::erase_if(out.edit<Table>(t.name)->indexes, isPart);
  return out;
}

std::vector<Drift> findDrift(const Schema &reference, const Schema &actual) {
  Schema want = withoutParts(reference), have = withoutParts(actual);
  Comparison c(want);
  forEachKind([&]<class T>() { c.objects<T>(want, have); });
  return std::move(c.found);
}

} // namespace schemac
