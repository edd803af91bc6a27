//===- Files.cpp - Reading and writing ------------------------------------===//
#include "schemac/Driver/Files.h"
#include "Encodings.h"
#include "FolderTree.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace schemac {

/// As few system calls as it takes: of a history there are hundreds of small files.
static std::error_code readAll(int file, std::string &text) {
  struct stat status{};
  if (::fstat(file, &status) != 0)
    return {errno, std::generic_category()};
  if (S_ISDIR(status.st_mode))
    return std::make_error_code(std::errc::is_a_directory);
  // One more than the file has: the end is seen without asking again.
  size_t filled = 0;
  text.resize(size_t(std::max<off_t>(status.st_size, 0)) + 1);
  while (ssize_t got = ::read(file, text.data() + filled, text.size() - filled)) {
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return {errno, std::generic_category()};
    filled += size_t(got);
    if (S_ISREG(status.st_mode) && filled == size_t(status.st_size))
      break;
    if (filled == text.size())
      text.resize(2 * filled);
  }
  text.resize(filled);
  return {};
}

std::optional<std::string> readFile(const std::string &path, std::string &error) {
  int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  std::string text;
  std::error_code failure =
      file < 0 ? std::error_code(errno, std::generic_category()) : readAll(file, text);
  if (file > STDIN_FILENO)
    ::close(file);
  if (!failure) {
    error = otherEncoding(text);
    return error.empty() ? std::optional(std::move(text)) : std::nullopt;
  }
  error = failure == std::errc::is_a_directory ? "is a directory" : failure.message();
  return std::nullopt;
}

std::vector<FileText> readFiles(const std::vector<std::string> &paths) {
  constexpr size_t WorthOne = 100; // of small files: what it takes to begin a thread
  std::vector<FileText> files(paths.size());
  auto read = [&](size_t first, size_t last) {
    for (size_t i = first; i < last; ++i)
      files[i].text = readFile(paths[i], files[i].error);
  };
  size_t half = paths.size() < 2 * WorthOne ? paths.size() : paths.size() / 2;
  std::thread other;
  if (half < paths.size())
    other = std::thread(read, half, paths.size());
  read(0, half);
  if (other.joinable())
    other.join();
  return files;
}

static bool writeFile(const std::string &path, std::string_view text, std::string &error,
                      std::optional<llvm::sys::fs::perms> permissions) {
  llvm::SmallString<128> temporary;
  int fd = -1;
  if (std::error_code ec = llvm::sys::fs::createUniqueFile(path + ".%%%%%%", fd, temporary,
                                                           llvm::sys::fs::OF_None, 0644)) {
    error = ec.message();
    return false;
  }
  {
    llvm::raw_fd_ostream os(fd, /*shouldClose=*/true);
    os.write(text.data(), text.size());
    os.close();
    if (os.has_error()) {
      error = os.error().message();
      os.clear_error();
      (void)llvm::sys::fs::remove(temporary);
      return false;
    }
  }
  std::error_code ec;
  if (permissions)
    ec = llvm::sys::fs::setPermissions(temporary, *permissions);
  if (!ec)
    ec = llvm::sys::fs::rename(temporary, path);
  if (ec) {
    error = ec.message();
    (void)llvm::sys::fs::remove(temporary);
    return false;
  }
  return true;
}

bool writeFile(const std::string &path, std::string_view text, std::string &error) {
  return writeFile(path, text, error, std::nullopt);
}

bool replaceFile(const std::string &path, std::string_view text, std::string &error) {
  llvm::SmallString<128> real;
  if (std::error_code ec = llvm::sys::fs::real_path(path, real)) {
    error = ec.message();
    return false;
  }
  llvm::ErrorOr<llvm::sys::fs::perms> permissions = llvm::sys::fs::getPermissions(real);
  if (!permissions) {
    error = permissions.getError().message();
    return false;
  }
  return writeFile(real.str().str(), text, error, *permissions);
}

bool findUnreadable(const std::string &folder, std::string &path, std::string &error) {
  const FolderTree &tree = treeOf(folder);
  path = tree.closed;
  error = tree.error;
  return !error.empty();
}

