//===- Files.cpp - Reading and writing ------------------------------------===//
#include "schemac/Driver/Files.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

namespace schemac {

std::optional<std::string> readFile(const std::string &path, std::string &error) {
  if (path != "-" && llvm::sys::fs::is_directory(path)) {
    error = "is a directory";
    return std::nullopt;
  }
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false,
                                                   /*RequiresNullTerminator=*/false);
  if (!buffer) {
    error = buffer.getError().message();
    return std::nullopt;
  }
  return (*buffer)->getBuffer().str();
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
      llvm::sys::fs::remove(temporary);
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
    llvm::sys::fs::remove(temporary);
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
  std::error_code ec;
  path = folder;
  // LLVM's iterator passes over a folder that does not open.
  llvm::sys::fs::directory_iterator opened(folder, ec);
  error = ec.message();
  for (llvm::sys::fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end;
       it.increment(ec)) {
    llvm::StringRef name = llvm::sys::path::filename(it->path());
    if (name == "node_modules" || name == ".git") {
      it.no_push();
    } else if (it->type() == llvm::sys::fs::file_type::directory_file) {
      path = it->path();
      opened = llvm::sys::fs::directory_iterator(path, ec);
      error = ec.message();
    }
    if (ec)
      break;
  }
  return bool(ec);
}

/// All files below a folder whose names end so, sorted.
static std::vector<std::string> filesBelow(const std::string &folder,
                                           std::initializer_list<std::string_view> suffixes) {
  std::vector<std::string> files;
  std::error_code ec;
  for (llvm::sys::fs::recursive_directory_iterator it(folder, ec), end; it != end && !ec;
       it.increment(ec)) {
    if (llvm::sys::path::filename(it->path()) == "node_modules")
      it.no_push();
    else if (std::ranges::any_of(suffixes,
                                 [&](std::string_view s) { return it->path().ends_with(s); }))
      files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool isSchemaHcl(const std::string &path) {
  llvm::StringRef name = llvm::sys::path::filename(path);
  return name.ends_with(".hcl") && name != "atlas.hcl" && !name.starts_with(".");
}

/// The files of a folder that are its schema: those of Prisma, which reads all of a folder, or else
/// those of HCL, or of YAML that are about a schema.
static std::vector<std::string> schemaFiles(const std::string &folder) {
  std::vector<std::string> files = filesBelow(folder, {".prisma"});
  if (!files.empty())
    return files;
  files = filesBelow(folder, {".hcl"});
  std::erase_if(files, [](const std::string &path) { return !isSchemaHcl(path); });
  if (!files.empty())
    return files;
  files = filesBelow(folder, {".yaml", ".yml"});
  std::erase_if(files, [](const std::string &path) {
    std::string error;
    auto text = readFile(path, error);
    return !text || !yaml::looksLikeSchema(*text);
  });
  return files;
}

std::vector<std::string> historyFiles(const std::string &folder) {
  std::vector<std::string> files;
  std::error_code ec;
  llvm::StringRef root = llvm::StringRef(folder).rtrim('/');
  for (llvm::sys::fs::recursive_directory_iterator it(root, ec), end; it != end && !ec;
       it.increment(ec)) {
    llvm::StringRef path = it->path(), name = llvm::sys::path::filename(path);
    if (name == "node_modules" || name == ".git")
      it.no_push();
    else if (history::isPart(std::string_view(path)) && !llvm::sys::fs::is_directory(path))
      files.push_back(path.drop_front(root.size() + 1).str());
  }
  std::sort(files.begin(), files.end());
  return files;
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
