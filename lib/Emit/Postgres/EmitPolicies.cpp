//===- EmitPolicies.cpp - Row security as SQL -----------------------------===//
#include "Facts.h"
#include "Policies.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/Whoever.h"

namespace schemac::emitpg {

namespace {

std::string roleList(const Spelling &s, const std::vector<Name> &roles) {
  std::string out;
  for (Name r : roles)
    out += (out.empty() ? "" : ", ") + (r.str() == "public" ? std::string("PUBLIC")
                                        : isWhoever(r)      ? r.string()
                                                            : s.quote(r));
  return out.empty() ? "PUBLIC" : out;
}

std::string clauses(const Policy &p) {
  std::string out;
  if (p.usingExpr)
    out += fmt::format(" USING ({})", p.usingExpr.str());
  if (p.withCheck)
    out += fmt::format(" WITH CHECK ({})", p.withCheck.str());
  return out;
}

std::string onTable(const Spelling &s, const SubRef &path) {
  return s.quote(path.sub) + " ON " + s.quote(path.table);
}

Probe policyFact(const Spelling &s, const SubRef &path) {
  return {"policy " + s.quote(path.table) + "." + s.quote(path.sub),
          true,
          fmt::format(
              "EXISTS (SELECT FROM pg_policy WHERE polrelid = to_regclass({}) AND polname = {})",
              s.literal(path.table), s.text(path.sub.str())),
          {"relation " + s.quote(path.table)}};
}

Probe rowSecurityFact(const Spelling &s, QName table, bool enabled, bool forced) {
  return {
      "row security of " + s.quote(table),
      true,
      fmt::format("EXISTS (SELECT FROM pg_class WHERE oid = to_regclass({}) AND {}relrowsecurity "
                  "AND {}relforcerowsecurity)",
                  s.literal(table), enabled ? "" : "NOT ", forced ? "" : "NOT "),
      {"relation " + s.quote(table)}};
}

std::string rowSecurity(const Spelling &s, QName table, bool enabled, bool forced) {
  return fmt::format("ALTER TABLE {} {} ROW LEVEL SECURITY, {} ROW LEVEL SECURITY", s.quote(table),
                     enabled ? "ENABLE" : "DISABLE", forced ? "FORCE" : "NO FORCE");
}

} // namespace

std::string createPolicy(const Spelling &s, QName table, const Policy &p) {
  static constexpr std::string_view commands[] = {"ALL", "SELECT", "INSERT", "UPDATE", "DELETE"};
  return fmt::format("CREATE POLICY {}{} FOR {} TO {}{}", onTable(s, {table, p.name}),
                     p.restrictive ? " AS RESTRICTIVE" : "", commands[size_t(p.command)],
                     roleList(s, p.roles), clauses(p));
}

void addRowSecurity(Emission &e, const Table &table) {
  for (const Policy &p : table.policies)
    e.out.statements.push_back(createPolicy(e, table.name, p));
  if (table.rowSecurity || table.forceRowSecurity)
    e.out.statements.push_back(
        rowSecurity(e, table.name, table.rowSecurity, table.forceRowSecurity));
}

/// Those of \p table itself.
static void addPoliciesOn(const Emission &e, const Table &table, Name column, PoliciesAside &out) {
  for (const Policy &p : table.policies) {
    bool uses = (p.usingExpr && mentionsColumn(p.usingExpr, column, table.name.name)) ||
                (p.withCheck && mentionsColumn(p.withCheck, column, table.name.name));
    if (!uses)
      continue;
    std::string on = onTable(e, {table.name, p.name});
    out.off.push_back("DROP POLICY " + on);
    out.back.push_back(createPolicy(e, table.name, p));
    if (Name text = partComment(table, PartKind::Policy, p.name))
      out.back.push_back(fmt::format("COMMENT ON POLICY {} IS {}", on, e.text(text.str())));
  }
}

PoliciesAside policiesOn(const Emission &e, const SubRef &column) {
  PoliciesAside out;
  const Table *table = e.before.table(column.table);
  if (!table || e.before.index().withPolicies().empty())
    return out;
  std::vector<QName> holders = familyOf(e.before, table->name);
  for (QName partition : partitionsBelow(e.before, table->name))
    holders.push_back(partition);
  for (QName holder : holders)
    addPoliciesOn(e, *e.before.table(holder), column.sub, out);
  return out;
}

void emit(CreatePolicyOp op, Emission &e) {
  Policy policy = op.def();
  policy.name = op.path().sub;
  e.out.statements.push_back(createPolicy(e, op.path().table, policy));
  e.nowPresent(policyFact(e, op.path()));
}

/// Nothing tells the old form from the new one by name: the statement may simply run again.
void emit(AlterPolicyOp op, Emission &e) {
  e.add("ALTER POLICY {} TO {}{}", onTable(e, op.path()), roleList(e, op.def().roles),
        clauses(op.def()));
}

void emit(DropPolicyOp op, Emission &e) {
  e.add("DROP POLICY {}", onTable(e, op.path()));
  e.nowAbsent(policyFact(e, op.path()));
}

void emit(RenamePolicyOp op, Emission &e) {
  e.add("ALTER POLICY {} RENAME TO {}", onTable(e, op.path()), e.quote(op.to()));
  e.nowAbsent(policyFact(e, op.path()));
  e.nowPresent(policyFact(e, {op.path().table, op.to()}));
}

void emit(SetRowSecurityOp op, Emission &e) {
  e.out.statements.push_back(rowSecurity(e, op.table(), op.enabled(), op.forced()));
  e.nowPresent(rowSecurityFact(e, op.table(), op.enabled(), op.forced()));
}

} // namespace schemac::emitpg
