//===- Diff.cpp - Two states to the change between them
//------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include <fmt/format.h>

namespace schemac {

Differ::Differ(const Schema &from, const Schema &to, Context &context, DiagEngine &diags,
               const DiffOptions &options)
    : from(from), to(to), context(context), diags(diags), options(options),
      dialect(findDialect(to.dialect.str())), names(context) {}

Plan Differ::run() {
  matchNamespaces();
  matchEnums();
  matchTypes();
  matchMovedFunctions();
  matchSequences();
  matchTables();
  matchJoinTables();
  for (EnumPair pair : enums)
    labels.push_back(matchLabels(pair));
  compareTables();
  findDivided();
  claimMoves();
  findTableRenames();

  diffNamespaces();
  diffExtensions();
  // Before the columns: converting a column to a type that lost a value takes care of its default.
  diffEnums();
  diffTypes();
  diffTables();
  checkVersions();
  diffSequences();
  diffViews();
  diffFunctions();
  addReadingPolicies();
  diffPublications();
  diffStatistics();
  checkDropIntents();
  diffAccess();
  closeWhatIsNew();
  diffPublic();

  Plan plan;
  plan.name = to.name;
  plan.dialect = to.dialect;
  plan.version = to.version;
  std::vector<Op> &all = plan.phase(PhaseKind::Change).steps = steps.take();
  if (dialect && dialect->commentsInDefinitions())
    foldComments(all);
  return plan;
}

void Differ::diffNamespaces() {
  for (const Namespace &n : to.namespaces())
    if (!from.namespaces().find(n.name))
      steps.add(Slot::CreateNamespace, CreateNamespaceOp::make(n.range, n.name.name));
  for (const Namespace &n : from.namespaces())
    if (!to.namespaces().find(n.name) && n.name.name.str() != ArchiveNamespace)
      steps.add(Slot::DropNamespace, DropNamespaceOp::make(n.range, n.name.name));
}

/// Whether \p now is a number before \p was; what is no dotted number tells nothing.
static bool isOlder(std::string_view now, std::string_view was) {
  auto numbers = [](std::string_view text) {
    std::vector<unsigned> list(1);
    for (char c : text)
      if (c == '.')
        list.push_back(0);
      else if (c >= '0' && c <= '9' && list.back() < 100'000'000)
        list.back() = list.back() * 10 + unsigned(c - '0');
      else
        return std::vector<unsigned>();
    return list;
  };
  std::vector<unsigned> a = numbers(now), b = numbers(was);
  return !a.empty() && !b.empty() && a < b;
}

void Differ::diffExtensions() {
  for (const Extension &e : to.extensions()) {
    const Extension *old = from.extensions().find(e.name);
    if (!old)
      steps.add(Slot::CreateExtension,
                CreateExtensionOp::make(e.range, e.name.name, e.version, e.schema));
    if (!old)
      continue;
    if (e.version && old->version && isOlder(e.version.str(), old->version.str()))
      diags.report(
          e.range, diag::err_dialect_refuses, dialect ? dialect->display() : to.dialect.str(),
          e.name.str(),
          fmt::format("an extension has scripts for newer versions only, and none from {} to {}",
                      old->version.str(), e.version.str()));
    else if (e.version && e.version != old->version)
      steps.add(Slot::AlterExtension, UpdateExtensionOp::make(e.range, e.name.name, e.version));
    // One that goes where it goes by itself is in the default schema.
    const Dialect *dialect = findDialect(to.dialect.str());
    bool byItself = !old->schema && dialect && e.schema.str() == dialect->defaultNamespace();
    if (e.schema && e.schema != old->schema && !byItself)
      steps.add(Slot::AlterExtension, MoveExtensionOp::make(e.range, e.name.name, e.schema));
  }
  for (const Extension &e : from.extensions())
    if (!to.extensions().find(e.name))
      steps.add(Slot::DropExtension, DropExtensionOp::make(e.range, e.name.name));
}

Plan diffSchemas(const Schema &from, const Schema &to, Context &context, DiagEngine &diags,
                 const DiffOptions &options) {
  return Differ(from, to, context, diags, options).run();
}

} // namespace schemac
