//===- Pipelines.cpp - The order of the passes, and why -------------------===//
#include "schemac/Transforms/Transforms.h"

namespace schemac {

namespace {
/// What a plan is made for: the way there alone, or also the way back.
enum class Ways : uint8_t { Forward, Both };
} // namespace

static void buildPostgresPipeline(PassManager &pm, Ways ways) {
  // The input is what the diff found: one phase `change` of plain steps, each right on a database
  // that nobody uses.

  // What nothing but a new table can be, where nothing else of the table changes. From here on that
  // is a copy of rows and an exchange of names, as when rows are divided among partitions.
  pm.add(createLowerRewritePass());

  // A table that becomes a partition of the one that gets its name, or the reverse, first: of what
  // the diff found these are all steps that name it. From here on no table that is renamed leaves
  // its name to another.
  pm.add(createLowerDivideTablePass());

  // Tables first: from here on every step names a table as the target does, and the former name is
  // a view until contract.
  pm.add(createLowerRenameTablePass());

  // From here on every step before the gate names an enum as the source does.
  pm.add(createLowerRenameEnumPass());

  // Domains and composite types as a whole are the application's: what tightens a domain or changes
  // the parts of a value waits for the gate. From here on no step of `change` is on an attribute.
  pm.add(createLowerUserTypesPass());

  // Columns that live twice for a while. Columns that hang together (by an index, a foreign key or
  // an enum) move together, whichever pass comes to them first; with a column go all steps on it
  // and on what is built over it. From here on every column has, in every phase, the type and name
  // that the remaining steps know it by, and no step rewrites a table that is not small.
  pm.add(createLowerRenameColumnPass());
  pm.add(createLowerRenameEnumValuePass());
  pm.add(createLowerRemoveEnumValuePass());
  pm.add(createLowerPrimaryKeyTypePass());
  pm.add(createLowerTypeChangePass());

  // After the columns, which may have taken over what owns a sequence.
  pm.add(createLowerSequencesPass());

  // Added values of enums that keep all of theirs. From here on no step of `change` is on an enum
  // but ones that create, rename or drop it whole.
  pm.add(createLowerEnumValuesPass());

  // Columns that go to another table take their steps along, so before all that is about new and
  // dropped columns.
  pm.add(createLowerMoveColumnsPass());

  // Partitions first: what is made beside its parent is a new table from here on.
  pm.add(createLowerPartitionPass());
  pm.add(createLowerStoragePass());

  // New columns and requirements. The special cases of a new column come before the general one.
  // From here on no step scans a table to prove NOT NULL under a strong lock.
  pm.add(createLowerAddSerialPass());
  pm.add(createLowerIdentityPass());
  pm.add(createLowerExpressionPass());
  pm.add(createLowerCollationPass());
  pm.add(createLowerVolatileDefaultPass());
  pm.add(createLowerAddRequiredColumnPass());
  pm.add(createLowerSetNotNullPass());

  // Statements on rows, behind the columns that they may be about.
  pm.add(createLowerChangeRowsPass());

  // What goes. From here on nothing is dropped that the deployed application must still name.
  pm.add(createLowerDropColumnPass());
  pm.add(createLowerDropTablePass());

  // Keys before plain indexes, as they make some. From here on no index is built and no constraint
  // proved under a lock that writers wait for.
  pm.add(createLowerPrimaryKeyPass());
  pm.add(createLowerUniquePass());
  pm.add(createLowerForeignKeyPass());
  pm.add(createLowerCheckPass());
  pm.add(createLowerExclusionPass());
  pm.add(createLowerCreateIndexPass());
  pm.add(createLowerDropIndexPass());

  // Views last: what they are over has its steps. From here on a view is only in `change` when no
  // application notices.
  pm.add(createLowerViewPass());
  pm.add(createLowerFunctionPass());
  // A policy follows the column that gives up its name. From here on none stands in the way of its
  // drop.
  pm.add(createKeepPoliciesPass());

  // Whatever is still in `change` is right as it is; it only needs its side of the gate. From here
  // on there is no phase `change`, and there is a gate exactly when something comes after it.
  pm.add(createAssignPhasesPass());

  // From here on no name that a phase gives to something new is still that of an index which a
  // later phase drops, and renames do not wait for each other in a circle.
  pm.add(createReleaseNamesPass());

  // From here on each step can run when its turn comes, and steps are final.
  pm.add(createOrderStepsPass());

  // An exchange loses what hangs on the object. From here on nobody lacks a privilege for longer
  // than the transaction of the exchange.
  pm.add(createKeepAccessPass());

  // From here on no published table refuses updates because what identifies its rows is exchanged.
  pm.add(createKeepIdentityPass());

  // Guards only read. They come before reverses, so that every step has one; reverses that could
  // fail on what has been written meanwhile have guards of their own.
  pm.add(createInsertGuardsPass());
  if (ways == Ways::Both) {
    pm.add(createInferReversePass());
    pm.add(createGuardReversesPass());
  }

  // Around every backfill, on the way there and back: so after all that makes some.
  pm.add(createIdentifyRowsPass());
  pm.add(createWarnTriggersPass());

  // Proofs. They report and repair nothing.
  pm.add(createVerifyTargetPass());
  if (ways == Ways::Both)
    pm.add(createVerifyReversePass());
  pm.add(createVerifyCompatibilityPass());
  // Last, as what it refuses is right in every other way and may be waved through.
  pm.add(createVerifyLockBudgetPass());
}

/// For dialects whose changes nobody has measured yet: what is new is made and what goes is
/// dropped, and nothing else is planned. The proofs are the same; there is no lock table, so no
/// lock budget.
static void buildPlainPipeline(PassManager &pm, Ways ways) {
  pm.add(createRefuseUnplannedPass());
  pm.add(createAssignPhasesPass());
  pm.add(createOrderStepsPass());
  if (ways == Ways::Both)
    pm.add(createInferReversePass());
  pm.add(createVerifyTargetPass());
  if (ways == Ways::Both)
    pm.add(createVerifyReversePass());
  pm.add(createVerifyCompatibilityPass());
}

namespace {
struct Pipeline {
  std::string_view dialect;
  void (*build)(PassManager &, Ways);
};
} // namespace

static constexpr Pipeline Pipelines[] = {{"postgres", buildPostgresPipeline}};

static void buildPipeline(PassManager &pm, std::string_view dialect, Ways ways) {
  for (const Pipeline &p : Pipelines)
    if (p.dialect == dialect || dialect.empty()) // a plan that says none is PostgreSQL's
      return p.build(pm, ways);
  buildPlainPipeline(pm, ways);
}

void buildPlanPipeline(PassManager &pm, std::string_view dialect) {
  buildPipeline(pm, dialect, Ways::Both);
}

void buildForwardPipeline(PassManager &pm, std::string_view dialect) {
  buildPipeline(pm, dialect, Ways::Forward);
}

} // namespace schemac
