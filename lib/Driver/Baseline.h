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
  size_t accepted() const { return matched; }
  /// A line for each entry that nothing matched though its file was looked at, or is gone.
  /// \p unjudged: buffers of which nothing is reported.
  template <class Set> std::vector<std::string> fixed(const Set &unjudged) const {
    return fixedIn(filesBut(unjudged));
  }
  /// Takes over what \p old has of files that are there, and that this run does not look at.
  template <class Set> void keepOthers(const Baseline &old, const Set &unjudged) {
    keepFrom(old, filesBut(unjudged));
  }
  /// The file with everything that isNew() was asked about.
  std::string render() const;

private:
  struct Entry {
    std::string fingerprint, code, file, message;
    std::string place; ///< the whole path of the file, names being those seen from the baseline
    std::string text;  ///< what the file held, as a hash; empty: not known
    bool matched = false;
  };
  static std::string wholePath(const std::string &name, const std::string &folder = "");
  /// The files that are loaded, but for some buffers.
  template <class Set> std::set<std::string> filesBut(const Set &unjudged) const {
    std::set<std::string> judged;
    for (unsigned i = 0; i < sources.numBuffers(); ++i)
      if (!unjudged.count(i))
        judged.insert(wholePath(std::string(sources.name(FileId{i}))));
    return judged;
  }
  std::vector<std::string> fixedIn(const std::set<std::string> &judged) const;
  static bool isInSight(const Entry &e, const std::set<std::string> &judged);
  void keepFrom(const Baseline &old, const std::set<std::string> &judged);
  Entry *find(const Entry &found, FileId file);
  /// Whether the entry's file has gone, and this one is it under another name or in another folder.
  bool isMoved(const Entry &entry, const Entry &found, FileId file) const;
  std::string hashOf(FileId file) const;

  Fingerprints fingerprints;
  const SourceManager &sources;
  std::vector<Entry> known;                     ///< of the file
  std::vector<Entry> all;                       ///< what was found
  std::set<uint32_t> buffers;                   ///< where
  std::map<std::string, std::string> keptTexts; ///< hashes of files that are not looked at
  std::multimap<std::string, size_t> byFingerprint;
  std::multimap<std::pair<std::string, std::string>, size_t> byMessage; ///< code and message
  mutable std::map<uint32_t, std::string> hashes;                       ///< of buffers
  size_t matched = 0;
};

} // namespace schemac
