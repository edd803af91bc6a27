//===- TreeBuilder.h - Events of a YAML parser as a tree --------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Yaml/Yaml.h"
#include <unordered_map>

namespace schemac::yaml {

inline constexpr const char *TooDeep = "this is nested more deeply than anything that is read here";

/// Makes the tree of one document after the other. Once something is too much, `stopped` is set and
/// nothing more may come: going on would cost more than any file is worth.
class TreeBuilder {
public:
  /// \p bytes are those of the file.
  TreeBuilder(size_t bytes, std::vector<Error> &errors)
      : errors(errors), allowance(MaxAliased + bytes) {}

  bool stopped = false;

  /// The root of the document that ended.
  Node takeDocument();
  void alias(SourceRange range, const std::string &anchor);
  void leaf(Node node, const std::string &anchor) { add({std::move(node), 1, 1, anchor}); }
  void begin(Node node, const std::string &anchor);
  void end();

private:
  /// A node with how many nodes it is and how many are in each other.
  struct Measured {
    Node node;
    size_t size = 1;
    unsigned depth = 1;
    std::string anchor{};
  };

  void add(Measured m);
  void stop(SourceRange range, std::string message);
  void checkKeys(Node &map);
  void checkTwice(const Node &map);
  void merge(Node &map, size_t at, std::vector<Node> &out);

  std::vector<Error> &errors;
  size_t allowance; ///< nodes that aliases may still stand for
  Node root;
  std::vector<Measured> open;
  std::unordered_map<std::string, Measured> anchors;
};

Node nodeOf(Node::Kind kind, SourceRange range);

/// Reports the first byte that no YAML file may hold.
void checkBytes(std::string_view text, Loc begin, std::vector<Error> &errors);

} // namespace schemac::yaml
