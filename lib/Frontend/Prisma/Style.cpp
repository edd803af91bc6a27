//===- Style.cpp - Intents as a Prisma schema states them -----------------===//
#include "Lexer.h"
#include "schemac/Frontend/Prisma/Prisma.h"
#include "schemac/IR/Annotation.h"

namespace schemac::prisma {
namespace {

/// The '?' behind the type of the field whose name is at \p name.
std::vector<TextEdit> makeOptional(const SourceManager &sources, SourceRange name) {
  std::string_view line = sources.lineText(name.begin);
  size_t at = sources.offsetOf(name.begin) -
              sources.offsetOf(
                  sources.lineStart(sources.fileOf(name.begin), sources.decode(name.begin).line));
  std::vector<Token> tokens;
  lex(line.data() + at, line.data() + line.size(), tokens);
  bool plain = tokens.size() > 1 && tokens[1].is(PrismaParser::NAME) &&
               (tokens.size() == 2 ||
                (!tokens[2].is(PrismaParser::LIST) && !tokens[2].is(PrismaParser::QUESTION)));
  if (!plain)
    return {};
  const char *end = tokens[1].str().data() + tokens[1].str().size();
  return {{SourceRange(name.begin + uint32_t(end - line.data() - at)), "?"}};
}

class Style final : public SourceStyle {
public:
  std::string spelling(const Intent &intent) const override {
    return intent.kind == Intent::MakeOptional ? "'?' behind the type"
                                               : "/// " + annotationText(intent);
  }

  /// An annotation is a line of its own above the declaration's line, indented like it.
  std::vector<TextEdit> declare(const SourceManager &sources, SourceRange declaration,
                                const Intent &intent) const override {
    FileId file = sources.fileOf(declaration.begin);
    if (!file.isValid())
      return {};
    if (intent.kind == Intent::MakeOptional)
      return makeOptional(sources, declaration);
    std::string_view line = sources.lineText(declaration.begin);
    std::string indent(line.substr(0, line.find_first_not_of(" \t")));
    Loc start = sources.lineStart(file, sources.decode(declaration.begin).line);
    return {{SourceRange(start), indent + spelling(intent) + "\n"}};
  }
};

} // namespace

const SourceStyle &sourceStyle() {
  static const Style style;
  return style;
}

} // namespace schemac::prisma
