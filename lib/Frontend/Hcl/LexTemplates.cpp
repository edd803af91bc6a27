//===- LexTemplates.cpp - Strings and heredocs to tokens ------------------===//
#include "Lexer.h"
#include "Utf8.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

/// Whether an interpolation or directive begins at \p p; "$${" and "%%{" stand for themselves.
static bool isTemplate(const char *p, const char *end) {
  return (*p == '$' || *p == '%') && p + 1 != end && p[1] == '{';
}

static bool isEscapedTemplate(const char *p, const char *end) {
  return end - p > 2 && (*p == '$' || *p == '%') && p[1] == *p && p[2] == '{';
}

/// A string without templates is one token.
void Lexer::quote() {
  for (const char *p = at + 1; p != end && *p != '\n'; ++p) {
    if (*p == '"')
      return emit(HclParser::STRING, p + 1);
    if (isEscapedTemplate(p, end))
      p += 2;
    else if (isTemplate(p, end))
      break;
    else if (*p == '\\' && p + 1 != end && p[1] != '\n')
      ++p;
  }
  open(Open::Quote, HclParser::QUOTE_OPEN, at + 1);
}

void Lexer::literal(const char *from) {
  const char *to = at;
  at = from;
  if (to != from)
    emit(HclParser::LITERAL, to);
}

void Lexer::templateOpen() {
  bool interpolation = *at == '$';
  const char *to = at + 2;
  if (to != end && *to == '~')
    ++to;
  open(interpolation ? Open::Interpolation : Open::Directive,
       interpolation ? HclParser::INTERPOLATION : HclParser::DIRECTIVE, to);
}

/// Text in quotes up to its end, its line's end, or a template.
void Lexer::templateText() {
  const char *from = at;
  while (at != end && *at != '"' && *at != '\n') {
    if (isEscapedTemplate(at, end))
      at += 3;
    else if (isTemplate(at, end))
      break;
    else
      at += *at == '\\' && at + 1 != end && at[1] != '\n' ? 2 : 1;
  }
  if (at != end && *at == '\n' && at != from && at[-1] == '\r')
    --at;
  literal(from);
  if (at == end) // run() closes it
    return;
  if (*at == '"') {
    pop();
    return emit(HclParser::QUOTE_CLOSE, at + 1);
  }
  if (*at != '\n' && *at != '\r')
    return templateOpen();
  unclosed("the string", top().begin, at);
  pop();
  emit(HclParser::QUOTE_CLOSE, at);
}

/// `<<MARKER` or `<<-MARKER`, and the line's end.
void Lexer::heredocOpen() {
  const char *name = at + (at[2] == '-' ? 3 : 2), *to = name;
  while (to != end && *to != '\n' && *to != '\r' && *to != ' ' && *to != '\t')
    ++to;
  const char *line = to;
  while (line != end && (*line == '\r' || *line == ' ' || *line == '\t'))
    ++line;
  if (name == to || line == end || *line != '\n') {
    diags.report(base.range({at, size_t(to - at)}), diag::err_hcl_syntax,
                 "a heredoc, whose first line ends with its marker",
                 line == end ? "the end of the file" : "more text on the line");
    at = lineEnd(at);
    return;
  }
  open(Open::Heredoc, HclParser::HEREDOC_OPEN, line + 1);
  if (!tooDeep)
    top().marker = {name, size_t(to - name)};
}

/// Whether the line that begins here is the marker; then it is taken, but for the line's end.
bool Lexer::heredocEnd() {
  const char *p = at;
  p += spacePrefix({p, size_t(std::find(p, end, '\n') - p)});
  std::string_view marker = top().marker;
  if (!std::string_view(p, size_t(end - p)).starts_with(marker))
    return false;
  const char *to = p + marker.size(), *rest = to;
  while (rest != end && (*rest == ' ' || *rest == '\t' || *rest == '\r'))
    ++rest;
  if (rest != end && *rest != '\n')
    return false;
  at = p;
  pop();
  emit(HclParser::HEREDOC_CLOSE, to);
  return true;
}

/// One line of a heredoc, or its part up to a template. Each line is a literal of its own, so that
/// their indentation is known.
void Lexer::heredocText() {
  if (top().lineStart && heredocEnd())
    return;
  const char *from = at;
  while (at != end && *at != '\n') {
    if (isEscapedTemplate(at, end))
      at += 3;
    else if (isTemplate(at, end))
      break;
    else
      ++at;
  }
  bool isLine = at != end && *at == '\n';
  at += isLine;
  top().lineStart = isLine;
  literal(from);
  if (!isLine && at != end)
    templateOpen();
}

} // namespace schemac::hcl
