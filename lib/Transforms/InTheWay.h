//===- InTheWay.h - What a server refuses to change a thing under -*- C++ -*-===//
//
// Views, functions with a body in the SQL standard's form, and the author's triggers depend on what
// they name, as a server knows it. They can go for a moment and be made again.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include "schemac/IR/FunctionCalls.h"

namespace schemac {

/// What a step names that something may depend on: a relation, function or type, and the columns of
/// it.
struct Subject {
  QName object;
  std::vector<Name> columns;
  std::vector<QName> givers = {}; ///< functions that give rows of it, with the columns
  bool type = false;              ///< a type of its name goes or comes
};
Subject subjectOf(const Op &op, const Origins &origins, const Schema &state);
/// What must be there before what is over it can be made again.
Subject madeBy(const Op &op, const Origins &origins);

/// What \p op makes; null when it makes none.
const View *viewMade(const Op &op);
const Function *functionMade(const Op &op);

/// A view, or a function, that stands in the way.
struct Standing {
  bool isView;
  QName name;
  friend bool operator==(const Standing &, const Standing &) = default;
  friend bool operator<(const Standing &a, const Standing &b) {
    return a.isView != b.isView ? a.isView : a.name < b.name;
  }
};

bool concerns(const Subject &subject, const View &view);
bool concerns(const Subject &subject, const Function &f);
bool concerns(const Subject &subject, const Trigger &trigger);
bool concerns(const Subject &subject, const Schema &state, const Standing &s);

/// Views and functions that stand in the way of \p op, with all that is over them; those that
/// depend before what they depend on. \p leaves: what the step renames is not to be found by
/// functions any more that have it in their signature.
std::vector<Standing> standingInTheWay(const Op &op, const Schema &state, const Origins &origins,
                                       bool leaves = false);

/// A function that cannot go for a moment: something else than a view or such a function calls it.
struct CalledBody {
  const Function *function;
  FunctionCaller caller;
};
std::optional<CalledBody> calledInTheWay(const Op &op, const Schema &state, const Origins &origins,
                                         bool leaves = false);

} // namespace schemac
