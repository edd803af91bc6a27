//===- SqliteDialect.cpp - SQLite -------------------------------------------===//

#include "schemac/Dialect/CreatingDialect.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/TriggerBodies.h"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace schemac {

namespace sqlite {

namespace {

struct TypeRow {
  TypeKind kind;
  std::string_view spelling;
};
constexpr TypeRow Types[] = {
#define SQLITE_TYPE(KIND, SPELLING) {TypeKind::KIND, SPELLING},
#include "schemac/Dialect/Sqlite/Types.def"
};

struct FeatureRow {
  Feature feature;
  int since;
};
constexpr FeatureRow Features[] = {
#define HAS(FEATURE, SINCE) {Feature::FEATURE, SINCE},
#include "schemac/Dialect/Sqlite/Features.def"
};

bool isPlanned(OpKind kind) {
  switch (kind) {
#define PLANNED(CLASS) case OpKind::CLASS:
#include "schemac/Dialect/Sqlite/Steps.def"
    return true;
  default:
    return false;
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

std::string enclosed(std::string_view text, char quote) {
  std::string out(1, quote);
  for (char c : text)
    out.append(c == quote ? 2 : 1, c);
  return out + quote;
}

/// "VARCHAR ( 255 )" as "varchar(255)": in lower case, without needless blanks.
std::string plainName(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool blank = c == ' ' || c == '\t' || c == '\n';
    bool tight = out.empty() || out.back() == ' ' || out.back() == '(' || out.back() == ',';
    if (blank && tight)
      continue;
    if ((c == '(' || c == ')' || c == ',') && !out.empty() && out.back() == ' ')
      out.pop_back();
    out += blank ? ' ' : lower(c);
  }
  while (out.ends_with(' '))
    out.pop_back();
  return out;
}

/// The numbers between the parentheses of \p name, at most two; nothing when there is anything
/// else.
std::optional<std::vector<int>> parameters(std::string_view name) {
  std::vector<int> out;
  size_t open = name.find('(');
  if (open == name.npos)
    return out;
  std::string_view rest = name.substr(open + 1);
  if (!rest.ends_with(')'))
    return std::nullopt;
  rest.remove_suffix(1);
  while (!rest.empty()) {
    int value = 0;
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    rest.remove_prefix(size_t(end - rest.data()));
    if (error != std::errc() || !(rest.empty() || rest.front() == ','))
      return std::nullopt;
    out.push_back(value);
    rest.remove_prefix(rest.empty() ? 0 : 1);
  }
  return out;
}

/// Any name is a type; those of Types.def are kinds.
Type canonicalType(Context &context, Type type) {
  if (!type.is(TypeKind::Native))
    return type;
  std::string name = plainName(type.native().str());
  std::optional<std::vector<int>> params = parameters(name);
  std::string_view word = std::string_view(name).substr(0, name.find('('));
  for (const TypeRow &row : Types)
    if (params && std::ranges::equal(row.spelling, word, {}, lower) &&
        params->size() <= size_t(typeInfo(row.kind).maxParams)) {
      params->resize(2, -1);
      return context.type(row.kind, params->at(0), params->at(1));
    }
  return context.nativeType(name);
}

std::string typeName(Type type) {
  if (type.is(TypeKind::Native))
    return type.native().string();
  auto row = std::ranges::find(Types, type.kind(), &TypeRow::kind);
  if (row == std::end(Types))
    return type.str(); // refused before it is written
  std::string out(row->spelling);
  if (type.param(0) < 0)
    return out;
  out += "(" + std::to_string(type.param(0));
  return out + (type.param(1) < 0 ? ")" : "," + std::to_string(type.param(1)) + ")");
}

bool isKnown(Type type) {
  return type.is(TypeKind::Native) ||
         std::ranges::find(Types, type.kind(), &TypeRow::kind) != std::end(Types);
}

/// What stands between BEGIN and END is one statement or more, and nothing else is a body.
void triggerFaults(const Table &table, std::vector<TableFault> &out) {
  for (const Trigger &t : table.triggers) {
    if (!t.action || !t.action->body)
      continue;
    std::vector<SqlToken> body = lexSqlTokens(t.action->body.str());
    bool block = body.size() > 3 && body.front().isWord("begin") && body.back().isWord("end") &&
                 body[body.size() - 2].isSymbol(";");
    if (!block)
      out.push_back({t.range, SubRef{table.name, t.name}.str(),
                     "its body is statements between BEGIN and END, each with a ';'"});
  }
}

std::vector<TableFault> tableFaults(const Table &table) {
  std::vector<TableFault> out;
  auto add = [&](const Column &c, std::string why) {
    out.push_back({c.range, SubRef{table.name, c.name}.str(), std::move(why)});
  };
  static constexpr std::string_view Strict[] = {"int", "integer", "real", "text", "blob", "any"};
  for (const Column &c : table.columns) {
    std::string type = plainName(typeName(c.type));
    if (isOn(table, "strict") && isKnown(c.type) &&
        std::ranges::find(Strict, type) == std::end(Strict))
      add(c, fmt::format(
                 "'{}' is no type of a STRICT table: INT, INTEGER, REAL, TEXT, BLOB and ANY are",
                 type));
    if (c.generation == Generation::IdentityByDefault && !isRowId(table, c))
      add(c, "AUTOINCREMENT is for an INTEGER column that is the primary key");
    else if (c.generation == Generation::IdentityByDefault && isOn(table, "without_rowid"))
      add(c, "AUTOINCREMENT numbers rows, and the table is WITHOUT ROWID");
  }
  if (isOn(table, "without_rowid") && !table.primaryKey())
    out.push_back({table.range, table.name.str(), "a table WITHOUT ROWID has a primary key"});
  triggerFaults(table, out);
  for (const Constraint &c : table.constraints)
    if (c.kind != ConstraintKind::ForeignKey && c.deferrable)
      out.push_back(
          {c.range, SubRef{table.name, c.name}.str(), "only a foreign key is deferrable"});
  return out;
}

/// A trigger is for each row, whether it says so or not; a column of a key is NOT NULL where SQLite
/// makes it so.
Table canonicalTable(Context &context, Table table) {
  if (const Constraint *key = table.primaryKey())
    for (Column &c : table.columns)
      if (std::ranges::find(key->columns, c.name) != key->columns.end())
        c.nullable &= keyTakesNull(table, c);
  for (Trigger &t : table.triggers)
    if (t.action && t.action->body) {
      TriggerAction action = *t.action;
      action.body = context.expr(std::string(plainBody(action.body.str())));
      action.forEachRow = true;
      t.action = std::make_shared<const TriggerAction>(std::move(action));
    }
  return table;
}

class SqliteDialect final : public CreatingDialect {
public:
  std::string_view name() const override { return "sqlite"; }
  std::string_view display() const override { return "SQLite"; }
  int oldestVersion() const override { return 335; }
  int newestVersion() const override { return 399; }
  std::string_view defaultNamespace() const override { return "main"; }
  unsigned maxIdentifierBytes() const override { return 0; }

  bool plans(OpKind kind) const override { return isPlanned(kind); }
  std::optional<int> has(Feature feature) const override {
    auto row = std::ranges::find(Features, feature, &FeatureRow::feature);
    return row == std::end(Features) ? std::nullopt : std::optional(row->since);
  }
  std::optional<int> hasType(Type type) const override {
    return isKnown(type) ? std::optional(0) : std::nullopt;
  }
  bool hasIndexMethod(std::string_view method) const override { return method.empty(); }
  bool hasIndexParameter(std::string_view) const override { return false; }
  bool hasTableParameter(std::string_view name) const override {
    return name == "strict" || name == "without_rowid";
  }
  std::vector<TableFault> faults(const Table &table, const Schema &) const override {
    return tableFaults(table);
  }
  bool formsTables() const override { return true; }
  Table canonical(Context &context, const Table &table) const override {
    return canonicalTable(context, table);
  }

  std::string typeName(Type type) const override { return sqlite::typeName(type); }
  Type canonical(Context &context, Type type) const override {
    return canonicalType(context, type);
  }
  std::string quote(std::string_view identifier) const override {
    return enclosed(identifier, '"');
  }
  std::string quoteString(std::string_view text) const override { return enclosed(text, '\''); }
  Volatility volatility(Expr expr, const Schema *) const override {
    Volatility most = Volatility::Constant;
    for (const SqlToken &t : expr ? lexSqlTokens(expr.str()) : std::vector<SqlToken>())
      if (t.isWord("current_timestamp") || t.isWord("current_date") || t.isWord("current_time"))
        most = std::max(most, Volatility::Stable);
      else if (t.isSymbol("(")) // of a function, perhaps
        most = Volatility::Volatile;
    return most;
  }
};

} // namespace

/// The rules of "Datatypes in SQLite", in their order.
Affinity affinity(std::string_view typeName) {
  std::string name = plainName(typeName);
  auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  if (has("int"))
    return Affinity::Integer;
  if (has("char") || has("clob") || has("text"))
    return Affinity::Text;
  if (has("blob") || name.empty())
    return Affinity::Blob;
  if (has("real") || has("floa") || has("doub"))
    return Affinity::Real;
  return Affinity::Numeric;
}

bool isOn(const Table &table, std::string_view option) {
  return std::ranges::any_of(table.parameters, [&](const Parameter &p) {
    return p.name.str() == option && p.value.str() == "true";
  });
}

bool isRowId(const Table &table, const Column &column) {
  const Constraint *key = table.primaryKey();
  return key && key->columns == std::vector{column.name} && column.type.is(TypeKind::I64) &&
         std::ranges::none_of(key->more().elems, &IndexElem::descending);
}

bool keyTakesNull(const Table &table, const Column &column) {
  return !isOn(table, "strict") && !isOn(table, "without_rowid") && !isRowId(table, column);
}

} // namespace sqlite

const Dialect &getSqliteDialect() {
  static const sqlite::SqliteDialect dialect;
  return dialect;
}

} // namespace schemac
