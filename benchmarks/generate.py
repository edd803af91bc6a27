#!/usr/bin/env python3
"""Writes a Prisma schema and a changed version of it: generate.py MODELS PREFIX [--seed N] [--changed SHARE]

PREFIX.before.prisma and PREFIX.after.prisma. The same arguments give the same bytes. Of every 10 models about 7 refer to
an earlier one; a model has 6 to 20 columns of ten types and up to 3 indexes. The changes are such that a plan needs no
further word of an author: columns and indexes that come, types that widen, columns that become optional, defaults.
"""
import argparse
import random

NOUNS = ["account", "address", "batch", "comment", "device", "event", "invoice", "job", "member", "note", "order",
         "payment", "quota", "report", "session", "ticket"]
TYPES = ["Int", "BigInt", "String", "String @db.VarChar({n})", "Boolean", "DateTime", "Float", "Decimal @db.Decimal(12, 2)",
         "Json", "String @db.Uuid"]


class Column:
    def __init__(self, name, spelling, optional, default=""):
        self.name, self.optional, self.default = name, optional, default
        self.type, _, self.native = spelling.partition(" ")

    def line(self):
        return "  " + " ".join(filter(None, [self.name, self.type + "?" * self.optional, self.native, self.default]))


class Model:
    def __init__(self, chance, number):
        self.name = f"{chance.choice(NOUNS).title()}{number}"
        self.columns = [Column(f"{chance.choice(NOUNS)}_{n}", chance.choice(TYPES).format(n=32 * chance.randint(1, 8)),
                               chance.random() < 0.35) for n in range(chance.randint(6, 20))]
        self.indexes = sorted({chance.choice(self.columns).name for _ in range(chance.randint(0, 3))})
        self.parent = chance.randrange(number) if number and chance.random() < 0.7 else None

    def lines(self, models, children):
        yield f"model {self.name} {{"
        yield "  id BigInt @id @default(autoincrement())"
        yield from (column.line() for column in self.columns)
        if self.parent is not None:
            parent = models[self.parent].name
            yield "  parent_id BigInt?"
            yield f'  parent {parent}? @relation("{self.name}", fields: [parent_id], references: [id])'
        for child in children:
            yield f'  children_{child} {child}[] @relation("{child}")'
        yield from (f"  @@index([{name}])" for name in self.indexes)
        yield "}\n"


def change(chance, model):
    """One change; what is tried in a random order must fit the model."""
    def widen_integer():
        return next((c for c in model.columns if c.type == "Int" and c.name not in model.indexes), None)

    def widen_text():
        return next((c for c in model.columns if c.native.startswith("@db.VarChar")), None)

    def loosen():
        return next((c for c in model.columns if not c.optional), None)

    kind = chance.randrange(6)
    if kind == 0 and (column := widen_integer()):
        column.type = "BigInt"
    elif kind == 1 and (column := widen_text()):
        column.native = "@db.VarChar(512)"
    elif kind == 2 and (column := loosen()):
        column.optional = True
    elif kind == 3:
        free = [c.name for c in model.columns if c.name not in model.indexes]
        model.indexes = sorted(model.indexes + [chance.choice(free)])
    elif kind == 4:
        model.columns.append(Column("added_flag", "Boolean", False, "@default(false)"))
    else:
        model.columns.append(Column("added_note", "String", True))


def write(path, models):
    children = {}
    for model in models:
        if model.parent is not None:
            children.setdefault(model.parent, []).append(model.name)
    with open(path, "w") as file:
        file.write('datasource db {\n  provider = "postgresql"\n}\n\n')
        for number, model in enumerate(models):
            file.write("\n".join(model.lines(models, children.get(number, []))) + "\n")


def generate(count, prefix, seed=1, share=0.01):
    chance = random.Random(seed)
    models = [Model(chance, number) for number in range(count)]
    write(f"{prefix}.before.prisma", models)
    for number in chance.sample(range(count), max(1, round(count * share))):
        change(chance, models[number])
    write(f"{prefix}.after.prisma", models)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=int)
    parser.add_argument("prefix")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changed", type=float, default=0.01, metavar="SHARE")
    options = parser.parse_args()
    generate(options.models, options.prefix, options.seed, options.changed)
