//===- IndexDuplicate.cpp - index-duplicate -------------------------------------------===//
//
// Both are written with every row, and one would do. The index of a key counts.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "llvm/ADT/Hashing.h"
#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace schemac {

/// Whether the index of a key does what \p index does.
static bool isOfKey(const Constraint &key, const Index &index) {
  bool keyed = key.kind == ConstraintKind::PrimaryKey || key.kind == ConstraintKind::Unique;
  bool plain = (!index.method || index.method.str() == "btree") && !index.where &&
               index.include.empty() && key.include.empty();
  return keyed && plain &&
         std::equal(key.columns.begin(), key.columns.end(), index.elems.begin(), index.elems.end(),
                    [](Name n, const IndexElem &e) {
                      IndexElem simple;
                      simple.column = n;
                      return e == simple;
                    });
}

/// A plain index beside a unique one over the same columns adds nothing.
static bool areTwins(const Index &a, const Index &b) {
  Index one = a, other = b;
  one.name = other.name;
  one.unique = other.unique = a.unique || b.unique;
  return sameIndex(one, other);
}

/// Equal for twins.
static size_t hashOf(const Index &index) {
  llvm::hash_code hash = 0;
  for (const IndexElem &e : index.elems)
    hash = llvm::hash_combine(hash, e.column.opaque(), e.expr.name().opaque());
  return hash;
}

namespace {
/// Finds, index by index, an earlier one that does the same.
class Twins {
public:
  explicit Twins(const Table &table) : table(table) {}

  /// The name of the first index or key before \p index that is the same; empty: there is none.
  std::string next(const Index &index) {
    std::vector<const Index *> &alike = seen[hashOf(index)];
    auto first = std::ranges::find_if(alike, [&](const Index *i) { return areTwins(*i, index); });
    std::string name = first != alike.end() ? (*first)->name.string() : std::string();
    alike.push_back(&index);
    for (const Constraint &c : table.constraints)
      if (isOfKey(c, index))
        return c.name.string();
    return name;
  }

private:
  const Table &table;
  std::unordered_map<size_t, std::vector<const Index *>> seen;
};
} // namespace

void checkIndexDuplicate(StateContext &rule) {
  for (const Table *t : rule.tables()) {
    Twins twins(*t);
    for (const Index &index : t->indexes) {
      std::string first = twins.next(index);
      if (first.empty())
        continue;
      auto d = rule.diags.report(index.range, diag::warn_index_duplicate, first, index.name.str(),
                                 t->name.str());
      auto other = std::ranges::find_if(t->indexes, [&](auto &o) { return o.name.str() == first; });
      if (other != t->indexes.end() && other->unique != index.unique)
        d.note(fmt::format("the unique one finds all that '{}' does",
                           index.unique ? first : index.name.string()));
    }
  }
}

} // namespace schemac
