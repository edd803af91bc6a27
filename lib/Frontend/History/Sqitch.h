//===- Sqitch.h - The plan of a sqitch project ------------------*- C++ -*-===//
#pragma once

#include "Reader.h"

namespace schemac::history {

/// sqitch.conf, as far as it says where things are.
struct SqitchSettings {
  std::string engine = "pg";
  SourceRange engineAt;
  std::map<std::string, std::string> said; ///< "core.top_dir", "engine.pg.plan_file"
  /// What is set for the engine, or for all; empty: nothing is.
  std::string of(std::string_view key) const;
};
SqitchSettings sqitchSettings(const SourceManager &sources, const File &file);

struct SqitchChange {
  std::string name;
  SourceRange place;
  std::vector<std::string> tags; ///< behind it: "@v1"
  /// Tags between it and the change that takes its name over, the last one first. Its scripts are
  /// named after the first of these that has some.
  std::vector<std::string> reworkedAt;
};

/// The lines of a plan in their order, held to what sqitch holds them to.
class SqitchPlan {
public:
  SqitchPlan(const SourceManager &sources, DiagEngine &diags) : sources(sources), diags(diags) {}

  void read(FileId file);
  void refuse(SourceRange at, std::string text);
  std::vector<SqitchChange> changes;

private:
  void readTag(const Line &line, std::string_view text);
  void readChange(const Line &line, std::string_view text);
  void require(const Line &line, std::string_view wanted);

  const SourceManager &sources;
  DiagEngine &diags;
  std::string project;
  std::map<std::string, size_t> tags; ///< how many changes stand before each
};

/// Whether a file is the plan of a project.
bool isSqitchPlan(const SourceManager &sources, const File &file);

} // namespace schemac::history
