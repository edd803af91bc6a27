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
#include <map>

namespace schemac {
namespace {

using llvm::json::Array;
using llvm::json::Object;

Object message(std::string_view text) { return Object{{"text", utf8(text)}}; }

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

class SarifConsumer : public DiagConsumer {
public:
  SarifConsumer(const SourceManager &sources, llvm::raw_ostream &os, RunInfo run)
      : sources(sources), os(os), run(std::move(run)), fingerprints(sources) {
    for (const std::string &file : this->run.analysed)
      artifact(file);
  }

  void handle(const Diagnostic &d) override {
    size_t rule = ruleIndex.try_emplace(d.info->code, ruleIndex.size()).first->second;
    if (rule == rules.size())
      rules.push_back(ruleOf(*d.info));
    Object result{{"ruleId", codeName(*d.info)},
                  {"ruleIndex", int64_t(rule)},
                  {"level", std::string(levelName(d.level))},
                  {"message", message(wholeMessage(d))}};
    if (d.range.isValid())
      result["locations"] = Array{location(d.range)};
    if (Array related = relatedOf(d); !related.empty())
      result["relatedLocations"] = std::move(related);
    if (Array fixes = fixesOf(d); !fixes.empty())
      result["fixes"] = std::move(fixes);
    result["partialFingerprints"] = Object{{"schemac/v1", fingerprints.of(d)}};
    result["properties"] = propertiesOf(d);
    results.push_back(std::move(result));
  }

  void finish() override {
    Object driver{{"name", "schemac"}, {"rules", std::move(rules)}};
    if (!run.version.empty())
      driver["version"] = utf8(run.version);
    Object document{
        {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                    "sarif-schema-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", Array{Object{{"tool", Object{{"driver", std::move(driver)}}},
                              {"columnKind", "unicodeCodePoints"},
                              {"invocations", Array{Object{{"executionSuccessful", true}}}},
                              {"artifacts", std::move(artifacts)},
                              {"results", std::move(results)}}}}};
    os << llvm::formatv("{0:2}", llvm::json::Value(std::move(document))) << "\n";
  }

private:
  const SourceManager &sources;
  llvm::raw_ostream &os;
  RunInfo run;
  Fingerprints fingerprints;
  Array rules, artifacts, results;
  std::map<unsigned, size_t> ruleIndex; ///< by code
  std::map<std::string, size_t, std::less<>> artifactIndex;

  static Object ruleOf(const DiagInfo &info) {
    Severity level = info.level == Severity::Ignored ? Severity::Warning : info.level;
    return Object{{"id", codeName(info)},
                  {"name", info.rule},
                  {"shortDescription", message(openText(info.text))},
                  {"help", message(fmt::format("schemac explain {}", codeName(info)))},
                  {"defaultConfiguration", Object{{"enabled", info.level != Severity::Ignored},
                                                  {"level", std::string(levelName(level))}}},
                  {"properties", Object{{"tags", Array{std::string(ruleFamily(info.rule))}}}}};
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

  Object artifact(std::string_view name) {
    auto found = artifactIndex.find(name);
    if (found == artifactIndex.end()) {
      found = artifactIndex.emplace(name, artifacts.size()).first;
      artifacts.push_back(Object{{"location", Object{{"uri", uriOf(name)}}}});
    }
    return Object{{"uri", uriOf(name)}, {"index", int64_t(found->second)}};
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

  Object region(SourceRange range) const {
    return Object{{"startLine", sources.decode(range.begin).line},
                  {"startColumn", columnOf(range.begin)},
                  {"endLine", sources.decode(range.end).line},
                  {"endColumn", columnOf(range.end)}};
  }

  Object location(SourceRange range) {
    DecodedLoc at = sources.decode(range.begin);
    Object physical{{"artifactLocation", artifact(at.file)}};
    if (at.line != 0) // a whole file has no region
      physical["region"] = region(range);
    return Object{{"physicalLocation", std::move(physical)}};
  }

  Array relatedOf(const Diagnostic &d) {
    Array related;
    auto add = [&](SourceRange range, std::string_view text) {
      Object place = location(range);
      place["id"] = int64_t(related.size() + 1);
      place["message"] = message(text);
      related.push_back(std::move(place));
    };
    for (const DiagLabel &l : d.labels)
      if (l.range.isValid())
        add(l.range, l.text);
    for (const DiagNote &n : d.notes)
      if (n.range.isValid())
        add(n.range, n.message);
    return related;
  }

  Array fixesOf(const Diagnostic &d) {
    Array fixes;
    for (const FixIt &f : d.fixes) {
      std::map<std::string_view, Array> byFile;
      for (const TextEdit &e : f.edits)
        byFile[sources.decode(e.range.begin).file].push_back(Object{
            {"deletedRegion", region(e.range)}, {"insertedContent", message(e.replacement)}});
      Array changes;
      for (auto &[file, replacements] : byFile)
        changes.push_back(Object{{"artifactLocation", artifact(file)},
                                 {"replacements", std::move(replacements)}});
      if (!changes.empty())
        fixes.push_back(
            Object{{"description", message(f.title)}, {"artifactChanges", std::move(changes)}});
    }
    return fixes;
  }

  Object propertiesOf(const Diagnostic &d) const {
    Object properties;
    if (!run.dialect.empty())
      properties["dialect"] = utf8(run.dialect);
    Array locks;
    for (const DiagLock &l : d.locks)
      locks.push_back(Object{{"relation", utf8(l.relation)}, {"mode", utf8(l.mode)}});
    if (!locks.empty())
      properties["locks"] = std::move(locks);
    return properties;
  }
};

} // namespace

std::unique_ptr<DiagConsumer> createSarifConsumer(const SourceManager &sources,
                                                  llvm::raw_ostream &os, RunInfo run) {
  return std::make_unique<SarifConsumer>(sources, os, std::move(run));
}

} // namespace schemac
