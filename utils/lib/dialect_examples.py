"""Examples of a dialect's page: what a change costs as one would write it by hand, and what schemac plans instead.

docs/dialects/DIALECT/OPERATION.sir, and OPERATION.*.sir for more of them, hold two schemas, and comments before them:
the first line is the title, the others are a note; `// options: …` are given to `schemac plan`. What it answers for
them, on every version, is the example: a plan, or why there is none.
"""
import json
import os
import re
import shlex
import subprocess
import tempfile

VERSIONS = range(12, 19)
WAITING_MODES = {"SHARE": "writers", "SHARE ROW EXCLUSIVE": "writers", "EXCLUSIVE": "writers",
                 "ACCESS EXCLUSIVE": "everybody"}
WORKS = {"catalog": "none", "scan": "reads every row", "index-build": "builds an index", "rewrite": "writes every row",
         "batches": "in batches"}
# Nobody waits for what nobody has used yet.
MADE = re.compile(r'^CREATE (?:UNLOGGED )?TABLE "public"\.("[^"]+")')


def about(milliseconds):
    """As the plans say it; below a person's attention there is no difference."""
    if milliseconds < 10:
        return "< 10 ms"
    if milliseconds < 1000:
        return f"~{milliseconds // 10 * 10} ms"
    seconds = milliseconds / 1000
    return f"~{seconds:.0f} s" if seconds < 90 else f"~{seconds / 60:.0f} min"


def ranges(versions):
    """12–17 of a run of numbers."""
    first, last = versions[0], versions[-1]
    return str(first) if first == last else f"{first}–{last}"


def who_waits(modes):
    if "ACCESS EXCLUSIVE" in modes:
        return "everybody"
    return "writers" if any(mode in WAITING_MODES for mode in modes) else "nobody"


def by_version(values):
    """Pairs of runs of versions and what is the same in them, of a dictionary by version."""
    out = []
    for version, value in values.items():
        if out and out[-1][1] == value:
            out[-1][0].append(version)
        else:
            out.append(([version], value))
    return out


def said_by_version(values):
    """12–17: this; 18: that."""
    runs = by_version(values)
    return runs[0][1] if len(runs) == 1 else "<br>".join(f"{ranges(run)}: {value}" for run, value in runs)


class Refusal:
    """Why there is no plan for an example: the first error, with its notes."""

    def __init__(self, diagnostics):
        error = next(d for d in diagnostics if d["level"] == "error")
        self.code, self.text = error["code"], error["message"]
        self.notes = [note["message"] for note in error["notes"]]

    def link(self):
        return f"[{self.code}](../diagnostics/{self.code}.md)"


class Example:
    """One file of examples, planned for every version."""

    def __init__(self, program, path):
        with open(path) as file:
            text = file.read()
        comments = re.findall(r"^// ?(.*)$", re.split(r"^schema ", text, maxsplit=1, flags=re.M)[0], re.M)
        self.options = [part for line in comments if line.startswith("options:")
                        for part in shlex.split(line.removeprefix("options:"))]
        self.title, *note = [line for line in comments if not line.startswith("options:")]
        self.name = os.path.basename(path).removesuffix(".sir")
        self.note = "\n".join(note).strip()
        schemas = re.findall(r"^schema .*?^}\n", text, re.M | re.S)
        if len(schemas) != 2:
            raise RuntimeError(f"{path}: an example is two schemas")
        with tempfile.TemporaryDirectory() as folder:
            self.plans = {version: self.plan(program, folder, schemas, version) for version in VERSIONS}
            self.plain = {version: self.plain_costs(program, folder, schemas, version) for version in VERSIONS}

    def plan(self, program, folder, schemas, version):
        """The plan, or a Refusal."""
        paths = [os.path.join(folder, name) for name in ("from.sir", "to.sir")]
        for name, schema in zip(paths, schemas):
            with open(name, "w") as file:
                file.write(schema)
        done = subprocess.run([program, "plan", "--from", paths[0], "--to", paths[1], "--format", "json",
                               "--dialect", f"postgres:{version}", *self.options],
                              capture_output=True, text=True)
        document = json.loads(done.stdout) if done.stdout.startswith("{") else {}
        if "plan" in document:
            return document["plan"]
        if not any(d["level"] == "error" for d in document.get("diagnostics", [])):
            raise RuntimeError(f"{self.title}: neither a plan nor an error for version {version}: {done.stderr}")
        return Refusal(document["diagnostics"])

    def plain_costs(self, program, folder, schemas, version):
        """What the change costs as the statements that one would write by hand."""
        path = os.path.join(folder, "plain.sir")
        with open(path, "w") as file:
            file.write("".join(schema.replace(" dialect postgres {", f" dialect postgres {version} {{", 1) for schema in schemas))
        tool = os.path.join(os.path.dirname(program), "schemac-opt")
        done = subprocess.run([tool, path, "--diff", "--print-costs"], capture_output=True, text=True)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def plain_text(self):
        """Who waits, and for what."""
        return said_by_version({version: plain_words(costs) for version, costs in self.plain.items()})

    def planned_text(self):
        """What schemac does, how long others wait at most, and how it goes back."""
        lines = {version: f"refused: {plan.link()} | – | –" if isinstance(plan, Refusal) else
                 f"{self.done(version)} | {worst(plan)} | {plan['reversible']['text']}"
                 for version, plan in self.plans.items()}
        columns = [{version: line.split(" | ")[i] for version, line in lines.items()} for i in range(3)]
        return " | ".join(said_by_version(column) for column in columns)

    def done(self, version):
        """In how many steps, unless it is what one would write by hand, too."""
        plan, plain = self.plans[version], self.plain[version]
        steps = steps_of(plan)
        same = plain and [step["sql"] for step in steps] == [step["sql"] for step in plain]
        return "the same" if same and shape(plan) == counted(len(steps), "step") else shape(plan)

    def by_version(self):
        """Runs of versions, and the plan or refusal that is the same for all of them."""
        texts = {version: (plan.text, plan.code) if isinstance(plan, Refusal) else sql(plan)
                 for version, plan in self.plans.items()}
        return [(run, self.plans[run[-1]]) for run, _ in by_version(texts)]


