//===- CommandStart.cpp - What every command begins with ------------------===//
#include "CommandStart.h"
#include "schemac/Driver/Tools.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {

std::optional<int> startCommand(CommandLine &line, std::span<const char *const> arguments,
                                std::span<const OptionSpec> specs, const Usage &usage) {
  if (!line.parse(arguments, specs))
    return usageError(usage.command, line.error);
  if (!line.has("help"))
    return std::nullopt;
  llvm::outs() << fmt::format("usage: schemac {} {}\n\n{}{}\nexample: {}\n", usage.command,
                              usage.operands, usage.about, describeOptions(specs), usage.example);
  return ExitOk;
}

} // namespace schemac
