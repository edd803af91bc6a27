"""A recipe of utils/traffic whose scripts are killed while they run, on the way there and back. See utils/kill."""
import os
import random

import catalog
import killing
import libpq
import plans
from traffic import recipes, run

ROWS = 3001  # enough for a copy in batches, none of which is the last one's end


class KilledRecipe(killing.Killed):
    """There and back, each phase killed some times and run again until it is through."""

    def __init__(self, killer, name, seed):
        self.killer, self.place, self.rng, self.guess = killer, killer.place, random.Random(seed), 0.15
        self.made = run.Run(killer.place.compiler, recipes.RECIPES[name], os.path.join(killer.place.folder, name), ROWS)
        self.made.name = self.place.name

    def run(self):
        a, b = self.made.compile()
        target, source = plans.Database("target"), plans.Database(self.place.name)
        target.run(*[b.script(phase, "up") for phase in b.phases])
        source.run(*[a.script(phase, "up") for phase in a.phases])
        wanted, before = target.catalog(), source.catalog()
        self.made.fill(source)
        target.leave()
        source.leave()  # only what is killed is connected
        plan, recipe = self.made.plan, self.made.recipe
        self.go(plan, plan.phases, "up")
        plans.expect_same(f"{recipe.name}: after a plan killed and run again", wanted, self.facts())
        self.expect_rows(recipe.new)
        self.go(plan, plan.phases[::-1], "down")
        plans.expect_returned(f"{recipe.name}: after a way back killed and run again", plan, before, self.facts())
        self.expect_rows(recipe.old)

    def go(self, plan, phases, way):
        for phase in phases:
            for _ in range(self.rng.randrange(1, killing.KILLS_OF_A_PHASE + 1)):
                if self.kill_once(plan.script(phase, way)):
                    break
            self.finish(plan.script(phase, way))

    def facts(self):
        return [line for line in catalog.dump(self.place.name) if "schemac_archive" not in line]

    def expect_rows(self, shapes):
        with libpq.Connection(self.place.name) as connection:
            for which, shape in enumerate(shapes):
                self.made.verify_rows(connection, which, shape, [], [])
