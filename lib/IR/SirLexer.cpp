//===- SirLexer.cpp - Tokens of .sir --------------------------------------===//
#include "SirLexer.h"
#include "schemac/IR/Diags.h"
#include <cctype>

namespace schemac::sir {

static bool isWordChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$';
}

std::string describe(const Token &t) {
  switch (t.kind) {
  case Tok::End:
    return "end of file";
  case Tok::String:
  case Tok::Sql:
    return "a string";
  default:
    return "'" + std::string(t.raw) + "'";
  }
}

Lexer::Lexer(const SourceManager &sources, FileId file, DiagEngine &diags)
    : text(sources.text(file)), base(sources.begin(file)), diags(diags) {}

SourceRange Lexer::rangeOf(size_t begin, size_t end) const {
  return {base + static_cast<uint32_t>(begin), base + static_cast<uint32_t>(end)};
}

bool Lexer::skipBlanks() {
  bool newLine = pos == 0;
  if (newLine && text.starts_with(ByteOrderMark))
    pos = ByteOrderMark.size();
  while (pos < text.size()) {
    if (text[pos] == '\n') {
      newLine = true;
      ++pos;
    } else if (text[pos] == ' ' || text[pos] == '\t' || text[pos] == '\r') {
      ++pos;
    } else if (text.substr(pos, 2) == "//") {
      while (pos < text.size() && text[pos] != '\n')
        ++pos;
    } else {
      break;
    }
  }
  return newLine;
}

Token Lexer::make(Tok kind, size_t begin) {
  Token t;
  t.kind = kind;
  t.range = rangeOf(begin, pos);
  t.raw = text.substr(begin, pos - begin);
  return t;
}

void Lexer::escape(std::string &out) {
  char c = pos < text.size() ? text[pos++] : '\\';
  switch (c) {
  case 'n':
    out += '\n';
    return;
  case 'r':
    out += '\r';
    return;
  case 't':
    out += '\t';
    return;
  case 'x':
    if (pos + 2 <= text.size() && std::isxdigit(static_cast<unsigned char>(text[pos])) &&
        std::isxdigit(static_cast<unsigned char>(text[pos + 1]))) {
      out += static_cast<char>(std::stoi(std::string(text.substr(pos, 2)), nullptr, 16));
      pos += 2;
      return;
    }
    break;
  case '"':
  case '\\':
    out += c;
    return;
  default:
    break;
  }
  diags.report(rangeOf(pos - 2, pos), diag::err_sir_token, "after '\\'");
}

/// A string whose opening quote is at \p quote; strings end on their line.
Token Lexer::quoted(Tok kind, size_t begin, size_t quote) {
  pos = quote + 1;
  std::string value;
  while (pos < text.size() && text[pos] != '"' && text[pos] != '\n') {
    if (text[pos] == '\\') {
      ++pos;
      escape(value);
    } else {
      value += text[pos++];
    }
  }
  if (pos < text.size() && text[pos] == '"')
    ++pos;
  else
    diags.report(rangeOf(begin, pos), diag::err_sir_unterminated, "string");
  Token t = make(kind, begin);
  t.text = std::move(value);
  return t;
}

Token Lexer::next() {
  bool lineStart = skipBlanks();
  size_t begin = pos;
  Token t;
  if (pos >= text.size()) {
    t = make(Tok::End, begin);
  } else if (text[pos] == '@') {
    if (pos + 1 < text.size() && text[pos + 1] == '"') {
      t = quoted(Tok::Name, begin, pos + 1);
    } else {
      ++pos;
      while (pos < text.size() && isWordChar(text[pos]))
        ++pos;
      t = make(Tok::Name, begin);
      t.text = std::string(t.raw.substr(1));
      if (t.text.empty())
        diags.report(t.range, diag::err_sir_token, "'@' without a name");
    }
  } else if (text[pos] == '"') {
    t = quoted(Tok::String, begin, pos);
  } else if (text.substr(pos, 4) == "sql\"") {
    t = quoted(Tok::Sql, begin, pos + 3);
  } else if (std::isdigit(static_cast<unsigned char>(text[pos])) ||
             (text[pos] == '-' && pos + 1 < text.size() &&
              std::isdigit(static_cast<unsigned char>(text[pos + 1])))) {
    ++pos;
    while (pos < text.size() && std::isdigit(static_cast<unsigned char>(text[pos])))
      ++pos;
    t = make(Tok::Number, begin);
  } else if (isWordChar(text[pos])) {
    while (pos < text.size() && isWordChar(text[pos]))
      ++pos;
    t = make(Tok::Word, begin);
  } else {
    static constexpr std::string_view marks = "{}()<>,:.=";
    size_t mark = marks.find(text[pos]);
    ++pos;
    if (mark == std::string_view::npos) {
      // A run of strange bytes is one error, and one token that fits nowhere.
      while (pos < text.size() && static_cast<unsigned char>(text[pos]) > 0x7e)
        ++pos;
      diags.report(rangeOf(begin, pos), diag::err_sir_token,
                   "'" + std::string(text.substr(begin, pos - begin)) + "'");
      t = make(Tok::Strange, begin);
    } else {
      t = make(static_cast<Tok>(static_cast<size_t>(Tok::LBrace) + mark), begin);
    }
  }
  t.atLineStart = lineStart;
  return t;
}

} // namespace schemac::sir
