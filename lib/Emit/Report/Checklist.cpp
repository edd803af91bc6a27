//===- Checklist.cpp - What a reviewer has to see to ----------------------===//
//
// What no SQL of the plan can do or look at by itself.
//
//===----------------------------------------------------------------------===//
#include "Model.h"
#include "schemac/Emit/Describe.h"
#include <algorithm>
#include <fmt/ranges.h>

namespace schemac::report {
namespace {

/// A backfill that is not over at once. Each of its rows leaves a dead one behind, and queries that
/// want the new values are planned without statistics until somebody looks at them.
bool isLongBackfill(const EmittedStep &s) {
  constexpr double LongMs = 10'000;
  return s.op && dynOp<BackfillOp>(*s.op) && (!s.ms || *s.ms >= LongMs);
}

/// Gives a result that clients know another type, or another column its name.
bool changesResult(const EmittedStep &s) {
  return s.op && (dynOp<RenameColumnOp>(*s.op) || dynOp<SetTypeOp>(*s.op));
}

std::vector<unsigned> stepsWhere(const Model &model, bool (*holds)(const EmittedStep &)) {
  std::vector<unsigned> out;
  for (const EmittedPhase &p : model.emitted.phases)
    for (const EmittedStep &s : p.up.steps)
      if (holds(s))
        out.push_back(s.id);
  return out;
}

std::string steps(const std::vector<unsigned> &ids) {
  return fmt::format("{} {}", ids.size() == 1 ? "step" : "steps", fmt::join(ids, ", "));
}

/// "9.0 GB", as a person would say it.
std::string sizeText(int64_t bytes) {
  constexpr double Kilo = 1e3, Mega = 1e6, Giga = 1e9;
  double n = double(bytes);
  return n >= Giga   ? fmt::format("{:.1f} GB", n / Giga)
         : n >= Mega ? fmt::format("{:.0f} MB", n / Mega)
                     : fmt::format("{:.0f} kB", n / Kilo);
}

void afterBackfills(const Model &model, std::vector<std::string> &out) {
  std::vector<unsigned> ids = stepsWhere(model, isLongBackfill);
  if (ids.empty())
    return;
  std::vector<std::string> commands;
  int64_t bytes = 0;
  for (const EmittedPhase &p : model.emitted.phases)
    for (const EmittedStep &s : p.up.steps)
      if (isLongBackfill(s)) {
        bytes += std::max<int64_t>(s.bytes, 0);
        std::string command =
            fmt::format("`VACUUM (ANALYZE) {};`",
                        describeName(BackfillOp(*s.op).column().table, *model.emitted.dialect));
        if (std::ranges::find(commands, command) == commands.end())
          commands.push_back(command);
      }
  out.push_back(fmt::format(
      "replicas keep up with {}{}, and behind it, before the next phase, has run: {}", steps(ids),
      bytes ? fmt::format(", the disk has room for what that writes anew, up to {} and as much WAL",
                          sizeText(bytes))
            : "",
      fmt::join(commands, " ")));
}

/// What takes the way back is a phase of its own, so that it can wait until nobody wants it.
void beforeContract(const Model &model, std::vector<std::string> &out) {
  const std::vector<EmittedPhase> &phases = model.emitted.phases;
  for (size_t i = 1; i < phases.size(); ++i)
    if (phases[i].phase->kind == PhaseKind::Contract &&
        std::ranges::any_of(phases[i].up.steps, [](const EmittedStep &s) {
          return s.step->reverseClass != ReverseClass::Lossless;
        }))
      out.push_back(fmt::format("between `{}` and `{}` lie a release and a backup, as nobody comes "
                                "all the way back from there",
                                phases[i - 1].folder, phases[i].folder));
}

} // namespace

std::vector<std::string> checklist(const Model &model) {
  bool postgres = model.emitted.dialect->name() == "postgres";
  std::vector<std::string> out = {"the steps do what the change is meant to do, and nothing else",
                                  "the assumptions hold for the database this is for"};
  if (model.numGates() > 0)
    out.push_back("the code that each gate asks for is ready, and old instances are known to be "
                  "gone before the next phase");
  std::vector<unsigned> lossy = stepsWhere(
      model, [](const EmittedStep &s) { return s.step->reverseClass != ReverseClass::Lossless; });
  if (!lossy.empty())
    out.push_back(fmt::format("losing what {} cannot bring back is accepted", steps(lossy)));
  beforeContract(model, out);
  if (postgres)
    afterBackfills(model, out);
  if (std::vector<unsigned> ids = stepsWhere(model, changesResult); postgres && !ids.empty())
    out.push_back(fmt::format(
        "clients that keep prepared statements connect anew right behind {}: until then those that "
        "return the column fail (0A000, cached plan must not change result type)",
        steps(ids)));
  out.push_back(std::string("no long transaction is open on the tables when a phase starts") +
                (postgres
                     ? ": while a statement waits for it, everybody waits behind the statement. "
                       "`SELECT pid, now() - xact_start AS age, state, left(query, 80) FROM "
                       "pg_stat_activity WHERE xact_start < now() - interval '1 minute';`"
                     : ""));
  return out;
}

} // namespace schemac::report
