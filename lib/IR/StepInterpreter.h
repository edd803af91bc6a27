//===- StepInterpreter.h - What each operation does -------------*- C++ -*-===//
//
// One overload for every operation; the Interpret*.cpp files define them by kind of entity. Each
// first asks everything that could make the database refuse the step, then edits, so that a refused
// step leaves the state untouched.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/Traits.h"
#include <functional>

namespace schemac {

class StepInterpreter {
public:
  StepInterpreter(const Op &op, Schema &state, Context &context, DiagEngine *diags)
      : op(op), state(state), context(context), diags(diags) {}

#define OP(CLASS, MNEMONIC, KIND, FIELDS) bool operator()(CLASS##Op step);
#include "schemac/IR/Operations.def"

private:
  //===--- refusing: each reports and returns false -----------------------===//
  bool missing(std::string_view kind, std::string_view name);
  bool exists(std::string_view kind, std::string_view name);
  bool refused(std::string_view object, std::string_view reason);

  //===--- names ------------------------------------------------------------===//
  const DialectTraits &traits() const { return traitsOf(state.dialect); }
  /// "public" said or not is the same namespace.
  Name norm(Name ns) const;
  QName norm(QName n) const { return {norm(n.ns), n.name}; }
  SubRef norm(const SubRef &r) const { return {norm(r.table), r.sub}; }
  Type norm(Type type) const;
  Constraint norm(Constraint c) const;

  //===--- what must be there -------------------------------------------------===//
  const Table *needTable(QName name);
  /// Both null, or the second, when it is not there; that is reported.
  std::pair<const Table *, const Constraint *> needConstraint(const SubRef &path);
  const Column *needColumn(const SubRef &ref);
  bool needColumns(const Table &table, const std::vector<Name> &columns);
  bool needNamespace(Name ns);
  bool needPlaceOfExtension(Name ns);
  const Sequence *needSequence(QName name);
  const Domain *needDomain(QName name);
  const Composite *needComposite(QName name);
  /// The sequences that \p value draws from are there.
  bool needDrawn(Expr value);
  bool needType(Type type);
  const View *needView(QName name);
  /// A view that steps can change, with a query.
  bool needQuery(const View &view);
  /// What the view certainly reads.
  bool needRelationsOf(const View &view);
  bool needIndexColumns(const Table &table, const Index &index);

  //===--- what must not be there ---------------------------------------------===//
  /// No table, view, index or key of this name; sequences too.
  bool relationFree(QName name);
  /// No enum or other type, table or view of this name: all of them are types.
  bool typeFree(QName name);
  bool columnFree(const Table &table, Name column);
  bool constraintFree(const Table &table, Name name);
  /// The same for an index, and for a key, of a table that is there.
  bool indexFree(const Table &table, Name name);
  bool keyFree(const Table &table, Name name);
  /// The relation called \p name, as "index" and so on; empty when there is none.
  std::string_view relationKind(QName name) const;
  bool isOwnedSequence(QName name) const;

  //===--- who needs it ---------------------------------------------------------===//
  /// The least foreign key that rests on \p key of \p table; empty sub when there is none.
  SubRef dependentForeignKey(const Table &table, Name key) const;
  /// The least foreign key of another table (or, with \p self, any) that references \p column.
  SubRef foreignKeyTo(const Table &table, Name column) const;
  /// Whether the column can be altered or dropped as far as views and generated columns go.
  bool columnUnused(const Table &table, Name column);
  /// No view may depend on the object.
  bool unusedByViews(QName name);
  bool typeUnusedByViews(QName name);
  bool needNoView(QName name, const std::vector<QName> &users);
  //===--- InterpretFollowers.cpp: views and bodies under another name -------===//
  using NewText = std::function<Expr(Expr)>;
  struct Followers {
    std::vector<View> views;
    std::vector<Function> functions;
  };
  /// Views and bodies over \p object as they are when it has another name, which \p rename puts
  /// in; refused where a text could go on to mean it.
  bool followersOf(QName object, bool isType, const NewText &rename, Followers &out);
  /// The same of bodies alone.
  bool bodiesFollow(QName object, const NewText &rename, Followers &out);
  void put(Followers &&followers);
  NewText asRelation(QName from, QName to);
  NewText asType(QName from, QName to);
  void renameInPolicies(QName from, QName to);
  void renameInPolicies(const SubRef &column, Name to);
  void changePolicies(const NewText &rename, const std::function<bool(QName)> &isMeant);
  /// ExtensionCalls.cpp: what the extension brings that stood in \p from is called in \p to.
  void moveExtensionCalls(Name from, Name to);
  bool needBody(const Function &f);
  bool needNoBody(std::string_view name, const std::vector<QName> &users);
  bool declaredTriggersUnused(const Table &table, Name column);
  bool triggersUnused(const Table &table, Name column);

