//===- PossibleRenames.cpp - Drops and additions that look like renames ---===//
//
// A rename cannot be told from a drop and an addition, and guessing loses data in one direction. So
// a likely one is an error that asks; both answers are one fix-it away. As the drop alone would be
// an error too, it does little harm to suspect too much.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "Diff/Similarity.h"
#include "schemac/Diff/Diags.h"
#include <algorithm>

namespace schemac {

bool Differ::deniedRename(std::string_view from, std::string_view to) const {
  for (const auto &pair : options.notRenames)
    if (pair.from == from && (pair.to == to || to.ends_with("." + pair.to)))
      return true;
  return false;
}

namespace {
/// Between which columns that stay one stands, and how far behind the first: additions and drops
/// elsewhere in the table do not move it, as they do an index.
struct Place {
  size_t behind, before, distance;
  bool operator==(const Place &) const = default;
};
using Places = std::unordered_map<const Column *, Place>;

template <class Side>
Places placesOf(const Table &table, const std::vector<ColumnPair> &stay, Side side) {
  std::unordered_map<const Column *, size_t> number;
  for (size_t i = 0; i < stay.size(); ++i)
    number.emplace(stay[i].*side, i + 1);
  Places places;
  size_t behind = 0, distance = 0;
  for (const Column &c : table.columns) {
    auto it = number.find(&c);
    behind = it == number.end() ? behind : it->second;
    distance = it == number.end() ? distance + 1 : 0;
    places[&c] = {behind, 0, distance};
  }
  size_t before = 0;
  for (auto c = table.columns.rbegin(); c != table.columns.rend(); ++c) {
    places[&*c].before = before;
    if (auto it = number.find(&*c); it != number.end())
      before = it->second;
  }
  return places;
}

/// How much \p now looks like \p old; at least 4 is suspicious.
struct ColumnLikeness {
  Places from, to;
  bool alone; ///< one column dropped, one added

  double operator()(const Column &old, const Column &now, bool sameType) const {
    double similarity = nameSimilarity(old.name.str(), now.name.str());
    if (!sameType)
      return similarity >= 0.75 ? 4 + similarity : 0;
    bool samePlace = from.at(&old) == to.at(&now);
    // What has a like name goes before what only stands there.
    return 2 + (old.nullable == now.nullable) + (samePlace || alone) + 3 * similarity +
           2 * (similarity >= 0.75);
  }
};

template <class T> struct Suspect {
  const T *old = nullptr, *now = nullptr;
  double likeness = 0;
  size_t order = 0;                   ///< of pairs equally alike, the first declared is taken
  std::vector<const T *> rivals = {}; ///< other old ones that are nearly as much like it
};

/// The likeliest pairs, each object in at most one. Within \p margin of one that is chosen, an old
/// one that goes with no new one is its rival.
template <class T, class Likeness>
std::vector<Suspect<T>> likelyPairs(const std::vector<const T *> &olds,
                                    const std::vector<const T *> &news, double least, double margin,
                                    Likeness likeness) {
  std::vector<Suspect<T>> all, chosen;
  for (const T *now : news)
    for (const T *old : olds)
      if (double l = likeness(*old, *now); l >= least)
        all.push_back({old, now, l, all.size()});
  std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : a.order < b.order;
  });
  std::unordered_set<const T *> used;
  for (const Suspect<T> &s : all)
    if (!used.count(s.old) && !used.count(s.now)) {
      used.insert(s.old);
      used.insert(s.now);
      chosen.push_back(s);
    }
  for (Suspect<T> &c : chosen)
    for (const Suspect<T> &s : all)
      if (s.now == c.now && !used.count(s.old) && s.likeness + margin >= c.likeness)
        c.rivals.push_back(s.old);
  return chosen;
}
} // namespace

/// Within which one that is chosen may as well be another: names do not tell them apart.
static constexpr double ColumnMargin = 1, TableMargin = 0.15;

