//===- Unused.cpp - Variables and locals that nothing refers to -----------===//
#include "Unused.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include <algorithm>
#include <set>
#include <string>

namespace schemac::hcl {
namespace {

/// `var.a` and `local["b"]`, of all expressions, whether they are computed or not.
class Uses {
public:
  void read(const Body &body);
  bool has(std::string_view of, std::string_view name) const {
    return all.contains(std::string(of)) || names.contains({std::string(of), std::string(name)});
  }

private:
  void read(const Expr &e);
  static bool isScope(const Expr &e) {
    return e.is(ExprKind::Variable) && (e.name == "var" || e.name == "local");
  }
  std::set<std::pair<std::string, std::string>> names;
  std::set<std::string> all; ///< those that are used as a whole
};

void Uses::read(const Expr &e) {
  if (isScope(e)) {
    all.emplace(e.name);
    return;
  }
  const Expr *of = e.kids.empty() ? nullptr : e.kids[0];
  if (e.is(ExprKind::Attribute) && isScope(*of)) {
    names.emplace(of->name, e.name);
    return;
  }
  if (e.is(ExprKind::Index) && isScope(*of) && e.kids[1]->is(ExprKind::String)) {
    names.emplace(of->name, e.kids[1]->name);
    return;
  }
  for (const Expr *kid : e.kids)
    if (kid)
      read(*kid);
}

void Uses::read(const Body &body) {
  for (const Attribute &a : body.attributes)
    read(*a.value);
  for (const Block *b : body.blocks)
    read(b->body);
}

} // namespace

void reportUnused(std::span<const std::shared_ptr<const File>> files, DiagEngine &diags) {
  auto declares = [](const Block *b) { return b->type == "variable" || b->type == "locals"; };
  if (std::ranges::none_of(
          files, [&](const auto &f) { return std::ranges::any_of(f->body.blocks, declares); }))
    return;
  Uses uses;
  for (const auto &file : files)
    uses.read(file->body);
  for (const auto &file : files)
    for (const Block *b : file->body.blocks) {
      if (b->type == "variable" && b->labels.size() == 1 && !uses.has("var", b->labels[0].text))
        diags.report(b->header, diag::warn_hcl_unused, "variable", b->labels[0].text);
      if (b->type == "locals")
        for (const Attribute &a : b->body.attributes)
          if (!uses.has("local", a.name))
            diags.report(a.nameRange, diag::warn_hcl_unused, "local", a.name);
    }
}

} // namespace schemac::hcl