  //===--- edits ------------------------------------------------------------------===//
  Table *edit(const SubRef &ref) { return state.edit<Table>(norm(ref.table)); }
  ColumnExtra *editExtra(Column &column);
  Name sequenceOf(const Table &table, const Column &column) const;
  void setSequence(const Table &table, Column &column, Name sequence);
  void renameSequences(const Table &before, Table &after);
  /// Moves \p before to \p name: its own references, those of others, shims.
  void relocate(const Table &before, QName name);
  void renameColumnUses(Table &table, Name from, Name to);
  bool giveName(const Enum &e, QName to);
  bool giveName(const Function &of, QName to);
  void renameEnumUses(QName from, QName to) { renameTypeUses(TypeKind::Enum, from, to); }
  /// Columns, types over it and casts call the type \p from by the name \p to.
  void renameTypeUses(TypeKind kind, QName from, QName to);
  void renameInSignatures(TypeKind kind, QName from, QName to);
  /// Nothing is of the type \p name; else reports what is.
  bool typeUnused(QName name);
  bool renameType(QName from, QName to);
  /// The values that columns hold can be looked at for a new rule: none is inside another value.
  bool valuesReachable(const Domain &domain);
  bool attributeTypeFixed(const Composite &composite);
  bool checkSequence(const Sequence &sequence);
  bool checkOwner(const Sequence &sequence, SubRef owner);
  /// No default but those of \p owner's table draws from the sequence; else reports which does.
  bool sequenceUndrawn(QName name, const SubRef &except = {});
  void renameSequenceUses(QName from, QName to);
  bool relocateSequence(QName from, QName to);
  /// Owned sequences follow a table or column that is renamed, or go with it.
  void renameOwner(QName table, QName to);
  void renameOwner(const SubRef &column, Name to);
  bool ownedUndrawn(QName table, Name column);
  void dropOwned(QName table, Name column);
  void renameLabelUses(const Enum &e, Name from, Name to);
  void renameLabelsInText(const Enum &e, Name from, Name to);
  View bodyOf(const View &declared) const;
  Function bodyOf(const Function &declared) const;
  bool nameSequences(Table &table);
  /// Comments and grants go with the part that they are of.
  void forgetParts(Table &table);
  const Policy *needPolicy(const SubRef &path);
  bool statisticsUnused(QName table, Name column);
  void renameStatisticsColumn(QName table, Name from, Name to);
  void renameStatisticsTable(QName from, QName to);
  Publication *editPublication(Name name);
  bool checkPublished(const PublishedTable &entry);
  void unpublish(QName table); ///< it goes, and leaves publications
  void renamePublished(QName from, QName to);
  void renamePublishedColumn(QName table, Name from, Name to);
  bool columnUnpublished(const Table &table, Name column);
  /// The object of \p target, when it and its part are there.
  const Entity *needTarget(const Target &target);
  bool isBeside(const Target &target) const;
  Entity *editTarget(const Target &target);
  bool checkKey(const Table &table, const Constraint &key);
  bool checkForeignKey(const Table &table, const Constraint &fk);
  bool checkBody(const Table &table);
  bool checkBodyParts(const Table &table);
  bool checkKeyTypes(const Table &table, const Constraint &fk, const Table &target);
  /// The state is not one of an older version than \p version.
  bool needVersion(int version, std::string_view object, std::string_view what);
  bool checkSequenceOptions(const SubRef &column, const SequenceOptions &options);
  bool checkExclusion(const Table &table, const Constraint &exclusion);
  bool checkMethod(const Table &table, const Index &index);
  bool checkTableOptions(const Table &table);
  bool checkPartitionKey(const Table &table);
  bool checkPartition(const Table &part);
  bool checkSameColumns(const Table &part, const Table &parent);
  bool checkSameParts(const Table &part, const Table &parent);
  std::optional<Index> needWhole(const SubRef &path, Name of);
  void joinParts(QName parent, Name of);
  bool attachWhole(const Table &table, Name name, const Index &of);
  void adoptParts(QName parent);
  Name namedInPart(QName parent, const Index &whole, QName part);
  /// The same of one index, whatever it is called in a partition.
  void adoptIndex(QName parent, const Index &whole);
  /// The parts that partitions have of an index or key go with it.
  void forgetIndexParts(QName parent, Name of);
  /// The table is no partition, whose columns are those of the whole.
  bool hasOwnColumns(const Table &table);
  /// Nothing inherits the table's columns: no partitions, no children.
  bool standsAlone(const Table &table);
  /// The tables in which the column is one, which a statement on \p table changes everywhere; none
  /// when part of them inherit it from elsewhere.
  std::optional<std::vector<QName>> holders(const Table &table, Name column);
  bool mayRename(const Table &table, Name from);
  void renameColumn(QName table, Name from, Name to);
  void renameBeside(QName table, Name from, Name to);
  bool policiesUnused(const Table &table, Name column);
  bool inherit(const Table &table, const Table &parent);
  bool disinherit(const Table &table);
  bool checkInherited(const Table &table, const Table &parent);
  /// The heirs of the table that get a new column of it; none when one of them has another column
  /// of that name.
  std::optional<std::vector<QName>> receivers(const Table &table, const Column &column);
  /// The table whose columns \p table has: itself, or what it is a partition of.
  const Table &columnsOf(const Table &table) const;
  bool checkSetType(const Table &table, const Column &column, Type type);
  const Index *needIndexFor(const Table &table, const Constraint &key);
  bool checkAction(const Table &table, const TriggerAction &action);
  bool addKey(SubRef path, Constraint key);
  bool renameViewIndex(const View &view, Name from, Name to);
  bool indexView(QName view, Index index);
  bool dropViewIndex(const View &view, Name name);
  bool renameKey(const Table &table, Name from, Name to);
  /// "users.phone" of a table and a part of it.
  static std::string sub(const Table &table, Name part) { return SubRef{table.name, part}.str(); }

  const Op &op;
  Schema &state;
  Context &context;
  DiagEngine *diags;
};

/// The key of \p table on which a foreign key to \p columns rests: the primary key, a unique
/// constraint or a unique index over exactly these; null when there is none. PostgreSQL takes the
/// oldest; a state does not know ages, and takes constraints before indexes.
Name keyOver(const Table &table, const std::vector<Name> &columns);

/// Whether PostgreSQL can compare a foreign key column of type \p child with a key of type \p
/// parent. True when it is not known.
bool comparableAsKey(Type child, Type parent, KeyTypes rule);

/// The generation takes its values from a sequence.
inline bool hasSequence(const Column &c) {
  return c.generation == Generation::Serial || c.generation == Generation::IdentityAlways ||
         c.generation == Generation::IdentityByDefault;
}
inline bool isGenerated(const Column &c) {
  return c.generation == Generation::Stored || c.generation == Generation::Virtual;
}
inline bool isIdentity(const Column &c) {
  return hasSequence(c) && c.generation != Generation::Serial;
}
inline bool isKey(const Constraint &c) {
  return c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique;
}

} // namespace schemac
