//===- LowerDefaults.cpp - @default to DEFAULT ----------------------------===//
//
// Defaults are written as Prisma's engine writes them into migrations, so that a schema and its own
// history say the same. Functions that the client evaluates (uuid, cuid, ...) leave no trace.
//
//===----------------------------------------------------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Words/Prisma/Literals.h"

namespace schemac::prisma {

void Lowering::lowerDefault(const Block &b, const Field &f, Column &column) {
  const Attribute *a = attribute(f, "default");
  const Expr *e = a ? argument(*a, "value", true) : nullptr;
  if (!e)
    return;
  if (e->is(ExprKind::Call)) {
    if (e->value == "autoincrement")
      column.generation = provider == Provider::PostgreSql ? Generation::Serial
                          : provider == Provider::MySql    ? Generation::IdentityByDefault
                                                           : Generation::None; // its key says so
    else if (e->value == "now")
      column.defaultExpr = context.expr(now(column));
    else if (e->value == "dbgenerated" && !e->args.empty() && !e->args[0].value.value.empty())
      column.defaultExpr = context.expr(e->args[0].value.value);
    return;
  }
  DeclaredType type = declared(b, f);
  const Block *enumType = type.is(BlockKind::Enum) ? type.block : nullptr;
  std::string text;
  if (f.type.arity == Arity::List) {
    for (const Argument &item : e->args)
      text += (text.empty() ? "" : ", ") + literal(b, f, item.value, enumType);
    text = fmt::format("ARRAY[{}]::{}", text, sqlSpelling(column.type));
  } else {
    text = literal(b, f, *e, enumType);
  }
  column.defaultExpr = context.expr(text);
}

/// MySQL takes only the precision of the column.
std::string Lowering::now(const Column &column) const {
  int digits = column.type.param(0);
  return provider == Provider::MySql && digits > 0 ? fmt::format("CURRENT_TIMESTAMP({})", digits)
                                                   : "CURRENT_TIMESTAMP";
}

/// In MySQL, a backslash has a meaning of its own.
std::string Lowering::quoted(std::string_view text) const {
  return provider == Provider::MySql ? dialect->quoteString(text) : quoteSql(text);
}

std::string Lowering::literal(const Block &b, const Field &f, const Expr &e,
                              const Block *enumType) {
  if (enumType) {
    for (const EnumValue &v : (*enumType)->values)
      if (v.name == e.value)
        return quoted(databaseName(v));
    return quoted(e.value);
  }
  std::optional<std::string> text;
  switch (scalarByName(f.type.name).value_or(Json)) {
  case Int:
  case BigInt:
  case Float:
  case Decimal:
    text = numberLiteral(e.value);
    break;
  case Boolean:
    text = std::string(e.value);
    break;
  case DateTime:
    text = dateTimeLiteral(e.value);
    if (constexpr std::string_view Utc = " +00:00'";
        text && provider == Provider::MySql && text->ends_with(Utc))
      text = text->substr(0, text->size() - Utc.size()) + "'";
    break;
  case Bytes:
    text = bytesLiteral(e.value);
    // Elsewhere without PostgreSQL's mark; Prisma's engine gives SQLite the digits as a text.
    if (text && provider != Provider::PostgreSql)
      text = (provider == Provider::MySql ? "X'" : "'") + text->substr(3);
    break;
  case String:
  case Json:
    text = quoted(e.value);
    break;
  }
  if (!text)
    diags.report(b.range(e.text), diag::err_prisma_default, e.value, f.type.name);
  return text.value_or("NULL");
}

} // namespace schemac::prisma
