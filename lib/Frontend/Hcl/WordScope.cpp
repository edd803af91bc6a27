//===- WordScope.cpp - Types and SQL as values ----------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {

std::optional<Value> WordScope::own(std::string_view name, SourceRange at) {
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
  if (std::string_view database = foreignType(name); !database.empty()) {
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
