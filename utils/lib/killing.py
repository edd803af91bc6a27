"""Scripts of a plan killed while they run, and run again. See utils/kill."""
import collections
import contextlib
import subprocess
import time

import libpq
import plans
import soaking
from pairs import rows

ROWS = 1009  # prime, as rows.py wants it, and enough for a backfill to take a while
KILLS_OF_A_PHASE = 4
ATTEMPTS = 60
# Within which a server takes all connections down after one was killed. One that had just come to its
# end by itself is not missed: then nothing is noticed.
NOTICE_SECONDS = 5


class Killer:
    """A server, a database in it, and the ways to make them go."""

    def __init__(self, server, compiler, folder):
        self.server, self.place = server, soaking.Place(compiler, folder, "killed")
        self.kills = collections.Counter()

    def total(self):
        return sum(self.kills.values())

    def psql_dies(self, process):
        """Its connection stays until the server notices."""
        process.kill()

    def connection_is_cut(self, process):
        with libpq.Connection("postgres") as connection:
            connection.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'killed'")

    def server_stops(self, process):
        self.server.crash()
        self.place.admin.close()
        self.place.admin = libpq.Connection("postgres")

    def backend_dies(self, process):
        """The server takes every connection down and recovers."""
        pids = self.place.admin.run("SELECT pid FROM pg_stat_activity WHERE datname = 'killed'")
        for (pid,) in pids:
            subprocess.run(["kill", "-9", pid], capture_output=True)
        noticed = time.monotonic() + NOTICE_SECONDS
        with contextlib.suppress(libpq.SqlError):
            while pids and time.monotonic() < noticed:
                self.place.admin.run("SELECT pg_sleep(0.01)")
        self.place.admin.close()
        self.place.admin = self.server.wait_for(lambda: libpq.Connection("postgres"), libpq.SqlError)


class Killed(soaking.Proof):
    def __init__(self, killer, pair, seed):
        super().__init__(killer.place, pair, seed)
        self.killer = killer
        self.rows = rows.Rows(pair, ROWS)
        self.guess = 0.15

    def ways(self, work, plan):
        self.place.leave()  # only what is killed is connected
        for phase in plan.phases:
            for _ in range(self.rng.randrange(1, KILLS_OF_A_PHASE + 1)):
                if self.kill_once(plan.script(phase, "up")):
                    break
            self.finish(plan.script(phase, "up"))
        self.expect_there(self.place.reader(), "after a plan killed and run again")

    def kill_once(self, script):
        """Whether the script came to its end before."""
        how = self.rng.choice(("psql_dies", "psql_dies", "psql_dies", "connection_is_cut", "connection_is_cut", "server_stops",
                               "backend_dies"))
        start = time.monotonic()
        process = subprocess.Popen(self.command(script), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self.rng.uniform(0.01, self.guess))
            self.guess = (self.guess + time.monotonic() - start) / 2
            return process.returncode == 0
        getattr(self.killer, how)(process)
        process.kill()
        process.wait()
        self.killer.kills[how] += 1
        self.place.log(f"{how} {time.monotonic() - start:.3f} s into {script}")
        return False

    def finish(self, script):
        """Runs it until it succeeds. What a killed psql had begun may still be at work, and hold locks."""
        for _ in range(ATTEMPTS):
            done = subprocess.run(self.command(script), text=True, capture_output=True)
            self.place.log(f"{script}: {done.returncode} {done.stderr.strip()[:1000]}")
            if not done.returncode:
                return
            if not any(words in done.stderr for words in ("lock timeout", "deadlock", "starting up", "recovery mode", "not yet accepting", "terminat")):
                break
            time.sleep(0.2)
        raise plans.Failure(f"{script} does not go on: {done.stderr}{plans.excerpt(done.stderr)}")

    def command(self, script):
        return ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.place.name, "-f", script]
