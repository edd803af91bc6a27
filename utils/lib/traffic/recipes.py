"""One change each: both schemas, and the applications that use them."""
from dataclasses import dataclass, field

from .shapes import Pair, Shape, constant, day, distinct, moment, number, of, optional, reference, text

PARENTS = 500  # rows of a referenced table


@dataclass
class Recipe:
    name: str
    title: str
    a: str
    b: str
    old: list  # of Shapes, the big table first
    new: list
    also_a: str = ""  # further lines of the schemas
    also_b: str = ""
    options: list = field(default_factory=list)
    since: int = 12
    parts: tuple = ()  # how parts of indexes are called afterwards, and by the target: a rename of their columns leaves them their names

    def schema(self, after):
        lines, more = (self.b, self.also_b) if after else (self.a, self.also_a)
        return f"schema @app {{\n{more}\n{lines}\n}}\n"


def users(columns, key="primary_key @users_pkey (@id)", name="users", identity="i64", more="", renamed=""):
    lines = "".join(f"    col {line}\n" for line in columns)
    return f"  table @{name} rows 10000000{renamed} {{\n    col @id : {identity}\n{lines}    {key}\n    {more}\n  }}"


def plain(title, name, a, b, field_, more_a="", more_b="", **options):
    """A change of rules: both applications write the same."""
    shape = lambda: [Shape("users", {"x": field_, "n": number()})]
    return Recipe(name, title, users(["@n : i32", a], more=more_a), users(["@n : i32", b], more=more_b), shape(), shape(), **options)


ENUM_A = '  enum @kind {"one", "two", "gone"}'
ROLES = '  table @roles rows 500 {\n    col @id : i64\n    primary_key @roles_pkey (@id)\n  }'
POSTS = "  table @posts rows 10000000 {{\n    col @id : i64\n    col @user_id : {0}\n    primary_key @posts_pkey (@id)\n" \
        "    foreign_key @posts_user (@user_id) references @users (@id)\n    index @posts_user_id (@user_id)\n  }}"
LEGACY = "  table @legacy rows 10000000 {\n    col @id : i64\n    col @n : i32\n    primary_key @legacy_pkey (@id)\n  }"


def _columns():
    n = {"n": number()}
    yield Recipe("required-column", "required column with a value for old rows", users(["@n : i32"]),
                 users(["@n : i32", "@state : text backfill sql\"'legacy'\""]),
                 [Shape("users", n)], [Shape("users", {**n, "state": text()}, seen={"state": "'legacy'"})])
    yield Recipe("default-column", "required column with a constant default", users(["@n : i32"]),
                 users(["@n : i32", "@state : text default sql\"'fresh'\""]),
                 [Shape("users", n)], [Shape("users", {**n, "state": text()}, seen={"state": "'fresh'"})])
    yield Recipe("volatile-default", "column whose default differs by row", users(["@n : i32"]),
                 users(["@n : i32", "@code : f64 default sql\"random()\""]),
                 [Shape("users", n)], [Shape("users", n, also="code IS NOT NULL")])
    yield Recipe("serial", "column numbered by a sequence", users(["@n : i32"]), users(["@n : i32", "@number : i64 serial"]),
                 [Shape("users", n)], [Shape("users", n, also="number IS NOT NULL")])
    yield Recipe("nullable-to-required", "optional column made required", users(["@n : i32", "@x : text nullable"]),
                 users(["@n : i32", "@x : text backfill sql\"'none'\""]), [Shape("users", {**n, "x": optional()}, filled={"x": "none"})],
                 [Shape("users", {**n, "x": text()}, seen={"x": "CASE WHEN v % 3 <> 0 THEN 'x' || v ELSE 'none' END"})])
    yield Recipe("required-to-nullable", "required column made optional", users(["@n : i32", "@x : text"]),
                 users(["@n : i32", "@x : text nullable"]), [Shape("users", {**n, "x": text()})],
                 [Shape("users", {**n, "x": optional()}, seen={"x": "'x' || v"})])
    yield Recipe("rename-column", "column renamed", users(["@n : i32", "@tel : text"]),
                 users(["@n : i32", "@phone : text renamed_from @tel"]), [Shape("users", {**n, "tel": text()})],
                 [Shape("users", {**n, "phone": text()})])
    yield Recipe("drop-column", "column dropped, values archived", users(["@n : i32", "@x : text"]),
                 users(["@n : i32"], more="drops @x archive"), [Shape("users", {**n, "x": text()})], [Shape("users", n)])


