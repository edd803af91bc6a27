//===- AstBuilder.cpp - Parse tree of one block to its syntax tree --------===//
#include "AstBuilder.h"
#include "Strings.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include <cstring>

namespace schemac::prisma {

static std::string_view str(const antlr4::Token *t) { return asToken(t).str(); }

/// Without the comment and the line end behind the declaration.
std::string_view AstBuilder::textOf(const antlr4::ParserRuleContext &c) const {
  size_t last = c.stop->getTokenIndex();
  while (last > c.start->getTokenIndex() &&
         (tokens.at(last).is(PrismaParser::NEWLINE) || tokens.at(last).is(PrismaParser::COMMENT)))
    --last;
  return span(str(c.start), tokens.at(last).str());
}

std::string_view AstBuilder::intern(const std::string &s) {
  char *copy = allocate<char>(s.size());
  memcpy(copy, s.data(), s.size());
  return {copy, s.size()};
}

std::string_view AstBuilder::string(const Token &literal) {
  std::string_view inner = literal.str().substr(1, literal.str().size() - 2);
  if (inner.find('\\') == inner.npos)
    return inner;
  return intern(decodeString(inner, [&](std::string_view escape) {
    ++errors;
    DiagBuilder d = diags.report(base.range(escape), diag::err_prisma_escape, escape);
    if (!escape.starts_with("\\u"))
      d.note("a backslash itself, as in a Windows path, is written '\\\\'")
          .fix(FixKind::Unsafe, "double the backslash", {{base.range(escape.substr(0, 0)), "\\"}});
  }));
}

Expr AstBuilder::expr(const PrismaParser::ExpressionContext &e) {
  Expr out;
  out.text = span(str(e.start), str(e.stop));
  if (e.literal) {
    bool text = asToken(e.literal).is(PrismaParser::STRING);
    out.kind = text ? ExprKind::String : ExprKind::Number;
    out.value = text ? string(asToken(e.literal)) : out.text;
  } else if (e.path) {
    out.value = str(e.path);
    out.kind = e.args ? ExprKind::Call : ExprKind::Constant;
    bool comma = false;
    out.args = arguments(e.args, comma);
    if (!e.args && out.value[0] >= '0' && out.value[0] <= '9') {
      ++errors;
      diags.report(base.range(out.value), diag::err_prisma_syntax, "a number, a string or a name",
                   fmt::format("'{}'", out.value));
    }
  } else {
    out.kind = ExprKind::Array;
    auto *items = allocate<Argument>(e.elements.size());
    for (size_t i = 0; i < e.elements.size(); ++i)
      new (&items[i]) Argument{{}, expr(*e.elements[i])};
    out.args = {items, uint32_t(e.elements.size())};
  }
  return out;
}

/// The name that a token `name :` or `name : {` begins with.
static std::string_view nameOf(std::string_view label) {
  return label.substr(0, label.find_first_of(": \t\xC2\xE1\xE2\xE3"));
}

/// \p label ends with the '{'.
Expr AstBuilder::object(const antlr4::Token *label, const PrismaParser::MembersContext &members) {
  Expr out;
  out.kind = ExprKind::Object;
  std::string_view open = str(label);
  out.text = span(open.substr(open.size() - 1), str(members.stop));
  out.value = out.text;
  auto *items = allocate<Argument>(members.items.size());
  for (size_t i = 0; i < members.items.size(); ++i)
    new (&items[i]) Argument(member(*members.items[i]));
  out.args = {items, uint32_t(members.items.size())};
  return out;
}

Argument AstBuilder::member(const PrismaParser::MemberContext &m) {
  return {nameOf(str(m.label)), m.object ? object(m.label, *m.object) : expr(*m.value)};
}

Argument AstBuilder::argument(const PrismaParser::ArgumentContext &a) {
  Argument out;
  if (a.object)
    return {nameOf(str(a.label)), object(a.label, *a.object)};
  if (a.value)
    out.value = expr(*a.value);
  if (!a.label)
    return out;
  std::string_view label = str(a.label);
  out.name = nameOf(label);
  if (!a.value)
    out.value.text = label.substr(label.size());
  return out;
}

List<Argument> AstBuilder::arguments(const PrismaParser::ArgumentsContext *a, bool &trailingComma) {
  if (!a)
    return {};
  auto *items = allocate<Argument>(a->items.size());
  for (size_t i = 0; i < a->items.size(); ++i)
    new (&items[i]) Argument(argument(*a->items[i]));
  trailingComma = asToken(a->close).is(PrismaParser::COMMA_RPAREN);
  return {items, uint32_t(a->items.size())};
}

template <class Context> Attribute AstBuilder::attribute(const Context &a) {
  Attribute out;
  out.name = str(a.attributeName);
  out.text = textOf(a);
  out.args = arguments(a.args, out.hasTrailingComma);
  return out;
}

template <class Context>
List<Attribute> AstBuilder::attributes(const std::vector<Context *> &list) {
  auto *items = allocate<Attribute>(list.size());
  uint32_t n = 0;
  for (const Context *a : list)
    if (!a->exception)
      new (&items[n++]) Attribute(attribute(*a));
  return {items, n};
}

/// The comment lines above the token \p first (blank lines may be between, as Prisma has it), and
/// the comment behind the declaration.
const Comments *AstBuilder::comments(const antlr4::Token *first, const antlr4::Token *trailing) {
  size_t i = first->getTokenIndex(), top = 0, bottom = 0;
  for (unsigned lineEnds = 0; i-- > 0;) {
    if (tokens.at(i).is(PrismaParser::NEWLINE)) {
      if (++lineEnds > 1 && top)
        break;
      continue;
    }
    bool own =
        tokens.at(i).is(PrismaParser::COMMENT) &&
        (tokens.at(i - 1).is(PrismaParser::NEWLINE) || tokens.at(i - 1).is(PrismaParser::OPEN) ||
         tokens.at(i - 1).is(PrismaParser::COMMENT));
    if (!own)
      break;
    top = i;
    bottom = bottom ? bottom : i;
    lineEnds = 0;
  }
  if (!top && !trailing)
    return nullptr;
  auto *out = new (allocate<Comments>(1)) Comments;
  if (top)
    out->leading = span(tokens.at(top).str(), tokens.at(bottom).str());
  if (trailing)
    out->trailing = str(trailing);
  return out;
}

void AstBuilder::field(const PrismaParser::FieldContext &f, Field &out) {
  out.name = str(f.fieldName);
  const antlr4::Token *typeBegin = f.typeName ? f.typeName : f.unsupported;
  size_t end = typeBegin->getTokenIndex() + (f.typeName ? 0 : 2);
  if (f.arity)
    ++end;
  out.type.text = span(str(typeBegin), tokens.at(end).str());
  out.type.unsupported = f.unsupported;
  out.type.name = f.typeName ? str(f.typeName) : string(asToken(f.databaseType));
  if (f.arity)
    out.type.arity = asToken(f.arity).is(PrismaParser::LIST) ? Arity::List : Arity::Optional;
  out.attributes = attributes(f.attributes);
  out.text = out.attributes.empty() ? span(out.name, out.type.text)
                                    : span(out.name, (out.attributes.end() - 1)->text);
  out.comments = comments(f.start, f.trailing);
}

void AstBuilder::build(const PrismaParser::ModelBlockContext &block, BlockBody &body) {
  auto *items = allocate<Field>(block.fields.size());
  uint32_t n = 0;
  for (const auto *f : block.fields) {
    // A field whose attributes were not understood is still a field.
    bool typed = f->fieldName && (f->typeName || f->databaseType);
    if (typed)
      field(*f, *new (&items[n++]) Field);
  }
  body.fields = {items, n};
  body.attributes = attributes(block.attributes);
}

void AstBuilder::build(const PrismaParser::EnumBlockContext &block, BlockBody &body) {
  auto *items = allocate<EnumValue>(block.values.size());
  uint32_t n = 0;
  for (const auto *v : block.values) {
    if (v->exception && !v->valueName)
      continue;
    EnumValue &out = *new (&items[n++]) EnumValue;
    out.name = str(v->valueName);
    out.attributes = attributes(v->attributes);
    out.text = out.attributes.empty() ? out.name : span(out.name, (out.attributes.end() - 1)->text);
    out.comments = comments(v->start, v->trailing);
  }
  body.values = {items, n};
  body.attributes = attributes(block.attributes);
}

void AstBuilder::build(const PrismaParser::ConfigBlockContext &block, BlockBody &body) {
  auto *items = allocate<Property>(block.properties.size());
  uint32_t n = 0;
  for (const auto *p : block.properties) {
    if (p->exception)
      continue;
    Property &out = *new (&items[n++]) Property;
    out.name = str(p->key);
    out.text = textOf(*p);
    if (p->value)
      out.value = expr(*p->value);
    else
      out.value.text = out.text.substr(out.text.size());
  }
  body.properties = {items, n};
}

} // namespace schemac::prisma
