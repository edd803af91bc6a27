"""A connection to a server through libpq, for tests that need many or quick ones: Connection.

Text in, text out: rows are tuples of str or None. The environment names the server, as for psql.
"""
import ctypes
import ctypes.util
import os


class SqlError(Exception):
    """A statement that the server refused; `state` is its SQLSTATE, empty when the server went."""

    def __init__(self, message, state):
        super().__init__(message.strip())
        self.state = state


def _load():
    for name in ("libpq.so.5", ctypes.util.find_library("pq")):
        try:
            library = ctypes.CDLL(name)
            break
        except (OSError, TypeError):
            continue
    else:
        raise OSError("libpq.so.5 is not on this machine (it comes with psql)")
    p, i, s = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    for function, result, arguments in (
            ("PQconnectdb", p, [s]), ("PQfinish", None, [p]), ("PQstatus", i, [p]), ("PQexec", p, [p, s]),
            ("PQclear", None, [p]), ("PQresultStatus", i, [p]), ("PQntuples", i, [p]), ("PQnfields", i, [p]),
            ("PQgetvalue", s, [p, i, i]), ("PQgetisnull", i, [p, i, i]), ("PQerrorMessage", s, [p]),
            ("PQresultErrorMessage", s, [p]), ("PQresultErrorField", s, [p, i]), ("PQcmdTuples", s, [p]),
            ("PQbackendPID", i, [p])):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


_LIBRARY = None
_GOOD = (0, 1, 2)  # PGRES_EMPTY_QUERY, PGRES_COMMAND_OK, PGRES_TUPLES_OK
_SQLSTATE = ord("C")


class Connection:
    def __init__(self, database, application=None):
        global _LIBRARY
        _LIBRARY = _LIBRARY or _load()
        quoted = database.replace("\\", "\\\\").replace("'", "\\'")
        told = f"dbname='{quoted}' client_encoding=UTF8"
        if application:
            told += f" application_name={application}"
        # Python threads may all be here at once: each has a connection of its own, and ctypes lets go
        # of the interpreter while libpq waits.
        self._connection = _LIBRARY.PQconnectdb(told.encode())
        if _LIBRARY.PQstatus(self._connection) != 0:
            message = _LIBRARY.PQerrorMessage(self._connection).decode()
            self.close()
            raise SqlError(message, "08006")

    def run(self, sql):
        """The rows of the last statement in `sql`."""
        result = _LIBRARY.PQexec(self._connection, sql.encode())
        try:
            if _LIBRARY.PQresultStatus(result) not in _GOOD:
                message = _LIBRARY.PQresultErrorMessage(result) or _LIBRARY.PQerrorMessage(self._connection)
                raise SqlError(message.decode(), (_LIBRARY.PQresultErrorField(result, _SQLSTATE) or b"").decode())
            self.affected = int(_LIBRARY.PQcmdTuples(result) or 0)
            width = range(_LIBRARY.PQnfields(result))
            return [tuple(None if _LIBRARY.PQgetisnull(result, row, column) else
                          _LIBRARY.PQgetvalue(result, row, column).decode() for column in width)
                    for row in range(_LIBRARY.PQntuples(result))]
        finally:
            _LIBRARY.PQclear(result)

    def value(self, sql):
        return self.run(sql)[0][0]

    @property
    def pid(self):
        return _LIBRARY.PQbackendPID(self._connection)

    def close(self):
        if self._connection:
            _LIBRARY.PQfinish(self._connection)
            self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    with Connection(os.environ.get("PGDATABASE", "postgres")) as connection:
        print(connection.value("SELECT version()"))
