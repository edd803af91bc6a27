//===- Sqitch.cpp - Changes in the order of a plan ------------------------===//
//
// sqitch runs what its plan lists, in the order of the plan; the names of the files say nothing
// about it. A change that is reworked is there twice: what it was before is kept in a file named
// after a tag that stands between the two.
//
//===----------------------------------------------------------------------===//
#include "Sqitch.h"
#include "Reader.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::history {

namespace {

constexpr std::string_view Blanks = " \t";

std::string_view trimmed(std::string_view text) {
  size_t first = text.find_first_not_of(Blanks);
  return first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(Blanks) - first + 1);
}

/// Takes the first word off a text.
std::string_view takeWord(std::string_view &text) {
  text = trimmed(text);
  size_t end = std::min(text.find_first_of(" \t[]"), text.size());
  std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

/// A name of a change or a tag: none of the signs that divide.
bool isName(std::string_view name) {
  return !name.empty() && name.find_first_of("@:#[]%\\") == name.npos && name.front() != '!' &&
         name.front() != '/' && name.back() != '/';
}

/// `2024-05-01T12:00:00Z Ann Lee <ann@example.com>`: when a line was planned, and by whom.
bool isSigned(std::string_view text) {
  std::string_view when = takeWord(text);
  static constexpr std::string_view Form = "0000-00-00T00:00:00Z";
  bool fits = when.size() == Form.size();
  for (size_t i = 0; fits && i < Form.size(); ++i)
    fits = Form[i] == '0' ? when[i] >= '0' && when[i] <= '9' : when[i] == Form[i];
  size_t open = text.find('<');
  return fits && open != text.npos && text.find('>', open + 2) != text.npos;
}

bool isChangeId(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

} // namespace

//===--- settings ---------------------------------------------------------===//

std::string SqitchSettings::of(std::string_view key) const {
  for (const std::string &section : {"engine." + engine, std::string("core")})
    if (auto it = said.find(section + "." + std::string(key)); it != said.end())
      return it->second;
  return {};
}

SqitchSettings sqitchSettings(const SourceManager &sources, const File &file) {
  SqitchSettings out;
  std::string section;
  for (const Line &line : linesOf(sources, file.id)) {
    std::string_view text = line.text;
    if (text.empty() || text[0] == '#' || text[0] == ';')
      continue;
    if (text[0] == '[') { // [core], [engine "pg"]
      section = text.substr(1, std::min(text.find(']'), text.size()) - 1);
      std::erase(section, '"');
      std::ranges::replace(section, ' ', '.');
      continue;
    }
    size_t equals = text.find('=');
    if (equals == text.npos)
      continue;
    std::string_view value = trimmed(text.substr(equals + 1));
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    std::string key = section + "." + std::string(trimmed(text.substr(0, equals)));
    out.said[key] = value;
    if (key == "core.engine")
      out.engine = value, out.engineAt = line.range;
  }
  return out;
}

//===--- the plan ---------------------------------------------------------===//

void SqitchPlan::refuse(SourceRange at, std::string text) {
  diags.report(at, diag::err_history_plan, text);
}

void SqitchPlan::readTag(const Line &line, std::string_view text) {
  std::string tag(takeWord(text));
  if (!isName(std::string_view(tag).substr(1)))
    return refuse(line.range, fmt::format("'{}' is no name of a tag", tag));
  if (!isSigned(text))
    return refuse(line.range, fmt::format("no time and planner stand behind '{}'", tag));
  if (changes.empty())
    return refuse(line.range, fmt::format("no change stands before the tag '{}'", tag));
  if (!tags.emplace(tag, changes.size()).second)
    return refuse(line.range, fmt::format("the tag '{}' is there twice", tag));
  changes.back().tags.push_back(std::move(tag));
}

/// `users`, `@v1`, `users@v1`, `project:users`; with `!` what must not be there.
void SqitchPlan::require(const Line &line, std::string_view wanted) {
  std::string_view name = wanted;
  bool conflicts = name.starts_with('!');
  name.remove_prefix(conflicts ? 1 : 0);
  if (size_t colon = name.find(':'); colon != name.npos) {
    if (name.substr(0, colon) != project)
      return; // another plan's
    name.remove_prefix(colon + 1);
  }
  if (isChangeId(name))
    return;
  size_t at = name.find('@');
  size_t until = changes.size();
  bool known = true;
  if (at != name.npos && name.substr(at) != "@HEAD" && name.substr(at) != "@ROOT") {
    auto tag = tags.find(std::string(name.substr(at)));
    known = tag != tags.end();
    until = known ? tag->second : 0;
  }
  std::string_view change = name.substr(0, at);
  if (known && !change.empty())
    known = std::any_of(changes.begin(), changes.begin() + ptrdiff_t(until),
                        [&](const SqitchChange &c) { return c.name == change; });
  if (!conflicts && !known)
    refuse(line.range, fmt::format("'{}' is required, and does not come before", name));
  if (conflicts && known)
    refuse(line.range, fmt::format("'{}' must not be there, and comes before", name));
}

void SqitchPlan::readChange(const Line &line, std::string_view text) {
  if (text.starts_with('-'))
    return refuse(line.range, "a plan that takes changes back itself is not read");
  if (text.starts_with('+'))
    text.remove_prefix(1);
  std::string name(takeWord(text));
  if (!isName(name))
    return refuse(line.range, fmt::format("'{}' is no name of a change", name));
  text = trimmed(text);
  if (text.starts_with('[')) {
    size_t close = text.find(']');
    if (close == text.npos)
      return refuse(line.range, "no ']' ends what is required");
    std::string_view list = text.substr(1, close - 1);
    for (std::string_view word = takeWord(list); !word.empty(); word = takeWord(list))
      require(line, word);
    text.remove_prefix(close + 1);
  }
  if (!isSigned(text))
    return refuse(line.range, fmt::format("no time and planner stand behind '{}'", name));
  auto was = std::find_if(changes.rbegin(), changes.rend(),
                          [&](const SqitchChange &c) { return c.name == name; });
  if (was != changes.rend()) {
    for (auto c = changes.rbegin(); c <= was; ++c)
      was->reworkedAt.insert(was->reworkedAt.end(), c->tags.begin(), c->tags.end());
    if (was->reworkedAt.empty())
      return refuse(line.range,
                    fmt::format("'{}' is there already, and no tag stands between", name));
  }
  changes.push_back({std::move(name), line.range, {}, {}});
}

void SqitchPlan::read(FileId file) {
  for (const Line &line : linesOf(sources, file)) {
    std::string_view text = trimmed(line.text.substr(0, line.text.find('#')));
    if (text.empty())
      continue;
    if (text.starts_with('%')) {
      size_t equals = text.find('=');
      if (trimmed(text.substr(1, std::min(equals, text.size()) - 1)) == "project" &&
          equals != text.npos)
        project = trimmed(text.substr(equals + 1));
    } else if (text.starts_with('@')) {
      readTag(line, text);
    } else {
      readChange(line, text);
    }
  }
}

//===--- files ------------------------------------------------------------===//

bool isSqitchPlan(const SourceManager &sources, const File &file) {
  if (!file.path.ends_with(".plan"))
    return false;
  std::string_view text = sources.text(file.id);
  return fileName(file.path) == "sqitch.plan" || text.starts_with("%syntax-version") ||
         text.starts_with("%project");
}

/// a/b and ./c as one path.
static std::string joinedPath(std::string_view folder, std::string_view below) {
  while (below.starts_with("./"))
    below.remove_prefix(2);
  while (below.ends_with('/'))
    below.remove_suffix(1);
  if (below == ".")
    below = {};
  return std::string(folder) + (folder.empty() || below.empty() ? "" : "/") + std::string(below);
}

/// The plan that the settings name, or the only one there is; null: that is not said.
static const File *planOf(std::span<const File> files, const std::vector<const File *> &plans,
                          const File *conf, const SqitchSettings &settings) {
  if (conf && !conf->path.starts_with("../")) {
    std::string named = settings.of("plan_file");
    if (named.empty())
      named = joinedPath(settings.of("top_dir"), "sqitch.plan");
    std::string path = joinedPath(folderOf(conf->path), named);
    for (const File &f : files)
      if (f.path == path)
        return &f;
  }
  return plans.size() == 1 ? plans.front() : nullptr;
}

/// Where scripts of one way lie: `deploy` beside the plan, or as it is set.
static std::string scriptFolder(const File &plan, const File *conf, const SqitchSettings &settings,
                                const std::string &way) {
  std::string set = settings.of(way + "_dir");
  std::string beside(folderOf(plan.path));
  if (set.empty()) {
    bool confIsHere = conf && !conf->path.starts_with("../");
    if (std::string top = settings.of("top_dir"); !top.empty() && confIsHere)
      return joinedPath(folderOf(conf->path), joinedPath(top, way));
    return joinedPath(beside, way);
  }
  if (conf && !conf->path.starts_with("../"))
    return joinedPath(folderOf(conf->path), set);
  return joinedPath(beside, fileName(set));
}

/// Of a plan above the folder that is read: whether that folder stands beside it.
static bool isBesideTheFolder(std::string_view plan) {
  std::string_view folder = folderOf(plan);
  return folder.ends_with("..") && !folder.ends_with("../..");
}

std::vector<Migration> Lister::sqitch() {
  const File *conf = nullptr;
  std::vector<const File *> plans;
  for (const File &f : files) {
    if (isSqitchPlan(sources, f))
      plans.push_back(&f);
    // The settings that lie highest are those of the project; a bundle may bring its own.
    if (fileName(f.path) == "sqitch.conf" && (!conf || f.path.size() < conf->path.size()))
      conf = &f;
  }
  SqitchSettings settings = conf ? sqitchSettings(sources, *conf) : SqitchSettings();
  if (settings.engine != "pg") {
    diags.report(settings.engineAt, diag::err_history_provider, settings.engine);
    return {};
  }
  const File *planFile = planOf(files, plans, conf, settings);
  if (!planFile) {
    diags.report(start(plans.empty() ? files.front().id : plans.front()->id),
                 diag::err_history_plan,
                 plans.empty() ? "there is no sqitch.plan, which says what is deployed, and in "
                                 "which order"
                               : "there are several plans, and no sqitch.conf says which one is "
                                 "meant");
    return {};
  }
  if (planFile->path.starts_with("../") && !isBesideTheFolder(planFile->path)) {
    diags.report(start(planFile->id), diag::err_history_plan,
                 "only part of what this plan deploys is read: name the folder of the plan");
    return {};
  }
  SqitchPlan plan(sources, diags);
  plan.read(planFile->id);
  std::map<std::string, const File *, std::less<>> byPath;
  for (const File &f : files)
    byPath[f.path] = &f;
  // A plan above: the folder that is read is that of one way.
  bool above = planFile->path.starts_with("../");
  std::string deploy = above ? "" : scriptFolder(*planFile, conf, settings, "deploy");
  std::string revert = above ? "" : scriptFolder(*planFile, conf, settings, "revert");
  std::string extension = settings.of("extension").empty() ? "sql" : settings.of("extension");
  auto script = [&](const std::string &folder, const std::string &called) -> const File * {
    auto it = byPath.find(joinedPath(folder, called + "." + extension));
    return it == byPath.end() ? nullptr : it->second;
  };
  std::vector<Migration> out;
  std::set<const File *> run;
  for (const SqitchChange &change : plan.changes) {
    std::vector<std::string> names;
    for (const std::string &tag : change.reworkedAt)
      names.push_back(change.name + tag);
    if (names.empty())
      names.push_back(change.name);
    auto isThere = std::ranges::find_if(names, [&](auto &n) { return script(deploy, n); });
    if (isThere == names.end()) {
      plan.refuse(change.place,
                  fmt::format("there is no {}.{} to deploy",
                              joinedPath(above ? "deploy" : deploy, names.front()), extension));
      continue;
    }
    Migration m;
    m.name = *isThere;
    m.file = script(deploy, *isThere)->id;
    m.up = whole(m.file);
    m.transaction = false; // psql runs it, statement by statement
    run.insert(script(deploy, *isThere));
    if (const File *back = above ? nullptr : script(revert, *isThere))
      m.down = whole(back->id);
    out.push_back(std::move(m));
  }
  for (const File &f : files) {
    bool isDeployed = f.path.ends_with("." + extension) &&
                      (deploy.empty() || f.path.starts_with(deploy + "/")) &&
                      !f.path.starts_with("../");
    if (isDeployed && !run.contains(&f))
      diags.report(start(f.id), diag::warn_history_unplanned, f.path, "the plan");
  }
  return out;
}

} // namespace schemac::history
