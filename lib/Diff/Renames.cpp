//===- Renames.cpp - Which object of the old state is which of the new one
//-----------------------===//
//
// A declared rename comes first, then the name. Tables and enums that only went to another
// namespace are paired when nothing else bears their name: the name is then evidence enough.
//
//===----------------------------------------------------------------------===//

#include "Diff/Claims.h"
#include "Diff/Differ.h"
#include "schemac/IR/RangeFunctions.h"
#include <algorithm>

namespace schemac {

/// An intent names an object "users", in the namespace of the declaration, or "auth.users".
template <class T>
static QName resolve(Name written, QName declared, const EntityMap<T> &old, Context &context) {
  QName near{declared.ns, written};
  if (old.find(near))
    return near;
  std::string_view text = written.str();
  if (size_t dot = text.find('.'); dot != text.npos)
    if (QName far = context.qname(text.substr(0, dot), text.substr(dot + 1)); old.find(far))
      return far;
  if (QName plain{Name(), written}; old.find(plain))
    return plain;
  return near;
}

template <class T>
static std::unordered_map<QName, QName>
claimObjects(const EntityMap<T> &old, const EntityMap<T> &now, const std::vector<DropIntent> &drops,
             std::vector<const T *> declarations, Context &context, DiagEngine &diags) {
  std::vector<Claim<QName>> claims;
  for (const T *t : declarations)
    claims.push_back({resolve(t->renamedFrom, t->name, old, context), t->name, t->range});
  ClaimScope<QName> scope;
  scope.existed = [&](QName n) { return old.find(n) != nullptr; };
  scope.declared = [&](QName n) { return now.find(n) != nullptr; };
  scope.dropConfirmed = [&](QName n) { return findDrop(drops, n) != nullptr; };
  scope.show = [](QName n) { return n.str(); };
  scope.oldNames = [&] {
    std::vector<std::string> list;
    for (const T &t : old)
      if (!now.find(t.name))
        list.push_back(t.name.str());
    return list;
  };
  scope.place = "the old schema";
  ClaimResolver<QName>(claims, scope, diags).run();
  std::unordered_map<QName, QName> oldOf;
  for (const auto &c : claims)
    if (c.good)
      oldOf.emplace(c.now, c.old);
  return oldOf;
}

/// Pairs the objects of one kind; \p gone and \p made receive those without a partner.
template <class T, class Pair>
static void matchObjects(const EntityMap<T> &old, const EntityMap<T> &now,
                         const std::unordered_map<QName, QName> &oldOf, std::vector<Pair> &pairs,
                         std::vector<const T *> &gone, std::vector<const T *> &made) {
  std::unordered_set<QName> claimed;
  for (const auto &[to, from] : oldOf)
    claimed.insert(from);
  pairs.reserve(now.size());
  // Both states mostly list the same names in the same order: look a name up only where they part.
  auto next = old.begin();
  for (const T &t : now) {
    const T *f = nullptr;
    if (auto it = oldOf.empty() ? oldOf.end() : oldOf.find(t.name); it != oldOf.end())
      f = old.find(it->second);
    else if (next != old.end() && next->name == t.name)
      f = &*next;
    else
      f = old.find(t.name);
    if (next != old.end())
      ++next;
    if (f && !oldOf.count(t.name) && claimed.count(f->name))
      f = nullptr;
    if (f)
      pairs.push_back({f, &t});
    else
      made.push_back(&t);
  }
  if (pairs.size() == old.size())
    return;
  std::unordered_set<const T *> paired;
  for (const Pair &p : pairs)
    paired.insert(p.from);
  for (const T &f : old)
    if (!paired.count(&f))
      gone.push_back(&f);
}

template <class T> static std::vector<const T *> withRename(const EntityMap<T> &map) {
  std::vector<const T *> list;
  for (const T &t : map)
    if (t.renamedFrom)
      list.push_back(&t);
  return list;
}

/// Pairs what is in a namespace that was renamed with what bears its name there, and then \p gone
/// and
/// \p made that have one name in different namespaces, where that is unambiguous.
template <class T, class Pair, class Same>
static void matchMoved(const std::unordered_map<QName, QName> &oldNamespaces,
                       std::vector<Pair> &pairs, std::vector<const T *> &gone,
                       std::vector<const T *> &made, Same same) {
  if (gone.empty() || made.empty())
    return;
  std::unordered_set<const T *> moved;
  auto pair = [&](const T *old, const T *now) {
    pairs.push_back({old, now});
    moved.insert(now);
    moved.insert(old);
  };
  for (const T *t : made)
    if (auto it = oldNamespaces.find({Name(), t->name.ns}); it != oldNamespaces.end()) {
      QName old{it->second.name, t->name.name};
      auto found = std::ranges::find_if(gone, [&](const T *g) { return g->name == old; });
      if (found != gone.end())
        pair(*found, t);
    }
  std::unordered_map<Name, std::pair<std::vector<const T *>, std::vector<const T *>>> byName;
  for (const T *t : gone)
    if (!moved.count(t))
      byName[t->name.name].first.push_back(t);
  for (const T *t : made)
    if (!moved.count(t))
      byName[t->name.name].second.push_back(t);
  for (const T *t : made) {
    auto &[olds, news] = byName[t->name.name];
    if (!moved.count(t) && olds.size() == 1 && news.size() == 1 && same(*olds[0], *t))
      pair(olds[0], t);
  }
  std::erase_if(gone, [&](const T *t) { return moved.count(t) != 0; });
  std::erase_if(made, [&](const T *t) { return moved.count(t) != 0; });
}

/// What a plan has put aside is no source's; it goes when somebody says so by its name.
template <class T> static void leaveArchives(std::vector<const T *> &gone, const Schema &to) {
  std::erase_if(gone,
                [&](const T *t) { return isArchived(t->name) && !findDrop(to.drops, t->name); });
}

void Differ::matchNamespaces() {
  oldNamespaces = claimObjects<Namespace>(from.namespaces(), to.namespaces(), to.drops,
                                          withRename(to.namespaces()), context, diags);
}

void Differ::matchTables() {
  std::vector<const Table *> renamed = withRename(to.tables());
  std::erase_if(renamed, [&](const Table *t) { return saysWhereRowsAre(*t); });
  auto oldOf =
      claimObjects<Table>(from.tables(), to.tables(), to.drops, std::move(renamed), context, diags);
  matchObjects(from.tables(), to.tables(), oldOf, tables, droppedTables, createdTables);
  leaveArchives(droppedTables, to);
  size_t byName = tables.size();
  matchMoved(oldNamespaces, tables, droppedTables, createdTables,
             [](const Table &a, const Table &b) {
               size_t shared = 0;
               for (const Column &c : b.columns)
                 shared += a.column(c.name) != nullptr;
               return 2 * shared >= std::max(a.columns.size(), b.columns.size());
             });
  // Those paired by name need no look.
  if (tables.size() == byName && oldOf.empty())
    return;
  for (TablePair p : tables)
    if (!(p.from->name == p.to->name))
      names.renameTable(p.from->name, p.to->name);
}

void Differ::matchEnums() {
  auto oldOf = claimObjects<Enum>(from.enums(), to.enums(), to.drops, withRename(to.enums()),
                                  context, diags);
  matchObjects(from.enums(), to.enums(), oldOf, enums, droppedEnums, createdEnums);
  leaveArchives(droppedEnums, to);
  matchMoved(oldNamespaces, enums, droppedEnums, createdEnums, [](const Enum &a, const Enum &b) {
    return std::any_of(b.labels.begin(), b.labels.end(),
                       [&](const EnumLabel &l) { return a.has(l.label); });
  });
  findEnumRenames();
  for (EnumPair p : enums)
    if (!(p.from->name == p.to->name))
      names.renameEnum(p.from->name, p.to->name);
}

template <class T> static bool sameElsewhere(const T &a, const T &b) {
  T moved = a;
  moved.name = b.name;
  return same(moved, b);
}
/// Its owner may have moved too.
static bool sameElsewhere(const Sequence &a, const Sequence &b) { return sameOptions(a, b); }

template <class T>
static void matchPlain(const Schema &from, const Schema &to,
                       const std::unordered_map<QName, QName> &oldNamespaces, ObjectMatch<T> &match,
                       Context &context, DiagEngine &diags) {
  const EntityMap<T> &olds = from.all<T>(), &news = to.all<T>();
  if (!olds.size() && !news.size())
    return;
  auto oldOf = claimObjects<T>(olds, news, to.drops, withRename(news), context, diags);
  matchObjects(olds, news, oldOf, match.pairs, match.gone, match.made);
  leaveArchives(match.gone, to);
  matchMoved(oldNamespaces, match.pairs, match.gone, match.made,
             [](const T &a, const T &b) { return sameElsewhere(a, b); });
}

void Differ::matchTypes() {
  matchPlain(from, to, oldNamespaces, domains, context, diags);
  matchPlain(from, to, oldNamespaces, composites, context, diags);
  matchPlain(from, to, oldNamespaces, ranges, context, diags);
  auto record = [&](const auto &match) {
    for (const auto &p : match.pairs)
      if (p.from->name != p.to->name)
        names.renameType(p.from->name, p.to->name);
  };
  record(domains), record(composites), record(ranges);
  for (const auto &p : ranges.pairs)
    if (p.from->name != p.to->name)
      for (auto [function, now] : rangeFunctions(context, *p.from, p.to->name))
        names.renameFunction(function, now);
}

void Differ::matchSequences() {
  matchPlain(from, to, oldNamespaces, sequences, context, diags);
  for (const auto &p : sequences.pairs)
    if (p.from->name != p.to->name)
      names.renameSequence(p.from->name, p.to->name);
}

void Differ::claimColumns(TablePair pair) {
  if (pair.from == pair.to)
    return;
  std::vector<Claim<Name>> claims;
  for (const Column &c : pair.to->columns)
    if (Name old = c.renamedFrom())
      claims.push_back({old, c.name, c.range});
  if (claims.empty())
    return;
  ClaimScope<Name> scope;
  scope.existed = [&](Name n) { return pair.from->column(n) != nullptr; };
  scope.declared = [&](Name n) { return pair.to->column(n) != nullptr; };
  scope.dropConfirmed = [&](Name n) { return findDrop(pair.to->drops, n) != nullptr; };
  scope.show = [](Name n) { return n.string(); };
  scope.oldNames = [&] {
    std::vector<std::string> list;
    for (const Column &c : pair.from->columns)
      if (!pair.to->column(c.name))
        list.push_back(c.name.string());
    return list;
  };
  scope.place = fmt::format("the old table '{}'", pair.from->name.str());
  ClaimResolver<Name>(claims, scope, diags).run();
  for (const auto &c : claims) {
    if (!c.good)
      continue;
    const Column *old = pair.from->column(c.old);
    declaredColumns.emplace(pair.to->column(c.now), old);
    claimedColumns.insert(old);
    names.renameColumn(pair.from->name, c.old, c.now);
  }
}

ColumnMatch Differ::matchColumns(TablePair pair) const {
  ColumnMatch match;
  std::unordered_set<const Column *> paired;
  for (const Column &c : pair.to->columns) {
    const Column *old = nullptr;
    if (auto it = declaredColumns.find(&c); it != declaredColumns.end())
      old = it->second;
    else if (old = pair.from->column(c.name); old && claimedColumns.count(old))
      old = nullptr;
    if (!old) {
      match.added.push_back(&c);
      continue;
    }
    match.pairs.push_back({old, &c});
    paired.insert(old);
  }
  for (const Column &c : pair.from->columns)
    if (!paired.count(&c))
      match.dropped.push_back(&c);
  return match;
}

} // namespace schemac
