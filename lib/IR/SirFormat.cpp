//===- SirFormat.cpp - `.sir` with its blanks in order --------------------===//
//
// Line ends mean something in the language, so lines stay lines; what is between the tokens of one,
// and in front of it, is what changes.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/SirFormat.h"
#include "SirLexer.h"
#include "schemac/IR/Sir.h"

namespace schemac {

using sir::Tok;
using sir::Token;

namespace {

class Formatter {
public:
  Formatter(std::string_view text, Loc base, const std::vector<Token> &tokens)
      : text(text), base(base), tokens(tokens) {}

  std::string run() {
    size_t end = text.starts_with(sir::ByteOrderMark) ? sir::ByteOrderMark.size() : 0;
    for (const Token &t : tokens) {
      size_t begin = t.range.begin.raw - base.raw;
      gap(text.substr(end, begin - end), t);
      if (t.kind == Tok::End)
        break;
      out += t.raw;
      after(t);
      end = begin + t.raw.size();
    }
    while (out.ends_with('\n'))
      out.pop_back();
    return out.empty() ? out : out + "\n";
  }

private:
  /// What hangs on the object above it. A grant of a plan, which is a step, begins with '{'.
  bool hangs(const Token &t) const {
    bool step = &t != &tokens.back() && (&t)[1].kind == Tok::LBrace;
    return t.kind == Tok::Word && !step &&
           (t.raw == "comment" || t.raw == "owner" || t.raw == "grant");
  }

  void after(const Token &t) {
    if (t.kind == Tok::LBrace)
      ++depth;
    else if (t.kind == Tok::RBrace && depth > 0)
      --depth;
    last = &t;
  }

  void startLine(const Token &next) {
    size_t levels = next.kind == Tok::RBrace && depth > 0 ? depth - 1 : depth;
    // In a block the object is a level above; on its own, it is where it hangs.
    out.append((levels + (hangs(next) ? 1 : 0)) * 2, ' ');
  }

  /// Blanks, line ends and comments in front of \p next.
  void gap(std::string_view gap, const Token &next) {
    bool newLine = last == nullptr;
    size_t lineEnds = 0;
    while (!gap.empty()) {
      if (gap[0] == '\n') {
        ++lineEnds;
        gap.remove_prefix(1);
      } else if (gap.starts_with("//")) {
        std::string_view comment = gap.substr(0, gap.find('\n'));
        gap.remove_prefix(comment.size());
        while (comment.ends_with(' ') || comment.ends_with('\t') || comment.ends_with('\r'))
          comment.remove_suffix(1);
        if (lineEnds == 0 && last)
          out += ' ';
        else
          breakLine(lineEnds), out.append(depth * 2, ' ');
        out += comment;
        lineEnds = 0;
        newLine = true;
        commented = true;
      } else {
        gap.remove_prefix(1);
      }
    }
    if (next.kind == Tok::End)
      return;
    if (lineEnds > 0 || newLine) {
      breakLine(lineEnds, next.kind == Tok::RBrace);
      startLine(next);
    } else if (isApart(next)) {
      out += ' ';
    }
    commented = false;
  }

  /// One empty line at most, and none at the beginning or the end of a block.
  void breakLine(size_t lineEnds, bool closes = false) {
    if (out.empty())
      return;
    out += '\n';
    bool opened = last && last->kind == Tok::LBrace && !commented;
    if (lineEnds > 1 && !opened && !closes)
      out += '\n';
  }

  bool isApart(const Token &next) const {
    const char *lastEnd = last->raw.data() + last->raw.size();
    bool touches = lastEnd == next.raw.data();
    switch (next.kind) {
    case Tok::RParen:
    case Tok::Greater:
    case Tok::Comma:
      return false;
    default:
      break;
    }
    switch (last->kind) {
    case Tok::LParen:
    case Tok::Less:
      return false;
    case Tok::Comma:
      return true;
    default:
      return !touches;
    }
  }

  std::string_view text;
  Loc base;
  const std::vector<Token> &tokens;
  std::string out;
  const Token *last = nullptr;
  size_t depth = 0;
  bool commented = false; ///< a comment stands between the last token and what comes
};

std::vector<Token> tokensOf(const SourceManager &sources, FileId file, DiagEngine &diags) {
  std::vector<Token> tokens;
  sir::Lexer lexer(sources, file, diags);
  do
    tokens.push_back(lexer.next());
  while (tokens.back().kind != Tok::End);
  return tokens;
}

} // namespace

std::optional<std::string> formatSir(SourceManager &sources, FileId file, DiagEngine &diags) {
  unsigned errors = diags.numErrors();
  Context context;
  (void)parseSir(sources, file, context, diags);
  if (diags.numErrors() != errors)
    return std::nullopt;
  std::vector<Token> tokens = tokensOf(sources, file, diags);
  return Formatter(sources.text(file), sources.begin(file), tokens).run();
}

} // namespace schemac
