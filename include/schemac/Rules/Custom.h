//===- Custom.h - Rules that a configuration writes -------------*- C++ -*-===//
//
// A small language of conditions: `column.type == "text" and not column.nullable`. Names and types
// are checked when the configuration is read, so that a rule never fails later.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Dialect/Dialect.h"

namespace schemac {

/// What a custom rule looks at, one at a time.
enum class Subject : uint8_t { Table, Column, Index, Constraint, Step };
std::optional<Subject> subjectByName(std::string_view name);
std::vector<std::string_view> subjectNames();

/// A value of the language.
using CustomValue = std::variant<bool, int64_t, std::string, std::vector<std::string>>;

/// What an expression is evaluated on. What the subject has not is null.
struct CustomScope {
  const Dialect &dialect;
  const Schema &state; ///< of a step: before it
  const Table *table = nullptr;
  const Column *column = nullptr;
  const Index *index = nullptr;
  const Constraint *constraint = nullptr;
  const Op *op = nullptr;
  bool isNew = false; ///< Step: its table is made by the same change
};

/// Words of lower case letters and digits, joined by '-'.
bool isRuleName(std::string_view name);

/// What \p scope has at "column.type", for what looks at \p subject. Nothing when there is no such
/// thing.
std::optional<CustomValue> askAttribute(Subject subject, std::string_view path,
                                        const CustomScope &scope);
/// All that can be asked: "column.name", "table.name" …
std::vector<std::string> attributePaths(Subject subject);
/// As messages show it.
std::string textOf(const CustomValue &value);

class CustomRule {
public:
  CustomRule();
  ~CustomRule();
  CustomRule(const CustomRule &) = delete;

  std::string name;    ///< "custom-" and what the configuration calls it
  std::string message; ///< with {table.name} and the like
  Subject subject = Subject::Table;
  DiagInfo info; ///< whose texts are those above

  /// What is wrong with a condition or message, and where in it.
  struct Error {
    size_t offset = 0;
    std::string text;
  };
  /// Compiles the condition for `subject`. Nothing when it is sound.
  std::optional<Error> setCondition(std::string_view text);
  std::optional<Error> setMessage(std::string_view text);

  bool holds(const CustomScope &scope) const;
  std::string messageFor(const CustomScope &scope) const;

private:
  struct Node;
  std::unique_ptr<Node> condition;
  friend class ConditionParser;
};

} // namespace schemac
