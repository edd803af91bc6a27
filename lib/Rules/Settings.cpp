//===- Settings.cpp - Which settings hold at a statement ------------------===//
#include "Rules/Settings.h"

namespace schemac {

/// The arguments of SELECT set_config('name', 'value', local), where that is all of the statement.
static const SqlToken *configOf(const StatementFacts &s, std::string_view name, bool &local) {
  auto quoted = [](const SqlToken &t, std::string_view text) {
    return t.kind == SqlToken::Kind::String && t.text == "'" + std::string(text) + "'";
  };
  for (size_t i = 0; i + 6 < s.tokens.size(); ++i)
    if (s.tokens[i].isWord("set_config") && quoted(s.tokens[i + 2], name)) {
      local = s.tokens[i + 6].isWord("true");
      return &s.tokens[i + 4];
    }
  return nullptr;
}

void FollowedSetting::follow(const StatementFacts &s) {
  using Kind = MigrationStatement::Kind;
  if (s.kind() == Kind::Begin)
    before = session;
  else if (s.kind() == Kind::Commit)
    now = session;
  else if (s.kind() == Kind::Rollback)
    now = session = before;
  if (s.chains())
    before = session;
  bool local = false, set = false;
  if (s.kind() == Kind::Setting && s.statement->setting.str() == name) {
    local = s.statement->local;
    set = s.statement->value && s.statement->value.str() != "0";
  } else if (const SqlToken *value = configOf(s, name, local)) {
    set = value->text != "'0'";
  } else {
    return;
  }
  if (local && s.transaction == 0)
    return; // without a transaction it does nothing
  now = set;
  if (!local)
    session = set;
}

} // namespace schemac
