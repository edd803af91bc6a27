//===- SirPrinter.h - What the parts of the .sir printer share --*- C++ -*-===//
#pragma once

#include "schemac/IR/Sir.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac::sir {

/// A part of a table, as text after its name.
std::string partText(const Column &c);
std::string partText(const Constraint &c);
std::string partText(const Index &i);
std::string partText(const Trigger &t);
/// (fillfactor = 70)
std::string parametersText(const Parameters &list);
std::string elemsText(const std::vector<IndexElem> &elems);
/// " with (…) tablespace @t", as far as given.
std::string indexOptionsText(const Parameters &parameters, Name tablespace);
std::string optionsText(const SequenceOptions &options);
/// What stands between a table's name and its body.
std::string tableOptionsText(const Table &t);
std::string actionText(const TriggerAction &a); ///< of a declared trigger
std::string partText(const Policy &p);

class Printer {
public:
  Printer(llvm::raw_ostream &os, const SirPrintOptions &options) : os(os), options(options) {}

  void print(const Schema &s);
  void print(const Plan &p);
  void printOp(const Op &op);
  void field(const Field &f, FieldKind kind);

private:
  void line(const std::string &text, SourceRange range);
  std::string location(SourceRange range) const;
  // The objects of Kinds.def: all from the name on, without a line break at the end.
#define KIND(CLASS, PLURAL, WORD) void entity(const CLASS &e);
#include "schemac/IR/Kinds.def"
  void access(const Entity &e);
  /// Of parts that have no line of their own.
  void partComments(const Entity &e);
  void rowSecurity(const Table &t);
  /// ' comment "..."' of a part.
  std::string partComment(const Entity &e, PartKind kind, Name part) const;
  void drops(const std::vector<DropIntent> &list);
  void step(const Op &op);
  void attributes(const Op &op);

  llvm::raw_ostream &os;
  const SirPrintOptions &options;
  unsigned depth = 0;
  llvm::raw_ostream &indent() { return os.indent(depth * 2); }
};

} // namespace schemac::sir
