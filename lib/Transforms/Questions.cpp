//===- Questions.cpp - Which steps come with a question -------------------===//
#include "Transforms/Questions.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// Roles belong to the server, not to the schema: a plan uses them and makes none.
void Questioner::askRole(Name role) {
  if (role.str() == "public")
    return;
  ask(fmt::format("role '{}' does not exist", role.str()),
      fmt::format("SELECT {0} AS role WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {0})",
                  sql::literal(role.str())),
      {}, {});
}

/// What is there of an earlier drop stays what it is: whoever keeps it says under which name. Once
/// the table or enum has moved nothing is asked any more.
void Questioner::askArchive(QName table) {
  std::string from = sql::literal(sql::quote(table));
  ask(fmt::format("an archive of an earlier '{}', which needs another name", table.str()),
      fmt::format(
          "SELECT a.oid::regclass AS archived FROM pg_catalog.pg_class a WHERE a.relnamespace = "
          "to_regnamespace({0}) AND a.relname IN (SELECT c.relname FROM pg_catalog.pg_class c "
          "WHERE c.oid = to_regclass({1}) OR c.oid IN (SELECT objid FROM pg_catalog.pg_depend "
          "WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND refobjid "
          "= to_regclass({1}) AND deptype IN ('a', 'i')) OR c.oid IN (SELECT indexrelid FROM "
          "pg_catalog.pg_index WHERE indrelid = to_regclass({1})) OR c.oid IN (SELECT conindid "
          "FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass({1}))) ORDER BY 1 LIMIT 20",
          sql::literal(ArchiveNamespace), from),
      {}, {});
}

void Questioner::askArchivedType(QName type, QName archived) {
  std::string from = sql::literal(sql::quote(type)), to = sql::literal(sql::quote(archived));
  ask(fmt::format("an archive of an earlier type '{}', which needs another name", type.str()),
      fmt::format("SELECT to_regtype({0}) AS archived WHERE to_regtype({0}) IS NOT NULL AND "
                  "to_regtype({1}) IS NOT NULL",
                  to, from),
      {}, {});
}

void Questioner::notice(const std::vector<Op> &steps) {
  for (const Op &op : steps)
    if (auto valid = dynOp<ValidateConstraintOp>(op))
      proved[origins.norm(valid->path().table)].push_back(valid->path().sub);
    else if (auto valid = dynOp<ValidateNotNullOp>(op))
      required[origins.norm(valid->column().table)].push_back(valid->column().sub);
}

/// What is not valid binds new rows only, until a step proves it.
bool Questioner::failsOnRows(const SubRef &path, const Constraint &def) const {
  if (!def.notValid || def.notEnforced)
    return !def.notEnforced;
  auto it = proved.find(origins.norm(path.table));
  return it != proved.end() && std::ranges::count(it->second, path.sub) != 0;
}

bool Questioner::isProved(const SubRef &column) const {
  auto it = required.find(origins.norm(column.table));
  return it != required.end() && std::ranges::count(it->second, column.sub) != 0;
}

std::vector<Question> Questioner::of(const Op &op, const Schema &before) {
  state = &before;
  out.clear();
  if (auto index = dynOp<CreateIndexOp>(op);
      index && index->def().unique && !before.views().find(index->path().table))
    askUnique(index->path(), index->def());
  else if (auto pk = dynOp<AddPrimaryKeyOp>(op))
    askKey(pk->path(), pk->def());
  else if (auto unique = dynOp<AddUniqueOp>(op))
    askKey(unique->path(), unique->def());
  else if (auto fk = dynOp<AddForeignKeyOp>(op))
    failsOnRows(fk->path(), fk->def()) ? askForeignKey(fk->path(), fk->def()) : void();
  else if (auto exclusion = dynOp<AddExclusionOp>(op))
    askExclusion(exclusion->path(), exclusion->def());
  else if (auto check = dynOp<AddCheckOp>(op))
    failsOnRows(check->path(), check->def()) ? askCheck(check->path(), check->def().check) : void();
  else if (auto valid = dynOp<ValidateConstraintOp>(op))
    askValid(valid->path());
  else if (auto set = dynOp<SetNotNullOp>(op)) {
    // Until it is proved it keeps rows that have no value from any update.
    if (!set->notValid() || isProved(set->column()))
      askNotNull(set->column());
  } else if (auto valid = dynOp<ValidateNotNullOp>(op))
    askNotNull(valid->column());
  else if (auto type = dynOp<SetTypeOp>(op))
    askType(*type);
  else if (auto rule = dynOp<SetDomainNotNullOp>(op))
    askDomain(rule->name(), nullptr);
  else if (auto rule = dynOp<AddDomainCheckOp>(op)) {
    if (Constraint check = rule->def(); !check.notValid) {
      check.name = rule->path().sub;
      askDomain(rule->path().table, &check);
    }
  } else if (auto rule = dynOp<ValidateDomainCheckOp>(op)) {
    if (const Domain *d = before.find<Domain>(origins.norm(rule->path().table)))
      askDomain(d->name, d->check(rule->path().sub));
  } else if (auto move = dynOp<MoveSerialOp>(op); move && !move->has_table()) {
    const Table *t = tableOf(move->column().table);
    const Column *giver = t ? t->column(move->column().sub) : nullptr;
    const Column *taker = t ? t->column(move->to()) : nullptr;
    if (giver && taker)
      askNumbers(move->column(), giver->type, taker->type);
  } else if (auto attach = dynOp<AttachPartitionOp>(op))
    askBounds(attach->parent(), attach->table(), attach->bound());
  else if (auto add = dynOp<AddColumnOp>(op)) {
    askSlots(add->column());
    if (add->def().generation == Generation::Stored)
      askExpression(add->column(), add->def().generated());
  } else if (auto set = dynOp<SetExpressionOp>(op)) {
    const Table *table = tableOf(set->column().table);
    const Column *column = table ? table->column(set->column().sub) : nullptr;
    if (column && column->generation == Generation::Stored)
      askExpression(set->column(), set->value());
  } else if (auto move = dynOp<MoveTableOp>(op); move && move->to().str() == ArchiveNamespace)
    askArchive(move->table());
  else if (auto move = dynOp<MoveEnumOp>(op); move && move->to().str() == ArchiveNamespace)
    askArchivedType(move->name(), {move->to(), move->name().name});
  else if (auto grant = dynOp<GrantOp>(op))
    askRole(grant->role());
  else if (auto owner = dynOp<SetOwnerOp>(op))
    askRole(owner->role());
  else if (auto policy = dynOp<CreatePolicyOp>(op))
    askRoles(policy->def());
  else if (auto alter = dynOp<AlterPolicyOp>(op))
    askRoles(alter->def());
  else if (auto create = dynOp<CreateTableOp>(op)) {
    const Table &made = create->table();
    askBounds(made.partitionOf, made.name, made.bound);
    for (const Policy &p : made.policies)
      askRoles(p);
  }
  return std::move(out);
}

} // namespace schemac
