//===- SqlTreeTypes.cpp - The names of types in SQL -----------------------===//
#include "SqlTreeParser.h"

namespace schemac::sqltree {

std::string canonicalTypeName(std::string words, std::string_view parameters) {
  static constexpr std::pair<std::string_view, std::string_view> Names[] = {
      {"int4", "integer"},
      {"int", "integer"},
      {"int8", "bigint"},
      {"int2", "smallint"},
      {"float8", "double precision"},
      {"float", "double precision"},
      {"float4", "real"},
      {"bool", "boolean"},
      {"varchar", "character varying"},
      {"char", "character"},
      {"decimal", "numeric"},
      {"dec", "numeric"},
      {"varbit", "bit varying"},
      {"timestamptz", "timestamp with time zone"},
      {"timestamp", "timestamp without time zone"},
      {"timetz", "time with time zone"},
      {"time", "time without time zone"},
  };
  for (auto [from, to] : Names)
    if (words == from) {
      words = to;
      break;
    }
  return words + std::string(parameters);
}

/// Behind INTERVAL, or a literal of it: " day to second(3)", or nothing.
std::string Parser::intervalFields() {
  static constexpr std::string_view Fields[] = {"year", "month", "day", "hour", "minute", "second"};
  auto field = [&] {
    for (std::string_view f : Fields)
      if (accept(f))
        return " " + std::string(f);
    return std::string();
  };
  std::string out = field();
  if (!out.empty() && accept("to"))
    out += " to" + field();
  if (out.ends_with("second") && atSymbol("(") && atSymbol(")", 2)) {
    out += "(" + std::string(tokens[at + 1].text) + ")";
    at += 3;
  }
  return out;
}

std::string Parser::type() {
  std::string words, parameters;
  auto second = [&](std::string_view w) {
    if (accept(w))
      words += " " + std::string(w);
  };
  bool quoted = peek() && peek()->kind == SqlToken::Kind::Quoted;
  words = identifier();
  while (!failed && acceptSymbol(".")) {
    words = words == "pg_catalog" || words == "public" ? identifier() : words + "." + identifier();
    quoted = true;
  }
  if (words == "double")
    second("precision");
  if (words == "character" || words == "char" || words == "bit")
    second("varying");
  if (words == "char varying")
    words = "character varying";
  if (acceptSymbol("(")) {
    parameters = "(";
    while (!failed && !atSymbol(")") && peek())
      parameters += tokens[at++].text;
    if ((words == "numeric" || words == "decimal" || words == "dec") &&
        parameters.find(',') == parameters.npos)
      parameters += ",0"; // a server says so
    parameters += ")";
    expectSymbol(")");
  }
  if (words == "interval")
    words += intervalFields();
  if ((words == "timestamp" || words == "time") && (atWord("with") || atWord("without")) &&
      atWord("time", 1)) {
    words += accept("with") ? " with time zone" : (++at, " without time zone");
    ++at;
    expect("zone");
  }
  std::string out = quoted ? words + parameters : canonicalTypeName(words, parameters);
  if (accept("array"))
    out += "[]";
  while (atSymbol("[") && (atSymbol("]", 1) || atSymbol("]", 2))) {
    at += atSymbol("]", 1) ? 2 : 3;
    if (!out.ends_with("[]"))
      out += "[]";
  }
  return out;
}

} // namespace schemac::sqltree
