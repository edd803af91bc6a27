//===- ExtensionWords.cpp - What common extensions bring ------------------===//
#include "schemac/Dialect/Postgres/ExtensionWords.h"
#include <algorithm>

namespace schemac::postgres {

namespace {

struct BroughtWord {
  std::string_view extension, word;
  ExtensionWord kind;
};

constexpr BroughtWord BroughtWords[] = {
#define EXTENSION_WORD(EXTENSION, WORD, KIND) {EXTENSION, WORD, ExtensionWord::KIND},
#include "schemac/Dialect/Postgres/ExtensionWords.def"
};

/// Those that no kind of type stands for, and what only functions have. They stand sorted.
constexpr std::string_view ServerTypes[] = {
#define SERVER_TYPE(NAME, IS_PSEUDO) NAME,
#include "schemac/IR/ServerTypes.def"
};

/// Values that btree orders, for which GiST and GIN of the server have no class. Those of which
/// only a class by name is there (inet) are among them.
bool isOrderedPlainly(Type type) {
  using enum TypeKind;
  static constexpr TypeKind Kinds[] = {
      Bool,    I16,       I32,         I64,      F32,     F64,  Numeric, Money,    Text,
      VarChar, Char,      Bytes,       Uuid,     Oid,     Inet, Cidr,    Bit,      VarBit,
      Date,    Timestamp, TimestampTz, Interval, MacAddr, Time, Enum,    MacAddr8, TimeTz};
  return std::ranges::any_of(Kinds, [&](TypeKind k) { return type.is(k); });
}

} // namespace

bool extensionBrings(std::string_view extension, ExtensionWord kind, std::string_view word) {
  return std::ranges::any_of(BroughtWords, [&](const BroughtWord &b) {
    return b.extension == extension && b.word == word && b.kind == kind;
  });
}

std::string_view extensionWith(ExtensionWord kind, std::string_view word) {
  auto row = std::ranges::find_if(
      BroughtWords, [&](const BroughtWord &b) { return b.word == word && b.kind == kind; });
  return row == std::end(BroughtWords) ? std::string_view() : row->extension;
}

bool isKnownExtension(std::string_view extension) {
  return extension == "plpgsql" || extension == "btree_gin" ||
         std::ranges::any_of(BroughtWords, [&](auto &b) { return b.extension == extension; });
}

std::string_view extensionOfUsualClass(std::string_view method, Type type) {
  if (!isOrderedPlainly(type))
    return {};
  return method == "gist" ? "btree_gist" : method == "gin" ? "btree_gin" : std::string_view();
}

bool isServerType(std::string_view name) { return std::ranges::binary_search(ServerTypes, name); }

} // namespace schemac::postgres
