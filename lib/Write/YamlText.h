//===- YamlText.h - Values as YAML ------------------------------*- C++ -*-===//
//
// What fits on a line stands on a line; a text of several lines stands as it is. Whatever is
// written is read back as the same by any reader of YAML, 1.1 or 1.2.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac {

struct YamlValue {
  enum Kind : unsigned char { Scalar, List, Map };
  Kind kind = Scalar;
  bool raw = false;    ///< Scalar: written without quotes: true, 5
  bool block = false;  ///< List, Map: an item on a line, however short
  bool spaced = false; ///< Map: with blank lines between its items
  std::string text;    ///< Scalar
  std::string key;     ///< of an item of a Map
  std::vector<YamlValue> items;

  static YamlValue scalar(std::string_view text, bool raw = false) {
    YamlValue v;
    v.text = text;
    v.raw = raw;
    return v;
  }
  static YamlValue of(Kind kind) {
    YamlValue v;
    v.kind = kind;
    return v;
  }
  void add(std::string_view name, YamlValue value) {
    value.key = name;
    items.push_back(std::move(value));
  }
};

/// The text of a document whose root is a map.
std::string yamlText(const YamlValue &root);

} // namespace schemac
