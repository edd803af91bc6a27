#!/usr/bin/env python3
"""Measures pictures: picture.py --schemac PROGRAM STATE...

Of each state drawn as SVG: it is XML, no two boxes overlap, texts stay inside of their boxes (at the width
that a usual font of the kind has), every wire begins and ends at the edge of a box, and none passes through one.
"""
import argparse
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SVG = "{http://www.w3.org/2000/svg}"


def corners(path):
    """The corners of a wire: the ends of its lines, with each rounded corner as one point."""
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    commands = re.findall(r"[MLQ]", path)
    points, at = [], 0
    for command in commands:
        if command == "Q":
            points[-1] = (numbers[at], numbers[at + 1])
            at += 4
        else:
            points.append((numbers[at], numbers[at + 1]))
            at += 2
    return points


def check(name, text):
    problems = []
    root = xml.fromstring(text)
    drawing = root.find(SVG + "g")
    boxes = []
    for group in drawing.iter(SVG + "g"):
        place = re.match(r"translate\(([\d.]+) ([\d.]+)\)", group.get("transform"))
        rect = group.find(SVG + "rect")
        if rect is None:
            continue
        x, y = float(place[1]), float(place[2])
        w, h = float(rect.get("width")), float(rect.get("height"))
        boxes.append((x, y, x + w, y + h, group.find(SVG + "title").text))
        for t in group.findall(SVG + "text"):
            width = len(t.text or "") * (5.5 if t.get("class") == "mark" else 7.23)
            begin = float(t.get("x")) - (width if t.get("class") == "type" else 0)
            if begin < 4 or begin + width > w - 4:
                problems.append(f"{name}: '{t.text}' leaves its box")
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            if a[0] < b[2] + 8 and b[0] < a[2] + 8 and a[1] < b[3] + 8 and b[1] < a[3] + 8:
                problems.append(f"{name}: boxes {a[4]} and {b[4]} are not apart")
    wires = [corners(p.get("d")) for p in drawing.iter(SVG + "path") if p.get("class") == "wire"]
    for wire in wires:
        for (x1, y1), (x2, y2) in zip(wire, wire[1:]):
            if abs(x1 - x2) > 0.2 and abs(y1 - y2) > 0.6:
                problems.append(f"{name}: a wire is slanted: {wire}")
            for box in boxes:
                inside = (max(min(x1, x2), box[0] + 1) < min(max(x1, x2), box[2] - 1) + 0.01
                          and max(min(y1, y2), box[1] + 1) < min(max(y1, y2), box[3] - 1) + 0.01)
                if inside:
                    problems.append(f"{name}: a wire passes through {box[4]}: {wire}")
    return len(boxes), len(wires), problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=os.path.join(ROOT, "build", "bin", "schemac"))
    parser.add_argument("states", nargs="+")
    options = parser.parse_args()
    boxes = wires = failed = 0
    for state in options.states:
        text = subprocess.run([options.schemac, "inspect", state, "--to", "svg"], text=True, check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        b, w, problems = check(os.path.basename(state), text)
        boxes, wires, failed = boxes + b, wires + w, failed + len(problems)
        print(*problems, sep="\n", end="\n" if problems else "")
    print(f"{len(options.states)} pictures, {boxes} boxes, {wires} wires, {failed} problems")
    return 1 if failed or not boxes else 0


if __name__ == "__main__":
    sys.exit(main())
