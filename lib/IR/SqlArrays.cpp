//===- SqlArrays.cpp - Literals of arrays ---------------------------------===//
//
// '{ "it''s", b }' is read into its values, and written again with quotes where they must be.
//
//===----------------------------------------------------------------------===//
#include "SqlConstants.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sqltree {

namespace {

struct ArrayPiece {
  enum { Open, Close, Null, Value } kind;
  std::string text;
};
using ArrayPieces = std::vector<ArrayPiece>;

/// Reads what a server's array_in() does, but for bounds before it.
class ArrayReader {
public:
  explicit ArrayReader(llvm::StringRef text) : rest(text.trim()) {}

  std::optional<ArrayPieces> run() {
    bool good = list() && rest.empty();
    return good ? std::optional(std::move(out)) : std::nullopt;
  }

private:
  bool list() {
    if (!rest.consume_front("{"))
      return false;
    out.push_back({ArrayPiece::Open, {}});
    rest = rest.ltrim();
    if (!rest.starts_with("}"))
      do {
        rest = rest.ltrim();
        if (!(rest.starts_with("{") ? list() : value()))
          return false;
        rest = rest.ltrim();
      } while (rest.consume_front(","));
    if (!rest.consume_front("}"))
      return false;
    out.push_back({ArrayPiece::Close, {}});
    return true;
  }

  bool value() {
    bool quoted = rest.consume_front("\"");
    std::string text;
    bool plain = !quoted;
    size_t kept = 0; // blanks at the end of a word do not count, unless behind a backslash
    while (!rest.empty() &&
           !(quoted ? rest[0] == '"' : llvm::StringRef(",{}\"").contains(rest[0]))) {
      bool escaped = rest.consume_front("\\");
      if (rest.empty())
        return false;
      plain &= !escaped;
      text += rest[0];
      if (quoted || escaped || !llvm::isSpace(rest[0]))
        kept = text.size();
      rest = rest.drop_front();
    }
    text.resize(kept);
    if (quoted ? !rest.consume_front("\"") : text.empty())
      return false;
    bool null = plain && llvm::StringRef(text).equals_insensitive("null");
    out.push_back({null ? ArrayPiece::Null : ArrayPiece::Value, null ? "" : text});
    return true;
  }

  llvm::StringRef rest;
  ArrayPieces out;
};

} // namespace

bool sameArrayText(const std::string &a, const std::string &b, std::string_view element) {
  if (element == "box") // whose values stand between semicolons
    return false;
  auto x = ArrayReader(a).run(), y = ArrayReader(b).run();
  return x && y && std::ranges::equal(*x, *y, [&](const ArrayPiece &p, const ArrayPiece &q) {
           return p.kind == q.kind && (p.text == q.text || sameText(p.text, q.text, element));
         });
}

} // namespace schemac::sqltree
