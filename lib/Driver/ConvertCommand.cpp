//===- ConvertCommand.cpp - schemac convert -------------------------------===//
#include "CommandStart.h"
#include "CommonOptions.h"
//
// One state goes to standard output or to a file; several go into a folder, each to a file of its
// own name. What has errors writes nothing.
//
//===----------------------------------------------------------------------===//
#include "OneState.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"to", "FORM", "one of `schemac list forms`"},
    {"out", "FILE", "write there; a folder when there are several STATEs"},
    {"force", "", "overwrite what is there"},
    {"dialect", "NAME[:VERSION]", "postgres:16 (default: newest version)"},
    options::Format,
    options::Var,
    options::VarFile,
    options::Warnings,
    options::Color,
    options::Help,
};

/// "out/shop.hcl" of the state "schemas/shop.prisma" or "schemas/shop/".
static std::string fileOf(const std::string &folder, const std::string &state, const Form &form) {
  llvm::SmallString<128> path(folder);
  llvm::StringRef name = llvm::sys::path::stem(llvm::StringRef(state).rtrim('/'));
  llvm::sys::path::append(path, name + llvm::StringRef(form.suffix.data(), form.suffix.size()));
  return path.str().str();
}

/// Names do not tell all states apart: a/schema.prisma and b/schema.prisma, shop.sir and shop.sql.
static bool haveOwnPaths(Session &session, const std::string &folder, const Form &form) {
  std::map<std::string, std::string> stateOf; // by path
  bool own = true;
  for (const std::string &state : session.line.positional) {
    std::string path = fileOf(folder, state, form);
    auto [it, isNew] = stateOf.emplace(path, state);
    if (!isNew)
      session.diags.report({}, diag::err_out_same, it->second, state, path);
    own &= isNew;
  }
  return own;
}

namespace {
struct Output {
  std::string path, text;
};
} // namespace

static bool writeAll(Session &session, const std::vector<Output> &outputs) {
  for (const Output &o : outputs)
    if (llvm::sys::fs::exists(o.path) && !session.line.has("force")) {
      session.diags.report({}, diag::err_out_exists, o.path);
      return false;
    }
  for (const Output &o : outputs) {
    std::string error;
    if (!writeFile(o.path, o.text, error)) {
      session.diags.report({}, diag::err_cannot_write, o.path, error);
      return false;
    }
  }
  return true;
}

static int convert(Session &session, const Form &form) {
  const std::vector<std::string> &states = session.line.positional;
  std::string out = session.line.value("out").value_or("-");
  if (states.size() > 1 && !haveOwnPaths(session, out, form))
    return ExitUsage;
  std::vector<Output> outputs;
  int worst = ExitOk;
  for (const std::string &name : states) {
    LoadedState state;
    int exit = loadOne(session, name, state);
    worst = std::max(worst, exit);
    if (exit == ExitOk)
      outputs.push_back(
          {states.size() > 1 ? fileOf(out, name, form) : out, writeState(session, state, form)});
  }
  if (worst != ExitOk || session.diags.hasErrors())
    return worst == ExitOk ? ExitFindings : worst;
  if (out == "-") {
    llvm::outs() << outputs.front().text;
    return ExitOk;
  }
  if (states.size() > 1)
    (void)llvm::sys::fs::create_directories(out); // writing says what is wrong
  return writeAll(session, outputs) ? ExitOk : ExitUsage;
}

int runConvert(std::span<const char *const> arguments) {
  CommandLine line;
  static constexpr Usage Said{"convert", "--to FORM STATE… [options]", "",
                              "schemac convert --to sql prisma/schema.prisma --out schema.sql"};
  if (std::optional<int> exit = startCommand(line, arguments, Specs, Said))
    return *exit;
  std::string error;
  const Form *form = chosenForm(line, "", error);
  if (!form)
    return usageError("convert", error);
  if (line.positional.empty())
    return usageError("convert", "a STATE is needed");
  if (line.positional.size() > 1 && !line.has("out"))
    return usageError("convert", "several STATEs need --out FOLDER");
  Session session(line);
  session.keepsClosed = form->saysClosed();
  int exit = session.badConfig ? ExitUsage : convert(session, *form);
  session.printDiagnostics(llvm::outs());
  return exit;
}

} // namespace schemac
