//===- Dump.cpp - Syntax tree as text, for tests --------------------------===//
#include "schemac/Frontend/Prisma/Parse.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac::prisma {
namespace {

class Dumper {
public:
  Dumper(llvm::raw_ostream &os, const SourceManager &sources) : os(os), sources(sources) {}

  void block(const Block &b) {
    os << keyword(b->kind) << ' ' << b->name << place(b.nameRange())
       << (b->damaged ? " damaged" : "") << '\n';
    comment("  doc", b->comment);
    for (const Property &p : b->properties) {
      os << "  " << p.name << place(b.range(p.name)) << " = ";
      expr(p.value);
      os << '\n';
    }
    for (const Field &f : b->fields) {
      member(b, f);
      os << " : " << (f.type.unsupported ? "unsupported " : "") << f.type.name
         << (f.type.arity == Arity::List       ? " list"
             : f.type.arity == Arity::Optional ? " optional"
                                               : "")
         << place(b.range(f.type.text));
      attributes(b, f.attributes, " @");
      os << '\n';
    }
    for (const EnumValue &v : b->values) {
      member(b, v);
      attributes(b, v.attributes, " @");
      os << '\n';
    }
    attributes(b, b->attributes, "  @@");
  }

  void comment(llvm::StringRef label, std::string_view raw) {
    if (raw.empty())
      return;
    os << label << " \"";
    llvm::printEscapedString(raw, os);
    os << "\"\n";
  }

private:
  void member(const Block &b, const Member &m) {
    if (m.comments) {
      comment("  doc", m.comments->leading);
      comment("  trailing", m.comments->trailing);
    }
    os << "  " << m.name << place(b.range(m.text));
  }

  void attributes(const Block &b, const List<Attribute> &list, llvm::StringRef prefix) {
    for (const Attribute &a : list) {
      os << prefix << a.name << place(b.range(a.text));
      arguments(a.args);
      if (a.hasTrailingComma)
        os << " trailing comma";
      if (prefix.ends_with("@@"))
        os << '\n';
    }
  }

  void arguments(const List<Argument> &args, char open = '(', char close = ')') {
    os << open;
    for (const Argument &a : args) {
      os << (&a == args.begin() ? "" : ", ") << a.name << (a.name.empty() ? "" : ": ");
      expr(a.value);
    }
    os << close;
  }

  void expr(const Expr &e) {
    switch (e.kind) {
    case ExprKind::Missing:
      os << "missing";
      return;
    case ExprKind::String:
      os << '"';
      llvm::printEscapedString(e.value, os);
      os << '"';
      return;
    case ExprKind::Number:
    case ExprKind::Constant:
      os << e.value;
      return;
    case ExprKind::Call:
      os << e.value;
      arguments(e.args);
      return;
    case ExprKind::Array:
      os << "array";
      arguments(e.args);
      return;
    case ExprKind::Object:
      arguments(e.args, '{', '}');
      return;
    }
  }

  /// "<line:column-column>"
  std::string place(SourceRange r) const {
    DecodedLoc b = sources.decode(r.begin);
    return fmt::format("<{}:{}+{}>", b.line, b.column, r.length());
  }

  llvm::raw_ostream &os;
  const SourceManager &sources;
};

} // namespace

std::string dump(const SchemaAst &schema, const SourceManager &sources) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Dumper d(os, sources);
  for (const Block &b : schema.blocks)
    d.block(b);
  for (const FreeComment &c : schema.comments)
    d.comment("comment", c.text);
  return text;
}

} // namespace schemac::prisma
