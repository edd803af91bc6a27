//===- Divider.h - A table that becomes partitioned, or was -----*- C++ -*-===//
#pragma once

#include "Diff/Differ.h"

namespace schemac {

inline constexpr std::string_view Apart = "; make that a plan of its own, before or after";

/// One table with both its shapes. Reasons are the end of "'t' cannot become partitioned: ...".
class Divider {
public:
  Divider(const Schema &from, const Schema &to, Context &context, const Dialect *dialect,
          TablePair pair)
      : from(from), to(to), context(context), dialect(dialect), pair(pair),
        divides(bool(pair.to->partitionBy)), whole(divides ? *pair.to : *pair.from),
        plain(divides ? *pair.from : *pair.to), state(divides ? to : from),
        other(divides ? from : to), range(pair.to->range) {}

  /// Why there is no way; empty: there is, and `ops` are its steps.
  std::string run();

  std::vector<Op> ops;
  const Table *part = nullptr;     ///< the partition that has all rows; null: they are copied
  std::vector<const Table *> rest; ///< the others, parents before their partitions

private:
  std::string choose();
  std::string compare() const;
  std::string refuseUsers() const;
  std::string compareRows() const;
  void divide();
  void unite();
  void refill();
  void makeBeside(QName beside);
  void unhinge(const Table &table);
  void hinge(const Table &table);
  void referTo(const Table &table);
  void renameParts(const Table &before, const Table &now);
  std::vector<Name> takeNumbers(Table &body) const;
  Table empty(const Table &table) const;
  void repointViews();
  std::string prove() const;

  template <class View, class... A> void add(A... fields) {
    ops.push_back(View::make(range, std::move(fields)...));
  }

  const Schema &from, &to;
  Context &context;
  const Dialect *dialect;
  TablePair pair;
  bool divides; ///< it becomes partitioned; else it stops being so
  const Table &whole, &plain;
  const Schema &state, &other; ///< that have it whole, and plain
  SourceRange range;
};

} // namespace schemac
