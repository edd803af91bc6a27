"""Where the statements of a psql script end, so that a test can stop it after any of them."""
import re

_TOKEN = re.compile(r"""
    (?P<skip>--[^\n]*|/\*.*?\*/|\s+)
  | (?P<text>[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*")
  | (?P<dollar>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
  | (?P<meta>\\(?P<command>\w+)[^\n]*)
  | (?P<end>;)
  | (?P<word>\w+|.)
""", re.X | re.S)
_ENDING = ("gset", "gexec", "g")


def statement_ends(script):
    """Offsets in `script` behind each statement that is sent to the server."""
    ends, inside = [], False
    for match in _TOKEN.finditer(script):
        if match["meta"]:
            if inside and match["command"] in _ENDING:
                ends.append(match.end())
            inside = False
        elif match["end"]:
            ends.append(match.end())
            inside = False
        elif not match["skip"]:
            inside = True
    return ends