/// All files below a folder whose names end so, sorted.
static std::vector<std::string> filesBelow(const std::string &folder,
                                           std::initializer_list<std::string_view> suffixes) {
  std::vector<std::string> files;
  for (const auto &[path, isFolder] : treeOf(folder).entries)
    if (std::ranges::any_of(suffixes, [&](std::string_view s) { return path.ends_with(s); }))
      files.push_back(path);
  return files;
}

bool isSchemaHcl(const std::string &path) {
  llvm::StringRef name = llvm::sys::path::filename(path);
  return name.ends_with(".hcl") && name != "atlas.hcl" && !name.starts_with(".");
}

/// The files of a folder that are its schema: those of Prisma, which reads all of a folder, or else
/// those of HCL, or of YAML that are about a schema.
static std::vector<std::string> schemaFiles(const std::string &folder) {
  auto isPrisma = [](const std::string &path) { return path.ends_with(".prisma"); };
  auto isYaml = [](const std::string &path) {
    std::string error;
    bool named = path.ends_with(".yaml") || path.ends_with(".yml");
    auto text = named ? readFile(path, error) : std::nullopt;
    return text && yaml::looksLikeSchema(*text);
  };
  std::vector<std::string> all = filesBelow(folder, {".prisma", ".hcl", ".yaml", ".yml"});
  using Is = bool (*)(const std::string &);
  for (Is isWanted : {Is(isPrisma), Is(isSchemaHcl), Is(isYaml)}) {
    std::vector<std::string> files;
    std::ranges::copy_if(all, std::back_inserter(files), isWanted);
    if (!files.empty())
      return files;
  }
  return {};
}

std::vector<std::string> historyFiles(const std::string &folder) {
  std::vector<std::string> files;
  size_t below = llvm::StringRef(folder).rtrim('/').size() + 1;
  for (const auto &[path, isFolder] : treeOf(folder).entries)
    if (!isFolder && history::isPart(path))
      files.push_back(path.substr(below));
  return files;
}

bool hasSqlBelow(const std::string &folder) {
  return std::ranges::any_of(treeOf(folder).entries,
                             [](auto &entry) { return entry.path.ends_with(".sql"); });
}

std::vector<std::string> foldersWithoutMigration(const std::string &folder,
                                                 const std::vector<std::string> &files) {
  namespace path = llvm::sys::path;
  std::set<std::string> roots;
  for (const std::string &file : files)
    if (llvm::StringRef inner = path::parent_path(file);
        path::filename(file) == "migration.sql" && !inner.empty()) {
      llvm::SmallString<128> root(llvm::StringRef(folder).rtrim('/'));
      if (llvm::StringRef above = path::parent_path(inner); !above.empty())
        path::append(root, above);
      roots.insert(root.str().str());
    }
  // An inner folder's files come behind it, by their names.
  const std::vector<FolderTree::Entry> &entries = treeOf(folder).entries;
  std::vector<std::string> out;
  for (const auto &[path, isFolder] : entries)
    if (isFolder && roots.contains(path::parent_path(path).str()) &&
        !path::filename(path).starts_with(".") &&
        !std::ranges::binary_search(entries, path + "/migration.sql", {}, &FolderTree::Entry::path))
      out.push_back(path);
  return out;
}

/// The plan of sqitch above a folder of what it deploys, and the settings above a plan.
static std::vector<std::string> sqitchAbove(const std::string &folder,
                                            const std::vector<std::string> &files) {
  auto isPlan = [](const std::string &path) { return llvm::StringRef(path).ends_with(".plan"); };
  auto isConf = [](const std::string &path) {
    return llvm::sys::path::filename(path) == "sqitch.conf";
  };
  std::vector<std::string> out;
  bool planned = std::ranges::any_of(files, isPlan),
       configured = std::ranges::any_of(files, isConf);
  llvm::SmallString<128> at(folder);
  (void)llvm::sys::fs::make_absolute(at);
  llvm::sys::path::remove_dots(at, true);
  std::string above = llvm::StringRef(folder).ends_with("/") ? folder : folder + "/";
  constexpr int most = 6;
  for (int level = 0; level < most && !llvm::sys::fs::exists(at.str() + "/.git"); ++level) {
    std::string name = llvm::sys::path::filename(at).str();
    llvm::sys::path::remove_filename(at);
    above += "../";
    auto isThere = [&](const char *file) { return llvm::sys::fs::exists(at.str() + "/" + file); };
    if (!planned && name == "deploy" && isThere("sqitch.plan")) {
      planned = true;
      out.push_back(above + "sqitch.plan");
    }
    if (planned && !configured && isThere("sqitch.conf")) {
      configured = true;
      out.push_back(above + "sqitch.conf");
    }
  }
  return out;
}

