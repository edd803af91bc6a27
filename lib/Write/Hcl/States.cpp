//===- States.cpp - A schema of MySQL or SQLite in HCL ---------------------===//
#include "Write/Hcl/States.h"
#include "Write/Hcl/Parts.h"
#include "Write/Hcl/Text.h"
#include "Write/Losses.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Annotation.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/Traits.h"
#include "schemac/Words/Hcl/Words.h"
#include <algorithm>

namespace schemac::hcl_form {
namespace {

class StateWriter {
public:
  explicit StateWriter(Writing &w)
      : s(w.schema), dialect(*findDialect(s.dialect.str())), words(hcl::wordsOf(dialect.family())),
        database(databaseOf(s, dialect)), several(hasSeveral(s)), losses(w.diags, "HCL") {}
  std::string run();

private:
  /// SQLite's is always called so; else it is the database of the connection.
  static std::string databaseOf(const Schema &s, const Dialect &dialect) {
    return !dialect.defaultNamespace().empty() ? std::string(dialect.defaultNamespace())
           : s.name                            ? s.name.string()
                                               : "app";
  }
  Block &add(std::string head) {
    return *blocks.emplace_back(std::make_unique<Block>(std::move(head)));
  }
  static bool hasSeveral(const Schema &s);
  std::string schemaRef(QName n) const {
    return "schema" + step(several ? n.ns.str() : std::string_view(database));
  }
  /// `table "users"`, with the database where there are several.
  std::string head(std::string_view kind, QName n) const {
    return std::string(kind) + (several ? " " + quoted(n.ns.str()) : "") + " " +
           quoted(n.name.str());
  }
  std::string tableRef(QName n) const {
    return "table" + (several ? step(n.ns.str()) : "") + step(n.name.str());
  }
  /// Not in the database of the connection, nor in one of several.
  bool isElsewhere(QName n) const { return n.ns && !several; }
  static std::string column(Name name) { return "column" + step(name.str()); }
  static std::string columns(const std::vector<Name> &names);
  void schemaBlock(const Namespace &n);
  void table(const Table &t);
  void options(Block &b, const Table &t);
  void columnBlock(Block &b, const Table &t, const Column &c);
  void type(Block &b, Type t, std::string_view attribute = "type");
  std::string defaultValue(Expr e) const;
  void constraint(Block &b, const Table &t, const Constraint &c);
  void index(Block &b, const Table &t, const Index &i);
  void elements(Block &b, const std::vector<IndexElem> &elems);
  void trigger(const Table &t, const Trigger &x);
  void view(const View &v);
  void routine(const Function &f);
  void others();

