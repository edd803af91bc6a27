//===- SirPrintOptions.cpp - Options of tables, columns, indexes ----------===//
#include "SirKeywords.h"
#include "SirPrinter.h"
#include "SirText.h"
#include <algorithm>
#include <cctype>
#include <fmt/core.h>

namespace schemac::sir {

/// Whether the lexer takes \p value for a number or a word.
static bool isPlainValue(std::string_view value) {
  auto isDigit = [](unsigned char c) { return std::isdigit(c) != 0; };
  auto isWord = [](unsigned char c) { return std::isalnum(c) || c == '_'; };
  std::string_view digits = value.starts_with('-') ? value.substr(1) : value;
  if (digits.empty())
    return false;
  return isDigit(static_cast<unsigned char>(digits.front()))
             ? std::all_of(digits.begin(), digits.end(), isDigit)
             : digits.size() == value.size() && std::all_of(value.begin(), value.end(), isWord);
}

std::string parametersText(const Parameters &list) {
  std::string out;
  for (const Parameter &p : list)
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", p.name.str(),
                       isPlainValue(p.value.str()) ? p.value.string() : sir::quote(p.value.str()));
  return "(" + out + ")";
}

std::string indexOptionsText(const Parameters &parameters, Name tablespace) {
  std::string out;
  if (!parameters.empty())
    out += " with " + parametersText(parameters);
  if (tablespace)
    out += " tablespace " + sir::name(tablespace);
  return out;
}

std::string optionsText(const SequenceOptions &options) {
  std::string out;
  auto number = [&](const char *word, const std::optional<int64_t> &value) {
    if (value)
      out += fmt::format(" {} {}", word, *value);
  };
  number("start", options.start);
  number("increment", options.increment);
  number("minvalue", options.min);
  number("maxvalue", options.max);
  number("cache", options.cache);
  return options.cycle ? out + " cycle" : out;
}

/// into range sql"id" (@p0 sql"10" comment "old", @p1 sql"MAXVALUE")
static std::string rowPartsText(const RowParts &r) {
  std::string out = fmt::format(" into {} {}", sir::word(PartsMethodWords, r.method),
                                isByColumns(r.method) ? sir::list(r.columns) : sir::sql(r.expr));
  if (r.count)
    out += fmt::format(" parts {}", *r.count);
  for (size_t i = 0; i < r.parts.size(); ++i) {
    const RowPart &p = r.parts[i];
    out += (i ? ", " : " (") + sir::name(p.name) + (p.bound ? " " + sir::sql(p.bound) : "") +
           (p.comment ? " comment " + sir::quote(p.comment.str()) : "");
  }
  return out + (r.parts.empty() ? "" : ")");
}

std::string tableOptionsText(const Table &t) {
  std::string out;
  if (t.unlogged)
    out += " unlogged";
  if (t.partitionOf)
    out += " partition_of " + sir::name(t.partitionOf) +
           (t.bound ? " for " + sir::sql(t.bound) : " default");
  if (t.partitionBy)
    out += fmt::format(" partitioned by {} {}", sir::word(PartitionWords, t.partitionBy.strategy),
                       elemsText(t.partitionBy.elems));
  if (t.rowParts)
    out += rowPartsText(*t.rowParts);
  for (size_t i = 0; i < t.inherits.size(); ++i)
    out += (i ? ", " : " inherits (") + sir::name(t.inherits[i]);
  if (!t.inherits.empty())
    out += ")";
  if (t.replicaIdentity == ReplicaIdentity::Full)
    out += " replica_identity full";
  else if (t.replicaIdentity == ReplicaIdentity::Nothing)
    out += " replica_identity nothing";
  else if (t.replicaIdentity == ReplicaIdentity::Index)
    out += " replica_identity index " + sir::name(t.replicaIndex);
  return out + indexOptionsText(t.parameters, t.tablespace);
}

} // namespace schemac::sir
