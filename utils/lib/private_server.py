"""A private database server for one process: own directory, unix socket only, gone with its owner.

The server is a direct child that the kernel tells to quit when its owner dies, so nothing is left
behind even after kill -9. Data is never meant to survive.
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
import sys
import tempfile
import time

START_SECONDS = 60
MEMORY = "/dev/shm"  # a file system in memory, where the kernel has one
ROOM = 2 << 30  # bytes that must be free there for a few servers beside each other


class ServerError(Exception):
    """The server or a tool of it is missing, or does not do what it should."""


def die_with_parent():
    """For preexec_fn: the kernel ends the child when the thread that started it ends."""
    libc = ctypes.CDLL(None)
    pr_set_pdeathsig = 1
    libc.prctl(pr_set_pdeathsig, signal.SIGQUIT)


def copy(source, target):
    """With owners and modes, which shutil.copytree loses."""
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)


class PrivateServer:
    """with Server() as server: ... server.environment ...

    Derived classes have PREFIX (of folders), _find() (of programs, or a ServerError), _initialise(data),
    template_name, _command(), _is_ready() and environment.
    """

    def __init__(self, templates=None):
        self.templates = templates or os.environ.get("SCHEMAC_PG_TEMPLATES")
        # Servers refuse to run as root: the account that it runs under then, else None.
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.process = self.folder = self.staged = None

    def __enter__(self):
        self._find()
        self._sweep()
        self.folder = self._new_folder(self._data_places())
        try:
            self._stage()
            self._lay_data()
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def log(self):
        with contextlib.suppress(OSError), open(os.path.join(self.folder, "log"), encoding="utf-8") as log:
            return log.read()
        return ""

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for folder in filter(None, (self.folder, self.staged)):
            shutil.rmtree(folder, ignore_errors=True)
        self.folder = self.staged = None

    # ---- Steps of starting

    def _stage(self):
        """Makes the programs reachable for the server's account."""

    def _demoted(self):
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if self.account else {}

    def _reachable(self, path):
        """Whether the account may pass every folder down to `path`."""
        while self.account and path != "/":
            if not os.stat(path).st_mode & 0o001:
                return False
            path = os.path.dirname(path)
        return True

    @staticmethod
    def _temporary_places():
        return [tempfile.gettempdir(), "/tmp", "/var/tmp"]

    def _data_places(self):
        """Memory first: on a disk, to make a database takes five times as long."""
        places = self._temporary_places()
        with contextlib.suppress(OSError):
            if shutil.disk_usage(MEMORY).free > ROOM:
                places.insert(0, MEMORY)
        return places

    def _new_folder(self, places):
        """A private folder in the first place that the server's account can reach; a socket's path is 107 bytes at
        most."""
        for place in places:
            if len(place) < 60 and os.path.isdir(place) and os.access(place, os.W_OK) and self._reachable(place):
                folder = tempfile.mkdtemp(prefix=f"{self.PREFIX}{os.getpid()}-", dir=place)
                if self.account:
                    shutil.chown(folder, self.account.pw_uid, self.account.pw_gid)
                return folder
        raise ServerError("no temporary folder that the server's account can reach")

    def _sweep(self):
        """Removes the folders of owners that were killed before they could."""
        for folder in (f for place in {MEMORY, *self._temporary_places()} for f in glob.glob(os.path.join(place, self.PREFIX + "*"))):
            owner = os.path.basename(folder)[len(self.PREFIX):].split("-")[0]
            if owner.isdigit() and not os.path.exists(f"/proc/{owner}"):
                shutil.rmtree(folder, ignore_errors=True)

    def _lay_data(self):
        data = os.path.join(self.folder, "data")
        if not self.templates:
            self._initialise(data)
            return
        os.makedirs(self.templates, exist_ok=True)
        template = os.path.join(self.templates, self.template_name)
        with open(template + ".lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.isdir(template):
                self._initialise(data)
                copy(data, template + ".new")
                os.rename(template + ".new", template)
                return
        copy(template, data)

    def _run(self, command, environment):
        done = subprocess.run(command, cwd=self.folder, text=True, capture_output=True, env=environment, **self._demoted())
        if done.returncode:
            raise ServerError(f"{os.path.basename(command[0])} failed:\n{done.stdout}{done.stderr}")

    def _start(self, environment=None):
        with open(os.path.join(self.folder, "log"), "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self._command(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
                preexec_fn=die_with_parent, start_new_session=True, **self._demoted())
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise ServerError("the server stopped:\n" + self.log())
            if self._is_ready():
                return
            time.sleep(0.01)
        raise ServerError("the server did not start:\n" + self.log())


def run_beside(server, command, show_log):
    """The exit code of a program that runs a command beside a server."""
    # Ended politely, the server must go too; SystemExit runs the context manager's exit.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        with server:
            code = subprocess.run(command, env=server.environment, preexec_fn=die_with_parent).returncode
            if show_log:
                sys.stderr.write(server.log())
    except (ServerError, OSError) as problem:
        print(f"{os.path.basename(sys.argv[0])}: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code if code >= 0 else 128 - code