  const Schema &s;
  const Dialect &dialect;
  hcl::Words words;
  std::string database;
  bool several; ///< databases, each with a block of its own, and all is in one of them
  Losses losses;
  std::vector<std::unique_ptr<Block>> blocks;
};

bool StateWriter::hasSeveral(const Schema &s) {
  bool inOne = true;
  forEachKind([&]<class T>() {
    if constexpr (!std::is_same_v<T, Namespace>)
      for (const T &e : s.all<T>())
        inOne &= e.name.ns && s.find<Namespace>({Name(), e.name.ns});
  });
  return inOne && s.namespaces().size() > 1;
}

std::string StateWriter::columns(const std::vector<Name> &names) {
  std::vector<std::string> items;
  for (Name n : names)
    items.push_back(column(n));
  return list(items);
}

/// Whether the type in SQL, with blanks as underscores, is what the language calls it.
static bool isWord(hcl::Words words, std::string_view type) {
  size_t open = type.find('(');
  bool numbers =
      open == type.npos || type.find_first_not_of("0123456789, ", open + 1) == type.size() - 1;
  return numbers && hcl::isTypeOf(words, type.substr(0, open));
}

/// The SQL of the type is the word, but for the sign and for labels.
void StateWriter::type(Block &b, Type t, std::string_view attribute) {
  if (t.is(TypeKind::InlineEnum) || t.is(TypeKind::Set)) {
    std::string labels;
    for (Name label : t.labels())
      labels += (labels.empty() ? "" : ", ") + quoted(label.str());
    return b.set(attribute, (t.is(TypeKind::Set) ? "set(" : "enum(") + labels + ")");
  }
  std::string text = dialect.typeName(t), word = text;
  constexpr std::string_view Sign = " UNSIGNED";
  bool isUnsigned = words == hcl::Words::MySql && !t.is(TypeKind::Native) && text.ends_with(Sign) &&
                    attribute == "type";
  if (isUnsigned)
    word.resize(text.size() - Sign.size());
  for (char &c : word)
    c = c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  if (size_t comma = word.find(','); comma != word.npos)
    word.insert(comma + 1, " ");
  b.set(attribute, isWord(words, word) && !(t.is(TypeKind::Native) && words == hcl::Words::MySql)
                       ? word
                       : sql(text));
  b.flag("unsigned", isUnsigned);
}

/// A number, or the text of a value; anything else is SQL.
std::string StateWriter::defaultValue(Expr e) const {
  std::string_view text = e.str();
  std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  bool whole = !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos &&
               (digits == "0" || digits[0] != '0') && text != "-0";
  if (whole)
    return std::string(text);
  std::vector<SqlToken> tokens = lexSqlTokens(text, traitsOf(s.dialect).sqlRules);
  if (tokens.size() != 1 || !text.starts_with('\'') || text.find('\\') != text.npos)
    return sql(text);
  std::string value;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    value += text[i];
    i += text[i] == '\''; // a doubled quote stands for one
  }
  return quoted(value);
}

void StateWriter::columnBlock(Block &b, const Table &t, const Column &c) {
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
  if (c.movedFrom())
    inner.set("moved_from", quoted(c.movedFrom().str()));
  if (!c.generated())
    return;
  Block &as = inner.block("as");
  as.set("expr", text(c.generated().str()));
  as.set("type", c.generation == Generation::Virtual ? "VIRTUAL" : "STORED");
}

void StateWriter::constraint(Block &b, const Table &t, const Constraint &c) {
  constexpr std::string_view Actions[] = {"NO_ACTION", "RESTRICT", "CASCADE", "SET_NULL",
                                          "SET_DEFAULT"};
  if (c.kind == ConstraintKind::PrimaryKey) {
    std::string usual = t.name.name.string() + "_pkey";
    bool named = words == hcl::Words::Sqlite && c.name.str() != usual;
    Block &key = b.block("primary_key" + (named ? " " + quoted(c.name.str()) : ""));
    if (c.more().elems.empty())
      key.set("columns", columns(c.columns));
    elements(key, c.more().elems);
  } else if (c.kind == ConstraintKind::Unique && words == hcl::Words::Sqlite) {
    b.block("unique " + quoted(c.name.str())).set("columns", columns(c.columns));
  } else if (c.kind == ConstraintKind::Check) {
    Block &inner = b.block("check " + quoted(c.name.str()));
    inner.set("expr", text(c.check.str()));
    if (c.notEnforced)
      inner.set("enforced", "false");
  } else if (c.kind == ConstraintKind::ForeignKey) {
    std::vector<std::string> refs;
    for (Name n : c.refColumns)
      refs.push_back(c.refTable == t.name ? column(n) : tableRef(c.refTable) + "." + column(n));
    Block &inner = b.block("foreign_key " + quoted(c.name.str()));
    inner.set("columns", columns(c.columns));
    inner.set("ref_columns", list(refs));
    inner.set("on_update", std::string(Actions[size_t(c.onUpdate)]));
    inner.set("on_delete", std::string(Actions[size_t(c.onDelete)]));
    inner.flag("deferrable", c.deferrable);
    inner.flag("initially_deferred", c.initiallyDeferred);
  } else {
    losses.part(c.range, schemac::named("constraint", c.name));
  }
}

void StateWriter::index(Block &b, const Table &t, const Index &i) {
  Block &inner = b.block("index " + quoted(i.name.str()));
  inner.flag("unique", i.unique);
  if (i.method) {
    std::string method = i.method.string();
    std::ranges::transform(method, method.begin(), [](char c) { return char(toupper(c)); });
    inner.set("type", method);
  }
  bool plain = std::ranges::all_of(i.elems, [](const IndexElem &e) {
    return e.column && e.prefixLength < 0 && !e.descending && !e.collation;
  });
  std::vector<Name> names;
  for (const IndexElem &e : i.elems)
    names.push_back(e.column);
  if (plain)
    inner.set("columns", columns(names));
  if (i.where)
    inner.set("where", text(i.where.str()));
  for (const Parameter &p : i.parameters)
    if (p.name.str() == "parser")
      inner.set("parser", quoted(p.value.str()));
    else if (p.name.str() == "invisible")
      inner.flag("invisible", p.value.str() == "true");
    else
      losses.part(i.range, schemac::named("option " + p.name.string() + " of index", i.name));
  if (Name comment = partComment(t, PartKind::Index, i.name))
    inner.set("comment", quoted(comment.str()));
  if (!plain)
    elements(inner, i.elems);
}

void StateWriter::elements(Block &b, const std::vector<IndexElem> &elems) {
  for (const IndexElem &e : elems) {
    Block &on = b.block("on");
    e.column ? on.set("column", column(e.column)) : on.set("expr", text(e.expr.str()));
    on.flag("desc", e.descending);
    if (e.collation)
      on.set("collate", quoted(e.collation.str()));
    if (e.prefixLength >= 0)
      on.set("prefix", std::to_string(e.prefixLength));
  }
}

void StateWriter::options(Block &b, const Table &t) {
  for (const Parameter &p : t.parameters) {
    std::string_view name = p.name.str();
    if (name == "engine" || name == "charset" || name == "collate" || name == "row_format")
      b.set(name, quoted(p.value.str()));
    else if (name == "strict" || name == "without_rowid")
      b.set(name, p.value.string());
    else
      losses.part(t.range, "option " + p.name.string());
  }
  for (const Column &c : t.columns)
    if (c.options().start)
      b.set("auto_increment", std::to_string(*c.options().start));
}

void StateWriter::schemaBlock(const Namespace &n) {
  losses.begin("namespace", n);
  Block &b = add("schema " + quoted(n.name.name.str()));
  if (n.renamedFrom)
    b.set("renamed_from", quoted(n.renamedFrom.str()));
}

void StateWriter::table(const Table &t) {
  if (isElsewhere(t.name))
    return losses.object("table", t);
  losses.begin("table", t);
  Block &b = add(head("table", t.name));
  for (const DropIntent &d : t.drops)
    b.comment(annotationText(d));
  b.set("schema", schemaRef(t.name));
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
  if (t.rowParts)
    partition(b, *t.rowParts);
  for (const Trigger &x : t.triggers)
    if (!x.action || !x.action->body)
      losses.part(x.range, schemac::named("trigger", x.name));
  for (const PartComment &c : t.partComments)
    if (c.kind != PartKind::Column && c.kind != PartKind::Index)
      losses.part(t.range, schemac::named("comment of", c.part));
}

void StateWriter::trigger(const Table &t, const Trigger &x) {
  const TriggerAction &a = *x.action;
  Block &b = add("trigger " + quoted(x.name.str()));
  b.set("on", tableRef(t.name));
  if (a.when)
    b.set("when", text(a.when.str()));
  for (auto [name, beside] : {std::pair("follows", a.follows), std::pair("precedes", a.precedes)})
    if (beside)
      b.set(name, "trigger" + step(beside.str()));
  bool lines = a.body.str().find('\n') != std::string_view::npos;
  b.set("as", text(a.body.string() + (lines ? "\n" : ""))); // as lines, where it is more than one
  Block &event = b.block(a.timing == TriggerTiming::Before ? "before" : "after");
  event.flag("insert", a.onInsert);
  event.flag("update", a.onUpdate && a.updateOf.empty());
  event.flag("delete", a.onDelete);
  std::vector<std::string> of;
  for (Name n : a.updateOf)
    of.push_back(tableRef(t.name) + "." + column(n));
  if (!of.empty())
    event.set("update_of", list(of));
}

void StateWriter::view(const View &v) {
  if (!v.query || isElsewhere(v.name) || v.materialized)
    return losses.object("view", v);
  losses.begin("view", v);
  Block &b = add(head("view", v.name));
  b.set("schema", schemaRef(v.name));
  b.set("as", text(v.query.str()));
  if (v.checkOption != CheckOption::None)
    b.set("check_option", v.checkOption == CheckOption::Local ? "LOCAL" : "CASCADED");
  if (v.securityInvoker)
    b.set("security", "INVOKER");
  for (Name c : v.columnNames)
    b.block("column " + quoted(c.str()));
}

void StateWriter::routine(const Function &f) {
  constexpr std::string_view Modes[] = {"IN", "OUT", "INOUT", "VARIADIC"};
  constexpr std::string_view Access[] = {"", "NO_SQL", "READS_SQL_DATA", "MODIFIES_SQL_DATA"};
  losses.begin(f.procedure ? "procedure" : "function", f);
  Block &b = add(head(f.procedure ? "procedure" : "function", {f.name.ns, f.called}));
  b.set("schema", schemaRef(f.name));
  b.set("lang", "SQL");
  b.flag("deterministic", f.volatility == Volatile::Immutable);
  if (f.dataAccess != DataAccess::ContainsSql)
    b.set("data_access", std::string(Access[size_t(f.dataAccess)]));
  if (!f.securityDefiner)
    b.set("security", "INVOKER");
  if (f.comment)
    b.set("comment", quoted(f.comment.str()));
  if (f.returns)
    type(b, f.returns, "return");
  bool lines = f.body.str().find('\n') != std::string_view::npos;
  b.set("as", text(f.body.string() + (lines ? "\n" : "")));
  for (const FunctionArg &a : f.args) {
    Block &arg = b.block("arg " + quoted(a.name.str()));
    type(arg, a.type);
    if (a.mode != ArgMode::In)
      arg.set("mode", std::string(Modes[size_t(a.mode)]));
  }
}

/// What this language has no blocks for in such a schema.
void StateWriter::others() {
  forEachKind([&]<class T>() {
    constexpr bool isRoutine = std::is_same_v<T, Function>;
    bool isWritten = std::is_same_v<T, Namespace> && several;
    if constexpr (!std::is_same_v<T, Table> && !std::is_same_v<T, View>)
      for (const T &e : s.all<T>())
        if (!isWritten && (!isRoutine || isElsewhere(e.name) || words != hcl::Words::MySql))
          losses.object(kindWord<T>(), e);
  });
}

std::string StateWriter::run() {
  if (!several)
    add("schema " + quoted(database));
  for (const Namespace &n : s.namespaces())
    if (several)
      schemaBlock(n);
  for (const Table &t : s.tables())
    table(t);
  for (const Function &f : s.functions())
    if (!isElsewhere(f.name) && words == hcl::Words::MySql)
      routine(f);
  for (const View &v : s.views())
    view(v);
  for (const Table &t : s.tables())
    for (const Trigger &x : t.triggers)
      if (!isElsewhere(t.name) && x.action && x.action->body)
        trigger(t, x);
  losses.end();
  others();
  return file(s.drops, blocks);
}

} // namespace

std::string writeState(Writing &writing) { return StateWriter(writing).run(); }

} // namespace schemac::hcl_form
