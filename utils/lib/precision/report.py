"""Figures: recall and false alarms."""
from collections import Counter, defaultdict

# Rules of squawk that speak of a hazard that one of ours speaks of. Its rules about taste (which
# types to use, IF EXISTS everywhere) are left out, as ours are off.
SQUAWK = {
    "adding-field-with-default": ("column-add-volatile-default-rewrite", "column-add-generated-rewrite"),
    "adding-foreign-key-constraint": ("fk-add-blocking",),
    "adding-not-nullable-field": ("null-set-not-null-scan", "column-add-required-no-default"),
    "adding-required-field": ("column-add-required-no-default",),
    "adding-serial-primary-key-field": ("pk-add-scan",),
    "ban-alter-domain-with-add-constraint": ("domain-check-scan",),
    "ban-concurrent-index-creation-in-transaction": ("tx-concurrently-in-transaction",),
    "ban-drop-column": ("column-drop-destructive",),
    "ban-drop-not-null": ("null-widening-breaks-readers",),
    "ban-drop-table": ("table-drop-destructive",),
    "ban-truncate-cascade": ("table-truncate",),
    "ban-uncommitted-transaction": ("tx-left-open",),
    "changing-column-type": ("type-rewrite", "type-narrowing", "type-index-rebuild", "type-check-scan",
                             "type-collation-rebuild", "type-timezone-dependent"),
    "constraint-missing-not-valid": ("check-add-scan", "fk-add-blocking", "unique-add-blocking", "pk-add-scan",
                                     "exclusion-add-blocking"),
    "disallowed-unique-constraint": ("unique-add-blocking",),
    "renaming-column": ("column-rename-breaks-clients",),
    "renaming-table": ("table-rename-breaks-clients",),
    "require-concurrent-index-creation": ("index-create-blocking", "unique-add-blocking"),
    "require-concurrent-index-deletion": ("index-drop-blocking",),
    "transaction-nesting": ("tx-nesting",),
}


def percent(part, whole):
    return "      –" if whole == 0 else f"{100 * part / whole:6.1f}%"


def counter_text(counter):
    return ", ".join(f"{k}" + (f" x{n}" if n > 1 else "") for k, n in sorted(counter.items())) or "nothing"


def print_figures(cases, found, exceptions, quiet):
    wanted, hit, false = Counter(), Counter(), Counter()
    harmless, noisy, wrong = defaultdict(int), defaultdict(int), []
    for case in cases:
        said = found[case.name]
        for rule, count in case.expect.items():
            wanted[rule] += count
            hit[rule] += min(count, said[rule])
        for rule, count in (said - case.expect).items():
            false[rule] += count
        harmless[case.rule] += not case.harmful
        noisy[case.rule] += not case.harmful and bool(said)
        if said != case.expect:
            wrong.append(case)
    if not quiet:
        print(f"{'rule':38} {'wanted':>6} {'found':>6} {'recall':>7}  {'false':>5}  {'harmless':>8} {'noisy':>5}")
        for rule in sorted({c.rule for c in cases} | set(wanted) | set(false)):
            print(f"{rule:38} {wanted[rule]:6} {hit[rule]:6} {percent(hit[rule], wanted[rule])}  {false[rule]:5}  "
                  f"{harmless[rule]:8} {noisy[rule]:5}")
    unexpected = [c for c in wrong if c.name not in exceptions]
    for case in unexpected:
        print(f"{case.name}: wanted {counter_text(case.expect)}; got {counter_text(found[case.name])}")
    mended = [n for n in exceptions if any(c.name == n for c in cases) and not any(c.name == n for c in wrong)]
    for name in mended:
        print(f"{name}: is listed as an exception and judged right")
    total, right, calm = sum(wanted.values()), sum(hit.values()), sum(harmless.values())
    print(f"{len(cases)} cases: {right} of {total} findings ({percent(right, total).strip()}), {sum(false.values())} "
          f"beside them; {sum(noisy.values())} of {calm} harmless cases with any; "
          f"{len(wrong) - len(unexpected)} listed exceptions")
    return 1 if unexpected or mended else 0


def print_squawk(cases, found):
    """Only findings that squawk has a rule for count as missed; only its hazards as false alarms."""
    covered = {rule for rules in SQUAWK.values() for rule in rules}
    wanted, hit, false = Counter(), Counter(), Counter()
    calm = noisy = any_finding = 0
    for case in cases:
        said = [name for name in found[case.name] if name in SQUAWK]
        for rule in covered & set(case.expect):
            wanted[rule] += 1
            hit[rule] += any(rule in SQUAWK[name] for name in said)
        for name in said:
            false[name] += not any(rule in case.expect for rule in SQUAWK[name])
        if not case.harmful:
            calm += 1
            noisy += bool(said)
            any_finding += bool(found[case.name])
    print(f"{'rule':38} {'wanted':>6} {'found':>6} {'recall':>7}")
    for rule in sorted(covered):
        print(f"{rule:38} {wanted[rule]:6} {hit[rule]:6} {percent(hit[rule], wanted[rule])}")
    for name, count in sorted(false.items()):
        if count:
            print(f"{name}: {count} false alarms")
    total, right = sum(wanted.values()), sum(hit.values())
    labelled = sum(len(c.expect) for c in cases)
    print(f"squawk: {right} of {total} kinds of finding it has a rule for ({percent(right, total).strip()}; {labelled} are "
          f"labelled), {sum(false.values())} beside them; {noisy} of {calm} harmless cases with a hazard, "
          f"{any_finding} with any finding")
