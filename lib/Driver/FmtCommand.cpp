//===- FmtCommand.cpp - schemac fmt ---------------------------------------===//
#include "CommandStart.h"
#include "CommonOptions.h"
//
// A language is one line in the table. A formatter gives the text or, where the syntax has errors,
// reports them and gives nothing: such a file is left as it is.
//
//===----------------------------------------------------------------------===//
#include "StandardInput.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Session.h"
#include "schemac/Frontend/Hcl/Format.h"
#include "schemac/Frontend/Prisma/Format.h"
#include "schemac/Frontend/Yaml/Format.h"
#include "schemac/IR/SirFormat.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"check", "", "change nothing; list the files that would change, and exit with 1"},
    options::Format,
    options::Color,
    options::Help,
};

namespace {

struct Language {
  std::string_view suffix;
  std::optional<std::string> (*format)(SourceManager &, FileId, DiagEngine &);
  /// Files of a folder are formatted without being named; else only schemac's own documents.
  bool inFolders;
};
template <std::optional<std::string> (*Format)(const SourceManager &, FileId, DiagEngine &)>
std::optional<std::string> readOnly(SourceManager &sources, FileId file, DiagEngine &diags) {
  return Format(sources, file, diags);
}
constexpr Language Languages[] = {
    {".prisma", readOnly<prisma::format>, true},
    {".hcl", readOnly<hcl::format>, true},
    {".sir", formatSir, true},
    {".yaml", readOnly<yaml::format>, false},
    {".yml", readOnly<yaml::format>, false},
};

const Language *languageOf(std::string_view name) {
  llvm::StringRef path(name.data(), name.size());
  for (const Language &l : Languages)
    if (path.ends_with({l.suffix.data(), l.suffix.size()}))
      return &l;
  return nullptr;
}

/// Whether a file is formatted that nobody named: YAML is used for much that is not ours.
bool isMeant(const Language &language, const std::string &path) {
  std::string error;
  return language.inFolders || yaml::isOwnDocument(readFile(path, error).value_or(""));
}

/// The files that a folder holds, sorted.
std::vector<std::string> below(const std::string &folder) {
  std::vector<std::string> files;
  std::error_code ec;
  for (llvm::sys::fs::recursive_directory_iterator it(folder, ec, /*follow_symlinks=*/false), end;
       it != end && !ec; it.increment(ec)) {
    llvm::StringRef name = llvm::sys::path::filename(it->path());
    const Language *language = languageOf(std::string_view(name.data(), name.size()));
    if (name == "node_modules" || name.starts_with("."))
      it.no_push();
    else if (language && llvm::sys::fs::is_regular_file(it->path()) &&
             isMeant(*language, it->path()))
      files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Totals {
  unsigned files = 0, changed = 0;
};

} // namespace

/// The exit code: what cannot be read, formatted or written is reported. "-" is read from standard
/// input, and its text printed unless it is only checked.
static int formatFile(Session &session, const std::string &path, bool check, Totals &totals) {
  std::string error;
  std::optional<std::string> text = readFile(path, error);
  if (!text) {
    session.diags.report({}, diag::err_cannot_read, path, error);
    return ExitUnreadable;
  }
  bool standard = path == "-";
  const Language *language = languageOf(standard ? suffixOf(*text) : std::string_view(path));
  if (!language)
    return usageError("fmt", "what stands in standard input is of no language that it formats");
  FileId file = session.sources.addBuffer(standard ? std::string(StandardInput) : path, *text);
  std::optional<std::string> formatted = language->format(session.sources, file, session.diags);
  if (!formatted)
    return ExitUnreadable;
  ++totals.files;
  if (standard && !check)
    llvm::outs() << *formatted;
  if (*formatted == *text)
    return ExitOk;
  if (!standard && !check && !replaceFile(path, *formatted, error)) {
    session.diags.report({}, diag::err_cannot_write, path, error);
    return ExitUsage;
  }
  ++totals.changed;
  if (!standard || check)
    llvm::outs() << (standard ? StandardInput : std::string_view(path)) << "\n";
  return ExitOk;
}

int runFmt(std::span<const char *const> arguments) {
  CommandLine line;
  static constexpr Usage Said{
      "fmt", "PATH… [options]",
      "Formats sources in place and prints the names of those that changed; of '-', which is\n"
      "standard input, it prints the text.\n\n",
      "schemac fmt --check prisma"};
  if (std::optional<int> exit = startCommand(line, arguments, Specs, Said))
    return *exit;
  if (line.positional.empty())
    return usageError("fmt", "a file or folder is needed");
  std::vector<std::string> paths;
  for (const std::string &path : line.positional) {
    if (llvm::sys::fs::is_directory(path)) {
      std::vector<std::string> files = below(path);
      paths.insert(paths.end(), files.begin(), files.end());
    } else if (path == "-" || languageOf(path) || !llvm::sys::fs::exists(path)) {
      paths.push_back(path); // what is not there is told as it is read
    } else {
      return usageError("fmt", fmt::format("'{}' is of no language that it formats", path));
    }
  }
  Session session(line);
  Totals totals;
  int worst = ExitOk;
  for (const std::string &path : paths)
    worst = std::max(worst, formatFile(session, path, line.has("check"), totals));
  bool text = std::ranges::find(paths, "-") != paths.end() && !line.has("check");
  session.printDiagnostics(text ? llvm::errs() : llvm::outs());
  if (worst != ExitOk)
    return worst;
  return line.has("check") && totals.changed ? ExitFindings : ExitOk;
}

} // namespace schemac
