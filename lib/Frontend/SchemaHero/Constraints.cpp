//===- Constraints.cpp - Keys, indexes, checks ----------------------------===//
#include "Compiler.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <algorithm>

namespace schemac::schemahero {

/// "idx_users_email". Names that are too long end in a part of their own digest.
static std::string indexName(std::string_view table, const std::vector<std::string> &parts) {
  std::string name = "idx_" + std::string(table);
  for (const std::string &p : parts)
    name += "_" + p;
  if (name.size() <= MaxNameBytes)
    return name;
  auto digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(name));
  constexpr size_t Digits = 8;
  std::string hex = llvm::toHex(digest, /*LowerCase=*/true).substr(0, Digits);
  return name.substr(0, MaxNameBytes - Digits - 1) + "_" + hex;
}

std::string lower(std::string_view text) {
  return llvm::StringRef(text.data(), text.size()).trim().lower();
}

//===--- foreign keys -----------------------------------------------------===//

void Compiler::foreignKey(const Node &node, Table &t) {
  static constexpr std::pair<std::string_view, FkAction> Actions[] = {
      {"no action", FkAction::NoAction},
      {"restrict", FkAction::Restrict},
      {"cascade", FkAction::Cascade},
      {"set null", FkAction::SetNull},
      {"set default", FkAction::SetDefault}};
  Fields fields(diags, node, "a foreign key");
  const Node *columns = fields.get("columns"), *references = fields.get("references");
  const Node *called = fields.get("name"), *onDelete = fields.get("onDelete");
  unsigned errors = diags.numErrors();
  fields.finish();
  if (!columns || !references)
    return diags.numErrors() != errors
               ? void()
               : wrong(node.range, "a foreign key has columns and references");
  Constraint c;
  c.kind = ConstraintKind::ForeignKey;
  c.range = node.range;
  c.columns = names(*columns, "columns");
  Fields target(diags, *references, "the references of a foreign key");
  const Node *table = target.get("table"), *of = target.get("columns");
  errors = diags.numErrors();
  target.finish();
  if ((!table || !of) && diags.numErrors() != errors)
    return; // a key that is misspelt
  if (!table || !of || !scalar(*table, "a table"))
    return wrong(references->range, "references have a table and columns");
  c.refTable = qname(table->text);
  c.refColumns = names(*of, "columns");
  if (onDelete && scalar(*onDelete, "an action")) {
    auto action = std::ranges::find(Actions, lower(onDelete->text),
                                    &std::pair<std::string_view, FkAction>::first);
    if (action == std::end(Actions))
      wrong(onDelete->range, "an action is cascade, set null, set default, restrict or no action");
    else
      c.onDelete = action->second;
  }
  std::string generated = t.name.name.string();
  for (Name n : c.columns)
    generated += "_" + n.string();
  generated += "_fkey";
  c.name =
      called ? name(*called, "a name") : context.name(wholeCharacters(generated, MaxNameBytes));
  if (c.name && !c.columns.empty())
    t.constraints.push_back(std::move(c));
}

//===--- indexes ----------------------------------------------------------===//

static bool isWord(const Node *node, std::string_view word) {
  return node && lower(node->text) == word;
}

/// Columns, columns with an order, or expressions: what comes first when there are several kinds
/// SchemaHero does not say.
void Compiler::indexElements(Fields &fields, const Node &node, Index &index) {
  const Node *columns = fields.get("columns"), *sorted = fields.get("sortedColumns");
  const Node *expressions = fields.get("expressions");
  if (int(columns != nullptr) + int(sorted != nullptr) + int(expressions != nullptr) != 1)
    return lacks(fields, node.range, "an index has either columns, sortedColumns or expressions");
  for (Name n : columns ? names(*columns, "columns") : std::vector<Name>())
    index.elems.emplace_back().column = n;
  for (const Node *c : maps(sorted, "columns")) {
    Fields inner(diags, *c, "a column of an index");
    const Node *column = inner.get("column"), *sort = inner.get("sort"),
               *nulls = inner.get("nulls");
    inner.finish();
    IndexElem e;
    e.column = column ? name(*column, "a column") : Name();
    e.descending = isWord(sort, "desc");
    e.nulls = isWord(nulls, "first")  ? NullsOrder::First
              : isWord(nulls, "last") ? NullsOrder::Last
                                      : NullsOrder::Default;
    if (sort && !e.descending && !isWord(sort, "asc"))
      wrong(sort->range, "an order is ASC or DESC");
    if (nulls && e.nulls == NullsOrder::Default)
      wrong(nulls->range, "nulls stand FIRST or LAST");
    // What the order says already.
    if (e.nulls == (e.descending ? NullsOrder::First : NullsOrder::Last))
      e.nulls = NullsOrder::Default;
    e.column ? index.elems.push_back(e) : lacks(inner, c->range, "an element has a column");
  }
  if (expressions && !expressions->is(Node::Sequence))
    return wrong(expressions->range, "here stands a list of expressions");
  if (expressions)
    for (const Node &item : expressions->items)
      index.elems.emplace_back().expr = sql(item, "an expression");
  hasExpressions |= expressions != nullptr;
}

