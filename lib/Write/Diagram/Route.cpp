//===- Route.cpp - Wires in the gaps between columns ----------------------===//
//
// In a gap, a bundle is one upright line, its trunk, with level lines to what it connects on both
// sides. Trunks have tracks of their own, in an order with few crossings, in which no level line
// lies on another.
//
//===----------------------------------------------------------------------===//
#include "Write/Diagram/Layers.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace schemac::diagram {
namespace {

constexpr double TrackGap = 10, GapMargin = 30, LoopMargin = 20;

struct Net {
  std::vector<double> left, right; ///< y of what it connects
  double top = 0, bottom = 0;
  size_t track = 0;
  bool straight() const { return bottom - top < 0.5; }
};

size_t within(const std::vector<double> &levels, const Net &other) {
  return size_t(std::ranges::count_if(
      levels, [&](double y) { return y > other.top - 0.5 && y < other.bottom + 0.5; }));
}

size_t touching(const std::vector<double> &a, const std::vector<double> &b) {
  size_t count = 0;
  for (double x : a)
    for (double y : b)
      count += std::abs(x - y) < 3;
  return count;
}

/// What it costs when the trunk of \p a stands left of that of \p b.
size_t costOf(const Net &a, const Net &b) {
  return within(a.right, b) + within(b.left, a) + 40 * touching(a.right, b.left);
}

/// Gives the nets tracks; returns their number.
size_t chooseTracks(std::vector<Net *> nets) {
  std::stable_sort(nets.begin(), nets.end(), [](const Net *a, const Net *b) {
    return a->top + a->bottom < b->top + b->bottom;
  });
  for (size_t round = 0; round < nets.size() + 2; ++round) {
    bool changed = false;
    for (size_t i = 0; i + 1 < nets.size(); ++i)
      if (costOf(*nets[i + 1], *nets[i]) < costOf(*nets[i], *nets[i + 1])) {
        std::swap(nets[i], nets[i + 1]);
        changed = true;
      }
    if (!changed)
      break;
  }
  // Each as far left as those before it that it would touch, or that it must not pass, allow.
  size_t count = 0;
  for (size_t i = 0; i < nets.size(); ++i) {
    nets[i]->track = 0;
    for (size_t j = 0; j < i; ++j) {
      bool overlaps = nets[i]->top < nets[j]->bottom + 8 && nets[j]->top < nets[i]->bottom + 8;
      if (overlaps)
        nets[i]->track = std::max(nets[i]->track, nets[j]->track + 1);
    }
    count = std::max(count, nets[i]->track + 1);
  }
  return count;
}

class Router {
public:
  Router(const Layers &l, Diagram &d) : l(l), d(d), gaps(l.order.size()) {}

  Point run() {
    collect();
    double x = 0;
    for (size_t layer = 0; layer < l.order.size(); ++layer) {
      double width = columnWidth(layer);
      for (size_t v : l.order[layer])
        if (size_t box = l.vertices[v].box; box != None) {
          // Boxes stand on the left of their column, so wires begin where the eye expects them.
          d.boxes[box].at = {x, l.vertices[v].y};
          bottom = std::max(bottom, l.vertices[v].y + d.boxes[box].height);
        } else {
          bottom = std::max(bottom, l.vertices[v].y);
        }
      lefts.push_back(x);
      rights.push_back(x + width);
      x += width + gapWidth(layer);
    }
    drawGaps();
    drawSelfLinks();
    placeMarkers();
    return {rights.back() + (hasLoop(l.order.size() - 1) ? LoopMargin : 0), bottom};
  }

private:
  double columnWidth(size_t layer) const {
    double width = 0;
    for (size_t v : l.order[layer])
      if (l.vertices[v].box != None)
        width = std::max(width, d.boxes[l.vertices[v].box].width);
    return width;
  }

  bool hasLoop(size_t layer) const {
    return std::ranges::any_of(l.selfLinks, [&](size_t link) {
      return std::ranges::any_of(
          l.order[layer], [&](size_t v) { return l.vertices[v].box == d.links[link].child; });
    });
  }

