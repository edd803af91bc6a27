//===- Divider.h - A table that becomes partitioned, or was -----*- C++ -*-===//
#pragma once

#include "schemac/Analysis/TableExchange.h"
#include <functional>

namespace schemac {

/// One table with both its shapes. Reasons are the end of "'t' cannot become partitioned: ...".
class Divider : public TableExchange {
public:
  /// \p isDenied: whether its author says that one table, by its name, does not become the other.
  Divider(const Schema &from, const Schema &to, Context &context, const Dialect *dialect,
          const Table &was, const Table &is, std::function<bool(QName, QName)> isDenied)
      : TableExchange(from, to, context, dialect, was, is), isDenied(std::move(isDenied)),
        divides(bool(is.partitionBy)), whole(divides ? is : was), plain(divides ? was : is),
        state(divides ? to : from), other(divides ? from : to) {}

  /// Why there is no way; empty: there is, and `ops` are its steps.
  std::string run();

  const Table *part = nullptr; ///< the partition that has all rows; null: they are copied

private:
  std::string choose();
  std::string compare() const;
  void divide();
  void unite();
  void renameParts(const Table &before, const Table &now);

  std::function<bool(QName, QName)> isDenied;
  bool divides; ///< it becomes partitioned; else it stops being so
  const Table &whole, &plain;
  const Schema &state, &other; ///< that have it whole, and plain
};

} // namespace schemac
