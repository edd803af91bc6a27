//===- TreeBuilder.cpp - Events of a YAML parser as a tree ----------------===//
#include "TreeBuilder.h"
#include <algorithm>
#include <fmt/core.h>
#include <unordered_set>
#include <utility>

namespace schemac::yaml {

static bool isMerge(const Node &key) { return key.text == "<<" && !key.quoted; }

Node nodeOf(Node::Kind kind, SourceRange range) {
  Node n;
  n.kind = kind;
  n.range = range;
  return n;
}

void TreeBuilder::stop(SourceRange range, std::string message) {
  errors.push_back({Error::Limit, range, std::move(message)});
  stopped = true;
}

Node TreeBuilder::takeDocument() {
  anchors.clear();
  return std::exchange(root, Node());
}

void TreeBuilder::alias(SourceRange range, const std::string &anchor) {
  auto it = anchors.find(anchor);
  if (it == anchors.end()) {
    bool inside = std::ranges::any_of(open, [&](const Measured &m) { return m.anchor == anchor; });
    errors.push_back({Error::Syntax, range,
                      inside ? std::string("an alias stands inside of what it names")
                             : fmt::format("nothing before this is called '&{}'", anchor)});
    return add({nodeOf(Node::Null, range)});
  }
  const Measured &named = it->second;
  if (named.size > allowance)
    return stop(range, fmt::format("aliases stand for more than {} values", MaxAliased));
  allowance -= named.size;
  if (open.size() + named.depth > MaxDepth)
    return stop(range, TooDeep);
  Measured copy = named;
  copy.node.range = range;
  copy.anchor.clear();
  add(std::move(copy));
}

void TreeBuilder::begin(Node node, const std::string &anchor) {
  if (open.size() >= MaxDepth)
    return stop(node.range, TooDeep);
  open.push_back({std::move(node), 1, 1, anchor});
}

void TreeBuilder::end() {
  if (open.back().node.is(Node::Map))
    checkKeys(open.back().node);
  Measured m = std::move(open.back());
  open.pop_back();
  add(std::move(m));
}

void TreeBuilder::add(Measured m) {
  if (!m.anchor.empty())
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

/// Keys are texts, each there once; merge keys are replaced, in place, by what they bring.
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
  std::vector<size_t> ends; // in `merged`, of what each one brings
  for (size_t i : merges) {
    merge(map, i, merged);
    ends.push_back(merged.size());
  }
  // What is merged stands where `<<` does: the order of columns is a table's own.
  size_t next = 0, taken = 0;
  for (size_t i = 0; i + 1 < map.items.size(); i += 2)
    if (next < merges.size() && merges[next] == i) {
      for (; taken < ends[next]; ++taken)
        kept.push_back(std::move(merged[taken]));
      ++next;
    } else {
      kept.push_back(std::move(map.items[i]));
      kept.push_back(std::move(map.items[i + 1]));
    }
  map.items = std::move(kept);
}

} // namespace schemac::yaml
