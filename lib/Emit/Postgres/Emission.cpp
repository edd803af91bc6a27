//===- Emission.cpp - Spelling of names, types and texts ------------------===//
#include "Emission.h"
#include "schemac/IR/Partitions.h"

namespace schemac::emitpg {

namespace {
const Dialect &postgres() {
  const Dialect *d = findDialect("postgres");
  assert(d && "the emitter is linked without its dialect");
  return *d;
}
} // namespace

Spelling::Spelling() : dialect(postgres()) {}

std::string_view Spelling::nsOf(QName name) const {
  return name.ns ? name.ns.str() : dialect.defaultNamespace();
}

std::string Spelling::quote(QName name) const {
  return dialect.quote(nsOf(name)) + "." + dialect.quote(name.name.str());
}

std::string Spelling::list(std::span<const Name> names) const {
  std::string out;
  for (Name n : names)
    out += (out.empty() ? "" : ", ") + quote(n);
  return out;
}

std::string Spelling::typeName(Type type) const {
  if (type.named())
    return quote(type.named());
  if (type.is(TypeKind::Array))
    return typeName(type.element()) + "[]";
  if (type.is(TypeKind::CiText) && !citext.empty())
    return citext;
  return dialect.typeName(type);
}

std::string Spelling::defaultValue(Expr value) const {
  bool quoted = false;
  unsigned depth = 0;
  for (char c : value.str()) {
    if (c == '\'')
      quoted = !quoted;
    else if (!quoted && (c == '(' || c == '['))
      ++depth;
    else if (!quoted && (c == ')' || c == ']'))
      --depth;
    else if (!quoted && depth == 0 && c == ' ')
      return "(" + value.string() + ")";
  }
  return value.string();
}

Emission::Emission(const Schema &before, int version) : before(before), version(version) {
  for (const Extension &e : before.extensions())
    if (e.name.name.str() == "citext" && e.schema)
      citext = quote(e.schema) + "." + quote("citext");
}

bool Emission::inherited(QName table) const {
  const Table *known = before.table(table);
  return known && !heirsOf(before, known->name).empty();
}

const Column *Emission::column(const SubRef &ref) const {
  const Table *t = before.table(ref.table);
  return t ? t->column(ref.sub) : nullptr;
}

const Constraint *Emission::constraint(const SubRef &ref) const {
  const Table *t = before.table(ref.table);
  return t ? t->constraint(ref.sub) : nullptr;
}

void Emission::nowPresent(Probe fact) {
  fact.present = true;
  out.probes.push_back(std::move(fact));
}

void Emission::nowAbsent(Probe fact) {
  fact.present = false;
  out.probes.push_back(std::move(fact));
}

std::string dollarQuote(std::string_view body) {
  std::string tag = "$schemac$";
  for (unsigned i = 2; body.find(tag) != std::string_view::npos; ++i)
    tag = fmt::format("$schemac{}$", i);
  return fmt::format("{0}\n{1}\n{0}", tag, body);
}

std::string inFormat(std::string_view sql) {
  std::string out;
  for (char c : sql)
    out.append(c == '%' ? 2 : 1, c);
  return out;
}

std::string indent(std::string_view text, unsigned columns) {
  std::string out;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    if (end > 0)
      out.append(columns, ' ').append(text.substr(0, end));
    text.remove_prefix(end);
    if (!text.empty()) {
      out += '\n';
      text.remove_prefix(1);
    }
  }
  return out;
}

} // namespace schemac::emitpg
