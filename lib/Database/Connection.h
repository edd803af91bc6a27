//===- Connection.h - A read-only transaction through libpq -----*- C++ -*-===//
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct pg_conn;
struct pg_result;

namespace schemac::database {

/// The rows of a query.
class Rows {
public:
  explicit Rows(pg_result *result);
  int size() const { return count; }
  bool isNull(int row, int column) const;
  /// Empty for NULL.
  std::string_view text(int row, int column) const;
  bool flag(int row, int column) const { return text(row, column) == "t"; }
  char letter(int row, int column) const {
    std::string_view t = text(row, column);
    return t.empty() ? '\0' : t.front();
  }
  int64_t number(int row, int column) const;

private:
  struct Free {
    void operator()(pg_result *r) const;
  };
  std::unique_ptr<pg_result, Free> result;
  int count = 0;
};

/// What libpq knows of a connection string, or what is wrong with it.
struct Target {
  std::string conninfo; ///< as libpq takes it
  std::string shown;    ///< without password
  std::string error;    ///< empty: none
};
Target readTarget(std::string_view state);

class Connection {
public:
  /// Connects and begins the transaction; `error` says what went wrong.
  bool open(const Target &target);
  /// Nothing, with a reason in `error`, when the server refuses.
  std::optional<Rows> query(const std::string &sql);
  int majorVersion() const { return version; }
  unsigned queries() const { return asked; }
  std::string error;

private:
  struct Finish {
    void operator()(pg_conn *c) const;
  };
  std::unique_ptr<pg_conn, Finish> connection;
  int version = 0;
  unsigned asked = 0;
};

} // namespace schemac::database
