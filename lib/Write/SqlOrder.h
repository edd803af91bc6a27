//===- SqlOrder.h - What a statement of a schema waits for ------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"
#include <map>
#include <string>
#include <vector>

namespace schemac {

/// Knows what of a schema is not made yet. The interpreter says what a step cannot do without; that
/// a check, a default or a query calls a function stands in its text.
class ComingObjects {
public:
  ComingObjects(const Schema &target, Context &context);
  void made(const Op &op);
  /// Whether the step, in the words of \p statements, names something that is still to come.
  bool awaitedBy(const Op &op, const std::vector<std::string> &statements,
                 const Schema &state) const;
  /// \p op without what calls functions that are to come, and that in steps of their own behind it;
  /// \p op alone where nothing can be taken out.
  std::vector<Op> divided(const Op &op) const;

private:
  bool isCalled(std::string_view sql, QName but = {}) const;
  bool readsComing(const View &view, const Schema &state) const;

  const Schema &target;
  Context &context;
  std::multimap<std::string, QName, std::less<>> functions; ///< by their names, as they are called
};

} // namespace schemac
