//===- MySql.cpp - A schema of MySQL in the words of Atlas -----------------===//
#include "Write/Hcl/MySql.h"
#include "Write/Hcl/Text.h"
#include "Write/Losses.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Annotation.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::hcl_form {
namespace {

class MySqlWriter {
public:
  explicit MySqlWriter(Writing &w)
      : s(w.schema), dialect(*findDialect(s.dialect.str())),
        database(s.name ? s.name.string() : "app"), losses(w.diags, "HCL") {}
  std::string run();

private:
  Block &add(std::string head) {
    return *blocks.emplace_back(std::make_unique<Block>(std::move(head)));
  }
  std::string schemaRef() const { return "schema" + step(database); }
  static std::string column(Name name) { return "column" + step(name.str()); }
  static std::string columns(const std::vector<Name> &names);
  void table(const Table &t);
  void options(Block &b, const Table &t);
  void columnBlock(Block &b, const Table &t, const Column &c);
  void type(Block &b, Type t);
  std::string defaultValue(Expr e) const;
  void constraint(Block &b, const Table &t, const Constraint &c);
  void index(Block &b, const Table &t, const Index &i);
  void view(const View &v);
  void others();

  const Schema &s;
  const Dialect &dialect;
  std::string database;
  Losses losses;
  std::vector<std::unique_ptr<Block>> blocks;
};

std::string MySqlWriter::columns(const std::vector<Name> &names) {
  std::vector<std::string> items;
  for (Name n : names)
    items.push_back(column(n));
  return list(items);
}

/// The SQL of the type is the word, but for the sign and for labels.
void MySqlWriter::type(Block &b, Type t) {
  if (t.is(TypeKind::InlineEnum) || t.is(TypeKind::Set)) {
    std::string labels;
    for (Name label : t.labels())
      labels += (labels.empty() ? "" : ", ") + quoted(label.str());
    return b.set("type", (t.is(TypeKind::Set) ? "set(" : "enum(") + labels + ")");
  }
  std::string text = dialect.typeName(t);
  if (t.is(TypeKind::Native))
    return b.set("type", sql(text));
  for (char &c : text)
    c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  constexpr std::string_view Sign = " unsigned";
  bool isUnsigned = text.ends_with(Sign);
  if (isUnsigned)
    text.resize(text.size() - Sign.size());
  b.set("type", text);
  b.flag("unsigned", isUnsigned);
}

/// A number, or the text of a value; anything else is SQL.
std::string MySqlWriter::defaultValue(Expr e) const {
  std::string_view text = e.str();
  std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  bool whole = !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos &&
               (digits == "0" || digits[0] != '0') && text != "-0";
  if (whole)
    return std::string(text);
  std::vector<SqlToken> tokens = lexSqlTokens(text, SqlRules::MySql);
  if (tokens.size() != 1 || !text.starts_with('\'') || text.find('\\') != text.npos)
    return sql(text);
  std::string value;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    value += text[i];
    i += text[i] == '\''; // a doubled quote stands for one
  }
  return quoted(value);
}

void MySqlWriter::columnBlock(Block &b, const Table &t, const Column &c) {
  Block &inner = b.block("column " + quoted(c.name.str()));
  if (c.backfill())
    inner.comment(annotationText(Intent{Intent::Backfill, c.backfill().string()}));
  inner.set("null", c.nullable ? "true" : "false");
  type(inner, c.type);
  if (c.defaultExpr)
    inner.set("default", defaultValue(c.defaultExpr));
  inner.flag("auto_increment", c.generation == Generation::IdentityByDefault);
  if (c.onUpdate())
    inner.set("on_update", sql(c.onUpdate().str()));
  if (c.charset())
    inner.set("charset", quoted(c.charset().str()));
  if (c.collation())
    inner.set("collate", quoted(c.collation().str()));
  inner.flag("invisible", c.invisible());
  if (Name comment = partComment(t, PartKind::Column, c.name))
    inner.set("comment", quoted(comment.str()));
  if (c.renamedFrom())
    inner.set("renamed_from", quoted(c.renamedFrom().str()));
  if (!c.generated())
    return;
  Block &as = inner.block("as");
  as.set("expr", text(c.generated().str()));
  as.set("type", c.generation == Generation::Virtual ? "VIRTUAL" : "STORED");
}

