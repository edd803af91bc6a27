//===- Layout.cpp - Where the boxes stand ---------------------------------===//
//
// What is connected is laid out by itself, in a few heights of which the one that is nearest to the
// shape of a screen is kept. The pieces are then packed in shelves, large ones first.
//
//===----------------------------------------------------------------------===//
#include "Write/Diagram/Layers.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace schemac::diagram {
namespace {

constexpr double Shape = 1.55; ///< width by height
constexpr double PieceGap = 44;

struct Piece {
  Diagram drawn; ///< with the boxes of the whole, of which `members` are placed
  std::vector<size_t> members;
  Point size, at;
};

std::vector<std::vector<size_t>> connected(const Diagram &d) {
  std::vector<size_t> root(d.boxes.size());
  std::iota(root.begin(), root.end(), size_t(0));
  auto find = [&](size_t b) {
    while (root[b] != b)
      b = root[b] = root[root[b]];
    return b;
  };
  for (const Link &l : d.links) {
    size_t a = find(l.child), b = find(l.parent);
    root[std::max(a, b)] = std::min(a, b);
  }
  std::vector<std::vector<size_t>> groups(d.boxes.size());
  for (size_t b = 0; b < d.boxes.size(); ++b)
    groups[find(b)].push_back(b);
  std::erase_if(groups, [](const auto &g) { return g.empty(); });
  return groups;
}

/// How far it is from a good picture: large, or of another shape.
double badness(Point size) {
  double shape = size.x / size.y / Shape;
  return size.x * size.y * std::pow(std::max(shape, 1 / shape), 0.8);
}

Piece layOutPiece(const Diagram &d, const std::vector<size_t> &members) {
  double area = 0, tallest = 0;
  for (size_t b : members) {
    area += (d.boxes[b].width + 90) * (d.boxes[b].height + BoxGap);
    tallest = std::max(tallest, d.boxes[b].height + BoxGap);
  }
  Piece best;
  double least = 0;
  for (double factor : {0.45, 0.6, 0.75, 0.9, 1.1, 1.4}) {
    Piece piece;
    piece.members = members;
    piece.drawn.boxes = d.boxes;
    piece.drawn.links = d.links;
    Layers layers =
        makeLayers(piece.drawn, members, std::max(tallest, std::sqrt(area / Shape) * factor));
    orderLayers(layers);
    placeVertices(layers);
    piece.size = routeWires(layers, piece.drawn);
    if (double bad = badness(piece.size); best.members.empty() || bad < least) {
      least = bad;
      best = std::move(piece);
    }
  }
  return best;
}

/// Shelves of a width, from the left; returns the size of all.
Point pack(std::vector<Piece> &pieces, double width) {
  Point at, size;
  double shelf = 0;
  for (Piece &p : pieces) {
    if (at.x > 0 && at.x + p.size.x > width) {
      at = {0, at.y + shelf + PieceGap};
      shelf = 0;
    }
    p.at = at;
    size.x = std::max(size.x, at.x + p.size.x);
    size.y = std::max(size.y, at.y + p.size.y);
    at.x += p.size.x + PieceGap;
    shelf = std::max(shelf, p.size.y);
  }
  return size;
}

} // namespace

void layOut(Diagram &d) {
  std::vector<Piece> pieces;
  for (const std::vector<size_t> &members : connected(d))
    pieces.push_back(layOutPiece(d, members));
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece &a, const Piece &b) {
    return a.members.size() != b.members.size() ? a.members.size() > b.members.size()
                                                : a.size.y > b.size.y;
  });
  double area = 0, widest = 0;
  for (const Piece &p : pieces) {
    area += (p.size.x + PieceGap) * (p.size.y + PieceGap);
    widest = std::max(widest, p.size.x);
  }
  Point size;
  double bestWidth = widest, least = 0;
  for (double factor : {0.8, 1.0, 1.15, 1.3, 1.5}) {
    double width = std::max(widest, std::sqrt(area * Shape) * factor);
    size = pack(pieces, width);
    if (double bad = badness(size); least == 0 || bad < least)
      least = bad, bestWidth = width;
  }
  size = pack(pieces, bestWidth);
  for (Piece &p : pieces) {
    auto move = [&](Point &point) { point = {point.x + p.at.x, point.y + p.at.y}; };
    for (size_t b : p.members) {
      d.boxes[b].at = p.drawn.boxes[b].at;
      move(d.boxes[b].at);
    }
    for (std::vector<Point> &wire : p.drawn.wires) {
      std::ranges::for_each(wire, move);
      d.wires.push_back(std::move(wire));
    }
    for (Marker &m : p.drawn.markers) {
      move(m.at);
      d.markers.push_back(m);
    }
  }
  d.width = size.x;
  d.height = size.y;
}

} // namespace schemac::diagram
