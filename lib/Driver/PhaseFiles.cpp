//===- PhaseFiles.cpp - Phases as files of a migration tool ---------------===//
#include "PhaseFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

using history::Tool;

PhaseRunner runnerOf(Tool tool) {
  switch (tool) {
  case Tool::Numbered:
    return {true, true};
  case Tool::Goose:
  case Tool::SqlMigrate:
  case Tool::Flyway:
    return {false, true};
  case Tool::Dbmate:
  case Tool::Prisma:
  case Tool::GolangMigrate:
  case Tool::Liquibase:
  default:
    return {false, false};
  }
}

namespace {

bool isTransactional(const std::vector<PhaseSql> &list) {
  return std::ranges::all_of(list, [](const PhaseSql &s) { return s.transactional; });
}

/// Whether the block is a transaction because it has to be: it is more than one statement, or sets
/// how long it waits for locks.
bool needsTransaction(const PhaseBlock &block) {
  const std::vector<PhaseSql> &list = block.up.empty() ? block.down : block.up;
  return isTransactional(list) && (list.size() > 1 || block.quick);
}

/// Statements outside of transactions, one in each.
std::vector<PhaseBlock> oneByOne(const PhaseBlock &block, PhaseRunner runner) {
  if (runner.several || block.isTransactional() || block.up.size() == 1)
    return {block};
  std::vector<PhaseBlock> out;
  for (const PhaseSql &sql : block.up) {
    PhaseBlock one = block;
    one.up = {sql};
    one.down.clear();
    out.push_back(std::move(one));
  }
  out.front().down = block.down; // taken back last
  return out;
}

/// Where the way back is of another kind than the way there, or of several, it becomes blocks that
/// have nothing to do on the way there.
std::vector<PhaseBlock> byWayBack(const PhaseBlock &block, PhaseRunner runner) {
  std::vector<std::vector<PhaseSql>> runs;
  for (const PhaseSql &sql : block.down) {
    bool joins = !runs.empty() && runs.back().back().transactional == sql.transactional &&
                 (sql.transactional || runner.several);
    if (!joins)
      runs.emplace_back();
    runs.back().push_back(sql);
  }
  auto fits = std::ranges::find_if(
      runs, [&](const auto &run) { return isTransactional(run) == needsTransaction(block); });
  std::vector<PhaseBlock> out;
  if (fits == runs.end()) {
    out.push_back(block);
    out.back().down.clear();
  }
  for (auto run = runs.begin(); run != runs.end(); ++run) {
    PhaseBlock part = block;
    part.down = *run;
    if (run != fits)
      part.up.clear(), part.titles.clear();
    out.insert(out.begin(), std::move(part)); // ways back run from the last to the first
  }
  return out;
}

std::string comment(std::string_view lead, std::string_view text) {
  std::string out;
  for (llvm::StringRef rest = text, line; !rest.empty();) {
    std::tie(line, rest) = rest.split('\n');
    out += fmt::format("-- {}{}\n", lead, std::string_view(line.rtrim('\r')));
  }
  return out;
}

/// A statement with its semicolon, marked where the tool would divide it at one inside of it.
std::string statement(const std::string &sql, Tool tool) {
  bool divided = sql.find(';') != sql.npos;
  std::string_view mark = tool == Tool::Goose        ? "-- +goose "
                          : tool == Tool::SqlMigrate ? "-- +migrate "
                                                     : "";
  if (mark.empty() || !divided)
    return sql + ";\n";
  return fmt::format("{0}StatementBegin\n{1};\n{0}StatementEnd\n", mark, sql);
}

std::string statements(const std::vector<PhaseSql> &list, bool quick, Tool tool, bool alone) {
  bool transactional = isTransactional(list);
  bool opens = alone && transactional && (list.size() > 1 || quick);
  std::string out = opens ? "BEGIN;\n" : "";
  if (quick && transactional && (opens || !alone))
    out += "SET LOCAL lock_timeout = '2s';\n";
  for (const PhaseSql &s : list)
    out += statement(s.sql, tool);
  return out + (opens ? "COMMIT;\n" : "");
}

std::string header(const PhaseFile &file, const std::string &origin) {
  std::string out = fmt::format("-- A later phase of {}, written by schemac.\n", origin);
  if (const std::string &gate = file.blocks.front().gate; !gate.empty())
    out += comment("Release it when this is done: ", gate);
  return out;
}

/// Flyway sees by itself that CONCURRENTLY cannot run in a transaction, and one statement that may
/// is one either way.
bool needsSettings(const PhaseFile &file) {
  size_t count = 0;
  bool hidden = false;
  for (const PhaseBlock &block : file.blocks)
    for (const PhaseSql &s : block.up) {
      ++count;
      hidden |= !s.transactional && s.sql.find(" CONCURRENTLY ") == std::string::npos;
    }
  return count > 1 || hidden;
}

std::string upText(const PhaseFile &file, Tool tool) {
  std::string out;
  for (const PhaseBlock &block : file.blocks)
    out += renderBlock(block, tool, !file.transaction);
  return out;
}

std::string downText(const PhaseFile &file, Tool tool) {
  std::string out;
  for (const PhaseBlock &block : llvm::reverse(file.blocks))
    out += renderDown(block, tool, !file.transaction);
  return out;
}

} // namespace

