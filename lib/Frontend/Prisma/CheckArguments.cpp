//===- CheckArguments.cpp - Attributes against their table ----------------===//
//
// Whether a place has an attribute, how often, and whether its arguments are those of the table
// with values of their kinds. What passes here can be read without asking again whether it is
// there.
//
//===----------------------------------------------------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Spelling.h"
#include "llvm/ADT/DenseSet.h"
#include <charconv>

namespace schemac::prisma {
namespace {

std::string spelled(const Attribute &a) {
  return (a.text.starts_with("@@") ? "@@" : "@") + std::string(a.name);
}

/// A value as a message names it.
std::string described(const Expr &e) {
  constexpr std::string_view kinds[] = {"the text", "the number", "the name", "the call",
                                        "the list", "the object", "nothing"};
  std::string_view kind = kinds[size_t(e.kind)];
  return e.is(ExprKind::Missing) ? std::string(kind) : fmt::format("{} {}", kind, e.text);
}

bool isInteger(const Expr &e) {
  int64_t n = 0;
  const char *end = e.value.data() + e.value.size();
  auto [stop, error] = std::from_chars(e.value.data(), end, n);
  return e.is(ExprKind::Number) && error == std::errc() && stop == end;
}

} // namespace

void Checker::mismatch(const Block &b, const Expr &e, std::string_view expected) {
  diags.report(b.range(e.text), diag::err_prisma_value, expected, described(e));
}

/// `map:` without a value; false when the attribute is not looked at further.
bool Checker::checkEmptyArguments(const Block &b, const Attribute &a) {
  bool good = true;
  auto missing = [&](const Argument &argument) {
    if (!argument.value.is(ExprKind::Missing))
      return false;
    diags.report(b.range(argument.name), diag::err_prisma_missing_value, argument.name);
    return true;
  };
  for (const Argument &argument : a.args) {
    good &= !missing(argument);
    if (argument.value.is(ExprKind::Call))
      for (const Argument &inner : argument.value.args)
        good &= !missing(inner);
    if (argument.value.is(ExprKind::Array))
      for (const Argument &element : argument.value.args)
        for (const Argument &inner : element.value.args)
          missing(inner);
  }
  if (a.hasTrailingComma)
    diags.report(b.range(a.trailingComma()), diag::err_prisma_trailing_comma)
        .fix(FixKind::Safe, "remove it", {TextEdit{b.range(a.trailingComma()), ""}});
  return good;
}

void Checker::checkFieldOptions(const Block &b, const Expr &e) {
  for (const Argument &option : e.args) {
    if (option.name == "sort")
      checkValue(b, option.value, ArgumentKind::Sort);
    else if (option.name == "length")
      checkValue(b, option.value, ArgumentKind::Integer);
    else if (option.name == "ops") {
      const Expr &ops = option.value;
      bool known = false;
      for (const OperatorClass &c : operatorClasses())
        known |= ops.is(ExprKind::Constant) && c.name == ops.value;
      bool raw =
          ops.isCall("raw") && ops.args.size() == 1 && ops.args[0].value.is(ExprKind::String);
      if (!known && !raw)
        mismatch(b, ops, "an operator class or raw(\"…\")");
    }
  }
}

void Checker::checkFieldList(const Block &b, const Expr &e, bool options) {
  auto element = [&](const Expr &f) {
    if (options && f.is(ExprKind::Call))
      checkFieldOptions(b, f);
    else if (!f.is(ExprKind::Constant))
      mismatch(b, f, "the name of a field");
  };
  if (e.is(ExprKind::Array))
    for (const Argument &f : e.args)
      element(f.value);
  else
    element(e);
}

void Checker::checkValue(const Block &b, const Expr &e, ArgumentKind kind) {
  constexpr std::string_view indexTypes[] = {"BTree", "Hash", "Gist", "Gin", "SpGist", "Brin"};
  auto isWord = [&](auto &&...words) {
    return e.is(ExprKind::Constant) && ((e.value == words) || ...);
  };
  switch (kind) {
  case ArgumentKind::Any:
    return;
  case ArgumentKind::Text:
    return e.is(ExprKind::String) ? void() : mismatch(b, e, "a text in quotes");
  case ArgumentKind::Name:
    return e.is(ExprKind::String) && !e.value.empty()
               ? void()
               : mismatch(b, e, "a name in quotes that is not empty");
  case ArgumentKind::Integer:
    return isInteger(e) ? void() : mismatch(b, e, "a whole number");
  case ArgumentKind::Boolean:
    return isWord("true", "false") ? void() : mismatch(b, e, "true or false");
  case ArgumentKind::Sort:
    return isWord("Asc", "Desc") ? void() : mismatch(b, e, "Asc or Desc");
  case ArgumentKind::IndexType:
    for (std::string_view type : indexTypes)
      if (isWord(type))
        return;
    return mismatch(b, e, "BTree, Hash, Gist, Gin, SpGist or Brin");
  case ArgumentKind::Action:
    return e.is(ExprKind::Constant) && actionByName(e.value) != NoSuchAction
               ? void()
               : mismatch(b, e, "Cascade, Restrict, NoAction, SetNull or SetDefault");
  case ArgumentKind::Columns:
  case ArgumentKind::IndexFields:
    return checkFieldList(b, e, kind == ArgumentKind::IndexFields);
  case ArgumentKind::Predicate:
    if (e.is(ExprKind::Object))
      return; // checkPredicate looks at it
    if (!e.isCall("raw") || e.args.size() != 1 || !e.args[0].value.is(ExprKind::String))
      mismatch(b, e, "raw(\"…\") with a condition, or { field: value }");
    return;
  }
}

void Checker::checkArguments(const Block &b, const Attribute &a, const AttributeSpec &spec) {
  llvm::SmallDenseSet<llvm::StringRef, 8> seen;
  unsigned unnamed = 0;
  for (const Argument &argument : a.args) {
    if (argument.name.empty()) {
      ++unnamed;
    } else if (!seen.insert(argument.name).second) {
      diags.report(b.range(argument.text()), diag::err_prisma_duplicate_argument, argument.name);
      continue;
    }
    const ArgumentSpec *s = argument.name.empty() ? spec.unnamed() : spec.find(argument.name);
    if (!s)
      diags.report(b.range(argument.text()), diag::err_prisma_unknown_argument, spelled(a),
                   argument.name.empty() ? argument.value.text : argument.name);
    else if (unnamed <= 1 || !argument.name.empty())
      checkValue(b, argument.value, s->kind);
  }
  const ArgumentSpec *standard = spec.unnamed();
  if (unnamed > 1)
    diags.report(b.range(a.text), diag::err_prisma_unnamed_arguments, spelled(a));
  else if (standard && unnamed == 1 && seen.count(standard->name))
    diags.report(b.range(argumentText(a, standard->name)), diag::err_prisma_duplicate_argument,
                 standard->name);
  for (const ArgumentSpec &s : spec.arguments)
    if (s.needed && unnamed == 0 && !seen.count(s.name))
      diags.report(b.range(a.text), diag::err_prisma_missing_argument, spelled(a), s.name);
}

Checker::Accepted Checker::checkAttributes(const Block &b, const List<Attribute> &list,
                                           AttributePlace place) {
  Accepted out;
  for (const Attribute &a : list) {
    const AttributeSpec *spec = attributeSpec(place, a.name);
    bool native = place == AttributePlace::ScalarField || place == AttributePlace::CompositeField;
    if (native && a.name.find('.') != a.name.npos)
      continue; // nativeOf looks at them
    if (!spec && place == AttributePlace::RelationField &&
        attributeSpec(AttributePlace::ScalarField, a.name)) {
      misplaced(b, a, "a relation has no column");
      continue;
    }
    if (!spec && native && a.name == "relation") {
      misplaced(b, a, "the type of the field is no model");
      continue;
    }
    if (!spec) {
      DiagBuilder d = diags.report(b.range(a.text), diag::err_prisma_unknown_attribute, spelled(a),
                                   describe(place));
      if (std::string_view near = nearestSpelling(a.name, attributeNames(place)); !near.empty())
        d.fix(FixKind::Unsafe, fmt::format("did you mean '{}'?", near),
              {TextEdit{b.range(a.name), std::string(near)}});
      continue;
    }
    bool twice = false;
    if (!spec->repeatable)
      for (const Attribute &other : list)
        twice |= &other != &a && other.name == a.name;
    if (twice) {
      diags.report(b.range(a.text), diag::err_prisma_duplicate_attribute, spelled(a));
      continue;
    }
    if (!checkEmptyArguments(b, a))
      continue;
    checkArguments(b, a, *spec);
    out.push_back(&a);
  }
  return out;
}

} // namespace schemac::prisma
