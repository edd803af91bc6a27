//===- TableExchange.h - A table whose name another one takes ---*- C++ -*-===//
//
// What a table cannot become where it stands, another one is: that one gets its rows and then its
// name. What refers to the table by its name does not notice; what a server keeps by identity
// (foreign keys, views, statistics, publications) is pointed to the one that has the name now.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Plan.h"

namespace schemac {

/// What a change has to be without, to be made like that.
inline constexpr std::string_view Apart = "; make that a plan of its own, before or after";

/// The steps of one exchange, in the order to run while nobody writes. Reasons why there is none
/// are the end of "'t' cannot ...: ...".
class TableExchange {
public:
  /// \p was of \p from gives its name to \p is of \p to, which is called like it.
  TableExchange(const Schema &from, const Schema &to, Context &context, const Dialect *dialect,
                const Table &was, const Table &is)
      : from(from), to(to), context(context), dialect(dialect), was(was), is(is), range(is.range) {}

  /// Why rows cannot be copied while others write them; empty: they can.
  std::string refuseRows() const;
  /// Why what refers to the table cannot be pointed to another one; empty: it can.
  std::string refuseUsers() const;
  /// Why the steps lead to something else than the target; empty: all else is as it was, and the
  /// table and its partitions are as the target has them.
  std::string prove() const;

  /// A new table gets the rows, and then the name.
  void refill();

  std::vector<Op> ops;
  std::vector<const Table *> rest; ///< partitions that come or go, parents before their partitions

protected:
  /// What refers to \p table or is sent of it lets go of it, and takes hold of the other.
  void unhinge(const Table &table);
  void hinge(const Table &table);
  void referTo(const Table &table);
  /// Takes what gives columns their numbers, which other tables have meanwhile.
  std::vector<Name> takeNumbers(Table &body) const;
  /// As the plan makes it.
  Table empty(const Table &table) const;
  void repointViews();

  template <class View, class... A> void add(A... fields) {
    ops.push_back(View::make(range, std::move(fields)...));
  }

  const Schema &from, &to;
  Context &context;
  const Dialect *dialect;
  const Table &was, &is;
  SourceRange range;

private:
  void makeBeside(QName beside);
};

/// Whether the database gives the column a number: serial or identity.
bool hasNumbers(const Column &column);

} // namespace schemac
