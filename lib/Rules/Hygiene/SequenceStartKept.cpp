//===- SequenceStartKept.cpp - sequence-start-kept -----------------------------------===//
//
// START WITH of a sequence that is there says where RESTART begins, and moves nothing.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {
namespace {

/// By hand: the statement restarts it as well, which is told by itself.
bool isRestarted(const RuleContext &rule, const Op &op) {
  if (!rule.byHand())
    return false;
  std::vector<SqlToken> tokens = lexSqlTokens(rule.diags.sourceManager().text(op.range));
  return std::ranges::any_of(tokens, [](const SqlToken &t) { return t.isWord("restart"); });
}

bool isIdentityColumn(const Column &c) {
  return c.generation == Generation::IdentityAlways ||
         c.generation == Generation::IdentityByDefault;
}

/// Where it started, and will; nothing where that does not change.
struct Moved {
  std::string what;
  int64_t to = 0;
};
std::optional<Moved> movedStart(const RuleContext &rule, const Op &op) {
  if (auto alter = dynOp<AlterIdentityOp>(op)) {
    const Column *old = rule.column(alter->column());
    std::optional<int64_t> start = alter->def().options().start;
    if (old && isIdentityColumn(*old) && start && start != old->options().start &&
        !(*start == 1 && !old->options().start) && !rule.isNew(alter->column()))
      return Moved{alter->column().str(), *start};
  }
  if (auto alter = dynOp<AlterSequenceOp>(op)) {
    const Sequence *old = rule.state.find<Sequence>(alter->sequence().name);
    if (old && old->start != alter->sequence().start)
      return Moved{alter->sequence().name.str(), alter->sequence().start};
  }
  return std::nullopt;
}

} // namespace

void checkSequenceStartKept(RuleContext &rule, const Op &op) {
  std::optional<Moved> moved = movedStart(rule, op);
  if (!moved || isRestarted(rule, op))
    return;
  rule.diags
      .report(op.range, diag::warn_sequence_start_kept, moved->what, std::to_string(moved->to))
      .note(
          "only RESTART begins there; to go on from another value, set it: ALTER ... RESTART WITH "
          "a value behind all that rows hold, or setval()");
}

} // namespace schemac
