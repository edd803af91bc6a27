//===- ExplainCommand.cpp - schemac explain -------------------------------===//
#include "CommonOptions.h"
#include "Plugins.h"
#include "schemac/Driver/DocPages.h"
#include "schemac/Driver/Session.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"config", "FILE", "the configuration, for rules of its own"},
    {"no-config", "", "read none"},
    {"allow-plugin", "FILE[=SHA256]", "load the library of rules FILE, which the configuration has",
     true},
    options::Help,
};

/// Explains a rule of the team's own, which is custom-NAME. False when there is none.
static bool explainCustom(const CommandLine &line, std::string_view name) {
  Session session(line);
  for (const auto &rule : session.ruleOptions.custom)
    if (rule->name == name) {
      llvm::outs() << fmt::format("# {} {}\n\nA rule of the configuration: {}\n",
                                  codeName(rule->info), name, rule->message);
      return true;
    }
  const Plugin::Rule *rule = session.plugins ? session.plugins->rule(name) : nullptr;
  if (rule)
    llvm::outs() << (rule->page.empty()
                         ? fmt::format("# {} {}\n\nA rule of a plugin, which has no page of it.\n",
                                       codeName(rule->infos[0]), name)
                         : rule->page);
  else if (session.pluginsFailed() || session.plugins->unjudged())
    session.printDiagnostics(llvm::outs());
  return rule != nullptr;
}

int runExplain(std::span<const char *const> arguments) {
  CommandLine line;
  if (!line.parse(arguments, Specs) || (line.positional.size() != 1 && !line.has("help"))) {
    llvm::errs() << "schemac explain: "
                 << (line.error.empty() ? "one code or rule is needed" : line.error) << "\n";
    return ExitUsage;
  }
  if (line.has("help")) {
    llvm::outs() << "usage: schemac explain CODE|RULE\n\n"
                 << describeOptions(Specs) << "\nexample: schemac explain SC4103\n";
    return ExitOk;
  }
  std::string wanted = line.positional[0];
  if (wanted.starts_with("custom-") && explainCustom(line, wanted))
    return ExitOk;
  std::vector<std::string_view> names;
  std::vector<std::string> codes;
  bool found = false;
  unsigned lastCode = 0;
  for (const DiagInfo *info : allDiagnostics()) {
    names.push_back(info->rule);
    if (info->code == lastCode ||
        (!llvm::StringRef(wanted).equals_insensitive(codeName(*info)) && wanted != info->rule))
      continue;
    lastCode = info->code;
    if (std::string_view page = docPage(codeName(*info)); !page.empty()) {
      llvm::outs() << (found ? "\n" : "") << page;
      found = true;
    }
  }
  if (found)
    return ExitOk;
  llvm::errs() << "schemac explain: no page for '" << wanted << "'";
  if (auto near = nearest(wanted, names))
    llvm::errs() << "; did you mean '" << *near << "'?";
  llvm::errs() << "\n";
  return ExitUsage;
}

} // namespace schemac