std::string sqitchProject(const std::string &file) {
  llvm::StringRef folder = llvm::sys::path::parent_path(file);
  for (; !folder.empty(); folder = llvm::sys::path::parent_path(folder)) {
    llvm::StringRef name = llvm::sys::path::filename(folder);
    std::string project = llvm::sys::path::parent_path(folder).str();
    if (project.empty() && !folder.starts_with("/"))
      project = ".";
    if ((name == "deploy" || name == "revert" || name == "verify") &&
        llvm::sys::fs::exists(project + "/sqitch.plan"))
      return project;
  }
  return {};
}

std::span<const std::string_view> historySuffixes() {
  static constexpr std::string_view Suffixes[] = {".sql",          ".conf",     ".toml", ".plan",
                                                  "_journal.json", "atlas.sum", ".go",   ".java",
                                                  ".kt",           ".groovy",   ".scala"};
  return Suffixes;
}

std::vector<std::string> programFolders(const std::string &folder) {
  llvm::StringRef path = llvm::StringRef(folder).rtrim('/');
  constexpr llvm::StringRef Resources = "resources/";
  size_t at = path.rfind(Resources);
  if (at == path.npos || at == 0 || path[at - 1] != '/')
    return {};
  std::vector<std::string> out;
  for (const char *language : {"java", "kotlin", "groovy", "scala"})
    out.push_back(
        (path.take_front(at) + language + "/" + path.drop_front(at + Resources.size())).str());
  return out;
}

/// The classes that Flyway runs among the files of this folder, which lie in another tree.
static std::vector<std::string> programsBeside(const std::string &folder) {
  llvm::SmallString<128> whole(folder);
  std::vector<std::string> folders = programFolders(folder), out;
  if (folders.empty()) { // the folder may be named from within
    (void)llvm::sys::fs::make_absolute(whole);
    llvm::sys::path::remove_dots(whole, true);
    folders = programFolders(whole.str().str());
  }
  for (const std::string &beside : folders)
    for (const std::string &path : historyFiles(beside))
      if (!llvm::StringRef(path).ends_with(".sql"))
        out.push_back(beside + "/" + path);
  return out;
}

/// The file of settings that is nearest above the folder.
static std::vector<std::string> flywayAbove(const std::string &folder,
                                            const std::vector<std::string> &files) {
  for (const std::string &path : files)
    if (path == "flyway.toml" || path == "flyway.conf")
      return {};
  llvm::SmallString<128> at(folder);
  (void)llvm::sys::fs::make_absolute(at);
  llvm::sys::path::remove_dots(at, true);
  std::string above = llvm::StringRef(folder).ends_with("/") ? folder : folder + "/";
  constexpr int most = 6; // src/main/resources/db/migration
  for (int level = 0; level < most && !llvm::sys::fs::exists(at.str() + "/.git"); ++level) {
    llvm::sys::path::remove_filename(at);
    above += "../";
    for (const char *name : {"flyway.toml", "flyway.conf", "conf/flyway.toml", "conf/flyway.conf"})
      if (llvm::sys::fs::exists(at.str() + "/" + name))
        return {above + name};
  }
  return {};
}

std::vector<std::string> settingsAbove(const std::string &folder,
                                       const std::vector<std::string> &files) {
  if (std::vector<std::string> found = sqitchAbove(folder, files); !found.empty())
    return found;
  if (!std::ranges::any_of(files, history::isFlywayFile))
    return {};
  std::vector<std::string> out = flywayAbove(folder, files);
  for (std::string &program : programsBeside(folder))
    out.push_back(std::move(program));
  return out;
}

std::vector<std::string> expandSources(const std::vector<std::string> &paths) {
  std::vector<std::string> out;
  for (const std::string &path : paths) {
    if (path != "-" && llvm::sys::fs::is_directory(path)) {
      std::vector<std::string> files = schemaFiles(path);
      out.insert(out.end(), files.begin(), files.end());
    } else {
      out.push_back(path);
    }
  }
  return out;
}

} // namespace schemac