def plain_words(costs):
    if costs is None:
        return "–"
    modes = [mode for step in costs for mode in step["locks"].values()]
    work = max((step["work"] for step in costs), key=list(WORKS).index, default="catalog")
    alone = {"catalog": "", "scan": ", while every row is read", "index-build": ", while an index is built",
             "rewrite": ", while every row is written", "batches": ""}
    return who_waits(modes) + (alone[work] if who_waits(modes) != "nobody" else "")


def counted(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"


def shape(plan):
    """2 phases, 5 steps, 1 deployment."""
    steps = len(steps_of(plan))
    if not steps:
        return "nothing to do"
    gates = sum("gate" in phase for phase in plan["phases"])
    return ", ".join([counted(steps, "step")] + ([counted(gates, "deployment")] if gates else []))


def steps_of(plan):
    return [step for phase in plan["phases"] for step in phase["steps"]]


def remark(step):
    """The locks of a step that make others wait, and for how long."""
    held = [f"{lock['mode']} on {lock['relation']}, {about(lock.get('heldMilliseconds', 0))}"
            for lock in step["locks"] if lock["mode"] in WAITING_MODES]
    took = step.get("estimate", {}).get("milliseconds", 0)
    return "; ".join(held) if held else f"nobody waits{', ' + about(took) if took >= 10 else ''}"


def step_sql(step):
    if "guard" in step:
        kind = "guard" if step["kind"] == "guard" else "verify"
        return f"-- {kind}: {step['guard']['title']}; stops when there are any\n{step['guard']['query']};"
    if "batch" in step:
        return (f"-- in batches that commit one by one; {remark(step)}\n{step['batch']['next']};")
    lines = ";\n".join(step["sql"])
    return f"-- {remark(step)}\n{lines};"


def sql(plan):
    """The statements of a plan, with phases, transactions and gates."""
    out = []
    for phase in plan["phases"]:
        if "gate" in phase:
            out.append(f"-- ── {phase['gate']['text']} ──")
        out.append(f"-- {phase['name']}")
        steps = {step["id"]: step for step in phase["steps"]}
        for block in phase["blocks"]["up"]:
            texts = [step_sql(steps[number]) for number in block["steps"]]
            if len(texts) > 1:
                texts = ["BEGIN;", *texts, "COMMIT;"]
            out.append("\n".join(texts))
    return "\n\n".join(out)


def guards(plan):
    return list(dict.fromkeys(step["guard"]["title"] for step in steps_of(plan) if step["kind"] == "guard"))


def reverse_text(plan):
    """How the plan is undone, with what is lost."""
    reasons = [step["reverse"]["reason"] for step in steps_of(plan) if step["reverse"].get("reason")]
    return plan["reversible"]["text"] + ("; " + "; ".join(dict.fromkeys(reasons)) if reasons else "")


def worst(plan):
    """The strongest waiting that a plan causes, in words."""
    made = {name for step in steps_of(plan) for text in step["sql"] or [] for name in MADE.findall(text)}
    waits = [(lock.get("heldMilliseconds", 0), WAITING_MODES[lock["mode"]])
             for step in steps_of(plan) for lock in step["locks"]
             if lock["mode"] in WAITING_MODES and lock["relation"] not in made]
    if not waits:
        return "nobody waits"
    milliseconds = max(ms for ms, _ in waits)
    who = "everybody" if any(who == "everybody" for _, who in waits) else "writers"
    return f"{who}, {about(milliseconds)}"
