//===- SvgForm.cpp - A picture of tables and foreign keys -----------------===//
#include "Write/Diagram/Diagram.h"
#include "schemac/Support/Quote.h"
#include "schemac/Write/Write.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace schemac {
namespace {

using namespace diagram;

constexpr double Margin = 28;

constexpr std::string_view Style = R"(<style>
  .paper { fill: #ffffff }
  text { font: 12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1d2530; white-space: pre }
  .box { fill: #ffffff; stroke: #bcc5d1 }
  .title { font-weight: 600; font-size: 12.5px; fill: #ffffff }
  .type { fill: #66727f; text-anchor: end }
  .mark { font-size: 9px; font-weight: 600; fill: #a2660a }
  .key { font-weight: 600 }
  .rest { fill: #66727f; font-style: italic }
  .line { stroke: #e8ecf1 }
  .wire { fill: none; stroke: #75839a; stroke-width: 1.3 }
  .end { fill: none; stroke: #4c596d; stroke-width: 1.3 }
  .zero { fill: #ffffff; stroke: #4c596d; stroke-width: 1.3 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #12161c }
    text { fill: #e4e9f0 }
    .box { fill: #1b2129; stroke: #3b4552 }
    .title { fill: #ffffff }
    .type, .rest { fill: #97a3b2 }
    .mark { fill: #e3ab4f }
    .line { stroke: #272f39 }
    .wire { stroke: #78869a }
    .end { stroke: #aab6c6 }
    .zero { fill: #12161c; stroke: #aab6c6 }
  }
</style>
)";

/// Of headers: one for each namespace. White text is read on all of them.
constexpr std::string_view Colours[] = {"#34558b", "#2c7566", "#7b4a8e",
                                        "#94563a", "#9a3f57", "#52702f"};

std::string number(double n) {
  std::string text = fmt::format("{:.1f}", n);
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

/// A line with rounded corners.
std::string path(const std::vector<Point> &points) {
  constexpr double Radius = 6;
  std::string d = fmt::format("M{} {}", number(points[0].x), number(points[0].y));
  for (size_t i = 1; i < points.size(); ++i) {
    Point p = points[i];
    if (i + 1 == points.size()) {
      d += fmt::format(" L{} {}", number(p.x), number(p.y));
      break;
    }
    auto towards = [&](Point q) {
      double length = std::abs(q.x - p.x) + std::abs(q.y - p.y);
      double r = std::min(Radius, length / 2);
      return length == 0 ? p
                         : Point{p.x + (q.x - p.x) / length * r, p.y + (q.y - p.y) / length * r};
    };
    Point in = towards(points[i - 1]), outOf = towards(points[i + 1]);
    d += fmt::format(" L{} {} Q{} {} {} {}", number(in.x), number(in.y), number(p.x), number(p.y),
                     number(outOf.x), number(outOf.y));
  }
  return d;
}

std::string marker(const Marker &m) {
  double to = m.toRight ? 1 : -1;
  auto bar = [&](double distance) {
    return fmt::format("M{0} {1} V{2}", number(m.at.x + to * distance), number(m.at.y - 5),
                       number(m.at.y + 5));
  };
  auto circle = [&](double distance) {
    return fmt::format("<circle class=\"zero\" cx=\"{}\" cy=\"{}\" r=\"3.5\"/>",
                       number(m.at.x + to * distance), number(m.at.y));
  };
  auto lines = [](const std::string &d) {
    return fmt::format("<path class=\"end\" d=\"{}\"/>", d);
  };
  switch (m.end) {
  case End::ExactlyOne:
    return lines(bar(6) + " " + bar(10));
  case End::ZeroOrOne:
    return lines(bar(6)) + circle(12.5);
  case End::ZeroOrMany:
    return lines(fmt::format("M{0} {1} L{2} {3} L{0} {4}", number(m.at.x), number(m.at.y - 6),
                             number(m.at.x + to * 11), number(m.at.y), number(m.at.y + 6))) +
           circle(14.5);
  }
  return {};
}

std::string row(const Box &b, const Row &r, double y) {
  std::string text;
  double base = y + 14;
  if (!r.marks.empty())
    text += fmt::format("  <text class=\"mark\" x=\"10\" y=\"{}\">{}</text>\n", number(base - 0.5),
                        r.marks);
  bool key = r.marks.starts_with("PK");
  text += fmt::format("  <text{} x=\"{}\" y=\"{}\">{}</text>\n",
                      r.isRest ? " class=\"rest\""
                      : key    ? " class=\"key\""
                               : "",
                      number(10 + b.marksWidth), number(base), xmlText(r.name));
  if (!r.type.empty())
    text += fmt::format("  <text class=\"type\" x=\"{}\" y=\"{}\">{}</text>\n",
                        number(b.width - 10), number(base), xmlText(r.type));
  return text;
}

std::string box(const Box &b, std::string_view colour) {
  std::string w = number(b.width), h = number(b.height);
  std::string text =
      fmt::format("<g transform=\"translate({} {})\">\n", number(b.at.x), number(b.at.y));
  text += fmt::format("  <title>{}</title>\n",
                      xmlText(b.comment.empty() ? b.title : b.title + ": " + b.comment));
  text += fmt::format("  <rect class=\"box\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n", w, h);
  text += fmt::format("  <path fill=\"{0}\" d=\"M0 {1} V6 Q0 0 6 0 H{2} Q{3} 0 {3} 6 V{1} Z\"/>\n",
                      colour, number(HeaderHeight), number(b.width - 6), w);
  text += fmt::format("  <text class=\"title\" x=\"10\" y=\"18.5\">{}</text>\n", xmlText(b.title));
  double y = HeaderHeight + 3;
  for (const Row &r : b.rows) {
    if (&r != b.rows.data())
      text +=
          fmt::format("  <path class=\"line\" d=\"M1 {} H{}\"/>\n", number(y), number(b.width - 1));
    text += row(b, r, y);
    y += RowHeight;
  }
  return text + "</g>\n";
}

} // namespace

std::string writeSvg(Writing &writing) {
  Diagram d = makeBoxes(writing.schema);
  layOut(d);
  double width = d.width + 2 * Margin, height = d.height + 2 * Margin;
  std::vector<Name> namespaces;
  for (const Box &b : d.boxes)
    if (!std::ranges::count(namespaces, b.ns))
      namespaces.push_back(b.ns);
  std::ranges::sort(namespaces, [](Name a, Name b) { return a.str() < b.str(); });
  std::string text = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
                                 "height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
                                 "role=\"img\" aria-label=\"{2} tables and {3} foreign keys\">\n",
                                 number(width), number(height), d.boxes.size(), d.links.size());
  text += Style;
  text += "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n";
  text += fmt::format("<g transform=\"translate({0} {0})\">\n", number(Margin));
  for (const std::vector<Point> &wire : d.wires)
    text += fmt::format("<path class=\"wire\" d=\"{}\"/>\n", path(wire));
  for (const Box &b : d.boxes) {
    size_t colour = size_t(std::ranges::find(namespaces, b.ns) - namespaces.begin());
    text += box(b, Colours[colour % std::size(Colours)]);
  }
  for (const Marker &m : d.markers)
    text += marker(m) + "\n";
  return text + "</g>\n</svg>\n";
}

} // namespace schemac
