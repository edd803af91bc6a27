//===- Access.cpp - Comments, privileges and owners of objects ------------===//
#include "schemac/IR/Access.h"
#include <algorithm>
#include <map>
#include <span>
#include <tuple>

namespace schemac {

//===--- targets ----------------------------------------------------------===//

std::string_view targetWord(const Target &target) {
  static constexpr std::string_view kinds[] = {
#define KIND(CLASS, PLURAL, WORD) WORD,
#include "schemac/IR/Kinds.def"
  };
  static constexpr std::string_view parts[] = {"",      "column",  "constraint",
                                               "index", "trigger", "policy"};
  if (target.kind == KindId::View && target.part == PartKind::Column)
    return "view_column";
  if (target.kind == KindId::View && target.part == PartKind::Index)
    return "view_index";
  if (target.kind == KindId::Domain && target.part == PartKind::Constraint)
    return "domain_check";
  return target.part == PartKind::None ? kinds[size_t(target.kind)] : parts[size_t(target.part)];
}

std::string targetName(const Target &target) {
  return target.sub ? SubRef{target.object, target.sub}.str() : target.object.str();
}

//===--- privileges -------------------------------------------------------===//

static auto key(const Grant &g) {
  return std::tuple(g.role.str(), g.privilege.str(), g.column.str());
}

void addGrant(std::vector<Grant> &grants, const Grant &grant) {
  auto it = std::ranges::lower_bound(grants, key(grant), std::less(), key);
  if (it != grants.end() && key(*it) == key(grant))
    it->withGrantOption |= grant.withGrantOption;
  else
    grants.insert(it, grant);
}

void removeGrant(std::vector<Grant> &grants, const Grant &grant) {
  std::erase_if(grants, [&](const Grant &g) {
    return g.role == grant.role && g.privilege == grant.privilege &&
           (!grant.column || g.column == grant.column);
  });
}

//===--- comments of parts ------------------------------------------------===//

static auto keyOf(const PartComment &c) { return std::pair(c.kind, c.part.str()); }

/// Where the comment of a part stands in \p list, or would.
template <class List> static auto placeOf(List &list, PartKind kind, Name part) {
  auto it = std::ranges::lower_bound(list, keyOf({kind, part, Name()}), std::less(), keyOf);
  return std::pair(it, it != list.end() && it->kind == kind && it->part == part);
}

void setPartComment(Entity &entity, PartKind kind, Name part, Name text) {
  auto &list = entity.partComments;
  auto [it, known] = placeOf(list, kind, part);
  if (known && !text)
    list.erase(it);
  else if (known)
    it->text = text;
  else if (text)
    list.insert(it, {kind, part, text});
}

Name partComment(const Entity &entity, PartKind kind, Name part) {
  auto [it, known] = placeOf(entity.partComments, kind, part);
  return known ? it->text : Name();
}

void renamePart(Entity &entity, PartKind kind, Name from, Name to) {
  if (Name text = partComment(entity, kind, from)) {
    setPartComment(entity, kind, from, Name());
    setPartComment(entity, kind, to, text);
  }
  if (kind != PartKind::Column)
    return;
  std::vector<Grant> moved;
  for (Grant g : entity.grants) {
    g.column = g.column == from ? to : g.column;
    addGrant(moved, g);
  }
  entity.grants = std::move(moved);
}

//===--- whole objects ----------------------------------------------------===//

/// The grants of \p entity but for those on the whole to its owner, who has all of it anyway: a
/// server keeps none of them.
static std::vector<Grant> grantsBeside(const Entity &entity, Name owner) {
  std::vector<Grant> grants = entity.grants;
  std::erase_if(grants, [&](const Grant &g) { return owner && g.role == owner && !g.column; });
  return grants;
}

bool sameAccess(const Entity &a, const Entity &b) {
  bool sameOwner = !a.owner || !b.owner || a.owner == b.owner;
  Name owner = a.owner ? a.owner : b.owner;
  return sameOwner && a.comment == b.comment && a.partComments == b.partComments &&
         (a.grants == b.grants || grantsBeside(a, owner) == grantsBeside(b, owner));
}

void stripAccess(Entity &entity) {
  entity.comment = entity.owner = Name();
  entity.grants.clear();
  entity.partComments.clear();
}

bool hasAccess(const Entity &e) {
  return e.comment || e.owner || !e.grants.empty() || !e.partComments.empty();
}

bool statesAccess(const Schema &schema) {
  bool any = false;
  forEachKind([&]<class T>() {
    for (const T &e : schema.all<T>())
      any |= hasAccess(e);
  });
  return any;
}

bool statesAccess(const Schema &schema, const Schema &other) {
  bool any = statesAccess(schema);
  forEachKind([&]<class T>() {
    other.all<T>().forEachUnshared(schema.all<T>(),
                                   [&](const T *e, const T *) { any |= e && hasAccess(*e); });
  });
  return any;
}

//===--- changes ----------------------------------------------------------===//

namespace {

/// Writes the steps between the comments, owners and grants of one object.
class AccessChanges {
public:
  AccessChanges(const Entity &have, const Entity &want, KindId kind, SourceRange range)
      : have(have), want(want), kind(kind), range(range) {}

