"""The labelled cases: one file for each, named RULE/NAME.sql."""
import os
from collections import Counter
from dataclasses import dataclass, field

SECTIONS = ("before", "change")


@dataclass
class Case:
    name: str
    expect: Counter = field(default_factory=Counter)  # rule: how often
    options: list = field(default_factory=list)
    version: int = 18
    config: str = ""  # a line of schemac.yaml
    tool: str = "numbered"
    rows: dict = field(default_factory=dict)
    refused: bool = False
    before: str = ""
    change: str = ""

    @property
    def rule(self):
        return self.name.split("/")[0]

    @property
    def harmful(self):
        return bool(self.expect)


def labels(text):
    """'a, b x2' -> {a: 1, b: 2}"""
    found = Counter()
    for part in text.split(","):
        words = part.split()
        if words and words != ["nothing"]:
            found[words[0]] += int(words[1][1:]) if len(words) > 1 else 1
    return found


def parse(name, text):
    case = Case(name)
    section = None
    sections = {s: [] for s in SECTIONS}
    expect = None
    for line in text.splitlines():
        word = line.removeprefix("-- ") if line.startswith("-- ") else None
        if word in SECTIONS:
            section = word
        elif section:
            sections[section].append(line)
        elif word == "refused":
            case.refused = True
        elif word is not None:
            key, _, value = word.partition(": ")
            if key == "expect":
                expect = case.expect = labels(value)
            elif key == "with":
                case.options = value.split()
            elif key == "config":
                case.config = value
            elif key == "version":
                case.version = int(value)
            elif key == "tool":
                case.tool = value
            elif key == "rows":
                pairs = (pair.split() for pair in value.split(","))
                case.rows = {table: int(rows) for table, rows in pairs}
            elif key != "because":
                raise ValueError(f"{name}: what is '{line}'?")
    if expect is None or not sections["change"]:
        raise ValueError(f"{name}: a case has '-- expect:' and '-- change'")
    case.before, case.change = ("\n".join(sections[s]) + "\n" for s in SECTIONS)
    if not case.before.strip():
        case.before = ""
    return case


def read(folder, only):
    found = []
    for rule in sorted(os.listdir(folder)):
        for file in sorted(os.listdir(os.path.join(folder, rule))):
            name = f"{rule}/{file.removesuffix('.sql')}"
            if only and rule not in only and name not in only:
                continue
            with open(os.path.join(folder, rule, file), encoding="utf-8") as stream:
                found.append(parse(name, stream.read()))
    return found


def exceptions(folder):
    """Cases that are known to be judged otherwise, with the reason: NAME: reason."""
    path = os.path.join(folder, "exceptions.txt")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as stream:
        lines = [line.strip() for line in stream if line.strip() and not line.startswith("#")]
    return dict(line.split(": ", 1) for line in lines)
