//===- Annotations.cpp - What comments tell schemac -----------------------===//
#include "Annotations.h"
#include "Lexer.h"
#include "Strings.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Spelling.h"

namespace schemac::prisma {
namespace {

class Reader {
public:
  Reader(std::string_view comment, Loc begin, DiagEngine &diags)
      : comment(comment), begin(begin), diags(diags) {}

  std::vector<Annotation> read();

private:
  void one(std::string_view rest, bool documentation, std::string_view slashes);
  bool arguments(const std::vector<Token> &tokens, size_t at, Annotation &out);
  bool value(const Token &t, Annotation &out);
  SourceRange range(std::string_view piece) const {
    Loc b = begin + uint32_t(piece.data() - comment.data());
    return {b, b + uint32_t(piece.size())};
  }

  std::string_view comment;
  Loc begin;
  DiagEngine &diags;
  std::vector<Annotation> out;
};

bool Reader::value(const Token &t, Annotation &a) {
  if (t.is(PrismaParser::STRING)) {
    bool valid = true;
    a.values.push_back(decodeString(t.str().substr(1, t.str().size() - 2),
                                    [&](std::string_view) { valid = false; }));
    return valid && !a.values.back().empty();
  }
  bool name = isWordStart(t.str().data()[0]) && !t.is(PrismaParser::LABEL);
  a.values.emplace_back(t.str());
  return name && a.kind != Annotation::Backfill;
}

/// Reads `(a, b, archive: true)`; the token behind the ')' ends the range.
bool Reader::arguments(const std::vector<Token> &tokens, size_t at, Annotation &a) {
  if (at >= tokens.size() || !tokens[at].is(PrismaParser::LPAREN))
    return false;
  for (bool first = true; ++at < tokens.size(); first = false) {
    if (tokens[at].is(PrismaParser::RPAREN) && !first) {
      a.range = range(span(tokens[0].str(), tokens[at].str()));
      return !a.values.empty() && (a.kind == Annotation::Drop || a.values.size() == 1);
    }
    if (!first && (!tokens[at].is(PrismaParser::COMMA) || ++at == tokens.size()))
      return false;
    if (!tokens[at].is(PrismaParser::LABEL)) {
      if (!value(tokens[at], a))
        return false;
      continue;
    }
    bool archive = a.kind == Annotation::Drop && tokens[at].str().starts_with("archive");
    if (!archive || ++at == tokens.size())
      return false;
    a.archive = tokens[at].str() == "true";
    if (!a.archive && tokens[at].str() != "false")
      return false;
  }
  return false;
}

/// \p rest begins at the '@' and ends with the line.
void Reader::one(std::string_view rest, bool documentation, std::string_view slashes) {
  const char *nameBegin = rest.data() + AnnotationMarker.size(), *end = rest.data() + rest.size();
  std::string_view name(nameBegin, size_t(skipWord(nameBegin, end) - nameBegin));
  SourceRange where = range(span(rest.substr(0, 1), name));
  std::optional<Annotation::Kind> kind = annotationKind(name);
  if (!kind) {
    DiagBuilder d = diags.report(where, diag::err_prisma_annotation_unknown, name);
    if (std::string_view near = nearestSpelling(name, annotationNames()); !near.empty())
      d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
            {{range(name), std::string(near)}});
    return;
  }
  if (!documentation) {
    diags.report(where, diag::err_prisma_annotation_plain, name)
        .fix(FixKind::Safe, "write '///'", {{range(slashes), "///"}});
    return;
  }
  Annotation a{*kind, {}, false, where};
  std::vector<Token> tokens;
  lex(rest.data(), end, tokens);
  // '@' and the path schemac.name come first.
  if (!arguments(tokens, 2, a)) {
    diags.report(where, diag::err_prisma_annotation_malformed, name, annotationForm(*kind));
    return;
  }
  out.push_back(std::move(a));
}

std::vector<Annotation> Reader::read() {
  for (size_t at = comment.find(AnnotationMarker); at != comment.npos;
       at = comment.find(AnnotationMarker, at + 1)) {
    size_t lineBegin = comment.find_last_of("\r\n", at);
    lineBegin = lineBegin == comment.npos ? 0 : lineBegin + 1;
    std::string_view line =
        comment.substr(lineBegin, comment.find_first_of("\r\n", at) - lineBegin);
    size_t slash = line.find_first_not_of(" \t");
    bool plain = line.substr(slash).starts_with("//");
    bool documentation = line.substr(slash).starts_with("///");
    // Prose may mention an annotation: only one that begins a comment line is meant.
    size_t text = line.find_first_not_of(" \t/*", slash);
    if (text != at - lineBegin)
      continue;
    one(line.substr(text), documentation, line.substr(slash, plain ? 2 : 0));
  }
  return std::move(out);
}

} // namespace

std::vector<Annotation> readAnnotations(std::string_view comment, Loc begin, DiagEngine &diags) {
  if (comment.find(AnnotationMarker) == comment.npos)
    return {};
  return Reader(comment, begin, diags).read();
}

} // namespace schemac::prisma
