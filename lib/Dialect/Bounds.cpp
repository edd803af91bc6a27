//===- Bounds.cpp - For which rows partitions have room -------------------===//
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <charconv>

namespace schemac {

/// The number behind the word, in "WITH (MODULUS 4, REMAINDER 1)"; 0: there is none.
static int64_t numberBehind(std::string_view bound, std::string_view word) {
  auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  auto at = std::ranges::search(bound, word, same);
  if (at.empty())
    return 0;
  std::string_view rest = bound.substr(static_cast<size_t>(at.end() - bound.begin()));
  rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' ')));
  int64_t number = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), number);
  return number;
}

/// Each modulus is a factor of the next larger one, and no row has two partitions.
static bool hasEveryRemainder(const std::vector<const Table *> &parts) {
  std::vector<int64_t> moduli;
  for (const Table *t : parts)
    moduli.push_back(t->bound ? numberBehind(t->bound.str(), "modulus") : 0);
  if (moduli.empty() || std::ranges::count_if(moduli, [](int64_t m) { return m <= 0; }) != 0)
    return false;
  int64_t largest = std::ranges::max(moduli), covered = 0;
  for (int64_t m : moduli)
    covered += largest % m ? 0 : largest / m;
  return covered == largest;
}

std::string roomInPartitions(const Dialect &dialect, const Schema &state, const Table &whole) {
  std::vector<const Table *> parts;
  for (QName name : state.index().childrenOf(whole.name))
    parts.push_back(state.table(name));
  auto roomIn = [&](const Table &part) {
    return part.partitionBy ? roomInPartitions(dialect, state, part) : std::string("true");
  };
  bool allInside = std::ranges::all_of(parts, [&](const Table *t) { return roomIn(*t) == "true"; });
  if (whole.partitionBy.strategy == PartitionStrategy::Hash)
    return allInside && hasEveryRemainder(parts) ? "true" : "";
  if (allInside && std::ranges::any_of(parts, [](const Table *t) { return !t->bound; }))
    return "true";
  std::string room;
  for (const Table *t : parts) {
    std::string bounds = t->bound ? dialect.partitionCheck(whole.partitionBy, t->bound) : "",
                inside = roomIn(*t);
    if (bounds.empty() || inside.empty())
      return {};
    std::string own = inside == "true" ? bounds : bounds + " AND (" + inside + ")";
    room += (room.empty() ? "(" : " OR (") + own + ")";
  }
  return room;
}

} // namespace schemac
