//===- BuildTemplates.cpp - Strings, templates and heredocs ---------------===//
#include "Builder.h"
#include "Utf8.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Support/Utf8.h"

namespace schemac::hcl {

/// A part of a template before directives are nested.
struct Builder::Piece {
  enum Kind : uint8_t { Literal, Value, Word } kind = Literal;
  SourceRange range;
  std::string text;                           ///< Literal
  const Expr *value = nullptr;                ///< Value; Word: of `if` and `for`
  HclParser::PartContext *part = nullptr;     ///< Word
  uint32_t word = 0;                          ///< Word: HclParser::IF and so on
  bool trimBefore = false, trimAfter = false; ///< there is a '~'
};

/// Takes the escape that begins at text[at], which is a backslash. False when there is no such one.
bool Builder::escape(std::string_view text, size_t &at, std::string &out) {
  char kind = at + 1 < text.size() ? text[at + 1] : '\0';
  static constexpr std::string_view names = "nrt\"\\", values = "\n\r\t\"\\";
  if (size_t known = names.find(kind); kind && known != names.npos) {
    out += values[known];
    at += 2;
    return true;
  }
  size_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (digits == 0 || at + 2 + digits > text.size())
    return false;
  uint32_t point = 0;
  for (char c : text.substr(at + 2, digits)) {
    if (!isxdigit(uint8_t(c)))
      return false;
    point = point << 4 | uint32_t(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  at += 2 + digits;
  return appendUtf8(out, point);
}

/// "$${" and "%%{" stand for a template's mark.
std::string Builder::decodeTemplateMarks(std::string_view text) const {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((text[i] == '$' || text[i] == '%') && i + 2 < text.size() && text[i + 1] == text[i] &&
        text[i + 2] == '{')
      ++i;
    out += text[i];
  }
  return out;
}

std::string Builder::decode(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    size_t special = std::min(text.find('\\', i), text.size());
    out += decodeTemplateMarks(text.substr(i, special - i));
    i = special;
    if (i == text.size() || escape(text, i, out))
      continue;
    std::string_view bad = text.substr(special, 1 + characterLength(text.substr(special + 1)));
    if (special + 1 == text.size())
      bad = text.substr(special);
    file.damaged = true;
    diags.report(base.range(bad), diag::err_hcl_escape, bad)
        .note("a backslash itself, as in a pattern, is written '\\\\'")
        .fix(FixKind::Unsafe, "double the backslash", {{base.range(bad.substr(0, 0)), "\\"}});
    i = std::max(i, special + bad.size());
  }
  return out;
}

const Expr *Builder::text(std::string_view value, SourceRange range) {
  Expr *out = make(ExprKind::String, range);
  out->name = value;
  return out;
}

const Expr *Builder::string(const Token &literal) {
  std::string_view inner = literal.str().substr(1, literal.str().size() - 2);
  bool plain = inner.find_first_of("\\$%") == inner.npos;
  return text(plain ? inner : intern(decode(inner)), base.range(literal.str()));
}

/// A '~' takes the white space of the text beside it.
void Builder::trim(std::vector<Piece> &pieces) const {
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].trimBefore && i > 0 && pieces[i - 1].kind == Piece::Literal) {
      std::string &before = pieces[i - 1].text;
      size_t keep = 0;
      for (size_t at = 0; at < before.size();) {
        size_t blanks = spacePrefix(std::string_view(before).substr(at));
        at += blanks;
        if (at < before.size())
          keep = at += characterLength(std::string_view(before).substr(at));
      }
      before.resize(keep);
    }
    if (pieces[i].trimAfter && i + 1 < pieces.size() && pieces[i + 1].kind == Piece::Literal)
      pieces[i + 1].text.erase(0, spacePrefix(pieces[i + 1].text));
  }
}

/// Takes from the lines of a `<<-` heredoc the indentation that all have; empty lines have none.
void Builder::flush(std::vector<Piece> &pieces) const {
  constexpr size_t none = SIZE_MAX;
  size_t least = none;
  std::vector<Piece *> lines;
  bool lineStart = true;
  for (Piece &p : pieces) {
    bool literal = p.kind == Piece::Literal;
    if (lineStart) {
      size_t blanks = literal ? spacePrefix(p.text) : 0;
      bool empty = literal && blanks == p.text.size() && p.text.ends_with('\n');
      if (!empty)
        least = std::min(least, countCharacters(std::string_view(p.text).substr(0, blanks)));
      if (!empty && literal)
        lines.push_back(&p);
    }
    lineStart = literal && p.text.ends_with('\n');
  }
  for (Piece *p : lines) {
    size_t bytes = 0;
    for (size_t i = 0; i < least; ++i)
      bytes += characterLength(std::string_view(p->text).substr(bytes));
    p->text.erase(0, bytes);
  }
}

