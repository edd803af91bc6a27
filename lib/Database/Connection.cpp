//===- Connection.cpp - A read-only transaction through libpq -------------===//
#include "Connection.h"
#include "Libpq.h"
#include "schemac/Database/Database.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/core.h>

namespace schemac::database {

//===--- rows -------------------------------------------------------------===//

void Rows::Free::operator()(pg_result *r) const { libpq()->PQclear(r); }

Rows::Rows(pg_result *r) : result(r), count(libpq()->PQntuples(r)) {}

bool Rows::isNull(int row, int column) const {
  return libpq()->PQgetisnull(result.get(), row, column);
}

std::string_view Rows::text(int row, int column) const {
  return {libpq()->PQgetvalue(result.get(), row, column),
          static_cast<size_t>(libpq()->PQgetlength(result.get(), row, column))};
}

int64_t Rows::number(int row, int column) const {
  std::string_view t = text(row, column);
  int64_t value = 0;
  std::from_chars(t.data(), t.data() + t.size(), value);
  return value;
}

//===--- connection strings -----------------------------------------------===//

static bool isUrl(std::string_view state) {
  return state.starts_with("postgres://") || state.starts_with("postgresql://");
}

bool isDatabase(std::string_view state) {
  static constexpr std::string_view Words[] = {"service=", "host=", "dbname=", "user=", "port="};
  return isUrl(state) ||
         std::ranges::any_of(Words, [&](std::string_view w) { return state.starts_with(w); });
}

/// Parameters that Prisma's URLs have and libpq does not know. They are about pools and sessions,
/// which is nothing to a reader of the catalog.
static constexpr std::string_view NotForLibpq[] = {
    "connection_limit",     "pool_timeout", "pgbouncer",   "socket_timeout",
    "statement_cache_size", "sslaccept",    "sslidentity", "schema",
};

/// \p url without them; `schema` is kept in \p schema.
static std::string forLibpq(std::string_view url, std::string &schema) {
  size_t question = url.find('?');
  std::string out(url.substr(0, question));
  if (question == url.npos)
    return out;
  char lead = '?';
  for (std::string_view rest = url.substr(question + 1); !rest.empty();) {
    std::string_view one = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    std::string_view name = one.substr(0, one.find('='));
    if (name == "schema")
      schema = one.substr(std::min(one.size(), name.size() + 1));
    if (std::ranges::find(NotForLibpq, name) != std::end(NotForLibpq))
      continue;
    out += lead;
    out += one;
    lead = '&';
  }
  return out;
}

/// The part of a URL that may be shown when it cannot be read: what stands before the password.
static std::string withoutSecrets(std::string_view state) {
  if (!isUrl(state))
    return std::string(state.substr(0, state.find("password")));
  size_t from = state.find("//") + 2, at = state.find('@', from);
  std::string_view host = at == state.npos ? state.substr(from) : state.substr(at + 1);
  return fmt::format("{}{}", state.substr(0, from), host.substr(0, host.find('?')));
}

Target readTarget(std::string_view state) {
  Target target;
  std::string schema;
  target.conninfo = isUrl(state) ? forLibpq(state, schema) : std::string(state);
  target.shown = withoutSecrets(state);
  if (!libpq()) {
    target.error = "the library libpq.so.5, which talks to PostgreSQL, is not on this machine";
    return target;
  }
  char *message = nullptr;
  std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption *)> options(
      libpq()->PQconninfoParse(target.conninfo.c_str(), &message), libpq()->PQconninfoFree);
  libpq()->PQfreemem(message); // it may quote a piece of the password
  if (!options) {
    target.error = "libpq cannot read it; special characters in it are written %XX";
    return target;
  }
  if (!schema.empty() && schema != "public") {
    target.error = "the parameter 'schema' makes another schema than 'public' the default one, "
                   "which is not supported";
    return target;
  }
  std::string user, host, port, name;
  for (PQconninfoOption *o = options.get(); o->keyword; ++o) {
    std::string_view word = o->keyword, value = o->val ? o->val : "";
    if (word == "user")
      user = value;
    else if (word == "host")
      host = value.starts_with('/') ? "" : value; // a socket's folder says nothing to a reader
    else if (word == "port")
      port = value;
    else if (word == "dbname" || (word == "service" && name.empty()))
      name = value;
  }
  target.shown = fmt::format("postgres://{}{}{}{}/{}", user, user.empty() ? "" : "@", host,
                             port.empty() ? "" : ":" + port, name);
  return target;
}

std::string shownUrl(std::string_view url) { return readTarget(url).shown; }

//===--- the connection ---------------------------------------------------===//

void Connection::Finish::operator()(pg_conn *c) const { libpq()->PQfinish(c); }

/// One line of what libpq says.
static std::string oneLine(const char *message) {
  std::string text(message ? message : "");
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.pop_back();
  std::ranges::replace(text, '\n', ' ');
  return text;
}

bool Connection::open(const Target &target) {
  // Of a word given twice libpq takes the last: a timeout in the string wins over ours.
  constexpr std::array words = {"connect_timeout", "dbname", "fallback_application_name",
                                "client_encoding", static_cast<const char *>(nullptr)};
  const std::array values = {"10", target.conninfo.c_str(), "schemac", "UTF8",
                             static_cast<const char *>(nullptr)};
  connection.reset(libpq()->PQconnectdbParams(words.data(), values.data(), 1));
  if (libpq()->PQstatus(connection.get()) != CONNECTION_OK) {
    error = oneLine(libpq()->PQerrorMessage(connection.get()));
    return false;
  }
  version = libpq()->PQserverVersion(connection.get()) / 10000;
  // An empty path makes the server qualify every name but its own, and keeps others' functions out
  // of our queries. What follows is about how it writes values.
  return query("BEGIN TRANSACTION READ ONLY ISOLATION LEVEL REPEATABLE READ;"
               "SET LOCAL search_path = '';"
               "SET LOCAL statement_timeout = '300s'; SET LOCAL lock_timeout = '5s';"
               "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO';"
               "SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 1;"
               "SET LOCAL standard_conforming_strings = on; SET LOCAL jit = off")
      .has_value();
}

std::optional<Rows> Connection::query(const std::string &sql) {
  ++asked;
  pg_result *result = libpq()->PQexec(connection.get(), sql.c_str());
  Rows rows(result);
  ExecStatusType status = libpq()->PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    return rows;
  error = oneLine(libpq()->PQerrorMessage(connection.get()));
  return std::nullopt;
}

} // namespace schemac::database
