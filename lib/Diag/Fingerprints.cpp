//===- Fingerprints.cpp - Names of diagnostics that survive edits ---------===//
#include "schemac/Diag/Consumers.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MD5.h"

namespace schemac {

/// \p text with every run of white space as one blank.
static void appendCollapsed(std::string &out, std::string_view text) {
  for (char c : text) {
    bool blank = llvm::isSpace(c);
    if (!blank || (!out.empty() && out.back() != ' '))
      out += blank ? ' ' : c;
  }
}

std::string Fingerprints::of(const Diagnostic &d) {
  DecodedLoc at = sources.decode(d.range.begin);
  std::string_view file = at.file;
  while (file.starts_with("./"))
    file.remove_prefix(2);
  std::string key = fmt::format("{}\n{}\n", codeName(*d.info), file);
  // The whole lines, as a range may be a single word of them.
  if (at.id.isValid() && at.line != 0) {
    Loc begin = sources.lineStart(at.id, at.line);
    std::string_view last = sources.lineText(d.range.end);
    DecodedLoc end = sources.decode(d.range.end);
    Loc lastStart = sources.lineStart(at.id, end.line);
    appendCollapsed(key, sources.text({begin, lastStart + uint32_t(last.size())}));
  } else {
    key += d.message;
  }
  unsigned count = seen[key]++;
  if (count)
    key += fmt::format("\n{}", count);
  llvm::MD5 hash;
  hash.update(key);
  llvm::MD5::MD5Result result;
  hash.final(result);
  return std::string(result.digest());
}

} // namespace schemac
