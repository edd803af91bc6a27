"""A private MariaDB server for one process (private_server.py), and its databases."""
import os
import shutil
import subprocess

import private_server
from private_server import ServerError

SBIN = "/usr/sbin"


def find(tool):
    return shutil.which(tool) or shutil.which(tool, path=SBIN)


def is_there():
    return all(find(tool) for tool in ("mariadbd", "mariadb", "mariadb-install-db"))


class PrivateServer(private_server.PrivateServer):
    PREFIX = "schemac-maria-"
    template_name = "mariadb"

    @property
    def socket(self):
        return os.path.join(self.folder, "s")

    @property
    def environment(self):
        return {**os.environ, "SCHEMAC_MARIADB": self.socket}

    # ---- Steps of starting

    def _find(self):
        if not is_there():
            raise ServerError("no MariaDB on this machine")

    def _initialise(self, data):
        self._run([find("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
                   "--skip-test-db", "--skip-name-resolve"],
                  {"PATH": f"/usr/bin:/bin:{SBIN}", "HOME": self.folder, "TMPDIR": self.folder})

    def _command(self):
        return [find("mariadbd"), "--no-defaults", f"--datadir={self.folder}/data", f"--socket={self.socket}",
                f"--pid-file={self.folder}/pid", f"--tmpdir={self.folder}", "--skip-networking",
                "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--skip-log-bin",
                "--character-set-server=utf8mb4"]

    def _is_ready(self):
        return os.path.exists(self.socket)


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
            raise ServerError(f"{done.stderr}\nin\n{sql}")
        return done.stdout

    def run(self, sql):
        return self._client(self.name, sql)

    def catalog(self):
        """Everything that the database shows of its tables, views and routines, a line for each thing, sorted."""
        return sorted(line for query in CATALOG for line in self.run(query).splitlines())


_TABLES = "table_schema = database()"
# Both words mean one thing, and which of them is shown depends on whether it was said.
_RULE = "replace(r.{}_rule, 'RESTRICT', 'NO ACTION')"
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
          k.referenced_table_name, '.', k.referenced_column_name, ' on delete ', {_RULE.format('delete')}, ' on update ', {_RULE.format('update')})
        FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
          USING (constraint_schema, table_name, constraint_name) WHERE k.{_KEYS}""",
    f"""SELECT concat('check ', table_name, '.', constraint_name, ': ', check_clause)
        FROM information_schema.check_constraints WHERE {_KEYS}""",
    f"""SELECT concat('view ', table_name, ': ', replace(view_definition, concat('`', database(), '`.'), ''), ' check ',
          lower(check_option), ' security ', lower(security_type)) FROM information_schema.views WHERE {_TABLES}""",
    # The text of a body is the author's own: its words count.
    """SELECT concat('trigger ', event_object_table, '.', trigger_name, ': ', lower(action_timing), ' ',
          lower(event_manipulation), ' ', action_order, ' ',
          lower(trim(regexp_replace(action_statement, '[[:space:]]+', ' '))))
        FROM information_schema.triggers WHERE trigger_schema = database()""",
    f"""SELECT concat('partition ', table_name, '.', partition_name, ' ', partition_ordinal_position, ': ', partition_method, ' ',
          coalesce(partition_expression, '-'), ' ', coalesce(partition_description, '-'), ' comment ', quote(partition_comment))
        FROM information_schema.partitions WHERE {_TABLES} AND partition_name IS NOT NULL""",
    # The time of the last change is no property; a body's words count.
    """SELECT concat(lower(r.routine_type), ' ', r.routine_name, '(',
          coalesce((SELECT group_concat(concat_ws(' ', p.parameter_mode, p.parameter_name, p.dtd_identifier) ORDER BY p.ordinal_position)
                    FROM information_schema.parameters p
                    WHERE p.specific_schema = r.routine_schema AND p.specific_name = r.routine_name
                      AND p.routine_type = r.routine_type AND p.ordinal_position > 0), ''), ') ',
          coalesce(r.dtd_identifier, '-'), ' deterministic ', r.is_deterministic, ' ', r.sql_data_access, ' ', r.security_type, ' comment ',
          quote(r.routine_comment), ': ', lower(trim(regexp_replace(r.routine_definition, '[[:space:]]+', ' '))))
        FROM information_schema.routines r WHERE r.routine_schema = database()""",
]