void Differ::findColumnRenames(TablePair pair, ColumnMatch &match) {
  if (pair.from->isEmpty())
    return;
  std::vector<const Column *> dropped, added;
  for (const Column *c : match.dropped)
    if (!findDrop(pair.to->drops, c->name) && c->generated() == Expr() && !movedColumns.count(c))
      dropped.push_back(c);
  for (const Column *c : match.added)
    if (!c->renamedFrom() && !movedColumns.count(c))
      added.push_back(c);
  ColumnLikeness likeness{placesOf(*pair.from, match.pairs, &ColumnPair::from),
                          placesOf(*pair.to, match.pairs, &ColumnPair::to),
                          dropped.size() == 1 && added.size() == 1};
  auto pairs =
      likelyPairs(dropped, added, 4, ColumnMargin, [&](const Column &old, const Column &now) {
        SubRef was{pair.from->name, old.name}, is{pair.to->name, now.name};
        if (deniedRename(was.str(), is.str()))
          return 0.0;
        return likeness(old, now, names.type(old.type) == now.type);
      });
  for (const auto &s : pairs) {
    SubRef was{pair.from->name, s.old->name}, is{pair.to->name, s.now->name};
    auto d = diags.report(s.now->range, diag::err_column_possible_rename, is.str(), was.str());
    d.label(s.old->range, "was declared here");
    offer(d, FixKind::Unsafe, "declare it", s.now->range,
          {Intent::RenamedFrom, s.old->name.string()},
          fmt::format("--rename {}={}", was.str(), s.now->name.str()));
    offer(d, FixKind::Unsafe, "or confirm the drop", pair.to->range,
          {Intent::Drop, s.old->name.string()}, fmt::format("--confirm-drop {}", was.str()));
    for (const Column *rival : s.rivals) {
      SubRef other{pair.from->name, rival->name};
      d.note(fmt::format("'{}' is like it, too", other.str()), rival->range);
      offer(d, FixKind::Unsafe, "or declare that one", s.now->range,
            {Intent::RenamedFrom, rival->name.string()},
            fmt::format("--rename {}={}", other.str(), s.now->name.str()));
    }
    reported.insert(s.old);
    reported.insert(s.now);
  }
}

/// The share of columns, of both tables together, that the other one has with the same type.
static double tableLikeness(const Table &a, const Table &b, const NameMap &names) {
  size_t shared = 0;
  for (const Column &c : a.columns)
    if (const Column *other = b.column(c.name))
      shared += names.type(c.type) == other->type;
  size_t total = a.columns.size() + b.columns.size();
  return total ? 2.0 * double(shared) / double(total) : 0;
}

void Differ::findTableRenames() {
  std::vector<const Table *> dropped, created;
  for (const Table *t : droppedTables)
    if (!findDrop(to.drops, t->name) && !t->isEmpty())
      dropped.push_back(t);
  for (const Table *t : createdTables)
    if (!t->renamedFrom)
      created.push_back(t);
  auto pairs =
      likelyPairs(dropped, created, 0.6, TableMargin, [&](const Table &old, const Table &now) {
        size_t less = std::min(old.columns.size(), now.columns.size());
        size_t more = std::max(old.columns.size(), now.columns.size());
        if (less * 3 < more || deniedRename(old.name.str(), now.name.str()))
          return 0.0;
        double likeness = tableLikeness(old, now, names);
        // Small tables share `id` and `name` by nature; there the table's name has to speak too.
        double similarity = nameSimilarity(old.name.name.str(), now.name.name.str());
        return more < 4 && similarity < 0.5 ? likeness - 0.4 : likeness + similarity / 10;
      });
  for (const auto &s : pairs) {
    auto d = diags.report(s.now->range, diag::err_table_possible_rename, s.now->name.str(),
                          s.old->name.str());
    d.label(s.old->range, "was declared here");
    offer(d, FixKind::Unsafe, "declare it", s.now->range, {Intent::RenamedFrom, s.old->name.str()},
          fmt::format("--rename {}={}", s.old->name.str(), s.now->name.str()));
    offer(d, FixKind::Unsafe, "or confirm the drop", {}, {Intent::Drop, s.old->name.str()},
          fmt::format("--confirm-drop {}", s.old->name.str()));
    for (const Table *rival : s.rivals) {
      d.note(fmt::format("'{}' is like it, too", rival->name.str()), rival->range);
      offer(d, FixKind::Unsafe, "or declare that one", s.now->range,
            {Intent::RenamedFrom, rival->name.str()},
            fmt::format("--rename {}={}", rival->name.str(), s.now->name.str()));
    }
    reported.insert(s.old);
    reported.insert(s.now);
  }
}

