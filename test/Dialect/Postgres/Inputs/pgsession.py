"""A psql kept open, so that a transaction can be watched from inside and from beside it."""
import subprocess
import uuid


class SqlError(Exception):
    def __init__(self, text):
        super().__init__(text.strip())
        self.state = text.strip().split(":", 2)[1].strip() if text.startswith(("ERROR:", "FATAL:")) else ""


class Session:
    def __init__(self, database="postgres", environment=None):
        self.psql = subprocess.Popen(
            ["psql", "-XAtq", "-F", "\x1f", "-v", "VERBOSITY=verbose", "-d", database],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=environment)
        self.pending = []
        self.pid = self.rows("SELECT pg_backend_pid()")[0][0]

    def send(self, sql):
        """Starts a statement; finish() waits for it."""
        mark = uuid.uuid4().hex
        self.pending.append(mark)
        self.psql.stdin.write(f"{sql}\n;\n\\echo {mark}\n")
        self.psql.stdin.flush()

    def finish(self):
        mark, lines, errors = self.pending.pop(0), [], []
        for line in self.psql.stdout:
            line = line.rstrip("\n")
            if line == mark:
                break
            if line.startswith(("ERROR:", "FATAL:")):
                errors.append(line)
            elif line and not errors and not line.startswith(("WARNING:", "NOTICE:")):
                lines.append(line.split("\x1f"))
        if errors:
            raise SqlError(errors[0])
        return lines

    def rows(self, sql):
        self.send(sql)
        return self.finish()

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()
