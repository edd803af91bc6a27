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
    if (!sources.fileOf(declaration.begin).isValid())
      return {};
    if (intent.kind == Intent::MakeOptional)
      return makeOptional(sources, declaration);
    return {insertLineAbove(sources, declaration.begin, spelling(intent))};
  }
};

} // namespace

const SourceStyle &sourceStyle() {
  static const Style style;
  return style;
}

} // namespace schemac::prisma
