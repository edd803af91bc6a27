//===- TreeBuilder.cpp - Events of yaml-cpp as a tree ---------------------===//
#include "TreeBuilder.h"
#include <algorithm>
#include <fmt/core.h>
#include <unordered_set>

namespace schemac::yaml {

SourceRange Places::at(const YAML::Mark &mark, size_t length) const {
  size_t size = text.size(), from = std::min(size, size_t(std::max(0, mark.pos)));
  return {start + uint32_t(from), start + uint32_t(std::min(size, from + length))};
}

static bool isMerge(const Node &key) { return key.text == "<<" && !key.quoted; }

static Node nodeOf(Node::Kind kind, SourceRange range) {
  Node n;
  n.kind = kind;
  n.range = range;
  return n;
}

void TreeBuilder::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) {
  Node n = nodeOf(Node::Null, places.at(mark, 0));
  for (std::string_view word : {"null", "Null", "NULL", "~"})
    if (places.text.substr(n.range.begin.raw - places.start.raw).starts_with(word)) {
      n.range = places.at(mark, word.size());
      n.text = word;
      break;
    }
  add({std::move(n), 1, 1, anchor});
}

void TreeBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) {
  auto it = anchors.find(anchor);
  SourceRange here = places.at(mark, 1);
  if (it == anchors.end()) {
    errors.push_back({Error::Syntax, here, "an alias stands inside of what it names"});
    return add({nodeOf(Node::Null, here)});
  }
  const Measured &named = it->second;
  if (named.size > allowance)
    throw TooMuch{here, fmt::format("aliases stand for more than {} values", MaxAliased)};
  allowance -= named.size;
  if (open.size() + named.depth > MaxDepth)
    throw TooMuch{here, TooDeep};
  Measured copy = named;
  copy.node.range = here;
  copy.anchor = 0;
  add(std::move(copy));
}

void TreeBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                           const std::string &value) {
  // Plain scalars have the tag "?", quoted ones "!".
  bool quoted = tag == "!";
  Node n = nodeOf(Node::Scalar, places.at(mark, value.size() + (quoted ? 2 : 0)));
  n.text = value;
  n.quoted = quoted;
  add({std::move(n), 1, 1, anchor});
}

void TreeBuilder::OnSequenceStart(const YAML::Mark &mark, const std::string &,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value) {
  begin(nodeOf(Node::Sequence, places.at(mark, 1)), anchor);
}

void TreeBuilder::OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
  begin(nodeOf(Node::Map, places.at(mark, 1)), anchor);
}

void TreeBuilder::begin(Node node, YAML::anchor_t anchor) {
  if (open.size() >= MaxDepth)
    throw TooMuch{node.range, TooDeep};
  open.push_back({std::move(node), 1, 1, anchor});
}

void TreeBuilder::end() {
  Measured m = std::move(open.back());
  open.pop_back();
  add(std::move(m));
}

void TreeBuilder::OnMapEnd() {
  checkKeys(open.back().node);
  end();
}

void TreeBuilder::add(Measured m) {
  if (m.anchor)
    anchors[m.anchor] = m;
  if (open.empty()) {
    root = std::move(m.node);
    return;
  }
  Measured &parent = open.back();
  parent.size += m.size;
  parent.depth = std::max(parent.depth, m.depth + 1);
  parent.node.items.push_back(std::move(m.node));
}

/// Adds what the merge key at \p at brings: what comes first wins.
void TreeBuilder::merge(Node &map, size_t at, std::vector<Node> &out) {
  Node &value = map.items[at + 1];
  std::vector<Node> single;
  if (value.is(Node::Map))
    single.push_back(std::move(value));
  std::vector<Node> &merged = value.is(Node::Sequence) ? value.items : single;
  for (Node &m : merged) {
    if (!m.is(Node::Map)) {
      errors.push_back({Error::Syntax, m.range, "'<<' merges maps"});
      continue;
    }
    for (size_t i = 0; i + 1 < m.items.size(); i += 2) {
      bool there = false;
      for (const std::vector<Node> *list : {&map.items, &out})
        for (size_t j = 0; j + 1 < list->size(); j += 2)
          there |= (*list)[j].text == m.items[i].text;
      if (!there) {
        out.push_back(std::move(m.items[i]));
        out.push_back(std::move(m.items[i + 1]));
      }
    }
  }
  if (merged.empty())
    errors.push_back({Error::Syntax, value.range, "'<<' merges maps"});
}

/// Reports keys that are there twice.
void TreeBuilder::checkTwice(const Node &map) {
  auto twice = [&](const Node &key) {
    errors.push_back(
        {Error::DuplicateKey, key.range, fmt::format("'{}' is there twice", key.text)});
  };
  constexpr size_t Few = 32; // so few are compared faster than they are hashed
  std::unordered_set<std::string_view> seen;
  for (size_t i = 0; i + 1 < map.items.size(); i += 2) {
    const Node &key = map.items[i];
    if (!key.is(Node::Scalar) || isMerge(key))
      continue;
    bool there = false;
    for (size_t j = 0; map.items.size() <= Few && j < i && !there; j += 2)
      there = map.items[j].text == key.text && map.items[j].is(Node::Scalar);
    if (there || (map.items.size() > Few && !seen.insert(key.text).second))
      twice(key);
  }
}

/// Keys are texts, each there once; merge keys are replaced by what they bring.
void TreeBuilder::checkKeys(Node &map) {
  std::vector<size_t> merges;
  for (size_t i = 0; i + 1 < map.items.size(); i += 2) {
    Node &key = map.items[i];
    if (key.is(Node::Null) && !key.text.empty()) // `null:` is a name like any other
      key.kind = Node::Scalar;
    if (!key.is(Node::Scalar))
      errors.push_back({Error::Syntax, key.range,
                        fmt::format("here stands a key, and not {}", kindWord(key.kind))});
    else if (isMerge(key))
      merges.push_back(i);
  }
  checkTwice(map);
  if (merges.empty())
    return;
  std::vector<Node> merged, kept;
  for (size_t i : merges)
    merge(map, i, merged);
  for (size_t i = 0; i + 1 < map.items.size(); i += 2)
    if (std::find(merges.begin(), merges.end(), i) == merges.end()) {
      kept.push_back(std::move(map.items[i]));
      kept.push_back(std::move(map.items[i + 1]));
    }
  std::move(merged.begin(), merged.end(), std::back_inserter(kept));
  map.items = std::move(kept);
}

} // namespace schemac::yaml
