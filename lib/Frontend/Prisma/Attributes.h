//===- Attributes.h - The table of attributes -------------------*- C++ -*-===//
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace schemac::prisma {

enum class AttributePlace : uint8_t {
  ScalarField,
  RelationField,
  CompositeField,
  Model,
  Enum,
  EnumValue
};
/// "a field", for messages.
std::string_view describe(AttributePlace place);

enum class ArgumentKind : uint8_t {
  Any,
  Text,
  Name,
  Integer,
  Boolean,
  Sort,
  IndexType,
  Action,
  Columns,
  IndexFields,
  Predicate
};

struct ArgumentSpec {
  std::string_view name;
  ArgumentKind kind;
  bool isDefault, needed;
};

struct AttributeSpec {
  AttributePlace place;
  std::string_view name;
  bool repeatable;
  std::span<const ArgumentSpec> arguments;

  const ArgumentSpec *find(std::string_view argument) const;
  const ArgumentSpec *unnamed() const;
};

/// Null when the place has none of this name.
const AttributeSpec *attributeSpec(AttributePlace place, std::string_view name);
/// The names that a place has.
std::span<const std::string_view> attributeNames(AttributePlace place);

} // namespace schemac::prisma
