//===- VerifyTypes.cpp - What must hold of types and sequences ------------===//
#include "SchemaVerifier.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Structure.h"
#include "schemac/IR/Traits.h"

namespace schemac {

void SchemaVerifier::type(Type type, SourceRange range) {
  if (isDefined(schema, type))
    return;
  Type named = definedIn(type);
  if (named.is(TypeKind::Enum))
    diags.report(range, diag::err_unknown_enum, named.named().str());
  else
    diags.report(range, diag::err_unknown_type, named.named().str());
  sound = false;
}

/// Reports when \p over, which \p name is made of, is made of \p name.
void SchemaVerifier::circle(QName name, Type over, SourceRange range) {
  std::vector<Type> open{over};
  std::unordered_set<QName> seen;
  while (!open.empty()) {
    Type t = definedIn(open.back());
    open.pop_back();
    if (!t || !seen.insert(t.named()).second)
      continue;
    if (t.named() == name) {
      diags.report(range, diag::err_type_circle, name.str());
      sound = false;
      return;
    }
    if (const Domain *d = schema.find<Domain>(t.named()))
      open.push_back(d->base);
    if (const Composite *c = schema.find<Composite>(t.named()))
      for (const Attribute &a : c->attributes)
        open.push_back(a.type);
  }
}

void SchemaVerifier::userTypes() {
  std::unordered_set<QName> names;
  // The rows of a table and of a view are of a type of its name.
  if (traitsOf(schema.dialect).postgresRules) {
    for (const Table &t : schema.tables())
      names.insert(t.name);
    for (const View &v : schema.views())
      names.insert(v.name);
  }
  auto declare = [&](const char *kind, QName name, SourceRange range) {
    if (names.insert(name).second)
      return;
    diags.report(range, diag::err_duplicate_object, kind, name.str());
    sound = false;
  };
  for (const Enum &e : schema.enums())
    declare("type", e.name, e.range);
  for (const Domain &d : schema.domains()) {
    declare("type", d.name, d.range);
    type(d.base, d.range);
    circle(d.name, d.base, d.range);
  }
  for (const Composite &c : schema.composites()) {
    if (!relations.contains(c.name)) // else it is said once
      declare("type", c.name, c.range);
    relation(c.name, "relation", c.range);
    for (const Attribute &a : c.attributes) {
      type(a.type, a.range);
      circle(c.name, a.type, a.range);
    }
  }
  for (const RangeType &r : schema.ranges()) {
    declare("type", r.name, r.range);
    if (r.multirange)
      declare("type", {r.name.ns, r.multirange}, r.range);
    type(r.subtype, r.range);
  }
}

void SchemaVerifier::sequence(const Sequence &s) {
  relation(s.name, "relation", s.range);
  if (std::string_view fault = sequenceFault(s); !fault.empty()) {
    diags.report(s.range, diag::err_sequence_bounds, s.name.str(), fault);
    sound = false;
  }
  if (!s.ownedBy.sub)
    return;
  const Table *owner = schema.table(s.ownedBy.table);
  if (!owner) {
    diags.report(s.range, diag::err_unknown_table, s.ownedBy.table.str());
    sound = false;
    return;
  }
  column(*owner, s.ownedBy.sub, s.range);
  if (owner->name.ns != s.name.ns) {
    diags.report(s.range, diag::err_sequence_namespace, s.name.str(), owner->name.str());
    sound = false;
  }
}

} // namespace schemac
