//===- Consumers.h - What becomes of diagnostics ----------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
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

/// Facts about the run that the machine formats state beside the diagnostics.
struct RunInfo {
  std::string version, dialect;
  std::vector<std::string> analysed; ///< files read
};

/// One JSON document; its schema is docs/schemas/diagnostics.schema.json.
std::unique_ptr<DiagConsumer> createJsonConsumer(const SourceManager &, llvm::raw_ostream &,
                                                 RunInfo);
/// SARIF 2.1.0; the tool section lists the rules that fired.
std::unique_ptr<DiagConsumer> createSarifConsumer(const SourceManager &, llvm::raw_ostream &,
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

/// Suppression comments, in the comment syntax of any front end:
///   schemac:allow(fk-add-blocking) until 2027-01-31 because "..."
/// applies to its own line and, when nothing but the comment is on it, to the next line that is not
/// a comment. Buffers may be added at any time before a diagnostic in them is reported.
class Suppressions {
public:
  /// \p today is YYYY-MM-DD; after its day a suppression no longer suppresses.
  Suppressions(const SourceManager &sources, std::string_view today)
      : sources(sources), today(today) {}
  /// True when a comment allows \p d; the comment then counts as used.
  bool allows(const Diagnostic &d);
  /// What reportLeftovers looks at.
  struct Leftovers {
    FileId first{0};    ///< buffers from this one on; earlier ones are history that nobody edits
    bool unused = true; ///< false when the analysis ended early, and nothing is known of use
  };
  /// Reports malformed, expired and unused comments.
  void reportLeftovers(DiagEngine &engine, Leftovers what);

private:
  struct Entry {
    SourceRange range;
    std::string group, until, reason;
    FileId file;
    unsigned firstLine, lastLine;
    bool expired = false, used = false, malformed = false;
  };
  void scan();
  void add(FileId file, Loc loc);

  const SourceManager &sources;
  std::string today;
  unsigned scanned = 0; ///< buffers
  std::vector<Entry> entries;
};

} // namespace schemac
