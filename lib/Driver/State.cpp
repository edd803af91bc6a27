//===- State.cpp - Loading a STATE ----------------------------------------===//
#include "Config.h"
#include "Encodings.h"
#include "HclInputs.h"
#include "StandardInput.h"
#include "schemac/Database/Database.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Git.h"
#include "schemac/Driver/Session.h"
#include "schemac/Frontend/Dump/Dump.h"
#include "schemac/Frontend/Hcl/Hcl.h"
#include "schemac/Frontend/History/Diags.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/Frontend/Prisma/Managed.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "schemac/IR/FoldSerials.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/Traits.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <utility>

namespace schemac {

/// 15 of "postgres:15"; 0: none is named.
static int namedVersion(const std::optional<std::string> &dialect) {
  size_t colon = dialect ? dialect->find(':') : std::string::npos;
  return colon == std::string::npos ? 0 : parseVersion(dialect->substr(colon + 1));
}

static bool hasSuffix(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

static bool isYaml(std::string_view path) {
  return hasSuffix(path, ".yaml") || hasSuffix(path, ".yml");
}

bool Session::readSir(FileId file, LoadedState &out) {
  unsigned errors = diags.numErrors();
  Module module = parseSir(sources, file, context, diags);
  if (module.schemas.size() != 1) {
    if (diags.numErrors() == errors)
      diags.report(sources.whole(file), diag::err_sir_no_schema, sources.name(file),
                   static_cast<int64_t>(module.schemas.size()));
    return false;
  }
  out.schema = std::move(module.schemas.front());
  foldSerials(out.schema, context);
  if (const Dialect *dialect = findDialect(out.schema.dialect.str()))
    canonicalizeTypes(out.schema, context, *dialect);
  verifySchema(out.schema, diags);
  return diags.numErrors() == errors;
}

/// As a database names what schemac does not hold.
static void addBurdens(const std::vector<sql::Burden> &burdens, LoadedState &out) {
  for (const sql::Burden &b : burdens) {
    out.unheld[b.kind].push_back(b.relation.str() + "." + b.name);
    if (b.kind == "rule")
      out.rules.push_back({b.relation, b.name, b.uses});
  }
}

bool Session::loadFiles(NamedTexts files, LoadedState &out) {
  unsigned errors = diags.numErrors();
  std::vector<FileId> ids;
  std::string form = files.front().first;
  if (form == StandardInput)
    form = suffixOf(files.front().second);
  for (auto &[name, text] : files)
    ids.push_back(sources.addBuffer(name, std::move(text)));
  if (hasSuffix(form, ".sir")) {
    if (!readSir(ids.front(), out))
      return false;
  } else if (hasSuffix(form, ".sql")) {
    if (std::string_view other = sqlDialect(sources.text(ids.front())); !other.empty()) {
      out.schema = dump::read(sources, ids.front(), other, context, diags);
    } else if (history::dividedBy(sources.text(ids.front()))) {
      return replayHistory({{llvm::sys::path::filename(form).str(), ids.front()}}, out);
    } else {
      if (auto back = history::unknownWayBack(sources, ids.front()))
        diags.report(*back, diag::err_history_way_back);
      sql::Options options;
      options.endOnly = true;
      options.keepsClosed = keepsClosed;
      options.server = namedVersion(line.value("dialect"));
      sql::Script script = sql::read(sources, ids.front(), context, diags, Schema(), options);
      out.schema = std::move(script.end);
      out.tainted = script.tainted;
      addBurdens(script.burdens, out);
      out.closed = std::move(script.closed);
      out.defaultPrivileges = std::move(script.defaultPrivileges);
      out.tellsClosed = !out.tainted && !script.closesByDefault;
      out.madeEmpty = std::move(script.madeEmpty);
      out.isDump =
          sources.text(ids.front()).find("-- PostgreSQL database dump\n") != std::string_view::npos;
    }
    out.style = &sql::sourceStyle();
    sql::addIntents(out.schema, sources, ids.front(), context, diags);
    foldSerials(out.schema, context);
    verifySchema(out.schema, diags);
  } else if (hasSuffix(form, ".hcl")) {
    return loadHcl(ids, out);
  } else if (isYaml(form)) {
    return loadYaml(ids, out);
  } else {
    out.valid = prisma::validate(sources, ids, context, diags);
    out.style = &prisma::sourceStyle();
    out.copiesSql = true;
    if (out.valid)
      out.managed = prisma::managed(*out.valid);
  }
  return diags.numErrors() == errors;
}

/// The command line says whose SQL a file is, else its words do. Empty: PostgreSQL's.
std::string_view Session::sqlDialect(std::string_view text) const {
  std::string_view found = dump::dialectOf(text);
  std::optional<std::string> option = line.value("dialect");
  if (!option)
    return found;
  const Dialect *wanted = findDialect(option->substr(0, option->find(':')));
  if (!wanted || (wanted->family() != "mysql" && wanted->family() != "sqlite"))
    return {};
  return wanted->name();
}

bool Session::loadHcl(const std::vector<FileId> &files, LoadedState &out) {
  unsigned errors = diags.numErrors();
  if (auto schema = hcl::compile(sources, files, hclInputs(*this), context, diags, &out.managed))
    out.schema = std::move(*schema);
  out.style = &hcl::sourceStyle();
  out.copiesSql = true;
  if (diags.numErrors() == errors)
    verifySchema(out.schema, diags);
  return diags.numErrors() == errors;
}

bool Session::lower(LoadedState &from, LoadedState &to) {
  unsigned errors = diags.numErrors();
  std::shared_ptr<prisma::LoweredBlocks> blocks;
  if (from.valid && to.valid)
    to.mapped = prisma::mappedNames(*from.valid, *to.valid, context);
  for (LoadedState *state : {&from, &to})
    if (state->valid) {
      Schema *older = state == &to ? &from.schema : nullptr;
      if (auto schema = prisma::lower(*state->valid, context, diags, older, &blocks)) {
        state->schema = std::move(*schema);
        verifyStructure(state->schema, diags);
      }
      state->valid.reset();
    }
  prisma::forgetTrees(context);
  return diags.numErrors() == errors;
}

bool Session::proveSql(LoadedState &state) {
  bool wanted = std::exchange(state.copiesSql, false) && state.schema.dialect.str() == "postgres";
  return !wanted || sql::proveExpressions(state.schema, diags);
}

bool Session::loadHistory(NamedTexts files, const std::vector<std::string> &paths,
                          LoadedState &out) {
  std::vector<history::File> list;
  for (size_t i = 0; i < files.size(); ++i)
    list.push_back({paths[i], sources.addBuffer(files[i].first, std::move(files[i].second))});
  return replayHistory(list, out);
}

/// Prisma takes each folder for a migration, and goes no further when one has none.
void Session::reportFoldersWithoutMigration(const std::string &folder,
                                            const std::vector<std::string> &files) {
  for (const std::string &without : foldersWithoutMigration(folder, files))
    diags.report({}, diag::err_history_no_file, without, "migration.sql", "Prisma");
}

bool Session::replayHistory(const std::vector<history::File> &list, LoadedState &out) {
  unsigned errors = diags.numErrors();
  std::optional<history::Tool> tool = history::recognize(sources, list);
  sql::Options options;
  options.keepsClosed = keepsClosed;
  auto h = std::make_shared<history::History>(history::replay(
      sources, list, tool.value_or(history::Tool::Numbered), context, diags, options));
  out.schema = h->end;
  out.tainted = h->tainted;
  if (!h->migrations.empty()) {
    addBurdens(h->migrations.back().script.burdens, out);
    out.closed = h->migrations.back().script.closed;
    out.defaultPrivileges = h->migrations.back().script.defaultPrivileges;
    out.tellsClosed =
        !out.tainted && std::ranges::none_of(h->migrations, [](const history::Migration &m) {
          return m.script.closesByDefault;
        });
  }
  out.history = std::move(h);
  verifySchema(out.schema, diags);
  return diags.numErrors() == errors;
}

/// Files of YAML that are about a schema, or the one that is named.
static std::optional<std::vector<std::string>>
gitYaml(const std::string &rev, const std::string &path, const std::string &suffix) {
  std::string error;
  auto names = gitFiles(rev, path, suffix, error);
  if (!names || (names->size() == 1 && names->front() == path))
    return names;
  std::erase_if(*names, [&](const std::string &name) {
    auto text = gitShow(rev, name, error);
    return !text || !yaml::looksLikeSchema(*text);
  });
  return names->empty() ? std::nullopt : names;
}

/// The files of a history in a revision, and the programs that lie in a tree beside it.
static std::optional<std::vector<std::string>>
gitHistory(const std::string &rev, const std::string &path, std::string &error) {
  std::vector<std::string> folders = programFolders(path), out;
  folders.insert(folders.begin(), path);
  std::string none;
  for (const std::string &folder : folders)
    for (std::string_view suffix : historySuffixes()) {
      bool isFirst = folder == path && suffix == historySuffixes().front();
      auto names = gitFiles(rev, folder, std::string(suffix), isFirst ? error : none);
      if (names && names->front() == path) // one file
        return names;
      if (names)
        std::ranges::copy_if(*names, std::back_inserter(out),
                             [](const std::string &name) { return history::isPart(name); });
    }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

bool Session::loadGit(const std::string &state, LoadedState &out) {
  size_t colon = state.find(':', 4);
  if (colon == std::string::npos || colon + 1 == state.size()) {
    diags.report({}, diag::err_state_form, state);
    return false;
  }
  std::string error, rev = state.substr(4, colon - 4), path = state.substr(colon + 1);
  auto names = gitFiles(rev, path, ".prisma", error);
  if (!names) {
    names = gitFiles(rev, path, ".hcl", error);
    if (names && names->front() != path)
      std::erase_if(*names, [](const std::string &name) { return !isSchemaHcl(name); });
    if (names && names->empty())
      names.reset();
  }
  bool isHistory = false;
  for (const char *suffix : {".yaml", ".yml"})
    if (!names)
      names = gitYaml(rev, path, suffix);
  if (!names) { // none, or a folder of migrations
    names = gitHistory(rev, path, error);
    isHistory = names && names->front() != path;
  }
  NamedTexts files;
  std::vector<std::string> below;
  for (size_t i = 0; names && i < names->size(); ++i) {
    auto text = gitShow(rev, (*names)[i], error);
    if (!text) {
      names.reset();
      break;
    }
    bool isBelow = isHistory && llvm::StringRef((*names)[i]).starts_with(path);
    below.push_back((*names)[i].substr(isBelow ? path.size() + (path.back() != '/') : 0));
    std::string shown = rev + ":" + (*names)[i];
    ofRevision[shown] = (*names)[i];
    files.emplace_back(std::move(shown), std::move(*text));
  }
  if (!names) {
    diags.report({}, diag::err_git, rev + ":" + path, error);
    return false;
  }
  return isHistory ? loadHistory(std::move(files), below, out) : loadFiles(std::move(files), out);
}

bool Session::load(const std::string &named, LoadedState &out) {
  std::string error, state = named;
  // A name that the configuration gives to a source; a file of that name comes first.
  if (config && config->sources.count(named) && !llvm::sys::fs::exists(named))
    state = config->sources.find(named)->second.front();
  if (state == "empty") {
    out.isEmpty = true;
    out.schema.name = context.name("empty");
    return true;
  }
  if (database::isDatabase(state))
    return loadDatabase(state, out);
  if (state.rfind("git:", 0) == 0)
    return loadGit(state, out);
  std::string unreadable;
  if (llvm::sys::fs::is_directory(state) && findUnreadable(state, unreadable, error)) {
    diags.report({}, diag::err_cannot_read, unreadable, error);
    return false;
  }
  std::vector<std::string> paths = expandSources({state}), below;
  if (paths.empty())
    below = historyFiles(state);
  for (const std::string &path : below)
    paths.push_back(state + (state.back() == '/' ? "" : "/") + path);
  for (std::string &path : settingsAbove(state, below)) {
    below.push_back("../" + path);
    paths.push_back(std::move(path));
  }
  if (paths.empty()) {
    diags.report({}, diag::err_state_empty_folder, state);
    return false;
  }
  if (paths.front() == state && !hasSuffix(state, ".prisma") && !hasSuffix(state, ".sir") &&
      !hasSuffix(state, ".sql") && !hasSuffix(state, ".hcl") && !isYaml(state) && state != "-") {
    bool isThere = llvm::sys::fs::exists(state);
    if (!isThere && state.find('/') != state.npos) {
      diags.report({}, diag::err_cannot_read, state, "No such file or directory");
      return false;
    }
    DiagBuilder wrong = diags.report({}, diag::err_state_form, state);
    if (!isThere) // or it is a word misspelled
      wrong.note(fmt::format("there is no file or folder '{}'", state));
    return false;
  }
  NamedTexts files;
  for (const std::string &path : paths) {
    auto text = readFile(path, error);
    if (text && !below.empty())
      error = notText(path, *text);
    if (!text || !error.empty()) {
      diags.report({}, diag::err_cannot_read, path, error);
      return false;
    }
    files.emplace_back(path == "-" ? std::string(StandardInput) : path, std::move(*text));
  }
  if (below.empty())
    return loadFiles(std::move(files), out);
  unsigned errors = diags.numErrors();
  bool loaded = loadHistory(std::move(files), below, out);
  if (out.history && out.history->tool == history::Tool::Prisma)
    reportFoldersWithoutMigration(state, below);
  return loaded && diags.numErrors() == errors;
}

} // namespace schemac
