"""Scripts of a plan with looks in them, and what is compared of what these saw. See plan_locks.py."""
import re

MODES = ["", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
         "EXCLUSIVE", "ACCESS EXCLUSIVE"]
# What a session sees of itself goes out as warnings, in the order in which they come.
WATCH = r"""
CREATE SCHEMA watch;
CREATE FUNCTION watch.names(block int, step int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  RAISE WARNING '@names % % %', block, step, (SELECT json_agg(json_build_array(c.oid, n.nspname || '.' || c.relname, c.relkind,
    c.relfilenode, coalesce(i.indrelid, d.refobjid, 0))) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND c.relkind = 'S'
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema');
END $$;
CREATE FUNCTION watch.locks(block int, step int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  RAISE WARNING '@locks % % %', block, step, (SELECT coalesce(json_agg(json_build_array(relation, mode)), '[]') FROM pg_locks
    WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()));
END $$;
"""
BLOCK = re.compile(r"^-- schemac: (transaction|no transaction)\n", re.M)
STEP = re.compile(r"^-- (?:undo )?step (\d+): (?!nothing to do|cannot be undone)", re.M)
INSIDE_COMMIT = re.compile(r"^( +)COMMIT;\n", re.M)
TOGETHER = re.compile(r"^      LOCK TABLE (?:ONLY )?(.*) IN (.*) MODE;$", re.M)


class Part:
    """A step, or a part of its reverse: what it says."""

    def __init__(self, step, said):
        self.id, self.said = step["id"], said
        self.title = f"step {step['id']} ({said['op']})"
        self.locks = {qualified(use["relation"]): use["mode"] for use in said["locks"]}
        self.work = said["work"]


class Block:
    """Parts that run as one. `looks`: of each part what was seen, in the order of the parts."""

    def __init__(self, number, parts, transaction, together):
        self.number, self.parts, self.transaction, self.together = number, parts, transaction, together
        self.names, self.looks = [], []
        self.ended = None


def qualified(name):
    """The parts of a name as plan.json spells it, with the schema that it leaves out."""
    parts = [part.replace('""', '"') for part in re.findall(r'"((?:[^"]|"")*)"', name)]
    return ".".join(parts if len(parts) > 1 else ["public", *parts])


def instrumented(text, phase, way):
    """The script with looks in it, and its blocks. Each headline in a block is of the next part of its step."""
    left = {step["id"]: [Part(step, said) for said in ([step] if way == "up" else step["reverse"]["steps"])]
            for step in phase["steps"]}
    head, *rest = BLOCK.split(text)
    out, blocks = [head], []
    for kind, body in zip(rest[::2], rest[1::2]):
        out.append(f"-- schemac: {kind}\n")
        ids = [int(n) for n in STEP.findall(body)]
        if not ids:  # clears away what another attempt left behind
            out.append(body)
            continue
        together = {qualified(name): mode for name, mode in TOGETHER.findall(body)}
        block = Block(len(blocks), [left[id].pop(0) for id in ids], kind == "transaction", together)
        blocks.append(block)
        out.append(of_transaction(body, block) if block.transaction else alone(body, block))
    if any(left.values()):
        raise AssertionError(f"{way} of {phase['name']} leaves out steps that plan.json has")
    return "".join(out), blocks


def call(function, block, part):
    return f"SELECT watch.{function}({block.number}, {part}) \\g /dev/null\n"


def of_transaction(body, block):
    begin = body.index("BEGIN;\n", body.rindex("\\else\n") if "\\else\n" in body else 0) + len("BEGIN;\n")
    out, at = [body[:begin]], begin
    for n, part in enumerate(block.parts):
        sql = "".join(statement + ";\n" for statement in part.said["sql"])
        where = body.find(sql, at)
        if where < 0:
            raise AssertionError(f"not in the script: {sql}\n{body}")
        out += [body[at:where], call("names", block, n), sql, call("locks", block, n)]
        at = where + len(sql)
    out += [call("names", block, len(block.parts)), body[at:]]
    return "".join(out)