void Builder::misplaced(SourceRange range, std::string_view what) {
  file.damaged = true;
  if (textIsClosed && !saidNesting)
    diags.report(range, diag::err_hcl_directive, what);
}

/// Pieces up to a word that ends or divides the directive \p open, or all.
const Expr *Builder::parts(std::vector<Piece> &pieces, size_t &next, const Piece *open) {
  std::vector<const Expr *> kids;
  std::string text;
  auto endText = [&](const Piece &p) {
    if (!text.empty())
      kids.push_back(this->text(intern(text), p.range));
    text.clear();
  };
  size_t first = next;
  while (next < pieces.size()) {
    Piece &p = pieces[next];
    if (p.kind == Piece::Word && p.word != HclParser::IF && p.word != HclParser::FOR && open)
      break;
    ++next;
    if (p.kind == Piece::Literal) {
      text += p.text;
      continue;
    }
    endText(p);
    if (p.kind == Piece::Value) {
      kids.push_back(p.value);
    } else if (p.value) {
      --next;
      kids.push_back(directive(pieces, next));
    } else {
      misplaced(p.range, fmt::format("'{}' belongs to nothing", asToken(p.part->word).str()));
    }
  }
  SourceRange range;
  if (first < pieces.size())
    range = {pieces[first].range.begin, pieces[std::max(next, first + 1) - 1].range.end};
  if (kids.empty())
    return this->text(intern(text), range);
  endText(pieces[next - 1]);
  return make(ExprKind::Template, range, kids);
}

/// `%{ if c }...%{ else }...%{ endif }` or `%{ for x in y }...%{ endfor }`, which begins at \p
/// next.
const Expr *Builder::directive(std::vector<Piece> &pieces, size_t &next) {
  const Piece open = pieces[next++];
  if (directives == MaxNesting) {
    reportNesting(open.range);
    next = pieces.size();
    return invalid(open.range);
  }
  ++directives;
  bool isIf = open.word == HclParser::IF;
  const Expr *inner = parts(pieces, next, &open), *other = nullptr;
  if (isIf && next < pieces.size() && pieces[next].word == HclParser::ELSE) {
    ++next;
    other = parts(pieces, next, &open);
  }
  bool closed = next < pieces.size() &&
                pieces[next].word == uint32_t(isIf ? HclParser::ENDIF : HclParser::ENDFOR);
  --directives;
  if (!closed)
    misplaced(open.range, fmt::format("nothing ends this '{}'; '%{{ {} }}' does",
                                      isIf ? "if" : "for", isIf ? "endif" : "endfor"));
  if (next < pieces.size())
    ++next;
  if (isIf)
    return make(ExprKind::Conditional, open.range,
                {open.value, inner, other ? other : text("", open.range)});
  Expr *out = make(ExprKind::Repeat, open.range, {open.value, inner});
  const antlr4::Token *value = open.part->second ? open.part->second : open.part->first;
  out->name = asToken(value).str();
  if (open.part->second)
    out->second = asToken(open.part->first).str();
  return out;
}

const Expr *Builder::quoted(HclParser::TermContext &t) {
  bool heredoc = asToken(t.open).is(HclParser::HEREDOC_OPEN);
  std::vector<Piece> pieces;
  for (HclParser::PartContext *part : t.parts) {
    Piece p;
    p.kind = part->literal ? Piece::Literal : part->word ? Piece::Word : Piece::Value;
    p.range = range(part->start, part->stop);
    if (part->literal) {
      std::string_view raw = asToken(part->literal).str();
      p.text = heredoc ? decodeTemplateMarks(raw) : decode(raw);
    } else {
      p.value = part->value ? expression(part->value) : nullptr;
      p.part = part;
      p.word = part->word ? uint32_t(part->word->getType()) : 0;
      p.trimBefore = asToken(part->open).str().ends_with('~');
      p.trimAfter = part->close && asToken(part->close).str().starts_with('~');
    }
    pieces.push_back(std::move(p));
  }
  trim(pieces);
  if (heredoc && asToken(t.open).str().starts_with("<<-"))
    flush(pieces);
  SourceRange whole = range(t.start, t.stop);
  if (pieces.size() == 1 && pieces[0].kind == Piece::Value)
    return make(ExprKind::Unwrap, whole, {pieces[0].value});
  size_t next = 0;
  textIsClosed = !asToken(t.close).str().empty();
  const Expr *all = parts(pieces, next, nullptr);
  if (all->is(ExprKind::String))
    return text(all->name, whole);
  return make(ExprKind::Template, whole, {all});
}

} // namespace schemac::hcl