  std::vector<Op> run() {
    if (have.comment != want.comment)
      comment(object(), want.comment);
    for (const PartComment &c : have.partComments)
      if (!partComment(want, c.kind, c.part))
        comment(part(c.kind, c.part), Name());
    for (const PartComment &c : want.partComments)
      if (partComment(have, c.kind, c.part) != c.text)
        comment(part(c.kind, c.part), c.text);
    if (want.owner && have.owner != want.owner)
      ops.push_back(SetOwnerOp::make(range, object(), want.owner));
    grants();
    return std::move(ops);
  }

private:
  Target object() const { return {kind, PartKind::None, want.name, Name()}; }
  Target part(PartKind p, Name sub) const { return {kind, p, want.name, sub}; }
  void comment(const Target &target, Name text) {
    ops.push_back(SetCommentOp::make(range, target, text));
  }

  void grants() {
    Name owner = want.owner ? want.owner : have.owner;
    std::vector<Grant> had = grantsBeside(have, owner), wants = grantsBeside(want, owner);
    if (had == wants) // a table of many roles changes by one at a time
      return;
    std::vector<Grant> left = had, taken, optionTaken, given;
    auto [unlikeHad, unlikeWants] = unlike(had, wants);
    for (const Grant &g : unlikeHad)
      if (const Grant *wanted = find(wants, g); !wanted) {
        removeGrant(left, g);
        taken.push_back(g);
      } else if (g.withGrantOption && !wanted->withGrantOption) {
        optionTaken.push_back(g);
      }
    for (const Grant &g : unlikeWants)
      if (const Grant *known = find(left, g);
          !known || (g.withGrantOption && !known->withGrantOption))
        given.push_back(g);
    // Taken from the whole is taken from the columns.
    std::erase_if(taken, [&](const Grant &g) {
      Grant whole = g;
      whole.column = Name();
      return g.column && find(had, whole) && !find(wants, whole);
    });
    step<RevokeOp>(taken, false);
    step<RevokeOp>(optionTaken, true);
    step<GrantOp>(given, false);
  }

  using Grants = std::span<const Grant>;
  /// The parts of two lists without what both have alike at either end. What is taken from the
  /// whole is taken from the columns behind it, which belong to the parts, too.
  static std::pair<Grants, Grants> unlike(Grants a, Grants b) {
    size_t begin = size_t(std::ranges::mismatch(a, b).in1 - a.begin());
    size_t ends = a.size(), endOther = b.size();
    while (ends > begin && endOther > begin && a[ends - 1] == b[endOther - 1])
      --ends, --endOther;
    auto belongs = [&](const Grant &g) {
      return ends > begin && g.role == a[ends - 1].role && g.privilege == a[ends - 1].privilege;
    };
    while (ends < a.size() && belongs(a[ends]))
      ++ends, ++endOther;
    return {a.subspan(begin, ends - begin), b.subspan(begin, endOther - begin)};
  }

  static const Grant *find(const std::vector<Grant> &list, const Grant &g) {
    auto it = std::ranges::lower_bound(list, key(g), std::less(), key);
    return it != list.end() && key(*it) == key(g) ? &*it : nullptr;
  }

  /// One step for the privileges that a role has on one thing.
  template <class View> void step(std::vector<Grant> &list, bool optionOnly) {
    while (!list.empty()) {
      Grant first = list.front();
      auto alike = [&](const Grant &g) {
        return g.role == first.role && g.column == first.column &&
               g.withGrantOption == first.withGrantOption;
      };
      std::vector<Name> privileges;
      for (const Grant &g : list)
        if (alike(g))
          privileges.push_back(g.privilege);
      std::erase_if(list, alike);
      bool flag = std::is_same_v<View, GrantOp> ? first.withGrantOption : optionOnly;
      Target target = first.column ? part(PartKind::Column, first.column) : object();
      ops.push_back(View::make(range, privileges, target, first.role, flag));
    }
  }

