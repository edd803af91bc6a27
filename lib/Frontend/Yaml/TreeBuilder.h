//===- TreeBuilder.h - Events of yaml-cpp as a tree -------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Yaml/Yaml.h"
#include <map>
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

namespace schemac::yaml {

inline constexpr const char *TooDeep = "this is nested more deeply than anything that is read here";

/// Thrown through the parser: going on would cost more than any file is worth.
struct TooMuch {
  SourceRange range;
  std::string message;
};

/// From marks of the parser to places in the source.
struct Places {
  Loc start;
  std::string_view text;
  SourceRange at(const YAML::Mark &mark, size_t length) const;
};

class TreeBuilder : public YAML::EventHandler {
public:
  TreeBuilder(Places places, std::vector<Error> &errors)
      : places(places), errors(errors), allowance(MaxAliased + places.text.size()) {}

  Node root;

  void OnDocumentStart(const YAML::Mark &) override { anchors.clear(); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                const std::string &value) override;
  void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override;
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override;
  void OnMapEnd() override;

private:
  /// A node with how many nodes it is and how many are in each other.
  struct Measured {
    Node node;
    size_t size = 1;
    unsigned depth = 1;
    YAML::anchor_t anchor = 0;
  };

  void add(Measured m);
  void begin(Node node, YAML::anchor_t anchor);
  void end();
  void checkKeys(Node &map);
  void checkTwice(const Node &map);
  void merge(Node &map, size_t at, std::vector<Node> &out);

  Places places;
  std::vector<Error> &errors;
  size_t allowance; ///< nodes that aliases may still stand for
  std::vector<Measured> open;
  std::map<YAML::anchor_t, Measured> anchors;
};

/// Reports the first byte that no YAML file may hold.
void checkBytes(std::string_view text, Loc begin, std::vector<Error> &errors);

} // namespace schemac::yaml
