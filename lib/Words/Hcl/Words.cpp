//===- Words.cpp - The words of schemas in HCL ----------------------------===//
#include "schemac/Words/Hcl/Words.h"
#include <algorithm>
#include <span>
#include <unordered_map>

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
  std::string_view shape, name, what;
};
constexpr ForeignWord Foreign[] = {
#define FOREIGN(SHAPE, NAME, DATABASE) {#SHAPE, #NAME, DATABASE},
#include "schemac/Words/Hcl/Words.def"
};

constexpr ForeignWord Meant[] = {
#define MEANT(SHAPE, NAME, TEXT) {#SHAPE, #NAME, TEXT},
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

/// Every block and attribute of a schema is looked up: rows by what they are about.
template <class Row> class Lookup {
public:
  template <size_t N> Lookup(const Row (&rows)[N], std::string_view Row::*shape) {
    for (const Row &r : rows)
      by.try_emplace(Key{r.*shape, r.name}, &r); // the first of several
  }
  const Row *find(std::string_view shape, std::string_view name) const {
    auto it = by.find(Key{shape, name});
    return it == by.end() ? nullptr : it->second;
  }

private:
  using Key = std::pair<std::string_view, std::string_view>;
  struct Hash {
    /// The words are few and fixed, and differ in their lengths and ends.
    static size_t of(std::string_view word) {
      return word.empty() ? 0 : word.size() * 961 + size_t(word.front()) * 31 + size_t(word.back());
    }
    size_t operator()(const Key &k) const { return of(k.first) * 8191 + of(k.second); }
  };
  std::unordered_map<Key, const Row *, Hash> by;
};

} // namespace

const BlockWord *blockWord(std::string_view parent, std::string_view name) {
  static const Lookup<BlockWord> lookup(Blocks, &BlockWord::parent);
  return lookup.find(parent, name);
}

std::vector<std::string> blockNames(std::string_view parent) {
  std::vector<std::string> out;
  for (const BlockWord &b : Blocks)
    if (b.parent == parent)
      out.emplace_back(b.name);
  return out;
}

bool hasAttribute(std::string_view shape, std::string_view name) {
  static const Lookup<AttributeWord> lookup(Attributes, &AttributeWord::shape);
  return lookup.find(shape, name) != nullptr;
}

std::vector<std::string> attributeNames(std::string_view shape) {
  std::vector<std::string> out;
  for (const AttributeWord &a : Attributes)
    if (a.shape == shape)
      out.emplace_back(a.name);
  return out;
}

std::string_view foreignAttribute(std::string_view shape, std::string_view name) {
  static const Lookup<ForeignWord> lookup(Foreign, &ForeignWord::shape);
  const ForeignWord *f = lookup.find(shape, name);
  return f ? f->what : std::string_view();
}

std::string_view meantBy(std::string_view shape, std::string_view name) {
  for (const ForeignWord &m : Meant)
    if (m.shape == shape && m.name == name)
      return m.what;
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
  static const auto byWord = [] {
    std::unordered_map<std::string_view, const TypeWord *> out;
    for (const TypeWord &t : Types)
      out.try_emplace(t.word, &t);
    return out;
  }();
  auto it = byWord.find(word);
  return it == byWord.end() ? nullptr : it->second;
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

//===--- other databases --------------------------------------------------===//

namespace {
struct Pair {
  std::string_view shape, name;
  friend bool operator==(const Pair &, const Pair &) = default;
};
/// What a database has of the words.
struct Vocabulary {
  std::span<const Pair> blocks, attributes;
  std::span<const std::string_view> types;
};

constexpr Pair MySqlBlocks[] = {
#define HAS_BLOCK(PARENT, NAME) {#PARENT, #NAME},
#include "schemac/Words/Hcl/MySql.def"
};
constexpr Pair MySqlAttributes[] = {
#define HAS_ATTRIBUTE(SHAPE, NAME) {#SHAPE, #NAME},
#include "schemac/Words/Hcl/MySql.def"
};
constexpr std::string_view MySqlTypes[] = {
#define HAS_TYPE(WORD) #WORD,
#include "schemac/Words/Hcl/MySql.def"
};
constexpr Pair MySqlNotYet[] = {
#define NOT_YET(SHAPE, NAME) {#SHAPE, #NAME},
#include "schemac/Words/Hcl/MySql.def"
};
constexpr Pair SqliteBlocks[] = {
#define HAS_BLOCK(PARENT, NAME) {#PARENT, #NAME},
#include "schemac/Words/Hcl/Sqlite.def"
};
constexpr Pair SqliteAttributes[] = {
#define HAS_ATTRIBUTE(SHAPE, NAME) {#SHAPE, #NAME},
#include "schemac/Words/Hcl/Sqlite.def"
};
constexpr std::string_view SqliteTypes[] = {
#define HAS_TYPE(WORD) #WORD,
#include "schemac/Words/Hcl/Sqlite.def"
};

Vocabulary vocabulary(Words words) {
  return words == Words::MySql ? Vocabulary{MySqlBlocks, MySqlAttributes, MySqlTypes}
                               : Vocabulary{SqliteBlocks, SqliteAttributes, SqliteTypes};
}
} // namespace

Words wordsOf(std::string_view family) {
  return family == "mysql" ? Words::MySql : family == "sqlite" ? Words::Sqlite : Words::Postgres;
}

bool hasWords(std::string_view family) {
  return family == "postgres" || wordsOf(family) != Words::Postgres;
}

bool hasBlock(Words words, std::string_view parent, std::string_view name) {
  if (words == Words::Postgres)
    return blockWord(parent, name) != nullptr;
  auto blocks = vocabulary(words).blocks;
  return std::ranges::find(blocks, Pair{parent, name}) != blocks.end();
}

bool hasAttribute(Words words, std::string_view shape, std::string_view name) {
  if (words == Words::Postgres)
    return hasAttribute(shape, name);
  auto attributes = vocabulary(words).attributes;
  return std::ranges::find(attributes, Pair{shape, name}) != attributes.end();
}

bool isNotYet(Words words, std::string_view shape, std::string_view name) {
  return words == Words::MySql &&
         std::ranges::find(MySqlNotYet, Pair{shape, name}) != std::end(MySqlNotYet);
}

std::vector<std::string> attributeNames(Words words, std::string_view shape) {
  if (words == Words::Postgres)
    return attributeNames(shape);
  std::vector<std::string> out;
  for (const Pair &p : vocabulary(words).attributes)
    if (p.shape == shape)
      out.emplace_back(p.name);
  return out;
}

bool isTypeOf(Words words, std::string_view word) {
  auto types = vocabulary(words).types;
  return std::ranges::find(types, word) != types.end();
}

std::string typeSqlOf(std::string_view word) {
  std::string sql(word);
  std::ranges::replace(sql, '_', ' ');
  return sql;
}

std::vector<std::string> typesOf(Words words) {
  auto types = vocabulary(words).types;
  return {types.begin(), types.end()};
}

} // namespace schemac::hcl
