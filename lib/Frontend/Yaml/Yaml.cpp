//===- Yaml.cpp - YAML documents as located trees -------------------------===//
//
// yaml-cpp reports events with marks of where a node begins, and throws. A scalar's end is found in
// the source where it is written plainly; else the mark of its beginning has to do.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Yaml/Yaml.h"
#include "TreeBuilder.h"
#include "schemac/Frontend/Yaml/Diags.h"
#include <sstream>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace schemac::yaml {

const Node *Node::find(std::string_view key) const {
  for (size_t i = 0; kind == Map && i + 1 < items.size(); i += 2)
    if (items[i].text == key)
      return &items[i + 1];
  return nullptr;
}

std::string_view kindWord(Node::Kind kind) {
  static constexpr std::string_view Words[] = {"nothing", "a text", "a list", "a map"};
  return Words[kind];
}

std::vector<Node> parseAll(const SourceManager &sources, FileId file, std::vector<Error> &errors) {
  std::vector<Node> documents;
  std::string_view text = sources.text(file);
  size_t before = errors.size();
  checkBytes(text, sources.begin(file), errors);
  if (errors.size() != before)
    return documents;
  bool marked = text.starts_with("\xEF\xBB\xBF"); // yaml-cpp does not count it
  std::istringstream stream{std::string(text.substr(marked ? 3 : 0))};
  Places places{sources.begin(file) + (marked ? 3 : 0), text.substr(marked ? 3 : 0)};
  TreeBuilder builder(places, errors);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
      documents.push_back(std::move(builder.root));
      builder.root = Node();
    }
  } catch (const TooMuch &e) {
    errors.push_back({Error::Limit, e.range, e.message});
  } catch (const YAML::Exception &e) {
    bool deep = e.msg == YAML::ErrorMsg::BAD_FILE; // what its own guard of depth says
    errors.push_back(
        {deep ? Error::Limit : Error::Syntax, places.at(e.mark, 0), deep ? TooDeep : e.msg});
  }
  return documents;
}

std::optional<Node> parse(const SourceManager &sources, FileId file, Error &error) {
  std::vector<Error> errors;
  std::vector<Node> documents = parseAll(sources, file, errors);
  if (errors.empty() && documents.size() > 1)
    errors.push_back({Error::Syntax, documents[1].range, "a second document: one is read here"});
  if (!errors.empty()) {
    error = errors.front();
    return std::nullopt;
  }
  return documents.empty() ? Node() : std::move(documents.front());
}

void report(DiagEngine &diags, const std::vector<Error> &errors) {
  for (const Error &e : errors)
    switch (e.kind) {
    case Error::Syntax:
      diags.report(e.range, diag::err_yaml_syntax, e.message);
      break;
    case Error::DuplicateKey:
      diags.report(e.range, diag::err_yaml_duplicate_key, e.message);
      break;
    case Error::Limit:
      diags.report(e.range, diag::err_yaml_limit, e.message);
      break;
    case Error::Bytes:
      diags.report(e.range, diag::err_yaml_bytes, e.message);
      break;
    }
}

} // namespace schemac::yaml