def alone(body, block):
    part = block.parts[0]
    for k, statement in enumerate(part.said["sql"]):
        text = statement + ";\n"
        if INSIDE_COMMIT.search(statement):
            watched = INSIDE_COMMIT.sub(rf"\1PERFORM watch.locks({block.number}, 0);\n\1COMMIT;\n", text)
        elif re.search(r"\bCONCURRENTLY\b", statement):
            key = 1000 * block.number + k + 1
            watched = f"SELECT pg_advisory_lock({key}), pg_advisory_unlock({key}) \\g /dev/null\n{text}"
        else:
            watched = "BEGIN;\n" + text + call("locks", block, 0) + "COMMIT;\n"
        body = body.replace(text, call("names", block, 0) + watched)
    return body


def concurrent_statement(block, key):
    return block.parts[0].said["sql"][key % 1000 - 1]


def stronger(a, b):
    return max(a, b, key=MODES.index)


def differences(block, triggers):
    """Lines. What was made in the block is nobody's business yet."""
    if not block.names:
        return  # was skipped
    start = {oid: row for oid, *row in block.names[0]}
    owners = {oid: row[3] for oid, row in start.items()}
    said = {}
    lists = {name: oid for oid, (name, *_) in start.items()}
    for name, mode in block.together.items():
        if name in lists:
            said[lists[name]] = mode
    claimed = dict.fromkeys(said, "")
    for n, part in enumerate(block.parts):
        names = {row[1]: row[0] for row in block.names[min(n, len(block.names) - 1)]}
        for relation, mode in part.locks.items():
            oid = names.get(relation)
            if oid in start:
                said[oid] = stronger(said.get(oid, ""), mode)
                claimed[oid] = stronger(claimed.get(oid, ""), mode)
        seen = {}
        for index, oid, mode in block.looks:
            if index == n and oid in start:
                seen[oid] = stronger(seen.get(oid, ""), mode)
        if not any(index == n for index, *_ in block.looks):
            continue  # nothing was to be seen: no rows, no statements
        lenient = triggers and part.work == "batches"
        yield from compared(part, start, owners, said, seen, lenient)
    for oid, name in ((oid, start[oid][0]) for oid in claimed):
        if name in block.together and claimed[oid] != block.together[name]:
            yield f"'{name}' is locked {block.together[name]} beforehand, its steps say {claimed[oid] or 'nothing'}"
    yield from worked(block, start)


def compared(part, start, owners, said, seen, lenient):
    """Lenient: more may be locked than is said, as long as nobody waits for it."""
    for oid in sorted(set(said) | set(seen)):
        says, does = said.get(oid, ""), seen.get(oid, "")
        if oid not in said and MODES.index(does) <= MODES.index(said.get(owners[oid], "")):
            continue
        if lenient and MODES.index(says) <= MODES.index(does) <= MODES.index("ROW EXCLUSIVE"):
            continue
        if says != does:
            yield f"{part.title}: '{start[oid][0]}' is locked {does or 'not at all'}, the plan says {says or 'not at all'}"


def worked(block, start):
    """Tables whose files are new, and those with new indexes, against the heaviest work of the block."""
    if not block.transaction or len(block.names) < 2:
        return
    files = {row[2] for row in start.values()}
    fresh = {oid: row for oid, *row in block.names[-1] if row[2] not in files}
    rewritten = [row[0] for oid, row in fresh.items() if row[1] in "rm" and oid in start]
    built = [row[0] for row in fresh.values() if row[1] == "i" and row[3] in start]
    works = {part.work for part in block.parts}
    if bool(rewritten) != ("rewrite" in works):
        yield f"{block.parts[0].title}: writes {', '.join(rewritten) or 'nothing'} anew, the plan says {', '.join(sorted(works))}"
    elif bool(built) and not works & {"index-build", "rewrite"} or ("index-build" in works and not built):
        yield f"{block.parts[0].title}: builds {', '.join(built) or 'nothing'}, the plan says {', '.join(sorted(works))}"
