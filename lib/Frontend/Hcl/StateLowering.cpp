//===- StateLowering.cpp - Blocks to a state, without SQL between ---------===//
#include "StateLowering.h"
#include "Evaluator.h"
#include "Functions.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/Traits.h"
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {

StateLowering::StateLowering(Module &module, const SourceManager &sources, Foreign &foreign,
                             DiagEngine &diags, Context &context, const Dialect &dialect)
    : Lowering(module, sources, foreign, diags), context(context), dialect(dialect),
      words(wordsOf(dialect.family())) {
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
  blocks("function", &StateLowering::functionBlock);
  blocks("procedure", &StateLowering::functionBlock);
  blocks("view", &StateLowering::viewBlock);
  blocks("trigger", &StateLowering::triggerBlock);
  canonicalizeTypes(out, context, dialect);
  return std::move(out);
}

Name StateLowering::comment(Instance &i) {
  if (words == Words::Sqlite)
    return {}; // it keeps none, which is said
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
  out.put(std::move(n));
}

//===--- columns ----------------------------------------------------------===//

/// To SQLite any name is a type, with numbers or without; nothing when \p e is not one.
std::optional<Text> StateLowering::anyTypeName(const Expr &e) {
  bool call = e.is(ExprKind::Call) && !findFunction(e.name);
  if (words != Words::Sqlite || !anyName || e.name == "sql" || isTypeOf(words, e.name) ||
      !(call || e.is(ExprKind::Variable)))
    return std::nullopt;
  std::string numbers;
  for (const Expr *kid : e.kids) {
    if (!kid->is(ExprKind::Number))
      return std::nullopt;
    numbers += (numbers.empty() ? "" : ",") + std::string(kid->name);
  }
  return Text{std::string(e.name) + (call ? "(" + numbers + ")" : ""), e.range, false, true};
}

Type StateLowering::columnType(Instance &i, std::string_view attribute) {
  const Attribute *a = i.attribute(attribute);
  if (!a) {
    missing(i, fmt::format("'{}'", attribute));
    return {};
  }
  const Expr &e = *a->value;
  if (auto any = anyTypeName(e))
    return dialect.canonical(context, context.nativeType(any->text));
  bool word = e.is(ExprKind::Variable) || e.is(ExprKind::Call);
  if (word && e.name != "sql" && e.name != "format" && !isTypeOf(words, e.name)) {
    DiagBuilder d = diags.report(e.range, diag::err_hcl_type_of, e.name, dialect.display(),
                                 sources.text(e.range));
    suggest(d, e.name, typesOf(words), e.is(ExprKind::Call) ? e.nameRange : e.range);
    return {};
  }
  auto t = e.is(ExprKind::Variable) && isTypeOf(words, e.name)
               ? std::optional(Text{typeSqlOf(e.name), e.range, false, true})
               : typeText(i.value(attribute), attribute);
  if (!t)
    return {};
  bool isAnyName = dialect.name() == "sqlite"; // which is written in quotes then
  if (std::string_view fault = sqlFault(t->text, rules); !fault.empty() && !isAnyName) {
    diags.report(t->range, diag::err_hcl_conflict,
                 fmt::format("'{}' is no type: it {}", attribute, fault));
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
  c.generation = Generation::Virtual; // as databases take it when nothing is said
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

void StateLowering::columnOptions(Instance &i, Column &c, ColumnExtra &extra) {
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
}

void StateLowering::columnBlock(Instance &i, Table &t) {
  Column c;
  ColumnExtra extra;
  c.name = context.name(i.name());
  c.range = i.range();
  c.type = columnType(i);
  c.nullable = isSet(i, "null");
  c.defaultExpr = defaultValue(i);
  columnOptions(i, c, extra);
  // Where no such column can be NOT NULL, one that says nothing is not.
  if (extra.generated && !i.attribute("null") && !dialect.has(Feature::RequiredExpression))
    c.nullable = true;
  if (Name note = comment(i))
    setPartComment(t, PartKind::Column, c.name, note);
  if (c.type)
    t.columns.push_back(c);
}

//===--- tables and views -------------------------------------------------===//

/// A table that says neither character set nor collation has those of its schema.
void StateLowering::tableOptions(Instance &i, Table &t) {
  auto *schema = dynamic_cast<Instance *>(i.value("schema").referred());
  bool own = i.attribute("charset") || i.attribute("collate") || !schema;
  for (std::string_view option : {"engine", "charset", "collate", "row_format"}) {
    bool ofSchema = !own && (option == "charset" || option == "collate");
    if (auto value = anyWord(ofSchema ? *schema : i, option))
      t.parameters.push_back({context.name(option), context.name(value->text)});
  }
  for (std::string_view option : {"strict", "without_rowid"})
    if (isSet(i, option))
      t.parameters.push_back({context.name(option), context.name("true")});
  firstNumber(i, t);
}

std::optional<int64_t> StateLowering::wholeNumber(Instance &i, std::string_view attribute) {
  Value v = i.value(attribute);
  if (v.isNull() || v.isUnknown())
    return std::nullopt;
  Value n = toNumber(v);
  auto number = n.is(ValueKind::Number) ? n.asNumber().integer() : std::nullopt;
  if (!number)
    wrong(v.range, attribute, "a whole number", v);
  return number;
}

void StateLowering::firstNumber(Instance &i, Table &t) {
  auto start = wholeNumber(i, "auto_increment");
  if (!start)
    return;
  auto counts = [](const Column &c) { return c.generation == Generation::IdentityByDefault; };
  auto column = std::ranges::find_if(t.columns, counts);
  if (column == t.columns.end()) {
    diags.report(i.attribute("auto_increment")->value->range, diag::err_hcl_conflict,
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
  if (Instance *p = child(i, "partition"))
    partitionBlock(*p, t);
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
  for (Instance *c : children(i, "column"))
    v.columnNames.push_back(context.name(c->name()));
  std::string option = word(i, "check_option", {"LOCAL", "CASCADED"});
  v.checkOption = option == "LOCAL"      ? CheckOption::Local
                  : option == "CASCADED" ? CheckOption::Cascaded
                                         : CheckOption::None;
  v.securityInvoker = word(i, "security", {"DEFINER", "INVOKER"}) == "INVOKER";
  out.put(std::move(v));
}

} // namespace schemac::hcl
