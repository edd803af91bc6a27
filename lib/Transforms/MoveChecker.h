//===- MoveChecker.h - Whether columns can be in two tables -----*- C++ -*-===//
#pragma once

#include "Transforms/MovedColumns.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/format.h>

namespace schemac {

/// Reports why it cannot, at the declaration.
class MoveChecker {
public:
  MoveChecker(PlanUnit &unit, const Origins &origins, MovedColumns &move)
      : unit(unit), origins(origins), move(move), from(move.from.str()), into(move.into.str()) {}
  bool run();

private:
  static constexpr std::string_view OneByOne =
      "make that a plan of its own, before or after this one";

  bool tablesServe();
  //===--- MovedColumnKeys.cpp ----------------------------------------------===//
  bool findKey();
  bool isKey(const std::vector<Name> &columns) const;
  std::vector<const Constraint *> keysBetween(const Table &table, QName other) const;
  bool keyHolds(const Constraint &fk);
  bool keyServes(const Constraint &fk);
  bool keyIntoServes();
  bool isOld(const Constraint &fk, const Table &was);
  bool keyColumnsStay(const Constraint &fk);
  //===--- FindMovedColumns.cpp ---------------------------------------------===//
  bool rowsCanBeMade(const Constraint &fk);
  bool keyLetsGo(const Constraint &fk);
  bool ruleServesMade(const Constraint &fk, const Constraint &rule) const;
  bool tellsMadeApart(const Constraint &fk, const std::vector<Name> &columns) const;
  bool columnServes(const MovedColumn &c);
  bool defaultServes(const MovedColumn &c);
  const std::string *ruleOver(const Table &table, const Column &column);

  bool refuseRows(std::string why, std::string_view wayOut) {
    std::string value = SubRef{move.source->name, move.columns.front().old->name}.str();
    unit.diags.report(move.range(), diag::err_move_rows, into, value, why)
        .note(std::string(wayOut));
    return false;
  }
  bool refuse(const MovedColumn &c, std::string why, std::string_view wayOut) {
    unit.diags
        .report(c.now->range, diag::err_move_not_served, SubRef{move.into, c.now->name}.str(), from,
                into, why)
        .note(std::string(wayOut));
    return false;
  }

  PlanUnit &unit;
  const Origins &origins;
  MovedColumns &move;
  std::string from, into, rule;
};

} // namespace schemac
