//===- InitCommand.cpp - schemac init -------------------------------------===//
#include "CommandStart.h"
#include "CommonOptions.h"
#include "Config.h"
#include "Discover.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Session.h"
#include "schemac/IR/Traits.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    options::Color,
    options::Help,
};

namespace {
struct Source {
  std::string name;
  const Found *found;
};
} // namespace

/// "app" and "history", and for more of them the folder in front: "billing-app".
static std::vector<Source> nameSources(const Discovery &d) {
  std::vector<Source> out;
  std::map<std::string, unsigned> taken;
  for (bool history : {false, true}) {
    auto counts = std::ranges::count_if(
        d.states, [&](const Found &f) { return f.isHistory == history && f.unsupported.empty(); });
    for (const Found &f : d.states) {
      if (f.isHistory != history)
        continue;
      std::string name = history ? "history" : "app";
      llvm::StringRef parent = llvm::sys::path::parent_path(f.path);
      llvm::StringRef above = llvm::sys::path::filename(parent);
      if (above == "prisma" || above == "db" || above == "src")
        above = llvm::sys::path::filename(llvm::sys::path::parent_path(parent));
      if (counts > 1 && !above.empty() && f.unsupported.empty()) {
        name = above.lower() + "-" + name;
        std::ranges::replace_if(
            name, [](char c) { return !isalnum(static_cast<unsigned char>(c)) && c != '-'; }, '-');
      }
      if (unsigned n = taken[name]++)
        name += fmt::format("-{}", n + 1);
      out.push_back({name, &f});
    }
  }
  return out;
}

/// In quotes where YAML would read something else.
static std::string yamlPath(const std::string &path) {
  bool plain = std::ranges::all_of(path, [](char c) {
    return isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("/._-").find(c) != std::string_view::npos;
  });
  if (plain && path[0] != '-')
    return path;
  std::string out = "\"";
  for (char c : path)
    out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return out + "\"";
}

/// The one database that all schemas are for; null when they are for several.
static const Dialect *databaseOf(const std::vector<Source> &sources) {
  std::optional<std::string> one;
  for (const Source &s : sources) {
    if (!s.found->unsupported.empty())
      continue;
    if (one && *one != s.found->database)
      return nullptr;
    one = s.found->database;
  }
  return findDialect(!one || one->empty() ? "postgres" : *one);
}

static std::string dialectText(const Discovery &d, const std::vector<Source> &sources) {
  const Dialect *dialect = databaseOf(sources);
  if (!dialect)
    return "# The schemas are for several databases: each says for which, and --dialect for which "
           "version.\n\n";
  if (d.version && dialect->name() == "postgres")
    return fmt::format(
        "# The version that plans are for, as {} has it: production's is the one that counts.\n"
        "dialect: postgres:{}\n\n",
        d.versionFrom, d.version);
  return fmt::format(
      "# The version that plans are for; without it, the newest.\n# dialect: {}:{}\n\n",
      dialect->name(), versionText(dialect->newestVersion()));
}

static std::string configText(const Discovery &d, const std::vector<Source> &sources) {
  std::string text = "# What schemac knows of this repository. The command line wins over it; "
                     "paths start here.\n\n";
  text += dialectText(d, sources);
  text += "# Names for states: `schemac check` looks at all of them, `--from history --to app` at "
          "two.\n";
  std::string list;
  for (const Source &s : sources)
    list += s.found->unsupported.empty()
                ? fmt::format("  {}: {} # {}\n", s.name, yamlPath(s.found->path), s.found->what)
                : fmt::format("  # {}: {} # {} for {}, which is not read yet\n", s.name,
                              yamlPath(s.found->path), s.found->what, s.found->unsupported);
  bool any =
      std::ranges::any_of(sources, [](const Source &s) { return s.found->unsupported.empty(); });
  text += any ? "sources:\n" + list : "# sources:\n#   app: path/to/schema\n" + list;
  for (const Unread &u : d.unread)
    text += fmt::format("  # {}: {}, which are no SQL and not read\n", yamlPath(u.folder),
                        unreadText(u));
  return text + R"(
# Sizes of tables, for what is dangerous only on large ones: a file, as docs/schemas/stats.schema.json has it.
# stats: ops/stats.json

# From which level on `schemac check` fails: error, warning or note.
fail-on: error

# Rules, families and categories (`schemac list diagnostics`): off, warning or error.
# rules:
#   naming: off
#   hygiene: warning
)";
}

