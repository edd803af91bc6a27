//===- Adopt.cpp - What the target's form cannot say ----------------------===//
#include "Diff/Adopt.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schemac {

std::string_view aspectWord(Aspect aspect, bool many) {
  static constexpr std::pair<std::string_view, std::string_view> Words[] = {
#define ASPECT(ID, ONE, MANY) {ONE, MANY},
#include "schemac/IR/Aspects.def"
  };
  const auto &word = Words[size_t(aspect)];
  return many ? word.second : word.first;
}

//===--- pairing ----------------------------------------------------------===//

const Table *Adopter::formerly(const Table &now) const {
  if (now.renamedFrom) {
    std::string_view text = now.renamedFrom.str();
    size_t dot = text.find('.');
    if (const Table *t = from.table({now.name.ns, now.renamedFrom}))
      return t;
    if (dot != text.npos)
      if (const Table *t = from.table(context.qname(text.substr(0, dot), text.substr(dot + 1))))
        return t;
  }
  return from.table(now.name);
}

void Adopter::matchTables() {
  for (const Table &now : to.tables()) {
    const Table *was = formerly(now);
    if (!was)
      continue;
    tableNow[was->name] = now.name;
    if (was->name != now.name)
      names.renameTable(was->name, now.name);
    for (const Column &c : now.columns) {
      const Column *old = c.renamedFrom() ? was->column(c.renamedFrom()) : nullptr;
      if (old)
        names.renameColumn(was->name, old->name, c.name);
      else
        old = was->column(c.name);
      if (old)
        kept.insert(old);
    }
  }
  for (const Enum &e : to.enums())
    if (e.renamedFrom && from.find<Enum>({e.name.ns, e.renamedFrom}))
      names.renameEnum({e.name.ns, e.renamedFrom}, e.name);
}

bool Adopter::isDropped(QName name) const {
  return std::ranges::any_of(to.drops, [&](const DropIntent &d) {
    return d.name == name.name || d.name.str() == name.str();
  });
}

/// Tables that the target does not mention and does not drop, where that means nothing.
void Adopter::keepTables() {
  if (!leaves(Aspect::Tables))
    return;
  std::unordered_set<QName> mentioned;
  for (const Table &now : to.tables())
    if (const Table *was = formerly(now))
      mentioned.insert(was->name);
  for (const Table &t : from.tables())
    if (!mentioned.contains(t.name) && !isDropped(t.name) && !isArchived(t.name)) {
      keptTables.push_back(t.name);
      note(Aspect::Tables, t.name.str());
    }
  for (QName n : keptTables)
    to.put(*from.table(n));
}

/// What kept tables refer to may have other names now, or be gone.
void Adopter::followInKept() {
  for (QName n : keptTables) {
    Table copy = *to.table(n);
    for (Column &c : copy.columns)
      c.type = names.type(c.type);
    for (Constraint &c : copy.constraints)
      c = names.mapped(c, n);
    std::erase_if(copy.constraints, [&](const Constraint &c) {
      return c.kind == ConstraintKind::ForeignKey && !to.table(c.refTable);
    });
    for (Trigger &t : copy.triggers)
      t = names.mapped(t);
    std::erase_if(copy.triggers, [&](const Trigger &t) {
      return t.action && t.action->fromTable && !to.table(t.action->fromTable);
    });
    copy.partitionOf = names.table(copy.partitionOf);
    for (QName &parent : copy.inherits)
      parent = names.table(parent);
    to.put(std::move(copy));
  }
}

/// In a schema that the target does not name.
bool Adopter::isForeign(QName name) const {
  return leaves(Aspect::ForeignSchemas) && name.ns && !listed.count(name.ns);
}

//===--- whole objects ----------------------------------------------------===//

void Adopter::namespaces() {
  if (!leaves(Aspect::Namespaces))
    return;
  for (const Namespace &n : from.namespaces())
    if (!to.find<Namespace>(n.name) && !isArchived(n.name)) {
      to.put(n);
      note(Aspect::Namespaces, n.name.str());
    }
}

