//===- CommandStart.h - What every command begins with ----------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Options.h"

namespace schemac {

/// What a command says of itself for --help.
struct Usage {
  std::string_view command;  ///< "convert"
  std::string_view operands; ///< "--to FORM STATE… [options]"
  std::string_view about;    ///< lines between that and the options; may be empty
  std::string_view example;
};

/// Parses the command line of `schemac COMMAND`. The exit code, when that was all: it does not fit,
/// or asks for help.
std::optional<int> startCommand(CommandLine &line, std::span<const char *const> arguments,
                                std::span<const OptionSpec> specs, const Usage &usage);

} // namespace schemac
