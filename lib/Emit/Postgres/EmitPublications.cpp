//===- EmitPublications.cpp - Publications as SQL -------------------------===//
#include "Policies.h"
#include "schemac/IR/SqlNames.h"

namespace schemac::emitpg {

namespace {

/// The table by itself: those that inherit from it are listed when they are published, too.
std::string alone(const Emission &e, QName table) {
  return fmt::format("{}{}", e.only(table), e.quote(table));
}

std::string entry(const Emission &s, const PublishedTable &t) {
  std::string out = "TABLE " + alone(s, t.table);
  if (!t.columns.empty())
    out += " (" + s.list(t.columns) + ")";
  if (t.where)
    out += fmt::format(" WHERE ({})", t.where.str());
  return out;
}

std::string options(const std::vector<Name> &publish, bool viaRoot, bool always, int version) {
  std::string list;
  for (Name n : publish)
    list += (list.empty() ? "" : ", ") + n.string();
  std::string out;
  if (!publish.empty() || always)
    out =
        fmt::format("publish = '{}'", publish.empty() ? "insert, update, delete, truncate" : list);
  if (version >= 13 && (viaRoot || always))
    out += fmt::format("{}publish_via_partition_root = {}", out.empty() ? "" : ", ", viaRoot);
  return out;
}

Probe publicationFact(const Spelling &s, Name name) {
  return {"publication " + s.quote(name),
          true,
          fmt::format("EXISTS (SELECT FROM pg_publication WHERE pubname = {})", s.text(name.str())),
          {}};
}

Probe publishedFact(const Spelling &s, Name publication, QName table) {
  return {"published " + s.quote(publication) + " " + s.quote(table),
          true,
          fmt::format("EXISTS (SELECT FROM pg_publication_rel r JOIN pg_publication p ON p.oid = "
                      "r.prpubid WHERE p.pubname = {} AND r.prrelid = to_regclass({}))",
                      s.text(publication.str()), s.literal(table)),
          {"publication " + s.quote(publication), "relation " + s.quote(table)}};
}

} // namespace

void addPublicationsAside(const Emission &e, const SubRef &column, PoliciesAside &out) {
  for (const Publication &p : e.before.publications()) {
    const PublishedTable *t = p.table(column.table);
    // The server speaks of filters, but minds a list of columns as well.
    if (!t || (!std::ranges::count(t->columns, column.sub) &&
               !mentionsColumn(t->where, column.sub, column.table.name)))
      continue;
    std::string alter = "ALTER PUBLICATION " + e.quote(p.name.name);
    out.off.push_back(fmt::format("{} DROP TABLE {}", alter, alone(e, t->table)));
    out.back.push_back(fmt::format("{} ADD {}", alter, entry(e, *t)));
  }
}

void emit(CreatePublicationOp op, Emission &e) {
  const Publication &p = op.publication();
  std::string sql = "CREATE PUBLICATION " + e.quote(p.name.name), objects;
  if (p.allTables)
    sql += " FOR ALL TABLES";
  for (const PublishedTable &t : p.tables)
    objects += (objects.empty() ? " FOR " : ", ") +
               (objects.empty() || e.version >= 15 ? entry(e, t) : alone(e, t.table));
  for (Name ns : p.namespaces)
    objects += (objects.empty() ? " FOR " : ", ") + ("TABLES IN SCHEMA " + e.quote(ns));
  sql += objects;
  if (std::string with = options(p.publish, p.viaRoot, false, e.version); !with.empty())
    sql += " WITH (" + with + ")";
  e.out.statements.push_back(std::move(sql));
  e.nowPresent(publicationFact(e, p.name.name));
}

void emit(DropPublicationOp op, Emission &e) {
  e.add("DROP PUBLICATION {}", e.quote(op.name()));
  e.nowAbsent(publicationFact(e, op.name()));
}

void emit(RenamePublicationOp op, Emission &e) {
  e.add("ALTER PUBLICATION {} RENAME TO {}", e.quote(op.name()), e.quote(op.to()));
  e.nowAbsent(publicationFact(e, op.name()));
  e.nowPresent(publicationFact(e, op.to()));
}

void emit(SetPublicationOp op, Emission &e) {
  e.add("ALTER PUBLICATION {} SET ({})", e.quote(op.name()),
        options(op.publish(), op.viaRoot(), true, e.version));
}

/// Another column list or filter: off and on again in one transaction, so that no change goes by
/// unsent.
void emit(PublishTableOp op, Emission &e) {
  const Publication *p = e.before.find<Publication>({Name(), op.publication()});
  bool replaces = p && p->table(op.table());
  std::string alter = "ALTER PUBLICATION " + e.quote(op.publication());
  if (replaces)
    e.add("{} DROP TABLE {}", alter, alone(e, op.table()));
  e.add("{} ADD {}", alter, entry(e, {op.table(), op.columns(), op.where()}));
  if (!replaces)
    e.nowPresent(publishedFact(e, op.publication(), op.table()));
}

void emit(UnpublishTableOp op, Emission &e) {
  e.add("ALTER PUBLICATION {} DROP TABLE {}", e.quote(op.publication()), alone(e, op.table()));
  e.nowAbsent(publishedFact(e, op.publication(), op.table()));
}

namespace {
Probe publishedNamespaceFact(const Spelling &s, Name publication, Name ns) {
  return {
      "published " + s.quote(publication) + " namespace " + s.quote(ns),
      true,
      fmt::format("EXISTS (SELECT FROM pg_publication_namespace n JOIN pg_publication p ON p.oid "
                  "= n.pnpubid WHERE p.pubname = {} AND n.pnnspid = to_regnamespace({}))",
                  s.text(publication.str()), s.text(s.quote(ns))),
      {"publication " + s.quote(publication), "namespace " + ns.string()}};
}
} // namespace

void emit(PublishNamespaceOp op, Emission &e) {
  e.add("ALTER PUBLICATION {} ADD TABLES IN SCHEMA {}", e.quote(op.publication()),
        e.quote(op.ns()));
  e.nowPresent(publishedNamespaceFact(e, op.publication(), op.ns()));
}

void emit(UnpublishNamespaceOp op, Emission &e) {
  e.add("ALTER PUBLICATION {} DROP TABLES IN SCHEMA {}", e.quote(op.publication()),
        e.quote(op.ns()));
  e.nowAbsent(publishedNamespaceFact(e, op.publication(), op.ns()));
}

} // namespace schemac::emitpg