/// With the names that tables and types have now.
static void follow(NameMap &names, Sequence &s) {
  if (s.ownedBy.sub) {
    s.ownedBy.sub = names.column(s.ownedBy.table, s.ownedBy.sub);
    s.ownedBy.table = names.table(s.ownedBy.table);
  }
}
static void follow(NameMap &names, ExtendedStatistics &s) {
  s.columns = names.columnList(s.table, s.columns);
  std::sort(s.columns.begin(), s.columns.end());
  for (Expr &e : s.expressions)
    e = names.expr(s.table, e);
  s.table = names.table(s.table);
}
static void follow(NameMap &names, View &v) { v.query = names.query(v.query); }
static void follow(NameMap &names, Domain &d) { d.base = names.type(d.base); }
static void follow(NameMap &names, Composite &c) {
  for (Attribute &a : c.attributes)
    a.type = names.type(a.type);
}
static void follow(NameMap &names, Publication &p) {
  for (PublishedTable &t : p.tables) {
    t.columns = names.columnList(t.table, t.columns);
    t.where = names.expr(t.table, t.where);
    t.table = names.table(t.table);
  }
}
template <class T> static void follow(NameMap &, T &) {}

/// Its table goes, or one of the columns that it is over.
bool Adopter::goesWithTable(const ExtendedStatistics &s) const {
  const Table *table = from.table(s.table);
  return !table || !tableNow.count(s.table) ||
         std::ranges::any_of(table->columns, [&](const Column &c) {
           return !kept.count(&c) && usesColumn(s, c.name);
         });
}

template <class T> void Adopter::objects(Aspect aspect) {
  for (const T &e : from.all<T>()) {
    if (isArchived(e.name))
      continue;
    bool foreign = isForeign(e.name);
    if (!leaves(aspect) && !foreign)
      continue;
    const T *there = to.find<T>(e.name);
    if constexpr (std::is_same_v<T, View>) {
      if (there && (there->query || there->shimOf))
        continue;
    } else if (there) {
      continue;
    }
    T copy = e;
    if constexpr (std::is_same_v<T, Sequence>) // with its column
      if (e.ownedBy.sub) {
        const Table *owner = from.table(e.ownedBy.table);
        const Column *column = owner ? owner->column(e.ownedBy.sub) : nullptr;
        if (!tableNow.count(e.ownedBy.table) || !kept.count(column))
          continue;
      }
    if constexpr (std::is_same_v<T, ExtendedStatistics>)
      if (!foreign && goesWithTable(e))
        continue;
    follow(names, copy);
    if constexpr (std::is_same_v<T, Publication>)
      std::erase_if(copy.tables, [&](const PublishedTable &t) { return !to.table(t.table); });
    bool counts = true;
    if constexpr (std::is_same_v<T, View>)
      counts = bool(copy.query);
    if (counts)
      note(foreign ? Aspect::ForeignSchemas : aspect, copy.name.str());
    to.put(std::move(copy));
  }
}

/// A partition or child with the names that its parents have now.
Table Adopter::followed(const Table &part) const {
  Table copy = part;
  copy.partitionOf = names.table(part.partitionOf);
  for (QName &parent : copy.inherits)
    parent = names.table(parent);
  for (Constraint &c : copy.constraints)
    c = names.mapped(c, part.name);
  return copy;
}

