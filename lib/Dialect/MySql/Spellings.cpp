//===- Spellings.cpp - The many spellings of a type -----------------------===//
//
// int(11) and integer are int; bool is tinyint(1), whose length, alone among those of numbers,
// means something to clients. Types are compared by identity, so each must be read as the same one.
//
//===----------------------------------------------------------------------===//

#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace schemac::mysql {

namespace {

constexpr TypeRow Rows[] = {
#define MYSQL_TYPE(KIND, SPELLING, P0, P1, MYSQL, MARIADB)                                         \
  {TypeKind::KIND, SPELLING, {P0, P1}, {MYSQL, MARIADB}},
#include "schemac/Dialect/MySql/Types.def"
};

struct Alias {
  std::string_view spelling;
  TypeKind kind;
};
constexpr Alias Aliases[] = {
#define MYSQL_ALIAS(SPELLING, KIND) {SPELLING, TypeKind::KIND},
#include "schemac/Dialect/MySql/Types.def"
};

struct Sign {
  TypeKind is, isUnsigned;
};
constexpr Sign Signs[] = {
#define MYSQL_UNSIGNED(SIGNED, UNSIGNED) {TypeKind::SIGNED, TypeKind::UNSIGNED},
#include "schemac/Dialect/MySql/Types.def"
};

/// A spelling taken apart: int(10) unsigned, enum('a','b').
struct Parsed {
  std::string words; ///< in lower case, one blank between them, without `signed` and `unsigned`
  std::vector<int> params;
  std::vector<std::string> labels;
  bool isUnsigned = false;
  bool plain = true; ///< nothing but words, numbers and labels
};

class Parser {
public:
  explicit Parser(std::string_view text) : text(text) {}
  Parsed run() {
    while (pos < text.size()) {
      char c = text[pos];
      if (isBlank(c))
        ++pos;
      else if (c == '(')
        ++pos, arguments();
      else if (isWord(c))
        word();
      else
        ++pos, out.plain = false;
    }
    return std::move(out);
  }

private:
  static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  static bool isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  void word() {
    std::string w;
    while (pos < text.size() && isWord(text[pos]))
      w += llvm::toLower(text[pos++]);
    if (w == "unsigned")
      out.isUnsigned = true;
    else if (w != "signed")
      out.words += (out.words.empty() ? "" : " ") + w;
  }
  void arguments() {
    while (pos < text.size() && text[pos] != ')') {
      if (text[pos] == '\'' || text[pos] == '"') {
        label(text[pos]);
      } else if (isBlank(text[pos]) || text[pos] == ',') {
        ++pos;
      } else {
        int value = 0;
        auto [end, error] = std::from_chars(text.data() + pos, text.data() + text.size(), value);
        out.plain &= error == std::errc();
        out.params.push_back(value);
        pos = std::max(pos + 1, size_t(end - text.data()));
      }
    }
    out.plain &= pos < text.size();
    ++pos;
  }
  void label(char quote) {
    std::string value;
    for (++pos; pos < text.size(); ++pos) {
      if (text[pos] == quote) {
        if (pos + 1 == text.size() || text[pos + 1] != quote)
          break;
        ++pos; // a doubled quote stands for one
      } else if (text[pos] == '\\' && pos + 1 < text.size()) {
        addEscaped(value, text[++pos]);
        continue;
      }
      value += text[pos];
    }
    out.plain &= pos < text.size();
    ++pos;
    out.labels.push_back(std::move(value));
  }

