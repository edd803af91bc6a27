//===- ExtensionWords.h - Types and functions of extensions -----*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Schema.h"

namespace schemac::sql {

/// What a common extension brings, by the words for it.
class ExtensionWords {
public:
  ExtensionWords(std::string_view extension, const Schema &state)
      : extension(extension), state(state), dialect(findDialect("postgres")) {}

  /// Whether anything is known of it.
  bool areKnown() const;
  bool haveType(Type type) const;
  bool haveTypeCalled(std::string_view word) const;
  bool haveClass(Name opclass) const;
  bool haveFunction(std::string_view word) const;
  /// Whether an expression or a query calls one of its functions or names one of its types.
  bool areIn(Expr sql) const;
  /// Whether a part of an index needs it.
  bool areIn(const Table &table, const IndexElem &e, Name method) const;

private:
  bool isDefined(std::string_view function) const;

  std::string_view extension;
  const Schema &state;
  const Dialect *dialect;
};

enum class BroughtKind : uint8_t { Type, Function };

/// Whether an extension that is in this namespace brings a type or a function of this name.
bool isBroughtInto(const Schema &state, Name ns, std::string_view word, BroughtKind kind);

} // namespace schemac::sql
