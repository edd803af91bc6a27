//===- Discover.cpp - What a repository has for schemac -------------------===//
#include "Discover.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Driver/Files.h"
#include "schemac/Frontend/Dump/Dump.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace schemac {
namespace {

namespace path = llvm::sys::path;

/// Folders of what is built or fetched, and of other things that are not the repository's own.
bool isForeign(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases("node_modules", "vendor", "build", "dist", "target", "out", true)
      .Cases("venv", "__pycache__", "coverage", "testdata", "fixtures", true)
      .Default(name.starts_with(".") && name != ".github" && name != ".devcontainer");
}

bool isSqitchScript(llvm::StringRef file) {
  return file.starts_with("deploy/") || file.starts_with("revert/") || file.starts_with("verify/");
}

constexpr size_t MostFiles = 200000;

/// A schema as one file of SQL, by the names that it usually has.
bool isDump(llvm::StringRef file) {
  llvm::StringRef name = path::filename(file);
  return name.ends_with("schema.sql") || name == "structure.sql" || name == "dump.sql";
}

/// 001_users.sql: one such file is a history when it makes something; others want a second.
bool isNumbered(llvm::StringRef name) {
  llvm::StringRef rest = name.drop_while([](char c) { return c >= '0' && c <= '9'; });
  return rest.size() < name.size() && rest.starts_with("_");
}
bool makesSomething(llvm::StringRef sql) {
  return sql.contains_insensitive("create ") || sql.contains_insensitive("alter ");
}

class Search {
public:
  explicit Search(const std::string &folder) : root(folder) {}

  Discovery run() {
    collect();
    std::vector<std::string> folders;
    for (const auto &[folder, files] : byFolder) {
      folders.push_back(folder);
      if (holdsOneMigration(folder)) // the folder above may have no file of its own
        folders.push_back(path::parent_path(folder).str());
    }
    std::ranges::sort(folders);
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    for (const std::string &folder : folders)
      history(folder);
    schemas(".prisma", "Prisma schema", [](llvm::StringRef t) {
      return t.contains("\nmodel ") || t.starts_with("model ") || t.contains("datasource ");
    });
    schemas(".hcl", "schema in HCL",
            [](llvm::StringRef t) { return t.contains("table \"") && t.contains("column \""); });
    for (const char *suffix : {".yaml", ".yml"})
      schemas(suffix, "schema in YAML", [](llvm::StringRef t) {
        // A database of SchemaHero says how it is reached, and holds nothing.
        bool onlyDatabase =
            t.contains("databases.schemahero.io/") && !t.contains("schemas.schemahero.io/");
        return !onlyDatabase && yaml::looksLikeSchema(std::string_view(t.data(), t.size()));
      });
    schemas(".sir", "schema as .sir", [](llvm::StringRef t) { return t.contains("schema @"); });
    dumps();
    std::ranges::sort(out.states, {}, &Found::path);
    out.unread = unreadMigrations(files, [&](const std::string &file) { return read(file); });
    versions();
    return std::move(out);
  }

private:
  void collect() {
    std::error_code ec;
    size_t count = 0;
    for (llvm::sys::fs::recursive_directory_iterator it(root, ec, /*follow_symlinks=*/false), end;
         it != end && !ec && count < MostFiles; it.increment(ec)) {
      llvm::StringRef name = path::filename(it->path());
      if (it->type() == llvm::sys::fs::file_type::directory_file) {
        if (isForeign(name))
          it.no_push();
        continue;
      }
      ++count;
      std::string below = it->path().substr(root.size() + (root.back() != '/'));
      if (root == ".")
        below = llvm::StringRef(it->path()).ltrim("./").str();
      files.push_back(below);
    }
    std::ranges::sort(files);
    for (const std::string &f : files)
      byFolder[path::parent_path(f).str()].push_back(f);
  }

  /// diesel and Hasura have a folder for each migration; the one above is the history.
  bool holdsOneMigration(const std::string &folder) const {
    auto it = byFolder.find(folder);
    return !folder.empty() && it != byFolder.end() &&
           std::ranges::count(it->second, folder + "/up.sql");
  }

  bool hasFile(const std::string &folder, llvm::StringRef name) const {
    return std::ranges::count(files, folder.empty() ? name.str() : folder + "/" + name.str());
  }

  std::string read(const std::string &file) const {
    llvm::SmallString<128> whole(root);
    path::append(whole, file);
    std::string error;
    return readFile(whole.str().str(), error).value_or("");
  }

