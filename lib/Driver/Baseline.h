//===- Baseline.h - Findings that a team has accepted -----------*- C++ -*-===//
//
// To adopt the checks on an old repository: what is there already is written down once, by
// fingerprints that do not depend on line numbers, and from then on only what is new is reported.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Consumers.h"
#include <map>
#include <set>

namespace schemac {

class Baseline {
public:
  explicit Baseline(const SourceManager &sources) : fingerprints(sources), sources(sources) {}

  /// Reads the text of the file \p path. False with a reason when it is none.
  bool parse(std::string_view text, const std::string &path, std::string &error);
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
  /// The entry of a finding in a file that goes by another name here: names are as they are seen
  /// from where the baseline was written, which is taken for its folder.
  std::string byPlace(const Entry &found) const;

  Fingerprints fingerprints;
  const SourceManager &sources;
  std::set<std::string> known, matched;
  std::vector<Entry> all;
  std::multimap<std::string, Entry> places; ///< of the file's entries, by whole paths
};

} // namespace schemac
