//===- Recipe.h - Writing a sequence of steps -------------------*- C++ -*-===//
//
// A recipe replaces a plain step by a sequence. Every step of it stands where its cause stands, and
// tells a reviewer why it is there:
//
//   Recipe r(unit, op);
//   r.add<AddForeignKeyOp>(PhaseKind::Expand, "binds new rows at once; no scan", path, notValid);
//   r.add<ValidateConstraintOp>(PhaseKind::Migrate, "checks old rows; writers go on", path);
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Gate.h"
#include <functional>

namespace schemac {

class Recipe {
public:
  Recipe(PlanUnit &unit, const Op &cause) : Recipe(unit, cause.range, cause.change) {}
  Recipe(PlanUnit &unit, SourceRange range, unsigned change)
      : unit(unit), range(range), change(change) {}

  /// Appends a step to a phase. The reference is good until the next one is added.
  template <class View, class... A> Op &add(PhaseKind phase, std::string_view why, A... fields) {
    return place(phase, View::make(range, std::move(fields)...), why);
  }
  /// Appends a plain step that is right as it is; its own cause stays.
  Op &keep(PhaseKind phase, Op op, std::string_view why);

  /// What the code deployed at the gate must do, as the end of "deploy code that ...", and the
  /// columns whose old and new form it must accept.
  void deploy(std::string_view what, std::vector<SubRef> tolerates = {});

  Name name(std::string_view text) { return unit.context.name(text); }
  Expr expr(std::string_view sql) { return unit.context.expr(sql); }

  PlanUnit &unit;
  SourceRange range;
  unsigned change;

private:
  Op &place(PhaseKind phase, Op op, std::string_view why);
  Op &append(PhaseKind phase, Op op);
};

/// Takes the steps for which \p wanted holds out of phase `change`, in their order.
std::vector<Op> takeSteps(PlanUnit &unit, const std::function<bool(const Op &)> &wanted);

/// Takes the steps of one kind; \p wanted gets their typed view.
template <class View, class Fn> std::vector<Op> takeSteps(PlanUnit &unit, Fn wanted) {
  return takeSteps(unit, [&](const Op &op) { return View::classof(op) && wanted(View(op)); });
}

/// Why steps stay plain.
inline constexpr std::string_view WhySmall = "the table is small: done at once";
inline constexpr std::string_view WhyNewRowsOnly = "binds new rows only, as it is declared";
inline constexpr std::string_view WhyNotEnforced = "is not enforced: no row is checked";

} // namespace schemac
