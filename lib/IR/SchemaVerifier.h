//===- SchemaVerifier.h - What must hold of every schema --------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Schema.h"
#include <unordered_set>

namespace schemac {

/// Reports what is not so; the Verify*.cpp files have it by kind of object.
class SchemaVerifier {
public:
  SchemaVerifier(const Schema &schema, DiagEngine &diags) : schema(schema), diags(diags) {}
  bool run();

private:
  void table(const Table &t);
  void constraint(const Table &t, const Constraint &c);
  void foreignKey(const Table &t, const Constraint &c);
  void index(const Table &t, const Index &i);
  void type(Type type, SourceRange range);
  void userTypes();
  void labels(const Enum &e);
  void circle(QName name, Type over, SourceRange range);
  void sequence(const Sequence &s);
  void trigger(const Table &t, const Trigger &trigger);
  void action(const Table &t, const Trigger &trigger);
  void function(const Function &f);
  void view(const View &v);
  void viewOption(const View &v, bool given, const char *what);
  void descent(const Table &t);
  void inherited(const Table &t);
  void partition(const Table &t);
  void options(const Table &t, const Column &c);
  /// The table whose columns \p t has.
  const Table &wholeOf(const Table &t) const;
  void wrong(SourceRange range, QName table, std::string_view why);
  void publication(const Publication &p);
  void statistics(const ExtendedStatistics &s);
  void columns(const Table &t, const std::vector<Name> &names, SourceRange range);
  void column(const Table &t, Name name, SourceRange range);
  template <class T> void unique(const std::vector<T> &parts, const Table &t, const char *kind);
  /// Tables, views, indexes and keys share their names in a namespace.
  void relation(QName name, const char *kind, SourceRange range);

  const Schema &schema;
  DiagEngine &diags;
  std::unordered_set<QName> relations, triggers;
  bool sound = true;
  std::unordered_set<QName> grounded; ///< tables that do not descend from themselves
};

} // namespace schemac