/// The program of a repository of many that a path belongs to, "apps/web"; empty: the whole one.
static std::string_view programOf(std::string_view path) {
  size_t slash = path.find('/');
  size_t second = slash == path.npos ? path.npos : path.find('/', slash + 1);
  constexpr std::string_view Roots[] = {"apps", "packages", "services", "libs", "modules"};
  bool many =
      second != path.npos && std::ranges::find(Roots, path.substr(0, slash)) != std::end(Roots);
  return many ? path.substr(0, second) : std::string_view();
}

/// Whether the history may lead to the schema: those of two programs of a repository are of two
/// databases.
static bool belong(const Source &app, const Source &history) {
  std::string_view a = programOf(app.found->path), b = programOf(history.found->path);
  return a.empty() || b.empty() || a == b;
}

/// What was found, and what to do next.
static std::string report(const Discovery &found, const std::vector<Source> &sources) {
  std::string text;
  std::vector<const Source *> apps, histories;
  size_t width = 7;
  for (const Source &s : sources)
    if (s.found->unsupported.empty()) {
      (s.found->isHistory ? histories : apps).push_back(&s);
      width = std::max(width, s.name.size());
    }
  for (const Source &s : sources)
    if (s.found->unsupported.empty())
      text += fmt::format("  {:<{}}  {}: {}\n", s.name, width, s.found->path, s.found->what);
    else
      text += fmt::format("  {:<{}}  {}: {} for {}, which is not read yet\n", "-", width,
                          s.found->path, s.found->what, s.found->unsupported);
  for (const Unread &u : found.unread)
    text += fmt::format("  {:<{}}  {}: {}, which are no SQL and not read\n", "-", width, u.folder,
                        unreadText(u));
  if (!found.unread.empty() && apps.empty() && histories.empty())
    text += "A dump of the database without rows (pg_dump --schema-only) is a schema that is "
            "read.\n";
  if (const Dialect *d = databaseOf(sources); found.version && d && d->name() == "postgres")
    text += fmt::format("  {:<{}}  postgres:{}: {}\n", "dialect", width, found.version,
                        found.versionFrom);
  std::string next = "check";
  if (apps.size() == 1 && histories.size() == 1 && belong(*apps[0], *histories[0]))
    next = fmt::format("plan --from {} --to {}", histories[0]->name, apps[0]->name);
  else if (apps.empty() && histories.empty())
    next = "plan --from empty --to SCHEMA, once there is one";
  return text + "next: schemac " + next + "\n";
}

int runInit(std::span<const char *const> arguments) {
  CommandLine line;
  static constexpr Usage Said{
      "init", "[FOLDER] [options]",
      "Writes a first schemac.yaml by what there is, and says what it found. It "
      "overwrites nothing.\n\n",
      "schemac init"};
  if (std::optional<int> exit = startCommand(line, arguments, Specs, Said))
    return *exit;
  if (line.positional.size() > 1)
    return usageError("init", "one FOLDER at most");
  std::string folder = line.positional.empty() ? "." : line.positional[0];
  if (!llvm::sys::fs::is_directory(folder))
    return usageError("init", fmt::format("'{}' is no folder", folder));
  line.setDefault("no-config", "");
  Session session(line);
  llvm::SmallString<128> file(folder == "." ? "" : folder);
  llvm::sys::path::append(file, "schemac.yaml");
  std::string name = file.str().str();
  auto finish = [&](int code) { return session.printDiagnostics(llvm::outs()), code; };
  if (llvm::sys::fs::exists(file)) {
    session.diags.report({}, diag::err_init_exists, name);
    return finish(ExitUsage);
  }
  Discovery found = discover(folder);
  const Dialect &postgres = *findDialect("postgres");
  if (found.version < postgres.oldestVersion() || found.version > postgres.newestVersion())
    found.version = 0;
  std::vector<Source> sources = nameSources(found);
  std::string error, text = configText(found, sources);
  if (!writeFile(name, text, error)) {
    session.diags.report({}, diag::err_cannot_write, name, error);
    return finish(ExitUsage);
  }
  llvm::outs() << "written: " << name << "\n" << report(found, sources);
  if (sources.empty())
    session.diags.report({}, diag::warn_init_nothing, folder);
  return finish(ExitOk);
}

} // namespace schemac
