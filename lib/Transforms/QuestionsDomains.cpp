//===- QuestionsDomains.cpp - Values that a domain refuses ----------------===//
#include "Transforms/Questions.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
#include <fmt/core.h>

namespace schemac {

bool needsValue(const Schema &schema, Type type) {
  for (unsigned depth = 0; type.is(TypeKind::Domain) && depth < 32; ++depth) {
    const Domain *domain = schema.find<Domain>(type.named());
    if (!domain || domain->defaultExpr)
      return false;
    if (domain->notNull)
      return true;
    type = domain->base;
  }
  return false;
}

bool givesValue(const Schema &schema, Type type) {
  for (unsigned depth = 0; type.is(TypeKind::Domain) && depth < 32; ++depth) {
    const Domain *domain = schema.find<Domain>(type.named());
    if (!domain || domain->defaultExpr)
      return domain != nullptr;
    type = domain->base;
  }
  return false;
}

/// SQL that holds of a value of the column that the rule refuses; without a check it is NOT NULL.
/// The word VALUE of a check is the name of what it is asked about.
static std::string refusedBy(Name column, Type base, const Constraint *check,
                             const Dialect &dialect) {
  std::string value = sql::quote(column);
  return check ? fmt::format("NOT (SELECT {} FROM (SELECT {}::{} AS value) AS schemac_value)",
                             check->check.str(), value, dialect.typeName(base))
               : value + " IS NULL";
}

/// A new rule of a domain is proved for the columns that are of it, and of domains over it.
void Questioner::askDomain(QName domain, const Constraint *check) {
  const Domain *d = state->find<Domain>(origins.norm(domain));
  for (const SubRef &ref : d ? columnsMadeOf(*state, d->name) : std::vector<SubRef>()) {
    const Table *table = state->table(ref.table);
    Type type = table->column(ref.sub)->type;
    if (!type.is(TypeKind::Domain) || !origins.dialect() || isFresh(ref.table))
      continue; // inside others: then the step is refused
    std::string rule = check ? check->name.string() : "NOT NULL";
    ask(fmt::format("values of '{}' that '{}' of the domain refuses", ref.str(), rule),
        sql::selectWhere(
            *table, refusedBy(ref.sub, baseOf(*state, type), check, *origins.dialect()), {ref.sub}),
        ref.table, {ref.sub});
  }
}

/// A column is to be of a domain over the type that it has: every value must obey.
void Questioner::askRules(const SubRef &column, Type from, Type to) {
  const Table *table = tableOf(column.table);
  Type base = baseOf(*state, to);
  if (!to.is(TypeKind::Domain) || from == to || baseOf(*state, from) != base)
    return;
  for (unsigned depth = 0; to.is(TypeKind::Domain) && depth < 32; ++depth) {
    const Domain *d = state->find<Domain>(to.named());
    if (!d || to == from)
      return;
    auto add = [&](const Constraint *check) {
      ask(fmt::format("values of '{}' that '{}' of the domain refuses", column.str(),
                      check ? check->name.str() : std::string_view("NOT NULL")),
          sql::selectWhere(*table, refusedBy(column.sub, base, check, *origins.dialect()),
                           {column.sub}),
          column.table, {column.sub});
    };
    if (d->notNull)
      add(nullptr);
    for (const Constraint &check : d->checks)
      add(&check);
    to = d->base;
  }
}

} // namespace schemac