void Compiler::index(const Node &node, Table &t) {
  Fields fields(diags, node, "an index");
  Index i;
  i.range = node.range;
  indexElements(fields, node, i);
  const Node *called = fields.get("name"), *method = fields.get("type");
  const Node *where = fields.get("where"), *with = fields.get("with");
  i.unique = flag(fields.get("isUnique"));
  fields.finish();
  if (method && scalar(*method, "an index method"))
    if (std::string m = lower(method->text); m != "btree")
      i.method = context.name(m);
  if (where) {
    i.where = sql(*where, "a condition");
    hasPartial = true;
  }
  if (with)
    parameters(*with, i.parameters);
  std::vector<std::string> parts;
  for (const IndexElem &e : i.elems)
    if (e.column)
      parts.push_back(e.column.string());
  if (!called && parts.size() != i.elems.size())
    return wrong(node.range, "an index over expressions needs a name");
  i.name = called ? name(*called, "a name") : context.name(indexName(t.name.name.str(), parts));
  if (i.name && !i.elems.empty())
    t.indexes.push_back(std::move(i));
}

//===--- checks, exclusions -----------------------------------------------===//

void Compiler::check(const Node &node, Table &t) {
  hasChecks = true;
  Fields fields(diags, node, "a check");
  const Node *called = fields.get("name"), *expression = fields.get("expression");
  fields.finish();
  if (!called || !expression)
    return lacks(fields, node.range, "a check has a name and an expression");
  Constraint c;
  c.kind = ConstraintKind::Check;
  c.range = node.range;
  c.name = name(*called, "a name");
  c.check = sql(*expression, "an expression");
  if (c.name && c.check)
    t.constraints.push_back(std::move(c));
}

void Compiler::exclusion(const Node &node, Table &t) {
  hasExclusions = true;
  Fields fields(diags, node, "an exclusion constraint");
  const Node *called = fields.get("name"), *method = fields.get("using");
  const Node *items = fields.get("items"), *where = fields.get("where"), *with = fields.get("with");
  fields.finish();
  if (!called || !items)
    return lacks(fields, node.range, "an exclusion constraint has a name and items");
  Constraint c;
  c.kind = ConstraintKind::Exclusion;
  c.range = node.range;
  c.name = name(*called, "a name");
  ConstraintExtra &extra = c.edit();
  extra.method = context.name(method ? lower(method->text) : "gist");
  for (const Node *item : maps(items, "items")) {
    Fields inner(diags, *item, "an item");
    const Node *column = inner.get("column"), *expression = inner.get("expression");
    const Node *with = inner.get("operator");
    inner.finish();
    if (!with || (column != nullptr) == (expression != nullptr))
      return lacks(inner, item->range, "an item has an operator, and a column or an expression");
    IndexElem e;
    if (column)
      e.column = name(*column, "a column");
    else
      e.expr = sql(*expression, "an expression");
    e.with = name(*with, "an operator");
    extra.elems.push_back(std::move(e));
  }
  if (where)
    extra.where = sql(*where, "a condition");
  if (with)
    parameters(*with, extra.parameters);
  if (c.name && !extra.elems.empty())
    t.constraints.push_back(std::move(c));
}

} // namespace schemac::schemahero
