//===- Partitions.cpp - What a partition is without its parent ------------===//
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

bool coversPartitionKey(const Table &table, const std::vector<Name> &columns) {
  return std::ranges::all_of(table.partitionBy.elems, [&](const IndexElem &e) {
    return e.column && std::ranges::find(columns, e.column) != columns.end();
  });
}

/// ChooseIndexName: the table, the columns, and what it is for; cut to 63 bytes.
static std::string chosenName(std::string table, std::string columns, std::string_view label) {
  constexpr size_t MaxBytes = 63;
  size_t fixed = label.size() + 1 + (columns.empty() ? 0 : 1);
  while (table.size() + columns.size() + fixed > MaxBytes)
    (table.size() > columns.size() ? table : columns).pop_back();
  return columns.empty() ? fmt::format("{}_{}", table, label)
                         : fmt::format("{}_{}_{}", table, columns, label);
}

static std::string columnsText(const std::vector<IndexElem> &elems) {
  std::string out;
  for (const IndexElem &e : elems)
    out += (out.empty() ? "" : "_") + (e.column ? e.column.string() : std::string("expr"));
  return out;
}

static std::string columnsText(const std::vector<Name> &columns) {
  std::string out;
  for (Name n : columns)
    out += (out.empty() ? "" : "_") + n.string();
  return out;
}

namespace {
/// Gives names that are free in the table.
class Chooser {
public:
  Chooser(Context &context, const Table &table) : context(context), table(table) {}
  Name choose(const std::string &columns, std::string_view label) {
    std::string first(label);
    for (unsigned i = 0;; ++i) {
      Name name = context.name(
          chosenName(table.name.name.string(), columns, i ? first + std::to_string(i) : first));
      if (!table.index(name) && !table.constraint(name))
        return name;
    }
  }

private:
  Context &context;
  const Table &table;
};
} // namespace

static Table standaloneWith(Context &context, const Schema &state, const Table &parent,
                            Table part) {
  const Table *whole = &parent;
  while (const Table *above = whole->partitionOf ? state.table(whole->partitionOf) : nullptr)
    whole = above;
  part.columns = whole->columns;
  part.partitionOf = QName();
  part.bound = Expr();
  Chooser names(context, part);
  for (const Table *from = &parent; from;
       from = from->partitionOf ? state.table(from->partitionOf) : nullptr) {
    for (Constraint c : from->constraints) {
      if (c.kind == ConstraintKind::PrimaryKey)
        c.name = names.choose("", "pkey");
      else if (c.kind == ConstraintKind::Unique)
        c.name = names.choose(columnsText(c.columns), "key");
      else if (c.kind == ConstraintKind::Exclusion)
        c.name = names.choose(columnsText(c.more().elems), "excl");
      auto place =
          c.kind == ConstraintKind::PrimaryKey ? part.constraints.begin() : part.constraints.end();
      if (!c.noInherit && !part.constraint(c.name))
        part.constraints.insert(place, std::move(c));
    }
    for (Index i : from->indexes) {
      if (i.invalid)
        continue;
      i.name = names.choose(columnsText(i.elems), "idx");
      part.indexes.push_back(std::move(i));
    }
  }
  return part;
}

Table standalone(Context &context, const Schema &state, const Table &partition) {
  const Table *parent = partition.partitionOf ? state.table(partition.partitionOf) : nullptr;
  return parent ? standaloneWith(context, state, *parent, partition) : partition;
}

Table standalone(Context &context, const Schema &state, const Table &parent, QName name) {
  Table part;
  part.name = name;
  return standaloneWith(context, state, parent, std::move(part));
}

const Table *defaultPartition(const Schema &state, QName parent) {
  for (QName child : state.index().childrenOf(parent))
    if (const Table *t = state.table(child); t->partitionOf == parent && !t->bound)
      return t;
  return nullptr;
}

} // namespace schemac