def _types():
    n = {"n": number()}
    both = lambda f, **more: ([Shape("users", {**n, "x": f}, **more)], [Shape("users", {**n, "x": f}, **more)])
    yield Recipe("text-to-integer", "text made integer", users(["@n : i32", "@x : text"]), users(["@n : i32", "@x : i32"]), *both(number()))
    yield Recipe("text-to-date", "text made date", users(["@n : i32", "@x : text"]),
                 users(["@n : i32", "@x : date backfill sql\"x::date\""]), *both(day()))
    yield Recipe("int-to-bigint", "integer column widened", users(["@n : i32", "@x : i32"]), users(["@n : i32", "@x : i64"]), *both(number()))
    yield Recipe("varchar-longer", "varchar made longer", users(["@n : i32", "@x : varchar(20)"]),
                 users(["@n : i32", "@x : varchar(50)"]), *both(text()))
    yield Recipe("text-to-varchar", "text limited", users(["@n : i32", "@x : text"]), users(["@n : i32", "@x : varchar(20)"]), *both(text()))
    zone = {"x": "to_char(x::timestamp, 'YYYY-MM-DD HH24:MI:SS')"}
    yield Recipe("timestamp-zone", "timestamp given a zone", users(["@n : i32", "@x : timestamp(3)"]),
                 users(["@n : i32", "@x : timestamptz(3)"]), *both(moment(), shown=zone))
    yield Recipe("int-to-bigint-key", "key widened, with a referencing table", users(["@n : i32"], identity="i32") + "\n" + POSTS.format("i32"),
                 users(["@n : i32"]) + "\n" + POSTS.format("i64"),
                 *[[Shape("users", n), Shape("posts", {"user_id": reference(PARENTS)})] for _ in range(2)])
    yield Recipe("enum-value-removed", "enum value removed, rows given another", users(["@n : i32", "@x : enum @kind"]),
                 users(["@n : i32", "@x : enum @kind backfill sql\"'one'\""]), [Shape("users", {**n, "x": of("one", "two", "gone")})],
                 [Shape("users", {**n, "x": of("one", "two")}, seen={"x": "(ARRAY['one', 'two', 'one'])[1 + v % 3]"})],
                 also_a=ENUM_A, also_b='  enum @kind {"one", "two"} drops "gone"')
    yield Recipe("enum-value-renamed", "enum value renamed", users(["@n : i32", "@x : enum @kind"]), users(["@n : i32", "@x : enum @kind"]),
                 [Shape("users", {**n, "x": of("one", "two", "gone")})],
                 [Shape("users", {**n, "x": of("one", "two", "ended")}, seen={"x": "(ARRAY['one', 'two', 'ended'])[1 + v % 3]"})],
                 also_a=ENUM_A, also_b='  enum @kind {"one", "two", "ended" renamed_from "gone"}')
    yield Recipe("enum-value-added", "enum value added", users(["@n : i32", "@x : enum @kind"]), users(["@n : i32", "@x : enum @kind"]),
                 [Shape("users", {**n, "x": of("one", "two", "gone")})],
                 [Shape("users", {**n, "x": of("one", "two", "late")}, seen={"x": "(ARRAY['one', 'two', 'gone'])[1 + v % 3]"})],
                 also_a=ENUM_A, also_b='  enum @kind {"one", "two", "gone", "late"}')


def _rules():
    column = "@x : text"
    yield plain("unique key", "unique", column, column, distinct(), more_b="unique @users_x_key (@x)")
    yield plain("check", "check", column, column, text(), more_b="check @users_x sql\"x <> ''\"")
    yield plain("index", "index", column, column, text(), more_b="index @users_x (@x)")
    yield plain("index replaced under its name", "index-replaced", column, column, text(), more_a="index @users_x (@x)",
                more_b="index @users_x (@x, @n desc)")
    yield plain("index dropped", "index-dropped", column, column, text(), more_a="index @users_x (@x)")
    yield plain("check dropped", "check-dropped", column, column, text(), more_a="check @users_x sql\"x <> ''\"")
    yield plain("foreign key", "foreign-key", "@x : i64", "@x : i64", reference(PARENTS), also_a=ROLES, also_b=ROLES,
                more_b="foreign_key @users_role (@x) references @roles (@id)")
    shape = lambda: [Shape("users", {"n": number()})]
    yield Recipe("primary-key", "primary key", users(["@n : i32"], key="index @users_id (@id)"),
                 users(["@n : i32"], more="index @users_id (@id)"), shape(), shape())
    yield Recipe("rename-table", "table renamed", users(["@n : i32"]), users(["@n : i32"], name="people", renamed=" renamed_from @users"),
                 shape(), [Shape("people", {"n": number()})])
    yield Recipe("drop-table", "table dropped, archived", users(["@n : i32"]), users(["@n : i32"]),
                 [Shape("users", {"n": number()}), Shape("legacy", {"n": number()})], shape(),
                 also_a=LEGACY, also_b="  drops @legacy archive")


