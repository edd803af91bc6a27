//===- Relocate.cpp - Places of a schema in another text ------------------===//
#include "Relocate.h"

namespace schemac::hcl {
namespace {

template <class List> void parts(List &list, const Relocation &move) {
  for (auto &part : list)
    part.range = move(part.range);
}

template <class T> void inner(T &, const Relocation &) {}
void inner(Enum &e, const Relocation &move) { parts(e.labels, move); }
void inner(Domain &d, const Relocation &move) { parts(d.checks, move); }
void inner(Composite &c, const Relocation &move) { parts(c.attributes, move); }
void inner(View &v, const Relocation &move) {
  parts(v.columns, move);
  parts(v.indexes, move);
}
void inner(Table &t, const Relocation &move) {
  parts(t.columns, move);
  parts(t.constraints, move);
  parts(t.indexes, move);
  parts(t.triggers, move);
  parts(t.policies, move);
}

} // namespace

void relocate(Schema &schema, const Relocation &move) {
  forEachKind([&]<class T>() {
    std::vector<QName> names;
    for (const T &e : schema.all<T>())
      names.push_back(e.name);
    for (QName n : names) {
      T *e = schema.edit<T>(n);
      e->range = move(e->range);
      inner(*e, move);
    }
  });
}

} // namespace schemac::hcl
