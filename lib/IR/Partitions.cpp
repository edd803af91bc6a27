//===- Partitions.cpp - What a partition is without its parent ------------===//
#include "schemac/IR/Partitions.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/OwnedSequences.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <cctype>
#include <fmt/ranges.h>
#include <set>

namespace schemac {

bool coversPartitionKey(const Table &table, const std::vector<Name> &columns) {
  return std::ranges::all_of(table.partitionBy.elems, [&](const IndexElem &e) {
    return e.column && std::ranges::find(columns, e.column) != columns.end();
  });
}

/// What the server calls an expression: by its function, or "expr".
static std::string expressionName(Expr expr) {
  std::string_view text = expr.str();
  size_t open = text.find('(');
  auto isWord = [](unsigned char c) { return std::isalnum(c) || c == '_'; };
  if (open == 0 || open == text.npos || !std::ranges::all_of(text.substr(0, open), isWord))
    return "expr";
  unsigned depth = 0;
  for (size_t i = open; i < text.size(); ++i) {
    depth += text[i] == '(';
    if (text[i] == ')' && --depth == 0)
      return i + 1 == text.size() ? std::string(text.substr(0, open)) : "expr";
  }
  return "expr";
}

/// The included columns count; one that occurs again gets a number.
static std::string columnsText(const std::vector<IndexElem> &elems,
                               const std::vector<Name> &include) {
  std::vector<std::string> names;
  auto add = [&](const std::string &name) {
    std::string free = name;
    for (unsigned i = 1; std::ranges::find(names, free) != names.end(); ++i)
      free = name + std::to_string(i);
    names.push_back(free);
  };
  for (const IndexElem &e : elems)
    add(e.column ? e.column.string() : expressionName(e.expr));
  for (Name n : include)
    add(n.string());
  return fmt::format("{}", fmt::join(names, "_"));
}

static std::string columnsText(const Constraint &key) {
  std::vector<IndexElem> elems;
  for (Name n : key.columns)
    elems.emplace_back().column = n;
  return columnsText(elems, key.include);
}

namespace {
/// What standalone tables are made of.
struct Standing {
  Context &context;
  const Schema &state;
  const TableNames &named;

  Table make(const Table &parent, Table part, std::set<Name> *others) const;
  bool nameBefore(const Table &whole, QName until, std::set<Name> &taken) const;
};

/// Gives names that are free. One that is whole has the table in it, and is free when the table has
/// no other; of those that are cut, the partitions of a table are often called alike: they get them
/// one after the other, and a table that is not a partition yet after those that are.
class Chooser {
public:
  Chooser(const Standing &standing, const Table &whole, const Table &table, std::set<Name> *others)
      : standing(standing), whole(whole), table(table), others(others) {}

  Name choose(const std::string &columns, std::string_view label) {
    std::string first(label);
    for (unsigned i = 0;; ++i) {
      bool cut = false;
      Name name = standing.context.name(
          fitNames(table.name.name.str(), columns, i ? first + std::to_string(i) : first, &cut));
      if (table.index(name) || table.constraint(name) || (cut && isTaken(name)))
        continue;
      if (others && cut)
        others->insert(name);
      return name;
    }
  }

private:
  bool isTaken(Name name) {
    if (!others) {
      others = &own;
      standing.nameBefore(whole, table.name, own);
    }
    QName owner = standing.state.index().keyOwner({table.name.ns, name});
    return others->contains(name) || (owner && standing.named(owner) != table.name);
  }

