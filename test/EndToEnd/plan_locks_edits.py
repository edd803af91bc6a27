"""The edits of plan_locks.py."""
import re

EDIT = re.compile(r"^-- edit (\S+?)((?:;.*)?)$", re.M)


class Edit:
    def __init__(self, name, notes, sql):
        self.name, self.sql = name, sql
        words = [word.strip() for word in notes.split(";") if word.strip()]
        self.sizes = [word for word in words if word in ("small", "large")] or ["small", "large"]
        self.there, self.triggers = "there" in words, "triggers" in words
        numbers = dict(word.split() for word in words if word.startswith(("since ", "until ")))
        self.since, self.until = int(numbers.get("since", 12)), int(numbers.get("until", 99))
        self.options = [part.strip() for word in words if word.startswith("options:") for part in word[8:].split("|")]


def read_edits(path):
    with open(path) as file:
        _, *parts = EDIT.split(file.read())
    return [Edit(*parts[i:i + 3]) for i in range(0, len(parts), 3)]
