//===- Lexer.cpp - Text to tokens -----------------------------------------===//
#include "Lexer.h"
#include "Utf8.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include <array>

namespace schemac::hcl {
namespace {

enum CharClass : uint8_t { WordStart = 1, WordPart = 2, Digit = 4 };

constexpr std::array<uint8_t, 256> makeClasses() {
  std::array<uint8_t, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c)
    table[c] = table[c - 'a' + 'A'] = WordStart | WordPart;
  for (int c = '0'; c <= '9'; ++c)
    table[c] = WordPart | Digit;
  for (int c = 0x80; c < 0x100; ++c)
    table[c] = WordStart | WordPart;
  table['_'] = WordStart | WordPart;
  table['-'] = WordPart;
  return table;
}
constexpr auto classes = makeClasses();

bool is(char c, CharClass k) { return classes[uint8_t(c)] & k; }

const char *skip(const char *p, const char *end, CharClass k) {
  while (p != end && is(*p, k))
    ++p;
  return p;
}

} // namespace

void Lexer::emit(uint32_t type, const char *to) {
  tokens.emplace_back(type, at, uint32_t(to - at), uint32_t(tokens.size()));
  at = to;
}

const char *Lexer::lineEnd(const char *p) const {
  while (p != end && *p != '\n')
    ++p;
  return p != at && p[-1] == '\r' ? p - 1 : p;
}

bool Lexer::wordIs(const char *p, std::string_view word) const {
  return std::string_view(p, size_t(skip(p, end, WordPart) - p)) == word;
}

/// The next thing that is neither blank nor comment.
const char *Lexer::peekPast(const char *p) {
  const char *from = p;
  while (p != end) {
    if (p >= peekedFrom && p <= peekedTo) { // seen before
      p = peekedTo;
      break;
    }
    if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n') {
      ++p;
    } else if (*p == '#' || (*p == '/' && p + 1 != end && p[1] == '/')) {
      while (p != end && *p != '\n')
        ++p;
    } else if (*p == '/' && p + 1 != end && p[1] == '*') {
      size_t close = std::string_view(p, size_t(end - p)).find("*/", 2);
      p = close == std::string_view::npos ? end : p + close + 2;
    } else {
      break;
    }
  }
  peekedFrom = from, peekedTo = p;
  return p;
}

/// Whether the token before can end an operand, so that what follows goes on from it.
bool Lexer::endsOperand() const {
  if (tokens.empty())
    return false;
  switch (tokens.back().getType()) {
  case HclParser::IDENT:
  case HclParser::NUMBER:
  case HclParser::STRING:
  case HclParser::RPAREN:
  case HclParser::RBRACKET:
  case HclParser::RBRACE:
  case HclParser::STAR:
  case HclParser::QUOTE_CLOSE:
  case HclParser::HEREDOC_CLOSE:
    return true;
  default:
    return false;
  }
}

void Lexer::checkEncoding() const {
  std::string_view text(at, size_t(end - at));
  size_t bad = findInvalidUtf8(text);
  if (bad != text.npos)
    diags.report(base.range(text.substr(bad, 1)), diag::err_hcl_encoding,
                 fmt::format("the byte {:02X} does not begin or go on a character",
                             unsigned(uint8_t(text[bad]))));
}

Lexer::Lexer(std::string_view text, TextBase base, std::vector<Token> &tokens,
             std::vector<Comment> &comments, DiagEngine &diags)
    : at(text.data()), end(at + text.size()), base(base), tokens(tokens), comments(comments),
      diags(diags) {
  if (text.starts_with("\xEF\xBB\xBF"))
    at += 3;
  checkEncoding();
}

bool Lexer::line() {
  tokens.clear();
  folded.clear();
  auto isWhole = [&] {
    return stack.empty() && !tokens.empty() && tokens.back().is(HclParser::NEWLINE);
  };
  while (at != end && !tooDeep && !isWhole()) {
    if (isTop(Open::Quote))
      templateText();
    else if (isTop(Open::Heredoc))
      heredocText();
    else
      next();
  }
  if (at == end)
    finish();
  bool any = !tokens.empty();
  tokens.emplace_back(Token::Eof, at, 0u, uint32_t(tokens.size()));
  return any && !tooDeep;
}

