//===- CheckWords.cpp - What the vocabulary does not have -----------------===//
#include "Evaluator.h"
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Words/Hcl/Words.h"

namespace schemac::hcl {
namespace {

class Checker {
public:
  Checker(Foreign &foreign, DiagEngine &diags, Words words, std::string_view database, bool isTrial)
      : foreign(foreign), diags(diags), words(words), database(database), isTrial(isTrial) {}
  void block(Instance &i, std::string_view parent);

private:
  bool isIdleComment(std::string_view shape, std::string_view name) const;
  void attributes(Instance &i, std::string_view shape);
  void labels(Instance &i, const BlockWord &word);
  void repeated(const Instance &i, std::string_view shape);
  bool isOfAnother(Instance &i, std::string_view parent);
  void unknown(Instance &i, std::string_view parent);

  Foreign &foreign;
  DiagEngine &diags;
  Words words;
  std::string_view database;
  bool isTrial;
};

/// Those that any block with a label may have.
bool isMeta(const Instance &i, std::string_view name) {
  return (name == "name" && !i.block().labels.empty()) || name == "for_each";
}

/// Only a schema of PostgreSQL keeps a comment, and some databases keep few; Atlas takes one
/// anywhere. Where it is asked whose words these are, one that the database has not counts.
bool Checker::isIdleComment(std::string_view shape, std::string_view name) const {
  return words != Words::Postgres && name == "comment" &&
         (shape == "Schema" ||
          (!isTrial && !hasAttribute(words, shape, name) && hasAttribute(shape, name)));
}

void Checker::attributes(Instance &i, std::string_view shape) {
  for (const Attribute &a : i.block().body.attributes) {
    if (isIdleComment(shape, a.name)) {
      diags.report(a.nameRange, diag::warn_hcl_no_effect, a.name, i.describe(), database);
      continue;
    }
    if (shape == "StorageParams" || shape == "Config" || hasAttribute(words, shape, a.name) ||
        isMeta(i, a.name))
      continue;
    std::string_view other = foreignAttribute(shape, a.name);
    if (words == Words::Postgres && !other.empty()) {
      foreign.see(a.nameRange, a.name, other);
      continue;
    }
    if (isNotYet(words, shape, a.name)) {
      diags.report(a.nameRange, diag::err_hcl_not_yet, a.name, database);
      continue;
    }
    if (hasAttribute(shape, a.name) || !other.empty()) {
      diags.report(a.nameRange, diag::err_hcl_not_in_dialect, a.name, i.describe(), database);
      continue;
    }
    DiagBuilder d =
        diags.report(a.nameRange, diag::err_hcl_unknown_attribute, i.describe(), a.name);
    if (std::string_view meant = meantBy(shape, a.name); !meant.empty()) {
      d.note(std::string(meant));
      continue;
    }
    suggest(d, a.name, attributeNames(words, shape), a.nameRange);
    // What is a block elsewhere in the language is one here.
    if (blockWord(shape, a.name))
      d.note(fmt::format("'{}' is a block: {} {{ ... }}", a.name, a.name));
  }
}

void Checker::labels(Instance &i, const BlockWord &word) {
  size_t n = i.block().labels.size();
  if (n >= word.least && n <= word.most)
    return;
  std::string_view takes = word.most == 0    ? "no label"
                           : word.least == 0 ? "one label at most"
                           : word.most == 1  ? "one label, its name"
                                             : "its name, with its schema before it if need be";
  diags.report(i.range(), diag::err_hcl_labels, word.name, takes, int64_t(n));
}

/// A role of which nothing is said is there for permissions and policies to refer to.
static bool isNameOnly(const Instance &i) {
  return (i.type() == "role" || i.type() == "user") && i.block().body.attributes.empty() &&
         i.children().empty();
}

/// A block that some database has, and no schema a place for; it is reported, or tells whose words
/// these are.
bool Checker::isOfAnother(Instance &i, std::string_view parent) {
  std::string_view other = foreignAttribute(parent, i.type());
  if (other.empty())
    return false;
  SourceRange at = i.block().typeRange;
  if (words == Words::Postgres)
    foreign.see(at, i.type(), other);
  else if (isNotYet(words, parent, i.type()))
    diags.report(at, diag::err_hcl_not_yet, i.type(), database);
  else
    diags.report(at, diag::err_hcl_not_in_dialect, i.type(),
                 i.parent() ? i.parent()->describe() : "a schema", database);
  return true;
}

void Checker::unknown(Instance &i, std::string_view parent) {
  if (std::string_view what = unmanagedBlock(i.type()); parent == "File" && !what.empty()) {
    if (!isNameOnly(i))
      diags.report(i.range(), diag::warn_hcl_unmanaged, what);
    return;
  }
  if (isOfAnother(i, parent))
    return;
  std::string in = i.parent() ? i.parent()->describe() : "a schema";
  DiagBuilder d = diags.report(i.block().typeRange, diag::err_hcl_unknown_block, in, i.type());
  if (std::string_view meant = meantBy(parent, i.type()); !meant.empty()) {
    d.note(std::string(meant));
    return;
  }
  suggest(d, i.type(), blockNames(parent), i.block().typeRange);
  if (hasAttribute(parent, i.type()))
    d.note(fmt::format("'{}' is an attribute: {} = ...", i.type(), i.type()));
}

void Checker::block(Instance &i, std::string_view parent) {
  const BlockWord *word = blockWord(parent, i.type());
  if (!word)
    return unknown(i, parent);
  if (std::string_view other = foreignAttribute(parent, i.type());
      words == Words::Postgres && !other.empty())
    return foreign.see(i.block().typeRange, i.type(), other);
  if (!hasBlock(words, parent, i.type())) {
    if (parent == "File" && !unmanagedBlock(i.type()).empty())
      return unknown(i, parent);
    if (isNotYet(words, parent, i.type())) {
      diags.report(i.block().typeRange, diag::err_hcl_not_yet, i.type(), database);
      return;
    }
    diags.report(i.block().typeRange, diag::err_hcl_not_in_dialect, i.type(),
                 i.parent() ? i.parent()->describe() : "a schema", database);
    return;
  }
  labels(i, *word);
  if (constexpr size_t most = 63; words == Words::Postgres && i.name().size() > most)
    diags.report(i.nameRange(), diag::err_hcl_value, i.name(), "at most 63 bytes long",
                 fmt::format("{} bytes", i.name().size()));
  attributes(i, word->shape);
  checkPairs(i, word->shape, diags, words);
  for (const auto &c : i.children())
    block(*c, word->shape);
  repeated(i, word->shape);
}

/// Whether a name is known: one that has no value has its own error.
static bool hasName(Instance &i) { return !i.attribute("name") || !i.value("name").isUnknown(); }

/// Blocks that may be there once, and those whose names must differ.
void Checker::repeated(const Instance &i, std::string_view shape) {
  // By what must differ, and then as they stand.
  struct Unique {
    std::string_view type, name;
    const Instance *block;
    size_t at;
  };
  std::vector<Unique> all;
  for (const auto &c : i.children()) {
    const BlockWord *own = blockWord(shape, c->type());
    if (own && !own->many)
      all.push_back({c->type(), "", c.get(), all.size()});
    else if (own && own->most == 1 && !c->name().empty() && hasName(*c))
      all.push_back({c->type(), c->name(), c.get(), all.size()});
  }
  auto same = [](const Unique &a, const Unique &b) {
    return std::tie(a.type, a.name) == std::tie(b.type, b.name);
  };
  auto isAgain = [&](const Unique &u) {
    return std::any_of(all.begin(), all.begin() + ptrdiff_t(u.at),
                       [&](const Unique &before) { return same(before, u); });
  };
  if (constexpr size_t few = 32; all.size() < few && std::ranges::none_of(all, isAgain))
    return; // nearly always
  std::ranges::sort(all, {}, [](const Unique &u) { return std::tie(u.type, u.name, u.at); });
  std::vector<std::pair<Unique, Unique>> again; // with the first
  for (size_t k = 1, first = 0; k < all.size(); ++k) {
    if (!same(all[k], all[first]))
      first = k;
    else
      again.emplace_back(all[k], all[first]);
  }
  std::ranges::sort(again, {}, [](const auto &pair) { return pair.first.at; });
  for (const auto &[second, first] : again)
    if (second.name.empty())
      diags.report(second.block->range(), diag::err_hcl_repeated_block, i.describe(), second.type)
          .label(first.block->range(), "the first is here");
    else
      diags.report(second.block->range(), diag::err_hcl_duplicate, second.block->describe())
          .label(first.block->range(), "declared here");
}

/// Where names of a kind must differ: the schema, with what shares it.
std::string spaceOf(Instance &i) {
  std::string_view type = i.type();
  if (type == "schema" || type == "extension")
    return std::string(type);
  bool relation = type == "table" || type == "view" || type == "materialized" || type == "sequence";
  bool isType = type == "enum" || type == "domain" || type == "composite" || type == "range";
  if (!relation && !isType)
    return {};
  Value v = i.value("schema");
  auto *s = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
  std::string ns = s ? s->name() : v.is(ValueKind::String) ? v.asString() : "public";
  return (relation ? "relation " : "type ") + ns;
}

/// What `schema.public` and `schema["public"]` name.
std::string_view schemaNamed(const Expr &e) {
  bool member = e.is(ExprKind::Attribute);
  bool index = e.is(ExprKind::Index) && e.kids[1]->is(ExprKind::String);
  if ((!member && !index) || !e.kids[0]->is(ExprKind::Variable) || e.kids[0]->name != "schema")
    return {};
  return member ? e.name : e.kids[1]->name;
}

/// Every table refers to the block of its schema: one that is nowhere is reported once.
void checkSchemas(Module &module, DiagEngine &diags) {
  std::set<std::string, std::less<>> there, said;
  for (const auto &i : module.blocks())
    if (i->type() == "schema") {
      there.insert(i->name());
      for (const Label &l : i->block().labels)
        there.emplace(l.text);
    }
  for (const auto &i : module.blocks()) {
    const Attribute *a = i->attribute("schema");
    std::string_view name = a ? schemaNamed(*a->value) : std::string_view();
    if (name.empty() || there.contains(name))
      continue;
    bool first = said.emplace(name).second;
    if (first && !there.empty())
      continue; // the evaluation knows what is near
    if (first)
      diags.report(a->value->range, diag::err_hcl_missing, i->describe(),
                   fmt::format("the block 'schema \"{}\" {{}}', which is nowhere", name));
    i->leaveUnknown(*a);
  }
}

} // namespace

void checkWords(Module &module, Foreign &foreign, DiagEngine &diags, Words words,
                std::string_view database, bool isTrial) {
  checkSchemas(module, diags);
  Checker checker(foreign, diags, words, database, isTrial);
  std::map<std::pair<std::string, std::string>, const Instance *> named;
  for (const auto &i : module.blocks()) {
    checker.block(*i, "File");
    std::string space = spaceOf(*i);
    if (space.empty() || !hasName(*i))
      continue;
    auto [it, added] = named.try_emplace({space, i->name()}, i.get());
    if (!added)
      diags.report(i->range(), diag::err_hcl_duplicate, it->second->describe())
          .label(it->second->range(), "declared here");
  }
}

} // namespace schemac::hcl
