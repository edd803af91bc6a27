//===- ReadAccess.cpp - Comments, privileges, and what is not held --------===//
#include "Reader.h"
#include "schemac/Database/Diags.h"
#include "schemac/Dialect/Postgres/ToolTables.h"
#include "schemac/IR/Access.h"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schemac::database {

/// All objects are put into the schema once they are complete.
void Reader::finish() {
  for (Composite &c : composites)
    out.schema.put(std::move(c));
  for (Relation &r : relations) {
    if (r.isTable() && postgres::isToolTable(r.name.name.str()))
      out.tools.push_back(r.name);
    if (r.kind == 'f') {
      if (!r.table.columns.empty())
        out.schema.put(declaredOnly(r.table));
    } else if (r.isTable()) {
      if (r.table.partitionOf)
        r.table.columns.clear();
      out.schema.put(std::move(r.table));
    } else if (r.kind == 'v' || r.kind == 'm') {
      out.schema.put(std::move(r.view));
    } else if (r.kind == 'S' && r.tie != 'i') {
      out.schema.put(std::move(r.sequence));
    }
  }
}

View declaredOnly(const Table &table) {
  View declared;
  declared.name = table.name;
  for (Column c : table.columns) {
    c.defaultExpr = Expr();
    c.generation = Generation::None;
    c.extra = nullptr;
    declared.columns.push_back(c);
  }
  return declared;
}

/// What the schema that every database has grants beside what a server gives from the start.
void Reader::readPublic(std::string_view what, std::string_view role, std::string_view privilege,
                        bool withGrantOption) {
  schemac::Target target{
      KindId::Namespace, PartKind::None, {Name(), context.name("public")}, Name()};
  Name of = context.name(role);
  std::vector<Name> privileges{context.name(privilege)};
  if (!keepsClosed) {
    if (what != "owner")
      unheld("privilege on schema 'public'", fmt::format("{} of {}", privilege, role));
  } else if (what == "owner") {
    out.closed.push_back(SetOwnerOp::make({}, target, of));
  } else if (what == "grant") {
    out.closed.push_back(GrantOp::make({}, privileges, target, of, withGrantOption));
  } else {
    out.closed.push_back(RevokeOp::make({}, privileges, target, of, false));
  }
}

/// \p what: the letter of pg_default_acl.defaclobjtype, and behind it the schema, if it is of one.
void Reader::readDefaultPrivilege(std::string_view what, std::string_view role,
                                  std::string_view privilege, bool withGrantOption) {
  static constexpr std::pair<char, KindId> Kinds[] = {{'r', KindId::Table},
                                                      {'S', KindId::Sequence},
                                                      {'f', KindId::Function},
                                                      {'T', KindId::Enum},
                                                      {'n', KindId::Namespace}};
  std::string_view schema = what.substr(1);
  for (auto [letter, kind] : Kinds)
    if (letter == what.front())
      out.defaultPrivileges.push_back(
          {kind,
           schema.empty() ? std::nullopt
                          : std::optional<Name>(schema == "public" ? Name() : context.name(schema)),
           context.name(role), context.name(privilege), withGrantOption});
}

void Reader::readAccess(const Rows &rows) {
  finish();
  enum { Class, Number, Sub, What, A, B, C };
  Schema &schema = out.schema;
  for (int i = 0; i < rows.size(); ++i) {
    char catalog = rows.letter(i, Class);
    Oid number = rows.number(i, Number);
    int64_t sub = rows.number(i, Sub);
    auto it = places.find({catalog, number});
    Place p;
    if (it != places.end())
      p = it->second;
    std::string_view what = rows.text(i, What);
    if (catalog == 'r' && compositeOf.count(number)) {
      Composite *c = compositeOf[number];
      if (what == "comment")
        unheld("comment of an attribute", c->name.str());
      continue;
    }
    if (auto part = indexParts.find(number); catalog == 'r' && part != indexParts.end()) {
      unheld("comment of a partition's index", part->second);
      continue;
    }
    if (catalog == 'N') {
      readPublic(what, rows.text(i, A), rows.text(i, B), rows.flag(i, C));
      continue;
    }
    if (catalog == 'D') {
      readDefaultPrivilege(what, rows.text(i, A), rows.text(i, B), rows.flag(i, C));
      continue;
    }
    if (!p.object)
      continue;    // of an extension, or of what is not held
    if (sub < 0) { // ctid, xmin …
      unheld("comment or privilege of a system column", p.object.str());
      continue;
    }
    if (sub > 0) {
      p.part = PartKind::Column;
      p.sub = columnName(number, sub);
      if (!p.sub) // never what is said of the whole
        continue;
    }
    const Table *table = p.kind == KindId::Table ? schema.table(p.object) : nullptr;
    if (sub > 0 && table && table->partitionOf) {
      unheld(what == "comment" ? "comment of a partition's column"
                               : "privilege on a partition's column",
             p.object.str() + "." + p.sub.string());
      continue;
    }
    forEachKind([&]<class T>() {
      T *entity = kindId<T>() == p.kind ? schema.edit<T>(p.object) : nullptr;
      if (!entity)
        return;
      if (what == "comment") {
        Name text = name(rows, i, A);
        if (p.part == PartKind::None)
          entity->comment = text;
        else
          setPartComment(*entity, p.part, p.sub, text);
      } else if (what == "grant") {
        addGrant(entity->grants, {context.name(rows.text(i, A)), context.name(rows.text(i, B)),
                                  p.sub, rows.flag(i, C)});
      } else if (keepsClosed && isEverybodys(p.kind, context.name(rows.text(i, A)))) {
        out.closed.push_back(RevokeOp::make({}, std::vector<Name>{context.name(rows.text(i, B))},
                                            schemac::Target{p.kind, PartKind::None, p.object, {}},
                                            context.name(rows.text(i, A)), false));
      } else {
        unheld("privilege taken from those that everybody or the owner has",
               fmt::format("{} on {} from {}", rows.text(i, B), p.object.str(), rows.text(i, A)));
      }
    });
  }
}

void Reader::readUnheld(const Rows &rows) {
  for (int i = 0; i < rows.size(); ++i)
    if (rows.letter(i, 0) == 'u')
      unheld(std::string(rows.text(i, 1)), unqualified(rows.text(i, 2)));
    else
      readTrouble(rows, i);
}

/// The kinds in a line, the names in notes.
void Reader::report() {
  if (out.unheld.empty())
    return;
  std::string counts;
  for (const auto &[kind, names] : out.unheld)
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", names.size(), kind);
  auto d = diags.report({}, diag::warn_db_unheld, out.shown, counts);
  for (auto &[kind, names] : out.unheld) {
    std::ranges::sort(names);
    constexpr size_t Most = 5;
    size_t shown = std::min(names.size(), Most), rest = names.size() - shown;
    d.note(fmt::format("{}: {}{}", kind,
                       fmt::join(names.begin(), names.begin() + static_cast<long>(shown), ", "),
                       rest ? fmt::format(" and {} more", rest) : ""));
  }
}

} // namespace schemac::database
