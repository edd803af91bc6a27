"""A lit test format: each page of docs/diagnostics is a test. See pages.py."""
import os

import lit.formats
import lit.Test

import pages


class PageFormat(lit.formats.TestFormat):
    def __init__(self, folder, tools):
        self.folder = folder
        self.tools = tools

    def getTestsInDirectory(self, suite, path_in_suite, lit_config, local_config):
        for name in sorted(os.listdir(self.folder)):
            if name.startswith("SC") and name.endswith(".md"):
                yield lit.Test.Test(suite, path_in_suite + (name,), local_config)

    def execute(self, test, lit_config):
        page = os.path.join(self.folder, test.path_in_suite[-1])
        problems, log = pages.check(page, self.tools)
        if problems:
            return lit.Test.FAIL, "%s:\n%s\n%s" % (page, "\n".join(problems), log)
        return lit.Test.PASS, ""