  /// Whether something that was found holds the file.
  bool isTaken(const std::string &file) const {
    return std::ranges::any_of(out.states, [&](const Found &f) {
      bool inRoot =
          f.path == "." && (file.find('/') == file.npos || (rootIsPlanned && isSqitchScript(file)));
      return file == f.path || inRoot || llvm::StringRef(file).starts_with(f.path + "/");
    });
  }

  /// The database whose words a script has and PostgreSQL has not; empty when there are none.
  static std::string foreignDatabase(llvm::StringRef sql) {
    if (sql.contains_insensitive("engine=") || sql.contains_insensitive("engine =") ||
        sql.contains_insensitive("auto_increment"))
      return "mysql";
    if (sql.contains_insensitive("autoincrement"))
      return "sqlite";
    return sql.contains('`') ? std::string(dump::dialectOf({sql.data(), sql.size()})) : "";
  }

  /// A folder of migrations: of a tool, or numbered.
  void history(const std::string &folder) {
    if (holdsOneMigration(folder) || (!folder.empty() && isTaken(folder + "/x")))
      return;
    SourceManager sources;
    std::vector<history::File> parts;
    size_t scripts = 0, numbered = 0, own = 0, ownDumps = 0;
    bool anySure = false;
    std::string foreign;
    bool planned = hasFile(folder, "sqitch.plan");
    for (const std::string &f : folder.empty() && !planned ? byFolder[folder] : files) {
      llvm::StringRef below(f);
      if (!folder.empty() && !below.consume_front(folder + "/"))
        continue;
      if (!history::isPart(std::string_view(f)))
        continue;
      std::string text = read(f);
      if (foreign.empty() && f.ends_with(".sql"))
        foreign = foreignDatabase(text);
      bool isOwn = below.ends_with(".sql") && !below.contains('/');
      own += isOwn;
      ownDumps += isOwn && isDump(below) && !isNumbered(below) && !history::isFlywayFile(f);
      anySure |= isOwn && isNumbered(below) && makesSomething(text);
      parts.push_back({below.str(), sources.addBuffer(f, std::move(text))});
      llvm::StringRef name = path::filename(f), parent = path::filename(path::parent_path(f));
      auto numberFirst = [](llvm::StringRef n) {
        return !n.empty() && isdigit(static_cast<unsigned char>(n[0]));
      };
      scripts += name.ends_with(".sql");
      numbered += name.ends_with(".sql") && (numberFirst(name) || numberFirst(parent));
    }
    std::optional<history::Tool> tool = scripts ? history::recognize(sources, parts) : std::nullopt;
    if (!tool || (*tool == history::Tool::Sqitch && !planned && !hasFile(folder, "sqitch.conf")))
      return;
    if (*tool == history::Tool::Drizzle && !hasFile(folder, "meta/_journal.json"))
      return; // that of a folder below
    rootIsPlanned |= folder.empty() && planned && *tool == history::Tool::Sqitch;
    bool isOfAtlas = *tool == history::Tool::Numbered && hasFile(folder, "atlas.sum");
    bool isCertain = isOfAtlas || (scripts == 1 && anySure);
    if (*tool == history::Tool::Numbered && !isCertain && (numbered < 2 || numbered < scripts))
      return;
    // A dump that a tool keeps above its migrations; the folder below is the history.
    bool inFolders = *tool == history::Tool::Prisma || *tool == history::Tool::UpFolders;
    if (!inFolders && own > 0 && own == ownDumps && own < scripts)
      return;
    // Prisma's migrations are in folders of their own; the folder above is the history.
    if (*tool == history::Tool::Prisma && !hasFile(folder, "migration_lock.toml"))
      return;
    bool isPrisma = *tool == history::Tool::Prisma;
    const char *word = scripts == 1 ? "file" : "files";
    out.states.push_back({folder.empty() ? "." : folder,
                          isOfAtlas ? fmt::format("{} {} of Atlas", scripts, word)
                          : *tool == history::Tool::Numbered
                              ? fmt::format("{} numbered {}", scripts, word)
                              : fmt::format("{} {} of {}", scripts, word, history::toolName(*tool)),
                          true, isPrisma, "",
                          isPrisma ? provider(read(folder + "/migration_lock.toml")) : foreign});
  }