def tree(index="", rule="", others="", columns=("@n : i32", "@x : text")):
    """A partition of the users has partitions itself; old rows and new ones are in leaves of both depths."""
    part = lambda name, of, bound, rest="": f'\n  table @{name} rows 5000000 partition_of @{of} for sql"{bound}"{rest} {{\n  }}'
    lines = "".join(f"    col {line}\n" for line in columns)
    return (f"  table @users rows 10000000 partitioned by range (@id) {{\n    col @id : i64\n{lines}"
            f"    primary_key @users_pkey (@id)\n    {rule}\n    {index}\n  }}"
            + part("users_1", "users", "FROM (MINVALUE) TO (100000000)", " partitioned by range (@id)")
            + part("users_1_a", "users_1", "FROM (MINVALUE) TO (5000)") + part("users_1_b", "users_1", "FROM (5000) TO (100000000)")
            + part("users_2", "users", "FROM (100000000) TO (2000000000)") + "\n" + others)


def _partitions():
    shape = lambda field_=text(): [Shape("users", {"n": number(), "x": field_})]
    same = lambda name, title, a, b, **more: Recipe(name, title, a, b, shape(), shape(), **more)
    apart = "  table @users_3 rows 5000000 {\n    col @id : i64\n    col @n : i32\n    col @x : text\n    primary_key @users_3_pkey (@id)\n  }"
    inside = '  table @users_3 rows 5000000 partition_of @users for sql"FROM (2000000000) TO (3000000000)" {\n  }'
    new = '  table @users_1_c partition_of @users_1 for sql"FROM (100000000) TO (100000001)" {\n  }'
    yield same("partitions-index", "index of partitions of partitions", tree(), tree("index @users_x (@x)"))
    yield same("partitions-index-replaced", "index of partitions replaced under its name", tree("index @users_x (@x)"),
               tree("index @users_x (@x desc)"))
    yield same("partitions-key", "unique key of partitions of partitions", tree(), tree(rule="unique @users_once (@id, @n)"))
    yield same("partition-attached", "table attached as a partition", tree(others=apart), tree(others=inside))
    yield same("partition-detached", "partition detached", tree(others=inside), tree(others=apart))
    one = lambda: [Shape("users", {"n": number(), "x": reference(PARENTS)})]
    both = lambda: [*one(), Shape("posts", {"user_id": reference(PARENTS)})]
    rows = ("@n : i32", "@x : i64")
    role = "foreign_key @users_role (@x) references @roles (@id)\n    index @users_x (@x)"
    whole = users(["@n : i32", "@x : i64"], more=role) + "\n" + POSTS.format("i64")
    hashed = (whole.replace("@users rows", "@users partitioned by hash (@id) rows") + "".join(
        f'\n  table @users_{k} rows 5000000 partition_of @users for sql"WITH (MODULUS 2, REMAINDER {k})" {{\n  }}' for k in range(2)))
    yield Recipe("rows-divided", "table divided into partitions", whole, hashed, both(), both(), also_a=ROLES, also_b=ROLES)
    yield Recipe("rows-gathered", "partitions made one table", hashed, whole, both(), both(), also_a=ROLES, also_b=ROLES)
    yield Recipe("partitions-foreign-key", "foreign key of partitions of partitions", tree(columns=rows),
                 tree(columns=rows, rule="foreign_key @users_role (@x) references @roles (@id)"), one(), one(), also_a=ROLES, also_b=ROLES)


def _routines():
    made = lambda type_: f'  function @code (@n : i32) returns {type_} language @sql immutable as sql"select $1 * 2"'
    coded = lambda: [Shape("users", {"n": number()}, also="x = 2")]
    column = users(["@n : i32", "@x : i64 default sql\"code(1)\""])
    yield Recipe("function-exchanged", "function that gets another result, used by a default", column, column, coded(), coded(),
                 also_a=made("i32"), also_b=made("i64"))
    view = lambda more, index="": f'  view @totals materialized {more} as sql"SELECT n, count(*) AS rows FROM users GROUP BY n"{index}'
    plain_ = lambda: [Shape("users", {"n": number()})]
    yield Recipe("view-filled", "materialized view filled, with an index", users(["@n : i32"]), users(["@n : i32"]), plain_(), plain_(),
                 also_a=view("no_data"), also_b=view("", " { index @totals_n (@n) unique }"))


