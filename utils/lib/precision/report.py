"""Figures: recall and false alarms."""
from collections import Counter, defaultdict

# Rules of squawk that speak of a hazard that one of ours speaks of. Its rules about taste (which
# types to use, IF EXISTS everywhere) are left out, as ours are off.
SQUAWK = {
    "adding-field-with-default": "column-add-volatile-default-rewrite",
    "adding-foreign-key-constraint": "fk-add-blocking",
    "adding-not-nullable-field": "null-set-not-null-scan",
    "adding-required-field": "column-add-required-no-default",
    "adding-serial-primary-key-field": "pk-add-scan",
    "ban-alter-domain-with-add-constraint": "domain-check-scan",
    "ban-concurrent-index-creation-in-transaction": "tx-concurrently-in-transaction",
    "ban-drop-column": "column-drop-destructive",
    "ban-drop-not-null": "null-widening-breaks-readers",
    "ban-drop-table": "table-drop-destructive",
    "ban-truncate-cascade": "table-truncate",
    "ban-uncommitted-transaction": "tx-left-open",
    "changing-column-type": "type-rewrite",
    "constraint-missing-not-valid": "check-add-scan",
    "disallowed-unique-constraint": "unique-add-blocking",
    "renaming-column": "column-rename-breaks-clients",
    "renaming-table": "table-rename-breaks-clients",
    "require-concurrent-index-creation": "index-create-blocking",
    "require-concurrent-index-deletion": "index-drop-blocking",
    "transaction-nesting": "tx-nesting",
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
    covered = set(SQUAWK.values())
    wanted, hit, false = Counter(), Counter(), Counter()
    calm = noisy = any_finding = 0
    for case in cases:
        said = Counter()
        for name, count in found[case.name].items():
            if name in SQUAWK:
                said[SQUAWK[name]] += count
        expect = Counter({r: n for r, n in case.expect.items() if r in covered})
        for rule, count in expect.items():
            wanted[rule] += count
            hit[rule] += min(count, said[rule])
        for rule, count in (said - expect).items():
            false[rule] += count
        if not case.harmful:
            calm += 1
            noisy += bool(said)
            any_finding += bool(found[case.name])
    print(f"{'rule':38} {'wanted':>6} {'found':>6} {'recall':>7}  {'false':>5}")
    for rule in sorted(covered):
        print(f"{rule:38} {wanted[rule]:6} {hit[rule]:6} {percent(hit[rule], wanted[rule])}  {false[rule]:5}")
    total, right = sum(wanted.values()), sum(hit.values())
    labelled = sum(sum(c.expect.values()) for c in cases)
    print(f"squawk: {right} of {total} findings it has a rule for ({percent(right, total).strip()}; {labelled} are labelled), "
          f"{sum(false.values())} beside them; {noisy} of {calm} harmless cases with a hazard, {any_finding} with any finding")
