//===- Functions.h - The functions of the language --------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Value.h"
#include <span>

namespace schemac::hcl {

using Arguments = std::span<const Value>;

/// What a function gives; or why not, as a sentence after its name: "the list is empty".
struct Outcome {
  Outcome(Value value) : value(std::move(value)) {}
  static Outcome failure(std::string why) {
    Outcome o{Value()};
    o.error = std::move(why);
    return o;
  }
  Value value;
  std::string error;
};

struct Function {
  std::string_view name;
  unsigned least, most;        ///< arguments
  std::string_view parameters; ///< a letter for each, the last for the rest: see Functions.cpp
  Outcome (*run)(Arguments);
};

const Function *findFunction(std::string_view name);
std::vector<std::string_view> functionNames();
/// Checks and converts the arguments, and runs it.
Outcome callFunction(const Function &f, std::vector<Value> arguments);

// One table for each file of functions.
std::span<const Function> textFunctions();
std::span<const Function> formatFunctions();
std::span<const Function> numberFunctions();
std::span<const Function> collectionFunctions();
std::span<const Function> conversionFunctions();
std::span<const Function> timeFunctions();
std::span<const Function> urlFunctions();
std::span<const Function> csvFunctions();

/// Why a function that other tools have is none here, as a sentence after its name; empty when it
/// is not known at all.
std::string_view refusedFunction(std::string_view name);

/// Reads JSON; nothing when it is none.
std::optional<Value> fromJson(std::string_view text);

} // namespace schemac::hcl
