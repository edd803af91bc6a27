//===- Baseline.h - Findings that a team has accepted -----------*- C++ -*-===//
//
// To adopt the checks on an old repository: what is there already is written down once, by
// fingerprints that do not depend on line numbers, and from then on only what is new is reported.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Consumers.h"
#include <set>

namespace schemac {

class Baseline {
public:
  explicit Baseline(const SourceManager &sources) : fingerprints(sources), sources(sources) {}

  /// Reads the text of a file. False with a reason when it is none.
  bool parse(std::string_view text, std::string &error);
  /// Whether \p d is new: not in the file. Remembers it for render().
  bool isNew(const Diagnostic &d);
  /// Entries that nothing matched: they were fixed.
  size_t fixed() const { return known.size() - matched.size(); }
  size_t accepted() const { return matched.size(); }
  /// The file with everything that isNew() was asked about.
  std::string render() const;

private:
  struct Entry {
    std::string fingerprint, code, file, message;
  };
  Fingerprints fingerprints;
  const SourceManager &sources;
  std::set<std::string> known, matched;
  std::vector<Entry> all;
};

} // namespace schemac
