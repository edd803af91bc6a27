# The test suite: lit + FileCheck + split-file. Every folder mirrors one of lib/; Corpora and
# EndToEnd run what was planned on a real server.
import os
import shutil
import sys

import lit.formats

sys.path.insert(0, os.path.join(config.source_root, "utils", "lib"))
import mariadb
import postgres

config.name = "schemac"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".test", ".sir", ".prisma", ".hcl", ".sql", ".yaml"]
config.excludes = ["Inputs", "CMakeLists.txt", "README.md", "Unit"]
config.test_source_root = os.path.join(config.source_root, "test")
config.test_exec_root = os.path.join(config.binary_root, "test")

# Nothing of the caller's environment may change what a test prints.
for name in ("NO_COLOR", "COLUMNS", "TERM", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGOPTIONS"):
    config.environment.pop(name, None)
config.environment["LC_ALL"] = "C.UTF-8"
config.environment["TZ"] = "UTC"
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
config.environment["SCHEMAC_PG_TEMPLATES"] = os.path.join(config.test_exec_root, "pg-templates")
config.environment["PATH"] = os.pathsep.join(
    [config.tools_dir, config.llvm_tools_dir, os.path.dirname(sys.executable), config.environment.get("PATH", "")])
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

# ---- Tools
utils = os.path.join(config.source_root, "utils")
# Nothing but the standard library: looking for the rest of an installation takes longer than most of the programs.
python = sys.executable + " -S"


def substitute(name, command):
    config.substitutions.append((name, command))


def tool(name, *arguments):
    """Replaces the bare word by the full path, so that a stale tool on PATH is never tested."""
    path = os.path.join(config.tools_dir, name)
    substitute(r"(?<![\w./-])%s(?![\w./-])" % name, " ".join([path, *arguments]))


roundtrip = os.environ.get("SCHEMAC_VERIFY_ROUNDTRIP") == "1"
tool("schemac-opt", *(["--verify-roundtrip"] if roundtrip else []))
tool("schemac-translate")
tool("schemac")
tool("diag-replay")
tool("unittests")
if roundtrip:
    # Tests of the mode itself, and those that look at what is left out of it.
    config.available_features.add("verify-roundtrip")

# ---- PostgreSQL: `%pg command…` runs the command with PGHOST and PGUSER set to a private server.
for major in range(12, 19):
    if postgres.find_binaries(major, config.source_root):
        config.available_features.add("postgres-%d" % major)
        substitute("%%pg%d" % major, "%s %s/pg.py run --version %d --" % (python, utils, major))
if postgres.find_binaries(postgres.DEFAULT_MAJOR, config.source_root) and postgres.find_psql():
    config.available_features.add("postgres")
substitute("%pg", "%s %s/pg.py run --" % (python, utils))
substitute("%catalog_diff", "%s %s/catalog_diff.py" % (python, utils))
substitute("%catalog", "%s %s/catalog.py" % (python, utils))
substitute("%scenario", "%s %s/test/EndToEnd/scenario.py --schemac %s/schemac" % (
    python, config.source_root, config.tools_dir))

# ---- MariaDB: `%maria command…`, beside a private server; SQLite: its shell.
if mariadb.is_there():
    config.available_features.add("mariadb")
substitute("%maria", "%s %s/maria.py run --" % (python, utils))
if shutil.which("sqlite3"):
    config.available_features.add("sqlite3")

# ---- Other things a test may need
substitute("%python", python)
substitute("%whole_python", sys.executable)
substitute("%utils", utils)
substitute("%source_root", config.source_root)
substitute("%binary_root", config.binary_root)

# `%cc_plugin OUT SOURCE -DWORDS`: with nothing but the header, as whoever writes a plugin does.
cc = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang-19")
if cc:
    config.available_features.add("cc")
    substitute("%cc_plugin", "%s -std=c99 -Wall -Wextra -Wpedantic -Werror -shared -fPIC -I %s/include -o" % (
        cc, config.source_root))

corpora = os.environ.get("SCHEMAC_CORPORA") or os.path.join(
    os.path.dirname(config.source_root), "shared", "corpora")
if os.path.isdir(os.path.join(corpora, "prisma")):
    config.available_features.add("corpora")
    config.environment["SCHEMAC_CORPORA"] = corpora
substitute("%corpora", corpora)

npm_modules = os.path.join(utils, "npm", "node_modules")
if config.node:
    config.available_features.add("node")
    substitute("%node", config.node)
    config.environment["NODE_PATH"] = npm_modules
    if os.path.isdir(os.path.join(npm_modules, "@prisma", "prisma-schema-wasm")):
        config.available_features.add("prisma-oracle")
    # `%validate_json SCHEMA FILE...`
    if os.path.isdir(os.path.join(npm_modules, "ajv")):
        config.available_features.add("json-schema")
        substitute("%validate_json", "%s %s/validate_json.js" % (config.node, utils))
    sarif_schema = os.path.join(npm_modules, "@microsoft", "jest-sarif", "lib", "schemas",
                                "sarif-2.1.0-rtm.5.json")
    if os.path.isfile(sarif_schema):
        config.available_features.add("sarif-schema")
        substitute("%sarif_schema", sarif_schema)
substitute("%npm_modules", npm_modules)
if config.sanitize:
    config.available_features.add("sanitizers")

# utils/check names what it has installed: there, a test must not be skipped for the lack of it.
missing = set(os.environ.get("SCHEMAC_REQUIRE", "").split()) - set(config.available_features)
if missing:
    lit_config.fatal("not found on this machine: " + ", ".join(sorted(missing)))
