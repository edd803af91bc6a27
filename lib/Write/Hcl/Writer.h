//===- Writer.h - A schema in the words of Atlas ----------------*- C++ -*-===//
//
// Split by what is written: Values.cpp (types, defaults, references), Types.cpp (types that a
// schema defines, sequences), Tables.cpp, Keys.cpp, Routines.cpp (views, functions, triggers,
// policies), Others.cpp (statistics, publications). The words are those of Words/Hcl.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Write/Hcl/Text.h"
#include "Write/Losses.h"
#include "schemac/Dialect/Dialect.h"
#include <map>
#include <set>

namespace schemac::hcl_form {

class Writer {
public:
  explicit Writer(Writing &w)
      : w(w), s(w.schema), dialect(*findDialect(s.dialect.str())), losses(w.diags, "HCL") {}
  std::string run();

private:
  // Values.cpp
  void countNames();
  /// `table "users"`, with the schema where several have the name
  std::string head(std::string_view kind, QName name) const;
  std::string schemaRef(QName name) const;
  /// `table.users`
  std::string ref(std::string_view kind, QName name) const;
  /// `column.id`; in a partition, of the table that it is a part of
  std::string column(Name name) const { return columnsOf + "column" + step(name.str()); }
  /// `table.users.column.id`, of the whole table where it is a partition.
  std::string column(QName table, Name name) const;
  std::string columns(const std::vector<Name> &names) const;
  std::string type(Type t) const;
  std::string defaultValue(Expr e) const;
  /// `"text"` for 'text', else sql("…").
  std::string literalOrSql(Expr e) const;

  // Types.cpp
  void namespaces();
  void extension(const Extension &x);
  void enumType(const Enum &e);
  void domain(const Domain &d);
  void composite(const Composite &c);
  void range(const RangeType &r);
  void sequence(const Sequence &q);

  // Tables.cpp
  void table(const Table &t);
  void columnBlock(Block &b, const Table &t, const Column &c);
  void identity(Block &b, const Column &c);
  void partition(Block &b, const PartitionKey &key);
  void parents(Block &b, const Table &t);
  void replicaIdentity(Block &b, const Table &t);
  void tableLosses(const Table &t);

  // Keys.cpp
  void primaryKey(Block &b, const Table &t, const Constraint &c);
  void unique(Block &b, const Table &t, const Constraint &c);
  void foreignKey(Block &b, const Table &t, const Constraint &c);
  void check(Block &b, const Constraint &c, Name comment);
  void exclusion(Block &b, const Table &t, const Constraint &c);
  void index(Block &b, const Index &i, Name comment);
  void elements(Block &b, const std::vector<IndexElem> &elems, bool exclusion);
  void keyOptions(Block &b, const Table &t, const Constraint &c);
  void tablespace(Block &b, Name name);
  bool canSay(const Index &i) const;
  void parameters(Block &b, const Parameters &p);

  // Routines.cpp
  void view(const View &v);
  void function(const Function &f);
  void trigger(const Table &t, const Trigger &trigger);
  void event(Block &b, const Table &t, const TriggerAction &a);
  void policy(const Table &t, const Policy &p);
  void statistics(const ExtendedStatistics &x);
  void publication(const Publication &p);
  bool canSay(const Function &f) const;
  bool isAlone(const Function &f) const;
  bool hasFunction(QName bare) const;
  /// Whether a trigger that calls it can be said: one that is not of the schema stands by its name.
  bool canCall(QName bare) const;

  Block &add(std::string head) {
    return *blocks.emplace_back(std::make_unique<Block>(std::move(head)));
  }
  /// Begins what is lost of \p e, and notes its privileges.
  void access(const Entity &e, std::string_view kind);
  void owner(Block &b, const Entity &e);
  void permissions();
  std::string grantee(Name role) const;
  template <class T> std::string commentOf(const T &e) const {
    return e.comment ? quoted(e.comment.str()) : "";
  }

  Writing &w;
  const Schema &s;
  const Dialect &dialect;
  Losses losses;
  std::string columnsOf; ///< what stands before `column.id`, and a dot
  std::vector<std::unique_ptr<Block>> blocks;
  /// Objects that somebody has privileges on, with the words of their blocks.
  std::vector<std::pair<std::string_view, const Entity *>> granted;
  std::map<std::pair<std::string_view, Name>, unsigned> named; ///< objects of a kind and name
};

} // namespace schemac::hcl_form
