//===- Baseline.cpp - Findings that a team has accepted -------------------===//
#include "Baseline.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace schemac {

namespace json = llvm::json;

bool Baseline::parse(std::string_view text, std::string &error) {
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
      if (auto fingerprint = o->getString("fingerprint"))
        known.insert(fingerprint->str());
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
    return true;
  matched.insert(std::move(fingerprint));
  return false;
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
