#!/usr/bin/env python3
"""Names as long as a server keeps them: long_names.py FOLDER

In each file of FOLDER every word front_NAME becomes one of 60 to 63 bytes that differs from the others only at its end,
back_NAME one that begins with NAME, and wide_NAME one of 62 or 63 bytes of which most are letters of two bytes, at even or odd places.
"""
import os
import re
import sys

FRONT = "all_names_of_this_test_are_long_and_begin_alike_up_to_their_ends_"
BACK = "_and_then_it_goes_on_as_all_of_the_names_of_this_test_do_to_the_end"


def long(match):
    sigil, kind, name = match.groups()
    if kind == "wide":
        text = name + "ö" * ((63 - len(name)) // 2)
        return f'@"{text}"' if sigil else text
    size = 60 + sum(name.encode()) % 4
    return sigil + (FRONT[:size - len(name)] + name if kind == "front" else name + BACK[:size - len(name)])


for file in os.listdir(sys.argv[1]):
    path = os.path.join(sys.argv[1], file)
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(re.sub(r"(@?)\b(front|back|wide)_(\w+)", long, text))
