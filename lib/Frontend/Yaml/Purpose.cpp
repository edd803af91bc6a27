//===- Purpose.cpp - What a file of YAML is about ----------------------------===//
#include "schemac/Frontend/Yaml/Yaml.h"
#include <algorithm>

namespace schemac::yaml {

/// The keys of schemac.yaml by which it is known.
static constexpr std::string_view ConfigurationKeys[] = {
    "dialect", "sources", "stats",  "baseline",   "base",      "fail-on", "lock-budget",
    "traffic", "rules",   "limits", "migrations", "overrides", "custom"};

Purpose purposeOf(const Node &document) {
  if (!document.is(Node::Map) || document.items.empty())
    return Purpose::Other;
  if (document.find("schemac"))
    return Purpose::Own;
  if (const Node *version = document.find("apiVersion"))
    return version->text.find("schemahero.io/") != std::string::npos ? Purpose::SchemaHero
                                                                     : Purpose::Other;
  if (document.find("name") && (document.find("schema") || document.find("seedData")))
    return Purpose::SchemaHero;
  for (size_t i = 0; i + 1 < document.items.size(); i += 2)
    if (std::ranges::find(ConfigurationKeys, document.items[i].text) == std::end(ConfigurationKeys))
      return Purpose::Other;
  return Purpose::Configuration;
}

/// Whether a line begins with \p start.
static bool hasLine(std::string_view text, std::string_view start) {
  for (size_t at = text.find(start); at != text.npos; at = text.find(start, at + 1))
    if (at == 0 || text[at - 1] == '\n')
      return true;
  return false;
}

bool looksLikeSchema(std::string_view text) {
  return hasLine(text, "schemac:") || text.find("schemahero.io/") != text.npos ||
         (hasLine(text, "name:") && (hasLine(text, "schema:") || hasLine(text, "seedData:")));
}

} // namespace schemac::yaml
