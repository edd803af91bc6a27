"""Objects that stand alone: sequences, domains, composite and range types; and comments on anything."""
from dataclasses import dataclass, field
from typing import Optional

from . import access, spell

COMMENTS = ["what it is", "it's \"quoted\"", "two\nlines", "größe 🐘", "back\\slash", "$schemac$ -- ;"]


@dataclass
class Thing:
    uid: int
    ns: str
    name: str
    parts: dict = field(default_factory=dict)
    renamed_from: Optional[str] = None
    origin: bool = True


class Standing:
    """A kind that no table of these worlds depends on. `draw` gives the parts of a new one, `line` prints them."""
    word = ""
    edits = {"make": 1, "change": 2, "drop": 1, "rename": 1}
    makes = {"make": 1}

    def all(self, w):
        return w.things.setdefault(self.word, [])

    def _pick(self, w, rng):
        known = [t for t in self.all(w) if t.origin and not t.renamed_from]
        return rng.choice(known) if known else None

    def make(self, w, rng):
        thing = Thing(w.uid(), rng.choice([""] * 3 + w.namespaces), w.namer.fresh(rng, self.word), self.draw(w, rng), origin=not w.changed)
        self.all(w).append(thing)
        return True

    def change(self, w, rng):
        thing = self._pick(w, rng)
        if not thing:
            return False
        thing.parts = self.changed(w, rng, thing.parts)
        return True

    def changed(self, w, rng, parts):
        return {**self.draw(w, rng), "fixed": parts["fixed"]}

    def drop(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            self.all(w).remove(thing)
        return bool(thing)

    def rename(self, w, rng):
        thing = self._pick(w, rng)
        if thing:
            thing.renamed_from, thing.name = thing.name, w.namer.fresh(rng, self.word)
        return bool(thing)

    def renamed(self, w, thing):
        return " renamed_from " + spell.name(thing.renamed_from) if w.changed and thing.renamed_from else ""

    def lines(self, w):
        made = [(thing, self.line(w, thing)) for thing in self.all(w)]
        return [line for thing, own in made if own for line in own + access.remarked(w, thing.uid)]


class Sequences(Standing):
    word = "sequence"

    def draw(self, w, rng):
        options = [f"increment {rng.choice((1, 2, 10))}"] + [o for o in ("cache 5", "cycle", "min 1 max 100000") if rng.random() < 0.3]
        return {"fixed": rng.choice(("i32", "i64")), "options": options}

    def line(self, w, thing):
        return [" ".join([f"sequence {spell.path(thing)} : {thing.parts['fixed']}", *thing.parts["options"]]) + self.renamed(w, thing)]


class Domains(Standing):
    word = "domain"

    def draw(self, w, rng):
        options = ["not_null"] * (rng.random() < 0.3) + ["default " + spell.sql("'x'")] * (rng.random() < 0.4)
        return {"fixed": rng.choice(("text", "varchar(20)")), "options": options, "check": rng.random() < 0.5, "name": w.namer.fresh(rng, "check")}

    def line(self, w, thing):
        check = f" check {spell.name(thing.parts['name'])} " + spell.sql("VALUE <> ''") if thing.parts["check"] else ""
        return [" ".join([f"domain {spell.path(thing)} : {thing.parts['fixed']}", *thing.parts["options"]]) + check + self.renamed(w, thing)]


class Composites(Standing):
    word = "composite"
    edits = {"make": 1, "drop": 1, "rename": 1}

    def draw(self, w, rng):
        return {"fixed": rng.sample(("a", "B c", "select", "naïve"), rng.randrange(1, 4))}

    def line(self, w, thing):
        attributes = [f"  attr {spell.name(n)} : {('i32', 'text', 'numeric(10, 2)')[len(n) % 3]}" for n in thing.parts["fixed"]]
        return [f"composite {spell.path(thing)}{self.renamed(w, thing)} {{", *attributes, "}"]


class Ranges(Standing):
    """Not renamed: PostgreSQL leaves the constructors of a renamed type under the former name, and so do we."""
    word = "range"
    edits = {"make": 1, "drop": 1}

    def draw(self, w, rng):
        return {"fixed": rng.choice(("i32", "f64", "timestamp", "text"))}

    def line(self, w, thing):
        return [f"range {spell.path(thing)} subtype {thing.parts['fixed']}{self.renamed(w, thing)}"]


class Comments:
    makes = {"say": 2}
    edits = {"say": 3, "silence": 1}

    def say(self, w, rng):
        parts = [p for t in w.tables for p in (t, *t.columns, *t.constraints, *t.indexes)] + w.enums
        rng.choice(parts).comment = rng.choice(COMMENTS)
        return True

    def silence(self, w, rng):
        parts = [p for t in w.tables for p in (t, *t.columns, *t.constraints, *t.indexes) if p.comment]
        if parts:
            rng.choice(parts).comment = None
        return bool(parts)
