"""A psql that reads one script after another: to start it, and a server process for it, takes longer than most scripts."""
import contextlib
import re
import subprocess
import tempfile

# What DISCARD ALL does not take back, or what only a new session sees.
ENDS_SESSION = re.compile(r"^\\(c|connect|pset|t|a|x|o|timing|encoding|(un)?set QUIET)\b|\bALTER (DATABASE|ROLE|USER|SYSTEM)\b", re.M | re.I)


def _ends_session(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return ENDS_SESSION.search(file.read()) is not None


class Psql:
    """Starts with the first script, and again behind one that fails."""

    END = "--- behind the last script ---"

    def __init__(self, database, environment=None):
        self.database, self.environment = database, environment
        self._process = self._said = None

    def run(self, *files):
        """The exit code with which it ends, 0 when it goes on; what the scripts print; what psql says of them."""
        if not self._process:
            self._start()
        for file in files:
            quoted = file.replace("\\", "\\\\").replace("'", "\\'")
            self._process.stdin.write(f"\\i '{quoted}'\n")
        is_last = any(_ends_session(file) for file in files)
        # A script that leaves a transaction open fails here; settings of one are not those of the next.
        self._process.stdin.write(("" if is_last else "DISCARD ALL;\n") + f"\\echo {self.END!r}\n")
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.flush()
        printed, code = [], None
        for line in self._process.stdout:
            if line.rstrip("\n") == self.END:
                code = 0
                break
            printed.append(line)
        self._said.seek(0)
        said = self._said.read()
        self._said.seek(0)
        self._said.truncate()
        if code is None:
            code = self.close() or 1
        elif is_last:
            self.close()
        return code, "".join(printed), said

    def run_text(self, sql):
        """As `run`, with the script itself."""
        with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
            file.write(sql + "\n")
            file.flush()
            return self.run(file.name)

    def close(self):
        """Its exit code; None when it does not run."""
        if not self._process:
            return None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        code = self._process.wait()
        self._process = None
        return code

    def _start(self):
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        self._process = subprocess.Popen(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.database], text=True, env=self.environment,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said)
