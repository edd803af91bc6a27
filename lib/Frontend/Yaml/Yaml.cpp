//===- Yaml.cpp - YAML documents as located trees -------------------------===//
//
// yaml-cpp reports events with marks of where a node begins, and throws. A scalar's end is found in
// the source where it is written plainly; else the mark of its beginning has to do.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Yaml/Yaml.h"
#include <map>
#include <sstream>
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

namespace schemac::yaml {
namespace {

class TreeBuilder : public YAML::EventHandler {
public:
  TreeBuilder(const SourceManager &sources, FileId file) : sources(sources), file(file) {}

  Node root;

  void OnDocumentStart(const YAML::Mark &) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override {
    add(Node{Node::Null, at(mark, 0), {}, false, {}}, anchor);
  }
  void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override {
    Node copy = anchors[anchor];
    copy.range = at(mark, 1);
    add(std::move(copy), 0);
  }
  void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                const std::string &value) override {
    // Plain scalars have the tag "?", quoted ones "!".
    bool quoted = tag == "!";
    if (!quoted && (value.empty() || value == "~" || value == "null"))
      return add(Node{Node::Null, at(mark, value.size()), {}, false, {}}, anchor);
    add(Node{Node::Scalar, at(mark, value.size() + (quoted ? 2 : 0)), value, quoted, {}}, anchor);
  }
  void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(Node{Node::Sequence, at(mark, 1), {}, false, {}}, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(Node{Node::Map, at(mark, 1), {}, false, {}}, anchor);
  }
  void OnMapEnd() override { end(); }

private:
  const SourceManager &sources;
  FileId file;
  std::vector<std::pair<Node, YAML::anchor_t>> open;
  std::map<YAML::anchor_t, Node> anchors;

  SourceRange at(const YAML::Mark &mark, size_t length) const {
    Loc start = sources.begin(file);
    size_t size = sources.text(file).size();
    size_t from = std::min(size, size_t(std::max(0, mark.pos)));
    return {start + uint32_t(from), start + uint32_t(std::min(size, from + length))};
  }

  void add(Node node, YAML::anchor_t anchor) {
    if (anchor)
      anchors[anchor] = node;
    if (open.empty())
      root = std::move(node);
    else
      open.back().first.items.push_back(std::move(node));
  }
  void begin(Node node, YAML::anchor_t anchor) { open.emplace_back(std::move(node), anchor); }
  void end() {
    auto [node, anchor] = std::move(open.back());
    open.pop_back();
    add(std::move(node), anchor);
  }
};

} // namespace

const Node *Node::find(std::string_view key) const {
  for (size_t i = 0; kind == Map && i + 1 < items.size(); i += 2)
    if (items[i].text == key)
      return &items[i + 1];
  return nullptr;
}

std::optional<Node> parse(const SourceManager &sources, FileId file, Error &error) {
  std::istringstream stream{std::string(sources.text(file))};
  TreeBuilder builder(sources, file);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    return std::move(builder.root);
  } catch (const YAML::Exception &e) {
    Loc start = sources.begin(file);
    size_t from = std::min(sources.text(file).size(), size_t(std::max(0, e.mark.pos)));
    error = {SourceRange(start + uint32_t(from)), e.msg};
    return std::nullopt;
  }
}

} // namespace schemac::yaml
