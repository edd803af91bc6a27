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

private:
  void blocks(std::string_view type, void (StateLowering::*lower)(Instance &));
  Name namespaceOf(Instance &i);
  void schemaBlock(Instance &i);
  void tableBlock(Instance &i);
  void tableOptions(Instance &i, Table &t);
  void columnBlock(Instance &i, Table &t);
  void generatedBy(Instance &i, Column &c, ColumnExtra &extra);
  Type columnType(Instance &i);
  schemac::Expr sqlText(Instance &i, std::string_view attribute);
  schemac::Expr defaultValue(Instance &i);
  void keys(Instance &i, Table &t);
  void primaryKey(Instance &i, Table &t);
  void indexBlock(Instance &i, Table &t, bool unique);
  std::vector<IndexElem> elementsOf(Instance &i);
  void checkBlock(Instance &i, Table &t);
  void foreignKeyBlock(Instance &i, Instance &table, Table &t);
  void viewBlock(Instance &i);
  Name comment(Instance &i);
  std::vector<Name> namesOf(const std::vector<Instance *> &columns);

  Context &context;
  const Dialect &dialect;
  std::string only;
  Schema out;
};

} // namespace schemac::hcl
