//===- Yaml.cpp - YAML documents as located trees -------------------------===//
//
// libyaml reports events with marks that count characters; the tree has places in bytes.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Yaml/Yaml.h"
#include "TreeBuilder.h"
#include "schemac/Frontend/Yaml/Diags.h"
#include "schemac/Support/Utf8.h"
#include <algorithm>
#include <yaml.h>

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

namespace {

/// From characters to bytes of a text.
class Places {
public:
  Places(Loc start, std::string_view text) : start(start), text(text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; }))
      return;
    size_t characters = 0;
    for (size_t i = 0; i < text.size(); ++i)
      if (beginsCharacter(text[i]) && characters++ % Step == 0)
        steps.push_back(uint32_t(i));
  }
  SourceRange at(const yaml_mark_t &begin, const yaml_mark_t &end) const {
    size_t first = bytes(begin.index);
    return {start + uint32_t(first), start + uint32_t(std::max(first, bytes(end.index)))};
  }
  /// The tabs that indent the line of \p mark, or stand at it; nothing when there are none.
  std::optional<SourceRange> tabs(const yaml_mark_t &mark) const {
    size_t at = bytes(mark.index), line = at == 0 ? at : text.rfind('\n', at - 1) + 1;
    size_t tab = text.find_first_not_of(' ', line);
    if (tab >= text.size() || text[tab] != '\t')
      tab = at;
    if (tab >= text.size() || text[tab] != '\t')
      return std::nullopt;
    size_t end = std::min(text.find_first_not_of('\t', tab), text.size());
    return SourceRange{start + uint32_t(tab), start + uint32_t(end)};
  }
  SourceRange byte(size_t offset) const {
    return SourceRange(start + uint32_t(std::min(offset, text.size())));
  }

private:
  static constexpr size_t Step = 256;
  size_t bytes(size_t character) const {
    if (steps.empty())
      return std::min(character, text.size());
    size_t step = std::min(character / Step, steps.size() - 1), i = steps[step];
    for (size_t left = character - step * Step; left && i < text.size(); --left)
      do
        ++i;
      while (i < text.size() && !beginsCharacter(text[i]));
    return i;
  }

  Loc start;
  std::string_view text;
  std::vector<uint32_t> steps; ///< bytes of every so manieth character; none: all are ASCII
};

class Parser {
public:
  Parser(Loc start, std::string_view text, std::vector<Error> &errors)
      : places(start, text), errors(errors), builder(text.size(), errors) {
    yaml_parser_initialize(&parser);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char *>(text.data()),
                                 text.size());
  }
  Parser(const Parser &) = delete;
  Parser &operator=(const Parser &) = delete;
  ~Parser() { yaml_parser_delete(&parser); }

  std::vector<Node> run() {
    std::vector<Node> documents;
    for (bool more = true; more && !builder.stopped;) {
      yaml_event_t event;
      if (!yaml_parser_parse(&parser, &event)) {
        complain();
        break;
      }
      more = event.type != YAML_STREAM_END_EVENT;
      if (event.type == YAML_DOCUMENT_END_EVENT)
        documents.push_back(builder.takeDocument());
      else
        take(event);
      yaml_event_delete(&event);
    }
    return documents;
  }

private:
  static std::string text(const yaml_char_t *anchor) {
    return anchor ? reinterpret_cast<const char *>(anchor) : "";
  }
  void take(const yaml_event_t &event);
  void scalar(const yaml_event_t &event);
  void complain();

  yaml_parser_t parser;
  Places places;
  std::vector<Error> &errors;
  TreeBuilder builder;
};

void Parser::take(const yaml_event_t &event) {
  // A collection is where it begins; its end may be far away.
  SourceRange here = places.at(event.start_mark, event.start_mark);
  SourceRange first{here.begin, here.begin + 1};
  switch (event.type) {
  case YAML_ALIAS_EVENT:
    return builder.alias(places.at(event.start_mark, event.end_mark),
                         text(event.data.alias.anchor));
  case YAML_SCALAR_EVENT:
    return scalar(event);
  case YAML_SEQUENCE_START_EVENT:
    return builder.begin(nodeOf(Node::Sequence, first), text(event.data.sequence_start.anchor));
  case YAML_MAPPING_START_EVENT:
    return builder.begin(nodeOf(Node::Map, first), text(event.data.mapping_start.anchor));
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    return builder.end();
  default:
    return;
  }
}

void Parser::scalar(const yaml_event_t &event) {
  const auto &s = event.data.scalar;
  Node n = nodeOf(Node::Scalar, places.at(event.start_mark, event.end_mark));
  n.text.assign(reinterpret_cast<const char *>(s.value), s.length);
  n.quoted = s.style != YAML_PLAIN_SCALAR_STYLE;
  static constexpr std::string_view Nothing[] = {"", "~", "null", "Null", "NULL"};
  if (!n.quoted && std::ranges::find(Nothing, n.text) != std::end(Nothing))
    n.kind = Node::Null; // it keeps its text, since it may be a key
  builder.leaf(std::move(n), text(s.anchor));
}

void Parser::complain() {
  std::string message = parser.problem ? parser.problem : "this cannot be read";
  if (parser.context)
    message += std::string(" ") + parser.context;
  SourceRange at = parser.error == YAML_READER_ERROR
                       ? places.byte(parser.problem_offset)
                       : places.at(parser.problem_mark, parser.problem_mark);
  if (auto tabs =
          parser.error == YAML_SCANNER_ERROR ? places.tabs(parser.problem_mark) : std::nullopt) {
    at = *tabs;
    message = "a tab: lines of YAML are indented with blanks only";
  }
  errors.push_back({Error::Syntax, at, std::move(message)});
}

} // namespace

std::vector<Node> parseAll(const SourceManager &sources, FileId file, std::vector<Error> &errors) {
  std::string_view text = sources.text(file);
  size_t before = errors.size();
  checkBytes(text, sources.begin(file), errors);
  if (errors.size() != before)
    return {};
  uint32_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; // of the encoding, and no character
  return Parser(sources.begin(file) + mark, text.substr(mark), errors).run();
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