  std::string_view text;
  size_t pos = 0;
  Parsed out;
};

/// The kind that \p words mean; Native when none does.
TypeKind kindOf(std::string_view words) {
  for (const Alias &a : Aliases)
    if (a.spelling == words)
      return a.kind;
  for (const TypeRow &row : Rows)
    if (std::ranges::equal(row.spelling, words, {}, llvm::toLower))
      return row.kind;
  return TypeKind::Native;
}

std::optional<TypeKind> unsignedOf(TypeKind kind) {
  for (const Sign &s : Signs)
    if (s.is == kind)
      return s.isUnsigned;
  return std::nullopt;
}

/// Whole numbers, and YEAR: a length is a width to show them with, and means nothing.
bool hasOnlyWidth(TypeKind kind) {
  return kind == TypeKind::Year || kind == TypeKind::Bool ||
         (unsignedOf(kind) && kind != TypeKind::F32 && kind != TypeKind::F64 &&
          kind != TypeKind::Numeric);
}

/// What is no type of Types.def: GEOMETRY, FLOAT(7,4). Only labels have a case.
Type nativeType(Context &context, std::string_view spelling) {
  std::string text(spelling);
  if (text.find_first_of("'\"") == text.npos)
    std::ranges::transform(text, text.begin(), llvm::toLower);
  return context.nativeType(text);
}

/// ZEROFILL makes a whole number one without a sign, of a width that means something: with zeros it
/// is shown as wide. Null when it is something else.
Type filledType(Context &context, const Parsed &p) {
  constexpr std::string_view Filled = " zerofill";
  constexpr std::pair<TypeKind, int> Widths[] = {{TypeKind::I8, 3},
                                                 {TypeKind::I16, 5},
                                                 {TypeKind::I24, 8},
                                                 {TypeKind::I32, 10},
                                                 {TypeKind::I64, 20}};
  if (!p.plain || !p.words.ends_with(Filled) || p.params.size() > 1)
    return {};
  TypeKind kind = kindOf(std::string_view(p.words).substr(0, p.words.size() - Filled.size()));
  auto row = std::ranges::find(Widths, kind, &std::pair<TypeKind, int>::first);
  if (row == std::end(Widths))
    return {};
  return nativeType(context, fmt::format("{}({}) unsigned zerofill", typeRow(kind)->spelling,
                                         p.params.empty() ? row->second : p.params[0]));
}

Type readType(Context &context, std::string_view spelling) {
  Parsed p = Parser(spelling).run();
  if (Type filled = filledType(context, p))
    return filled;
  if (p.words == "enum" || p.words == "set") {
    std::vector<Name> labels;
    for (const std::string &l : p.labels)
      labels.push_back(context.name(l));
    TypeKind kind = p.words == "set" ? TypeKind::Set : TypeKind::InlineEnum;
    return p.plain && !labels.empty() ? context.labelledType(kind, labels)
                                      : nativeType(context, spelling);
  }
  TypeKind kind = kindOf(p.words);
  if (p.words == "float" && p.params.size() == 1) {
    kind = p.params[0] > 24 ? TypeKind::F64 : TypeKind::F32;
    p.params.clear();
  }
  if (!p.plain || !p.labels.empty() || kind == TypeKind::Native)
    return nativeType(context, spelling);
  if (hasOnlyWidth(kind) && p.params.size() <= 1) {
    if (kind == TypeKind::I8 && p.params == std::vector{1} && !p.isUnsigned)
      kind = TypeKind::Bool;
    p.params.clear();
  }
  if (p.isUnsigned) {
    std::optional<TypeKind> other = unsignedOf(kind);
    if (!other)
      return nativeType(context, spelling);
    kind = *other;
  }
  if (p.params.size() > size_t(typeInfo(kind).maxParams))
    return nativeType(context, spelling); // FLOAT(7,4), TEXT(100)
  p.params.resize(2, -1);
  return canonicalType(context, context.type(kind, p.params[0], p.params[1]));
}

} // namespace

const TypeRow *typeRow(TypeKind kind) {
  auto it = std::ranges::find(Rows, kind, &TypeRow::kind);
  return it == std::end(Rows) ? nullptr : &*it;
}

Type canonicalType(Context &context, Type type) {
  if (type.is(TypeKind::Native))
    return readType(context, type.native().str());
  const TypeRow *row = typeRow(type.kind());
  int most = row ? typeInfo(type.kind()).maxParams : 0, p0 = type.param(0), p1 = type.param(1);
  if (most > 0 && p0 < 0 && row->defaults[0] > 0)
    p0 = row->defaults[0];
  if (most > 1 && p1 < 0)
    p1 = row->defaults[1];
  bool fraction =
      type.is(TypeKind::Time) || type.is(TypeKind::Timestamp) || type.is(TypeKind::TimestampTz);
  if (fraction && p0 == 0)
    p0 = -1; // no digits, as when nothing is said
  return most > 0 ? context.type(type.kind(), p0, p1) : type;
}

std::string typeName(Type type) {
  if (type.is(TypeKind::Native))
    return type.native().string();
  if (type.is(TypeKind::InlineEnum) || type.is(TypeKind::Set)) {
    std::string list;
    for (Name label : type.labels())
      list += (list.empty() ? "" : ",") + quoteString(label.str());
    return (type.is(TypeKind::Set) ? "SET(" : "ENUM(") + list + ")";
  }
  const TypeRow *row = typeRow(type.kind());
  if (!row)
    return type.str(); // refused before it is written
  std::string parameters;
  if (type.param(0) >= 0)
    parameters = "(" + std::to_string(type.param(0)) +
                 (type.param(1) >= 0 ? "," + std::to_string(type.param(1)) : "") + ")";
  std::string out(row->spelling);
  size_t at = out.find('%');
  return at == out.npos ? out + parameters : out.replace(at, 1, parameters);
}

} // namespace schemac::mysql
