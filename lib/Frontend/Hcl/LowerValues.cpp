//===- LowerValues.cpp - Values as pieces of SQL --------------------------===//
#include "Evaluator.h"
#include "Functions.h"
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {

static const SqlValue *sqlOf(const Value &v) {
  return v.referred() ? dynamic_cast<const SqlValue *>(v.referred()) : nullptr;
}

void Lowering::wrong(SourceRange range, std::string_view attribute, std::string_view must,
                     const Value &is) {
  if (!is.isUnknown())
    diags.report(range.isValid() ? range : is.range, diag::err_hcl_value, attribute, must,
                 hcl::describe(is));
}

/// Whether an error suggests already that some word of the block is meant to be what is missing.
bool Lowering::isMisspelt(Instance &i, std::string_view what) {
  auto isOf = [&](Loc at) {
    return std::ranges::any_of(i.block().body.attributes,
                               [&](const Attribute &a) { return a.nameRange.begin == at; }) ||
           std::ranges::any_of(i.children(),
                               [&](const auto &c) { return c->block().typeRange.begin == at; });
  };
  return std::ranges::any_of(diags.pending(), [&](const Diagnostic &d) {
    bool isUnknown = d.info->code == diag::err_hcl_unknown_attribute.code ||
                     d.info->code == diag::err_hcl_unknown_block.code;
    if (!isUnknown || d.fixes.empty() || !isOf(d.range.begin))
      return false;
    return what.find(fmt::format("'{}'", d.fixes[0].edits[0].replacement)) != what.npos;
  });
}

void Lowering::missing(Instance &i, std::string_view what) {
  if (!isMisspelt(i, what))
    diags.report(i.range(), diag::err_hcl_missing, i.describe(), what);
}

/// A plain string stands in the source as it is, behind its quote.
std::optional<Text> Lowering::asText(const Value &v, std::string_view attribute) {
  const SqlValue *sql = sqlOf(v);
  Value s = sql ? Value::string(sql->text).at(sql->range) : toString(v);
  if (!s.is(ValueKind::String)) {
    wrong(v.range, attribute, "a string", v);
    return std::nullopt;
  }
  Text out{s.asString(), s.range, false, sql != nullptr};
  std::string_view source = sources.text(s.range);
  if (source.size() == out.text.size() + 2 && source.substr(1, out.text.size()) == out.text) {
    out.exact = true;
    out.range = {s.range.begin + 1, s.range.begin + 1 + uint32_t(out.text.size())};
  }
  return out;
}

std::optional<Text> Lowering::text(Instance &i, std::string_view attribute) {
  Value v = i.value(attribute);
  if (v.isNull() || v.isUnknown())
    return std::nullopt;
  return asText(v, attribute);
}

void Lowering::cutComment(std::string &sql) {
  if (sql.find("--") == sql.npos && sql.find('#') == sql.npos)
    return; // nearly always
  std::vector<SqlToken> tokens = lexSqlTokens(sql, rules);
  size_t end = tokens.empty() ? 0 : tokens.back().end;
  std::string rest = sql.substr(end);
  // A comment that the end of a line would close.
  if (!sqlFault(rest, rules).empty() && sqlFault(rest + "\n", rules).empty())
    sql.resize(end);
}

/// SQL that stands inside of a statement and must not end it.
std::optional<Text> Lowering::expression(Instance &i, std::string_view attribute) {
  auto t = text(i, attribute);
  if (!t)
    return std::nullopt;
  cutComment(t->text);
  std::string_view fault = t->text.find_first_not_of(" \t\r\n") == std::string::npos
                               ? "is empty"
                               : sqlFault(t->text, rules);
  if (fault.empty())
    return t;
  diags.report(t->range, diag::err_hcl_conflict,
               fmt::format("'{}' is no SQL expression: it {}", attribute, fault));
  return std::nullopt;
}

/// What closes it is of the text, too: there it is seen that the text ends too early.
void Lowering::addParenthesized(SqlText &s, const Text &t) {
  s << "(";
  add(s, t);
  s << (t.text.find("--") == std::string::npos ? "" : "\n");
  s.piece(")", t.range, false);
}

void Lowering::add(SqlText &s, const Text &t) {
  if (t.exact || !addLines(s, t))
    s.piece(t.text, t.range, t.exact);
}

/// The lines of a heredoc stand in the source as they are, behind the blanks that it takes off.
bool Lowering::addLines(SqlText &s, const Text &t) {
  std::string_view source = t.range.isValid() ? sources.text(t.range) : std::string_view();
  if (!source.starts_with("<<") || source.find("${") != source.npos ||
      source.find("%{") != source.npos)
    return false;
  size_t at = std::min(source.find('\n'), source.size());
  for (std::string_view rest = t.text; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    size_t begin = source.find(line, at), end = source.find('\n', at + 1);
    uint32_t from = uint32_t(begin);
    if (begin < end)
      s.piece(line, {t.range.begin + from, t.range.begin + (from + uint32_t(line.size()))}, true);
    else
      s.piece(line, t.range, false);
    rest.remove_prefix(line.size());
    if (!rest.empty())
      s << "\n";
    rest.remove_prefix(rest.empty() ? 0 : 1);
    at = end;
  }
  return true;
}

std::optional<bool> Lowering::flag(Instance &i, std::string_view attribute) {
  Value v = i.value(attribute);
  if (v.isNull() || v.isUnknown())
    return std::nullopt;
  Value b = toBool(v);
  if (b.is(ValueKind::Bool))
    return b.asBool();
  wrong(v.range, attribute, "true or false", v);
  return std::nullopt;
}

const Expr *Lowering::chosen(Instance &i, const Expr &e) {
  const Expr *out = &e;
  while (out->is(ExprKind::Parens) || out->is(ExprKind::Conditional)) {
    if (out->is(ExprKind::Parens)) {
      out = out->kids[0];
      continue;
    }
    Value condition = evaluate(*out->kids[0], i.scope(), diags);
    if (condition.isUnknown())
      return nullptr;
    Value truth = toBool(condition);
    if (!truth.is(ValueKind::Bool))
      return out; // its evaluation says what is wrong
    out = out->kids[truth.asBool() ? 1 : 2];
  }
  return out;
}

/// A word may stand bare: it is not a name of anything.
std::optional<Text> Lowering::anyWord(Instance &i, std::string_view attribute) {
  const Attribute *a = i.attribute(attribute);
  const Expr *e = a ? chosen(i, *a->value) : nullptr;
  if (!e || (e->is(ExprKind::Variable) && e->name == "null"))
    return std::nullopt;
  if (e->is(ExprKind::Variable))
    return Text{std::string(e->name), e->range, true, false};
  return text(i, attribute);
}

/// Words of HCL have underscores where those of SQL have blanks.
std::string Lowering::word(Instance &i, std::string_view attribute,
                           std::vector<std::string_view> words) {
  auto t = anyWord(i, attribute);
  if (!t)
    return {};
  std::string sql;
  for (char c : t->text)
    sql += c == '_' || c == ' ' ? ' ' : char(toupper(c));
  for (std::string_view w : words)
    if (w == sql)
      return sql;
  std::string list;
  std::vector<std::string> known;
  for (std::string_view w : words) {
    std::string one;
    for (char c : w)
      one += c == ' ' ? '_' : c;
    list += (list.empty() ? "" : w == words.back() ? " or " : ", ") + one;
    known.push_back(one);
  }
  DiagBuilder d =
      diags.report(t->range, diag::err_hcl_value, attribute, list, fmt::format("'{}'", t->text));
  suggest(d, t->text, known, t->range);
  return {};
}

/// A built-in type, a type of the schema, or SQL.
std::optional<Text> Lowering::typeText(const Value &v, std::string_view attribute) {
  if (v.isUnknown())
    return std::nullopt;
  if (const SqlValue *sql = sqlOf(v))
    return Text{sql->text, sql->range, false, true};
  auto *i = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
  static constexpr std::string_view kinds[] = {"enum",  "domain",       "composite", "range",
                                               "table", "materialized", "view"};
  if (i && std::find(std::begin(kinds), std::end(kinds), i->type()) != std::end(kinds)) {
    need(*i);
    return Text{qualified(*i), v.range};
  }
  if (v.is(ValueKind::String))
    return Text{v.asString(), v.range, false, true};
  wrong(v.range, attribute, "a type", v);
  return std::nullopt;
}

/// varchar(255), numeric(10, 2), as most types with parameters are written: the SQL of it without
/// evaluation. Empty for anything else, which then is evaluated.
static std::string plainType(const TypeWord &word, const Expr &call) {
  if (call.flag || call.kids.empty() || call.kids.size() > word.most)
    return {};
  std::string parameters;
  for (const Expr *kid : call.kids) {
    auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!kid->is(ExprKind::Number) || kid->name[0] == '0' ||
        !std::ranges::all_of(kid->name, isDigit))
      return {};
    parameters += parameters.empty() ? "(" : ", ";
    parameters += kid->name;
  }
  return typeSql(word, parameters + ")");
}

