#!/usr/bin/env python3
"""Holds every #include against the layering of lib/CMakeLists.txt: utils/check_layering.py [ROOT]

A library may include its own headers and those of what it depends on, directly or not; one in a
sub-folder also the public headers of the folder above, whose interface it implements. Below the
Driver nothing prints, reads files or owns options; parsers' libraries stay in lib/Frontend;
exceptions stay inside a front end.
"""
import os
import re
import sys

SOURCES = (".cpp", ".h", ".def")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
LIBRARY = re.compile(r"^\s*schemac_library\(\s*(\w+)\s+(\S+?)(?:\s+DEPENDS\s+([^)]*?))?(?:\s+(?:SUBFOLDERS|APART)\s+[^)]*?)*\s*\)", re.M)

# What a library may not do unless its folder begins so: (pattern, free folders, what it is).
FORBIDDEN = [
    (re.compile(r"\b(?:llvm::)?(?:outs|errs)\(\)|\bstd::(?:cout|cerr|clog)\b|\b(?:std::)?f?printf\(|\bfmt::print\(|"
                r"<iostream>|\bputs\("), ("Driver", "LSP", "MCP"), "prints; hand the text to a consumer"),
    (re.compile(r"<fstream>|\bfopen\(|MemoryBuffer::getFile|llvm/Support/FileSystem\.h|<filesystem>"),
     ("Driver", "LSP", "MCP"), "touches files; the Driver reads and writes"),
    (re.compile(r"llvm/Support/CommandLine\.h|\bcl::opt\b|\bgetenv\("), ("Driver", "LSP", "MCP"),
     "owns options; the Driver does"),
    (re.compile(r"antlr4-runtime|\bantlr4::|<yaml\.h>|\bpg_query\.h|\bprotobuf-c"), ("Frontend",),
     "uses a parser library outside Frontend"),
    (re.compile(r"<dlfcn\.h>|\bdlopen\(|DynamicLibrary\.h"), ("Plugin", "Database/Libpq"), "loads code; lib/Plugin does"),
    (re.compile(r"libpq-fe\.h"), ("Database",), "talks to a server; lib/Database does"),
    (re.compile(r"<(?:stdexcept|exception)>|\bthrow\b(?!\(\))|\btry\s*\{|\bcatch\s*\("), ("Frontend",),
     "uses exceptions outside Frontend"),
    (re.compile(r"\b(?:std::)?(?:exit|abort|quick_exit)\("), ("Driver",), "ends the process"),
]


class Layering:
    def __init__(self, root):
        self.root = root
        self.problems = []
        with open(os.path.join(root, "lib", "CMakeLists.txt")) as file:
            text = re.sub(r"#.*", "", file.read())
        self.folder, self.depends = {}, {}
        for name, folder, depends in LIBRARY.findall(text):
            self.folder[folder] = name
            # Generated grammars are CMake targets of their own, in lower case.
            self.depends[name] = [d for d in depends.split() if d[0].isupper()]
        for name, depends in self.depends.items():
            for unknown in set(depends) - set(self.depends):
                self.problems.append(f"lib/CMakeLists.txt: {name} depends on the unknown library {unknown}")

    def owner(self, path):
        """The library of a path below lib/ or include/schemac/: that of the longest folder."""
        folder = os.path.dirname(path)
        while folder and folder not in self.folder:
            folder = os.path.dirname(folder)
        return self.folder.get(folder)

    def above(self, path):
        """The library of the folder above: a sub-folder implements that one's public interface."""
        own = os.path.dirname(path)
        while own and own not in self.folder:
            own = os.path.dirname(own)
        return self.owner(own)

    def reachable(self, name):
        seen, todo = set(), [name]
        while todo:
            current = todo.pop()
            if current not in seen:
                seen.add(current)
                todo += self.depends.get(current, [])
        return seen

    def check_cycles(self):
        for name in self.depends:
            if any(name in self.reachable(other) for other in self.depends[name]):
                self.problems.append(f"lib/CMakeLists.txt: {name} depends on itself")

    def check_file(self, place, relative):
        """`relative` is the path below `place` (lib or include/schemac)."""
        name = self.owner(relative)
        shown = f"{place}/{relative}"
        if not name:
            self.problems.append(f"{shown}:1: belongs to no library of lib/CMakeLists.txt")
            return
        allowed = self.reachable(name)
        with open(os.path.join(self.root, place, relative), errors="replace") as file:
            lines = file.read().splitlines()
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if match:
                self.check_include(f"{shown}:{number}", name, allowed, relative, match)
            self.check_forbidden(f"{shown}:{number}", relative, line)

    def check_include(self, where, name, allowed, relative, match):
        target = match.group(2)
        if target.startswith("schemac/"):
            other = self.owner(target[len("schemac/"):])
            if not other:
                self.problems.append(f"{where}: '{target}' belongs to no library")
            elif other not in allowed and other != self.above(relative):
                self.problems.append(f"{where}: {name} may not use {other} ('{target}')")
        elif match.group(1) == '"' and os.path.exists(os.path.join(self.root, "lib", target)):
            # A private header, by its path below lib/: for its own library only.
            if self.owner(target) != name:
                self.problems.append(f"{where}: '{target}' is private to {self.owner(target)}")

    def check_forbidden(self, where, relative, line):
        code = re.sub(r'"(?:\\.|[^"\\])*"', '""', line) if not INCLUDE.match(line) else line
        code = code.split("//", 1)[0]
        for pattern, free, what in FORBIDDEN:
            if pattern.search(code) and not relative.startswith(free):
                self.problems.append(f"{where}: {what}")

    def run(self):
        self.check_cycles()
        files = 0
        for place in ("lib", "include/schemac"):
            base = os.path.join(self.root, place)
            for folder, _, names in os.walk(base):
                for name in sorted(names):
                    if name.endswith(SOURCES):
                        files += 1
                        self.check_file(place, os.path.relpath(os.path.join(folder, name), base))
        return files


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    layering = Layering(root)
    files = layering.run()
    for problem in layering.problems:
        print(problem)
    print(f"{files} files, {len(layering.problems)} problems")
    return 1 if layering.problems else 0


if __name__ == "__main__":
    sys.exit(main())
