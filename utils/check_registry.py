#!/usr/bin/env python3
"""Holds every registry entry against its file, its test and its page.

    check_registry.py [--update] [ROOT]

Diagnostics: codes unique and in the range of their library, page docs/diagnostics/SCnnnn.md,
line in docs/diagnostics/codes.txt, where a code stays for ever ("retired" when it is not used any
more) so that none is ever given a second meaning; --update adds the new ones. Passes and rules: a
source file and a test. Operations and types: in some .sir test.
"""
import argparse
import os
import re
import sys

# The codes that a library may give, by the folder of its Diags.def.
RANGES = {
    "Driver": [(1, 59), (67, 79), (80, 999)],
    "Database": [(60, 66), (74, 79)],
    "Frontend/Prisma": [(1100, 1199)],
    "Frontend/SQL": [(1300, 1399)],
    "Frontend/History": [(1400, 1499)],
    "Frontend/Dump": [(1580, 1589)],
    "Frontend/Hcl": [(1500, 1579), (1590, 1599)],
    "Frontend/Yaml": [(1600, 1619)],
    "Frontend/SchemaHero": [(1620, 1649)],
    "Frontend/Document": [(1650, 1699)],
    "IR": [(2000, 2299)],
    "Analysis": [(2400, 2499)],
    "Diff": [(3000, 3999)],
    "Emit": [(2500, 2599)],
    "Transforms": [(3500, 3599)],
    "Write": [(1700, 1799)],
    "Rules": [(4100, 4599)],
    "Diag": [(9100, 9199)],
}
LEVEL_OF_PREFIX = {"err": "Error", "warn": "Warning", "note": "Note", "remark": "Note"}


def entries(path, macro):
    """The arguments of every MACRO(...) of a .def file, as (line, [arguments])."""
    with open(path) as file:
        text = file.read()
    text = re.sub(r"^\s*//.*$", "", text, flags=re.M)
    for match in re.finditer(rf"^\s*{macro}\(", text, re.M):
        yield text.count("\n", 0, match.end()) + 1, arguments(text, match.end())


def arguments(text, start):
    """Splits at the commas outside of parentheses and strings, up to the closing parenthesis."""
    parts, depth, current, quoted = [], 0, "", False
    for index in range(start, len(text)):
        char = text[index]
        if char == '"' and text[index - 1] != "\\":
            quoted = not quoted
        if not quoted:
            if char == ")" and depth == 0:
                break
            depth += (char == "(") - (char == ")")
            if char == "," and depth == 0:
                parts.append(current.strip())
                current = ""
                continue
        current += char
    return parts + [current.strip()]