/// What is still open the parser reports, but for texts.
void Lexer::finish() {
  while (!stack.empty() && !tooDeep) {
    if (isTop(Open::Quote) || isTop(Open::Heredoc)) {
      bool isQuote = isTop(Open::Quote);
      unclosed(isQuote ? "the string" : "the heredoc", top().begin,
               top().begin + (isQuote ? 1 : 2));
      emit(isQuote ? HclParser::QUOTE_CLOSE : HclParser::HEREDOC_CLOSE, at);
    }
    pop();
  }
  if (!tokens.empty() && !tokens.back().is(HclParser::NEWLINE))
    emit(HclParser::NEWLINE, at);
}

void Lexer::next() {
  char c = *at;
  if (c == ' ' || c == '\t')
    ++at;
  else if (is(c, WordStart))
    word();
  else if (is(c, Digit))
    numberToken();
  else if (c == '\n')
    newline(at + 1);
  else if (c == '\r' && at + 1 != end && at[1] == '\n')
    newline(at + 2);
  else if (c == '"')
    quote();
  else if (!skipComment())
    punctuation();
}

/// Words of the language are such in their places only; elsewhere they are names.
void Lexer::word() {
  const char *to = skip(at, end, WordPart);
  std::string_view text(at, size_t(to - at));
  uint32_t type = HclParser::IDENT;
  uint32_t before = tokens.empty() ? Token::Eof : uint32_t(tokens.back().getType());
  bool opened = before == HclParser::LBRACKET_FOR || before == HclParser::LBRACE_FOR;
  if (opened && top().forNames == 0) {
    top().forNames = 1;
    at = to; // the bracket's token says `for`
    return;
  }
  if (before == HclParser::DIRECTIVE) {
    type = text == "if"       ? HclParser::IF
           : text == "for"    ? HclParser::FOR
           : text == "else"   ? HclParser::ELSE
           : text == "endif"  ? HclParser::ENDIF
           : text == "endfor" ? HclParser::ENDFOR
                              : HclParser::IDENT;
    top().forNames = type == HclParser::FOR;
  } else if (top().forNames == 1 && text == "in" && before == HclParser::IDENT) {
    type = HclParser::IN;
    top().forNames = 2;
  } else if (text == "if" && (isTop(Open::ForBrace) || isTop(Open::ForBracket)) &&
             (endsOperand() || before == HclParser::ELLIPSIS)) {
    type = HclParser::IF;
  }
  emit(type, to);
}

void Lexer::numberToken() {
  const char *to = skip(at, end, Digit);
  bool legacyIndex = !tokens.empty() && tokens.back().is(HclParser::DOT);
  if (!legacyIndex) {
    if (to != end && *to == '.' && to + 1 != end && is(to[1], Digit))
      to = skip(to + 1, end, Digit);
    if (to != end && (*to == 'e' || *to == 'E')) {
      const char *digits = to + 1;
      if (digits != end && (*digits == '+' || *digits == '-'))
        ++digits;
      if (digits != end && is(*digits, Digit))
        to = skip(digits, end, Digit);
    }
  }
  emit(HclParser::NUMBER, to);
}

/// The value of an attribute, which the line that ends here is, becomes one token where it can.
void Lexer::fold() {
  size_t first = top().value;
  tokens.emplace_back(Token::Eof, at, 0u, uint32_t(tokens.size()));
  if (plainEnd(&tokens[first]) != &tokens.back())
    return tokens.pop_back();
  folded.insert(folded.end(), tokens.begin() + ptrdiff_t(first), tokens.end());
  std::string_view text = span(tokens[first].str(), tokens[tokens.size() - 2].str());
  tokens.erase(tokens.begin() + ptrdiff_t(first), tokens.end());
  tokens.emplace_back(HclParser::PLAIN, text.data(), uint32_t(text.size()), uint32_t(first));
}

/// In bodies a line's end is a token, in objects it separates members, elsewhere it is a blank.
void Lexer::newline(const char *to) {
  if (inLines()) {
    if (top().value && top().value < tokens.size())
      fold();
    top().value = 0;
    questions -= top().questions;
    top().questions = 0;
    emit(HclParser::NEWLINE, to);
    return;
  }
  bool separates = isTop(Open::Object) && !tokens.back().is(HclParser::LBRACE) &&
                   !tokens.back().is(HclParser::COMMA);
  const char *past = separates ? peekPast(to) : to;
  if (separates && past != end && *past != '}') {
    questions -= top().questions;
    top().questions = 0;
    emit(HclParser::COMMA, to);
  } else {
    at = to;
  }
}

void Lexer::comma() {
  questions -= top().questions;
  top().questions = 0;
  const char *past = peekPast(at + 1);
  bool trailing = !inLines() && past != end && (*past == ']' || *past == ')' || *past == '}');
  emit(trailing ? HclParser::TRAILING_COMMA : HclParser::COMMA, at + 1);
}

