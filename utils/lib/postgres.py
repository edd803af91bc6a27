"""A private PostgreSQL server for one process: own directory, unix socket only, gone with its owner.

The server is a direct child that the kernel tells to quit when its owner dies, so nothing is left
behind even after kill -9. Data is never meant to survive: no fsync, immediate shutdown.
"""
import contextlib
import ctypes
import fcntl
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

DEFAULT_MAJOR = 15
SUPERUSER = "postgres"
PREFIX = "schemac-pg-"
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_locks_per_transaction": "1024",
    "autovacuum": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}


class PostgresError(Exception):
    """The server or a tool of it is missing, or does not do what it should."""


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
    return shutil.which("psql")


def _account():
    """PostgreSQL refuses to run as root: the account that it runs under then, else None."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _demoted(account):
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _reachable(path, account):
    """Whether `account` may pass every folder down to `path`."""
    while account and path != "/":
        if not os.stat(path).st_mode & 0o001:
            return False
        path = os.path.dirname(path)
    return True


def die_with_parent():
    """For preexec_fn: the kernel ends the child when the thread that started it ends."""
    libc = ctypes.CDLL(None)
    pr_set_pdeathsig = 1
    libc.prctl(pr_set_pdeathsig, signal.SIGQUIT)


def _copy(source, target):
    """With owners and modes, which shutil.copytree loses."""
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)


def _scratch(account):
    """Where private folders go: near the system's /tmp, for a socket's path is 107 bytes at most."""
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if len(place) < 60 and os.path.isdir(place) and _reachable(place, account):
            return place
    raise PostgresError("no temporary folder that the server's account can reach")


def _sweep(scratch):
    """Removes the folders of owners that were killed before they could."""
    for folder in glob.glob(os.path.join(scratch, PREFIX + "*")):
        owner = os.path.basename(folder)[len(PREFIX):].split("-")[0]
        if owner.isdigit() and not os.path.exists(f"/proc/{owner}"):
            shutil.rmtree(folder, ignore_errors=True)


class PrivateServer:
    """with PrivateServer() as server: ... server.environment ..."""

    def __init__(self, major=DEFAULT_MAJOR, templates=None, settings=None):
        self.major = major
        self.templates = templates or os.environ.get("SCHEMAC_PG_TEMPLATES")
        self.settings = {**SETTINGS, **(settings or {})}
        self.account = _account()
        self.process = None
        self.folder = None

    def __enter__(self):
        binaries = find_binaries(self.major)
        if not binaries:
            raise PostgresError(f"no PostgreSQL {self.major} on this machine")
        scratch = _scratch(self.account)
        _sweep(scratch)
        self.folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=scratch)
        try:
            self._own(self.folder)
            self.binaries = self._stage(binaries)
            self._lay_data()
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        env.update(PGHOST=self.folder, PGPORT="5432", PGUSER=SUPERUSER, PGDATABASE="postgres",
                   PGTZ="UTC", PGOPTIONS="-c client_min_messages=warning")
        return env

    def log(self):
        with contextlib.suppress(OSError), open(os.path.join(self.folder, "log")) as log:
            return log.read()
        return ""

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

    # ---- Steps of starting

    def _own(self, path):
        if self.account:
            shutil.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _stage(self, binaries):
        """The binaries, or a copy of them when the server's account can't reach the original."""
        if _reachable(os.path.realpath(binaries), self.account):
            return binaries
        copy = os.path.join(self.folder, "native")
        shutil.copytree(os.path.dirname(binaries), copy, symlinks=True)
        return os.path.join(copy, "bin")

    def _lay_data(self):
        data = os.path.join(self.folder, "data")
        if not self.templates:
            self._initdb(data)
            return
        os.makedirs(self.templates, exist_ok=True)
        template = os.path.join(self.templates, str(self.major))
        with open(template + ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.isdir(template):
                self._initdb(data)
                _copy(data, template + ".new")
                os.rename(template + ".new", template)
                return
        _copy(template, data)

    def _initdb(self, data):
        command = [os.path.join(self.binaries, "initdb"), "-D", data, "-U", SUPERUSER,
                   "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(command, cwd=self.folder, text=True, capture_output=True,
                              env=self._server_environment(), **_demoted(self.account))
        if done.returncode:
            raise PostgresError("initdb failed:\n" + done.stdout + done.stderr)

    def _server_environment(self):
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": self.folder}

    def _start(self):
        command = [os.path.join(self.binaries, "postgres"), "-D", os.path.join(self.folder, "data"),
                   "-k", self.folder, "-p", "5432"]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        ready = os.path.join(self.folder, "data", "postmaster.pid")
        with contextlib.suppress(OSError):  # of a server that crashed
            os.remove(ready)
        with open(os.path.join(self.folder, "log"), "a") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=self._server_environment(), preexec_fn=die_with_parent, start_new_session=True,
                **_demoted(self.account))
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise PostgresError("the server stopped:\n" + self.log())
            with contextlib.suppress(OSError), open(ready) as state:
                if "ready" in state.read():
                    return
            time.sleep(0.01)
        raise PostgresError("the server did not start:\n" + self.log())
