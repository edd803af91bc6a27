//===- Style.cpp - Intents as a schema in HCL states them -----------------===//
#include "schemac/Frontend/Hcl/Hcl.h"
#include "schemac/Frontend/Hcl/Parse.h"
#include "schemac/IR/Annotation.h"

namespace schemac::hcl {
namespace {

const Block *findBlock(const Body &body, SourceRange header) {
  for (const Block *b : body.blocks) {
    if (b->header == header)
      return b;
    if (const Block *inner = findBlock(b->body, header))
      return inner;
  }
  return nullptr;
}

class Style final : public SourceStyle {
public:
  std::string spelling(const Intent &intent) const override {
    return intent.kind == Intent::MakeOptional ? "null = true" : "# " + annotationText(intent);
  }

  /// An annotation is a line of its own above the declaration's line, indented like it; before a
  /// value among others on a line, a comment in the line.
  std::vector<TextEdit> declare(const SourceManager &sources, SourceRange declaration,
                                const Intent &intent) const override {
    FileId file = sources.fileOf(declaration.begin);
    if (!file.isValid())
      return {};
    if (intent.kind == Intent::MakeOptional)
      return makeOptional(sources, file, declaration);
    std::string_view line = sources.lineText(declaration.begin);
    size_t before = sources.decode(declaration.begin).column - 1;
    if (line.substr(0, before).find_first_not_of(" \t") != line.npos)
      return {{SourceRange(declaration.begin), "/* " + annotationText(intent) + " */ "}};
    return {insertLineAbove(sources, declaration.begin, spelling(intent))};
  }

private:
  static std::vector<TextEdit> makeOptional(const SourceManager &sources, FileId file,
                                            SourceRange declaration) {
    DiagEngine ignored(sources);
    auto tree = parse(sources, file, ignored);
    const Block *b = findBlock(tree->body, declaration);
    if (!b)
      return {};
    if (const Attribute *null = b->body.attribute("null"))
      return {{null->value->range, "true"}};
    if (b->body.attributes.empty())
      return {};
    const Attribute &last = b->body.attributes[b->body.attributes.size() - 1];
    std::string_view line = sources.lineText(last.range.begin);
    std::string indent(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
    Loc start = sources.lineStart(file, sources.decode(last.range.begin).line);
    Loc next = sources.lineStart(file, sources.decode(last.range.end).line + 1);
    if (last.range.begin.raw != start.raw + indent.size() || !next.isValid())
      return {};
    return {{SourceRange(next), indent + "null = true\n"}};
  }
};

} // namespace

const SourceStyle &sourceStyle() {
  static const Style style;
  return style;
}

} // namespace schemac::hcl
