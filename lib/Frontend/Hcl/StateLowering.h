//===- StateLowering.h - Blocks to a state, without SQL between -*- C++ -*-===//
//
// A schema for PostgreSQL is said in SQL and read by its front end. There is none for other
// databases: what the blocks say becomes tables directly, and types and expressions are texts that
// the dialect knows.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Lowering.h"
#include "schemac/Dialect/Dialect.h"

namespace schemac::hcl {

class StateLowering : private Lowering {
public:
  StateLowering(Module &module, const SourceManager &sources, Foreign &foreign, DiagEngine &diags,
                Context &context, const Dialect &dialect);
  Schema run();
  /// The schema whose name a state leaves out: the only one, which is the database of the
  /// connection.
  const std::string &defaultSchema() const { return only; }
  bool anyName = true; ///< to a database that takes any name for a type, one is

private:
  void blocks(std::string_view type, void (StateLowering::*lower)(Instance &));
  Name namespaceOf(Instance &i);
  void schemaBlock(Instance &i);
  void tableBlock(Instance &i);
  void tableOptions(Instance &i, Table &t);
  void firstNumber(Instance &i, Table &t);
  void columnBlock(Instance &i, Table &t);
  void columnOptions(Instance &i, Column &c, ColumnExtra &extra);
  void generatedBy(Instance &i, Column &c, ColumnExtra &extra);
  Type columnType(Instance &i, std::string_view attribute = "type");
  std::optional<Text> anyTypeName(const Expr &e);
  schemac::Expr sqlText(Instance &i, std::string_view attribute);
  schemac::Expr defaultValue(Instance &i);
  void viewBlock(Instance &i);
  // StateKeys.cpp
  void keys(Instance &i, Table &t);
  void primaryKey(Instance &i, Table &t);
  void indexBlock(Instance &i, Table &t, bool unique);
  void uniqueConstraint(Instance &i, Table &t);
  std::vector<IndexElem> elementsOf(Instance &i);
  void checkBlock(Instance &i, Table &t);
  void foreignKeyBlock(Instance &i, Instance &table, Table &t);
  // StateRoutines.cpp
  void functionBlock(Instance &i);
  std::vector<FunctionArg> argumentsOf(Instance &i, bool procedure);
  void characteristics(Instance &i, schemac::Function &f);
  // StateTriggers.cpp
  void triggerBlock(Instance &i);
  bool eventsOf(Instance &i, TriggerAction &action);
  Name besideOf(Instance &i, std::string_view attribute, Instance &table);
  void partitionBlock(Instance &i, Table &t);
  void partsBy(Instance &i, RowParts &parts);
  void partBlock(Instance &i, RowParts &parts);
  std::optional<int64_t> wholeNumber(Instance &i, std::string_view attribute);
  Name comment(Instance &i);
  std::vector<Name> namesOf(const std::vector<Instance *> &columns);

  Context &context;
  const Dialect &dialect;
  Words words;
  std::string only;
  Schema out;
};

} // namespace schemac::hcl
