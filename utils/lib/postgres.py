"""A private PostgreSQL server for one process (private_server.py): no fsync, immediate shutdown."""
import contextlib
import glob
import os
import shutil
import signal
import time

import private_server
from private_server import START_SECONDS, ServerError

DEFAULT_MAJOR = 15
SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_size": "1GB",
    "max_wal_senders": "0",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_locks_per_transaction": "1024",
    "autovacuum": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}


def find_binaries(major, source_root=None):
    """The folder with initdb and postgres of a major version, or None.

    SCHEMAC_PG_BIN names one for every version; then Debian's place; then the npm packages.
    """
    places = [os.environ.get("SCHEMAC_PG_BIN"), f"/usr/lib/postgresql/{major}/bin"]
    if source_root is None:
        source_root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    modules = os.path.join(source_root, "utils", "npm", "node_modules")
    places.append(os.path.join(modules, f"pg{major}", "native", "bin"))
    for place in places:
        if place and all(os.access(os.path.join(place, tool), os.X_OK)
                         for tool in ("initdb", "postgres")):
            return place
    return None


def find_psql():
    """Debian's /usr/bin/psql is a script that looks for the program: half of the time of a short statement."""
    debian = glob.glob("/usr/lib/postgresql/*/bin/psql")
    return max(debian, key=lambda path: int(path.split("/")[4]), default=None) or shutil.which("psql")


class PrivateServer(private_server.PrivateServer):
    """with PrivateServer() as server: ... server.environment ..."""

    PREFIX = "schemac-pg-"

    def __init__(self, major=DEFAULT_MAJOR, templates=None, settings=None):
        super().__init__(templates)
        self.major = major
        self.template_name = str(major)
        self.settings = {**SETTINGS, **(settings or {})}

    @property
    def environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        env.update(PGHOST=self.folder, PGPORT="5432", PGUSER=SUPERUSER, PGDATABASE="postgres",
                   PGTZ="UTC", PGOPTIONS="-c client_min_messages=warning")
        psql = find_psql()
        if psql:
            env["PATH"] = os.path.dirname(psql) + os.pathsep + env.get("PATH", os.defpath)
        return env

    def crash(self):
        """Stops at once, as if the power had gone, and starts again. What was committed must be there: the
        operating system goes on, so it is without fsync too."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)
        self._start()

    def wait_for(self, action, problem):
        """The result of `action` once it does not raise `problem` any more: the server may be recovering."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return action()
            except problem:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    # ---- Steps of starting

    def _find(self):
        self.binaries = find_binaries(self.major)
        if not self.binaries:
            raise ServerError(f"no PostgreSQL {self.major} on this machine")

    def _stage(self):
        if self._reachable(os.path.realpath(self.binaries)):
            return
        # Not where the data is: programs cannot always be run from a file system in memory.
        self.staged = self._new_folder(self._temporary_places())
        native = os.path.join(self.staged, "native")
        private_server.copy(os.path.dirname(self.binaries), native)
        self.binaries = os.path.join(native, "bin")

    def _initialise(self, data):
        # Small segments of the log: what is made here is copied for every test.
        self._run([os.path.join(self.binaries, "initdb"), "-D", data, "-U", SUPERUSER, "--auth=trust",
                   "--encoding=UTF8", "--locale=C", "--no-sync",
                   "--wal-segsize=1"], self._server_environment())

    def _server_environment(self):
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": self.folder}

    def _command(self):
        command = [os.path.join(self.binaries, "postgres"), "-D", os.path.join(self.folder, "data"),
                   "-k", self.folder, "-p", "5432"]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        return command

    @property
    def _pid_file(self):
        return os.path.join(self.folder, "data", "postmaster.pid")

    def _is_ready(self):
        with contextlib.suppress(OSError), open(self._pid_file, encoding="utf-8") as state:
            return "ready" in state.read()
        return False

    def _start(self, environment=None):
        with contextlib.suppress(OSError):  # of a server that crashed
            os.remove(self._pid_file)
        super()._start(environment or self._server_environment())