std::string renderBlock(const PhaseBlock &block, Tool tool, bool alone) {
  if (block.up.empty())
    return "-- There is something to do on the way back only.\n";
  std::string out;
  for (const std::string &title : block.titles)
    out += comment("", title);
  return out + statements(block.up, block.quick, tool, alone && tool == Tool::Numbered);
}

std::string renderDown(const PhaseBlock &block, Tool tool, bool alone) {
  std::string out;
  for (const std::string &reason : block.lost)
    out += comment("not restored: ", reason);
  return out + statements(block.down, block.quick, tool, alone && tool == Tool::Numbered);
}

std::vector<PhaseFile> divideBlocks(const std::vector<PhaseBlock> &blocks, PhaseRunner runner,
                                    bool hasDown) {
  std::vector<PhaseBlock> parts;
  for (const PhaseBlock &whole : blocks)
    for (const PhaseBlock &one : runner.statements ? std::vector{whole} : oneByOne(whole, runner)) {
      std::vector<PhaseBlock> ways =
          hasDown && !runner.statements ? byWayBack(one, runner) : std::vector{one};
      parts.insert(parts.end(), ways.begin(), ways.end());
    }
  std::vector<PhaseFile> out;
  for (PhaseBlock &block : parts) {
    bool transaction = !runner.statements && needsTransaction(block);
    bool joins = !out.empty() && runner.several && !transaction && !out.back().transaction &&
                 out.back().blocks.front().gate == block.gate;
    if (!joins)
      out.push_back({{}, transaction, {}, {}});
    out.back().blocks.push_back(std::move(block));
  }
  return out;
}

std::vector<TextFile> renderPhase(const PhaseFile &file, const std::string &path,
                                  const history::Migration &origin, Tool tool, bool hasDown) {
  llvm::StringRef below = path;
  size_t slash = below.rfind('/');
  std::string folder = slash == below.npos ? "" : below.take_front(slash + 1).str();
  std::string name = file.name, head = header(file, below.drop_front(folder.size()).str());
  std::string up = upText(file, tool), down = hasDown ? downText(file, tool) : "";
  switch (tool) {
  case Tool::Prisma:
    return {{name + "/migration.sql", header(file, origin.name) + up}};
  case Tool::GolangMigrate: {
    std::vector<TextFile> out{{folder + name + ".up.sql", head + up}};
    if (hasDown)
      out.push_back(
          {folder + name + ".down.sql", down.empty() ? "-- nothing to take back\n" : down});
    return out;
  }
  case Tool::Goose:
    return {{folder + name + ".sql", (file.transaction ? "" : "-- +goose NO TRANSACTION\n") +
                                         std::string("-- +goose Up\n") + head + up +
                                         "\n-- +goose Down\n" + down}};
  case Tool::SqlMigrate: { // each way says for itself that it is no transaction
    std::string_view option = file.transaction ? "" : " notransaction";
    return {
        {folder + name + ".sql", fmt::format("-- +migrate Up{0}\n{1}{2}\n-- +migrate Down{0}\n{3}",
                                             option, head, up, down)}};
  }
  case Tool::Dbmate: {
    std::string_view option = file.transaction ? "" : " transaction:false";
    return {
        {folder + name + ".sql",
         fmt::format("-- migrate:up{0}\n{1}{2}\n-- migrate:down{0}\n{3}", option, head, up, down)}};
  }
  case Tool::Flyway: {
    std::vector<TextFile> out{{folder + name + ".sql", head + up}};
    if (!file.transaction && needsSettings(file))
      out.push_back({folder + name + ".sql.conf", "executeInTransaction=false\n"});
    if (hasDown)
      out.push_back({folder + "U" + name.substr(1) + ".sql", down});
    return out;
  }
  case Tool::Numbered:
    return {{name + ".sql", head + up}}; // its name has the folder
  default:
    return {};
  }
}

bool writesPhases(Tool tool) {
  static constexpr Tool Written[] = {Tool::Prisma,     Tool::Flyway,    Tool::Goose,
                                     Tool::Dbmate,     Tool::Liquibase, Tool::GolangMigrate,
                                     Tool::SqlMigrate, Tool::Numbered};
  return llvm::is_contained(Written, tool);
}

std::string renderChangesets(std::span<const PhaseFile> files) {
  std::string out;
  for (const PhaseFile &file : files) {
    out += fmt::format("\n--changeset {} splitStatements:false{}\n", file.name,
                       file.transaction ? "" : " runInTransaction:false");
    if (const std::string &gate = file.blocks.front().gate; !gate.empty())
      out += comment("Release it when this is done: ", gate);
    out += upText(file, Tool::Liquibase);
  }
  return out;
}

} // namespace schemac
