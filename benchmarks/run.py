#!/usr/bin/env python3
"""Measures schemac as a process: run.py [--schemac PROGRAM] [--sizes 1000,10000,100000] [--parse MODELS] [--prisma BEFORE AFTER]

Prints Markdown: start-up, W1 (two generated Prisma schemas with 1 % of the models changed: the diff alone, and the plan with
all proofs), and, with --prisma, the same pair of schemas through Prisma's own engine in the same run. What is compared runs in
turns, and W1 prints medians; processor time is what a busy machine disturbs least. For --prisma run it beside a server: utils/pg.py run --
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def once(command):
    """Seconds, seconds of processor time and kilobytes of one run."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        if status != 0:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}: {errors.read(2000).decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def best(command, times):
    """The least time, the least processor time, the most memory."""
    seconds, busy, memory = zip(*(once(command) for _ in range(times)))
    return min(seconds), min(busy), max(memory)


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def startup(schemac):
    seconds, _, _ = best([schemac, "--version"], 30)
    print(f"Start-up (`schemac --version`): {seconds * 1000:.1f} ms.\n")


def w1(schemac, sizes, folder):
    commands = {}
    for size in sizes:
        prefix = os.path.join(folder, f"w{size}")
        # By a process of its own: what this one has resident counts for its children.
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), str(size), prefix], check=True)
        plan = [schemac, "plan", "--from", prefix + ".before.prisma", "--to", prefix + ".after.prisma"]
        commands[size, "diff"] = plan + ["--stop-after", "diff", "--emit", "plan-ir"]
        commands[size, "plan"] = plan + ["--format", "sql"]
    runs = {key: [] for key in commands}
    for _ in range(5):  # in turns, so that all see the same machine
        for (size, what), command in commands.items():
            runs[size, what] += [once(command) for _ in range(1 if size > 10000 else 4)]
    middle = {key: [statistics.median(part) for part in zip(*taken)] for key, taken in runs.items()}
    row("models", "changed", "diff", "processor", "resident", "per model", "plan", "processor", "resident")
    row(*["---:"] * 9)
    for size in sizes:
        (seconds, busy, memory), (full, work, most) = middle[size, "diff"], middle[size, "plan"]
        row(f"{size:,}", f"{max(1, round(size / 100)):,}", f"{seconds * 1000:.0f} ms", f"{busy * 1000:.0f} ms",
            f"{memory / 1024:.0f} MB", f"{memory / size:.1f} KB", f"{full * 1000:.0f} ms", f"{work * 1000:.0f} ms",
            f"{most / 1024:.0f} MB")
    if 10000 in sizes and 100000 in sizes:
        diff, plan = (middle[100000, what][1] / middle[10000, what][1] for what in ("diff", "plan"))
        print(f"\nTen times the models take {diff:.1f} times the processor time for the diff and {plan:.1f} times for the plan (100k to 10k).")


def parse(schemac, size, folder):
    """Processor time for a megabyte of each language, the program's own start taken off."""
    translate = os.path.join(os.path.dirname(schemac), "schemac-translate")
    prefix = os.path.join(folder, "parse")
    subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), str(size), prefix], check=True)
    source = prefix + ".before.prisma"
    _, start, _ = best([translate, "--help"], 20)
    print(f"\nParsing alone, {size:,} models:\n")
    row("language", "size", "processor", "per megabyte")
    row("---", "---:", "---:", "---:")
    for form in ("prisma", "hcl"):
        path = source
        if form != "prisma":
            path = f"{prefix}.{form}"
            subprocess.run([schemac, "convert", "--to", form, source, "--out", path, "--force"], check=True)
        _, busy, _ = best([translate, "--from", form, "--parse", path], 10)
        megabytes = os.path.getsize(path) / 1e6
        row(form, f"{megabytes:.1f} MB", f"{(busy - start) * 1000:.0f} ms", f"{(busy - start) * 1000 / megabytes:.0f} ms")


def peer(schemac, before, after):
    ours = [schemac, "plan", "--from", before, "--to", after, "--stop-after", "diff", "--emit", "plan-ir"]
    whole = [schemac, "plan", "--from", before, "--to", after, "--format", "sql"]
    theirs = ["node", os.path.join(HERE, "prisma_engine.mjs"), before, after]
    for command in (ours, whole, theirs):
        once(command)  # warms the caches of files
    times = {name: [] for name in ("diff", "plan", "engine")}
    for _ in range(10):  # in turns, so that all see the same machine
        for name, command in (("diff", ours), ("plan", whole), ("engine", theirs)):
            times[name].append(once(command))
    print(f"\n{os.path.basename(before)}: {sum(1 for _ in open(before)):,} and {sum(1 for _ in open(after)):,} lines\n")
    row("", "best", "median", "processor", "resident")
    row("---", "---:", "---:", "---:", "---:")
    for name, runs in times.items():
        seconds = sorted(run[0] for run in runs)
        label = {"diff": "schemac, diff", "plan": "schemac, plan with proofs and SQL", "engine": "Prisma's engine"}[name]
        row(label, f"{seconds[0] * 1000:.0f} ms", f"{seconds[len(seconds) // 2] * 1000:.0f} ms",
            f"{min(run[1] for run in runs) * 1000:.0f} ms", f"{max(run[2] for run in runs) / 1024:.0f} MB")
    floor = {name: min(run[0] for run in runs) for name, runs in times.items()}
    print(f"\nThe engine takes, wall to wall, {floor['engine'] / floor['diff']:.0f} times as long as our diff, "
          f"{floor['engine'] / floor['plan']:.0f} times as long as our plan.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=os.path.join(HERE, "..", "build", "bin", "schemac"))
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--parse", type=int, metavar="MODELS", help="how fast the languages are read, on so many models")
    parser.add_argument("--prisma", nargs=2, metavar=("BEFORE", "AFTER"))
    options = parser.parse_args()
    startup(options.schemac)
    sizes = [int(size) for size in options.sizes.split(",") if size]
    with tempfile.TemporaryDirectory() as folder:
        if sizes:
            w1(options.schemac, sizes, folder)
        if options.parse:
            parse(options.schemac, options.parse, folder)
    if options.prisma:
        peer(options.schemac, *options.prisma)


if __name__ == "__main__":
    main()