  void collect() {
    for (const Segment &s : l.segments) {
      Net &net = gaps[l.vertices[s.left].layer][s.bundle];
      auto add = [](std::vector<double> &levels, double y) {
        if (!std::ranges::count(levels, y))
          levels.push_back(y);
      };
      add(net.left, l.vertices[s.left].y + s.leftPort);
      add(net.right, l.vertices[s.right].y + s.rightPort);
      starts[{l.vertices[s.left].layer, l.vertices[s.left].y + s.leftPort}] = s.left;
    }
    for (auto &gap : gaps)
      for (auto &[bundle, net] : gap) {
        std::vector<double> all = net.left;
        all.insert(all.end(), net.right.begin(), net.right.end());
        net.top = *std::ranges::min_element(all);
        net.bottom = *std::ranges::max_element(all);
      }
  }

  double gapWidth(size_t layer) {
    std::vector<Net *> nets;
    for (auto &[bundle, net] : gaps[layer])
      if (!net.straight())
        nets.push_back(&net);
    tracks.push_back(chooseTracks(nets));
    if (layer + 1 == l.order.size())
      return 0;
    return 2 * GapMargin + (hasLoop(layer) ? LoopMargin : 0) +
           double(std::max<size_t>(tracks.back(), 1) - 1) * TrackGap;
  }

  /// Where the level line at \p y begins: at a box, which may be narrower than its column, or at
  /// the point of a bundle, which passes the whole column.
  double startOf(size_t layer, double y) const {
    size_t v = starts.at({layer, y});
    size_t box = l.vertices[v].box;
    return box == None ? lefts[layer] : lefts[layer] + d.boxes[box].width;
  }

  void drawGaps() {
    for (size_t layer = 0; layer + 1 < l.order.size(); ++layer)
      for (const auto &[bundle, net] : gaps[layer]) {
        double x = rights[layer] + GapMargin + (hasLoop(layer) ? LoopMargin : 0) +
                   double(net.track) * TrackGap;
        for (double a : net.left)
          for (double b : net.right) {
            if (net.straight())
              d.wires.push_back({{startOf(layer, a), a}, {lefts[layer + 1], b}});
            else
              d.wires.push_back({{startOf(layer, a), a}, {x, a}, {x, b}, {lefts[layer + 1], b}});
          }
      }
  }

  void drawSelfLinks() {
    for (size_t link : l.selfLinks) {
      const Link &self = d.links[link];
      const Box &box = d.boxes[self.child];
      double right = box.at.x + box.width,
             row = HeaderHeight + 3 + (double(self.row) + 0.5) * RowHeight;
      double port = self.optional ? 20 : 9;
      d.wires.push_back({{right, box.at.y + port},
                         {right + GapMargin - 4, box.at.y + port},
                         {right + GapMargin - 4, box.at.y + row},
                         {right, box.at.y + row}});
      d.markers.push_back(
          {{right, box.at.y + port}, true, self.optional ? End::ZeroOrOne : End::ExactlyOne});
      d.markers.push_back(
          {{right, box.at.y + row}, true, self.unique ? End::ZeroOrOne : End::ZeroOrMany});
    }
  }

  void placeMarkers() {
    for (size_t i = 0; i < l.markers.size(); ++i) {
      Marker m = l.markers[i];
      const Box &box = d.boxes[l.vertices[l.markerVertices[i]].box];
      m.at = {box.at.x + (m.toRight ? box.width : 0), box.at.y + m.at.y};
      d.markers.push_back(m);
    }
  }

  const Layers &l;
  Diagram &d;
  std::vector<std::map<size_t, Net>> gaps; ///< by bundle, of the gap behind each layer
  std::map<std::pair<size_t, double>, size_t> starts;
  std::vector<double> lefts, rights;
  std::vector<size_t> tracks;
  double bottom = 0;
};

} // namespace

Point routeWires(const Layers &layers, Diagram &diagram) { return Router(layers, diagram).run(); }

} // namespace schemac::diagram
