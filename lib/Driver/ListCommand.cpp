//===- ListCommand.cpp - schemac list: the registries as JSON or text -----===//
//
// The binary dumps its own tables, so that documentation and scripts never parse .def files.
//
//===----------------------------------------------------------------------===//
#include "CommonOptions.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Driver/DialectJson.h"
#include "schemac/Driver/Session.h"
#include "schemac/IR/Operation.h"
#include "schemac/IR/Traits.h"
#include "schemac/Transforms/Transforms.h"
#include "schemac/Write/Write.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {

namespace json = llvm::json;

static constexpr OptionSpec Specs[] = {
    {"json", "", "as JSON"},
    {"dialect", "NAME", "whose locks, casts and type changes (default: postgres)"},
    options::Help};

static llvm::StringRef ref(std::string_view s) { return {s.data(), s.size()}; }

static json::Array listDiagnostics() {
  static constexpr const char *levels[] = {"ignored", "note", "warning", "error"};
  json::Array rows;
  for (const DiagInfo *d : allDiagnostics())
    rows.push_back(json::Object{{"name", codeName(*d)},
                                {"rule", d->rule},
                                {"level", levels[static_cast<size_t>(d->level)]},
                                {"summary", d->text},
                                {"id", d->id}});
  return rows;
}

static json::Array listPasses() {
  json::Array rows;
  for (const PassInfo &p : allPasses())
    rows.push_back(json::Object{{"name", ref(p.name)}, {"summary", ref(p.summary)}});
  return rows;
}

static json::Array listOps() {
  static constexpr const char *steps[] = {"guard",    "change", "sync",
                                          "backfill", "verify", "validate"};
  json::Array rows;
  for (const OpInfo &op : allOps()) {
    json::Array fields;
    for (const FieldSpec &f : op.fields)
      fields.push_back(json::Object{
          {"name", ref(f.name)}, {"keyword", ref(f.keyword)}, {"required", f.required}});
    rows.push_back(json::Object{{"name", ref(op.mnemonic)},
                                {"summary", steps[static_cast<size_t>(op.step)]},
                                {"fields", std::move(fields)}});
  }
  return rows;
}

static json::Array listTypes() {
  json::Array rows;
  for (size_t k = 0; k <= static_cast<size_t>(TypeKind::Native); ++k) {
    const TypeInfo &info = typeInfo(static_cast<TypeKind>(k));
    bool labels = TypeKind(k) == TypeKind::InlineEnum || TypeKind(k) == TypeKind::Set;
    rows.push_back(json::Object{
        {"name", info.spelling},
        {"summary", labels ? "labels, in the column"
                           : fmt::format("{} to {} parameters", info.minParams, info.maxParams)}});
  }
  return rows;
}

static json::Array listDialects() {
  json::Array rows;
  for (const Dialect *d : allDialects())
    rows.push_back(json::Object{
        {"name", ref(d->name())},
        {"summary", fmt::format("{} {} to {}", d->display(), versionText(d->oldestVersion()),
                                versionText(d->newestVersion()))}});
  return rows;
}

static json::Array listForms() {
  json::Array rows;
  for (const Form &f : allForms())
    rows.push_back(json::Object{
        {"name", ref(f.name)}, {"suffix", ref(f.suffix)}, {"summary", ref(f.summary)}});
  return rows;
}

static json::Array listTypeChanges(const Dialect &dialect) {
  Context context;
  return typeChangesJson(dialect, context, 0);
}

namespace {
struct List {
  std::string_view name;
  json::Array (*make)() = nullptr;
  json::Array (*ofDialect)(const Dialect &) = nullptr;
};
constexpr List Lists[] = {{"diagnostics", listDiagnostics},
                          {"passes", listPasses},
                          {"ops", listOps},
                          {"types", listTypes},
                          {"dialects", listDialects},
                          {"forms", listForms},
                          {"locks", nullptr, lockRulesJson},
                          {"utility-locks", nullptr, utilityRulesJson},
                          {"casts", nullptr, castRulesJson},
                          {"type-changes", nullptr, listTypeChanges}};
} // namespace

int runList(std::span<const char *const> arguments) {
  CommandLine line;
  bool parsed = line.parse(arguments, Specs);
  std::string names;
  for (const List &list : Lists)
    names += (names.empty() ? "" : "|") + std::string(list.name);
  if (parsed && line.has("help")) {
    llvm::outs() << "usage: schemac list LIST [--json]\n\nLIST: " << names << "\n\n"
                 << describeOptions(Specs) << "\nexample: schemac list passes\n";
    return ExitOk;
  }
  for (const List &list : Lists) {
    if (!parsed || line.positional.size() != 1 || line.positional[0] != list.name)
      continue;
    std::string name = line.value("dialect").value_or("postgres");
    const Dialect *dialect = findDialect(name);
    if (!dialect) {
      llvm::errs() << "schemac list: unknown dialect '" << name << "'\n";
      return ExitUsage;
    }
    json::Array rows = list.make ? list.make() : list.ofDialect(*dialect);
    if (line.has("json")) {
      llvm::outs() << llvm::formatv("{0:2}\n", json::Value(std::move(rows)));
      return ExitOk;
    }
    for (const json::Value &row : rows)
      llvm::outs() << fmt::format("{:<34} {}\n", row.getAsObject()->getString("name")->str(),
                                  row.getAsObject()->getString("summary")->str());
    return ExitOk;
  }
  llvm::errs() << "schemac list: " << (parsed ? "one of " + names + " is needed" : line.error)
               << "\n";
  return ExitUsage;
}

} // namespace schemac
