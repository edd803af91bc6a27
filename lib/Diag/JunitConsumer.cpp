//===- JunitConsumer.cpp - Diagnostics as JUnit XML -----------------------===//
//
// A file is a test case that passes when nothing is reported in it. One of which there are notes
// alone is skipped: they say what was not looked at. The numbers stand in front of what they count,
// so everything is kept until the end.
//
//===----------------------------------------------------------------------===//
#include "JsonText.h"
#include "schemac/Diag/Consumers.h"
#include "schemac/Support/Quote.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {
namespace {

class JunitConsumer : public DiagConsumer {
public:
  JunitConsumer(const SourceManager &sources, llvm::raw_ostream &os, RunInfo run)
      : sources(sources), os(os) {
    for (const std::string &file : run.analysed)
      cases[file];
  }

  void handle(const Diagnostic &d) override {
    DecodedLoc at = sources.decode(d.range.begin);
    std::string where(at.file);
    if (at.line != 0)
      where += fmt::format(":{}:{}", at.line, at.column);
    std::string text = fmt::format("{}: {}: {} [{}, {}]", where, levelName(d.level), d.message,
                                   d.info->rule, codeName(*d.info));
    for (const DiagNote &n : d.notes)
      text += "\nnote: " + n.message;
    for (const FixIt &f : d.fixes)
      text += "\nfix-it: " + f.title;
    Case &found = cases[at.file.empty() ? "schemac" : std::string(at.file)];
    if (d.level == Severity::Note)
      found.notes.push_back(std::move(text));
    else
      found.failures +=
          fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                      xmlText(utf8(d.message)), codeName(*d.info), xmlText(utf8(text)));
  }

  void finish() override {
    size_t failed = 0, skipped = 0;
    for (const auto &[file, found] : cases) {
      failed += found.fails();
      skipped += found.isSkipped();
    }
    os << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
       << fmt::format("<testsuites name=\"schemac\" tests=\"{0}\" failures=\"{1}\" errors=\"0\">\n"
                      "  <testsuite name=\"schemac check\" tests=\"{0}\" failures=\"{1}\" "
                      "errors=\"0\" skipped=\"{2}\">\n",
                      cases.size(), failed, skipped);
    for (const auto &[file, found] : cases) {
      os << fmt::format("    <testcase name=\"{0}\" classname=\"schemac\" file=\"{0}\"{1}\n",
                        xmlText(utf8(file)), found.isEmpty() ? "/>" : ">")
         << found.failures;
      std::string notes = xmlText(utf8(llvm::join(found.notes, "\n")));
      if (found.isSkipped())
        os << fmt::format("      <skipped message=\"{}\"/>\n", notes);
      else if (!found.notes.empty())
        os << fmt::format("      <system-out>{}</system-out>\n", notes);
      if (!found.isEmpty())
        os << "    </testcase>\n";
    }
    os << "  </testsuite>\n</testsuites>\n";
  }

private:
  const SourceManager &sources;
  llvm::raw_ostream &os;
  struct Case {
    std::string failures; ///< elements
    std::vector<std::string> notes;
    bool fails() const { return !failures.empty(); }
    bool isSkipped() const { return failures.empty() && !notes.empty(); }
    bool isEmpty() const { return failures.empty() && notes.empty(); }
  };
  std::map<std::string, Case> cases; ///< by file
};

} // namespace

std::unique_ptr<DiagConsumer> createJunitConsumer(const SourceManager &sources,
                                                  llvm::raw_ostream &os, RunInfo run) {
  return std::make_unique<JunitConsumer>(sources, os, std::move(run));
}

} // namespace schemac