void Adopter::tables() {
  for (const Table &t : from.tables()) {
    if (tableNow.count(t.name) || isArchived(t.name))
      continue;
    bool foreign = isForeign(t.name);
    bool part = leaves(Aspect::Partitions) && (t.partitionOf || !t.inherits.empty());
    if (!foreign && !part)
      continue;
    Table copy = followed(t);
    // With the table that it is a part of.
    if (copy.partitionOf && !foreign && !tableNow.count(t.partitionOf) &&
        !to.table(copy.partitionOf))
      continue;
    note(foreign ? Aspect::ForeignSchemas : Aspect::Partitions, t.name.str());
    to.put(std::move(copy));
  }
  std::vector<QName> both;
  for (const auto &[old, now] : tableNow)
    both.push_back(old);
  std::sort(both.begin(), both.end());
  for (QName old : both) {
    const Table &was = *from.table(old);
    Table now = *to.table(tableNow[old]);
    table(was, now);
    to.put(std::move(now));
  }
}

/// Enums that only something unmanaged uses.
void Adopter::enums() {
  if (!leaves(Aspect::Enums))
    return;
  for (const Enum &e : from.enums()) {
    if (to.find<Enum>(names.typeName(e.name)) || isArchived(e.name))
      continue;
    bool used = isForeign(e.name);
    auto look = [&](Type type) {
      while (type && type.is(TypeKind::Array))
        type = type.element();
      used |= type && type.is(TypeKind::Enum) && type.enumName() == e.name;
    };
    for (const Domain &d : to.domains())
      look(d.base);
    for (const Composite &c : to.composites())
      for (const Attribute &a : c.attributes)
        look(a.type);
    for (const Table &t : to.tables())
      for (const Column &c : t.columns)
        look(c.type);
    for (const Function &f : to.functions()) {
      look(f.returns);
      for (const auto *list : {&f.args, &f.table})
        for (const FunctionArg &a : *list)
          look(a.type);
    }
    for (const View &v : to.views())
      used |= v.query && mayMention(v.query, e.name);
    if (!used)
      continue;
    note(Aspect::Enums, e.name.str());
    to.put(e);
  }
}

//===--- comments, privileges, owners -------------------------------------===//

/// Whether one that is made in place of \p was needs to be told whose it is. Who owns the database
/// is taken to make it, and the script itself keeps the owner of a view or function.
template <class T> bool Adopter::keepsOwner(const T &was) const {
  return !std::is_same_v<T, View> && !std::is_same_v<T, Function> && was.owner != usualOwner;
}

void Adopter::access() {
  forEachKind([&]<class T>() {
    std::vector<QName> all;
    for (const T &e : to.all<T>())
      all.push_back(e.name);
    for (QName n : all) {
      const T *now = to.find<T>(n);
      const T *was = from.find<T>(n);
      if constexpr (std::is_same_v<T, Table>)
        was = formerly(*now);
      else if constexpr (requires { now->renamedFrom; })
        if (now->renamedFrom && from.find<T>({n.ns, now->renamedFrom}))
          was = from.find<T>({n.ns, now->renamedFrom});
      if (!was)
        continue;
      T copy = *now;
      if (leaves(Aspect::Comments)) {
        copy.comment = was->comment;
        copy.partComments.clear();
        for (const PartComment &c : was->partComments) {
          Name part = c.kind == PartKind::Column ? names.column(was->name, c.part) : c.part;
          if constexpr (std::is_same_v<T, Table>) {
            bool there = c.kind == PartKind::Column       ? copy.column(part) != nullptr
                         : c.kind == PartKind::Constraint ? copy.constraint(part) != nullptr
                         : c.kind == PartKind::Index      ? copy.index(part) != nullptr
                         : c.kind == PartKind::Trigger    ? copy.trigger(part) != nullptr
                                                          : copy.policy(part) != nullptr;
            if (!there)
              continue;
          }
          if constexpr (std::is_same_v<T, View>)
            if (c.kind == PartKind::Index &&
                std::ranges::find(copy.indexes, part, &Index::name) == copy.indexes.end())
              continue;
          setPartComment(copy, c.kind, part, c.text);
        }
        constexpr bool counts = !std::is_same_v<T, Extension>; // which write their own
        for (size_t i = 0; counts && i < copy.partComments.size() + (copy.comment ? 1 : 0); ++i)
          note(Aspect::Comments, n.str());
      }
      if (leaves(Aspect::Grants)) {
        copy.grants.clear();
        for (Grant g : was->grants) {
          if (g.column)
            g.column = names.column(was->name, g.column);
          if constexpr (std::is_same_v<T, Table>)
            if (g.column && !copy.column(g.column))
              continue;
          addGrant(copy.grants, g);
        }
        for (const Grant &g : copy.grants)
          note(Aspect::Grants,
               fmt::format("{} on {} to {}", g.privilege.str(), n.str(), g.role.str()));
      }
      if (leaves(Aspect::Owners) && keepsOwner(*was))
        copy.owner = was->owner;
      to.put(std::move(copy));
    }
  });
}

