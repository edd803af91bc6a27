//===- Eval.h - Expressions of HCL to values --------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Hcl/Ast.h"
#include "schemac/Frontend/Hcl/Value.h"
#include <algorithm>
#include <span>

namespace schemac::hcl {

/// How much the values of one schema may cost: a few lines can ask for more than anybody waits for.
struct Work {
  uint64_t left = 3'000'000;
  bool said = false;
  /// False when there is nothing left.
  bool spend(uint64_t units) {
    left -= std::min(left, units);
    return left != 0;
  }
};

/// What the names in an expression mean. A scope asks the one around it for what it does not know.
class Scope {
public:
  explicit Scope(Scope *outer = nullptr) : outer(outer) {}
  virtual ~Scope() = default;
  Scope(const Scope &) = delete;

  /// Looks outwards.
  std::optional<Value> find(std::string_view name, SourceRange at);
  std::optional<Value> call(std::string_view function, std::span<const Value> arguments,
                            SourceRange at);
  /// All names, for suggestions.
  std::vector<std::string> allNames() const;
  /// Of the schema that the scope is in; null when it is in none.
  Work *work();

protected:
  virtual std::optional<Value> own(std::string_view, SourceRange) { return std::nullopt; }
  /// A function beside those of the language.
  virtual std::optional<Value> ownCall(std::string_view, std::span<const Value>, SourceRange) {
    return std::nullopt;
  }
  virtual void ownNames(std::vector<std::string> &) const {}
  virtual Work *ownWork() { return nullptr; }

private:
  Scope *outer;
};

/// Some names with their values.
class NamedScope : public Scope {
public:
  using Scope::Scope;
  std::map<std::string, Value, std::less<>> values;

protected:
  std::optional<Value> own(std::string_view name, SourceRange) override {
    auto it = values.find(name);
    return it == values.end() ? std::nullopt : std::optional(it->second);
  }
  void ownNames(std::vector<std::string> &out) const override {
    for (const auto &entry : values)
      out.push_back(entry.first);
  }
};

/// What `expr` means in `scope`. What has no value is reported, and is Unknown; what is made of it
/// is Unknown without a further word. The value has the range of the expression.
Value evaluate(const Expr &expr, Scope &scope, DiagEngine &diags);

/// A type as an expression states it: string, list(number), object({a = string}).
std::optional<TypeSpec> readType(const Expr &expr, DiagEngine &diags);

} // namespace schemac::hcl
