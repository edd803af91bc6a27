//===- ExtensionWords.cpp - Types and functions of extensions -------------===//
#include "ExtensionWords.h"
#include "schemac/Dialect/Postgres/ExtensionWords.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::sql {

using Brings = postgres::ExtensionWord;

bool ExtensionWords::areKnown() const {
  return dialect && extension != "plpgsql" && extension != "btree_gin" &&
         postgres::isKnownExtension(extension);
}

bool ExtensionWords::haveType(Type type) const {
  std::string text = dialect->typeName(type);
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  text.erase(std::min(text.find_first_of("(["), text.size()));
  size_t dot = text.rfind('.');
  return postgres::extensionBrings(extension, Brings::Type,
                                   dot == text.npos ? text : text.substr(dot + 1));
}

bool ExtensionWords::haveTypeCalled(std::string_view word) const {
  return postgres::extensionBrings(extension, Brings::Type, word);
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
  return postgres::extensionBrings(extension, Brings::Class, opclass.str());
}

bool ExtensionWords::haveFunction(std::string_view word) const {
  return postgres::extensionBrings(extension, Brings::Function, word) && !isDefined(word);
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
    if ((isType && postgres::extensionBrings(extension, Brings::Type, t[i].name())) ||
        (isCall && haveFunction(t[i].name())))
      return true;
  }
  return false;
}

bool ExtensionWords::areIn(const Table &table, const IndexElem &e, Name method) const {
  const Column *c = e.column ? table.column(e.column) : nullptr;
  bool needsClass =
      c && !e.opclass && postgres::extensionOfUsualClass(method.str(), c->type) == extension;
  return areIn(e.expr) || haveClass(e.opclass) || needsClass ||
         postgres::extensionBrings(extension, Brings::Method, method.str());
}

} // namespace schemac::sql
