"""A private MariaDB server for one process: own directory, unix socket only, gone with its owner.

As postgres.py has it for PostgreSQL; data is never meant to survive.
"""
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time

from postgres import _account, _copy, _demoted, _scratch, die_with_parent

PREFIX = "schemac-maria-"
START_SECONDS = 60
SBIN = "/usr/sbin"


class MariaDbError(Exception):
    """The server or a tool of it is missing, or does not do what it should."""


def find(tool):
    return shutil.which(tool) or shutil.which(tool, path=SBIN)


def is_there():
    return all(find(tool) for tool in ("mariadbd", "mariadb", "mariadb-install-db"))


class PrivateServer:
    """with PrivateServer() as server: server.run(sql, database)"""

    def __init__(self):
        self.account = _account()
        self.process = self.folder = None

    def __enter__(self):
        if not is_there():
            raise MariaDbError("no MariaDB on this machine")
        self.folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=_scratch(self.account))
        if self.account:
            shutil.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        try:
            self._lay_data()
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def socket(self):
        return os.path.join(self.folder, "s")

    @property
    def environment(self):
        return {**os.environ, "SCHEMAC_MARIADB": self.socket}

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def log(self):
        with contextlib.suppress(OSError), open(os.path.join(self.folder, "log"), encoding="utf-8") as log:
            return log.read()
        return ""

    def _lay_data(self):
        data = os.path.join(self.folder, "data")
        template = os.environ.get("SCHEMAC_PG_TEMPLATES") and os.path.join(os.environ["SCHEMAC_PG_TEMPLATES"], "mariadb")
        if template and os.path.isdir(template):
            _copy(template, data)
            return
        command = [find("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
                   "--skip-test-db", "--skip-name-resolve"]
        done = subprocess.run(command, cwd=self.folder, text=True, capture_output=True,
                              env={"PATH": f"/usr/bin:/bin:{SBIN}", "HOME": self.folder, "TMPDIR": self.folder},
                              **_demoted(self.account))
        if done.returncode:
            raise MariaDbError("mariadb-install-db failed:\n" + done.stdout + done.stderr)

    def _start(self):
        command = [find("mariadbd"), "--no-defaults", f"--datadir={self.folder}/data", f"--socket={self.socket}",
                   f"--pid-file={self.folder}/pid", f"--tmpdir={self.folder}", "--skip-networking", "--innodb-flush-log-at-trx-commit=0",
                   "--innodb-buffer-pool-size=32M", "--skip-log-bin", "--character-set-server=utf8mb4"]
        with open(os.path.join(self.folder, "log"), "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            preexec_fn=die_with_parent, start_new_session=True, **_demoted(self.account))
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise MariaDbError("the server stopped:\n" + self.log())
            if os.path.exists(self.socket):
                return
            time.sleep(0.02)
        raise MariaDbError("the server did not start:\n" + self.log())


class Database:
    """A new database on the server that SCHEMAC_MARIADB names."""

    def __init__(self, name):
        self.name = name
        self._client("", f"DROP DATABASE IF EXISTS `{name}`; CREATE DATABASE `{name}` CHARACTER SET utf8mb4;")

    @staticmethod
    def _client(database, sql):
        command = [find("mariadb"), "--no-defaults", f"--socket={os.environ['SCHEMAC_MARIADB']}", "-u", "root",
                   "--batch", "--skip-column-names", "--raw", "--default-character-set=utf8mb4", *([database] if database else [])]
        done = subprocess.run(command, input=sql, text=True, capture_output=True)
        if done.returncode:
            raise MariaDbError(f"{done.stderr}\nin\n{sql}")
        return done.stdout

    def run(self, sql):
        return self._client(self.name, sql)

    def catalog(self):
        """Everything that the database shows of its tables and views, a line for each thing, sorted."""
        return sorted(line for query in CATALOG for line in self.run(query).splitlines())


_TABLES = "table_schema = database()"
_KEYS = "constraint_schema = database()"
CATALOG = [
    f"""SELECT concat('table ', table_name, ': ', lower(engine), ' ', lower(row_format), ' ', table_collation, ' ',
          coalesce(create_options, ''), ' comment ', quote(table_comment))
        FROM information_schema.tables WHERE {_TABLES} AND table_type = 'BASE TABLE'""",
    f"""SELECT concat('column ', table_name, '.', column_name, ': ', column_type, ' ',
          if(is_nullable = 'YES', 'null', 'not null'), ' default ', coalesce(column_default, '-'), ' ', extra, ' ',
          coalesce(character_set_name, '-'), ' ', coalesce(collation_name, '-'), ' ',
          coalesce(generation_expression, '-'), ' comment ', quote(column_comment))
        FROM information_schema.columns WHERE {_TABLES}""",
    f"""SELECT concat('index ', table_name, '.', index_name, ' ', seq_in_index, ': ', coalesce(column_name, '-'), ' ',
          coalesce(sub_part, 'whole'), ' ', coalesce(collation, '-'), ' ', if(non_unique, 'not unique', 'unique'), ' ',
          lower(index_type), ' ignored ', ignored, ' comment ', quote(index_comment))
        FROM information_schema.statistics WHERE {_TABLES}""",
    f"""SELECT concat('key ', k.table_name, '.', k.constraint_name, ' ', k.ordinal_position, ': ', k.column_name, ' to ',
          k.referenced_table_name, '.', k.referenced_column_name, ' on delete ', r.delete_rule, ' on update ', r.update_rule)
        FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
          USING (constraint_schema, table_name, constraint_name) WHERE k.{_KEYS}""",
    f"""SELECT concat('check ', table_name, '.', constraint_name, ': ', check_clause)
        FROM information_schema.check_constraints WHERE {_KEYS}""",
    f"""SELECT concat('view ', table_name, ': ', replace(view_definition, concat('`', database(), '`.'), ''), ' check ',
          lower(check_option)) FROM information_schema.views WHERE {_TABLES}""",
]