def _held():
    """Columns that something holds on to while they move."""
    n = {"n": number()}
    made = lambda c: ["@n : i32", f"@{c}", f'@low : text nullable stored sql"lower({c.split()[0]})"']
    yield Recipe("rename-under-stored", "column renamed, with a stored generated column made of it",
                 users(made("tel : text"), more="index @users_low (@low)"),
                 users(made("phone : text renamed_from @tel"), more="index @users_low (@low)"),
                 [Shape("users", {**n, "tel": text("X")}, also="low = lower(tel)")], [Shape("users", {**n, "phone": text("X")}, also="low = lower(phone)")])
    yield Recipe("rename-upserted", "unique column renamed, by which applications upsert",
                 users(["@n : i32", "@tel : text"], more="unique @users_tel (@tel)"),
                 users(["@n : i32", "@phone : text renamed_from @tel"], more="unique @users_phone (@phone)"),
                 [Shape("users", {**n, "tel": distinct()}, upserts_by="tel")], [Shape("users", {**n, "phone": distinct()}, upserts_by="phone")])
    rows = lambda c: ("@n : i32", f"@{c}")
    yield Recipe("partitions-rename", "indexed column of partitions renamed",
                 tree(columns=rows("x : text"), index="index @users_x (@x)"),
                 tree(columns=rows("y : text renamed_from @x"), index="index @users_y (@y)"),
                 [Shape("users", {**n, "x": text()})], [Shape("users", {**n, "y": text()})], parts=("_x_idx", "_y_idx"))
    yield Recipe("partitions-type", "column of partitions widened", tree(columns=rows("x : i32")), tree(columns=rows("x : i64")),
                 *[[Shape("users", {**n, "x": number()})] for _ in range(2)])
    pairs = lambda rule: (users(["@n : i32", "@a : i64", "@b : text"], more=rule) + "\n  table @places rows 500 {\n    col @id : i64\n    col @code : text\n"
                          "    primary_key @places_pkey (@id, @code)\n  }")
    both = lambda: [Shape("users", {**n, "a": reference(PARENTS), "b": constant("c")})]
    yield Recipe("foreign-key-of-two", "foreign key of two columns", pairs(""), pairs("foreign_key @users_place (@a, @b) references @places (@id, @code)"),
                 both(), both())
    numbered = lambda type_: users(["@n : i32", f"@number : {type_} identity"], more="unique @users_number (@number)")
    yield Recipe("identity-widened", "identity column widened while rows come", numbered("i32"), numbered("i64"),
                 *[[Shape("users", n, also="number IS NOT NULL")] for _ in range(2)])


def _beside():
    """What a new table has, with the rows of the old one."""
    n, x = {"n": number()}, {"n": number(), "x": distinct()}
    yield Recipe("stored-column", "stored generated column, with an index", users(["@n : i32"]),
                 users(["@n : i32", "@twice : i64 nullable stored sql\"n::bigint * 2\""], more="index @users_twice (@twice)"),
                 [Shape("users", n)], [Shape("users", n, also="twice = n::bigint * 2")])
    once = lambda rule: users(["@n : i32", "@x : text"], more=rule)
    yield Recipe("exclusion", "exclusion constraint", once(""), once('exclude @users_once (@x with "=")'), [Shape("users", x)], [Shape("users", x)])
    yield Recipe("unlogged", "table no longer logged", users(["@n : i32"]), users(["@n : i32"]).replace("@users rows", "@users unlogged rows"),
                 [Shape("users", n)], [Shape("users", n)])


def _tables():
    """Columns that go to another table."""
    n, x = {"n": number()}, {"n": number(), "x": text()}
    other = lambda column="": (f"\n  table @profiles rows 10000000 {{\n    col @user_id : i64\n    {column}\n    primary_key @profiles_pkey (@user_id)\n"
                               "    foreign_key @profiles_user (@user_id) references @users (@id) on_delete cascade on_update cascade\n  }")
    moved = 'col @x : text moved_from @"users.x"'
    wide, narrow = users(["@n : i32", "@x : text"]), users(["@n : i32"])
    pair = lambda fields, *moved: Pair("users", fields, other="profiles", key="user_id", moved=moved)
    yield Recipe("table-split", "column moved to a table made for it", wide, narrow + other(moved), [Shape("users", x)], [pair(x, "x")])
    yield Recipe("column-moved", "column moved to another table", wide + other(), narrow + other(moved), [pair(x)], [pair(x, "x")])
    named = lambda column="": f"\n  table @profiles rows 10000000 {{\n    col @user_id : i64\n    {column}\n    primary_key @profiles_pkey (@user_id)\n  }}"
    of = lambda *columns: users(columns, more="foreign_key @users_profile (@id) references @profiles (@user_id)")
    yield Recipe("column-moved-to-referred", "column moved to the table that its own refers to", of("@n : i32", "@x : text") + named(),
                 of("@n : i32") + named(moved.replace("text", "text nullable")), [pair(x)], [pair(x, "x")])


RECIPES = {r.name: r for r in (*_columns(), *_types(), *_rules(), *_partitions(), *_routines(), *_held(), *_beside(), *_tables())}
