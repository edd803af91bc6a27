//===- StateKeys.cpp - Keys, indexes and constraints of a state -----------===//
#include "StateLowering.h"
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

std::vector<Name> StateLowering::namesOf(const std::vector<Instance *> &columns) {
  std::vector<Name> out;
  for (Instance *c : columns)
    out.push_back(context.name(c->name()));
  return out;
}

void StateLowering::primaryKey(Instance &i, Table &t) {
  Constraint key;
  key.kind = ConstraintKind::PrimaryKey;
  key.name = context.name(i.name().empty() ? t.name.name.string() + "_pkey" : i.name());
  key.range = i.range();
  key.columns = namesOf(keyColumns(i));
  bool ordered = false;
  for (Instance *on : children(i, "on"))
    ordered |= on->attribute("prefix") || isSet(*on, "desc");
  if (ordered)
    key.edit().elems = elementsOf(i);
  if (key.columns.empty())
    return;
  t.constraints.push_back(key);
  for (Name n : key.columns) {
    Column *c = t.column(n);
    bool stays = words == Words::Sqlite && c && sqlite::keyTakesNull(t, *c);
    if (c && c->nullable && !stays) {
      c->nullable = false;
      diags.report(c->range, diag::warn_hcl_key_null, n.str());
    }
  }
}

std::vector<IndexElem> StateLowering::elementsOf(Instance &i) {
  std::vector<IndexElem> elems;
  for (Name n : namesOf(columns(i, "columns", i.parent())))
    elems.emplace_back().column = n;
  for (Instance *on : children(i, "on")) {
    IndexElem e;
    if (on->attribute("expr"))
      e.expr = sqlText(*on, "expr");
    else if (Instance *c = reference(*on, "column", "column"))
      e.column = context.name(c->name());
    else if (!on->attribute("column"))
      missing(*on, "'column' or 'expr'");
    e.descending = isSet(*on, "desc");
    if (auto collation = anyWord(*on, "collate"))
      e.collation = context.name(collation->text);
    if (auto length = wholeNumber(*on, "prefix")) {
      if (*length > 0 && *length <= 65535)
        e.prefixLength = int32_t(*length);
      else
        wrong(on->value("prefix").range, "prefix", "a number of characters", on->value("prefix"));
    }
    if (e.column || e.expr)
      elems.push_back(std::move(e));
  }
  if (elems.empty() && !i.attribute("columns") && children(i, "on").empty())
    missing(i, "'columns' or a block 'on'");
  return elems;
}

/// Where the database keeps it apart from an index; in MySQL it is one.
void StateLowering::uniqueConstraint(Instance &i, Table &t) {
  Constraint c;
  c.kind = ConstraintKind::Unique;
  c.name = context.name(i.name());
  c.range = i.range();
  c.columns = namesOf(columns(i, "columns", i.parent()));
  if (!i.attribute("columns"))
    missing(i, "'columns'");
  if (!c.columns.empty())
    t.constraints.push_back(std::move(c));
}

void StateLowering::indexBlock(Instance &i, Table &t, bool unique) {
  Index index;
  index.name = context.name(i.name());
  index.range = i.range();
  index.elems = elementsOf(i);
  index.unique = unique || isSet(i, "unique");
  index.where = sqlText(i, "where");
  if (std::string method = word(i, "type", {"BTREE", "HASH", "FULLTEXT", "SPATIAL"});
      !method.empty() && method != "BTREE") {
    for (char &c : method)
      c = char(tolower(c));
    index.method = context.name(method);
  }
  if (auto parser = anyWord(i, "parser"))
    index.parameters.push_back({context.name("parser"), context.name(parser->text)});
  if (isSet(i, "invisible"))
    index.parameters.push_back({context.name("invisible"), context.name("true")});
  if (Name note = comment(i))
    setPartComment(t, PartKind::Index, index.name, note);
  if (!index.elems.empty())
    t.indexes.push_back(std::move(index));
}

void StateLowering::checkBlock(Instance &i, Table &t) {
  Constraint c;
  c.kind = ConstraintKind::Check;
  c.name = context.name(i.name());
  c.range = i.range();
  c.check = sqlText(i, "expr");
  c.notEnforced = flag(i, "enforced") == false;
  if (!i.attribute("expr"))
    missing(i, "'expr'");
  if (c.check)
    t.constraints.push_back(std::move(c));
}

void StateLowering::foreignKeyBlock(Instance &i, Instance &table, Table &t) {
  static constexpr std::pair<std::string_view, FkAction> Actions[] = {
      {"NO ACTION", FkAction::NoAction},
      {"RESTRICT", FkAction::Restrict},
      {"CASCADE", FkAction::Cascade},
      {"SET NULL", FkAction::SetNull},
      {"SET DEFAULT", FkAction::SetDefault}};
  auto action = [&](std::string_view attribute) {
    std::vector<std::string_view> words;
    for (const auto &[name, value] : Actions)
      words.push_back(name);
    std::string text = word(i, attribute, words);
    for (const auto &[name, value] : Actions)
      if (name == text)
        return value;
    return FkAction::NoAction;
  };
  std::vector<Instance *> from = columns(i, "columns", &table),
                          to = columns(i, "ref_columns", nullptr);
  for (std::string_view needed : {"columns", "ref_columns"})
    if (!i.attribute(needed))
      missing(i, fmt::format("'{}'", needed));
  Constraint c;
  c.kind = ConstraintKind::ForeignKey;
  c.name = context.name(i.name());
  c.range = i.range();
  c.onDelete = action("on_delete");
  c.onUpdate = action("on_update");
  Deferral deferral = this->deferral(i);
  c.deferrable = deferral.deferrable;
  c.initiallyDeferred = deferral.initiallyDeferred;
  if (from.empty() || to.empty())
    return;
  Instance *target = to[0]->parent();
  for (Instance *column : to)
    if (column->parent() != target)
      diags.report(i.attribute("ref_columns")->range, diag::err_hcl_conflict,
                   "a foreign key refers to the columns of one table");
  c.columns = namesOf(from);
  c.refTable = {namespaceOf(*target), context.name(target->name())};
  c.refColumns = namesOf(to);
  t.constraints.push_back(std::move(c));
}

void StateLowering::keys(Instance &i, Table &t) {
  if (Instance *k = child(i, "primary_key"))
    primaryKey(*k, t);
  for (Instance *x : children(i, "unique"))
    words == Words::MySql ? indexBlock(*x, t, true) : uniqueConstraint(*x, t);
  for (Instance *x : children(i, "index"))
    indexBlock(*x, t, false);
  for (Instance *c : children(i, "check"))
    checkBlock(*c, t);
  for (Instance *f : children(i, "foreign_key"))
    foreignKeyBlock(*f, i, t);
}

} // namespace schemac::hcl
