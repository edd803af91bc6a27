//===- Place.cpp - How high a box stands in its column --------------------===//
//
// Each vertex wants to be where its wires are straight. For one column, with the order and the
// least distances kept, the places nearest to what is wanted (in squares) are found exactly:
// without the distances they must not decrease, which is isotonic regression.
//
//===----------------------------------------------------------------------===//
#include "Write/Diagram/Layers.h"
#include <algorithm>
#include <cmath>

namespace schemac::diagram {
namespace {

struct Wish {
  double y = 0, weight = 0;
};

void placeLayer(Layers &l, const std::vector<size_t> &layer, const std::vector<Wish> &wishes) {
  struct Group {
    double sum, weight;
    size_t count;
    double y() const { return sum / weight; }
  };
  std::vector<Group> groups;
  std::vector<double> offsets;
  double offset = 0;
  for (size_t i = 0; i < layer.size(); ++i) {
    if (i > 0)
      offset += l.vertices[layer[i - 1]].height +
                gapBetween(l.vertices[layer[i - 1]], l.vertices[layer[i]]);
    offsets.push_back(offset);
    groups.push_back({(wishes[i].y - offset) * wishes[i].weight, wishes[i].weight, 1});
    while (groups.size() > 1 && groups[groups.size() - 2].y() > groups.back().y()) {
      Group last = groups.back();
      groups.pop_back();
      groups.back().sum += last.sum;
      groups.back().weight += last.weight;
      groups.back().count += last.count;
    }
  }
  size_t i = 0;
  for (const Group &g : groups)
    for (size_t n = 0; n < g.count; ++n, ++i)
      l.vertices[layer[i]].y = std::round(g.y() + offsets[i]);
}

} // namespace

void placeVertices(Layers &l) {
  struct Neighbour {
    size_t vertex;
    double shift; ///< from its y to the own y of a straight wire
    double weight;
  };
  std::vector<std::vector<Neighbour>> left(l.vertices.size()), right(l.vertices.size());
  for (const Segment &s : l.segments) {
    // Long bundles should be straight rather than short ones.
    bool inner = l.vertices[s.left].box == None && l.vertices[s.right].box == None;
    double weight = inner ? 6 : 1;
    right[s.left].push_back({s.right, s.rightPort - s.leftPort, weight});
    left[s.right].push_back({s.left, s.leftPort - s.rightPort, weight});
  }
  for (const auto &layer : l.order) {
    double y = 0;
    for (size_t i = 0; i < layer.size(); ++i) {
      if (i > 0)
        y += gapBetween(l.vertices[layer[i - 1]], l.vertices[layer[i]]);
      l.vertices[layer[i]].y = y;
      y += l.vertices[layer[i]].height;
    }
  }
  auto sweep = [&](size_t layer, bool both, bool fromLeft) {
    std::vector<Wish> wishes;
    for (size_t v : l.order[layer]) {
      Wish w;
      auto add = [&](const std::vector<Neighbour> &neighbours) {
        for (const Neighbour &n : neighbours) {
          w.y += (l.vertices[n.vertex].y + n.shift) * n.weight;
          w.weight += n.weight;
        }
      };
      if (both || fromLeft)
        add(left[v]);
      if (both || !fromLeft)
        add(right[v]);
      if (w.weight > 0)
        w.y /= w.weight;
      else
        w = {l.vertices[v].y, 0.05};
      wishes.push_back(w);
    }
    placeLayer(l, l.order[layer], wishes);
  };
  for (int round = 0; round < 16; ++round) {
    bool both = round >= 4;
    for (size_t i = 0; i < l.order.size(); ++i)
      sweep(i, both, true);
    for (size_t i = l.order.size(); i-- > 0;)
      sweep(i, both, false);
  }
  double top = 0;
  for (size_t i = 0; i < l.vertices.size(); ++i)
    top = i == 0 ? l.vertices[i].y : std::min(top, l.vertices[i].y);
  for (Vertex &v : l.vertices)
    v.y -= top;
}

} // namespace schemac::diagram
