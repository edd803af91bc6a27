//===- JunitConsumer.cpp - Diagnostics as JUnit XML -----------------------===//
//
// A file is a test case that passes when nothing is reported in it. The numbers stand in front of
// what they count, so everything is kept until the end.
//
//===----------------------------------------------------------------------===//
#include "JsonText.h"
#include "schemac/Diag/Consumers.h"
#include "schemac/Support/Quote.h"
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
    cases[at.file.empty() ? "schemac" : std::string(at.file)].push_back(
        fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                    xmlText(utf8(d.message)), codeName(*d.info), xmlText(utf8(text))));
  }

  void finish() override {
    size_t failed = 0;
    for (const auto &[file, found] : cases)
      failed += !found.empty();
    os << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
       << fmt::format("<testsuites name=\"schemac\" tests=\"{0}\" failures=\"{1}\" errors=\"0\">\n"
                      "  <testsuite name=\"schemac check\" tests=\"{0}\" failures=\"{1}\" "
                      "errors=\"0\" skipped=\"0\">\n",
                      cases.size(), failed);
    for (const auto &[file, found] : cases) {
      os << fmt::format("    <testcase name=\"{0}\" classname=\"schemac\" file=\"{0}\"{1}\n",
                        xmlText(utf8(file)), found.empty() ? "/>" : ">");
      for (const std::string &failure : found)
        os << failure;
      if (!found.empty())
        os << "    </testcase>\n";
    }
    os << "  </testsuite>\n</testsuites>\n";
  }

private:
  const SourceManager &sources;
  llvm::raw_ostream &os;
  std::map<std::string, std::vector<std::string>> cases; ///< by file
};

} // namespace

std::unique_ptr<DiagConsumer> createJunitConsumer(const SourceManager &sources,
                                                  llvm::raw_ostream &os, RunInfo run) {
  return std::make_unique<JunitConsumer>(sources, os, std::move(run));
}

} // namespace schemac
