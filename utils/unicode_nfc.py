#!/usr/bin/env python3
"""Writes lib/Frontend/Hcl/Nfc.def, what normalisation form C needs of Unicode: utils/unicode_nfc.py

From Python's own tables. DECOMPOSE(character, first, second): its canonical parts, second is 0 when
there is one; COMPOSE the same, where the parts make the character again. CLASS(first, last, class):
characters that combine. Hangul syllables are computed and not listed.
"""
import os
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PATH = os.path.join(ROOT, "lib", "Frontend", "Hcl", "Nfc.def")


def rows():
    classes = []
    for point in range(sys.maxunicode + 1):
        char = chr(point)
        combining = unicodedata.combining(char)
        if combining and classes and classes[-1][1] == point - 1 and classes[-1][2] == combining:
            classes[-1][1] = point
        elif combining:
            classes.append([point, point, combining])
        parts = unicodedata.decomposition(char)
        if not parts or parts.startswith("<"):
            continue
        values = [int(part, 16) for part in parts.split()]
        pair = "".join(map(chr, values))
        composes = len(values) == 2 and unicodedata.normalize("NFC", pair) == char
        second = values[1] if len(values) > 1 else 0
        yield f"{'COMPOSE' if composes else 'DECOMPOSE'}(0x{point:X}, 0x{values[0]:X}, 0x{second:X})"
    for first, last, combining in classes:
        yield f"CLASS(0x{first:X}, 0x{last:X}, {combining})"


def main():
    with open(PATH, "w") as file:
        file.write("// Made by utils/unicode_nfc.py, of Unicode " + unicodedata.unidata_version + ".\n")
        line = ""
        for row in rows():
            if len(line) + len(row) > 98:
                file.write(line.rstrip() + "\n")
                line = ""
            line += row + " "
        file.write(line.rstrip() + "\n")


if __name__ == "__main__":
    main()
