//===- StandardInput.cpp - What form a text without a name has ------------===//
#include "StandardInput.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace schemac {

/// Words that statements begin with, and that nothing in another language does.
static bool beginsStatement(llvm::StringRef word) {
  return llvm::StringSwitch<bool>(word.lower())
      .Cases("create", "alter", "drop", "comment", "grant", "revoke", true)
      .Cases("begin", "start", "commit", "set", "use", "select", true)
      .Cases("insert", "replace", "update", "delete", "truncate", "lock", true)
      .Cases("pragma", "delimiter", "do", "copy", true)
      .Default(false);
}

/// Without blanks and comments that do not tell languages apart at its beginning.
static llvm::StringRef fromFirstWord(llvm::StringRef text) {
  text.consume_front("\xEF\xBB\xBF"); // of the encoding, and no character
  for (;;) {
    text = text.ltrim();
    if (text.starts_with("#") || text.starts_with("//"))
      text = text.drop_front(text.find('\n') == text.npos ? text.size() : text.find('\n'));
    else if (text.starts_with("/*") && !text.starts_with("/*!") && !text.starts_with("/*M!"))
      text = text.drop_front(text.find("*/") == text.npos ? text.size() : text.find("*/") + 2);
    else
      return text;
  }
}

std::string_view suffixOf(std::string_view whole) {
  llvm::StringRef text = fromFirstWord({whole.data(), whole.size()});
  if (text.starts_with("---\n") || text.starts_with("---\r") || text.starts_with("%YAML"))
    return ".yaml";
  // Comments, some of which a server runs, and commands of psql.
  if (text.starts_with("--") || text.starts_with("/*") || text.starts_with("\\"))
    return ".sql";
  llvm::StringRef word = text.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
  llvm::StringRef rest = text.drop_front(word.size()).ltrim(" \t");
  if (word.empty())
    return ".prisma";
  if (rest.starts_with(":"))
    return ".yaml";
  if (word == "schema" && rest.starts_with("@"))
    return ".sir";
  if (beginsStatement(word))
    return ".sql";
  // A block with a name in quotes; Prisma's have names without, and none has none.
  return rest.starts_with("\"") || rest.starts_with("{") ? ".hcl" : ".prisma";
}

} // namespace schemac
