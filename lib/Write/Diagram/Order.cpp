//===- Order.cpp - The order of boxes in a column -------------------------===//
//
// Sweeps from left to right and back: a vertex goes where those that it is connected to in the
// column before stand on average. The best order seen is kept.
//
//===----------------------------------------------------------------------===//
#include "Write/Diagram/Layers.h"
#include <algorithm>
#include <cmath>

namespace schemac::diagram {
namespace {

class Ordering {
public:
  explicit Ordering(Layers &layers) : l(layers), position(layers.vertices.size()) {
    toLeft.resize(l.vertices.size());
    toRight.resize(l.vertices.size());
    byLayer.resize(l.order.size());
    for (const Segment &s : l.segments) {
      toRight[s.left].push_back({s.right, s.rightPort, s.leftPort});
      toLeft[s.right].push_back({s.left, s.leftPort, s.rightPort});
      byLayer[l.vertices[s.left].layer].push_back(&s);
    }
    number();
  }

  void run() {
    auto best = l.order;
    size_t fewest = crossings();
    for (int sweep = 0; sweep < 24 && fewest > 0; ++sweep) {
      if (sweep % 2 == 0)
        for (size_t layer = 1; layer < l.order.size(); ++layer)
          sort(layer, toLeft);
      else
        for (size_t layer = l.order.size() - 1; layer-- > 0;)
          sort(layer, toRight);
      exchange();
      if (size_t now = crossings(); now < fewest) {
        fewest = now;
        best = l.order;
      }
    }
    l.order = best;
  }

private:
  struct Neighbour {
    size_t vertex;
    double port, ownPort;
  };
  using Neighbours = std::vector<std::vector<Neighbour>>;

  void number() {
    for (const auto &layer : l.order)
      for (size_t i = 0; i < layer.size(); ++i)
        position[layer[i]] = double(i);
  }

  /// A place in the order, with the row within a box as its fraction.
  double place(size_t vertex, double port) const {
    double height = l.vertices[vertex].height;
    return position[vertex] + (height > 0 ? port / (height + 1) : 0.5);
  }

  void sort(size_t layer, const Neighbours &neighbours) {
    std::vector<std::pair<double, size_t>> keyed;
    for (size_t v : l.order[layer]) {
      double sum = 0;
      for (const Neighbour &n : neighbours[v])
        sum += place(n.vertex, n.port);
      size_t count = neighbours[v].size();
      keyed.emplace_back(count ? sum / double(count) : position[v], v);
    }
    std::stable_sort(keyed.begin(), keyed.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (size_t i = 0; i < keyed.size(); ++i)
      l.order[layer][i] = keyed[i].second;
    number();
  }

  size_t crossingsOf(size_t a, size_t b, const Neighbours &neighbours) const {
    size_t count = 0;
    for (const Neighbour &x : neighbours[a])
      for (const Neighbour &y : neighbours[b])
        count += place(x.vertex, x.port) > place(y.vertex, y.port);
    return count;
  }

  /// Exchanges neighbours in a column as long as that takes crossings away.
  void exchange() {
    for (auto &layer : l.order)
      for (int round = 0; round < 4; ++round) {
        bool changed = false;
        for (size_t i = 0; i + 1 < layer.size(); ++i) {
          size_t a = layer[i], b = layer[i + 1];
          size_t now = crossingsOf(a, b, toLeft) + crossingsOf(a, b, toRight);
          size_t then = crossingsOf(b, a, toLeft) + crossingsOf(b, a, toRight);
          if (then >= now)
            continue;
          std::swap(layer[i], layer[i + 1]);
          std::swap(position[a], position[b]);
          changed = true;
        }
        if (!changed)
          break;
      }
  }

  size_t crossings() const {
    size_t count = 0;
    for (const auto &segments : byLayer)
      for (size_t i = 0; i < segments.size(); ++i)
        for (size_t j = i + 1; j < segments.size(); ++j) {
          const Segment &a = *segments[i], &b = *segments[j];
          double left = place(a.left, a.leftPort) - place(b.left, b.leftPort);
          double right = place(a.right, a.rightPort) - place(b.right, b.rightPort);
          count += left * right < 0;
        }
    return count;
  }

  Layers &l;
  std::vector<double> position;
  Neighbours toLeft, toRight;
  std::vector<std::vector<const Segment *>> byLayer;
};

} // namespace

void orderLayers(Layers &layers) { Ordering(layers).run(); }

} // namespace schemac::diagram
