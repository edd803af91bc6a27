//===- UnreadTools.cpp - Migrations that are no SQL -----------------------===//
//
// Known by the name of a file and a word in it, in folders that are called after migrations: a
// repository is told what is not looked at instead of being taken for one without a history.
//
//===----------------------------------------------------------------------===//
#include "UnreadTools.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {
namespace {

namespace path = llvm::sys::path;

/// \p words: one of them is in every migration of the tool; the first that fits tells.
struct UnreadTool {
  llvm::StringRef name, suffix;
  std::vector<llvm::StringRef> words;
};

const std::vector<UnreadTool> &unreadTools() {
  static const std::vector<UnreadTool> Tools = {
      {"Rails", ".rb", {"ActiveRecord::Migration"}},
      {"Sequel", ".rb", {"Sequel.migration"}},
      {"Django", ".py", {"from django.db import migrations", "from django.db import models, migr"}},
      {"Alembic", ".py", {"from alembic import"}},
      {"Knex", ".js", {"knex", ".schema.createTable", ".schema.alterTable"}},
      {"Knex", ".ts", {"from \"knex\"", "from 'knex'"}},
      {"Sequelize", ".js", {"queryInterface"}},
      {"TypeORM", ".ts", {"MigrationInterface"}},
      {"TypeORM", ".js", {"MigrationInterface"}},
      {"MikroORM", ".ts", {"@mikro-orm/migrations"}},
      {"Ecto", ".exs", {"use Ecto.Migration"}},
      {"Laravel", ".php", {"Illuminate\\Database\\Migrations"}},
      {"Doctrine", ".php", {"Doctrine\\Migrations"}},
      {"Phinx", ".php", {"Phinx\\Migration"}},
      {"goose", ".go", {"goose.AddMigration", "goose.AddNamedMigration"}},
      {"Flyway", ".java", {"BaseJavaMigration"}},
      {"Flyway", ".kt", {"BaseJavaMigration"}},
      {"Entity Framework", ".cs", {"MigrationBuilder"}},
      {"Liquibase", ".xml", {"<changeSet"}},
      {"Liquibase", ".yaml", {"changeSet:"}},
      {"Liquibase", ".yml", {"changeSet:"}},
      {"Liquibase", ".json", {"\"changeSet\""}},
  };
  return Tools;
}

/// Whether a folder above the file is called after what migrations are.
bool isAmongMigrations(llvm::StringRef file) {
  llvm::StringRef folder = path::parent_path(file);
  return std::any_of(path::begin(folder), path::end(folder), [](llvm::StringRef part) {
    return part.contains_insensitive("migrat") || part.contains_insensitive("changelog") ||
           part == "versions";
  });
}

} // namespace

std::vector<Unread> unreadMigrations(const std::vector<std::string> &files,
                                     const std::function<std::string(const std::string &)> &read) {
  std::vector<Unread> out;
  for (const std::string &file : files) {
    llvm::StringRef name = file;
    auto fits = [&](const UnreadTool &tool) { return name.ends_with(tool.suffix); };
    if (std::ranges::none_of(unreadTools(), fits) || !isAmongMigrations(name))
      continue;
    std::string text = read(file);
    auto tells = [&](const UnreadTool &tool) {
      return fits(tool) && std::ranges::any_of(tool.words, [&](llvm::StringRef word) {
               return llvm::StringRef(text).contains(word);
             });
    };
    auto tool = std::ranges::find_if(unreadTools(), tells);
    if (tool == unreadTools().end())
      continue;
    std::string folder = path::parent_path(name).str();
    auto known = std::ranges::find_if(
        out, [&](const Unread &u) { return u.folder == folder && u.tool == tool->name; });
    if (known == out.end())
      known = out.insert(out.end(), {folder.empty() ? "." : folder, tool->name.str(), 0});
    ++known->files;
  }
  return out;
}

std::string unreadText(const Unread &unread) {
  return fmt::format("{} {} of {}", unread.files, unread.files == 1 ? "file" : "files",
                     unread.tool);
}

} // namespace schemac
