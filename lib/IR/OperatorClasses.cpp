//===- OperatorClasses.cpp - Operator classes of the server ---------------===//
#include "schemac/IR/OperatorClasses.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/core.h>
#include <vector>

namespace schemac {

namespace {

/// What the values of a class are, one for each kind of type; Range is any range type.
enum class ClassInput : uint8_t {
#define TYPE(CLASS, SPELLING, LEAST, MOST) CLASS,
#include "schemac/IR/Types.def"
  MultiRange,
  Other ///< no kind is called so
};

struct ServerClass {
  std::string_view method, name;
  int since;
  ClassInput input;
};

struct NamesakeClass {
  std::string_view method, name;
};

constexpr ServerClass ServerClasses[] = {
#define CLASS(METHOD, NAME, SINCE, KIND) {#METHOD, NAME, SINCE, ClassInput::KIND},
#define CLASS_OF(METHOD, NAME, SINCE, TYPE) {#METHOD, NAME, SINCE, ClassInput::Other},
#include "schemac/IR/OperatorClasses.def"
};

constexpr NamesakeClass OfExtensions[] = {
#define EXTENSION_CLASS(METHOD, NAME) {#METHOD, NAME},
#include "schemac/IR/OperatorClasses.def"
};

/// Names of classes that were before 7.1, for which PostgreSQL 12 still took that of the type.
constexpr std::string_view AnyUntil12[] = {"timestamp_ops", "network_ops", "timespan_ops",
                                           "datetime_ops",  "lztext_ops",  "bigbox_ops"};

/// Values that the server takes for others without a change.
constexpr std::pair<TypeKind, TypeKind> TakenFor[] = {
    {TypeKind::Text, TypeKind::Char},    {TypeKind::VarChar, TypeKind::Text},
    {TypeKind::VarChar, TypeKind::Char}, {TypeKind::Cidr, TypeKind::Inet},
    {TypeKind::Bit, TypeKind::VarBit},   {TypeKind::VarBit, TypeKind::Bit},
    {TypeKind::I32, TypeKind::Oid}};

ClassInput classInputOf(TypeKind kind) {
  switch (kind) {
  case TypeKind::Int4Range:
  case TypeKind::Int8Range:
  case TypeKind::NumRange:
  case TypeKind::TsRange:
  case TypeKind::TsTzRange:
  case TypeKind::DateRange:
    return ClassInput::Range;
  case TypeKind::Int4MultiRange:
  case TypeKind::Int8MultiRange:
  case TypeKind::NumMultiRange:
  case TypeKind::TsMultiRange:
  case TypeKind::TsTzMultiRange:
  case TypeKind::DateMultiRange:
    return ClassInput::MultiRange;
  default:
    return static_cast<ClassInput>(kind);
  }
}

/// Those of extensions and those that no kind stands for may be taken for any others.
bool hasKnownClasses(Type type) {
  return type && !type.is(TypeKind::Native) && !type.is(TypeKind::CiText) &&
         !type.is(TypeKind::Domain);
}

bool classTakes(ClassInput input, Type type) {
  return input == classInputOf(type.kind()) || std::ranges::any_of(TakenFor, [&](auto pair) {
           return pair.first == type.kind() && static_cast<ClassInput>(pair.second) == input;
         });
}

/// A class of \p method whose name somebody may have meant by \p written.
std::string_view classMeant(std::string_view method, std::string_view written) {
  constexpr size_t Long = 10; // where two letters may be wrong
  unsigned most = written.size() >= Long ? 2 : 1;
  for (const ServerClass &c : ServerClasses)
    if (c.method == method &&
        llvm::StringRef(written).edit_distance(llvm::StringRef(c.name), true, most) <= most)
      return c.name;
  return {};
}

bool isServerMethod(std::string_view method) {
  return std::ranges::any_of(ServerClasses, [&](auto &c) { return c.method == method; });
}

} // namespace

std::string classFault(const Schema &schema, std::string_view method, Name opclass, Type type) {
  std::string_view name = opclass ? opclass.str() : std::string_view();
  auto isNamed = [&](auto &c) { return c.name == name; };
  bool isExtensions = std::ranges::any_of(
      OfExtensions, [&](auto &c) { return c.name == name && c.method == method; });
  bool isElsewhere = name.starts_with('"'); // with a namespace, see OutsideNames.h
  bool isAny = schema.version && schema.version <= 12 && std::ranges::count(AnyUntil12, name);
  if (name.empty() || isElsewhere || isExtensions || isAny || !isServerMethod(method))
    return {};
  type = type ? baseOf(schema, type) : type;
  if (std::ranges::none_of(ServerClasses, isNamed)) {
    std::string_view meant = hasKnownClasses(type) ? classMeant(method, name) : std::string_view();
    return meant.empty()
               ? std::string()
               : fmt::format("{} has no operator class '{}'; it has '{}'", method, name, meant);
  }
  auto row = std::ranges::find_if(ServerClasses,
                                  [&](auto &c) { return c.name == name && c.method == method; });
  if (row == std::end(ServerClasses))
    return fmt::format("{} has no operator class '{}'", method, name);
  if (schema.version && schema.version < row->since)
    return fmt::format("operator class '{}' is for PostgreSQL {} and later", name, row->since);
  if (hasKnownClasses(type) && !classTakes(row->input, type))
    return fmt::format("operator class '{}' takes no values of type {}", name, type.str());
  return {};
}

std::string classFault(const Schema &schema, std::string_view method, const IndexElem &element,
                       const Table *table) {
  const Column *column = element.column && table ? table->column(element.column) : nullptr;
  return classFault(schema, method, element.opclass, column ? column->type : Type());
}

bool isClassOfServer(std::string_view name) {
  return std::ranges::any_of(ServerClasses, [&](auto &c) { return c.name == name; }) ||
         std::ranges::any_of(OfExtensions, [&](auto &c) { return c.name == name; }) ||
         std::ranges::count(AnyUntil12, name);
}

} // namespace schemac
