//===- Lexer.cpp - Text to tokens -----------------------------------------===//
#include "Lexer.h"
#include "schemac/Support/Utf8.h"
#include <algorithm>
#include <array>
#include <cstring>

namespace schemac::prisma {
namespace {

enum CharClass : uint8_t { WordStart = 1, WordPart = 2, Digit = 4, Control = 8 };

constexpr std::array<uint8_t, 256> makeClasses() {
  std::array<uint8_t, 256> table{};
  for (int c = 0; c < 32; ++c)
    table[c] = Control;
  for (int c = 'a'; c <= 'z'; ++c)
    table[c] = table[c - 'a' + 'A'] = WordStart | WordPart;
  for (int c = '0'; c <= '9'; ++c)
    table[c] = WordStart | WordPart | Digit;
  table['_'] = table['-'] = WordPart;
  return table;
}
constexpr auto classes = makeClasses();

bool is(char c, CharClass k) { return classes[uint8_t(c)] & k; }

struct LetterRange {
  uint32_t first, last;
};
constexpr LetterRange Letters[] = {
#define LETTERS(FIRST, LAST) {FIRST, LAST},
#include "Letters.def"
#undef LETTERS
};

/// Length of the letter outside of ASCII at \p p, 0 when there is none.
size_t letterLength(const char *p, const char *end) {
  if (p == end || uint8_t(*p) < 0x80)
    return 0;
  size_t n = utf8Length({p, size_t(end - p)});
  if (n == 0)
    return 0;
  uint32_t point = uint8_t(*p) & (0xFFu >> (n + 1));
  for (size_t i = 1; i < n; ++i)
    point = point << 6 | (uint8_t(p[i]) & 0x3Fu);
  const auto *behind = std::ranges::upper_bound(Letters, point, {}, &LetterRange::first);
  return behind != Letters && point <= behind[-1].last ? n : 0;
}

bool beginsWord(const char *p, const char *end) {
  return p != end && (is(*p, WordStart) || letterLength(p, end) != 0);
}

/// Length of the blank at \p p, 0 when there is none.
size_t blankLength(const char *p, const char *end) {
  if (*p == ' ' || *p == '\t')
    return 1;
  if (uint8_t(*p) < 0xC2)
    return 0;
  std::string_view s(p, size_t(end - p));
  if (s.starts_with("\u00A0"))
    return 2;
  if (s.starts_with("\u1680") || s.starts_with("\u202F") || s.starts_with("\u205F") ||
      s.starts_with("\u3000"))
    return 3;
  bool general = s.size() >= 3 && s[0] == '\xE2' && s[1] == '\x80' && uint8_t(s[2]) >= 0x80 &&
                 uint8_t(s[2]) <= 0x8A; // U+2000 to U+200A
  return general ? 3 : 0;
}

/// Length of the UTF-8 sequence at \p p; 1 when it is not one.
size_t characterLength(const char *p, const char *end) {
  uint8_t c = uint8_t(*p);
  size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
  if (n > size_t(end - p))
    return 1;
  for (size_t i = 1; i < n; ++i)
    if ((uint8_t(p[i]) & 0xC0) != 0x80)
      return 1;
  return n;
}

const char *skipDigits(const char *p, const char *end) {
  while (p != end && is(*p, Digit))
    ++p;
  return p;
}

const char *lineEnd(const char *p, const char *end) {
  while (p != end && *p != '\n' && *p != '\r')
    ++p;
  return p;
}

uint32_t keywordOr(std::string_view word, uint32_t other) {
  switch (word.size()) {
  case 4:
    return word == "type"   ? uint32_t(PrismaParser::TYPE)
           : word == "enum" ? uint32_t(PrismaParser::ENUM)
           : word == "view" ? uint32_t(PrismaParser::VIEW)
                            : other;
  case 5:
    return word == "model" ? uint32_t(PrismaParser::MODEL) : other;
  case 9:
    return word == "generator" ? uint32_t(PrismaParser::GENERATOR) : other;
  case 10:
    return word == "datasource" ? uint32_t(PrismaParser::DATASOURCE) : other;
  default:
    return other;
  }
}

struct Lexeme {
  uint32_t type;
  const char *end;
};

/// A name, keyword, path, label or unsigned number: the longest, and of equals the first rule's.
Lexeme lexWord(const char *p, const char *end) {
  const char *word = skipWord(p, end);
  bool digits = skipDigits(p, end) == word;
  if (word != end && *word == '.') {
    const char *path = word;
    while (path != end && *path == '.')
      path = beginsWord(path + 1, end) ? skipWord(path + 1, end) : path + 1;
    if (digits && word + 1 != end && skipDigits(word + 1, end) == path)
      return {path == word + 1 ? PrismaParser::PATH : PrismaParser::NUMBER, path};
    return {PrismaParser::PATH, path};
  }
  std::string_view text(p, size_t(word - p));
  if (word != end) {
    if (*word == '(' && text == "Unsupported")
      return {PrismaParser::UNSUPPORTED, word + 1};
    const char *colon = skipBlanks(word, end);
    if (colon != end && *colon == ':') {
      const char *open = skipBlanks(colon + 1, end);
      return open != end && *open == '{' ? Lexeme{PrismaParser::LABEL_OPEN, open + 1}
                                         : Lexeme{PrismaParser::LABEL, colon + 1};
    }
  }
  if (digits)
    return {PrismaParser::INTEGER, word};
  return {keywordOr(text, PrismaParser::NAME), word};
}

Lexeme lexNegative(const char *p, const char *end) {
  const char *digits = skipDigits(p + 1, end);
  if (digits == p + 1)
    return {PrismaParser::UNKNOWN, p + 1};
  if (digits != end && *digits == '.') {
    const char *fraction = skipDigits(digits + 1, end);
    if (fraction != digits + 1)
      digits = fraction;
  }
  return {PrismaParser::NUMBER, digits};
}

Lexeme lexString(const char *p, const char *end) {
  for (const char *q = p + 1; q != end; ++q) {
    if (*q == '"')
      return {PrismaParser::STRING, q + 1};
    if (*q == '\\') {
      if (++q == end || *q == '\n' || *q == '\r')
        break;
    } else if (is(*q, Control)) {
      break;
    }
  }
  return {PrismaParser::UNKNOWN, p + 1};
}

Lexeme lexSlash(const char *p, const char *end) {
  std::string_view rest(p, size_t(end - p));
  if (rest.starts_with("//"))
    return {PrismaParser::COMMENT, lineEnd(p, end)};
  if (rest.starts_with("/*"))
    if (size_t close = rest.find("*/", 2); close != rest.npos)
      return {PrismaParser::COMMENT, p + close + 2};
  return {PrismaParser::UNKNOWN, p + 1};
}

Lexeme lexComma(const char *p, const char *end) {
  const char *q = skipBlanks(p + 1, end);
  if (q != end && *q == ')')
    return {PrismaParser::COMMA_RPAREN, q + 1};
  return {PrismaParser::COMMA, p + 1};
}

Lexeme lexOne(const char *p, const char *end) {
  auto followedBy = [&](char c) { return p + 1 != end && p[1] == c; };
  switch (*p) {
  case '\n':
    return {PrismaParser::NEWLINE, p + 1};
  case '\r':
    return {PrismaParser::NEWLINE, followedBy('\n') ? p + 2 : p + 1};
  case '{':
    return {PrismaParser::OPEN, lineEnd(p, end)};
  case '}':
    return {PrismaParser::CLOSE, p + 1};
  case '(':
    return {PrismaParser::LPAREN, p + 1};
  case ')':
    return {PrismaParser::RPAREN, p + 1};
  case ',':
    return lexComma(p, end);
  case '[':
    return followedBy(']') ? Lexeme{PrismaParser::LIST, p + 2}
                           : Lexeme{PrismaParser::LBRACKET, p + 1};
  case ']':
    return {PrismaParser::RBRACKET, p + 1};
  case '?':
    return {PrismaParser::QUESTION, p + 1};
  case '=':
    return {PrismaParser::EQUALS, p + 1};
  case '@':
    return followedBy('@') ? Lexeme{PrismaParser::ATAT, p + 2} : Lexeme{PrismaParser::AT, p + 1};
  case '"':
    return lexString(p, end);
  case '/':
    return lexSlash(p, end);
  case '-':
    return lexNegative(p, end);
  default:
    if (beginsWord(p, end))
      return lexWord(p, end);
    return {PrismaParser::UNKNOWN, p + characterLength(p, end)};
  }
}

} // namespace

bool isWordStart(std::string_view text) {
  return beginsWord(text.data(), text.data() + text.size());
}

const char *skipWord(const char *p, const char *end) {
  while (p != end) {
    size_t n = is(*p, WordPart) ? 1 : letterLength(p, end);
    if (n == 0)
      break;
    p += n;
  }
  return p;
}

const char *skipBlanks(const char *p, const char *end) {
  while (p != end) {
    size_t n = blankLength(p, end);
    if (n == 0)
      break;
    p += n;
  }
  return p;
}

void lex(const char *p, const char *end, std::vector<Token> &tokens) {
  while ((p = skipBlanks(p, end)) != end) {
    Lexeme l = lexOne(p, end);
    tokens.emplace_back(l.type, p, uint32_t(l.end - p), uint32_t(tokens.size()));
    p = l.end;
  }
}

} // namespace schemac::prisma
