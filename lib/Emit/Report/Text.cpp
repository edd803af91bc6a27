//===- Text.cpp - A plan for the terminal ---------------------------------===//
#include "Estimate.h"
#include "Model.h"
#include "Wrap.h"
#include "schemac/Emit/Describe.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace report {
namespace {

constexpr unsigned leastTitle = 44; ///< columns are dropped before the step's words get less

struct ColumnSpec {
  std::string_view heading;
  unsigned width;
  std::string (*text)(const EmittedStep &);
};

/// Names that fit their column.
std::string shortLock(const EmittedStep &s) {
  std::string lock = strongestLock(s.cost);
  if (lock == "SHARE UPDATE EXCLUSIVE")
    return "SHARE UPD. EXCL.";
  return lock == "SHARE ROW EXCLUSIVE" ? "SHARE ROW EXCL." : lock;
}

constexpr ColumnSpec columns[] = {
    {"lock", 18, shortLock},
    {"blocks", 9, [](const EmittedStep &s) { return std::string(blockedText(s.cost)); }},
    {"about", 8, aboutText},
};

class TextWriter {
public:
  TextWriter(const Model &model, unsigned width) : model(model), width(std::max(width, 40u)) {
    idWidth = std::max<unsigned>(2, std::to_string(model.numSteps()).size());
    title = this->width - idWidth - 4;
    for (const ColumnSpec &c : columns) {
      if (title < leastTitle + c.width)
        break;
      title -= c.width;
      ++shown;
    }
  }

  std::string write() {
    headline();
    for (const EmittedPhase &p : model.emitted.phases)
      phase(p);
    list("proved: ", " · ", model.document.proofs);
    list("assumed: ", "; ", model.assumptions());
    return std::move(out);
  }

private:
  void headline() {
    std::vector<std::string> parts = {
        "Plan " + model.name(), describeTarget(*model.emitted.dialect, model.emitted.version)};
    if (model.numSteps() == 0) {
      parts.push_back("nothing to do");
    } else {
      parts.push_back(counted(model.emitted.phases.size(), "phase") + ", " +
                      counted(model.numSteps(), "step") + ", " +
                      counted(model.numGates(), "deploy gate"));
      parts.push_back("reversible: " + reversibility(model.emitted).text);
    }
    out += wrapParts(parts, " · ", "", "  ", width);
  }

  void phase(const EmittedPhase &p) {
    if (p.phase->gate)
      gate(*p.phase->gate);
    std::string head = std::string(phaseName(p.phase->kind));
    for (char &c : head)
      c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    std::string line = fmt::format("  {:<9} {}", head, phaseMeaning(p.phase->kind));
    line = padded(line, idWidth + 4 + title);
    for (unsigned i = 0; i < shown; ++i)
      line += padded(std::string(columns[i].heading), columns[i].width);
    out += "\n" + trimmed(line) + "\n";
    for (const EmittedStep &s : p.up.steps)
      step(s);
  }

  void step(const EmittedStep &s) {
    std::string lead = fmt::format("  {:>{}}  ", s.id, idWidth);
    std::vector<std::string> lines = wrapText(s.title, title > 1 ? title - 1 : 1);
    for (size_t i = 0; i < lines.size(); ++i) {
      std::string line = padded(i ? std::string(lead.size(), ' ') + lines[i] : lead + lines[i],
                                idWidth + 4 + title);
      for (unsigned c = 0; i == 0 && c < shown; ++c)
        line += padded(columns[c].text(s), columns[c].width);
      out += trimmed(line) + "\n";
    }
  }

  void gate(const Gate &g) {
    std::string line = fmt::format("  ── deploy: {} ", gateText(g));
    out += "\n";
    if (columnWidth(line) + 2 > width) {
      for (const std::string &part : wrapText(trimmed(line.substr(2)), width - 2))
        out += "  " + part + "\n";
    } else {
      while (columnWidth(line) < width)
        line += "─";
      out += line + "\n";
    }
    std::string tolerated = toleratedText(g, *model.emitted.dialect);
    if (!tolerated.empty())
      out += wrapParts({"it must accept both the old and the new form of " + tolerated}, "",
                       "     ", "     ", width);
  }

  void list(const char *lead, std::string_view separator, const std::vector<std::string> &items) {
    if (items.empty())
      return;
    if (!listed)
      out += "\n";
    listed = true;
    out += wrapParts(items, separator, lead, "  ", width);
  }

  const Model &model;
  unsigned width, idWidth, title, shown = 0;
  bool listed = false;
  std::string out;
};

} // namespace
} // namespace report

std::string renderText(const PlanDocument &document, unsigned width) {
  report::Model model(document);
  return report::TextWriter(model, width).write();
}

} // namespace schemac
