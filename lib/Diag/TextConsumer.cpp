//===- TextConsumer.cpp - Diagnostics for people ------------------------------===//
//
// The form is fixed in one place, here:
//
//   app.prisma:14:3: warning: message [rule, SC4103]
//      14 |   email     String
//         |   ^~~~~
//      9  |   email     String?                          (main:app.prisma)
//         |   ------- was optional here
//   note: why
//   fix-it: what would help
//
//===----------------------------------------------------------------------===//
#include "Display.h"
#include "schemac/Diag/Consumers.h"

#include "llvm/Support/raw_ostream.h"
#include <algorithm>

namespace schemac {
namespace {

using Colour = const char *;
constexpr Colour bold = "\033[1m", red = "\033[1;31m", yellow = "\033[1;33m", cyan = "\033[1;36m",
                 green = "\033[1;32m", blue = "\033[1;34m";

class TextConsumer : public DiagConsumer {
public:
  TextConsumer(const SourceManager &sources, llvm::raw_ostream &os, TextOptions options)
      : sources(sources), os(os), options(options) {}

  void handle(const Diagnostic &d) override {
    startQuoting(d);
    head(d);
    quoteMain(d);
    // Labels on the main line stand right below its mark.
    for (bool below : {true, false})
      for (const DiagLabel &l : d.labels)
        if (below == onMainLine(d, l))
          quoteLabel(d, l);
    for (const DiagNote &n : d.notes)
      note(n);
    for (const FixIt &f : d.fixes) {
      paint(green, "fix-it: ");
      os << printable(f.title, "        ") << "\n";
    }
  }

private:
  const SourceManager &sources;
  llvm::raw_ostream &os;
  TextOptions options;
  unsigned digits = 2; ///< width of the line numbers of one diagnostic
  /// The line quoted last: it is not repeated for a second mark (cut elsewhere, it is).
  Loc lastLine;
  std::string lastText;

  void paint(Colour colour, std::string_view text) {
    if (options.color)
      os << colour;
    os << text;
    if (options.color)
      os << "\033[0m";
  }

  void startQuoting(const Diagnostic &d) {
    unsigned last = 0;
    auto look = [&](SourceRange range) {
      DecodedLoc at = sources.decode(range.begin);
      if (at.id.isValid())
        last = std::max(last, at.line);
    };
    look(d.range);
    for (const DiagLabel &l : d.labels)
      look(l.range);
    for (const DiagNote &n : d.notes)
      look(n.range);
    digits = std::max<unsigned>(2, unsigned(std::to_string(last).size()));
    lastLine = {};
  }

  void place(SourceRange range) {
    if (!range.isValid())
      return;
    DecodedLoc at = sources.decode(range.begin);
    paint(bold, fmt::format("{}:{}:{}:", printable(at.file), at.line, at.column));
    os << " ";
  }

  void head(const Diagnostic &d) {
    place(d.range);
    if (d.level == Severity::Error)
      paint(red, "error: ");
    else if (d.level == Severity::Warning)
      paint(yellow, "warning: ");
    else
      paint(cyan, "note: ");
    paint(bold, printable(d.message, "  "));
    os << " [" << d.info->rule << ", " << codeName(*d.info) << "]\n";
  }

  void quoteMain(const Diagnostic &d) {
    if (sources.fileOf(d.range.begin).isValid())
      quote(d.range, '^', '~', green, {}, {});
  }

  bool onMainLine(const Diagnostic &d, const DiagLabel &label) const {
    DecodedLoc main = sources.decode(d.range.begin), at = sources.decode(label.range.begin);
    return main.id == at.id && main.line == at.line;
  }

  void quoteLabel(const Diagnostic &d, const DiagLabel &label) {
    DecodedLoc at = sources.decode(label.range.begin);
    if (at.id.isValid()) {
      bool elsewhere = at.file != sources.decode(d.range.begin).file;
      return quote(label.range, '-', '-', blue, label.text, elsewhere ? at.file : "");
    }
    // Without a line to quote the label is still worth its place.
    note({label.text, label.range});
  }

  void note(const DiagNote &n) {
    place(n.range);
    paint(cyan, "note: ");
    os << printable(n.message, "      ") << "\n";
    if (sources.fileOf(n.range.begin).isValid())
      quote(n.range, '^', '~', green, {}, {});
  }

  void gutter(std::string_view number) { paint(blue, fmt::format("   {:<{}} |", number, digits)); }

  /// The part of \p range on its first line, as offsets into that line.
  std::pair<size_t, size_t> onFirstLine(SourceRange range, std::string_view line) {
    size_t from = sources.decode(range.begin).column - 1;
    size_t to = from + (range.end > range.begin ? range.length() : 0);
    if (to > line.size()) {
      size_t lastInk = line.find_last_not_of(" \t");
      to = lastInk == std::string_view::npos ? 0 : lastInk + 1;
    }
    return {from, std::max(from, to)};
  }

  /// Quotes the first line of \p range, unless it is the one just quoted, and marks the range.
  void quote(SourceRange range, char head, char tail, Colour colour, std::string_view text,
             std::string_view file) {
    DecodedLoc at = sources.decode(range.begin);
    std::string_view line = sources.lineText(range.begin);
    auto [from, to] = onFirstLine(range, line);
    unsigned taken = digits + 6;
    unsigned room = std::max(options.width, taken + 40) - taken;
    QuotedLine quoted = quoteLine(line, from, to, head, tail, room);
    quoted.text.erase(quoted.text.find_last_not_of(' ') + 1);
    Loc start = sources.lineStart(at.id, at.line);
    if (start != lastLine || quoted.text != lastText) {
      lastText = quoted.text;
      gutter(std::to_string(at.line));
      if (!file.empty())
        addFileName(quoted.text, printable(file), room);
      if (!quoted.text.empty())
        os << " " << quoted.text;
      os << "\n";
    }
    lastLine = start;
    gutter("");
    size_t indent = quoted.marks.find_first_not_of(' ');
    os << " " << std::string(indent, ' ');
    paint(colour, quoted.marks.substr(indent));
    if (!text.empty())
      os << " " << printable(text, std::string(digits + 6, ' '));
    os << "\n";
  }

  /// The name stands at the right edge, or two columns after a line that leaves no room.
  static void addFileName(std::string &text, const std::string &file, unsigned room) {
    unsigned used = columnsOf(text) + columnsOf(file) + 2;
    text.append(used + 2 < room ? room - used : 2, ' ');
    text.append("(").append(file).append(")");
  }
};

} // namespace

std::unique_ptr<DiagConsumer> createTextConsumer(const SourceManager &sources,
                                                 llvm::raw_ostream &os, TextOptions options) {
  return std::make_unique<TextConsumer>(sources, os, options);
}

} // namespace schemac
