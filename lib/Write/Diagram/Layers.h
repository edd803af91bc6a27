//===- Layers.h - Boxes in columns, from left to right ----------*- C++ -*-===//
//
// The usual way (Sugiyama): every table right of those that it refers to, as far as there are no
// circles; the order within a column with few crossings; then places. All foreign keys that refer
// to one table share a bundle, a chain of points through the columns between, which keeps the
// picture free of parallel wires and keeps wires off the boxes.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Write/Diagram/Diagram.h"

namespace schemac::diagram {

inline constexpr size_t None = size_t(-1);

/// A box or, where `box` is None, a point that a bundle passes through.
struct Vertex {
  size_t box = None;
  size_t layer = 0;
  double height = 0, y = 0;
};

/// A piece of a bundle between a vertex of a layer and one of the next.
struct Segment {
  size_t left = 0, right = 0;         ///< vertices
  double leftPort = 0, rightPort = 0; ///< below the vertices' upper edge
  size_t bundle = 0;
};

struct Layers {
  std::vector<Vertex> vertices;
  std::vector<std::vector<size_t>> order; ///< of each layer, from top to bottom
  std::vector<Segment> segments;
  std::vector<size_t> selfLinks; ///< of the diagram
  std::vector<Marker> markers;   ///< their `at` is relative: x unused, y below the vertex's edge
  std::vector<size_t> markerVertices;
};

/// Layers of the boxes \p members, each at most \p mostHeight high where that goes.
Layers makeLayers(const Diagram &diagram, const std::vector<size_t> &members, double mostHeight);
/// Orders the vertices of each layer so that few segments cross.
void orderLayers(Layers &layers);
/// Gives each vertex its y: near to what it is connected to, without overlaps.
void placeVertices(Layers &layers);
/// Draws the segments; gives boxes their places, beginning at (0, 0). Returns width and height.
Point routeWires(const Layers &layers, Diagram &diagram);

inline constexpr double BoxGap = 26, PointGap = 9;
/// The free space between two vertices that stand above each other.
inline double gapBetween(const Vertex &a, const Vertex &b) {
  return a.box == None && b.box == None ? PointGap : a.box == None || b.box == None ? 16 : BoxGap;
}

} // namespace schemac::diagram
