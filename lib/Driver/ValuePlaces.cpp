//===- ValuePlaces.cpp - Where values stand in sources --------------------===//
#include "ValuePlaces.h"
#include "schemac/Frontend/Hcl/Parse.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

/// In double quotes, with backslashes; \p endsWithLine: such a text does.
static std::vector<SourceRange> quotedPlaces(std::string_view text, Loc base, bool endsWithLine) {
  std::vector<SourceRange> out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("//")) {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (text[at] != '"')
      continue;
    size_t begin = at++;
    for (; at < text.size() && text[at] != '"' && !(endsWithLine && text[at] == '\n'); ++at)
      at += text[at] == '\\' ? 1 : 0;
    out.push_back({base + uint32_t(begin), base + uint32_t(std::min(at + 1, text.size()))});
  }
  return out;
}

std::vector<SourceRange> ValuePlaces::inSql(FileId file) const {
  std::string_view text = sources.text(file);
  SqlRules rules =
      dialectOf(text).starts_with("m") ? SqlRules::MySql : SqlRules::Standard; // MySQL, MariaDB
  std::vector<SourceRange> out;
  Loc base = sources.begin(file);
  for (const sql::ValuePlace &p : sql::valuePlaces(text, rules))
    out.push_back({base + uint32_t(p.begin), base + uint32_t(p.end)});
  return out;
}

/// All that is between comments.
std::vector<SourceRange> ValuePlaces::inHcl(FileId file) const {
  DiagEngine unheard(sources);
  std::vector<SourceRange> out;
  Loc base = sources.begin(file), last = base;
  std::shared_ptr<const hcl::File> parsed = hcl::parse(sources, file, unheard);
  for (const hcl::Comment &c : parsed->comments) {
    out.push_back({last, c.range.begin});
    last = c.range.end;
  }
  out.push_back({last, base + uint32_t(sources.text(file).size())});
  return out;
}

static void addScalars(const yaml::Node &node, std::vector<SourceRange> &out) {
  if (node.is(yaml::Node::Scalar))
    out.push_back(node.range);
  for (const yaml::Node &item : node.items)
    addScalars(item, out);
}

std::vector<SourceRange> ValuePlaces::inYaml(FileId file) const {
  std::vector<SourceRange> out;
  std::vector<yaml::Error> errors;
  for (const yaml::Node &document : yaml::parseAll(sources, file, errors))
    addScalars(document, out);
  // What aliases stand for is where it was written.
  std::ranges::sort(out, {}, &SourceRange::begin);
  return out;
}

std::vector<SourceRange> ValuePlaces::find(FileId file) const {
  std::string_view name = sources.name(file);
  auto is = [&](std::string_view suffix) { return name.ends_with(suffix); };
  if (is(".sql"))
    return inSql(file);
  if (is(".hcl"))
    return inHcl(file);
  if (is(".yaml") || is(".yml"))
    return inYaml(file);
  if (is(".prisma") || is(".sir") || is(".json"))
    return quotedPlaces(sources.text(file), sources.begin(file), is(".prisma"));
  return {};
}

bool ValuePlaces::contains(FileId file, Loc at) {
  auto [it, added] = byFile.try_emplace(file.index);
  if (added)
    it->second = find(file);
  return std::ranges::any_of(it->second,
                             [&](SourceRange r) { return r.begin <= at && at < r.end; });
}

} // namespace schemac
