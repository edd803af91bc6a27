//===- TypeNames.cpp - Types as a person writes them ----------------------===//
#include "schemac/Dialect/TypeNames.h"
#include "schemac/IR/Schema.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

//===--- names ------------------------------------------------------------===//

/// Takes one part off the beginning of \p text.
static std::optional<std::string> takePart(std::string_view &text) {
  std::string part;
  if (!text.starts_with('"')) {
    size_t end = std::min(text.find('.'), text.size());
    part = text.substr(0, end);
    text.remove_prefix(end);
    return part.empty() || part.find('"') != part.npos ? std::nullopt : std::optional(part);
  }
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      if (i + 1 == text.size() || text[i + 1] != '"') {
        text.remove_prefix(i + 1);
        return part.empty() ? std::nullopt : std::optional(part);
      }
      ++i; // a doubled quote stands for one
    }
    part += text[i];
  }
  return std::nullopt;
}

std::optional<QName> parseQName(Context &context, const Dialect &dialect, std::string_view text) {
  auto first = takePart(text);
  if (!first)
    return std::nullopt;
  if (text.empty())
    return context.qname(*first);
  if (!text.starts_with('.'))
    return std::nullopt;
  text.remove_prefix(1);
  auto second = takePart(text);
  if (!second || !text.empty())
    return std::nullopt;
  return *first == dialect.defaultNamespace() ? context.qname(*second)
                                              : context.qname(*first, *second);
}

