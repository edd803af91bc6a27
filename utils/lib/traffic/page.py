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


def text(figures, options):
    command = f"utils/traffic --rows {options.rows} --version {options.version} --seed {options.seed} --write"
    head = HEAD.format(command=command + " docs/dialects/postgres-traffic.md", rows=options.rows, version=options.version,
                       writers=options.writers, readers=options.readers)
    return head + "".join(
        f"| {f['title']} | {', '.join(f['phases'])} | {f['seconds']:.1f} s | {f['statements']:,} | {f['blocked'] * 1000:.0f} ms | "
        f"{f['slowest'] * 1000:.0f} ms | {f['idle'] * 1000:.0f} ms | {f['retried']} |\n" for f in figures)
