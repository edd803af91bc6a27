//===- Yaml.h - YAML documents as located trees -----------------*- C++ -*-===//
#pragma once

#include "schemac/Support/Source.h"
#include <optional>
#include <string>
#include <vector>

namespace schemac {
class DiagEngine;
}

namespace schemac::yaml {

/// A node with its place. Aliases are replaced by what they name, merge keys by what they merge;
/// tags are dropped.
struct Node {
  enum Kind : uint8_t { Null, Scalar, Sequence, Map };
  Kind kind = Null;
  bool quoted = false; ///< Scalar: a string whatever it looks like
  SourceRange range;
  std::string text;        ///< Scalar
  std::vector<Node> items; ///< Sequence; Map: key, value, key, value …

  /// The value of a key of a map; null when there is none.
  const Node *find(std::string_view key) const;
  bool is(Kind k) const { return kind == k; }
};

/// "a map", "a list", "a text", "nothing", for messages.
std::string_view kindWord(Node::Kind kind);

struct Error {
  enum Kind : uint8_t {
    Syntax,
    DuplicateKey,
    Limit, ///< nested too deeply, or aliases that stand for too much
    Bytes, ///< no UTF-8, or a character that no YAML may hold
  };
  Kind kind = Syntax;
  SourceRange range;
  std::string message;
};

/// Nodes in nodes. Nothing that people write comes near.
inline constexpr unsigned MaxDepth = 100;
/// Aliases may stand for as many nodes as the file has bytes, and this many more.
inline constexpr size_t MaxAliased = 100000;

/// Parses all documents of a file. What is wrong goes to \p errors; the documents before are good.
std::vector<Node> parseAll(const SourceManager &sources, FileId file, std::vector<Error> &errors);

/// A file with its documents.
struct File {
  FileId id;
  std::vector<Node> documents;
};

/// Parses the only document of a file. On failure nothing, and why in \p error.
std::optional<Node> parse(const SourceManager &sources, FileId file, Error &error);

/// Reports errors under codes of their own.
void report(DiagEngine &diags, const std::vector<Error> &errors);

/// What a file of YAML may be to us.
enum class Purpose : uint8_t {
  Own,           ///< begins with `schemac: 1`
  SchemaHero,    ///< a table of SchemaHero, bare or as a Kubernetes resource
  Configuration, ///< schemac.yaml
  Other,
};
Purpose purposeOf(const Node &document);
/// The same by a look at the text: whether a file of a folder is worth parsing.
bool looksLikeSchema(std::string_view text);

} // namespace schemac::yaml
