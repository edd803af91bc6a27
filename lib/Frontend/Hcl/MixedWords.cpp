//===- MixedWords.cpp - Words of two databases in one schema --------------===//
#include "Lowering.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

/// The words of a schema that PostgreSQL has and another database has not.
class OnlyPostgres {
public:
  explicit OnlyPostgres(Words other) : other(other) {}
  void block(Instance &i, std::string_view parent);
  std::vector<Foreign::Seen> found;

private:
  void see(SourceRange range, std::string_view word) {
    found.push_back({range, std::string(word), "PostgreSQL"});
  }
  void type(const Attribute &a);
  Words other;
};

void OnlyPostgres::type(const Attribute &a) {
  const Expr &e = *a.value;
  bool isWord = e.is(ExprKind::Variable) || e.is(ExprKind::Call);
  if (isWord && other != Words::Sqlite && typeWord(e.name) && !isTypeOf(other, e.name))
    see(e.range, e.name);
}

void OnlyPostgres::block(Instance &i, std::string_view parent) {
  const BlockWord *word = blockWord(parent, i.type());
  if (!word || !foreignAttribute(parent, i.type()).empty())
    return;
  if (!hasBlock(other, parent, i.type()))
    return see(i.block().typeRange, i.type());
  for (const Attribute &a : i.block().body.attributes)
    if (a.name == "type")
      type(a);
    else if (hasAttribute(word->shape, a.name) && !hasAttribute(other, word->shape, a.name))
      see(a.nameRange, a.name);
  for (const auto &c : i.children())
    block(*c, word->shape);
}

} // namespace

bool reportMixed(Module &module, const Foreign &foreign, DiagEngine &diags) {
  const Dialect *dialect = findDialect(foreign.dialect());
  if (!dialect)
    return false;
  OnlyPostgres own(wordsOf(dialect->family()));
  for (const auto &i : module.blocks())
    own.block(*i, "File");
  if (own.found.size() <= foreign.all.size())
    return false;
  const Foreign::Seen &first = own.found.front();
  for (const Foreign::Seen &s : foreign.all)
    diags.report(s.range, diag::err_hcl_mixed, s.word, s.database, first.word, first.database)
        .label(first.range, "of " + first.database);
  return true;
}

} // namespace schemac::hcl
