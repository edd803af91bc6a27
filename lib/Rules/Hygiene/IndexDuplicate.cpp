//===- IndexDuplicate.cpp - index-duplicate -------------------------------------------===//
//
// Both are written with every row, and one would do. The index of a key counts.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>
#include <fmt/format.h>

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

/// The name of an earlier index or key that is the same as number \p i; empty when there is none.
static std::string twin(const Table &t, size_t i) {
  const Index &index = t.indexes[i];
  for (const Constraint &c : t.constraints)
    if (isOfKey(c, index))
      return c.name.string();
  for (size_t j = 0; j < i; ++j) {
    Index other = t.indexes[j];
    other.name = index.name;
    // A plain index beside a unique one over the same columns adds nothing.
    other.unique |= index.unique;
    Index own = index;
    own.unique |= other.unique;
    if (sameIndex(other, own))
      return t.indexes[j].name.string();
  }
  return {};
}

void checkIndexDuplicate(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (size_t i = 0; i < t->indexes.size(); ++i) {
      const Index &index = t->indexes[i];
      std::string first = twin(*t, i);
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

} // namespace schemac