static std::string partText(std::string_view part) {
  if (!part.empty() && part.find_first_of("\".") == part.npos)
    return std::string(part);
  std::string out = "\"";
  for (char c : part)
    out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string qnameText(QName name) {
  return (name.ns ? partText(name.ns.str()) + "." : "") + partText(name.name.str());
}

//===--- types ------------------------------------------------------------===//

/// In the order in which a server has them in its own schema and in ours.
static Type definedType(Context &context, const Schema &defined, QName n) {
  if (defined.enumType(n))
    return context.enumType(n);
  if (defined.find<Domain>(n))
    return context.namedType(TypeKind::Domain, n);
  if (defined.find<RangeType>(n))
    return context.namedType(TypeKind::Range, n);
  // Rows of tables and views are values, too.
  if (defined.find<Composite>(n) || defined.table(n) || defined.find<View>(n))
    return context.namedType(TypeKind::Composite, n);
  return {};
}

static std::string_view trimmed(std::string_view text) {
  size_t first = text.find_first_not_of(" \t\n");
  return first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

/// A word in lower case, which is the same with quotes and without.
static bool isPlainWord(std::string_view text) {
  return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

/// What is known nowhere, and whose quotes say so, is named without them: "fooz"(3).
static Type withoutQuotes(Context &context, const Dialect &dialect, std::string_view text) {
  size_t end = text.starts_with('"') ? text.find('"', 1) : text.npos;
  if (end != text.npos && isPlainWord(text.substr(1, end - 1)) &&
      (end + 1 == text.size() || text[end + 1] == '(')) {
    std::string word(text.substr(1, end - 1));
    Type bare = context.nativeType(word);
    if (dialect.canonical(context, bare) == bare)
      return context.nativeType(word + std::string(text.substr(end + 1)));
  }
  return dialect.canonical(context, context.nativeType(text));
}

Type parseTypeName(Context &context, const Dialect &dialect, const Schema &defined,
                   std::string_view text) {
  text = trimmed(text);
  bool array = false;
  for (size_t open; text.ends_with(']') && (open = text.rfind('[')) != text.npos; array = true)
    text = trimmed(text.substr(0, open));
  if (text.empty())
    return {};
  Type found = withoutQuotes(context, dialect, text);
  if (found.is(TypeKind::Native) || found.is(TypeKind::CiText))
    if (auto name = parseQName(context, dialect, text))
      if (Type own = definedType(context, defined, *name))
        found = own;
  return array ? context.arrayType(found) : found;
}

/// A part of a type's name: in quotes where more than its letters would be seen in it.
static std::string typePart(std::string_view part, bool always) {
  bool plain = std::ranges::all_of(part, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80);
  });
  std::string text = partText(part);
  return (plain && !always) || text.starts_with('"') ? text : "\"" + text + "\"";
}

std::string typeNameText(Context &context, const Dialect &dialect, Type type) {
  if (type.is(TypeKind::Array))
    return typeNameText(context, dialect, type.element()) + "[]";
  if (type.is(TypeKind::Native)) {
    std::string_view text = type.native().str(), word = text.substr(0, text.find('('));
    bool unknown = dialect.name() == "postgres" && isPlainWord(word) && !isServerType(word) &&
                   !mayBeElsewhere(word);
    return unknown ? fmt::format("\"{}\"{}", word, text.substr(word.size())) : std::string(text);
  }
  if (QName n = type.named()) {
    if (n.ns)
      return typePart(n.ns.str(), false) + "." + typePart(n.name.str(), false);
    bool taken = !dialect.canonical(context, context.nativeType(n.name.str())).is(TypeKind::Native);
    return typePart(n.name.str(), taken || bool(serialType(context, n.name.str())));
  }
  std::string text = dialect.typeName(type);
  if (dialect.name() == "postgres" && type.is(TypeKind::Numeric) &&
      text.starts_with("DECIMAL")) // two words for one type
    text.replace(0, 7, "NUMERIC");
  bool quoted = false; // labels have their case
  for (char &c : text) {
    quoted ^= c == '\'';
    if (!quoted && c >= 'A' && c <= 'Z')
      c = char(c - 'A' + 'a');
  }
  return text;
}

bool isServerType(std::string_view name) {
  static constexpr std::string_view Known[] = {
      "name",
      "numeric", // with a scale below 0
      "bpchar",
      "char",
      "regclass",
      "regproc",
      "regprocedure",
      "regoper",
      "regoperator",
      "regtype",
      "regrole",
      "regnamespace",
      "regconfig",
      "regdictionary",
      "regcollation",
      "void",
      "record",
      "trigger",
      "event_trigger",
      "cstring",
      "internal",
      "any",
      "anyelement",
      "anyarray",
      "anynonarray",
      "anyenum",
      "anyrange",
      "anymultirange",
      "anycompatible",
      "anycompatiblearray",
      "anycompatiblenonarray",
      "anycompatiblerange",
      "anycompatiblemultirange",
      "oidvector",
      "int2vector",
      "tid",
      "cid",
      "xid8",
      "txid_snapshot",
      "pg_snapshot",
      "refcursor",
      "aclitem",
      "unknown",
      "language_handler",
      "fdw_handler",
      "index_am_handler",
      "table_am_handler",
      "tsm_handler",
      "gtsvector",
  };
  // Of an interval the fields stand behind it, of "char" the quotes are part of the name.
  return std::ranges::find(Known, name) != std::end(Known) || name.starts_with("interval ") ||
         name.starts_with("numeric(") || name == "\"char\"";
}

//===--- serial -----------------------------------------------------------===//

namespace {
struct Serial {
  std::string_view name;
  TypeKind kind;
};
constexpr Serial Serials[] = {
    {"smallserial", TypeKind::I16}, {"serial", TypeKind::I32},  {"bigserial", TypeKind::I64},
    {"serial2", TypeKind::I16},     {"serial4", TypeKind::I32}, {"serial8", TypeKind::I64},
};
} // namespace

Type serialType(Context &context, std::string_view text) {
  for (const Serial &s : Serials)
    if (std::ranges::equal(s.name, text, [](char a, char b) {
          return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
        }))
      return context.type(s.kind);
  return {};
}

std::string_view serialName(Type type) {
  for (const Serial &s : Serials)
    if (type.is(s.kind))
      return s.name;
  return {};
}

} // namespace schemac
