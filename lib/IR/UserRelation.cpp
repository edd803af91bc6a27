//===- UserRelation.cpp - Who uses a thing, as pairs ----------------------===//
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

/// Any total order will do, as long as it is cheap: results are sorted by text.
static bool before(QName a, QName b) {
  std::less<const void *> less;
  return a.name != b.name ? less(a.name.opaque(), b.name.opaque())
                          : less(a.ns.opaque(), b.ns.opaque());
}

static bool before(uint64_t a, uint64_t b) { return a < b; }

template <class Used> void UserRelation<Used>::build(std::vector<Pair> pairs) {
  std::sort(pairs.begin(), pairs.end(), [](const Pair &a, const Pair &b) {
    return a.first != b.first ? before(a.first, b.first) : before(a.second, b.second);
  });
  pairs.shrink_to_fit();
  base = std::make_shared<const std::vector<Pair>>(std::move(pairs));
}

template <class Used> void UserRelation<Used>::sum(Counts &counts) {
  std::sort(counts.begin(), counts.end(),
            [](const auto &a, const auto &b) { return before(a.first, b.first); });
  size_t kept = 0;
  for (size_t i = 0; i < counts.size();) {
    auto total = counts[i];
    while (++i < counts.size() && counts[i].first == total.first)
      total.second += counts[i].second;
    if (total.second)
      counts[kept++] = total;
  }
  counts.truncate(kept);
}

template <class Used> void UserRelation<Used>::count(Sorted &users, QName user, int by) {
  auto at = std::lower_bound(users.begin(), users.end(), user,
                             [](const auto &known, QName name) { return known.first < name; });
  if (at == users.end() || at->first != user)
    users.insert(at, {user, by});
  else if (!(at->second += by))
    users.erase(at);
}

template <class Used> void UserRelation<Used>::add(Used used, QName user, int by) {
  if (auto it = sorted.find(used); it != sorted.end())
    count(it->second, user, by);
  Counts &counts = changes[used];
  if (counts.size() == counts.capacity()) {
    sum(counts);
    if (counts.size() * 2 > counts.capacity()) // or the next sum would be due at once
      counts.reserve(counts.capacity() * 2);
  }
  counts.emplace_back(user, by);
}

template <class Used>
typename UserRelation<Used>::Counts UserRelation<Used>::countsOf(Used used) const {
  struct ByUsed {
    bool operator()(const Pair &p, Used n) const { return before(p.first, n); }
    bool operator()(Used n, const Pair &p) const { return before(n, p.first); }
  };
  Counts counts;
  if (auto it = changes.find(used); it != changes.end())
    counts = it->second;
  auto [begin, end] = std::equal_range(base->begin(), base->end(), used, ByUsed());
  for (auto it = begin; it != end; ++it)
    counts.emplace_back(it->second, 1);
  sum(counts);
  return counts;
}

template <class Used> std::vector<QName> UserRelation<Used>::users(Used used) const {
  constexpr size_t many = 16;
  auto known = sorted.find(used);
  Sorted counts;
  if (known == sorted.end()) {
    Counts all = countsOf(used);
    counts.assign(all.begin(), all.end());
    std::sort(counts.begin(), counts.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
  }
  const Sorted &list = known == sorted.end() ? counts : known->second;
  std::vector<QName> result;
  result.reserve(list.size());
  for (const auto &[user, count] : list)
    if (count > 0)
      result.push_back(user);
  if (counts.size() >= many)
    sorted.try_emplace(used, std::move(counts));
  return result;
}

template <class Used> QName UserRelation<Used>::firstUser(Used used) const {
  QName first;
  for (const auto &[user, count] : countsOf(used))
    if (count > 0 && (!first || user < first))
      first = user;
  return first;
}

template <class Used> void UserRelation<Used>::settle() {
  size_t count = 0; // one may be used by all of them
  for (const auto &changed : changes)
    count += changed.second.size();
  if (count <= 16 + base->size() / 8)
    return;
  std::vector<Pair> pairs;
  for (const Pair &p : *base)
    if (!changes.contains(p.first))
      pairs.push_back(p);
  for (const auto &changed : changes)
    for (const auto &[user, count] : countsOf(changed.first))
      pairs.insert(pairs.end(), size_t(std::max(count, 0)), {changed.first, user});
  changes.clear();
  build(std::move(pairs));
}

template class UserRelation<QName>;
template class UserRelation<uint64_t>;

} // namespace schemac