  const Entity &have, &want;
  KindId kind;
  SourceRange range;
  std::vector<Op> ops;
};

} // namespace

std::vector<Op> accessChanges(const Entity &have, const Entity &want, KindId kind,
                              SourceRange range) {
  return AccessChanges(have, want, kind, range).run();
}

std::vector<Op> accessOf(const Entity &entity, KindId kind, SourceRange range) {
  Entity bare;
  bare.name = entity.name;
  return accessChanges(bare, entity, kind, range);
}

bool isEverybodys(KindId kind, Name role) {
  return role.str() == "public" &&
         (kind == KindId::Function || kind == KindId::Enum || kind == KindId::Domain ||
          kind == KindId::Composite || kind == KindId::RangeType);
}

/// As ALTER DEFAULT PRIVILEGES counts them.
static KindId kindOfDefaults(KindId kind) {
  switch (kind) {
  case KindId::View:
    return KindId::Table;
  case KindId::Domain:
  case KindId::Composite:
  case KindId::RangeType:
    return KindId::Enum;
  default:
    return kind;
  }
}

std::vector<Op> takenAgain(std::span<const DefaultPrivilege> given, const Entity &want, KindId kind,
                           SourceRange range) {
  // Who makes objects owns them, and is not to lose what an owner has.
  constexpr std::string_view Founder = "postgres";
  std::map<std::pair<Name, bool>, std::vector<Name>> taken; // by role and option alone
  for (const DefaultPrivilege &d : given) {
    if (d.kind != kindOfDefaults(kind) || (d.schema && *d.schema != want.name.ns) ||
        isEverybodys(kind, d.role) || d.role == want.owner || d.role.str() == Founder)
      continue;
    auto has = std::ranges::find_if(want.grants, [&](const Grant &g) {
      return g.role == d.role && g.privilege == d.privilege && !g.column;
    });
    bool wanted = has != want.grants.end();
    if (!wanted || (d.withGrantOption && !has->withGrantOption))
      if (auto &list = taken[{d.role, wanted}]; std::ranges::find(list, d.privilege) == list.end())
        list.push_back(d.privilege);
  }
  std::vector<Op> out;
  Target target{kind, PartKind::None, want.name, Name()};
  for (auto &[from, privileges] : taken) {
    std::ranges::sort(privileges, std::less(), &Name::str);
    out.push_back(RevokeOp::make(range, std::move(privileges), target, from.first, from.second));
  }
  return out;
}

void addGrants(std::vector<Grant> &grants, GrantOp step, Name column) {
  for (Name privilege : step.privileges())
    addGrant(grants, {step.role(), privilege, column, step.withGrantOption()});
}

void removeGrants(std::vector<Grant> &grants, RevokeOp step, Name column) {
  for (Name privilege : step.privileges()) {
    Grant taken{step.role(), privilege, column, false};
    if (!step.optionOnly())
      removeGrant(grants, taken);
    else
      for (Grant &g : grants)
        if (g.role == taken.role && g.privilege == privilege && (!column || g.column == column))
          g.withGrantOption = false;
  }
}

bool isOfPublic(const Op &op) {
  auto is = [](const Target &t) {
    return t.kind == KindId::Namespace && t.object.name.str() == "public";
  };
  if (auto grant = dynOp<GrantOp>(op))
    return is(grant->target());
  if (auto revoke = dynOp<RevokeOp>(op))
    return is(revoke->target());
  auto owner = dynOp<SetOwnerOp>(op);
  return owner && is(owner->target());
}

const Op *saysOfPublic(const std::vector<Op> &said) {
  auto says = [](const Op &op) {
    return isOfPublic(op) && (op.range.isValid() || SetOwnerOp::classof(op));
  };
  auto it = std::ranges::find_if(said, says);
  return it == said.end() ? nullptr : &*it;
}

Namespace publicAfter(const std::vector<Op> &said, int version, Context &context) {
  constexpr int WithoutCreate = 15; // its release notes: "Remove PUBLIC creation permission"
  Namespace out;
  out.name = {Name(), context.name("public")};
  addGrant(out.grants, {out.name.name, context.name("USAGE"), Name(), false});
  if (version && version < WithoutCreate)
    addGrant(out.grants, {out.name.name, context.name("CREATE"), Name(), false});
  for (const Op &op : said) {
    if (!isOfPublic(op))
      continue;
    if (auto owner = dynOp<SetOwnerOp>(op))
      out.owner = owner->role();
    else if (auto grant = dynOp<GrantOp>(op))
      addGrants(out.grants, *grant, Name());
    else
      removeGrants(out.grants, RevokeOp(op), Name());
  }
  return out;
}

void dropEverybodys(Schema &schema) {
  forEachKind([&]<class T>() {
    auto isOurs = [](const Grant &g) { return isEverybodys(kindId<T>(), g.role); };
    std::vector<QName> names;
    for (const T &e : schema.all<T>())
      if (std::ranges::any_of(e.grants, isOurs))
        names.push_back(e.name);
    for (QName n : names)
      std::erase_if(schema.edit<T>(n)->grants, isOurs);
  });
}

} // namespace schemac
