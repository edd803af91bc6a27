//===- TextConsumer.cpp - Diagnostics for people ------------------------------===//
#include "schemac/Diag/Consumers.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {
namespace {

llvm::StringRef ref(std::string_view s) { return {s.data(), s.size()}; }

class TextConsumer : public DiagConsumer {
public:
  TextConsumer(const SourceManager &sources, llvm::raw_ostream &os, TextOptions options)
      : sources(sources), os(os), options(options) {}

  void handle(const Diagnostic &d) override {
    place(d.range);
    os << levelName(d.level) << ": " << d.message << " [" << d.info->rule << ", "
       << codeName(*d.info) << "]\n";
    quote(d.range, '^', "");
    for (const DiagLabel &l : d.labels)
      quote(l.range, '-', l.text);
    for (const DiagNote &n : d.notes) {
      place(n.range);
      os << "note: " << n.message << "\n";
      quote(n.range, '^', "");
    }
    for (const FixIt &f : d.fixes)
      os << "fix-it: " << f.title << "\n";
  }

private:
  static const char *levelName(Severity level) {
    return level == Severity::Error ? "error" : level == Severity::Warning ? "warning" : "note";
  }
  void place(SourceRange range) {
    if (!range.isValid())
      return;
    DecodedLoc at = sources.decode(range.begin);
    os << ref(at.file) << ":" << at.line << ":" << at.column << ": ";
  }
  void quote(SourceRange range, char mark, std::string_view text) {
    if (!sources.fileOf(range.begin).isValid())
      return;
    DecodedLoc at = sources.decode(range.begin);
    os << llvm::formatv("  {0,-3} |   {1}\n      |   ", at.line,
                        ref(sources.lineText(range.begin)));
    os.indent(at.column - 1) << mark << " " << ref(text) << "\n";
  }

  const SourceManager &sources;
  llvm::raw_ostream &os;
  TextOptions options;
};

} // namespace

std::unique_ptr<DiagConsumer> createTextConsumer(const SourceManager &sources,
                                                 llvm::raw_ostream &os, TextOptions options) {
  return std::make_unique<TextConsumer>(sources, os, options);
}

} // namespace schemac
