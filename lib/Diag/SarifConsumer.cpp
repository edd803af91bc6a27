//===- SarifConsumer.cpp - Diagnostics as SARIF 2.1.0 -------------------------===//
//
// For code scanning services. They want whole runs (the rules and files come before and after the
// results), so everything is kept until the end.
//
//===----------------------------------------------------------------------===//
#include "JsonText.h"
#include "schemac/Diag/Consumers.h"
#include "schemac/Support/Utf8.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <map>

namespace schemac {
namespace {

/// A path as a URI reference. A colon would make the first folder of a relative one a scheme.
std::string uriOf(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (unsigned char c : path) {
    if (llvm::isAlnum(c) || llvm::StringRef("-._~/").contains(char(c)))
      uri += char(c);
    else
      uri += fmt::format("%{:02X}", c);
  }
  return uri;
}

/// The text of a declaration with its arguments left open.
std::string openText(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    bool twice = i + 1 < text.size() && text[i + 1] == text[i];
    if (text[i] == '{' && !twice) {
      i = std::min(text.find('}', i), text.size() - 1);
      result += "…";
      continue;
    }
    result += text[i];
    if ((text[i] == '{' || text[i] == '}') && twice)
      ++i;
  }
  return result;
}

/// The attributes of an object are written in the order of their names.
class SarifConsumer : public DiagConsumer {
public:
  SarifConsumer(const SourceManager &sources, llvm::raw_ostream &os, RunInfo run)
      : sources(sources), os(os), run(std::move(run)), json(os, 2), fingerprints(sources) {
    for (const std::string &file : this->run.analysed)
      noteArtifact(file);
  }

  void handle(const Diagnostic &d) override {
    results.push_back(d);
    if (ruleIndex.try_emplace(ruleId(*d.info), rules.size()).second)
      rules.push_back(d.info);
    noteArtifactOf(d.range);
    for (const DiagLabel &l : d.labels)
      noteArtifactOf(l.range);
    for (const DiagNote &n : d.notes)
      noteArtifactOf(n.range);
    for (const FixIt &f : d.fixes)
      for (const auto &[file, edits] : editsByFile(f))
        noteArtifact(file);
  }

