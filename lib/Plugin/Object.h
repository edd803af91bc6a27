//===- Object.h - What the handles of a plugin stand for --------*- C++ -*-===//
//
// The memory of handles is used again by later calls and given back with the run only, and each
// knows the call it was made in. So one that a library keeps for longer than it may is as good as
// null, or means another object: a mistake in a rule finds the wrong thing, and does not crash.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Plugin/Plugin.h"
#include "schemac/Plugin/schemac_plugin.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/StringSaver.h"
#include <deque>
#include <map>

struct schemac_object {
  schemac_run *run = nullptr;
  schemac_kind kind = 0;
  unsigned call = 0; ///< that it is valid in; 0: until the run ends
  const schemac::Schema *state = nullptr;
  const schemac::Table *table = nullptr;
  const schemac::Column *column = nullptr;
  const schemac::Index *index = nullptr;
  const schemac::Constraint *constraint = nullptr;
  /// Step: what depends on the state before it was asked then. Field: of this step.
  const schemac::Op *op = nullptr;
  const std::map<std::string, schemac::CustomValue, std::less<>> *known = nullptr;
  size_t field = 0;
  schemac::SourceRange range;
};

struct schemac_finding {
  schemac_run *run = nullptr;
  unsigned call = 0;
  const schemac::DiagInfo *info = nullptr;
  schemac::SourceRange range;
  std::string message;
  std::vector<schemac::DiagNote> notes;
};

struct schemac_run {
  schemac_run(schemac::Plugin &plugin, const schemac::Dialect &dialect, schemac::DiagEngine &diags)
      : plugin(plugin), dialect(dialect), diags(diags) {}

  schemac::Plugin &plugin;
  const schemac::Dialect &dialect;
  schemac::DiagEngine &diags;
  const schemac::ForeignChange *change = nullptr;

  unsigned call = 0; ///< counts the calls into the library
  std::deque<schemac_object> objects;
  size_t used = 0; ///< of `objects`, in the call at hand
  std::deque<schemac_object> steps;
  std::deque<std::map<std::string, schemac::CustomValue, std::less<>>> attributes; ///< of the steps
  const schemac::Schema *before = nullptr; ///< the last step, while it is being checked
  /// Tables of the states that were asked for them in the call at hand.
  struct Tables {
    std::vector<const schemac::Table *> all;
    llvm::StringMap<const schemac::Table *> byName; ///< made when the first is asked for by name
  };
  std::map<const schemac::Schema *, Tables> tables;
  std::vector<std::unique_ptr<schemac_finding>> findings;
  size_t told = 0;    ///< findings of calls before
  std::string reason; ///< why the call at hand fails
  llvm::BumpPtrAllocator memory;
  llvm::UniqueStringSaver texts{memory};

  const char *keep(std::string_view text) {
    return texts.save(llvm::StringRef(text.data(), text.size())).data();
  }
  schemac_object *make(schemac_kind kind, const schemac::Schema *state);
  /// A step, with everything that it can be asked.
  const schemac_object *makeStep(const schemac::CustomScope &scope);

  /// Makes one call, reports what it found, and says when it failed.
  template <class Fn> void enter(Fn f) {
    ++call;
    used = 0;
    tables.clear();
    reason.clear();
    // Whoever reads why schemac crashed is told whose code it was in.
    llvm::PrettyStackTraceFormat stack("a call of the plugin '%s'", plugin.name().c_str());
    leave(f());
  }

private:
  void leave(int code);
};

namespace schemac {

/// What is handed to libraries.
const schemac_api &pluginApi();

} // namespace schemac
