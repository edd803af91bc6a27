//===- WordScope.cpp - Types and SQL as values ----------------------------===//
#include "Lowering.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {

/// enum("a", "b"), varchar(20) of another database: strings are labels, which only MySQL's types
/// have, and numbers stand as they are.
std::optional<Value> WordScope::typeCall(std::string_view name, std::span<const Value> arguments,
                                         SourceRange at) {
  bool labels = name == "enum" || name == "set";
  const Dialect &mysql = *findDialect("mysql");
  std::string list;
  for (const Value &v : arguments) {
    Value s = toString(v);
    if (!s.is(ValueKind::String) || v.is(ValueKind::String) != labels) {
      diags.report(at, diag::err_hcl_type_parameters, name, labels ? "strings" : "numbers");
      return Value();
    }
    list += (list.empty() ? "" : ",") + (labels ? mysql.quoteString(s.asString()) : s.asString());
  }
  return Value::reference(std::make_shared<SqlValue>(typeSqlOf(name) + "(" + list + ")", at, true));
}

std::optional<Value> WordScope::own(std::string_view name, SourceRange at) {
  if (words != Words::Postgres)
    return isTypeOf(words, name) ? std::optional(Value::reference(
                                       std::make_shared<SqlValue>(typeSqlOf(name), at, true)))
                                 : std::nullopt;
  if (const TypeWord *t = typeWord(name))
    return Value::reference(std::make_shared<SqlValue>(typeSql(*t, ""), at, true));
  if (std::string_view database = foreignType(name); !database.empty()) {
    foreign.see(at, name, database);
    return Value();
  }
  return std::nullopt;
}

std::optional<Value> WordScope::ownCall(std::string_view name, std::span<const Value> arguments,
                                        SourceRange at) {
  if (name == "sql") {
    Value text = arguments.size() == 1 ? toString(arguments[0]) : Value();
    if (text.is(ValueKind::String))
      return Value::reference(std::make_shared<SqlValue>(text.asString(), text.range, false));
    diags.report(at, diag::err_hcl_call, "sql", "takes one string");
    return Value();
  }
  if (name == "getenv" && inputs.environment) {
    Value variable = arguments.size() == 1 ? toString(arguments[0]) : Value();
    if (variable.is(ValueKind::String))
      return Value::string(inputs.environment(variable.asString()).value_or(""));
    diags.report(at, diag::err_hcl_call, "getenv", "takes one string");
    return Value();
  }
  if (words != Words::Postgres)
    return isTypeOf(words, name) ? typeCall(name, arguments, at) : std::nullopt;
  if (std::string_view database = name == "enum" ? "MySQL" : foreignType(name); !database.empty()) {
    foreign.see(at, name, database);
    return Value();
  }
  const TypeWord *t = typeWord(name);
  if (!t)
    return std::nullopt;
  std::string parameters;
  for (const Value &v : arguments) {
    Value s = toString(v);
    if (s.is(ValueKind::String))
      parameters += (parameters.empty() ? "" : ", ") + s.asString();
  }
  if (arguments.empty() || arguments.size() > t->most) {
    diags.report(at, diag::err_hcl_type_parameters, name,
                 t->most == 0   ? "no parameters"
                 : t->most == 1 ? "one parameter"
                                : "one or two parameters");
    return Value();
  }
  return Value::reference(
      std::make_shared<SqlValue>(typeSql(*t, "(" + parameters + ")"), at, true));
}

} // namespace schemac::hcl