  /// The database that a schema is for, by its words; empty: PostgreSQL, as far as they tell.
  static std::string databaseOf(llvm::StringRef suffix, llvm::StringRef text) {
    if (suffix == ".prisma")
      return provider(text);
    if (suffix == ".sql")
      return std::string(dump::dialectOf(std::string_view(text.data(), text.size())));
    for (llvm::StringRef name : {"mysql", "mariadb", "sqlite", "cockroachdb"}) {
      // A key of SchemaHero's documents, a line of schemac's own YAML, the head of .sir.
      bool said = suffix == ".sir" ? text.contains(("dialect " + name).str())
                                   : text.contains((" " + name + ":\n").str()) ||
                                         text.contains(("dialect: " + name).str());
      if (suffix != ".hcl" && said)
        return name.str();
    }
    bool mysql =
        text.contains("auto_increment") || text.contains("unsigned ") || text.contains(" engine ");
    return suffix == ".hcl" && mysql ? "mysql" : "";
  }

  /// The provider of Prisma, when it is not PostgreSQL.
  static std::string provider(llvm::StringRef text) {
    for (llvm::StringRef rest =
             text.substr(text.find("datasource ") == text.npos ? 0 : text.find("datasource "));
         ;) {
      size_t at = rest.find("provider");
      if (at == rest.npos)
        return {};
      rest = rest.substr(at + 8);
      llvm::StringRef value = rest.ltrim();
      if (!value.consume_front("="))
        continue;
      value = value.ltrim();
      value.consume_front("\"");
      value = value.take_while([](char c) { return isalpha(static_cast<unsigned char>(c)); });
      return value == "postgresql" || value == "postgres" ? "" : value.str();
    }
  }

  /// Files of one language: one is a state, several that stand together are one in their folder.
  template <class Is> void schemas(llvm::StringRef suffix, const char *what, Is is) {
    std::map<std::string, std::vector<std::string>> found;
    for (const std::string &f : files)
      if (llvm::StringRef(f).ends_with(suffix) && path::filename(f) != "schemac.yaml" &&
          !isTaken(f) && is(llvm::StringRef(read(f)))) {
        std::string folder = path::parent_path(f).str();
        // A folder below one that has such files belongs to it.
        for (const auto &[other, list] : found)
          if (!other.empty() && llvm::StringRef(folder).starts_with(other + "/"))
            folder = other;
        found[folder].push_back(f);
      }
    for (const auto &[folder, list] : found) {
      bool several = list.size() > 1 && !folder.empty();
      std::string database;
      for (const std::string &f : list)
        if (std::string text = read(f);
            suffix != ".prisma" || text.find("datasource ") != text.npos)
          database = database.empty() ? databaseOf(suffix, text) : database;
      // Schemas are read where there is a dialect; migrations are PostgreSQL's.
      std::string unsupported = !database.empty() && !findDialect(database) ? database : "";
      if (several)
        out.states.push_back({folder, fmt::format("{}, {} files", what, list.size()), false, false,
                              database, unsupported});
      else
        for (const std::string &f : list)
          out.states.push_back({f, what, false, false, database, unsupported});
    }
  }

  void dumps() {
    for (const std::string &f : files) {
      std::string text = isDump(f) && !isTaken(f) ? read(f) : "";
      if (llvm::StringRef(text).contains_insensitive("create table"))
        out.states.push_back({f, "schema in SQL", false, false, databaseOf(".sql", text), ""});
    }
  }

  /// `image: postgres:16-alpine`
  void versions() {
    for (const std::string &f : files) {
      llvm::StringRef name = path::filename(f);
      bool tells = name.contains("compose") || name.starts_with("Dockerfile") ||
                   name == "devcontainer.json" || name == ".gitlab-ci.yml" ||
                   llvm::StringRef(f).starts_with(".github/workflows/");
      if (!tells)
        continue;
      std::string text = read(f);
      for (llvm::StringRef mark : {"postgres:", "postgis/postgis:", "pgvector/pgvector:pg"})
        for (size_t at = llvm::StringRef(text).find(mark); at != std::string::npos;
             at = llvm::StringRef(text).find(mark, at + 1)) {
          int version = 0;
          llvm::StringRef digits =
              llvm::StringRef(text).substr(at + mark.size()).take_while(isdigit);
          if (digits.size() != 2 || digits.getAsInteger(10, version))
            continue;
          // The oldest that is used somewhere is the one that a plan must be for.
          if (out.version == 0 || version < out.version) {
            out.version = version;
            out.versionFrom = f;
          }
        }
    }
  }

  std::string root;
  std::vector<std::string> files;
  std::map<std::string, std::vector<std::string>> byFolder;
  bool rootIsPlanned = false; ///< a project of sqitch
  Discovery out;
};

} // namespace

Discovery discover(const std::string &folder) { return Search(folder).run(); }

} // namespace schemac
