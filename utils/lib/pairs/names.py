"""Names for objects, hostile ones among them, unique where a database wants them unique."""

PLAIN = ["users", "orders", "items", "events", "accounts", "notes", "tags", "places", "owner_id", "email",
         "total", "state", "created_at", "kind", "label", "amount", "parent_id", "code", "title", "ref"]
RESERVED = ["select", "table", "user", "order", "default", "primary", "check", "group", "end", "all", "new",
            "old", "null", "from", "value", "name", "schema", "column"]
HOSTILE = ['say "hi"', "it's", "two words", "UPPER", "camelCase", "naïve", "表", "Ünïcode ñame", "a.b", "semi;colon",
           "back\\slash", "per%cent", "dollar$1", "$schemac$", "co:lon", "-- dash", "/* star */", "1digit", "tab\there",
           " lead", "trail ", "{brace}", "a,b", "(paren)", "emoji 🐘", "NULL", "true", "schemac_x", "q'q\"q"]
LIMIT = 63  # bytes
long = False  # utils/soak --long: all of them are


def longest(rng):
    """At or just below the limit, so that every derived name must be cut."""
    base = rng.choice(["long_", "Long Name ", "länge_"])
    text = (base * 20).encode()[:LIMIT - rng.randrange(3)]
    return text.decode(errors="ignore").rstrip()


def distinct(rng):
    """As long, and differing from others only at its end, or at its beginning."""
    number = str(rng.randrange(10000))
    rest = longest(rng).encode()[:LIMIT - len(number)].decode(errors="ignore")
    return rng.choice((rest + number, "n" + number + rest[1:-1]))


def helper(name, suffix):
    """What a plan calls the copy of a column: fitName() of lib/IR/FitName.cpp."""
    whole = (name + suffix).encode()
    if len(whole) <= LIMIT:
        return name + suffix
    mark = 2166136261
    for byte in whole:
        mark = (mark ^ byte) * 16777619 % 2**32
    end = f"_{mark:08x}{suffix}"
    return name.encode()[:LIMIT - len(end)].decode(errors="ignore") + end


class Namer:
    """Fresh names, each at most once in a pair; a dropped object's name may come again."""

    def __init__(self):
        self.used = set()
        self.freed = []

    def fresh(self, rng, stem="x"):
        if self.freed and rng.random() < 0.05:
            return self.freed.pop()
        draw = rng.random()
        for _ in range(50):
            if long:
                name = distinct(rng)
            elif draw < 0.55:
                name = rng.choice(PLAIN)
            elif draw < 0.7:
                name = rng.choice(RESERVED)
            elif draw < 0.95:
                name = rng.choice(HOSTILE)
            else:
                name = longest(rng)
            if name in self.used:
                name = f"{name[:40]}{rng.randrange(100)}"
            if name not in self.used:
                break
        else:
            name = f"{stem}{len(self.used)}"
        self.used.add(name)
        return name

    def free(self, name):
        self.freed.append(name)
