//===- Session.h - One run of a command -------------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Consumers.h"
#include "schemac/Driver/Options.h"
#include "schemac/Driver/Tools.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Managed.h"
#include "schemac/IR/MappedName.h"
#include "schemac/IR/RewriteRule.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SourceStyle.h"
#include "schemac/Rules/RuleOptions.h"
#include <set>
#include <unordered_set>

namespace schemac {

namespace prisma {
struct ValidSchema;
}
namespace history {
struct File;
struct History;
} // namespace history
namespace hcl {
struct Inputs;
}
struct Config;
struct TableStatistics;
struct TrafficPattern;
class Plugins;

inline constexpr std::string_view Version = "0.1.0";

/// A state as a command line names it, loaded.
struct LoadedState {
  Schema schema; ///< when it is in Prisma's language: after Session::lower
  std::shared_ptr<const prisma::ValidSchema> valid;
  const SourceStyle *style = nullptr;              ///< of its language; null when it has none
  std::shared_ptr<const history::History> history; ///< of a folder of migrations
  std::vector<MappedName> mapped;                  ///< of the target, where both are Prisma's
  bool isEmpty = false;                            ///< the word `empty`
  bool tainted = false;                            ///< from statements that were not all understood
  Managed managed;                                 ///< what its form can say
  bool copiesSql = false;                          ///< in texts that its own grammar cannot read
  bool isDatabase = false;                         ///< live, with SQL in the server's words
  bool isDump = false;                             ///< of pg_dump: in the server's words, too
  std::string shown;                               ///< of a database: its URL without secrets
  Name databaseOwner;                              ///< of a database
  std::vector<QName> tools;                        ///< of a database: tables of migration tools
  /// Of a file of SQL: materialized views that it makes WITH NO DATA and never fills, as every dump
  /// does: whether they have rows it does not say.
  std::set<QName> madeEmpty;
  /// Of documents: tables that are gone, which they say for ever.
  std::vector<QName> gone;
  /// Of a database: names of what schemac does not hold, by their kind.
  std::map<std::string, std::vector<std::string>> unheld;
  std::vector<RewriteRule> rules; ///< of a database, or of SQL
  std::vector<Op> closed;         ///< of SQL, or of a database: see sql::Script::closed
  bool tellsClosed = false;       ///< whether it would say so
  /// Of SQL, or of a database: what is granted by itself on what is made there.
  std::vector<DefaultPrivilege> defaultPrivileges;
  /// Foreign keys to tables that the form does not have to state, taken out until they are known.
  struct OutsideKey {
    QName table;
    Constraint key;
  };
  std::vector<OutsideKey> outside;
};

/// Sources, context and diagnostics of one run, with the options that every command shares.
class Session {
public:
  /// Reads the configuration that \p line names, or the nearest one, for what the line leaves open.
  explicit Session(const CommandLine &line);
  ~Session();

  CommandLine line; ///< with the configuration's options
  SourceManager sources;
  Context context;
  DiagEngine diags{sources};
  bool keepsClosed = false; ///< LoadedState::closed is looked at

  /// Loads a STATE: file, folder, git:REV:PATH, `empty`, `-`, a database's URL. False when it could
  /// not be read or is not valid; the reason is reported.
  bool load(const std::string &state, LoadedState &out);
  /// To be asked when all states are loaded: reports what the command line gives to variables of
  /// HCL that none of them declares.
  bool declaresVariables();
  /// Makes schemas of both, once they are loaded. False when one cannot be IR; that is reported.
  bool lower(LoadedState &from, LoadedState &to);

  /// Makes the two comparable, once intents are declared: a database's SQL takes the words of the
  /// other state where both mean the same, and what the target's form cannot say stays as it is.
  void reconcile(LoadedState &from, LoadedState &to);

  /// Files of YAML, by what they are about.
  bool loadYaml(const std::vector<FileId> &files, LoadedState &out);
  bool loadHcl(const std::vector<FileId> &files, LoadedState &out);
  /// Says of a state that is looked at by itself what it lacks.
  void reportOutside(const LoadedState &state);

  /// Leaves the tables of migration tools in \p state alone that \p other does not declare.
  void leaveTools(LoadedState &state, const Schema &other);
  /// Leaves out who owns things when it is the owner of the database: made elsewhere, they are
  /// owned by whoever makes them.
  void dropUsualOwners(LoadedState &state);

