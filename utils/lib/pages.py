"""The pages of docs/diagnostics: parsing, and running what they show.

docs/diagnostics/README.md has the format. A page is documentation first, so nothing in it is for
the test alone; what is run is what the reader sees.
"""
import os
import re
import subprocess
import sys
import tempfile

SECTIONS = ["Example", "Why", "Fix"]
FILE_LANGUAGES = {"prisma", "hcl", "sir", "sql", "yaml", "json", "c"}
READER_LANGUAGES = {"text", "diff", ""}
TIMEOUT_SECONDS = 60
# What a plugin is built with, where schemac is installed.
INCLUDE = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "include")
PG = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "pg.py")


class PageError(Exception):
    """The page is not in the form that README.md states."""


class Section:
    def __init__(self):
        self.prose = []
        self.files = {}
        self.command = None


class Page:
    def __init__(self, path):
        self.path = path
        self.code = self.rule = None
        self.lead = ""
        self.sections = {}
        with open(path, encoding="utf-8") as f:
            self._parse(f.read().splitlines())

    def _parse(self, lines):
        title = re.fullmatch(r"# (SC\d{4}) ([a-z0-9]+(?:-[a-z0-9]+)*)", lines[0] if lines else "")
        if not title:
            raise PageError("the first line is '# SCnnnn rule-name'")
        self.code, self.rule = title.groups()
        if os.path.basename(self.path) != self.code + ".md":
            raise PageError("the page of %s is %s.md" % (self.code, self.code))
        section = lead = Section()
        fence = None
        for line in lines[1:]:
            if fence is not None:
                if line == "```":
                    self._add_block(section, info, fence)
                    fence = None
                else:
                    fence.append(line)
            elif line.startswith("```"):
                info, fence = line[3:], []
            elif line.startswith("## "):
                name = line[3:].strip()
                if len(self.sections) >= len(SECTIONS) or name != SECTIONS[len(self.sections)]:
                    raise PageError("the parts are %s, in this order" % ", ".join(SECTIONS))
                section = self.sections[name] = Section()
            else:
                section.prose.append(line)
        if fence is not None:
            raise PageError("a block is not closed")
        self.lead = " ".join(lead.prose).strip()
        self._check()

    @staticmethod
    def _add_block(section, info, lines):
        language, _, name = info.partition(" ")
        text = "\n".join(lines) + "\n"
        if language == "shell":
            if section.command is not None:
                raise PageError("a part has one shell block")
            section.command = text
        elif language in FILE_LANGUAGES:
            name = name.strip() or "example"
            if "." not in name and "/" not in name:
                name += "." + language
            if name in section.files:
                raise PageError("%s stands twice in one part" % name)
            section.files[name] = text
        elif language not in READER_LANGUAGES:
            raise PageError("blocks of '%s' have no meaning" % language)

    def _check(self):
        if list(self.sections) != SECTIONS:
            raise PageError("the parts are %s" % ", ".join(SECTIONS))
        if not self.lead:
            raise PageError("a sentence with the cause stands below the title")
        if not "".join(self.sections["Why"].prose).strip():
            raise PageError("'Why' is empty")
        if self._fix_files() == self.sections["Example"].files and \
                self.sections["Fix"].command in (None, self.command("Example")):
            raise PageError("the fix changes nothing")

    def _fix_files(self):
        return {**self.sections["Example"].files, **self.sections["Fix"].files}

    def files(self, part):
        return self._fix_files() if part == "Fix" else self.sections["Example"].files

    def command(self, part):
        own = self.sections[part].command or self.sections["Example"].command
        if own:
            return own
        stems = {os.path.splitext(name)[0]: name for name in self.files(part)}
        if "before" in stems and "after" in stems:
            return "schemac plan --from %s --to %s\n" % (stems["before"], stems["after"])
        if "example.prisma" in self.files(part):
            return "schemac plan --from empty --to example.prisma\n"
        if "example.sir" in self.files(part):
            return "schemac-opt example.sir\n"
        raise PageError("no shell block, and no file that has a command of its own")

    def run(self, part, path):
        """Runs one part. Returns (exit status, everything printed)."""
        with tempfile.TemporaryDirectory(prefix="schemac-page-") as folder:
            for name, text in self.files(part).items():
                target = os.path.join(folder, name)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "w", encoding="utf-8") as f:
                    f.write(text)
            environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "C_INCLUDE_PATH": INCLUDE}
            shell = ["sh", "-c", self.command(part)]
            if "psql " in self.command(part):  # the reader has a server, and so has the test
                shell = [sys.executable, PG, "run", "--"] + shell
            done = subprocess.run(shell, cwd=folder, env=environment,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=TIMEOUT_SECONDS)
            return done.returncode, done.stdout.decode("utf-8", "replace")

    def reports(self, output):
        """Whether a diagnostic of the page's code is among what was printed, as text or JSON."""
        shown = r", %s\]|\"(?:code|ruleId)\": \"%s\"" % (self.code, self.code)
        return re.search(shown, output) is not None


def failures(page, path):
    """What does not hold of a page, each with what was printed; and a log of the runs."""
    found, log = [], []

    def run(part):
        status, output = page.run(part, path)
        log.append("--- %s: %s(exit status %d)\n%s" % (part, page.command(part), status, output))
        return status, output

    status, output = run("Example")
    if not page.reports(output):
        found.append("the example does not report %s" % page.code)
    status, output = run("Fix")
    if page.reports(output):
        found.append("the fix still reports %s" % page.code)
    if status != 0:
        found.append("the fix ends with exit status %d" % status)
    return found, "\n".join(log)


def check(path, tools):
    """Problems of the page at \\p path, run with the binaries of the folder \\p tools, and the log."""
    try:
        search = os.pathsep.join([tools, os.environ.get("PATH", "")])
        return failures(Page(path), search)
    except PageError as e:
        return [str(e)], ""
    except subprocess.TimeoutExpired:
        return ["ran longer than %d s" % TIMEOUT_SECONDS], ""
