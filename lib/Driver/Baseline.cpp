//===- Baseline.cpp - Findings that a team has accepted -------------------===//
#include "Baseline.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

namespace schemac {

namespace json = llvm::json;

static std::string wholePath(llvm::StringRef name, llvm::StringRef folder = "") {
  llvm::SmallString<128> out(llvm::sys::path::is_absolute(name) ? "" : folder);
  llvm::sys::path::append(out, name);
  llvm::sys::fs::make_absolute(out);
  llvm::sys::path::remove_dots(out, true);
  return std::string(out);
}

bool Baseline::parse(std::string_view text, const std::string &path, std::string &error) {
  llvm::StringRef folder = llvm::sys::path::parent_path(path);
  llvm::Expected<json::Value> value = json::parse(text);
  if (!value) {
    error = llvm::toString(value.takeError());
    return false;
  }
  const json::Object *document = value->getAsObject();
  const json::Array *findings = document ? document->getArray("findings") : nullptr;
  if (!findings || document->getInteger("baseline") != 1) {
    error = "not a baseline that this version of schemac wrote";
    return false;
  }
  for (const json::Value &finding : *findings)
    if (const json::Object *o = finding.getAsObject())
      if (auto fingerprint = o->getString("fingerprint")) {
        known.insert(fingerprint->str());
        auto part = [&](const char *name) { return o->getString(name).value_or("").str(); };
        Entry entry{fingerprint->str(), part("code"), part("file"), part("message")};
        places.emplace(wholePath(entry.file, folder), std::move(entry));
      }
  return true;
}

bool Baseline::isNew(const Diagnostic &d) {
  std::string fingerprint = fingerprints.of(d);
  // What is an error by nature is never accepted.
  if (!mayBeLowered(*d.info))
    return true;
  all.push_back(
      {fingerprint, codeName(*d.info), std::string(sources.decode(d.range.begin).file), d.message});
  if (!known.count(fingerprint))
    fingerprint = byPlace(all.back());
  if (fingerprint.empty())
    return true;
  matched.insert(std::move(fingerprint));
  return false;
}

std::string Baseline::byPlace(const Entry &found) const {
  auto [begin, end] = places.equal_range(wholePath(found.file));
  for (auto it = begin; it != end; ++it)
    if (const Entry &e = it->second; e.file != found.file && e.code == found.code &&
                                     e.message == found.message && !matched.count(e.fingerprint))
      return e.fingerprint;
  return {};
}

std::string Baseline::render() const {
  auto clean = [](const std::string &text) {
    return json::isUTF8(text) ? text : json::fixUTF8(text);
  };
  json::Array findings;
  for (const Entry &e : all)
    findings.push_back(json::Object{{"fingerprint", e.fingerprint},
                                    {"code", e.code},
                                    {"file", clean(e.file)},
                                    {"message", clean(e.message)}});
  json::Object document{{"baseline", 1}, {"findings", std::move(findings)}};
  return llvm::formatv("{0:2}\n", json::Value(std::move(document))).str();
}

} // namespace schemac
