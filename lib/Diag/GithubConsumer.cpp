//===- GithubConsumer.cpp - Diagnostics as annotations of GitHub ----------===//
//
// One command a line, as the runner of GitHub's workflows reads them from standard output:
//
//   ::warning file=app.prisma,line=14,col=3,endLine=14,endColumn=8,title=SC4103 rule::message
//
// Of each kind it shows the first ten of a step and says nothing of the others, which only the log
// has. So where there are more, that is said before all of them.
//
//===----------------------------------------------------------------------===//
#include "JsonText.h"
#include "schemac/Diag/Consumers.h"

#include "llvm/Support/raw_ostream.h"

namespace schemac {
namespace {

/// What would end the command, or a property of it, is written as a percent code.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (char c : utf8(text)) {
    bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (special)
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

class GithubConsumer : public DiagConsumer {
public:
  GithubConsumer(const SourceManager &sources, llvm::raw_ostream &os) : sources(sources), os(os) {}

  void handle(const Diagnostic &d) override {
    std::string_view kind = d.level == Severity::Note ? "notice" : levelName(d.level);
    ++count[kind];
    llvm::raw_string_ostream os(commands);
    os << "::" << kind << " ";
    if (d.range.isValid()) {
      DecodedLoc begin = sources.decode(d.range.begin), end = sources.decode(d.range.end);
      os << "file=" << escaped(begin.file, true) << ",";
      if (begin.line != 0) {
        os << fmt::format("line={},col={},", begin.line, begin.column);
        if (end.id.isValid())
          os << fmt::format("endLine={},", end.line);
        if (end.id.isValid() && end.line == begin.line)
          os << fmt::format("endColumn={},", std::max(begin.column + 1, end.column));
      }
    }
    os << "title=" << escaped(fmt::format("{} {}", codeName(*d.info), d.info->rule), true) << "::";
    std::string text = d.message;
    for (const DiagNote &n : d.notes)
      text += "\nnote: " + n.message;
    for (const FixIt &f : d.fixes)
      text += "\nfix-it: " + f.title;
    os << escaped(text, false) << "\n";
  }

  void finish() override {
    std::string hidden;
    for (const auto &[kind, n] : count)
      if (n > Shown)
        hidden += fmt::format("{}{} {}s", hidden.empty() ? "" : ", ", n, kind);
    if (!hidden.empty())
      os << fmt::format("::notice title=schemac::{}: {} of a kind are shown here, and all in the "
                        "log of this step\n",
                        hidden, Shown);
    os << commands;
  }

private:
  static constexpr size_t Shown = 10;
  const SourceManager &sources;
  llvm::raw_ostream &os;
  std::string commands;
  std::map<std::string_view, size_t> count; ///< by their kind
};

} // namespace

std::unique_ptr<DiagConsumer> createGithubConsumer(const SourceManager &sources,
                                                   llvm::raw_ostream &os, RunInfo) {
  return std::make_unique<GithubConsumer>(sources, os);
}

} // namespace schemac
