//===- Values.cpp - Scalars, lists and keys of documents ------------------===//
#include "Compiler.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Traits.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>
#include <fmt/ranges.h>

namespace schemac::schemahero {

//===--- keys -------------------------------------------------------------===//

Fields::Fields(DiagEngine &diags, const Node &map, std::string_view where)
    : diags(diags), map(map), where(where) {
  if (!map.is(Node::Map) && !map.is(Node::Null))
    diags.report(map.range, diag::err_schemahero_value,
                 fmt::format("{} is a map, and not {}", where, yaml::kindWord(map.kind)));
}

const Node *Fields::get(std::string_view key) {
  known.push_back(key);
  const Node *value = map.find(key);
  return value && !value->is(Node::Null) ? value : nullptr;
}

void Fields::ignore(std::initializer_list<std::string_view> keys) {
  known.insert(known.end(), keys);
}

bool Fields::isMisspelt(std::string_view what) const {
  for (size_t i = 0; valid() && i + 1 < map.items.size(); i += 2) {
    std::string_view key = map.items[i].text;
    if (std::ranges::find(known, key) != known.end())
      continue;
    if (std::string_view near = nearestSpelling(key, known);
        !near.empty() && !map.find(near) && what.find(near) != what.npos)
      return true;
  }
  return false;
}

void Fields::finish() {
  if (!valid())
    return;
  for (size_t i = 0; i + 1 < map.items.size(); i += 2) {
    const Node &key = map.items[i];
    if (std::ranges::find(known, key.text) != known.end())
      continue;
    DiagBuilder d = diags.report(key.range, diag::err_schemahero_key, key.text, where);
    if (std::string_view near = nearestSpelling(key.text, known); !near.empty())
      d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
            {{key.range, std::string(near)}});
    else
      d.note(fmt::format("there are {}", fmt::join(known, ", ")));
  }
}

//===--- values -----------------------------------------------------------===//

void Compiler::wrong(SourceRange range, std::string text) {
  diags.report(range, diag::err_schemahero_value, text);
}

void Compiler::lacks(const Fields &fields, SourceRange range, std::string text) {
  if (!fields.isMisspelt(text))
    wrong(range, std::move(text));
}

bool Compiler::scalar(const Node &node, std::string_view what) {
  if (node.is(Node::Scalar) && (node.quoted || !node.text.empty()))
    return true;
  wrong(node.range, fmt::format("here stands {}, and not {}", what, yaml::kindWord(node.kind)));
  return false;
}

Name Compiler::name(const Node &node, std::string_view what) {
  if (!scalar(node, what))
    return {};
  if (node.text.empty())
    wrong(node.range, fmt::format("{} cannot be empty", what));
  return node.text.empty() ? Name() : context.name(node.text);
}

bool Compiler::flag(const Node *node) {
  if (!node)
    return false;
  if (node->is(Node::Scalar) && (node->text == "true" || node->text == "false"))
    return node->text == "true";
  wrong(node->range, "here stands true or false");
  return false;
}

std::vector<Name> Compiler::names(const Node &node, std::string_view what) {
  std::vector<Name> list;
  if (!node.is(Node::Sequence)) {
    wrong(node.range, fmt::format("here stands a list of {}", what));
    return list;
  }
  for (const Node &item : node.items)
    if (Name n = name(item, what))
      list.push_back(n);
  return list;
}

Expr Compiler::sql(const Node &node, std::string_view what) {
  if (!scalar(node, what))
    return {};
  if (std::string_view fault = sqlFault(node.text, traitsOf(out.schema.dialect).sqlRules);
      !fault.empty() || node.text.empty()) {
    wrong(node.range, node.text.empty() ? fmt::format("{} cannot be empty", what)
                                        : fmt::format("this SQL {}", fault));
    return {};
  }
  return context.expr(node.text);
}

/// Names of tables may have a schema in front; \p schema is what another key says.
QName Compiler::qname(std::string_view text, Name schema) {
  std::optional<QName> n = parseQName(context, dialect, text);
  QName out = n.value_or(context.qname(text));
  if (schema && !out.ns && schema.str() != dialect.defaultNamespace())
    out.ns = schema;
  return out;
}

/// SchemaHero takes lengths that mean nothing: bigint (19, 0), text (65535).
Type Compiler::mySqlType(const Node &node) {
  Type plain =
      dialect.canonical(context, context.nativeType(node.text.substr(0, node.text.find('('))));
  static constexpr TypeKind Lengthless[] = {
      TypeKind::I8,         TypeKind::I16,      TypeKind::I24,  TypeKind::I32,
      TypeKind::I64,        TypeKind::TinyText, TypeKind::Text, TypeKind::Bytes,
      TypeKind::MediumText, TypeKind::LongText};
  Type whole = dialect.canonical(context, context.nativeType(node.text));
  bool stripped = whole.is(TypeKind::Native) &&
                  std::ranges::find(Lengthless, plain.kind()) != std::end(Lengthless);
  return stripped ? plain : whole;
}

Type Compiler::type(const Node &node) {
  if (is("mysql"))
    return scalar(node, "a type") ? mySqlType(node) : Type();
  if (!scalar(node, "a type"))
    return {};
  Type found = parseTypeName(context, dialect, out.schema, node.text);
  bool array = found.is(TypeKind::Array);
  Type element = array ? found.element() : found;
  if (!is("postgres") || !element.is(TypeKind::Native))
    return found;
  std::string text = element.native().string();
  if (!isServerType(text))
    unknownTypes.push_back(&node);
  if (text.find('"') == text.npos) // what the server would fold
    std::ranges::transform(text, text.begin(),
                           [](char c) { return char(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  Type folded = context.nativeType(text);
  return array ? context.arrayType(folded) : folded;
}

/// An extension, which may have a document further down, brings types that nobody knows here.
void Compiler::reportTypes() {
  if (out.schema.extensions().size())
    return;
  for (const Node *node : unknownTypes) {
    if (isSpelledAsType(node->text) && !isMisspelt(node->text)) {
      diags.report(node->range, diag::warn_schemahero_type, node->text);
      continue;
    }
    DiagBuilder d = diags.report(node->range, diag::err_no_type, node->text);
    if (std::string_view near = nearestType(node->text); !near.empty())
      d.fix(FixKind::Placeholder, fmt::format("did you mean '{}'?", near),
            {{node->range, std::string(near)}});
  }
}

void Compiler::parameters(const Node &node, Parameters &list) {
  if (!node.is(Node::Map))
    return wrong(node.range, "here stands a map of parameters: {fillfactor: 70}");
  for (size_t i = 0; i + 1 < node.items.size(); i += 2)
    if (Name value = name(node.items[i + 1], "a value"))
      list.push_back({context.name(node.items[i].text), value});
}

std::vector<const Node *> Compiler::maps(const Node *list, std::string_view what) {
  std::vector<const Node *> out;
  if (list && !list->is(Node::Sequence))
    wrong(list->range, fmt::format("here stands a list of {}", what));
  if (!list || !list->is(Node::Sequence))
    return out;
  for (const Node &item : list->items)
    if (item.is(Node::Map))
      out.push_back(&item);
    else
      wrong(item.range, fmt::format("here stands a map, one of the {}", what));
  return out;
}

} // namespace schemac::schemahero