Adopted Adopter::run() {
  for (const Namespace &n : to.namespaces())
    listed.insert(n.name.name);
  keepTables();
  matchTables();
  followInKept();
  namespaces();
  if (leaves(Aspect::Extensions))
    objects<Extension>(Aspect::Extensions);
  objects<Domain>(Aspect::Domains);
  objects<Composite>(Aspect::Composites);
  objects<RangeType>(Aspect::Ranges);
  tables();
  objects<Sequence>(Aspect::Sequences);
  objects<Function>(Aspect::Functions);
  objects<ExtendedStatistics>(Aspect::Statistics);
  objects<View>(Aspect::Views);
  objects<Publication>(Aspect::Publications);
  enums();
  wordless();
  access();
  return std::move(adopted);
}

/// Those of partitions come with them.
Adopted Adopter::runForPartitions() {
  matchTables();
  std::unordered_set<QName> said;
  for (const Table &t : to.tables())
    if (t.partitionOf)
      said.insert(t.partitionOf);
  auto isUnsaid = [&](const Table &t) {
    const Table *was = t.partitionOf ? from.table(t.partitionOf) : nullptr;
    const Table *whole = was ? to.table(names.table(was->name)) : nullptr;
    return whole && whole->partitionBy &&
           whole->partitionBy.strategy == was->partitionBy.strategy &&
           whole->partitionBy.elems.size() == was->partitionBy.elems.size() &&
           !said.contains(whole->name) && !to.table(t.name) && !isDropped(t.name) &&
           !isArchived(t.name);
  };
  for (size_t before = 0;;) {
    for (const Table &t : from.tables())
      if (isUnsaid(t)) {
        note(Aspect::Partitions, t.name.str());
        to.put(followed(t));
      }
    size_t now = adopted[Aspect::Partitions].size();
    if (now == before)
      break;
    before = now;
  }
  std::erase_if(adopted, [](const auto &entry) { return entry.second.empty(); });
  return std::move(adopted);
}

Adopted adoptPartitions(Schema &to, const Schema &from, Context &context) {
  return Adopter(to, from, {}, context, {}).runForPartitions();
}

Adopted adoptUnmanaged(Schema &to, const Schema &from, const Managed &managed, Context &context,
                       Name usualOwner) {
  return Adopter(to, from, managed, context, usualOwner).run();
}

AdoptedText describeAdopted(const Adopted &adopted) {
  AdoptedText text;
  for (const auto &[aspect, names] : adopted) {
    std::vector<std::string> distinct = names;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    constexpr size_t Most = 5;
    size_t shown = std::min(distinct.size(), Most), rest = distinct.size() - shown;
    text.counts += fmt::format("{}{} {}", text.counts.empty() ? "" : ", ", names.size(),
                               aspectWord(aspect, names.size() != 1));
    text.lines.push_back(
        fmt::format("{}: {}{}", aspectWord(aspect, true),
                    fmt::join(distinct.begin(), distinct.begin() + static_cast<long>(shown), ", "),
                    rest ? fmt::format(" and {} more", rest) : ""));
  }
  return text;
}

} // namespace schemac