void Lexer::comment(const char *to) {
  std::string_view text(at, size_t(to - at));
  comments.push_back({text, base.range(text)});
  at = to;
}

bool Lexer::skipComment() {
  std::string_view rest(at, size_t(end - at));
  if (rest[0] == '#' || rest.starts_with("//")) {
    comment(lineEnd(at));
    return true;
  }
  if (!rest.starts_with("/*"))
    return false;
  size_t close = rest.find("*/", 2);
  if (close == rest.npos) {
    unclosed("the comment", at, at + 2);
    at = end;
  } else {
    comment(at + close + 2);
  }
  return true;
}

void Lexer::punctuation() {
  struct Op {
    std::string_view text;
    uint32_t type;
  };
  static constexpr Op Ops[] = {
      // the longer ones first
      {"...", HclParser::ELLIPSIS}, {"||", HclParser::OR},     {"&&", HclParser::AND},
      {"==", HclParser::EQ},        {"!=", HclParser::NE},     {"<=", HclParser::LE},
      {">=", HclParser::GE},        {"=>", HclParser::ARROW},  {"::", HclParser::SCOPE},
      {"=", HclParser::EQUALS},     {"<", HclParser::LT},      {">", HclParser::GT},
      {"+", HclParser::PLUS},       {"-", HclParser::MINUS},   {"*", HclParser::STAR},
      {"/", HclParser::SLASH},      {"%", HclParser::PERCENT}, {"!", HclParser::NOT},
      {"?", HclParser::QUESTION},   {":", HclParser::COLON},   {".", HclParser::DOT}};
  std::string_view rest(at, size_t(end - at));
  if (rest.starts_with("<<") && rest.size() > 2 && (is(rest[2], WordStart) || rest[2] == '-'))
    return heredocOpen();
  if (rest.starts_with("~}") && (isTop(Open::Interpolation) || isTop(Open::Directive)))
    return closeBrace();
  switch (rest[0]) {
  case '{':
    return openBrace();
  case '}':
    return closeBrace();
  case '(':
    return open(Open::Paren, HclParser::LPAREN, at + 1);
  case '[':
    return openBracket();
  case ')':
    return close(Open::Paren, Open::Paren, HclParser::RPAREN);
  case ']':
    return close(Open::Bracket, Open::ForBracket, HclParser::RBRACKET);
  case ',':
    return comma();
  }
  for (const Op &op : Ops) {
    if (op.text[0] != rest[0] || !rest.starts_with(op.text))
      continue;
    if (op.type == HclParser::QUESTION) {
      ++questions, ++top().questions;
      if (stack.size() + questions >= MaxNesting) {
        diags.report(base.range(rest.substr(0, 1)), diag::err_hcl_nesting, MaxNesting);
        tooDeep = true;
        return;
      }
    }
    emit(op.type, at + op.text.size());
    if (op.type == HclParser::EQUALS && inLines())
      top().value = uint32_t(tokens.size());
    return;
  }
  unknown();
}

void Lexer::unclosed(std::string_view what, const char *from, const char *to) {
  diags.report(base.range({from, size_t(to - from)}), diag::err_hcl_unclosed, what);
}

/// Leaves out what is no token; a string in single quotes is read as one.
void Lexer::unknown() {
  std::string_view rest(at, size_t(end - at));
  std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
  size_t close = line.find('\'', 1);
  if (line.starts_with("'") && close != line.npos) {
    std::string_view quoted = line.substr(0, close + 1);
    std::string inner(quoted.substr(1, close - 1));
    DiagBuilder d = diags.report(base.range(quoted), diag::err_hcl_quotes);
    if (inner.find_first_of("\"\\") == inner.npos)
      d.fix(FixKind::Safe, fmt::format("write \"{}\"", inner),
            {{base.range(quoted), "\"" + inner + "\""}});
    return emit(HclParser::STRING, at + quoted.size());
  }
  std::string what = rest[0] == '\0' ? "a zero byte"
                     : uint8_t(rest[0]) < ' ' || rest[0] == 0x7F
                         ? fmt::format("the control character {:02X}", unsigned(rest[0]))
                         : fmt::format("'{}'", rest.substr(0, 1));
  DiagBuilder d = diags.report(base.range(rest.substr(0, 1)), diag::err_hcl_character, what);
  if (rest[0] == ';')
    d.note("an attribute ends with its line")
        .fix(FixKind::Safe, "remove it", {{base.range(rest.substr(0, 1)), ""}});
  ++at;
}

} // namespace schemac::hcl
