//===- StateLowering.cpp - Blocks to a state, without SQL between ---------===//
#include "StateLowering.h"
#include "Evaluator.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/Traits.h"
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {

StateLowering::StateLowering(Module &module, const SourceManager &sources, Foreign &foreign,
                             DiagEngine &diags, Context &context, const Dialect &dialect)
    : Lowering(module, sources, foreign, diags), context(context), dialect(dialect) {
  rules = traitsOf(context.name(dialect.name())).sqlRules;
  const Instance *first = nullptr;
  size_t count = 0;
  for (const auto &i : module.blocks())
    if (i->type() == "schema")
      first = i.get(), ++count;
  if (count == 1)
    only = first->name();
}

void StateLowering::blocks(std::string_view type, void (StateLowering::*lower)(Instance &)) {
  for (const auto &i : module.blocks())
    if (i->type() == type)
      (this->*lower)(*i);
}

Schema StateLowering::run() {
  out.dialect = context.name(dialect.name());
  blocks("schema", &StateLowering::schemaBlock);
  blocks("table", &StateLowering::tableBlock);
  blocks("view", &StateLowering::viewBlock);
  canonicalizeTypes(out, context, dialect);
  return std::move(out);
}

Name StateLowering::comment(Instance &i) {
  auto t = text(i, "comment");
  return t ? context.name(t->text) : Name();
}

Name StateLowering::namespaceOf(Instance &i) {
  std::string name = i.attribute("schema") ? schemaName(i) : only;
  return name.empty() || name == only || name == dialect.defaultNamespace() ? Name()
                                                                            : context.name(name);
}

void StateLowering::schemaBlock(Instance &i) {
  if (i.name() == only || i.name() == dialect.defaultNamespace())
    return; // there already
  Namespace n;
  n.name = {Name(), context.name(i.name())};
  n.range = i.range();
  n.comment = comment(i);
  out.put(std::move(n));
}

//===--- columns ----------------------------------------------------------===//

Type StateLowering::columnType(Instance &i) {
  const Attribute *a = i.attribute("type");
  if (!a) {
    missing(i, "'type'");
    return {};
  }
  const Expr &e = *a->value;
  bool word = e.is(ExprKind::Variable) || e.is(ExprKind::Call);
  if (word && e.name != "sql" && e.name != "format" && !isMySqlType(e.name)) {
    DiagBuilder d = diags.report(e.range, diag::err_hcl_type_of, e.name, dialect.display(),
                                 sources.text(e.range));
    suggest(d, e.name, mySqlTypes(), e.is(ExprKind::Call) ? e.nameRange : e.range);
    return {};
  }
  auto t = e.is(ExprKind::Variable) && isMySqlType(e.name)
               ? std::optional(Text{mySqlTypeSql(e.name), e.range, false, true})
               : typeText(i.value("type"), "type");
  if (!t)
    return {};
  if (std::string_view fault = sqlFault(t->text, rules); !fault.empty()) {
    diags.report(t->range, diag::err_hcl_conflict, fmt::format("'type' is no type: it {}", fault));
    return {};
  }
  std::string sql = t->text + (isSet(i, "unsigned") ? " unsigned" : "");
  return dialect.canonical(context, context.nativeType(sql));
}

schemac::Expr StateLowering::sqlText(Instance &i, std::string_view attribute) {
  auto e = expression(i, attribute);
  return e ? context.expr(e->text) : schemac::Expr();
}

/// A string is the text of a value; SQL is written sql("…").
schemac::Expr StateLowering::defaultValue(Instance &i) {
  auto d = defaultOf(i);
  if (!d)
    return {};
  Value v = i.value("default");
  if (v.isNull())
    return {};
  return v.is(ValueKind::String) ? context.expr(dialect.quoteString(v.asString()))
                                 : context.expr(d->text);
}

void StateLowering::generatedBy(Instance &i, Column &c, ColumnExtra &extra) {
  c.generation = Generation::Virtual; // as MySQL takes it when nothing is said
  if (i.attribute("as")) {
    extra.generated = sqlText(i, "as");
  } else if (Instance *as = child(i, "as")) {
    extra.generated = sqlText(*as, "expr");
    if (!as->attribute("expr"))
      missing(*as, "'expr'");
    if (word(*as, "type", {"STORED", "VIRTUAL"}) == "STORED")
      c.generation = Generation::Stored;
  }
  if (!extra.generated)
    c.generation = Generation::None;
}

void StateLowering::columnBlock(Instance &i, Table &t) {
  Column c;
  ColumnExtra extra;
  c.name = context.name(i.name());
  c.range = i.range();
  c.type = columnType(i);
  c.nullable = isSet(i, "null");
  c.defaultExpr = defaultValue(i);
  generatedBy(i, c, extra);
  if (isSet(i, "auto_increment"))
    c.generation = Generation::IdentityByDefault;
  if (auto set = anyWord(i, "charset"))
    extra.charset = context.name(set->text);
  if (auto collation = anyWord(i, "collate"))
    extra.collation = context.name(collation->text);
  extra.onUpdate = sqlText(i, "on_update");
  extra.invisible = isSet(i, "invisible");
  if (extra.generated || extra.charset || extra.collation || extra.onUpdate || extra.invisible)
    c.extra = context.make<ColumnExtra>(extra);
  if (Name note = comment(i))
    setPartComment(t, PartKind::Column, c.name, note);
  if (c.type)
    t.columns.push_back(std::move(c));
}

//===--- keys and indexes -------------------------------------------------===//

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
  for (Instance *on : children(i, "on"))
    if (on->attribute("prefix") || isSet(*on, "desc"))
      diags.report(on->range(), diag::err_hcl_conflict,
                   "a primary key is over whole columns, in their order");
  key.columns = namesOf(keyColumns(i));
  for (Name n : key.columns)
    if (Column *c = t.column(n))
      c->nullable = false;
  if (!key.columns.empty())
    t.constraints.push_back(std::move(key));
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
    if (Value v = on->value("prefix"); !v.isNull() && !v.isUnknown()) {
      Value n = toNumber(v);
      auto length = n.is(ValueKind::Number) ? n.asNumber().integer() : std::nullopt;
      if (length && *length > 0 && *length <= 65535)
        e.prefixLength = int32_t(*length);
      else
        wrong(v.range, "prefix", "a number of characters", v);
    }
    if (e.column || e.expr)
      elems.push_back(std::move(e));
  }
  if (elems.empty() && !i.attribute("columns") && children(i, "on").empty())
    missing(i, "'columns' or a block 'on'");
  return elems;
}

