//===- EnumAddValueTx.cpp - enum-add-value-tx -----------------------------------------===//
//
// A new value is not usable before the commit; since version 17 it is, where the same transaction
// made the type.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <functional>

namespace schemac {

static bool isOf(const Column &c, QName type) {
  return c.type.is(TypeKind::Enum) && c.type.enumName() == type;
}

static const Column *columnNamed(const Table &table, std::string_view name) {
  auto it = std::find_if(table.columns.begin(), table.columns.end(),
                         [&](const Column &c) { return c.name.str() == name; });
  return it == table.columns.end() ? nullptr : &*it;
}

using IsLabel = std::function<bool(const SqlToken &)>;

/// The columns that an INSERT gives values to, in its order; \p values is where its rows begin.
static std::vector<const Column *> insertedColumns(const RowChange &change, const Table &table,
                                                   size_t &values) {
  auto t = change.tokens;
  std::vector<const Column *> list;
  bool named = false;
  for (values = 0; values < t.size() && !t[values].isWord("values"); ++values) {
    named |= t[values].isSymbol("(");
    if (named && t[values].isName())
      list.push_back(columnNamed(table, t[values].name()));
  }
  if (!named)
    for (const Column &c : table.columns)
      list.push_back(&c);
  return list;
}

/// INSERT … VALUES: the label is the value of a column of the type.
static bool inserts(const RowChange &change, const Table &table, QName type,
                    const IsLabel &isLabel) {
  auto t = change.tokens;
  size_t values = 0, position = 0;
  std::vector<const Column *> columns = insertedColumns(change, table, values);
  int depth = 0;
  for (size_t i = values; i < t.size(); ++i) {
    depth += t[i].isSymbol("(") - t[i].isSymbol(")");
    if (depth == 1 && t[i].isSymbol("("))
      position = 0;
    else if (depth == 1 && t[i].isSymbol(","))
      ++position;
    else if (depth == 1 && isLabel(t[i]) && position < columns.size() && columns[position] &&
             isOf(*columns[position], type))
      return true;
  }
  return false;
}

/// The label is set or compared: column = 'label'.
static bool compares(const RowChange &change, const Table &table, QName type,
                     const IsLabel &isLabel) {
  auto t = change.tokens;
  for (size_t i = 2; i < t.size(); ++i) {
    bool beside = isLabel(t[i]) && t[i - 1].kind == SqlToken::Kind::Symbol && t[i - 2].isName();
    const Column *c = beside ? columnNamed(table, t[i - 2].name()) : nullptr;
    if (c && isOf(*c, type))
      return true;
  }
  return false;
}

static bool writes(const RowChange &change, const Schema &state, QName type,
                   const IsLabel &isLabel) {
  const Table *table = state.table(change.table.name);
  return table && ((change.kind == RowChange::Insert && inserts(change, *table, type, isLabel)) ||
                   compares(change, *table, type, isLabel));
}

/// Whether the statement has the label as a text, and something of the type beside it: the type
/// itself, or a column of it.
static bool uses(const StatementFacts &s, const Schema &state, QName type, std::string_view label) {
  std::string quoted = "'" + std::string(label) + "'";
  auto isLabel = [&](const SqlToken &t) {
    return t.kind == SqlToken::Kind::String && t.text == quoted;
  };
  if (s.startsWith({"alter", "type"}) || s.startsWith({"create", "function"}) ||
      std::none_of(s.tokens.begin(), s.tokens.end(), isLabel))
    return false;
  auto isNamed = [&](Name n) {
    return std::any_of(s.tokens.begin(), s.tokens.end(),
                       [&](const SqlToken &t) { return t.isName() && t.name() == n.str(); });
  };
  if (isNamed(type.name))
    return true;
  if (!s.rows.empty())
    return std::any_of(s.rows.begin(), s.rows.end(),
                       [&](const RowChange &c) { return writes(c, state, type, isLabel); });
  for (QName user : state.index().enumUsers(type))
    if (isNamed(user.name))
      for (const Column &c : state.table(user)->columns)
        if (c.type.is(TypeKind::Enum) && c.type.enumName() == type && isNamed(c.name))
          return true;
  return false;
}

/// Whether the transaction of statement \p at made the type, so that its values are usable at once.
static bool isUsable(const MigrationContext &rule, size_t at, QName type) {
  constexpr int Version = 17;
  if (rule.version() && rule.version() < Version)
    return false;
  for (size_t i = 0; i < at; ++i)
    for (const MigrationStep &step : rule.statements[i].steps)
      if (auto create = dynOp<CreateEnumOp>(*step.op);
          create && create->name() == type &&
          MigrationContext::sameTransaction(rule.statements[i], rule.statements[at]))
        return true;
  return false;
}

void checkEnumAddValueTx(MigrationContext &rule) {
  for (size_t i = 0; i < rule.statements.size(); ++i)
    for (const MigrationStep &step : rule.statements[i].steps) {
      auto add = dynOp<AddEnumValueOp>(*step.op);
      if (!add || isUsable(rule, i, add->name()))
        continue;
      for (size_t j = i + 1; j < rule.statements.size(); ++j) {
        const StatementFacts &later = rule.statements[j];
        if (MigrationContext::sameTransaction(rule.statements[i], later) &&
            uses(later, *rule.migration.end, add->name(), add->value().str()))
          rule.diags
              .report(later.range(), diag::err_enum_add_value_tx, add->value().str(),
                      add->name().str())
              .note("it is added here", rule.statements[i].range());
      }
    }
}

} // namespace schemac
