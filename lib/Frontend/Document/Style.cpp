//===- Style.cpp - Intents as schemac's own YAML states them --------------===//
#include "schemac/Frontend/Document/Document.h"
#include "schemac/Frontend/Yaml/Annotations.h"

namespace schemac::document {
namespace {

/// The column whose name is at \p name accepts NULL: behind its type, or as a key of its map.
std::vector<TextEdit> makeOptional(const SourceManager &sources, SourceRange name) {
  FileId file = sources.fileOf(name.begin);
  if (!file.isValid())
    return {};
  std::string_view line = sources.lineText(name.begin);
  size_t at = sources.decode(name.begin).column - 1;
  size_t colon = line.find(": ", at);
  if (colon == line.npos) { // a block of keys below
    size_t indent = line.find_first_not_of(' ');
    if (line.find(':', at) == line.npos)
      return {};
    Loc next = sources.lineStart(file, sources.decode(name.begin).line + 1);
    if (!next)
      return {};
    return {{SourceRange(next), std::string(indent + 2, ' ') + "null: true\n"}};
  }
  Loc start = name.begin + uint32_t(colon + 2 - at);
  std::string_view value = line.substr(colon + 2);
  if (value.starts_with('{'))
    return {{SourceRange(start + 1), "null: true, "}};
  size_t end = std::min(value.find(" #"), value.size());
  end = value.substr(0, end).find_last_not_of(" \r") + 1;
  if (end && (value[end - 1] == '"' || value[end - 1] == '\''))
    --end;
  if (end == 0 || value.find_first_of(",}") < end)
    return {}; // in a map on one line
  return {{SourceRange(start + uint32_t(end)), " null"}};
}

/// What stands before \p at on its line, but for quotes.
std::string_view before(const SourceManager &sources, SourceRange at) {
  std::string_view line = sources.lineText(at.begin);
  std::string_view text = line.substr(0, sources.decode(at.begin).column - 1);
  return text.substr(0, text.find_last_not_of(" -\"'") + 1);
}

/// A value of an enum in a list on one line: [admin, {label: member, renamedFrom: user}].
std::vector<TextEdit> renameInList(const SourceManager &sources, SourceRange label,
                                   const Intent &intent) {
  std::string text(sources.text(label));
  bool plain = !text.empty() && text.find_first_of(",:{}[]#") == text.npos &&
               intent.name.find_first_of(",:{}[]#'\"") == std::string::npos;
  if (intent.kind != Intent::RenamedFrom || !plain)
    return {};
  return {{label, "{label: " + text + ", renamedFrom: " + intent.name + "}"}};
}

class Style final : public SourceStyle {
public:
  std::string spelling(const Intent &intent) const override {
    return intent.kind == Intent::MakeOptional ? "'null' behind the type"
                                               : yaml::annotationComment(intent);
  }
  std::vector<TextEdit> declare(const SourceManager &sources, SourceRange declaration,
                                const Intent &intent) const override {
    if (intent.kind == Intent::MakeOptional)
      return makeOptional(sources, declaration);
    std::string_view there = before(sources, declaration);
    if (there.empty())
      return yaml::annotate(sources, declaration, intent);
    return there.ends_with('[') || there.ends_with(',') ? renameInList(sources, declaration, intent)
                                                        : std::vector<TextEdit>();
  }
};

} // namespace

const SourceStyle &sourceStyle() {
  static const Style style;
  return style;
}

} // namespace schemac::document
