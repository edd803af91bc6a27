//===- MovePlanner.h - Finds the columns that move, and joins them -*- C++ -*-===//
#pragma once

#include "Transforms/Moves.h"
#include <map>

namespace schemac {

/// Finds the moves and joins what hangs together.
class MovePlanner {
public:
  MovePlanner(PlanUnit &unit, const Origins &origins) : unit(unit), origins(origins) {}
  MovePlan run();

private:
  void findEnums();
  void findRenamed();
  void findRetyped();
  void findEnumColumns();
  ColumnMove *add(QName table, Name from, Name to, const Op &cause);
  void findLaterNames();
  const Column *untilSwitch(const Column &after);
  void setCasts(ColumnMove &m);
  void convert(ColumnMove &m);
  void setWayBack(ColumnMove &m);
  void fillNulls(ColumnMove &m);
  void setEnumCasts(ColumnMove &m, Expr elsewhere);
  void addFamily(QName table, Name from, Name to, const Op &cause);
  void joinAll();
  void joinFamilies();
  void joinViews();
  void joinTable(const Table &state, const Table &root, bool source);
  void joinReferences(const Schema &schema, bool source);
  size_t root(size_t i) const;
  void join(size_t a, size_t b);
  std::optional<size_t> at(QName table, Name column, bool source) const;
  void makeGroups();
  bool isKeyed(const ColumnMove &m) const;

  PlanUnit &unit;
  const Origins &origins;
  MovePlan plan;
  std::map<QName, QName> formerTypes; ///< by the name that they get after the gate
  std::vector<ColumnMove> moves;
  mutable std::vector<size_t> parents; ///< union-find over moves, then enums
  std::map<std::pair<QName, Name>, size_t> byTarget, bySource;
};

} // namespace schemac