class Registry:
    def __init__(self, root):
        self.root = root
        self.problems = []
        self.count = 0
        self.seen = {}

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def definitions(self, name):
        """(path below include/schemac, its folder there) of every .def file of a name."""
        base = self.path("include", "schemac")
        for folder, _, files in os.walk(base):
            if name in files:
                relative = os.path.relpath(folder, base)
                yield os.path.join("include", "schemac", relative, name), relative

    def complain(self, where, text):
        self.problems.append(f"{where}: {text}")

    def tests(self, *folders):
        """The text of all tests below test/FOLDER, joined."""
        texts = []
        for folder in folders:
            for parent, _, files in os.walk(self.path("test", folder)):
                for name in files:
                    with open(os.path.join(parent, name), errors="replace") as file:
                        texts.append(file.read())
        return "\n".join(texts)

    # ---- Diagnostics

    def diagnostics(self, codes):
        current = {}
        for definition, folder in self.definitions("Diags.def"):
            for line, fields in entries(self.path(definition), "DIAG"):
                self.count += 1
                self.diagnostic(f"{definition}:{line}", folder, fields, current)
        for code, name in current.items():
            if codes.get(code, name) != name:
                self.complain("docs/diagnostics/codes.txt", f"{code} was {codes[code]} and is now {name}; "
                              "a code is never given another meaning")
            elif code not in codes:
                self.complain("docs/diagnostics/codes.txt", f"{code} is missing; run utils/check_registry.py --update")
        for code, name in codes.items():
            if code not in current and name != "retired":
                self.complain("docs/diagnostics/codes.txt", f"{code} {name} is gone; write 'retired' in its line")
        self.orphan_pages(current)
        return current

    def diagnostic(self, where, folder, fields, current):
        name, number, level, rule = fields[0], fields[1], fields[2], fields[3].strip('"')
        expected = LEVEL_OF_PREFIX.get(name.split("_")[0])
        if expected is None or (expected != level and not (level == "Ignored" and expected == "Warning")):
            self.complain(where, f"'{name}' does not say its level, {level}, in its name")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule):
            self.complain(where, f"rule '{rule}' is not written like 'family-what'")
        if name in self.seen:
            self.complain(where, f"'{name}' is declared twice")
        self.seen[name] = where
        if int(number) == 0:
            return
        code = f"SC{int(number):04}"
        if code in current:
            self.complain(where, f"{code} is {current[code]}'s already")
            return
        if not any(low <= int(number) <= high for low, high in RANGES.get(folder, [])):
            self.complain(where, f"{code} is outside of the range of {folder}")
        if not os.path.exists(self.path("docs", "diagnostics", code + ".md")):
            self.complain(where, f"docs/diagnostics/{code}.md is missing")
        current[code] = name

    def orphan_pages(self, current):
        folder = self.path("docs", "diagnostics")
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            if re.fullmatch(r"SC\d{4}\.md", name) and name[:-3] not in current:
                self.complain(f"docs/diagnostics/{name}", "no diagnostic has this code")

    # ---- What is made of a file

    def passes(self):
        for definition, folder in self.definitions("Passes.def"):
            for line, fields in entries(self.path(definition), "PASS"):
                self.count += 1
                self.file_and_test(f"{definition}:{line}", folder, fields[0], fields[1].strip('"'), "Pass")

    def rules(self):
        for definition, folder in self.definitions("Rules.def"):
            for line, fields in entries(self.path(definition), "RULE"):
                self.count += 1
                name = next(f.strip('"') for f in fields if f.startswith('"'))
                self.file_and_test(f"{definition}:{line}", folder, fields[0], name, "")

    def forms(self):
        for definition, folder in self.definitions("Forms.def"):
            for line, fields in entries(self.path(definition), "FORM"):
                self.count += 1
                self.file_and_test(f"{definition}:{line}", folder, fields[0], fields[1].strip('"'), "Form")

    def file_and_test(self, where, folder, class_name, name, suffix):
        """lib/FOLDER/**/CLASS.cpp, and a test named after it or using its name."""
        wanted = {class_name + ".cpp", class_name + suffix + ".cpp"}
        if not any(wanted & set(files) for _, _, files in os.walk(self.path("lib", folder))):
            self.complain(where, f"lib/{folder}/{class_name}.cpp is missing")
        base = self.path("test", folder)
        names = [os.path.join(parent, f) for parent, _, files in os.walk(base) for f in files]
        if not any(os.path.splitext(os.path.relpath(n, base))[0].replace(os.sep, "-").startswith(name)
                   or os.path.splitext(os.path.basename(n))[0].startswith(name) for n in names):
            if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.tests(".")):
                self.complain(where, f"no test of '{name}'")

    def words(self, name, macro, index):
        """Every entry's spelling must occur in a test of the textual IR."""
        text = None
        for definition, folder in self.definitions(name):
            for line, fields in entries(self.path(definition), macro):
                self.count += 1
                text = self.tests(".") if text is None else text
                word = fields[index].strip('"')
                if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
                    self.complain(f"{definition}:{line}", f"no test has a '{word}'")


def read_codes(path):
    if not os.path.exists(path):
        return {}
    with open(path) as file:
        lines = [line.split(None, 1) for line in file.read().splitlines() if line and not line.startswith("#")]
    return {code: name.strip() for code, name in lines}


def write_codes(path, codes):
    with open(path, "w") as file:
        file.write("# Every code that was ever given, and to what. A line is never removed or changed, but for\n"
                   "# 'retired' in the place of the name. Kept by utils/check_registry.py --update.\n")
        file.writelines(f"{code} {codes[code]}\n" for code in sorted(codes))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("root", nargs="?",
                        default=os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    options = parser.parse_args()
    registry = Registry(options.root)
    codes_file = registry.path("docs", "diagnostics", "codes.txt")
    codes = read_codes(codes_file)
    if options.update:
        current = Registry(options.root).diagnostics(codes)
        codes = {**current, **codes}
        write_codes(codes_file, codes)
    registry.diagnostics(codes)
    registry.passes()
    registry.rules()
    registry.forms()
    registry.words("Operations.def", "OP", 1)
    registry.words("Types.def", "TYPE", 1)
    for problem in registry.problems:
        print(problem)
    print(f"{registry.count} entries, {len(registry.problems)} problems")
    return 1 if registry.problems else 0


if __name__ == "__main__":
    sys.exit(main())