/// Type for type the same values: renaming the type is what the conversion of all of its columns
/// would come to, without touching a row. So it needs no declaration.
static bool sameLabels(const Enum &a, const Enum &b) {
  return std::equal(a.labels.begin(), a.labels.end(), b.labels.begin(), b.labels.end(),
                    [](const EnumLabel &x, const EnumLabel &y) { return x.label == y.label; });
}

static double enumLikeness(const Enum &a, const Enum &b) {
  size_t shared = 0;
  for (const EnumLabel &l : a.labels)
    shared += b.has(l.label);
  size_t total = a.labels.size() + b.labels.size();
  return total ? 2.0 * double(shared) / double(total) : 0;
}

void Differ::findEnumRenames() {
  if (droppedEnums.empty() || createdEnums.empty())
    return;
  std::unordered_set<const Enum *> used;
  auto pairs =
      likelyPairs(droppedEnums, createdEnums, 0.6, 0, [&](const Enum &old, const Enum &now) {
        if (now.renamedFrom || deniedRename(old.name.str(), now.name.str()) ||
            findDrop(to.drops, old.name))
          return 0.0;
        return enumLikeness(old, now) +
               nameSimilarity(old.name.name.str(), now.name.name.str()) / 10;
      });
  for (const auto &s : pairs) {
    if (sameLabels(*s.old, *s.now)) {
      enums.push_back({s.old, s.now});
      used.insert({s.old, s.now});
      continue;
    }
    auto d = diags.report(s.now->range, diag::warn_enum_possible_rename, s.now->name.str(),
                          s.old->name.str());
    d.label(s.old->range, "was declared here");
    offer(d, FixKind::Unsafe, "declare it", s.now->range, {Intent::RenamedFrom, s.old->name.str()},
          fmt::format("--rename {}={}", s.old->name.str(), s.now->name.str()));
  }
  std::erase_if(droppedEnums, [&](const Enum *e) { return used.count(e) != 0; });
  std::erase_if(createdEnums, [&](const Enum *e) { return used.count(e) != 0; });
}

void Differ::findLabelRenames(EnumPair pair, const LabelMatch &match) {
  std::vector<const EnumLabel *> removed, added;
  for (const EnumLabel *l : match.removed)
    if (!findDrop(pair.to->drops, l->label))
      removed.push_back(l);
  for (const EnumLabel *l : match.added)
    if (!l->renamedFrom)
      added.push_back(l);
  bool alone = removed.size() == 1 && added.size() == 1;
  auto pairs = likelyPairs(removed, added, 0.5, 0, [&](const EnumLabel &old, const EnumLabel &now) {
    if (deniedRename(pair.from->name.str() + "." + old.label.string(),
                     pair.to->name.str() + "." + now.label.string()))
      return 0.0;
    bool samePlace = &old - pair.from->labels.data() == &now - pair.to->labels.data();
    return nameSimilarity(old.label.str(), now.label.str()) + (samePlace || alone ? 0.5 : 0.0);
  });
  for (const auto &s : pairs) {
    std::string was = pair.from->name.str() + "." + s.old->label.string();
    std::string is = pair.to->name.str() + "." + s.now->label.string();
    auto d = diags.report(s.now->range, diag::err_enum_value_possible_rename, is, was);
    d.label(s.old->range, "was declared here");
    offer(d, FixKind::Unsafe, "declare it", s.now->range,
          {Intent::RenamedFrom, s.old->label.string()},
          fmt::format("--rename {}={}", was, s.now->label.str()));
    offer(d, FixKind::Unsafe, "or confirm the drop", pair.to->range,
          {Intent::Drop, s.old->label.string()}, fmt::format("--confirm-drop {}", was));
    reported.insert(s.old);
  }
}

} // namespace schemac