void MySqlWriter::constraint(Block &b, const Table &t, const Constraint &c) {
  constexpr std::string_view Actions[] = {"NO_ACTION", "RESTRICT", "CASCADE", "SET_NULL",
                                          "SET_DEFAULT"};
  if (c.kind == ConstraintKind::PrimaryKey) {
    b.block("primary_key").set("columns", columns(c.columns));
  } else if (c.kind == ConstraintKind::Check) {
    Block &inner = b.block("check " + quoted(c.name.str()));
    inner.set("expr", text(c.check.str()));
    if (c.notEnforced)
      inner.set("enforced", "false");
  } else if (c.kind == ConstraintKind::ForeignKey) {
    std::vector<std::string> refs;
    for (Name n : c.refColumns)
      refs.push_back(c.refTable == t.name
                         ? column(n)
                         : "table" + step(c.refTable.name.str()) + "." + column(n));
    Block &inner = b.block("foreign_key " + quoted(c.name.str()));
    inner.set("columns", columns(c.columns));
    inner.set("ref_columns", list(refs));
    inner.set("on_update", std::string(Actions[size_t(c.onUpdate)]));
    inner.set("on_delete", std::string(Actions[size_t(c.onDelete)]));
  } else {
    losses.part(c.range, schemac::named("constraint", c.name));
  }
}

void MySqlWriter::index(Block &b, const Table &t, const Index &i) {
  Block &inner = b.block("index " + quoted(i.name.str()));
  inner.flag("unique", i.unique);
  if (i.method) {
    std::string method = i.method.string();
    std::ranges::transform(method, method.begin(), [](char c) { return char(toupper(c)); });
    inner.set("type", method);
  }
  bool plain = std::ranges::all_of(
      i.elems, [](const IndexElem &e) { return e.column && e.prefixLength < 0 && !e.descending; });
  std::vector<Name> names;
  for (const IndexElem &e : i.elems)
    names.push_back(e.column);
  if (plain)
    inner.set("columns", columns(names));
  for (const Parameter &p : i.parameters)
    if (p.name.str() == "parser")
      inner.set("parser", quoted(p.value.str()));
    else if (p.name.str() == "invisible")
      inner.flag("invisible", p.value.str() == "true");
    else
      losses.part(i.range, schemac::named("option " + p.name.string() + " of index", i.name));
  if (Name comment = partComment(t, PartKind::Index, i.name))
    inner.set("comment", quoted(comment.str()));
  for (const IndexElem &e : plain ? std::vector<IndexElem>() : i.elems) {
    Block &on = inner.block("on");
    e.column ? on.set("column", column(e.column)) : on.set("expr", text(e.expr.str()));
    on.flag("desc", e.descending);
    if (e.prefixLength >= 0)
      on.set("prefix", std::to_string(e.prefixLength));
  }
}

void MySqlWriter::options(Block &b, const Table &t) {
  for (const Parameter &p : t.parameters) {
    std::string_view name = p.name.str();
    if (name == "engine" || name == "charset" || name == "collate" || name == "row_format")
      b.set(name, quoted(p.value.str()));
    else
      losses.part(t.range, "option " + p.name.string());
  }
  for (const Column &c : t.columns)
    if (c.options().start)
      b.set("auto_increment", std::to_string(*c.options().start));
}

void MySqlWriter::table(const Table &t) {
  if (t.name.ns)
    return losses.object("table", t);
  losses.begin("table", t);
  Block &b = add("table " + quoted(t.name.name.str()));
  for (const DropIntent &d : t.drops)
    b.comment(annotationText(d));
  b.set("schema", schemaRef());
  options(b, t);
  if (t.comment)
    b.set("comment", quoted(t.comment.str()));
  if (t.renamedFrom)
    b.set("renamed_from", quoted(t.renamedFrom.str()));
  for (const Column &c : t.columns)
    columnBlock(b, t, c);
  for (const Constraint &c : t.constraints)
    constraint(b, t, c);
  for (const Index &i : t.indexes)
    index(b, t, i);
  for (const Trigger &x : t.triggers)
    losses.part(x.range, schemac::named("trigger", x.name));
  for (const PartComment &c : t.partComments)
    if (c.kind != PartKind::Column && c.kind != PartKind::Index)
      losses.part(t.range, schemac::named("comment of", c.part));
}

void MySqlWriter::view(const View &v) {
  if (!v.query || v.name.ns || v.materialized || !v.columnNames.empty())
    return losses.object("view", v);
  losses.begin("view", v);
  Block &b = add("view " + quoted(v.name.name.str()));
  b.set("schema", schemaRef());
  b.set("as", text(v.query.str()));
  if (v.checkOption != CheckOption::None)
    b.set("check_option", v.checkOption == CheckOption::Local ? "LOCAL" : "CASCADED");
}

/// What this language has no blocks for in a schema of MySQL.
void MySqlWriter::others() {
  forEachKind([&]<class T>() {
    if constexpr (!std::is_same_v<T, Table> && !std::is_same_v<T, View>)
      for (const T &e : s.all<T>())
        losses.object(kindWord<T>(), e);
  });
}

std::string MySqlWriter::run() {
  add("schema " + quoted(database));
  for (const Table &t : s.tables())
    table(t);
  for (const View &v : s.views())
    view(v);
  losses.end();
  others();
  return file(s.drops, blocks);
}

} // namespace

std::string writeMySql(Writing &writing) { return MySqlWriter(writing).run(); }

} // namespace schemac::hcl_form
