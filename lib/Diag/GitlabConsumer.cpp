//===- GitlabConsumer.cpp - Diagnostics as GitLab's code quality report ---===//
#include "JsonText.h"
#include "schemac/Diag/Consumers.h"

#include "llvm/Support/raw_ostream.h"

namespace schemac {
namespace {

class GitlabConsumer : public DiagConsumer {
public:
  GitlabConsumer(const SourceManager &sources, llvm::raw_ostream &os)
      : sources(sources), fingerprints(sources), json(os, 2), os(os) {
    json.arrayBegin();
  }

  void handle(const Diagnostic &d) override {
    DecodedLoc at = sources.decode(d.range.begin);
    json.object([&] {
      json.attribute("description", utf8(fmt::format("{} [{}]", d.message, codeName(*d.info))));
      json.attribute("check_name", utf8(d.info->rule));
      json.attribute("fingerprint", fingerprints.of(d));
      json.attribute("severity", severity(d.level));
      json.attributeObject("location", [&] {
        // GitLab drops entries without a place; what concerns no file is shown at the project.
        json.attribute("path", at.file.empty() ? "." : utf8(at.file));
        json.attributeObject("lines", [&] { json.attribute("begin", std::max(1u, at.line)); });
      });
    });
  }

  void finish() override {
    json.arrayEnd();
    os << "\n";
  }

private:
  static const char *severity(Severity level) {
    return level == Severity::Error ? "critical" : level == Severity::Warning ? "major" : "info";
  }

  const SourceManager &sources;
  Fingerprints fingerprints;
  llvm::json::OStream json;
  llvm::raw_ostream &os;
};

} // namespace

std::unique_ptr<DiagConsumer> createGitlabConsumer(const SourceManager &sources,
                                                   llvm::raw_ostream &os, RunInfo) {
  return std::make_unique<GitlabConsumer>(sources, os);
}

} // namespace schemac
