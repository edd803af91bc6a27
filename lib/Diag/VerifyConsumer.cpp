//===- VerifyConsumer.cpp - Compares diagnostics with a test's directives -----===//
//
// See docs/diagnostics/README.md for the notation. What is reported on a mismatch is written in
// that notation too, so that a test whose diagnostics changed on purpose is corrected by copying.
//
//===----------------------------------------------------------------------===//
#include "Display.h"
#include "VerifyDirectives.h"
#include "schemac/Diag/Consumers.h"

#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

namespace schemac {
namespace {

using verify::Directive;
using verify::Edit;
using verify::Kind;

/// A diagnostic, a note or a label, as directives speak of it.
struct Seen {
  Kind kind;
  std::string text;
  DecodedLoc at;
  std::vector<Edit> fixes;
  bool matched = false;
};

/// `a {{[0-9]+}} b`: what stands outside the inner braces is literal.
std::string regexOf(llvm::StringRef text) {
  std::string regex;
  while (true) {
    auto [literal, rest] = text.split("{{");
    regex += llvm::Regex::escape(literal);
    if (rest.empty())
      return regex;
    size_t end = rest.find("}}"); // of a longer run the last two close: {{[0-9]{2}}}
    while (end != rest.npos && rest.substr(end + 2).starts_with("}"))
      ++end;
    regex += "(" + rest.take_front(end).str() + ")";
    text = end == rest.npos ? "" : rest.drop_front(end + 2);
  }
}

bool matchesText(const Directive &d, std::string_view text) {
  if (!d.isRegex)
    return text.find(d.text) != text.npos;
  return llvm::Regex(regexOf(d.text)).match(text);
}

/// True when \p written names \p file: as it is, or its last folders.
bool namesFile(std::string_view written, std::string_view file) {
  if (!file.ends_with(written))
    return false;
  return file.size() == written.size() || file[file.size() - written.size() - 1] == '/' ||
         file[file.size() - written.size() - 1] == ':';
}

bool sameFixes(const std::vector<Edit> &expected, std::vector<Edit> seen) {
  for (const Edit &e : expected) {
    auto found = std::find_if(seen.begin(), seen.end(),
                              [&](const Edit &s) { return verify::accepts(e, s); });
    if (found == seen.end())
      return false;
    seen.erase(found);
  }
  return seen.empty();
}

std::string printFixes(const std::vector<Edit> &fixes) {
  std::string result;
  for (const Edit &e : fixes)
    result += " " + verify::print(e);
  return fixes.empty() ? " {{none}}" : result;
}

class VerifyConsumerImpl : public VerifyConsumer {
public:
  VerifyConsumerImpl(const SourceManager &sources, llvm::raw_ostream &err)
      : sources(sources), err(err) {}

  void handle(const Diagnostic &d) override {
    Kind kind = d.level == Severity::Error     ? Kind::Error
                : d.level == Severity::Warning ? Kind::Warning
                                               : Kind::Note;
    std::string text = fmt::format("{} [{}, {}]", d.message, d.info->rule, codeName(*d.info));
    DecodedLoc at = sources.decode(d.range.begin);
    seen.push_back({kind, text, at, editsOf(d)});
    for (const DiagNote &n : d.notes) // without a place of its own a note is at its parent's
      seen.push_back(
          {Kind::Note, n.message, n.range.isValid() ? sources.decode(n.range.begin) : at, {}});
    for (const DiagLabel &l : d.labels)
      seen.push_back({Kind::Label, l.text, sources.decode(l.range.begin), {}});
  }

  void finish() override {
    verify::Expectations expected;
    for (unsigned i = 0; i < sources.numBuffers(); ++i)
      verify::parseDirectives(sources, FileId{i}, expected);
    verify::resolveMarkers(sources, expected);
    for (const verify::Problem &p : expected.problems)
      fail(sources.decode(p.at)) << p.message << "\n";
    checkPresence(expected);
    for (Directive &d : expected.directives)
      checkOne(d);
    for (const Seen &s : seen)
      if (!s.matched && s.kind != Kind::Label)
        unexpected(s);
  }

  bool failed() const override { return failures != 0; }

private:
  const SourceManager &sources;
  llvm::raw_ostream &err;
  std::vector<Seen> seen;
  unsigned failures = 0;

