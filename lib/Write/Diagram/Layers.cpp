//===- Layers.cpp - Which table stands in which column --------------------===//
#include "Write/Diagram/Layers.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace schemac::diagram {
namespace {

class Layering {
public:
  Layering(const Diagram &d, const std::vector<size_t> &members, double mostHeight)
      : d(d), members(members), mostHeight(mostHeight), parents(d.boxes.size()),
        children(d.boxes.size()), layerOf(d.boxes.size(), None) {}

  Layers run();

private:
  void findCircles();
  void visit(size_t box, std::vector<char> &state);
  std::vector<size_t> parentsFirst() const;
  void chooseLayers();
  void addBundles();
  size_t chain(size_t bundle, size_t from, size_t layer, bool toRight);

  const Diagram &d;
  const std::vector<size_t> &members;
  double mostHeight;
  std::vector<std::vector<size_t>> parents, children; ///< without those that close circles
  std::vector<size_t> layerOf;
  Layers out;
  std::map<std::pair<size_t, size_t>, size_t> points; ///< of a bundle in a layer
  std::vector<size_t> vertexOf;
};

/// Takes the foreign keys that close a circle out of what gives the columns.
void Layering::visit(size_t box, std::vector<char> &state) {
  state[box] = 1;
  std::vector<size_t> kept;
  for (size_t parent : parents[box]) {
    if (state[parent] == 1)
      continue; // on the way here: a circle
    kept.push_back(parent);
    if (state[parent] == 0)
      visit(parent, state);
  }
  parents[box] = std::move(kept);
  state[box] = 2;
}

void Layering::findCircles() {
  std::vector<std::vector<size_t>> users(d.boxes.size());
  for (const Link &l : d.links)
    if (l.child != l.parent && !std::ranges::count(parents[l.child], l.parent)) {
      parents[l.child].push_back(l.parent);
      users[l.parent].push_back(l.child);
    }
  // Begin at the tables that few refer to, so that the most used ones end on the left.
  std::vector<size_t> starts = members;
  std::stable_sort(starts.begin(), starts.end(),
                   [&](size_t a, size_t b) { return users[a].size() < users[b].size(); });
  std::vector<char> state(d.boxes.size(), 0);
  for (size_t box : starts)
    if (state[box] == 0)
      visit(box, state);
  for (size_t box : members)
    for (size_t parent : parents[box])
      children[parent].push_back(box);
}

/// Parents before children; of those that could come next, the ones that more refer to.
std::vector<size_t> Layering::parentsFirst() const {
  std::vector<size_t> waiting(d.boxes.size(), 0), ready, order;
  for (size_t box : members) {
    waiting[box] = parents[box].size();
    if (waiting[box] == 0)
      ready.push_back(box);
  }
  while (!ready.empty()) {
    auto next = std::max_element(ready.begin(), ready.end(), [&](size_t a, size_t b) {
      return std::tuple(children[a].size(), b) < std::tuple(children[b].size(), a);
    });
    size_t box = *next;
    ready.erase(next);
    order.push_back(box);
    for (size_t child : children[box])
      if (--waiting[child] == 0)
        ready.push_back(child);
  }
  return order;
}

void Layering::chooseLayers() {
  std::vector<double> heights;
  for (size_t box : parentsFirst()) {
    size_t layer = 0;
    for (size_t parent : parents[box])
      layer = std::max(layer, layerOf[parent] + 1);
    double height = d.boxes[box].height + BoxGap;
    for (; layer < heights.size(); ++layer)
      if (heights[layer] + height <= mostHeight)
        break;
    heights.resize(std::max(heights.size(), layer + 1), 0);
    heights[layer] += height;
    layerOf[box] = layer;
  }
  // A table that nothing refers to stands next to what it refers to only when there is room; one
  // that refers to nothing moves next to those that refer to it.
  for (size_t box : members) {
    if (!parents[box].empty() || children[box].empty())
      continue;
    size_t nearest = None;
    for (size_t child : children[box])
      nearest = std::min(nearest, layerOf[child]);
    for (size_t layer = nearest - 1; layer > layerOf[box] && layer != None; --layer) {
      double height = d.boxes[box].height + BoxGap;
      if (heights[layer] + height > mostHeight)
        continue;
      heights[layerOf[box]] -= height;
      heights[layer] += height;
      layerOf[box] = layer;
    }
  }
}

/// The vertex of a bundle in a layer, with the points on the way there.
size_t Layering::chain(size_t bundle, size_t from, size_t layer, bool toRight) {
  if (out.vertices[from].layer == layer)
    return from;
  auto [it, fresh] = points.try_emplace({bundle, layer}, 0);
  if (!fresh)
    return it->second;
  size_t before = chain(bundle, from, toRight ? layer - 1 : layer + 1, toRight);
  size_t point = out.vertices.size();
  out.vertices.push_back({None, layer, 0, 0});
  out.order[layer].push_back(point);
  points[{bundle, layer}] = point;
  double port = out.vertices[before].box == None ? 0 : bundle % 2 ? 20 : 9;
  if (toRight)
    out.segments.push_back({before, point, port, 0, bundle});
  else
    out.segments.push_back({point, before, 0, port, bundle});
  return point;
}

/// Two bundles for each table and side: of keys that may be null, and of those that may not.
void Layering::addBundles() {
  std::map<std::tuple<size_t, bool, bool>, size_t> marked;
  for (const Link &l : d.links) {
    if (layerOf[l.child] == None)
      continue;
    if (l.child == l.parent) {
      out.selfLinks.push_back(size_t(&l - d.links.data()));
      continue;
    }
    bool toRight = layerOf[l.parent] < layerOf[l.child];
    size_t bundle = l.parent * 4 + (toRight ? 0 : 2) + (l.optional ? 1 : 0);
    size_t parent = vertexOf[l.parent], child = vertexOf[l.child];
    size_t next = layerOf[l.child];
    size_t last = chain(bundle, parent, toRight ? next - 1 : next + 1, toRight);
    double port = l.optional ? 20 : 9;
    double lastPort = last == parent ? port : 0;
    double row = HeaderHeight + 3 + (double(l.row) + 0.5) * RowHeight;
    if (toRight)
      out.segments.push_back({last, child, lastPort, row, bundle});
    else
      out.segments.push_back({child, last, row, lastPort, bundle});
    out.markers.push_back({{0, row}, !toRight, l.unique ? End::ZeroOrOne : End::ZeroOrMany});
    out.markerVertices.push_back(child);
    if (marked.try_emplace({l.parent, toRight, l.optional}, 0).second) {
      out.markers.push_back({{0, port}, toRight, l.optional ? End::ZeroOrOne : End::ExactlyOne});
      out.markerVertices.push_back(parent);
    }
  }
}

Layers Layering::run() {
  findCircles();
  chooseLayers();
  size_t count = 0;
  vertexOf.resize(d.boxes.size(), None);
  for (size_t box : members)
    count = std::max(count, layerOf[box] + 1);
  out.order.resize(count);
  for (size_t box : members) {
    vertexOf[box] = out.vertices.size();
    out.order[layerOf[box]].push_back(out.vertices.size());
    out.vertices.push_back({box, layerOf[box], d.boxes[box].height, 0});
  }
  addBundles();
  return std::move(out);
}

} // namespace

Layers makeLayers(const Diagram &diagram, const std::vector<size_t> &members, double mostHeight) {
  return Layering(diagram, members, mostHeight).run();
}

} // namespace schemac::diagram
