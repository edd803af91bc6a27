//===- Dialect.cpp - The dialects by name ---------------------------------===//

#include "schemac/Dialect/Dialect.h"

#include "schemac/IR/NumberTypes.h"
#include <algorithm>
#include <map>

namespace schemac {

Dialect::~Dialect() = default;

#define DIALECT(CLASS, NAME) const Dialect &get##CLASS##Dialect();
#include "schemac/Dialect/Dialects.def"

std::vector<const Dialect *> allDialects() {
  return {
#define DIALECT(CLASS, NAME) &get##CLASS##Dialect(),
#include "schemac/Dialect/Dialects.def"
  };
}

const Dialect *findDialect(std::string_view name) {
#define DIALECT(CLASS, NAME)                                                                       \
  if (name == NAME)                                                                                \
    return &get##CLASS##Dialect();
#include "schemac/Dialect/Dialects.def"
  return nullptr;
}

static bool isDomain(Type type) { return type.is(TypeKind::Domain); }

TypeChange typeChange(const Dialect &dialect, TypeIn from, TypeIn to, int version) {
  if (from.type == to.type || (!isDomain(from.type) && !isDomain(to.type)))
    return dialect.typeChange(from.type, to.type, version);
  Type base = baseOf(to.schema, to.type);
  return throughDomain(dialect.typeChange(baseOf(from.schema, from.type), base, version), from.type,
                       base, isConstrained(to.schema, to.type));
}

/// A domain with rules holds fewer values than its base.
Fit fit(const Dialect &dialect, TypeIn from, TypeIn to) {
  if (from.type == to.type || (!isDomain(from.type) && !isDomain(to.type)))
    return dialect.fit(from.type, to.type);
  Fit f = dialect.fit(baseOf(from.schema, from.type), baseOf(to.schema, to.type));
  bool fewerBefore = isConstrained(from.schema, from.type),
       fewerAfter = isConstrained(to.schema, to.type);
  if (fewerBefore && fewerAfter)
    return Fit::Different;
  if (fewerAfter)
    return f == Fit::Equal || f == Fit::Narrower ? Fit::Narrower : Fit::Different;
  if (fewerBefore)
    return f == Fit::Equal || f == Fit::Wider ? Fit::Wider : Fit::Different;
  return f;
}

static bool isText(Type t) { return t.is(TypeKind::Text) || t.is(TypeKind::VarChar); }

bool keepsValues(const Dialect &dialect, TypeIn from, TypeIn to) {
  Fit f = fit(dialect, from, to);
  if (f != Fit::Narrower)
    return f != Fit::Different;
  Type a = baseOf(from.schema, from.type), b = baseOf(to.schema, to.type);
  while (a.is(TypeKind::Array) && b.is(TypeKind::Array))
    a = a.element(), b = b.element();
  return a == b || (isWholeNumber(a) && isWholeNumber(b)) || (isText(a) && isText(b));
}

std::string castExpr(const Dialect &dialect, std::string_view value, TypeIn from, TypeIn to) {
  return dialect.castExpr(value, baseOf(from.schema, from.type), baseOf(to.schema, to.type));
}

void canonicalizeTypes(Schema &schema, Context &context, const Dialect &dialect) {
  auto canonical = [&](Type t) { return dialect.canonical(context, t); };
  // Few types change, and an entity is cloned to be edited.
  std::vector<QName> tables, domains, composites, ranges;
  for (const Table &t : schema.tables())
    if (std::any_of(t.columns.begin(), t.columns.end(),
                    [&](const Column &c) { return canonical(c.type) != c.type; }))
      tables.push_back(t.name);
  for (const Domain &d : schema.domains())
    domains.push_back(d.name);
  for (const Composite &c : schema.composites())
    composites.push_back(c.name);
  for (const RangeType &r : schema.ranges())
    ranges.push_back(r.name);
  for (QName n : tables)
    for (Column &c : schema.edit<Table>(n)->columns)
      c.type = canonical(c.type);
  if (dialect.formsTables()) {
    tables.clear();
    for (const Table &t : schema.tables())
      tables.push_back(t.name);
    for (QName n : tables)
      schema.put(dialect.canonical(context, *schema.table(n)));
  }
  for (QName n : domains)
    if (Domain *d = schema.edit<Domain>(n))
      d->base = canonical(d->base);
  for (QName n : composites)
    for (Attribute &a : schema.edit<Composite>(n)->attributes)
      a.type = canonical(a.type);
  for (QName n : ranges)
    if (RangeType *r = schema.edit<RangeType>(n))
      r->subtype = canonical(r->subtype);
}

void settleTables(Schema &to, const Schema &from, Context &context, const Dialect &dialect) {
  if (!dialect.formsTables())
    return;
  std::vector<QName> both;
  for (const Table &t : to.tables())
    if (const Table *was = from.table(t.name); was && was != &t)
      both.push_back(t.name);
  for (QName n : both) {
    Table now = *to.table(n);
    dialect.settle(context, *from.table(n), now);
    to.put(std::move(now));
  }
}

std::vector<std::string_view> allPrivileges(const Dialect &dialect, std::string_view word,
                                            int version) {
  static constexpr std::string_view All[] = {"SELECT",   "INSERT",     "UPDATE",  "DELETE",
                                             "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN",
                                             "CREATE",   "USAGE",      "EXECUTE"};
  std::vector<std::string_view> out;
  for (std::string_view p : All)
    if (dialect.hasPrivilege(word, p, version))
      out.push_back(p);
  return out;
}

void fitAllPrivileges(Schema &schema, const Dialect &dialect, int version) {
  forEachKind([&]<class T>() {
    std::string_view word = targetWord({kindId<T>(), PartKind::None, {}, {}});
    std::vector<std::string_view> all = allPrivileges(dialect, word, dialect.newestVersion());
    if (all == allPrivileges(dialect, word, version))
      return;
    std::vector<std::pair<QName, Name>> holders;
    for (const T &e : schema.all<T>()) {
      std::map<Name, size_t> held; // by role
      for (const Grant &g : e.grants)
        if (!g.column)
          ++held[g.role];
      for (auto [role, count] : held)
        if (count == all.size())
          holders.emplace_back(e.name, role);
    }
    for (auto &[name, role] : holders)
      std::erase_if(schema.edit<T>(name)->grants, [&, role = role](const Grant &g) {
        return g.role == role && !g.column &&
               !dialect.hasPrivilege(word, g.privilege.str(), version);
      });
  });
}

} // namespace schemac