  /// Reads the statistics that --stats names, once. False when something is wrong with them; that
  /// is reported.
  bool readStatistics();
  /// Gives the tables of \p schema the sizes that were read.
  void applyStatistics(Schema &schema);
  /// To be asked when all schemas are known: reports statistics of what is no table of any.
  void reportStatistics();
  /// Gives the tables of \p schema their traffic, as --traffic, the configuration, the statistics
  /// or the schema itself say it, the first of them that does.
  /// \p renamed has the names that tables will have, by those that they have: who says it of one
  /// of them says it of the table.
  void applyTraffic(Schema &schema, const std::map<QName, QName> &renamed = {});
  /// What was said of the traffic of a table that has this name.
  std::optional<Traffic> trafficSaid(QName table);
  /// To be asked when all schemas are known: reports what named no table of any.
  void reportTraffic();

  /// Chooses dialect and version from --dialect and the schemas, and writes them into both.
  bool chooseDialect(LoadedState &from, LoadedState &to);
  /// Whether the SQL that a state of PostgreSQL copies is SQL. What is not is reported, once.
  bool proveSql(LoadedState &state);

  /// The buffers from \p first on are history, which nobody edits: suppression
  /// comments in them are not reported when they are wrong.
  void markHistory(FileId first);
  /// From here on suppression comments in what was loaded silence warnings.
  void beginAnalysis();
  /// Says that every rule has had its say: what is unused now is reported.
  void endAnalysis() { leftovers.unused = true; }

  /// Prints the diagnostics in the chosen format: text to standard error, others to \p machine.
  void printDiagnostics(llvm::raw_ostream &machine);
  /// When set, only what it is true of is printed and counted (a baseline). Asked once for each, in
  /// order.
  std::function<bool(const Diagnostic &)> keep;
  /// Changes what was found, before that; may be unset.
  std::function<void(std::vector<Diagnostic> &)> fold;
  unsigned printedErrors = 0, printedWarnings = 0;
  std::string format() const { return line.value("format").value_or("text"); }
  std::string dialectName; ///< "postgres 16", for machine output
  RuleOptions ruleOptions;
  /// Buffers that were released, and that nobody may change: nothing is reported of them.
  std::unordered_set<uint32_t> released;
  /// Folders whose other files were read as the history of those that were named.
  std::vector<std::string> neighbours;
  /// The files of a revision by the names of their buffers, REV:PATH.
  std::map<std::string, std::string, std::less<>> ofRevision;
  std::unique_ptr<const hcl::Inputs> variables; ///< of HCL, once a schema in it is read
  std::unique_ptr<const Config> config;
  bool badConfig = false;           ///< something is wrong in it; that is reported
  std::unique_ptr<Plugins> plugins; ///< of a command that takes --allow-plugin
  /// Says what went wrong in plugins; to be asked when all rules have had their say. Whether
  /// something has.
  bool pluginsFailed();
  std::optional<Coverage> coverage; ///< of a check
  bool textToOutput =
      false; ///< text goes to standard output as well: it is what the command is for

  /// Of a history of Prisma: the folder, and its files below it.
  void reportFoldersWithoutMigration(const std::string &folder,
                                     const std::vector<std::string> &files);

private:
  SourceRange inTree(SourceRange range);
  void moveIntoTree(Diagnostic &d);
  bool loadDatabase(const std::string &url, LoadedState &out); // DatabaseState.cpp
  bool readSir(FileId file, LoadedState &out);
  std::string_view sqlDialect(std::string_view text) const;
  void adoptInto(LoadedState &from, LoadedState &to);
  void joinOutside(LoadedState &state, const LoadedState &other);
  std::unique_ptr<Suppressions> suppressions;
  Suppressions::Leftovers leftovers;
  using NamedTexts = std::vector<std::pair<std::string, std::string>>;
  bool loadFiles(NamedTexts files, LoadedState &out);
  bool loadGit(const std::string &state, LoadedState &out);
  /// \p paths are those below the folder of the history.
  bool loadHistory(NamedTexts files, const std::vector<std::string> &paths, LoadedState &out);
  bool replayHistory(const std::vector<history::File> &files, LoadedState &out);
  void loadConfig();
  std::vector<TrafficPattern> &trafficPatterns();
  std::unique_ptr<std::vector<TrafficPattern>> traffic; ///< once it is asked for
  std::map<QName, Traffic> trafficOfStatistics;
  bool parseStatistics(const std::string &path);
  std::unique_ptr<std::vector<TableStatistics>> statistics; ///< once they are read
  bool badStatistics = false;
  void loadPlugins();
  void applyWarnings();
};

/// Whether a -W option or a key of `rules` can mean anything: a rule, a family, a category, a code
/// or "all". If not, \p known are the rules.
bool isGroup(std::string_view group, std::vector<std::string_view> &known);

/// Whether all that it means are errors by nature (see mayBeLowered).
bool staysError(std::string_view group);

/// Every diagnostic there is, sorted by code; notes are not in it.
std::vector<const DiagInfo *> allDiagnostics();

} // namespace schemac
