//===- Consumers.h - What becomes of diagnostics ----------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include <functional>
#include <map>
#include <span>

namespace llvm {
class raw_ostream;
}

namespace schemac {

/// clang-style text with the source line, caret, labels, notes and fix-its.
struct TextOptions {
  bool color = false;
  unsigned width = 100; ///< lines are cut to this width around the caret
};
std::unique_ptr<DiagConsumer> createTextConsumer(const SourceManager &, llvm::raw_ostream &,
                                                 TextOptions = {});

/// What a check looked at, and what it could not judge. Nothing that is opaque or tainted was found
/// safe.
struct Coverage {
  int64_t schemas = 0;    ///< schema sources, checked as states
  int64_t statements = 0; ///< of SQL, read
  int64_t opaque = 0;     ///< of these, not understood: only that they may touch something
  int64_t tainted = 0;  ///< of these, understood, about a thing that an opaque one may have changed
  int64_t history = 0;  ///< of these, replayed only: another revision has them already
  int64_t unjudged = 0; ///< plugins whose rules were not asked, or failed
  int64_t suppressed = 0; ///< findings that comments or the baseline allow
};

/// Facts about the run that the machine formats state beside the diagnostics.
struct RunInfo {
  std::string version, dialect;
  std::vector<std::string> analysed; ///< files read
  std::optional<Coverage> coverage;  ///< of a check
};

/// One JSON document; its schema is docs/schemas/diagnostics.schema.json.
std::unique_ptr<DiagConsumer> createJsonConsumer(const SourceManager &, llvm::raw_ostream &,
                                                 RunInfo);
/// SARIF 2.1.0; the tool section lists the rules that fired.
std::unique_ptr<DiagConsumer> createSarifConsumer(const SourceManager &, llvm::raw_ostream &,
                                                  RunInfo);
/// Annotations of a GitHub workflow: ::error file=…,line=…::message
std::unique_ptr<DiagConsumer> createGithubConsumer(const SourceManager &, llvm::raw_ostream &,
                                                   RunInfo);
/// GitLab's code quality report, a JSON array.
std::unique_ptr<DiagConsumer> createGitlabConsumer(const SourceManager &, llvm::raw_ostream &,
                                                   RunInfo);
/// JUnit XML: a test case for each file, with its diagnostics as failures.
std::unique_ptr<DiagConsumer> createJunitConsumer(const SourceManager &, llvm::raw_ostream &,
                                                  RunInfo);
/// Keeps diagnostics for whoever asks.
class CollectingConsumer : public DiagConsumer {
public:
  void handle(const Diagnostic &d) override { diags.push_back(d); }
  std::vector<Diagnostic> diags;
};

/// -verify-diagnostics: compares with the `expected-error@+1 {{text}} {{3-8=fix}}` directives in
/// the buffers. After the flush, failed() tells whether all was as expected.
class VerifyConsumer : public DiagConsumer {
public:
  virtual bool failed() const = 0;
};
std::unique_ptr<VerifyConsumer> createVerifyConsumer(const SourceManager &, llvm::raw_ostream &err);

/// Gives diagnostics names that stay the same when lines move: made of code, file, the text of the
/// lines marked and, where these are equal, a count.
class Fingerprints {
public:
  explicit Fingerprints(const SourceManager &sources) : sources(sources) {}
  /// 32 hexadecimal digits. Diagnostics are asked about in their order, each once.
  std::string of(const Diagnostic &d);

private:
  const SourceManager &sources;
  std::map<std::string, unsigned> seen;
};

/// Suppression comments, in the comment syntax of any front end:
///   schemac:allow(fk-add-blocking) until 2027-01-31 because "..."
///   schemac-ignore SC4101: reason until 2027-01-31
/// apply to their own line and, when nothing but the comment is on it, to the next line that is not
/// a comment (in SQL, to the whole statement that begins there). `schemac:allow-file` is about the
/// whole file. Buffers may be added at any time before a diagnostic in them is reported.
class Suppressions {
public:
  /// \p today is YYYY-MM-DD; after its day a suppression no longer suppresses.
  Suppressions(const SourceManager &sources, std::string_view today)
      : sources(sources), today(today) {}
  /// Tells whether a place is in the text of a value: no comment stands there, whatever it looks
  /// like. Asked only of what looks like one.
  std::function<bool(FileId file, Loc at)> isValue;
  /// True when a comment allows \p d; the comment then counts as used.
  bool allows(const Diagnostic &d);
  /// What reportLeftovers looks at.
  struct Leftovers {
    std::vector<bool> history; ///< buffers, by index, that nobody edits: not looked at
    bool unused = true;        ///< false when the analysis ended early, and nothing is known of use
    std::vector<const DiagInfo *> rules; ///< a rule that settings switch off there is not unused
    /// What to add when a name means nothing: "; did you mean 'fk'?". Nothing when it means
    /// something.
    std::function<std::optional<std::string>(std::string_view name)> unknown;
  };
  /// Reports malformed, expired and unused comments.
  void reportLeftovers(DiagEngine &engine, Leftovers what);

private:
  struct Entry {
    SourceRange range;
    std::vector<std::string> groups;
    std::string until;
    FileId file;
    unsigned firstLine, lastLine;
    bool expired = false, used = false, malformed = false;
  };
  void scan();
  void add(FileId file, Loc loc);
  void reportLeftover(const Entry &entry, DiagEngine &engine, const Leftovers &what);

  const SourceManager &sources;
  std::string today;
  unsigned scanned = 0; ///< buffers
  std::vector<Entry> entries;
};

} // namespace schemac