  const Standing &standing;
  const Table &whole, &table;
  std::set<Name> *others; ///< what those before it are given; null: not asked for yet
  std::set<Name> own;
};
} // namespace

/// Only the whole counts: a table that stands alone, or is to be attached, has plain columns, and a
/// server from 17 on gives the identity with the place in the whole. The sequence of a serial
/// column is that of the whole, too, and the default draws from it.
static void forgetOwnNumbers(Context &context, const Table &whole, Column &column) {
  if (column.generation == Generation::Serial) {
    column.defaultExpr = drawsFrom(context, whole, column);
    column.generation = Generation::None;
    if (!column.sequence())
      return;
    ColumnExtra extra = *column.extra;
    extra.sequence = Name();
    column.extra = context.make<ColumnExtra>(extra);
    return;
  }
  if (column.generation != Generation::IdentityAlways &&
      column.generation != Generation::IdentityByDefault)
    return;
  column.generation = Generation::None;
  if (!column.extra)
    return;
  ColumnExtra extra = *column.extra;
  extra.sequence = Name();
  extra.options = {};
  column.extra = context.make<ColumnExtra>(extra);
}

Table Standing::make(const Table &parent, Table part, std::set<Name> *others) const {
  const Table *whole = &parent;
  while (const Table *above = whole->partitionOf ? state.table(whole->partitionOf) : nullptr)
    whole = above;
  part.columns = whole->columns;
  for (Column &c : part.columns)
    forgetOwnNumbers(context, *whole, c);
  part.partitionOf = QName();
  part.bound = Expr();
  Chooser names(*this, *whole, part, others);
  for (const Table *from = &parent; from;
       from = from->partitionOf ? state.table(from->partitionOf) : nullptr) {
    for (Constraint c : from->constraints) {
      bool key = c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique;
      if (key && c.notValid) // by itself so far
        continue;
      if (c.kind == ConstraintKind::PrimaryKey)
        c.name = names.choose("", "pkey");
      else if (c.kind == ConstraintKind::Unique)
        c.name = names.choose(columnsText(c), "key");
      else if (c.kind == ConstraintKind::Exclusion)
        c.name = names.choose(columnsText(c.more().elems, c.include), "excl");
      auto place =
          c.kind == ConstraintKind::PrimaryKey ? part.constraints.begin() : part.constraints.end();
      if (!c.noInherit && !part.constraint(c.name))
        part.constraints.insert(place, std::move(c));
    }
    for (Index i : from->indexes) {
      if (i.invalid)
        continue;
      i.name = names.choose(columnsText(i.elems, i.include), "idx");
      part.indexes.push_back(std::move(i));
    }
  }
  return part;
}

/// The names of what the partitions below \p whole have, up to \p until: whether that is among
/// them.
bool Standing::nameBefore(const Table &whole, QName until, std::set<Name> &taken) const {
  for (QName child : state.index().childrenOf(whole.name)) {
    const Table &part = *state.table(child);
    if (named(child) == until)
      return true;
    if (!part.partitionOf || child.ns != until.ns)
      continue;
    Table called = part;
    called.name = named(child);
    make(whole, std::move(called), &taken);
    if (part.partitionBy && nameBefore(part, until, taken))
      return true;
  }
  return false;
}

static QName itself(QName name) { return name; }

Table standalone(Context &context, const Schema &state, const Table &partition) {
  const Table *parent = partition.partitionOf ? state.table(partition.partitionOf) : nullptr;
  return parent ? Standing{context, state, itself}.make(*parent, partition, nullptr) : partition;
}

Table standalone(Context &context, const Schema &state, const Table &parent, QName name,
                 const TableNames &named) {
  Table part;
  part.name = name;
  return Standing{context, state, named ? named : itself}.make(parent, std::move(part), nullptr);
}

Index indexOfKey(const Constraint &key) {
  Index index;
  index.name = key.name;
  index.range = key.range;
  index.unique = true;
  index.nullsNotDistinct = key.nullsNotDistinct;
  index.include = key.include;
  index.parameters = key.more().parameters;
  index.tablespace = key.more().tablespace;
  for (Name c : key.columns)
    index.elems.emplace_back().column = c;
  return index;
}

std::string boundsAsCheck(const Schema &state, const Table &parent, Expr bound,
                          const BoundAsCheck &asCheck) {
  std::string check = asCheck(parent.partitionBy, bound);
  for (const Table *part = &parent; part->partitionOf && !check.empty();) {
    const Table *above = state.table(part->partitionOf);
    std::string more = above ? asCheck(above->partitionBy, part->bound) : std::string();
    if (more.empty())
      return {};
    check += " AND " + more;
    part = above;
  }
  return check;
}

const Table *defaultPartition(const Schema &state, QName parent) {
  QName part = state.index().defaultPartition(parent);
  return part ? state.table(part) : nullptr;
}

std::vector<QName> heirsOf(const Schema &schema, QName table) {
  std::vector<QName> heirs = schema.index().childrenOf(table);
  std::erase_if(heirs, [&](QName child) { return bool(schema.table(child)->partitionOf); });
  return heirs;
}

/// Heirs before their parents; a state has no cycles.
static void visitFamily(const Schema &schema, QName table, std::vector<QName> &family) {
  for (QName heir : heirsOf(schema, table))
    if (std::ranges::find(family, heir) == family.end())
      visitFamily(schema, heir, family);
  family.push_back(table);
}

std::vector<QName> familyOf(const Schema &schema, QName table) {
  std::vector<QName> family;
  visitFamily(schema, table, family);
  std::ranges::reverse(family);
  return family;
}

std::vector<QName> giversOf(const Schema &schema, const Table &table, Name column) {
  std::vector<QName> givers = table.inherits;
  std::erase_if(givers, [&](QName parent) {
    const Table *t = schema.table(parent);
    return !t || !t->column(column);
  });
  return givers;
}

std::vector<Constraint> inheritedChecks(const Schema &schema, const Table &table) {
  std::vector<Constraint> checks;
  std::vector<QName> above = table.inherits;
  for (size_t i = 0; i < above.size(); ++i) {
    const Table *parent = schema.table(above[i]);
    if (!parent)
      continue;
    for (const Constraint &c : parent->constraints)
      if (c.kind == ConstraintKind::Check && !c.noInherit && !table.constraint(c.name) &&
          std::ranges::find(checks, c.name, &Constraint::name) == checks.end())
        checks.push_back(c);
    for (QName next : parent->inherits)
      if (std::ranges::find(above, next) == above.end())
        above.push_back(next);
  }
  return checks;
}

bool hasValidCheck(const Table &table, std::string_view text) {
  return std::ranges::any_of(table.constraints, [&](const Constraint &c) {
    return c.kind == ConstraintKind::Check && !c.notValid && c.check.str() == text;
  });
}

std::vector<QName> partitionsBelow(const Schema &state, QName table) {
  std::vector<QName> out;
  for (QName child : state.index().childrenOf(table))
    if (state.table(child)->partitionOf) {
      out.push_back(child);
      std::vector<QName> below = partitionsBelow(state, child);
      out.insert(out.end(), below.begin(), below.end());
    }
  return out;
}

} // namespace schemac
