//===- Main.cpp - Choosing a command --------------------------------------===//
#include "Heap.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Session.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {

using Arguments = std::span<const char *const>;

#define COMMAND(CLASS, NAME, SUMMARY) int run##CLASS(Arguments arguments);
#include "schemac/Driver/Commands.def"

namespace {
struct Command {
  std::string_view name, summary;
  int (*run)(Arguments);
};
constexpr Command Commands[] = {
#define COMMAND(CLASS, NAME, SUMMARY) {NAME, SUMMARY, run##CLASS},
#include "schemac/Driver/Commands.def"
};
} // namespace

static void usage(llvm::raw_ostream &os) {
  os << "usage: schemac COMMAND [options]\n\n"
        "schemac compiles a change of a database schema into a migration that is safe to run and\n"
        "proved to lead back. It advises and proves; a human decides.\n\n";
  for (const Command &c : Commands)
    os << fmt::format("  {:<10} {}\n", c.name, c.summary);
  os << "\n  schemac COMMAND --help tells more; schemac --version prints the version.\n"
        "\nexample: schemac plan --from git:main:prisma/schema.prisma --to prisma/schema.prisma\n";
}

/// The exit code of a command that returned \p exit: output that did not arrive is a failure.
static int finished(int exit) {
  llvm::raw_fd_ostream &os = llvm::outs();
  os.flush();
  if (!os.has_error())
    return exit;
  SourceManager sources;
  DiagEngine diags(sources);
  diags.report({}, diag::err_cannot_write, "<stdout>", os.error().message());
  os.clear_error();
  diags.flush(*createTextConsumer(sources, llvm::errs(), {}));
  return ExitUsage;
}

int schemacMain(int argc, const char *const *argv) {
  prepareHeap();
  llvm::sys::PrintStackTraceOnErrorSignal(argv[0]);
  llvm::setBugReportMsg("schemac: internal error. Please report it with the command line and its "
                        "inputs; schemac-opt --print-after=all shows the pass.\n");
  llvm::PrettyStackTraceProgram stack(argc, argv);
  std::string_view name = argc > 1 ? argv[1] : "";
  if (name == "--version") {
    llvm::outs() << "schemac " << Version << "\n";
    return ExitOk;
  }
  if (name == "--help" || name == "help" || name == "-h") {
    usage(llvm::outs());
    return ExitOk;
  }
  std::vector<std::string_view> names;
  for (const Command &c : Commands) {
    if (c.name == name)
      return finished(c.run(Arguments(argv + 2, argv + argc)));
    names.push_back(c.name);
  }
  if (name.empty()) {
    usage(llvm::errs());
  } else {
    llvm::errs() << "schemac: unknown command '" << name << "'";
    if (auto near = nearest(name, names))
      llvm::errs() << "; did you mean '" << *near << "'?";
    llvm::errs() << "\n";
  }
  return ExitUsage;
}

} // namespace schemac
