//===- Functions.cpp - Finding and calling functions ----------------------===//
#include "Functions.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace schemac::hcl {

static std::array<std::span<const Function>, 8> functionTables() {
  return {textFunctions(),       formatFunctions(), numberFunctions(), collectionFunctions(),
          conversionFunctions(), timeFunctions(),   urlFunctions(),    csvFunctions()};
}

std::string_view refusedFunction(std::string_view name) {
  static constexpr std::string_view Files =
      "it reads files, and a schema says all of itself; what differs is given with --var";
  static constexpr std::string_view Changing =
      "it gives another value each time, and a schema says the same each time";
  static constexpr std::pair<std::string_view, std::string_view> Refused[] = {
      {"file", Files},       {"fileset", Files},      {"fileexists", Files},
      {"filebase64", Files}, {"templatefile", Files}, {"abspath", Files},
      {"glob", Files},       {"timestamp", Changing}, {"plantimestamp", Changing},
      {"uuid", Changing},    {"bcrypt", Changing}};
  for (const auto &[refused, why] : Refused)
    if (refused == name)
      return why;
  return {};
}

const Function *findFunction(std::string_view name) {
  for (auto table : functionTables())
    for (const Function &f : table)
      if (f.name == name)
        return &f;
  return nullptr;
}

std::vector<std::string_view> functionNames() {
  std::vector<std::string_view> out;
  for (auto table : functionTables())
    for (const Function &f : table)
      out.push_back(f.name);
  return out;
}

namespace {

struct Parameter {
  char letter;
  std::string_view what;
  bool mayBeNull;
};
/// The letters of Function::parameters.
constexpr Parameter Parameters[] = {{'s', "a string", false},
                                    {'n', "a number", false},
                                    {'i', "a whole number", false},
                                    {'b', "true or false", false},
                                    {'l', "a list", false},
                                    {'m', "an object or map", false},
                                    {'c', "a list or an object", false},
                                    {'a', "a value", true}};

/// The argument as its parameter wants it; Unknown when it cannot be.
Value fit(Value v, char letter) {
  if (letter != 'a' && v.referred())
    v = v.referred()->asObject().value_or(v).at(v.range);
  switch (letter) {
  case 's':
    return toString(v);
  case 'n':
    return toNumber(v);
  case 'i': {
    Value n = toNumber(v);
    return n.is(ValueKind::Number) && n.asNumber().integer() ? n : Value();
  }
  case 'b':
    return toBool(v);
  case 'l':
    return v.isSequence() ? v : Value();
  case 'm':
    return v.isNamed() ? v : Value();
  case 'c':
    return v.isSequence() || v.isNamed() ? v : Value();
  default:
    return v;
  }
}

} // namespace

Outcome callFunction(const Function &f, std::vector<Value> arguments) {
  size_t n = arguments.size();
  if (n < f.least || n > f.most) {
    std::string count = f.least == f.most      ? std::to_string(f.least)
                        : f.most == UINT32_MAX ? fmt::format("at least {}", f.least)
                                               : fmt::format("{} to {}", f.least, f.most);
    return Outcome::failure(fmt::format("takes {} argument{}, and has {}", count,
                                        count == "1" || count == "at least 1" ? "" : "s", n));
  }
  for (size_t i = 0; i < n; ++i) {
    if (arguments[i].isUnknown())
      return Value();
    char letter = f.parameters[std::min(i, f.parameters.size() - 1)];
    const Parameter &p = *std::find_if(std::begin(Parameters), std::end(Parameters),
                                       [&](const Parameter &x) { return x.letter == letter; });
    Value v = arguments[i].isNull() && !p.mayBeNull ? Value() : fit(arguments[i], letter);
    if (v.isUnknown())
      return Outcome::failure(
          fmt::format("argument {} must be {}, and is {}", i + 1, p.what, describe(arguments[i])));
    arguments[i] = std::move(v);
  }
  return f.run(arguments);
}

} // namespace schemac::hcl
