//===- Options.cpp - Command lines ----------------------------------------===//
#include "schemac/Driver/Options.h"
#include "schemac/Driver/Tools.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates) {
  std::optional<std::string_view> best;
  unsigned bestDistance = static_cast<unsigned>(word.size()) / 3 + 2;
  llvm::StringRef ref(word.data(), word.size());
  for (std::string_view c : candidates) {
    unsigned d = ref.edit_distance(llvm::StringRef(c.data(), c.size()), true, bestDistance);
    if (d < bestDistance) {
      bestDistance = d;
      best = c;
    }
  }
  return best;
}

static const OptionSpec *findSpec(std::span<const OptionSpec> specs, std::string_view name) {
  auto it =
      std::find_if(specs.begin(), specs.end(), [&](const OptionSpec &s) { return s.name == name; });
  return it == specs.end() ? nullptr : &*it;
}

static std::string unknownOption(std::string_view arg, std::string_view name,
                                 std::span<const OptionSpec> specs) {
  std::vector<std::string_view> names;
  for (const OptionSpec &s : specs)
    names.push_back(s.name);
  std::string message = fmt::format("unknown option '{}'", arg);
  if (auto near = nearest(name, names))
    message += fmt::format("; did you mean '--{}'?", *near);
  return message;
}

bool CommandLine::takes(std::string_view name) const { return findSpec(specs, name) != nullptr; }

bool CommandLine::isOneOf(std::string_view name,
                          std::initializer_list<std::string_view> words) const {
  auto given = value(name);
  return !given || std::ranges::find(words, *given) != words.end();
}

int usageError(std::string_view command, std::string_view message) {
  llvm::errs() << fmt::format("schemac {0}: {1}\n       schemac {0} --help tells more\n", command,
                              message);
  return ExitUsage;
}

bool CommandLine::parse(std::span<const char *const> args, std::span<const OptionSpec> table) {
  specs = table;
  for (size_t i = 0; i < args.size(); ++i) {
    std::string_view arg = args[i];
    if (arg == "--") {
      positional.insert(positional.end(), args.begin() + static_cast<ptrdiff_t>(i) + 1, args.end());
      break;
    }
    if (arg.size() < 2 || arg[0] != '-') {
      positional.emplace_back(arg);
      continue;
    }
    if (arg[1] == 'W' && arg.size() > 2) {
      values["W"].emplace_back(arg.substr(2));
      continue;
    }
    std::string_view name = arg.substr(arg[1] == '-' ? 2 : 1);
    std::optional<std::string> inlineValue;
    if (size_t eq = name.find('='); eq != std::string_view::npos) {
      inlineValue = std::string(name.substr(eq + 1));
      name = name.substr(0, eq);
    }
    const OptionSpec *spec = findSpec(specs, name);
    if (!spec) {
      error = unknownOption(arg, name, specs);
      return false;
    }
    if (spec->argument.empty() && inlineValue) {
      error = fmt::format("option '--{}' takes no value", name);
      return false;
    }
    if (spec->argument.starts_with("[")) {
      values[std::string(name)].push_back(inlineValue.value_or(""));
      continue;
    }
    if (!spec->argument.empty() && !inlineValue) {
      if (i + 1 == args.size()) {
        error = fmt::format("option '--{}' needs a value: {}", name, spec->argument);
        return false;
      }
      inlineValue = args[++i];
    }
    auto &list = values[std::string(name)];
    if (!list.empty() && !spec->repeatable && !spec->argument.empty()) {
      error = fmt::format("option '--{}' is given twice", name);
      return false;
    }
    list.push_back(inlineValue.value_or(""));
  }
  return true;
}

std::optional<std::string> CommandLine::value(std::string_view name) const {
  auto it = values.find(name);
  return it == values.end() ? std::nullopt : std::optional(it->second.back());
}

const std::vector<std::string> &CommandLine::all(std::string_view name) const {
  static const std::vector<std::string> none;
  auto it = values.find(name);
  return it == values.end() ? none : it->second;
}

std::string describeOptions(std::span<const OptionSpec> specs) {
  std::string out;
  for (const OptionSpec &s : specs) {
    // A single letter takes its value without a blank: -Wno-fk.
    std::string left = fmt::format(
        fmt::runtime(s.name.size() == 1 || s.argument.starts_with("[") ? "{}{}" : "{} {}"), s.name,
        s.argument);
    left.insert(0, s.name.size() == 1 ? "-" : "--");
    out += fmt::format("  {:<26} {}\n", left, s.help);
  }
  return out;
}

} // namespace schemac
