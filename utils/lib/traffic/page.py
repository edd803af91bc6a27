"""The page of what was observed."""

HEAD = """# PostgreSQL: how long anybody waited

Written by `{command}`; do not edit it by hand.

Each recipe ran on a table of {rows:,} rows of PostgreSQL {version} while applications used it: the old one before the gate, both
around it, the new one after it, {writers} writers and {readers} reader each, autocommitted statements with 2 ms between
them. No statement failed; afterwards every row held what was written to it last, and the catalog was the target's.

*Blocked* is the longest that a statement of an application was seen waiting for a lock, looked at every few milliseconds.
*Slowest* is the slowest statement while a phase ran, and *otherwise* the slowest while none did: what is alike in both is the
machine (two cores shared with other work, fsync off, everything in memory) and not the plan. *Again* counts the times that a
script gave up waiting for a lock and was run again. Compare figures within this page, not with other machines.

| change | phases | took | statements | blocked | slowest | otherwise | again |
|---|---|---|---|---|---|---|---|
"""


CROWDED = """# PostgreSQL: many at once, beside a slow reader

Written by `{command}`; do not edit it by hand.

Each recipe ran on a table of {rows:,} rows of PostgreSQL {version}, said to be hot, while {writers} writers and {readers} readers of the old application and,
behind the gate, of the new one worked on it, and beside them one that is slow: a transaction (REPEATABLE READ) that reads the
table, stays open for {slow} s and reads it again, which must be the same, then one statement of as many seconds, over and over.
No statement failed; afterwards every row held what was written to it last, and the catalog was the target's.

*99 of 100* is what so many statements of the writers took at most while a phase ran, *blocked* the longest that a statement was
seen waiting for a lock: a script waits for its own up to 200 ms before it gives up, and who comes after it waits behind it. *Held*
is the longest that an ACCESS EXCLUSIVE lock was seen held. *Again* counts the times that a script gave up beside the slow
reader and was run again, {again} s later. Two cores, shared with other work: compare figures within this page.

| change | phases | took | statements | 99 of 100 | blocked | held | again |
|---|---|---|---|---|---|---|---|
"""


def text(figures, recipes, options, again, before=""):
    """The page with a line for each of the recipes that has figures, or had them in the page as it was before."""
    crowd = f" --writers {options.writers} --readers {options.readers} --slow-reader {options.slow_reader} --traffic {options.traffic}"
    name = "crowds" if options.slow_reader else "traffic"
    command = (f"utils/traffic --rows {options.rows} --version {options.version} --seed {options.seed}{crowd if options.slow_reader else ''} "
               f"--write docs/dialects/postgres-{name}.md")
    head = (CROWDED if options.slow_reader else HEAD).format(
        command=command, rows=options.rows, version=options.version, writers=options.writers, readers=options.readers,
        slow=options.slow_reader, again=again)
    write = crowded if options.slow_reader else line
    lines = before.removeprefix(head).splitlines(keepends=True) if before.startswith(head) else []
    kept = {had.split(" | ")[0].removeprefix("| "): had for had in lines}
    return head + "".join(write(figures[r.name]) if r.name in figures else kept.get(r.title, "") for r in recipes)


def line(f):
    return (f"| {f['title']} | {', '.join(f['phases'])} | {f['seconds']:.1f} s | {f['statements']:,} | {f['blocked'] * 1000:.0f} ms | "
            f"{f['slowest'] * 1000:.0f} ms | {f['idle'] * 1000:.0f} ms | {f['retried']} |\n")


def crowded(f):
    return (f"| {f['title']} | {', '.join(f['phases'])} | {f['seconds']:.1f} s | {f['statements']:,} | {f['p99'] * 1000:.0f} ms | "
            f"{f['blocked'] * 1000:.0f} ms | {f['held'] * 1000:.0f} ms | {f['retried']} |\n")