/// What keeps a text from being a type; empty when nothing does. Only a function returns a set.
static std::string typeFault(std::string_view text, std::string_view attribute) {
  if (std::string_view fault = sqlFault(text); !fault.empty())
    return std::string(fault);
  std::vector<SqlToken> tokens = lexSqlTokens(text);
  bool isSet = attribute != "return" && !tokens.empty() && tokens[0].isWord("setof");
  return isSet ? "is a set, which only a function returns" : "";
}

/// The words of types are not hidden by blocks that are called so.
std::optional<Text> Lowering::typeOf(Instance &i, std::string_view attribute) {
  const Attribute *a = i.attribute(attribute);
  if (!a)
    return std::nullopt;
  const Expr &e = *a->value;
  bool word = e.is(ExprKind::Variable) || e.is(ExprKind::Call);
  const TypeWord *type = word ? typeWord(e.name) : nullptr;
  if (word && e.name != "sql" && !(e.is(ExprKind::Call) && e.name == "enum") && !type &&
      foreignType(e.name).empty() && (e.is(ExprKind::Variable) || e.name != "format")) {
    DiagBuilder d =
        diags.report(e.range, diag::err_hcl_type_unknown, e.name, sources.text(e.range));
    suggest(d, e.name, typeWords(), e.is(ExprKind::Call) ? e.nameRange : e.range);
    return std::nullopt;
  }
  if (type && e.is(ExprKind::Variable))
    return Text{typeSql(*type, ""), e.range, false, true};
  if (type)
    if (std::string sql = plainType(*type, e); !sql.empty())
      return Text{sql, e.range, false, true};
  auto t = typeText(i.value(attribute), attribute);
  std::string fault = t ? typeFault(t->text, attribute) : std::string();
  if (fault.empty())
    return t;
  diags.report(t->range, diag::err_hcl_conflict,
               fmt::format("'{}' is no type: it {}", attribute, fault));
  return std::nullopt;
}

