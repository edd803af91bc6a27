"""What a schema is made of: a class per kind of object, which makes one and knows the edits of it.

An action is a method (world, rng) -> bool: whether it found something to do. MAKES are tried for A,
EDITS for B; numbers are weights. A new kind is one class here (or in a file of its own) and one entry
in KINDS; `lines` prints what text.py does not know of, `settle` mends what another edit took away.
"""
from . import access, clusters, columns, constraints, enums, finer, indexes, namespaces, objects, routines, tables, wider

KINDS = [namespaces.Namespaces(), namespaces.Extensions(), enums.Enums(), tables.Tables(), columns.Columns(),
         constraints.Keys(), constraints.Checks(), constraints.ForeignKeys(), indexes.Indexes(),
         tables.Options(), objects.Sequences(), objects.Domains(), objects.Composites(), objects.Ranges(), objects.Comments(),
         access.Grants(), access.Policies(), access.Publications()]
# Not among those that the seeds of the tests were tried with: utils/soak --young.
YOUNG = [constraints.Exclusions(), routines.Views(), routines.Functions(), routines.Triggers(), routines.Statistics(), routines.Partitions()]
WIDE = clusters.KINDS + wider.KINDS
young = False
# utils/soak --fine: these too.
fine = False
# utils/soak --wide: and these.
widest = False


def actions(which):
    """[(weight, "Kind.method", method)] of `makes` or `edits`."""
    listed = [(kind, 1) for kind in KINDS + (YOUNG if young or fine or widest else [])]
    listed += [(kind, 4) for kind in finer.KINDS if fine or widest] + [(kind, 4) for kind in WIDE if widest]
    return [(weight * more, f"{type(kind).__name__}.{method}", getattr(kind, method))
            for kind, more in listed for method, weight in getattr(kind, which).items()]


def printers():
    return [kind for kind in KINDS + YOUNG + finer.KINDS + WIDE if hasattr(kind, "lines")]
