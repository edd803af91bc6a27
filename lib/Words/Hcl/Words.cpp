//===- Words.cpp - The words of schemas in HCL ----------------------------===//
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {
namespace {

constexpr bool Many = true, One = false;

constexpr BlockWord Blocks[] = {
#define BLOCK(PARENT, NAME, SHAPE, LEAST, MOST, COUNT) {#PARENT, #NAME, #SHAPE, LEAST, MOST, COUNT},
#include "schemac/Words/Hcl/Words.def"
};

struct AttributeWord {
  std::string_view shape, name;
};
constexpr AttributeWord Attributes[] = {
#define ATTRIBUTE(SHAPE, NAME) {#SHAPE, #NAME},
#include "schemac/Words/Hcl/Words.def"
};

struct ForeignWord {
  std::string_view shape, name, database;
};
constexpr ForeignWord Foreign[] = {
#define FOREIGN(SHAPE, NAME, DATABASE) {#SHAPE, #NAME, DATABASE},
#include "schemac/Words/Hcl/Words.def"
};

struct NamedWord {
  std::string_view name, what;
};
constexpr NamedWord Unmanaged[] = {
#define UNMANAGED(NAME, WHAT) {#NAME, WHAT},
#include "schemac/Words/Hcl/Words.def"
};
constexpr std::string_view Project[] = {
#define PROJECT(NAME) #NAME,
#include "schemac/Words/Hcl/Words.def"
};
constexpr TypeWord Types[] = {
#define HCL_TYPE(WORD, SQL, MOST) {#WORD, SQL, MOST},
#include "schemac/Words/Hcl/Types.def"
};
constexpr NamedWord ForeignTypes[] = {
#define FOREIGN_TYPE(WORD, DATABASE) {#WORD, DATABASE},
#include "schemac/Words/Hcl/Types.def"
};

} // namespace

const BlockWord *blockWord(std::string_view parent, std::string_view name) {
  for (const BlockWord &b : Blocks)
    if (b.parent == parent && b.name == name)
      return &b;
  return nullptr;
}

std::vector<std::string> blockNames(std::string_view parent) {
  std::vector<std::string> out;
  for (const BlockWord &b : Blocks)
    if (b.parent == parent)
      out.emplace_back(b.name);
  return out;
}

bool hasAttribute(std::string_view shape, std::string_view name) {
  for (const AttributeWord &a : Attributes)
    if (a.shape == shape && a.name == name)
      return true;
  return false;
}

std::vector<std::string> attributeNames(std::string_view shape) {
  std::vector<std::string> out;
  for (const AttributeWord &a : Attributes)
    if (a.shape == shape)
      out.emplace_back(a.name);
  return out;
}

std::string_view foreignAttribute(std::string_view shape, std::string_view name) {
  for (const ForeignWord &f : Foreign)
    if (f.shape == shape && f.name == name)
      return f.database;
  return {};
}

std::string_view unmanagedBlock(std::string_view name) {
  for (const NamedWord &u : Unmanaged)
    if (u.name == name)
      return u.what;
  return {};
}

bool isProjectBlock(std::string_view name) {
  for (std::string_view p : Project)
    if (p == name)
      return true;
  return false;
}

std::string typeSql(const TypeWord &t, std::string_view parameters) {
  std::string sql(t.sql);
  size_t at = sql.find('%');
  if (at == sql.npos)
    return sql + std::string(parameters);
  return sql.replace(at, 1, parameters);
}

const TypeWord *typeWord(std::string_view word) {
  for (const TypeWord &t : Types)
    if (t.word == word)
      return &t;
  return nullptr;
}

std::vector<std::string> typeWords() {
  std::vector<std::string> out;
  for (const TypeWord &t : Types)
    out.emplace_back(t.word);
  return out;
}

std::string_view foreignType(std::string_view word) {
  for (const NamedWord &f : ForeignTypes)
    if (f.name == word)
      return f.what;
  return {};
}

//===--- MySQL ------------------------------------------------------------===//

namespace {
struct Pair {
  std::string_view shape, name;
  friend bool operator==(const Pair &, const Pair &) = default;
};
constexpr Pair MySqlBlocks[] = {
#define MYSQL_BLOCK(PARENT, NAME) {#PARENT, #NAME},
#include "schemac/Words/Hcl/MySql.def"
};
constexpr Pair MySqlAttributes[] = {
#define MYSQL_ATTRIBUTE(SHAPE, NAME) {#SHAPE, #NAME},
#include "schemac/Words/Hcl/MySql.def"
};
constexpr std::string_view MySqlTypeWords[] = {
#define MYSQL_TYPE_WORD(WORD) #WORD,
#include "schemac/Words/Hcl/MySql.def"
};

template <size_t N> bool has(const Pair (&list)[N], std::string_view shape, std::string_view name) {
  for (const Pair &p : list)
    if (p == Pair{shape, name})
      return true;
  return false;
}
} // namespace

bool hasBlock(Words words, std::string_view parent, std::string_view name) {
  return words == Words::Postgres ? blockWord(parent, name) != nullptr
                                  : has(MySqlBlocks, parent, name);
}

bool hasAttribute(Words words, std::string_view shape, std::string_view name) {
  return words == Words::Postgres ? hasAttribute(shape, name) : has(MySqlAttributes, shape, name);
}

std::vector<std::string> attributeNames(Words words, std::string_view shape) {
  if (words == Words::Postgres)
    return attributeNames(shape);
  std::vector<std::string> out;
  for (const Pair &p : MySqlAttributes)
    if (p.shape == shape)
      out.emplace_back(p.name);
  return out;
}

bool isMySqlType(std::string_view word) {
  for (std::string_view t : MySqlTypeWords)
    if (t == word)
      return true;
  return false;
}

std::string mySqlTypeSql(std::string_view word) {
  std::string sql(word);
  for (char &c : sql)
    c = c == '_' ? ' ' : c;
  return sql;
}

std::vector<std::string> mySqlTypes() {
  std::vector<std::string> out;
  for (std::string_view t : MySqlTypeWords)
    out.emplace_back(t);
  return out;
}

} // namespace schemac::hcl