void StateLowering::indexBlock(Instance &i, Table &t, bool unique) {
  Index index;
  index.name = context.name(i.name());
  index.range = i.range();
  index.elems = elementsOf(i);
  index.unique = unique || isSet(i, "unique");
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
    indexBlock(*x, t, true);
  for (Instance *x : children(i, "index"))
    indexBlock(*x, t, false);
  for (Instance *c : children(i, "check"))
    checkBlock(*c, t);
  for (Instance *f : children(i, "foreign_key"))
    foreignKeyBlock(*f, i, t);
}

//===--- tables and views -------------------------------------------------===//

void StateLowering::tableOptions(Instance &i, Table &t) {
  for (std::string_view option : {"engine", "charset", "collate", "row_format"})
    if (auto value = anyWord(i, option))
      t.parameters.push_back({context.name(option), context.name(value->text)});
  Value v = i.value("auto_increment");
  if (v.isNull() || v.isUnknown())
    return;
  Value n = toNumber(v);
  auto start = n.is(ValueKind::Number) ? n.asNumber().integer() : std::nullopt;
  if (!start)
    return wrong(v.range, "auto_increment", "a whole number", v);
  auto counts = [](const Column &c) { return c.generation == Generation::IdentityByDefault; };
  auto column = std::ranges::find_if(t.columns, counts);
  if (column == t.columns.end()) {
    diags.report(v.range, diag::err_hcl_conflict,
                 "'auto_increment' is the first number of a column with auto_increment = true");
    return;
  }
  ColumnExtra extra = column->extra ? *column->extra : ColumnExtra();
  extra.options.start = *start;
  column->extra = context.make<ColumnExtra>(extra);
}

void StateLowering::tableBlock(Instance &i) {
  Table t;
  t.name = {namespaceOf(i), context.name(i.name())};
  t.range = i.range();
  t.comment = comment(i);
  for (Instance *c : children(i, "column"))
    columnBlock(*c, t);
  tableOptions(i, t);
  keys(i, t);
  out.put(std::move(t));
}

void StateLowering::viewBlock(Instance &i) {
  View v;
  v.name = {namespaceOf(i), context.name(i.name())};
  v.range = i.range();
  std::optional<Text> query = viewQuery(i);
  if (!query)
    return;
  v.query = context.expr(query->text);
  std::string option = word(i, "check_option", {"LOCAL", "CASCADED"});
  v.checkOption = option == "LOCAL"      ? CheckOption::Local
                  : option == "CASCADED" ? CheckOption::Cascaded
                                         : CheckOption::None;
  out.put(std::move(v));
}

} // namespace schemac::hcl
