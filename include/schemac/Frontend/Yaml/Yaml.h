//===- Yaml.h - YAML documents as located trees -----------------*- C++ -*-===//
#pragma once

#include "schemac/Support/Source.h"
#include <optional>
#include <string>
#include <vector>

namespace schemac::yaml {

/// A node with its place. Aliases are replaced by what they name; tags are dropped.
struct Node {
  enum Kind : uint8_t { Null, Scalar, Sequence, Map };
  Kind kind = Null;
  SourceRange range;
  std::string text;        ///< Scalar
  bool quoted = false;     ///< Scalar: a string whatever it looks like
  std::vector<Node> items; ///< Sequence; Map: key, value, key, value …

  /// The value of a key of a map; null when there is none.
  const Node *find(std::string_view key) const;
};

struct Error {
  SourceRange range;
  std::string message;
};

/// Parses the only document of a file. On failure nothing, and why in \p error.
std::optional<Node> parse(const SourceManager &sources, FileId file, Error &error);

} // namespace schemac::yaml
