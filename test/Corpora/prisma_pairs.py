#!/usr/bin/env python3
"""Real changes of real Prisma schemas, planned by schemac and run on a server, there and back.

    prisma_pairs.py --schemac PROGRAM --corpora FOLDER --work FOLDER [--shard K/N] [--only PAIR] APP

Runs beside a server (utils/pg.py). For every pair of prisma-pairs/APP.tar.xz: on a database made by
`plan --from empty --to before`, the plan from before to after must give the catalog of `plan --from
empty --to after`, and its down scripts in reverse order must bring that of before back. What looks
like a rename is answered both ways. prisma_pairs.refused lists the states that are no valid schemas,
with the reason; a listed one that schemac accepts fails.
"""
import argparse
import glob
import hashlib
import os
import re
import shutil
import sys
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(os.path.dirname(HERE)), "utils", "lib")]
import answers
import catalog
import plans

ATTEMPTS = 6
RENAME_QUESTIONS = ("SC3102", "SC3103", "SC3104")


def refused_pairs():
    """{app/pair: code} of prisma_pairs.refused."""
    found = {}
    with open(os.path.join(HERE, "prisma_pairs.refused")) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                pair, code = line.split()
                found[pair] = code
    return found


class Runner:
    def __init__(self, options):
        self.options = options
        self.compiler = plans.Compiler(options.schemac)
        # What an application takes for granted of the server (prisma_history.py says more).
        self.prerequisites = glob.glob(os.path.join(HERE, "prisma_history", options.app + ".before.sql"))
        self.states = {}  # hash of a schema: (database, catalog)
        self.changes = self.asked = 0
        self.made = 0

    def state(self, schema):
        """The database of a schema made from empty, kept for the next pair that needs it."""
        with open(schema, "rb") as file:
            key = hashlib.sha1(file.read()).hexdigest()
        if key in self.states:
            self.states[key] = self.states.pop(key)  # the one used last is forgotten last
        else:
            plan = self.compiler.plan("empty", schema, self.out(key))
            self.made += 1
            database = plans.Database(f"state_{self.made}")
            database.run(*self.prerequisites)
            database.run(*[plan.script(phase, "up") for phase in plan.phases])
            self.states[key] = (database, database.catalog())
            self.forget()
        return self.states[key]

    def forget(self):
        while len(self.states) > 6:
            database, _ = self.states.pop(next(iter(self.states)))
            database.drop()

    def out(self, name):
        folder = os.path.join(self.options.work, "out", name)
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def pair(self, folder):
        before, after = (os.path.join(folder, side + ".prisma") for side in ("before", "after"))
        _, after_facts = self.state(after)
        for renames in (True, False):
            start, before_facts = self.state(before)
            plan, questions = self.change(before, after, answers.Answers(after_facts, renames))
            self.there_and_back(plan, start, before_facts, after_facts)
            self.changes += 1
            if not any(code in RENAME_QUESTIONS for code in questions):
                break
            self.asked += renames

    def change(self, before, after, author):
        """The plan, and the codes of the questions that had to be answered for it."""
        questions = []
        for attempt in range(ATTEMPTS):
            try:
                return self.compiler.plan(before, after, self.out("change"), *author.options), questions
            except plans.Refused as refused:
                questions += [code for code, _ in refused.findings]
                if attempt == ATTEMPTS - 1 or not author.improve(refused.findings):
                    raise

    def there_and_back(self, plan, start, before, after):
        """Runs on the database of `before` itself, which is kept when it is what it was."""
        try:
            start.run(*[plan.script(phase, "up") for phase in plan.phases])
            plans.expect_same("after the plan", in_kept_order(after, before), start.catalog())
            start.run(*[plan.script(phase, "down") for phase in reversed(plan.phases)])
            returned = start.catalog()
            plans.expect_returned("after the way back", plan, before, returned)
            spoilt = returned != before
        except plans.Failure:
            spoilt = True
            raise
        finally:
            if spoilt:
                self.states = {key: state for key, state in self.states.items() if state[0] is not start}
                start.drop()


def in_kept_order(after, before):
    """`after`, with the values that an enum keeps in the order that they have: none can be moved."""
    old = {catalog.subject(line): plans.labels(line) for line in before if line.startswith("enum ")}
    expected = []
    for line in after:
        kept = old.get(catalog.subject(line), [])
        wanted = plans.labels(line) if line.startswith("enum ") else []
        if [label for label in wanted if label in kept] != [label for label in kept if label in wanted]:
            order = iter([label for label in kept if label in wanted])
            wanted = [next(order) if label in kept else label for label in wanted]
            line = catalog.subject(line) + ": " + ", ".join(wanted)
        expected.append(line)
    return expected


def extract(archive, target):
    """Unpacks and lists the pairs, in the order of their numbers."""
    shutil.rmtree(target, ignore_errors=True)
    with tarfile.open(archive) as tar:
        tar.extractall(target, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # since 3.11.4
    return sorted(name for name in os.listdir(target) if os.path.isdir(os.path.join(target, name)))


def in_shard(pairs, shard):
    """A contiguous part: neighbours share states."""
    if not shard:
        return pairs
    part, parts = map(int, shard.split("/"))
    return pairs[len(pairs) * (part - 1) // parts:len(pairs) * part // parts]


def main():
    parser = argparse.ArgumentParser()
    for name in ("schemac", "corpora", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--shard", metavar="K/N")
    parser.add_argument("--only", metavar="PAIR")
    parser.add_argument("app")
    options = parser.parse_args()
    source = os.path.join(options.work, "pairs")
    pairs = extract(os.path.join(options.corpora, "prisma-pairs", options.app + ".tar.xz"), source)
    pairs = [p for p in in_shard(pairs, options.shard) if re.match(options.only or "", p)]
    refused = {k.split("/")[1]: v for k, v in refused_pairs().items() if k.startswith(options.app + "/")}
    runner, failed, as_listed = Runner(options), 0, 0
    for name in pairs:
        try:
            runner.pair(os.path.join(source, name))
            problem = f"listed as refused with {refused[name]}, but accepted" if name in refused else None
        except plans.Refused as failure:
            expected = name in refused and refused[name] in [code for code, _ in failure.findings]
            as_listed += expected
            problem = None if expected else failure
        except plans.Failure as failure:
            problem = failure
        if problem:
            failed += 1
            print(f"{options.app}/{name}: {problem}\n", flush=True)
    print(f"{options.app}: {len(pairs)} pairs, {runner.changes} plans run there and back ({runner.asked} as renames "
          f"and as drops), {as_listed} refused as listed, {failed} failed")
    return 1 if failed or not pairs else 0


if __name__ == "__main__":
    plans.main_guard(main)
