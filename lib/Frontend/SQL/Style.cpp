//===- Style.cpp - Intents as a schema in SQL states them -----------------===//
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/Annotation.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::sql {
namespace {

class Style final : public SourceStyle {
public:
  std::string spelling(const Intent &intent) const override {
    return intent.kind == Intent::MakeOptional ? "NULL instead of NOT NULL"
                                               : "-- " + annotationText(intent);
  }

  /// An annotation is a line of its own above the line of an object, or of a column that begins its
  /// line; before a column among others on a line, a comment in the line.
  std::vector<TextEdit> declare(const SourceManager &sources, SourceRange declaration,
                                const Intent &intent) const override {
    if (!sources.fileOf(declaration.begin).isValid())
      return {};
    if (intent.kind == Intent::MakeOptional)
      return makeOptional(sources, declaration);
    std::string_view line = sources.lineText(declaration.begin);
    std::string_view before = line.substr(0, sources.decode(declaration.begin).column - 1);
    bool part = before.find_last_of("(,") != before.npos;
    if (part)
      return {{SourceRange(declaration.begin), "/* " + annotationText(intent) + " */ "}};
    return {insertLineAbove(sources, declaration.begin, spelling(intent))};
  }

private:
  /// NOT NULL behind the column on its line is taken out.
  static std::vector<TextEdit> makeOptional(const SourceManager &sources, SourceRange declaration) {
    std::string_view line = sources.lineText(declaration.begin);
    size_t from = sources.decode(declaration.begin).column - 1;
    std::vector<SqlToken> tokens = lexSqlTokens(line.substr(std::min(from, line.size())));
    for (size_t i = 0; i + 1 < tokens.size() && !tokens[i].isSymbol(","); ++i)
      if (i > 0 && tokens[i].isWord("not") && tokens[i + 1].isWord("null")) {
        Loc begin = declaration.begin + uint32_t(tokens[i - 1].end);
        return {{{begin, declaration.begin + uint32_t(tokens[i + 1].end)}, ""}};
      }
    return {};
  }
};

} // namespace

const SourceStyle &sourceStyle() {
  static const Style style;
  return style;
}

} // namespace schemac::sql
