//===- Builder.cpp - Parse tree of one item to the syntax tree ------------===//
#include "Builder.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include <cstring>

namespace schemac::hcl {

std::string_view Builder::intern(std::string_view text) {
  char *copy = file.arena.Allocate<char>(text.size());
  if (!text.empty())
    memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

/// The same characters, where the word was read before if it is one of the many that stand again
/// and again: all that ask for attributes and blocks by their names then compare what is in the
/// cache, and not the whole of a large file anew.
std::string_view Builder::word(std::string_view text) {
  auto at = [&](size_t i) { return size_t(uint8_t(text[i])); };
  std::string_view &known = words[(text.size() * 31 + at(0) * 7 + at(text.size() - 1)) % 64];
  if (known != text)
    known = text;
  return known;
}

void Builder::reportNesting(SourceRange range) {
  if (!saidNesting)
    diags.report(range, diag::err_hcl_nesting, int64_t(MaxDepth));
  saidNesting = file.damaged = true;
}

Expr *Builder::make(ExprKind kind, SourceRange range, Kids kids) {
  Expr *out = new (file.arena.Allocate<Expr>()) Expr;
  out->kind = kind;
  out->range = range;
  for (const Expr *kid : kids)
    out->depth = std::max<uint16_t>(out->depth, uint16_t(kid->depth + 1));
  if (out->depth > MaxDepth) {
    reportNesting(range);
    out->kind = ExprKind::Invalid;
    out->depth = 1;
    return out;
  }
  out->kids = list(kids);
  return out;
}

/// Of an item, or of the only attribute of a block that is written on one line.
template <class T> void Builder::attribute(const T &context, Items &out) {
  Attribute a;
  a.name = word(asToken(context.name).str());
  a.nameRange = range(context.name);
  a.value = context.plain                                ? plain(asToken(context.plain))
            : context.value && !context.value->exception ? expression(context.value)
                                                         : invalid(a.nameRange);
  a.range = {a.nameRange.begin, a.value->range.end};
  out.attributes.push_back(a);
}

void Builder::item(HclParser::ItemContext &item, Items &out) {
  if (!item.name)
    return;
  if (item.equals)
    attribute(item, out);
  else if (item.open)
    block(item, out);
}

void Builder::block(HclParser::ItemContext &item, Items &out) {
  Block *b = new (file.arena.Allocate<Block>()) Block;
  b->type = word(asToken(item.name).str());
  b->typeRange = range(item.name);
  std::vector<Label> labels;
  const antlr4::Token *last = item.name;
  for (const antlr4::Token *l : item.labels) {
    last = l;
    bool quoted = asToken(l).is(HclParser::STRING);
    labels.push_back({quoted ? string(asToken(l))->name : asToken(l).str(), range(l)});
  }
  b->labels = list(labels);
  b->header = range(item.name, last);
  b->open = range(item.open);
  b->close = item.close ? range(item.close) : b->open;
  b->range = {b->header.begin, b->close.end};
  Items inner;
  if (item.nested)
    for (HclParser::ItemContext *i : item.nested->items)
      this->item(*i, inner);
  if (item.single && item.single->name && item.single->equals)
    attribute(*item.single, inner);
  b->body = body(inner);
  out.blocks.push_back(b);
}

Body Builder::body(Items &items) {
  auto whole = [&] { return Body{list(items.attributes), list(items.blocks)}; };
  if (items.attributes.size() <= 4) { // most bodies: nothing to sort
    bool twice = false;
    for (size_t i = 1; i < items.attributes.size(); ++i)
      for (size_t k = 0; k < i; ++k)
        twice |= items.attributes[i].name == items.attributes[k].name;
    if (!twice)
      return whole();
  }
  std::vector<const Attribute *> sorted;
  for (const Attribute &a : items.attributes)
    sorted.push_back(&a);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](auto *a, auto *b) { return a->name < b->name; });
  for (size_t i = 1; i < sorted.size(); ++i)
    if (sorted[i]->name == sorted[i - 1]->name) {
      file.damaged = true;
      diags.report(sorted[i]->nameRange, diag::err_hcl_duplicate_attribute, sorted[i]->name)
          .label(sorted[i - 1]->nameRange, "set here");
    }
  return whole();
}

} // namespace schemac::hcl
