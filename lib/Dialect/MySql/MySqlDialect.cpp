//===- MySqlDialect.cpp - MySQL and MariaDB --------------------------------===//

#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/Dialect/CreatingDialect.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac {

namespace mysql {

namespace {

struct FeatureRow {
  Feature feature;
  int since[2];
};
constexpr FeatureRow Features[] = {
#define HAS(FEATURE, MYSQL, MARIADB) {Feature::FEATURE, {MYSQL, MARIADB}},
#include "schemac/Dialect/MySql/Features.def"
};

bool isPlanned(OpKind kind) {
  switch (kind) {
#define PLANNED(CLASS) case OpKind::CLASS:
#include "schemac/Dialect/MySql/Steps.def"
    return true;
  default:
    return false;
  }
}

/// What the databases of a flavour are called, and which of them are served.
struct Identity {
  Flavour flavour;
  std::string_view name, display;
  int oldest, newest;
};
constexpr Identity MySqlIdentity{Flavour::MySql, "mysql", "MySQL", 800, 907};
constexpr Identity MariaDbIdentity{Flavour::MariaDb, "mariadb", "MariaDB", 1006, 1108};

std::optional<int> served(int since) {
  return since == Never ? std::nullopt : std::optional(since);
}

class MySqlDialect final : public CreatingDialect {
public:
  explicit MySqlDialect(const Identity &is) : is(is) {}
  std::string_view name() const override { return is.name; }
  std::string_view display() const override { return is.display; }
  std::string_view family() const override { return "mysql"; }
  int oldestVersion() const override { return is.oldest; }
  int newestVersion() const override { return is.newest; }
  std::string_view defaultNamespace() const override { return ""; }
  unsigned maxIdentifierBytes() const override { return 0; }
  unsigned maxIdentifierCharacters() const override { return 64; }

  bool plans(OpKind kind) const override { return isPlanned(kind); }
  std::optional<int> has(Feature feature) const override {
    for (const FeatureRow &row : Features)
      if (row.feature == feature)
        return served(row.since[size_t(is.flavour)]);
    return std::nullopt;
  }
  std::optional<int> hasType(Type type) const override {
    if (type.is(TypeKind::Native) || type.is(TypeKind::InlineEnum) || type.is(TypeKind::Set))
      return 0;
    const TypeRow *row = typeRow(type.kind());
    bool lacksLength = row && row->defaults[0] < 0 && type.param(0) < 0;
    return row && !lacksLength ? served(row->since[size_t(is.flavour)]) : std::nullopt;
  }
  bool hasIndexMethod(std::string_view method) const override {
    return method.empty() || method == "hash" || method == "fulltext" || method == "spatial";
  }
  bool hasIndexParameter(std::string_view name) const override { return isIndexOption(name); }
  bool hasTableParameter(std::string_view name) const override { return isTableOption(name); }
  std::vector<TableFault> faults(const Table &table, const Schema &state) const override {
    return tableFaults(table, is.flavour, state.version);
  }
  /// https://dev.mysql.com/doc/refman/8.0/en/stored-programs-logging.html; MySQL 8.0 and later keep
  /// a binary log unless they are told not to, MariaDB where it is told to.
  std::string_view caution(const Function &f) const override {
    bool said = f.procedure || f.volatility == Volatile::Immutable ||
                f.dataAccess == DataAccess::NoSql || f.dataAccess == DataAccess::ReadsSqlData;
    return said
               ? ""
               : "it is neither DETERMINISTIC nor NO SQL nor READS SQL DATA, which a server with a "
                 "binary log takes only with log_bin_trust_function_creators (error 1418)";
  }
  bool formsTables() const override { return true; }
  Table canonical(Context &context, const Table &table) const override {
    return canonicalTable(context, table);
  }
  void settle(Context &context, const Table &was, Table &now) const override {
    settleTable(context, was, now);
  }
  bool commentsInDefinitions() const override { return true; }

  std::string typeName(Type type) const override { return mysql::typeName(type); }
  Type canonical(Context &context, Type type) const override {
    return canonicalType(context, type);
  }
  std::string quote(std::string_view identifier) const override { return mysql::quote(identifier); }
  std::string quoteString(std::string_view text) const override { return mysql::quoteString(text); }
  Volatility volatility(Expr expr, const Schema *) const override {
    return expr ? mysql::volatility(expr.str()) : Volatility::Constant;
  }

private:
  const Identity &is;
};

} // namespace

std::string quote(std::string_view identifier) {
  std::string out = "`";
  for (char c : identifier)
    out.append(c == '`' ? 2 : 1, c);
  return out + "`";
}

/// Right as long as the session has not NO_BACKSLASH_ESCAPES, which no server has by itself.
std::string quoteString(std::string_view text) {
  std::string out = "'";
  for (char c : text)
    out.append(c == '\'' || c == '\\' ? 2 : 1, c);
  return out + "'";
}

/// As the manuals of both have it: "String Literals".
void addEscaped(std::string &out, char escaped) {
  switch (escaped) {
  case '0':
    out += '\0';
    return;
  case 'b':
    out += '\b';
    return;
  case 'n':
    out += '\n';
    return;
  case 'r':
    out += '\r';
    return;
  case 't':
    out += '\t';
    return;
  case 'Z':
    out += '\x1a';
    return;
  case '%':
  case '_': // of patterns, which want the backslash
    out += '\\';
    break;
  default:
    break;
  }
  out += escaped;
}

/// What calls nothing is the same for ever; what only asks for the time, for a statement.
Volatility volatility(std::string_view sql) {
  static constexpr std::string_view Times[] = {"now",       "current_timestamp", "current_date",
                                               "curdate",   "current_time",      "curtime",
                                               "localtime", "localtimestamp",    "utc_timestamp"};
  Volatility most = Volatility::Constant;
  std::vector<SqlToken> tokens = lexSqlTokens(sql, SqlRules::MySql);
  for (size_t i = 0; i < tokens.size(); ++i) {
    bool time = std::ranges::any_of(Times, [&](auto word) { return tokens[i].isWord(word); });
    bool called = tokens[i].kind == SqlToken::Kind::Identifier && i + 1 < tokens.size() &&
                  tokens[i + 1].isSymbol("(");
    most = std::max(most, time     ? Volatility::Stable
                          : called ? Volatility::Volatile
                                   : Volatility::Constant);
  }
  return most;
}

} // namespace mysql

const Dialect &getMySqlDialect() {
  static const mysql::MySqlDialect dialect(mysql::MySqlIdentity);
  return dialect;
}

const Dialect &getMariaDbDialect() {
  static const mysql::MySqlDialect dialect(mysql::MariaDbIdentity);
  return dialect;
}

} // namespace schemac