  void finish() override {
    json.object([&] {
      json.attribute("$schema",
                     "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                     "sarif-schema-2.1.0.json");
      json.attributeArray("runs", [&] { json.object([&] { writeRun(); }); });
      json.attribute("version", "2.1.0");
    });
    os << "\n";
  }

private:
  const SourceManager &sources;
  llvm::raw_ostream &os;
  RunInfo run;
  llvm::json::OStream json;
  Fingerprints fingerprints;
  std::vector<Diagnostic> results;
  std::vector<const DiagInfo *> rules;
  std::map<std::string, size_t> ruleIndex; ///< by their ids
  std::vector<std::string> artifacts;      ///< as URIs
  std::map<std::string, size_t, std::less<>> artifactIndex;

  /// The code; rules of the team's own share one, and are told apart by their names.
  static std::string ruleId(const DiagInfo &info) {
    std::string code = codeName(info);
    return ruleFamily(info.rule) == "custom" ? code + "/" + info.rule : code;
  }

  //===--- files --------------------------------------------------------------===//

  void noteArtifact(std::string_view name) {
    if (artifactIndex.find(name) != artifactIndex.end())
      return;
    artifactIndex.emplace(name, artifacts.size());
    artifacts.push_back(uriOf(name));
  }
  void noteArtifactOf(SourceRange range) {
    if (range.isValid())
      noteArtifact(sources.decode(range.begin).file);
  }
  using Edits = std::map<std::string_view, std::vector<const TextEdit *>>;
  Edits editsByFile(const FixIt &fix) const {
    Edits byFile;
    for (const TextEdit &e : fix.edits)
      byFile[sources.decode(e.range.begin).file].push_back(&e);
    return byFile;
  }

  //===--- the run ------------------------------------------------------------===//

  void text(std::string_view key, std::string_view value) { json.attribute(key, utf8(value)); }
  void message(std::string_view key, std::string_view value) {
    json.attributeObject(key, [&] { text("text", value); });
  }

  void writeRun() {
    json.attributeArray("artifacts", [&] {
      for (const std::string &uri : artifacts)
        json.object([&] { json.attributeObject("location", [&] { json.attribute("uri", uri); }); });
    });
    json.attribute("columnKind", "unicodeCodePoints");
    json.attributeArray("invocations",
                        [&] { json.object([&] { json.attribute("executionSuccessful", true); }); });
    if (run.coverage)
      json.attributeObject("properties", [&] {
        json.attributeObject("coverage", [&] { writeCoverage(json, *run.coverage); });
      });
    json.attributeArray("results", [&] {
      for (const Diagnostic &d : results)
        json.object([&] { writeResult(d); });
    });
    json.attributeObject("tool", [&] { json.attributeObject("driver", [&] { writeDriver(); }); });
  }

  void writeDriver() {
    json.attribute("name", "schemac");
    json.attributeArray("rules", [&] {
      for (const DiagInfo *info : rules)
        json.object([&] { writeRule(*info); });
    });
    if (!run.version.empty())
      text("version", run.version);
  }

  void writeRule(const DiagInfo &info) {
    Severity level = info.level == Severity::Ignored ? Severity::Warning : info.level;
    json.attributeObject("defaultConfiguration", [&] {
      json.attribute("enabled", info.level != Severity::Ignored);
      text("level", levelName(level));
    });
    message("help", fmt::format("schemac explain {}", codeName(info)));
    json.attribute("id", ruleId(info));
    json.attribute("name", info.rule);
    json.attributeObject("properties", [&] {
      json.attributeArray("tags", [&] { json.value(std::string(ruleFamily(info.rule))); });
    });
    message("shortDescription", openText(info.text));
  }

  //===--- a result -----------------------------------------------------------===//

  void writeResult(const Diagnostic &d) {
    writeFixes(d);
    text("level", levelName(d.level));
    json.attributeArray("locations", [&] {
      json.object([&] { d.range.isValid() ? writePlace(d.range) : writeNowhere(); });
    });
    message("message", wholeMessage(d));
    json.attributeObject("partialFingerprints",
                         [&] { json.attribute("schemac/v1", fingerprints.of(d)); });
    json.attributeObject("properties", [&] { writeProperties(d); });
    writeRelated(d);
    json.attribute("ruleId", ruleId(*d.info));
    json.attribute("ruleIndex", int64_t(ruleIndex.find(ruleId(*d.info))->second));
  }

  /// Remarks without a place, and fix-its that are advice only, have no element of their own that
  /// readers show.
  static std::string wholeMessage(const Diagnostic &d) {
    std::string text = d.message;
    for (const DiagNote &n : d.notes)
      if (!n.range.isValid())
        text += "\nnote: " + n.message;
    for (const FixIt &f : d.fixes)
      if (f.edits.empty())
        text += "\nfix-it: " + f.title;
    return text;
  }

  void writeArtifact(std::string_view name) {
    size_t index = artifactIndex.find(name)->second;
    json.attributeObject("artifactLocation", [&] {
      json.attribute("index", int64_t(index));
      json.attribute("uri", artifacts[index]);
    });
  }

  /// 1-based column in code points; a byte that is not UTF-8 counts as one, as decoders replace it.
  unsigned columnOf(Loc loc) const {
    DecodedLoc at = sources.decode(loc);
    if (!at.id.isValid())
      return at.column;
    std::string_view before = sources.text({sources.lineStart(at.id, at.line), loc});
    std::string fixed = utf8(before);
    return 1 + unsigned(countCharacters(fixed));
  }

  void writeRegion(std::string_view key, SourceRange range) {
    json.attributeObject(key, [&] {
      json.attribute("endColumn", columnOf(range.end));
      json.attribute("endLine", sources.decode(range.end).line);
      json.attribute("startColumn", columnOf(range.begin));
      json.attribute("startLine", sources.decode(range.begin).line);
    });
  }

  void writePlace(SourceRange range) {
    DecodedLoc at = sources.decode(range.begin);
    json.attributeObject("physicalLocation", [&] {
      writeArtifact(at.file);
      if (at.line != 0) // a whole file has no region
        writeRegion("region", range);
    });
  }

  /// Services refuse a whole log that has a result without a place: what concerns no file is said
  /// of the folder.
  void writeNowhere() {
    json.attributeObject("physicalLocation", [&] {
      json.attributeObject("artifactLocation", [&] { json.attribute("uri", "."); });
    });
  }

  void writeRelated(const Diagnostic &d) {
    std::vector<std::pair<SourceRange, std::string_view>> related;
    for (const DiagLabel &l : d.labels)
      if (l.range.isValid())
        related.emplace_back(l.range, l.text);
    for (const DiagNote &n : d.notes)
      if (n.range.isValid())
        related.emplace_back(n.range, n.message);
    if (related.empty())
      return;
    json.attributeArray("relatedLocations", [&] {
      int64_t id = 0;
      for (const auto &[range, says] : related)
        json.object([&] {
          json.attribute("id", ++id);
          message("message", says);
          writePlace(range);
        });
    });
  }

  void writeFixes(const Diagnostic &d) {
    if (std::ranges::all_of(d.fixes, [](const FixIt &f) { return f.edits.empty(); }))
      return;
    json.attributeArray("fixes", [&] {
      for (const FixIt &f : d.fixes)
        if (!f.edits.empty())
          json.object([&] { writeFix(f); });
    });
  }

  void writeFix(const FixIt &fix) {
    json.attributeArray("artifactChanges", [&] {
      for (const auto &[file, edits] : editsByFile(fix))
        json.object([&] {
          writeArtifact(file);
          json.attributeArray("replacements", [&] {
            for (const TextEdit *e : edits)
              json.object([&] {
                writeRegion("deletedRegion", e->range);
                message("insertedContent", e->replacement);
              });
          });
        });
    });
    message("description", fix.title);
  }

  void writeProperties(const Diagnostic &d) {
    if (!run.dialect.empty())
      text("dialect", run.dialect);
    if (d.locks.empty())
      return;
    json.attributeArray("locks", [&] {
      for (const DiagLock &l : d.locks)
        json.object([&] {
          text("mode", l.mode);
          text("relation", l.relation);
        });
    });
  }
};

} // namespace

std::unique_ptr<DiagConsumer> createSarifConsumer(const SourceManager &sources,
                                                  llvm::raw_ostream &os, RunInfo run) {
  return std::make_unique<SarifConsumer>(sources, os, std::move(run));
}

} // namespace schemac
