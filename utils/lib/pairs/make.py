"""A pair of schemas from a seed: a list of actions, which can be made again without some of them."""
import random
from dataclasses import dataclass

from . import kinds, text, wider
from .model import World


@dataclass(frozen=True)
class Action:
    edit: bool  # of B; else A is made of it
    name: str
    seed: int


@dataclass
class Pair:
    a: World
    b: World
    actions: list  # those that found something to do

    def texts(self):
        return text.schema(self.a, kinds.printers()), text.schema(self.b, kinds.printers())


def choose(seed):
    """The actions of a seed."""
    rng = random.Random(seed)
    makes, edits = kinds.actions("makes"), kinds.actions("edits")
    chosen = ["Tables.make"] + ["Tables.make"] * rng.randrange(2)
    chosen += rng.choices([n for _, n, _ in makes], [w for w, _, _ in makes], k=rng.randrange(3, 16))
    if kinds.widest:
        return _many(rng, makes, edits)
    for_b = rng.choices([n for _, n, _ in edits], [w for w, _, _ in edits], k=rng.choice((1, 2, 3, 4, 6, 9)))
    return _actions(rng, chosen, for_b)


def _many(rng, makes, edits):
    """Of so many kinds: more of each pair, and mostly edits of what there is."""
    chosen = ["Tables.make"] * rng.randrange(1, 4) + rng.choices([n for _, n, _ in makes], [w for w, _, _ in makes], k=rng.randrange(6, 24))
    known = {name.split(".")[0] for name in chosen} | {"Columns"}
    weights = [w * (8 if name.split(".")[0] in known else 1) for w, name, _ in edits]
    return _actions(rng, chosen, rng.choices([n for _, n, _ in edits], weights, k=rng.choice((2, 3, 5, 8, 12, 16))))


def _actions(rng, chosen, for_b):
    draw = lambda: rng.randrange(1 << 30)
    # Enums and the like first, so that columns can be of them.
    chosen.sort(key=lambda name: not (name.startswith(("Namespaces", "Extensions", "Enums")) or name in wider.FIRST))
    return [Action(False, n, draw()) for n in chosen] + [Action(True, n, draw()) for n in for_b]


def build(actions, version):
    methods = {name: method for which in ("makes", "edits") for _, name, method in kinds.actions(which)}
    world, before, done = World(version), None, []
    for action in actions:
        if action.edit and before is None:
            before, world = world, world.copy()
            world.changed, world.first_namespaces = True, list(before.namespaces)
        if methods[action.name](world, random.Random(action.seed)):
            done.append(action)
    if before is None:
        before, world = world, world.copy()
        world.changed = True
    return Pair(before, world, done)


def pair(seed, version):
    return build(choose(seed), version)