  llvm::raw_ostream &fail(const DecodedLoc &at) {
    ++failures;
    if (at.line != 0)
      err << at.file << ":" << at.line << ":" << at.column << ": ";
    return err << "error: ";
  }

  std::vector<Edit> editsOf(const Diagnostic &d) const {
    std::vector<Edit> edits;
    DecodedLoc at = sources.decode(d.range.begin);
    for (const FixIt &fix : d.fixes)
      for (const TextEdit &e : fix.edits) {
        DecodedLoc begin = sources.decode(e.range.begin), end = sources.decode(e.range.end);
        edits.push_back({fix.kind, int(begin.line) - int(at.line), int(end.line) - int(at.line),
                         begin.column, end.column, e.replacement});
      }
    return edits;
  }

  /// A test that expects nothing has to say so: one whose directives were lost must not pass.
  void checkPresence(const verify::Expectations &expected) {
    bool any = !expected.directives.empty();
    if (!any && !expected.nothing && expected.problems.empty())
      fail({}) << "no directive found; write 'expected-no-diagnostics' when none is expected\n";
    if (any && expected.nothing)
      fail(sources.decode(expected.directives.front().at))
          << "'expected-no-diagnostics' stands beside other directives\n";
  }

  bool isAt(const Directive &d, const DecodedLoc &at) const {
    if (d.unknown)
      return at.line == 0;
    bool file = d.file.empty() ? at.id.isValid() && at.id == sources.fileOf(d.at)
                               : namesFile(d.file, at.file);
    return file && (d.line == 0 || at.line == d.line) && (!d.column || at.column == *d.column);
  }

  /// The next diagnostic that \p d expects; one with the right fix-its first.
  Seen *find(const Directive &d) {
    Seen *close = nullptr;
    for (Seen &s : seen) {
      if (s.matched || s.kind != d.kind || !isAt(d, s.at) || !matchesText(d, s.text))
        continue;
      if (!d.fixes || sameFixes(*d.fixes, s.fixes))
        return &s;
      close = close ? close : &s;
    }
    return close;
  }

  void checkOne(const Directive &d) {
    std::string problem;
    if (d.isRegex && !llvm::Regex(regexOf(d.text)).isValid(problem)) {
      fail(sources.decode(d.at)) << "invalid regular expression: " << problem << "\n";
      return;
    }
    unsigned count = 0;
    for (; count < d.max; ++count) {
      Seen *s = find(d);
      if (!s)
        break;
      s->matched = true;
      if (d.fixes && !sameFixes(*d.fixes, s->fixes))
        fail(sources.decode(d.at)) << "fix-its differ, expected:" << printFixes(*d.fixes)
                                   << "\n    seen:" << printFixes(s->fixes) << "\n";
    }
    if (count < d.min)
      fail(sources.decode(d.at)) << name(d.kind) << " expected" << placeOf(d)
                                 << (d.min > 1 ? fmt::format(" {} times, seen {}", d.min, count)
                                               : std::string(" but not seen"))
                                 << ": {{" << d.text << "}}\n";
  }

  std::string placeOf(const Directive &d) const {
    if (d.unknown)
      return " without a position";
    std::string place = d.file.empty() ? "" : " in " + d.file;
    if (d.line != 0)
      place += fmt::format(" at line {}", d.line);
    if (d.column)
      place += fmt::format(", column {}", *d.column);
    return place;
  }

  void unexpected(const Seen &s) {
    std::string place = s.at.line == 0 ? "@unknown" : fmt::format("@:{}", s.at.column);
    fail(s.at) << "unexpected " << name(s.kind) << "; to expect it, write on that line:\n    "
               << "expected-" << name(s.kind) << place << " {{"
               << printable(std::string_view(s.text).substr(0, s.text.find('\n'))) << "}}"
               << (s.fixes.empty() ? "" : printFixes(s.fixes)) << "\n";
  }
};

} // namespace

std::unique_ptr<VerifyConsumer> createVerifyConsumer(const SourceManager &sources,
                                                     llvm::raw_ostream &err) {
  return std::make_unique<VerifyConsumerImpl>(sources, err);
}

} // namespace schemac
