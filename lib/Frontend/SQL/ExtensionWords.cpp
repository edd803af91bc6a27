//===- ExtensionWords.cpp - Types and functions of extensions -------------===//
#include "ExtensionWords.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <array>

namespace schemac::sql {

namespace {

enum class Brings : uint8_t { Type, Class, Function };

struct Brought {
  std::string_view extension, word;
  Brings kind;
};

constexpr Brought BroughtWords[] = {
#define EXTENSION_WORD(EXTENSION, WORD, KIND) {EXTENSION, WORD, Brings::KIND},
#include "EarlyExtensions.def"
};

bool brings(std::string_view extension, std::string_view word, Brings kind) {
  return std::ranges::any_of(BroughtWords, [&](const Brought &b) {
    return b.extension == extension && b.word == word && b.kind == kind;
  });
}

/// Types for which GiST has no class of its own.
bool isPlain(Type type) {
  using enum TypeKind;
  return std::ranges::any_of(std::array{I16, I32, I64, F32, F64, Numeric, Text, VarChar, Uuid, Date,
                                        Time, Timestamp, TimestampTz, Bool},
                             [&](TypeKind k) { return type.is(k); });
}

} // namespace

bool ExtensionWords::areKnown() const {
  return dialect && (extension == "btree_gist" || std::ranges::any_of(BroughtWords, [&](auto &b) {
                       return b.extension == extension;
                     }));
}

bool ExtensionWords::haveType(Type type) const {
  std::string text = dialect->typeName(type);
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  text.erase(std::min(text.find_first_of("(["), text.size()));
  size_t dot = text.rfind('.');
  return brings(extension, dot == text.npos ? text : text.substr(dot + 1), Brings::Type);
}

bool ExtensionWords::haveTypeCalled(std::string_view word) const {
  return brings(extension, word, Brings::Type);
}

bool isBroughtInto(const Schema &state, Name ns, std::string_view word, BroughtKind kind) {
  for (const Extension &e : state.extensions()) {
    if (e.schema != ns)
      continue;
    ExtensionWords words(e.name.name.str(), state);
    if (kind == BroughtKind::Type ? words.haveTypeCalled(word) : words.haveFunction(word))
      return true;
  }
  return false;
}

bool ExtensionWords::haveClass(Name opclass) const {
  return brings(extension, opclass.str(), Brings::Class);
}

bool ExtensionWords::haveFunction(std::string_view word) const {
  return brings(extension, word, Brings::Function) && !isDefined(word);
}

bool ExtensionWords::isDefined(std::string_view function) const {
  for (const Function &f : state.functions())
    if (f.called.str() == function)
      return true;
  return false;
}

bool ExtensionWords::areIn(Expr sql) const {
  if (!sql)
    return false;
  std::vector<SqlToken> t = lexSqlTokens(sql.str());
  for (size_t i = 0; i < t.size(); ++i) {
    if (!t[i].isName())
      continue;
    bool isType = i > 0 && (t[i - 1].isSymbol("::") || t[i - 1].isWord("as"));
    bool isCall = i + 1 < t.size() && t[i + 1].isSymbol("(") && (i == 0 || !t[i - 1].isSymbol("."));
    if ((isType && brings(extension, t[i].name(), Brings::Type)) ||
        (isCall && haveFunction(t[i].name())))
      return true;
  }
  return false;
}

bool ExtensionWords::areIn(const Table &table, const IndexElem &e, Name method) const {
  // The server has no class of its own for a plain value.
  const Column *c = e.column ? table.column(e.column) : nullptr;
  bool needsClass = c && !e.opclass && method.str() == "gist" && extension == "btree_gist";
  return areIn(e.expr) || haveClass(e.opclass) || (needsClass && isPlain(c->type));
}

} // namespace schemac::sql
