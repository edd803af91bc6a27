//===- Diagram.h - Tables as boxes, foreign keys as wires -------*- C++ -*-===//
//
// Made in three steps: what is shown (Boxes.cpp), where it stands (Layout.cpp and what it uses),
// how it looks (SvgForm.cpp). Lengths are pixels.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <string>
#include <vector>

namespace schemac::diagram {

struct Point {
  double x = 0, y = 0;
};

struct Row {
  std::string marks; ///< "PK", "FK", "PK FK"; empty: none
  std::string name, type;
  bool isRest = false; ///< stands for columns that are not shown
};

struct Box {
  std::string title, comment;
  Name ns;
  std::vector<Row> rows;
  double marksWidth = 0, width = 0, height = 0;
  Point at; ///< upper left corner
};

/// A foreign key.
struct Link {
  size_t child = 0, parent = 0; ///< boxes
  size_t row = 0;               ///< of the child
  bool optional = false;        ///< the child may be without a parent
  bool unique = false;          ///< a parent has one child at most
};

enum class End : uint8_t { ExactlyOne, ZeroOrOne, ZeroOrMany };

/// Where a wire meets a box.
struct Marker {
  Point at;
  bool toRight = false; ///< the wire leaves to the right
  End end = End::ExactlyOne;
};

struct Diagram {
  std::vector<Box> boxes;
  std::vector<Link> links;
  std::vector<std::vector<Point>> wires;
  std::vector<Marker> markers;
  double width = 0, height = 0;
};

inline constexpr double HeaderHeight = 28, RowHeight = 20, CharWidth = 7.25, MarkWidth = 6;

/// Columns that an eye takes for one character: two for the wide ones of East Asia.
size_t shownWidth(std::string_view text);

/// The tables of a schema but for partitions, with the columns that a person looks for first where
/// there are many.
Diagram makeBoxes(const Schema &schema);

/// Places the boxes and draws the wires.
void layOut(Diagram &diagram);

} // namespace schemac::diagram
