//===- Spellings.cpp - The many spellings of a type -----------------------===//
//
// format_type() prints one of them, people write others: int4 and integer, decimal(10) and
// numeric(10,0), "timestamp with time zone". Types are compared by identity, so each must be read
// as the same one.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include <algorithm>
#include <charconv>
#include <vector>

namespace schemac::postgres {

namespace {

struct Alias {
  std::string_view spelling;
  TypeKind kind;
};
constexpr Alias aliases[] = {
    {"bool", TypeKind::Bool},
    {"int2", TypeKind::I16},
    {"int", TypeKind::I32},
    {"int4", TypeKind::I32},
    {"int8", TypeKind::I64},
    {"float4", TypeKind::F32},
    {"float8", TypeKind::F64},
    {"numeric", TypeKind::Numeric},
    {"dec", TypeKind::Numeric},
    {"character varying", TypeKind::VarChar},
    {"char varying", TypeKind::VarChar},
    {"character", TypeKind::Char},
    {"nchar", TypeKind::Char},
    {"bit varying", TypeKind::VarBit},
    {"time without time zone", TypeKind::Time},
    {"time with time zone", TypeKind::TimeTz},
    {"timestamp without time zone", TypeKind::Timestamp},
    {"timestamp with time zone", TypeKind::TimestampTz},
};

/// The spelling without its parameters, which may stand in the middle: timestamp(3) with time zone.
struct Parsed {
  std::string words;       ///< in lower case, one blank between them
  std::vector<int> params; ///< of the parentheses
  unsigned dimensions = 0;
  bool plain = true; ///< nothing but words, numbers and brackets
};

Parsed parse(std::string_view text) {
  Parsed p;
  bool gap = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (letter || (c >= '0' && c <= '9')) {
      p.words += gap && !p.words.empty() ? " " : "";
      p.words += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      gap = false;
      continue;
    }
    gap = true;
    if (c == '(') {
      size_t end = std::min(text.find(')', i), text.size());
      p.plain &= end < text.size();
      for (std::string_view rest = text.substr(i + 1, end - i - 1); !rest.empty();) {
        size_t first = rest.find_first_not_of(' ');
        rest.remove_prefix(std::min(first, rest.size()));
        int value = 0;
        auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        p.plain &= error == std::errc();
        p.params.push_back(value);
        size_t comma = rest.find(',');
        std::string_view tail = rest.substr(static_cast<size_t>(stop - rest.data()));
        p.plain &= tail.substr(0, tail.find(',')).find_first_not_of(' ') == tail.npos;
        rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
      }
      i = end;
    } else if (c == '[') {
      i = std::min(text.find(']', i), text.size()); // the server forgets sizes and dimensions
      p.plain &= i < text.size();
      ++p.dimensions;
    } else if (c != ' ') {
      p.plain = false;
    }
  }
  return p;
}

/// The kind that \p words mean; Native when none does.
TypeKind kindOf(std::string_view words) {
  for (const Alias &a : aliases)
    if (a.spelling == words)
      return a.kind;
  for (unsigned k = 0; k < unsigned(TypeKind::Enum); ++k) {
    std::string_view spelling = typeRow(TypeKind(k)).spelling;
    if (spelling.empty())
      continue;
    if (std::equal(spelling.begin(), spelling.end(), words.begin(), words.end(),
                   [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; }))
      return TypeKind(k);
  }
  return TypeKind::Native;
}

} // namespace

/// numeric(5,-2), which rounds to hundreds, in the words of format_type().
static Type negativeScale(Context &context, const Parsed &p) {
  Type type = context.nativeType("numeric(" + std::to_string(p.params[0]) + "," +
                                 std::to_string(p.params[1]) + ")");
  return p.dimensions ? context.arrayType(type) : type;
}

/// A type by any of its spellings; a native type when it is none of those that are known.
static Type readType(Context &context, std::string_view spelling) {
  Parsed p = parse(spelling);
  if (!p.plain)
    return context.nativeType(spelling);
  TypeKind kind = kindOf(p.words);
  if (p.words == "float" && p.params.size() <= 1) {
    kind = p.params.empty() || p.params[0] > 24 ? TypeKind::F64 : TypeKind::F32;
    p.params.clear();
  } else if (p.words == "bpchar" && p.params.size() == 1) {
    kind = TypeKind::Char; // without a length it is a type of its own
  }
  if (kind == TypeKind::Numeric && p.params.size() == 2 && p.params[1] < 0)
    return negativeScale(context, p);
  if (kind == TypeKind::Native || p.params.size() > static_cast<size_t>(typeInfo(kind).maxParams))
    return context.nativeType(spelling);
  p.params.resize(2, -1);
  Type type = context.type(kind, p.params[0], p.params[1]);
  return canonicalType(context, p.dimensions ? context.arrayType(type) : type);
}

Type canonicalType(Context &context, Type type) {
  switch (type.kind()) {
  case TypeKind::Array: {
    Type element = canonicalType(context, type.element());
    return element.is(TypeKind::Array) ? element : context.arrayType(element);
  }
  case TypeKind::Native:
    return readType(context, type.native().str());
  case TypeKind::Numeric:
    return type.param(0) >= 0 && type.param(1) < 0
               ? context.type(type.kind(), type.param(0), typeRow(type.kind()).defaults[1])
               : type;
  case TypeKind::Char:
  case TypeKind::Bit:
    return type.param(0) < 0 ? context.type(type.kind(), typeRow(type.kind()).defaults[0]) : type;
  default:
    return type;
  }
}

} // namespace schemac::postgres
