//===- Plugin.cpp - A library's rules, run --------------------------------===//
#include "schemac/Plugin/Plugin.h"
#include "Plugin/Object.h"
#include "schemac/Rules/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

Plugin::Plugin(const schemac_plugin &library) : library(library), shownName(library.name) {
  declared.resize(library.num_rules);
  for (size_t i = 0; i < declared.size(); ++i) {
    const schemac_rule &given = library.rules[i];
    Rule &rule = declared[i];
    rule.name = std::string("custom-") + given.name;
    rule.page = given.page ? given.page : "";
    Severity own = given.level == SCHEMAC_ERROR ? Severity::Error : Severity::Warning;
    Severity other = own == Severity::Error ? Severity::Warning : Severity::Error;
    rule.infos[0] = {"custom", diag::warn_custom.code, own, rule.name.c_str(), "{}"};
    rule.infos[1] = {"custom", diag::warn_custom.code, other, rule.name.c_str(), "{}"};
  }
}

const Plugin::Rule *Plugin::rule(std::string_view name) const {
  constexpr std::string_view prefix = "custom-";
  auto same = [&](const Rule &r) {
    std::string_view whole = r.name;
    return whole == name || whole.substr(prefix.size()) == name;
  };
  auto it = std::find_if(declared.begin(), declared.end(), same);
  return it == declared.end() ? nullptr : &*it;
}

void Plugin::complain(Problem::Kind kind, std::string text) {
  auto same = [&](const Problem &p) { return p.kind == kind && p.text == text; };
  if (std::none_of(found.begin(), found.end(), same))
    found.push_back({kind, std::move(text)});
}

void Plugin::checkState(const Schema &state, const Dialect &dialect, DiagEngine &diags) {
  if (!library.check_state)
    return;
  schemac_run run(*this, dialect, diags);
  run.enter(
      [&] { return library.check_state(&pluginApi(), &run, run.make(SCHEMAC_STATE, &state)); });
}

namespace {

class PluginRun : public ForeignRun {
public:
  PluginRun(Plugin &plugin, const ForeignChange &change, DiagEngine &diags)
      : library(plugin.library), change(change), run(plugin, change.dialect, diags) {
    run.change = &this->change;
  }

  void step(const CustomScope &scope) override {
    const schemac_object *step = run.makeStep(scope);
    run.before = &scope.state;
    if (library.check_step)
      run.enter([&] {
        return library.check_step(&pluginApi(), &run, step, run.make(SCHEMAC_STATE, run.before));
      });
    run.before = nullptr;
  }

  void end() override {
    if (library.check_change)
      run.enter([&] {
        schemac_object *whole = run.make(SCHEMAC_CHANGE, nullptr);
        whole->range = change.range;
        return library.check_change(&pluginApi(), &run, whole);
      });
  }

private:
  const schemac_plugin &library;
  const ForeignChange change;
  schemac_run run;
};

} // namespace

std::unique_ptr<ForeignRun> Plugin::begin(const ForeignChange &change, DiagEngine &diags) {
  auto isWanted = [&](const Rule &r) {
    return diags.isWanted(r.infos[0]) || diags.isWanted(r.infos[1]);
  };
  if ((!library.check_step && !library.check_change) ||
      std::none_of(declared.begin(), declared.end(), isWanted))
    return nullptr;
  return std::make_unique<PluginRun>(*this, change, diags);
}

} // namespace schemac

using namespace schemac;

schemac_object *schemac_run::make(schemac_kind kind, const Schema *state) {
  if (used == objects.size())
    objects.emplace_back();
  schemac_object &object = objects[used++];
  object = {};
  object.run = this;
  object.kind = kind;
  object.call = call;
  object.state = state;
  return &object;
}

const schemac_object *schemac_run::makeStep(const CustomScope &scope) {
  auto &known = attributes.emplace_back();
  for (const std::string &path : attributePaths(Subject::Step))
    known[path] = *askAttribute(Subject::Step, path, scope);
  schemac_object &step = steps.emplace_back();
  step.run = this;
  step.kind = SCHEMAC_STEP;
  step.op = scope.op;
  step.known = &known;
  step.range = scope.op->range;
  return &step;
}

void schemac_run::leave(int code) {
  for (; told < findings.size(); ++told) {
    schemac_finding &finding = *findings[told];
    DiagBuilder d = diags.begin(finding.range, *finding.info, std::move(finding.message));
    for (DiagNote &note : finding.notes)
      d.note(std::move(note.message), note.range);
  }
  if (code != 0)
    plugin.complain(Plugin::Problem::Failed,
                    reason.empty() ? fmt::format("a call returned {}", code) : reason);
}
