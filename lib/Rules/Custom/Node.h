//===- Node.h - A condition as a tree ---------------------------*- C++ -*-===//
#pragma once

#include "Rules/Custom/Attributes.h"
#include <memory>

namespace schemac {

enum class Operator : uint8_t { Value, Ask, Size, Not, And, Or, Equal, Less, In, Matches };

struct CustomRule::Node {
  Operator op = Operator::Value;
  CustomType type = CustomType::Bool;
  size_t offset = 0;
  CustomValue value;                  ///< Value
  const Askable *attribute = nullptr; ///< Ask
  std::unique_ptr<Node> left, right;

  CustomValue evaluate(const CustomScope &scope) const;
};

} // namespace schemac
