//===- Style.cpp - Intents as documents of SchemaHero state them ----------===//
#include "schemac/Frontend/SchemaHero/SchemaHero.h"
#include "schemac/Frontend/Yaml/Annotations.h"

namespace schemac::schemahero {
namespace {

size_t indentOf(std::string_view line) { return line.find_first_not_of(" "); }

/// The `notNull: true` of the column whose name is at \p name, which becomes false.
std::vector<TextEdit> makeOptional(const SourceManager &sources, SourceRange name) {
  FileId file = sources.fileOf(name.begin);
  if (!file.isValid())
    return {};
  constexpr std::string_view Required = "notNull: true";
  unsigned first = sources.decode(name.begin).line;
  // Keys of the column are as deep as the name is, behind the dash.
  std::string_view line = sources.lineText(name.begin);
  size_t depth = line.find("name:");
  if (depth == line.npos)
    return {};
  for (unsigned number = first; Loc start = sources.lineStart(file, number); ++number) {
    line = sources.lineText(start);
    size_t indent = indentOf(line);
    if (number != first && indent != line.npos && indent < depth)
      break;
    if (size_t at = line.find(Required);
        at != line.npos && line.substr(0, at).find('#') == line.npos) {
      Loc value = start + uint32_t(at + Required.find("true"));
      return {{SourceRange(value, value + 4), "false"}};
    }
  }
  return {};
}

/// Whether the line says no other name before \p name: a comment above it would be that one's.
bool isFirst(const SourceManager &sources, SourceRange name) {
  std::string_view line = sources.lineText(name.begin);
  std::string_view before = line.substr(0, sources.decode(name.begin).column - 1);
  size_t key = before.rfind("name:");
  return key != before.npos && before.substr(0, key).find("name:") == before.npos;
}

class Style final : public SourceStyle {
public:
  std::string spelling(const Intent &intent) const override {
    return intent.kind == Intent::MakeOptional ? "notNull: false" : yaml::annotationComment(intent);
  }
  std::vector<TextEdit> declare(const SourceManager &sources, SourceRange declaration,
                                const Intent &intent) const override {
    if (intent.kind == Intent::MakeOptional)
      return makeOptional(sources, declaration);
    return isFirst(sources, declaration) ? yaml::annotate(sources, declaration, intent)
                                         : std::vector<TextEdit>();
  }
};

} // namespace

const SourceStyle &sourceStyle() {
  static const Style style;
  return style;
}

} // namespace schemac::schemahero
