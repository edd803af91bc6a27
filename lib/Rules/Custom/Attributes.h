//===- Attributes.h - What conditions can ask -------------------*- C++ -*-===//
#pragma once

#include "schemac/Rules/Custom.h"

namespace schemac {

/// The types of the language, in the order of CustomValue's alternatives.
enum class CustomType : uint8_t { Bool, Number, Text, List };

struct Askable {
  Subject subject;
  std::string_view name;
  CustomType type;
  CustomValue (*value)(const CustomScope &);
};

/// "column.type", for a rule that looks at \p subject. Null when it has none of the name.
const Askable *findAttribute(Subject subject, std::string_view path);

} // namespace schemac
