"""A pair of schemas from a seed: a list of actions, which can be made again without some of them."""
import random
from dataclasses import dataclass

from . import kinds, text
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
    for_b = rng.choices([n for _, n, _ in edits], [w for w, _, _ in edits], k=rng.choice((1, 2, 3, 4, 6, 9)))
    draw = lambda: rng.randrange(1 << 30)
    # Enums and the like first, so that columns can be of them.
    chosen.sort(key=lambda name: not name.startswith(("Namespaces", "Extensions", "Enums")))
    return [Action(False, n, draw()) for n in chosen] + [Action(True, n, draw()) for n in for_b]


def build(actions, version):
    methods = {name: method for which in ("makes", "edits") for _, name, method in kinds.actions(which)}
    world, before, done = World(version), None, []
    for action in actions:
        if action.edit and before is None:
            before, world = world, world.copy()
            world.changed = True
        if methods[action.name](world, random.Random(action.seed)):
            done.append(action)
    if before is None:
        before, world = world, world.copy()
        world.changed = True
    return Pair(before, world, done)


def pair(seed, version):
    return build(choose(seed), version)
