//===- Evaluator.h - One evaluation -----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Eval.h"

namespace schemac::hcl {

/// Adds "did you mean" to \p d when a known word is near.
void suggest(DiagBuilder &d, std::string_view word, const std::vector<std::string> &known,
             SourceRange range);

/// Takes \p units off \p work; says where there was nothing left, once.
bool spend(Work &work, uint64_t units, SourceRange at, DiagEngine &diags);

class Evaluator {
public:
  Evaluator(DiagEngine &diags, Scope &scope) : diags(diags), work(scope.work()) {
    work = work ? work : &ownWork;
  }
  Value eval(const Expr &e, Scope &scope);

private:
  // Eval.cpp
  Value value(const Expr &e, Scope &scope);
  Value variable(const Expr &e, Scope &scope);
  Value member(const Value &of, std::string_view name, SourceRange at);
  Value index(const Value &of, const Value &key, SourceRange at);
  Value splat(const Expr &e, Scope &scope);
  Value call(const Expr &e, Scope &scope);
  std::optional<Value> attempt(const Expr &e, Scope &scope);
  Value tuple(const Expr &e, Scope &scope);
  Value object(const Expr &e, Scope &scope);
  Value join(const Expr &e, Scope &scope);
  // EvalOperators.cpp
  Value unary(const Expr &e, Scope &scope);
  Value binary(const Expr &e, Scope &scope);
  Value conditional(const Expr &e, Scope &scope);
  Value arithmetic(const Expr &e, const Number &a, const Number &b);
  std::optional<bool> truth(const Expr &e, Scope &scope, std::string_view what);
  // EvalFor.cpp
  Value forTuple(const Expr &e, Scope &scope);
  Value forObject(const Expr &e, Scope &scope);
  Value repeat(const Expr &e, Scope &scope);
  bool forEach(const Expr &e, Scope &scope, const Expr *condition,
               const std::function<void(Scope &)> &each);

  Value bounded(Value v, const Expr &e);
  bool spend(uint64_t units, SourceRange at);
  Value fail(SourceRange range, std::string_view what, std::string_view must, const Value &is);
  void forget(size_t before, SourceRange in);

  DiagEngine &diags;
  Work ownWork, *work;
  std::vector<Value> splatItems; ///< of the splats around
};

} // namespace schemac::hcl
