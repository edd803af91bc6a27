//===- Config.cpp - schemac.yaml ------------------------------------------===//
#include "ConfigReader.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace schemac {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

std::string Config::resolve(const std::string &name) const {
  if (folder.empty() || path::is_absolute(name) || name.rfind("git:", 0) == 0 || name == "empty")
    return name;
  llvm::SmallString<128> out(folder);
  path::append(out, name);
  return std::string(out);
}

std::string Config::relative(std::string_view name) const {
  llvm::SmallString<128> whole(llvm::StringRef(name.data(), name.size())), base(folder);
  (void)fs::make_absolute(whole);
  (void)fs::make_absolute(base);
  path::remove_dots(whole, true);
  path::remove_dots(base, true);
  llvm::StringRef rest = whole;
  if (rest.consume_front(base) && rest.consume_front("/"))
    return rest.str();
  return std::string(name);
}

std::string findConfig() {
  llvm::SmallString<128> here;
  if (fs::current_path(here))
    return {};
  std::string up;
  for (llvm::StringRef folder = here; !folder.empty(); folder = path::parent_path(folder)) {
    llvm::SmallString<128> file(folder);
    path::append(file, "schemac.yaml");
    if (fs::exists(file))
      return up + "schemac.yaml";
    up += "../";
  }
  return {};
}

bool readConfig(const SourceManager &sources, FileId file, DiagEngine &diags, Config &config) {
  unsigned errors = diags.numErrors();
  yaml::Error error;
  std::optional<yaml::Node> root = yaml::parse(sources, file, error);
  if (root)
    ConfigReader(diags, config).read(*root);
  else
    diags.report(error.range, diag::err_config_syntax, error.message);
  return diags.numErrors() == errors;
}

} // namespace schemac
