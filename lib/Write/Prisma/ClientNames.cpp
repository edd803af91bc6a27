//===- ClientNames.cpp - Names of the database in the client --------------===//
#include "Write/Prisma/ClientNames.h"
#include "schemac/Support/Utf8.h"
#include "schemac/Words/Prisma/Names.h"
#include "schemac/Words/Prisma/Types.h"
#include <fmt/format.h>

namespace schemac::prisma_form {

using namespace prisma;

static bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string identifier(std::string_view name) {
  // A name begins with a letter, so what is in front of the first one goes.
  size_t first = 0;
  while (first < name.size() && !isLetter(name[first]))
    ++first;
  std::string out;
  for (char c : name.substr(first))
    // A character of several bytes becomes one '_'.
    if (beginsCharacter(c))
      out += isLetter(c) || isDigit(c) ? c : '_';
  if (!out.empty())
    return out;
  // No letter in it: a name of its own.
  for (char c : name)
    out += isDigit(c) ? c : '_';
  return "x" + out;
}

static std::string numbered(const std::set<std::string> &taken, const std::string &name) {
  std::string out = name;
  for (unsigned n = 2; taken.count(out); ++n)
    out = fmt::format("{}_{}", name, n);
  return out;
}

std::string ClientNames::claim(std::set<std::string> &taken, QName name) {
  std::string out = identifier(name.name.str());
  if (isReservedName(out) || scalarByName(out) || out == "Unsupported")
    out = "Renamed" + out;
  if (taken.count(out) && name.ns)
    out = identifier(name.ns.str()) + "_" + out;
  out = numbered(taken, out);
  taken.insert(out);
  return out;
}

template <class Parts>
void ClientNames::nameParts(QName of, const Parts &parts,
                            Name (*nameOf)(const typename Parts::value_type &)) {
  // Names that need no change come first: they keep what they are.
  std::set<std::string> taken;
  for (const auto &part : parts)
    if (Name n = nameOf(part); identifier(n.str()) == n.str())
      taken.insert(members[{of, n}] = n.string());
  for (const auto &part : parts)
    if (Name n = nameOf(part); !members.count({of, n}))
      taken.insert(members[{of, n}] = numbered(taken, identifier(n.str())));
}

/// The columns of each key of several columns.
static std::vector<std::vector<Name>> compoundKeys(const Table &table) {
  std::vector<std::vector<Name>> keys;
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique)
      keys.push_back(c.columns);
  for (const Index &i : table.indexes) {
    if (!i.unique)
      continue;
    std::vector<Name> &columns = keys.emplace_back();
    for (const IndexElem &e : i.elems)
      if (e.column)
        columns.push_back(e.column);
  }
  std::erase_if(keys, [](const std::vector<Name> &columns) { return columns.size() < 2; });
  return keys;
}

/// The client calls a key of several fields by their names joined, and no field may have that name.
void ClientNames::avoidKeyNames(const Table &table) {
  std::set<std::string> taken;
  for (const Column &c : table.columns)
    taken.insert(field(table.name, c.name));
  for (const std::vector<Name> &columns : compoundKeys(table)) {
    std::string joined;
    for (Name n : columns)
      joined += (joined.empty() ? "" : "_") + field(table.name, n);
    for (const Column &c : table.columns)
      if (std::string &name = members[{table.name, c.name}]; name == joined)
        taken.insert(name = numbered(taken, joined));
  }
}

ClientNames::ClientNames(const Schema &schema) {
  std::set<std::string> taken;
  for (const Enum &e : schema.enums()) {
    enums[e.name] = claim(taken, e.name);
    nameParts(e.name, e.labels, +[](const EnumLabel &l) { return l.label; });
  }
  auto columnName = +[](const Column &c) { return c.name; };
  for (const Table &t : schema.tables()) {
    models[t.name] = claim(taken, t.name);
    nameParts(t.name, t.columns, columnName);
    avoidKeyNames(t);
  }
  for (const View &v : schema.views()) {
    models[v.name] = claim(taken, v.name);
    nameParts(v.name, v.columns, columnName);
  }
}

} // namespace schemac::prisma_form