std::optional<std::string> Lowering::literal(const Value &v) {
  switch (v.kind()) {
  case ValueKind::String:
    return sqlLiteral(v.asString());
  case ValueKind::Number:
    return v.asNumber().str();
  case ValueKind::Bool:
    return v.asBool() ? "true" : "false";
  case ValueKind::Null:
    return "NULL";
  default:
    return std::nullopt;
  }
}

/// `default = now()`, as it stands in SQL; what the language itself can call is none.
bool Lowering::isBareSql(const Expr &e) {
  static constexpr std::string_view Values[] = {"current_timestamp", "current_date", "current_time",
                                                "localtimestamp",    "localtime",    "current_user",
                                                "session_user",      "current_role"};
  static constexpr std::string_view Own[] = {"sql", "getenv", "try", "can"};
  std::string name(e.name);
  for (char &c : name)
    c = char(tolower(c));
  bool call = e.is(ExprKind::Call) && !findFunction(e.name) && !std::ranges::count(Own, name);
  bool value = e.is(ExprKind::Variable) && std::ranges::count(Values, name);
  if (!call && !value)
    return false;
  std::string_view text = sources.text(e.range);
  DiagBuilder d = diags.report(e.range, diag::err_hcl_value, "default", "a value, or sql(\"...\")",
                               fmt::format("SQL: {}", text));
  if (text.find_first_of("\"\\\n$%") == text.npos)
    d.fix(FixKind::Safe, fmt::format("write sql(\"{}\")", text),
          {{e.range, fmt::format("sql(\"{}\")", text)}});
  return true;
}

std::optional<Text> Lowering::defaultOf(Instance &i) {
  const Attribute *a = i.attribute("default");
  if (!a || isBareSql(*a->value))
    return std::nullopt;
  Value v = i.value("default");
  if (v.isUnknown())
    return std::nullopt;
  if (sqlOf(v))
    return expression(i, "default");
  if (auto sql = literal(v))
    return Text{*sql, v.range};
  wrong(v.range, "default", "a string, a number, true, false, null or sql(\"...\")", v);
  return std::nullopt;
}

std::vector<Value> Lowering::list(Instance &i, std::string_view attribute) {
  Value v = i.value(attribute);
  if (v.isNull() || v.isUnknown())
    return {};
  if (v.isSequence())
    return v.items();
  wrong(v.range, attribute, "a list", v);
  return {};
}

Instance *Lowering::block(const Value &v, std::string_view type, std::string_view attribute) {
  auto *i = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
  if (i && i->type() == type)
    return i;
  wrong(v.range, attribute, fmt::format("a reference to a block '{}'", type), v);
  return nullptr;
}

Instance *Lowering::reference(Instance &i, std::string_view attribute, std::string_view type) {
  Value v = i.value(attribute);
  return v.isNull() ? nullptr : block(v, type, attribute);
}

/// Columns of \p table, or of any when it is null.
/// A partition has the columns of the table that it is a part of.
static bool hasColumn(Instance &table, Instance &column) {
  Instance *t = &table;
  for (unsigned depth = 0; t && depth < 64; ++depth) {
    if (column.parent() == t)
      return true;
    Value whole = t->attribute("partition_of") ? t->value("partition_of") : Value();
    t = whole.referred() ? dynamic_cast<Instance *>(whole.referred()) : nullptr;
  }
  return false;
}

std::vector<Instance *> Lowering::columns(Instance &i, std::string_view attribute,
                                          Instance *table) {
  std::vector<Instance *> out;
  for (const Value &v : list(i, attribute)) {
    Instance *column = block(v, "column", attribute);
    if (!column)
      continue;
    if (table && !hasColumn(*table, *column))
      diags.report(v.range, diag::err_hcl_conflict,
                   fmt::format("'{}' is a column of {}, and {} takes those of {}", column->name(),
                               column->parent()->describe(), i.describe(), table->describe()));
    else
      out.push_back(column);
  }
  return out;
}

Instance *Lowering::child(Instance &i, std::string_view type) {
  for (const auto &c : i.children())
    if (c->type() == type)
      return c.get();
  return nullptr;
}

std::vector<Instance *> Lowering::children(Instance &i, std::string_view type) {
  std::vector<Instance *> out;
  for (const auto &c : i.children())
    if (c->type() == type)
      out.push_back(c.get());
  return out;
}

} // namespace schemac::hcl
