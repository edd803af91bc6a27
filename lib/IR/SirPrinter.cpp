//===- SirPrinter.cpp - Schemas and plans as text -------------------------===//
#include "SirKeywords.h"
#include "SirText.h"
#include "schemac/IR/Sir.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {

namespace {

class Printer {
public:
  Printer(llvm::raw_ostream &os, const SirPrintOptions &options) : os(os), options(options) {}

  void print(const Schema &s);
  void print(const Plan &p);
  void printOp(const Op &op);

private:
  void line(const std::string &text, SourceRange range);
  std::string location(SourceRange range) const;
  void table(const Table &t, std::string_view head);
  void view(const View &v);
  void drops(const std::vector<DropIntent> &list);
  void step(const Op &op);
  void attributes(const Op &op);
  void field(const Field &f, FieldKind kind);

  llvm::raw_ostream &os;
  const SirPrintOptions &options;
  unsigned depth = 0;
  llvm::raw_ostream &indent() { return os.indent(depth * 2); }
};

//===--- parts, as text after the part's name -----------------------------===//

std::string columnText(const Column &c) {
  std::string out = c.type.str();
  if (c.nullable)
    out += " nullable";
  if (c.notNullNotValid)
    out += " not_null_not_valid";
  switch (c.generation) {
  case Generation::None:
    break;
  case Generation::Serial:
    out += " serial";
    break;
  case Generation::IdentityAlways:
    out += " identity_always";
    break;
  case Generation::IdentityByDefault:
    out += " identity";
    break;
  case Generation::Stored:
    out += " stored " + sir::sql(c.generated());
    break;
  case Generation::Virtual:
    out += " virtual " + sir::sql(c.generated());
    break;
  }
  if (c.sequence())
    out += " sequence " + sir::name(c.sequence());
  if (c.defaultExpr)
    out += " default " + sir::sql(c.defaultExpr);
  if (c.collation())
    out += " collate " + sir::name(c.collation());
  if (c.renamedFrom())
    out += " renamed_from " + sir::name(c.renamedFrom());
  if (c.backfill())
    out += " backfill " + sir::sql(c.backfill());
  return out;
}

std::string constraintText(const Constraint &c) {
  std::string out;
  if (c.kind == ConstraintKind::Check)
    out = sir::sql(c.check);
  else
    out = sir::list(c.columns);
  if (c.kind == ConstraintKind::ForeignKey) {
    out += " references " + sir::name(c.refTable) + " " + sir::list(c.refColumns);
    if (c.onDelete != FkAction::NoAction)
      out += fmt::format(" on_delete {}", sir::word(sir::FkActionWords, c.onDelete));
    if (c.onUpdate != FkAction::NoAction)
      out += fmt::format(" on_update {}", sir::word(sir::FkActionWords, c.onUpdate));
  }
  if (!c.include.empty())
    out += " include " + sir::list(c.include);
  if (c.nullsNotDistinct)
    out += " nulls_not_distinct";
  if (c.noInherit)
    out += " no_inherit";
  if (c.deferrable)
    out += " deferrable";
  if (c.initiallyDeferred)
    out += " initially_deferred";
  if (c.notValid)
    out += " not_valid";
  if (c.usingIndex)
    out += " using_index " + sir::name(c.usingIndex);
  return out;
}

std::string elemText(const IndexElem &e) {
  std::string out = e.column ? sir::name(e.column) : sir::sql(e.expr);
  if (e.prefixLength >= 0)
    out += fmt::format(" length {}", e.prefixLength);
  if (e.collation)
    out += " collate " + sir::name(e.collation);
  if (e.opclass)
    out += " opclass " + sir::name(e.opclass);
  if (e.descending)
    out += " desc";
  if (e.nulls != NullsOrder::Default)
    out += fmt::format(" {}", sir::word(sir::NullsWords, e.nulls));
  return out;
}

std::string indexText(const Index &i) {
  std::string out = "(";
  for (size_t n = 0; n < i.elems.size(); ++n)
    out += (n ? ", " : "") + elemText(i.elems[n]);
  out += ")";
  if (i.unique)
    out += " unique";
  if (i.method)
    out += " using " + sir::name(i.method);
  if (!i.include.empty())
    out += " include " + sir::list(i.include);
  if (i.nullsNotDistinct)
    out += " nulls_not_distinct";
  if (i.where)
    out += " where " + sir::sql(i.where);
  if (i.invalid)
    out += " invalid";
  return out;
}

std::string triggerText(const Trigger &t) {
  if (t.kind == TriggerKind::Fill)
    return "fill " + sir::name(t.newColumn) + " value " + sir::sql(t.forward);
  std::string out = "sync " + sir::name(t.oldColumn) + " to " + sir::name(t.newColumn);
  if (t.forward)
    out += " forward " + sir::sql(t.forward);
  if (t.backward)
    out += " backward " + sir::sql(t.backward);
  if (t.fallback)
    out += " fallback " + sir::sql(t.fallback);
  return out;
}

//===--- schemas ----------------------------------------------------------===//

std::string Printer::location(SourceRange range) const {
  if (!options.locations || !range.isValid())
    return {};
  DecodedLoc at = options.locations->decode(range.begin);
  return fmt::format(" loc({}:{}:{})", sir::quote(at.file), at.line, at.column);
}

void Printer::line(const std::string &text, SourceRange range) {
  indent() << text << location(range) << "\n";
}

void Printer::drops(const std::vector<DropIntent> &list) {
  for (const DropIntent &d : list)
    line("drops " + sir::name(d.name) + (d.archive ? " archive" : ""), d.range);
}

void Printer::table(const Table &t, std::string_view head) {
  std::string text = fmt::format("{} {}", head, sir::name(t.name));
  if (t.rows >= 0)
    text += fmt::format(" rows {}", t.rows);
  if (t.bytes >= 0)
    text += fmt::format(" bytes {}", t.bytes);
  if (t.renamedFrom)
    text += " renamed_from " + sir::name(t.renamedFrom);
  os << text << location(t.range) << " {\n";
  ++depth;
  for (const Column &c : t.columns)
    line("col " + sir::name(c.name) + " : " + columnText(c), c.range);
  for (const Constraint &c : t.constraints)
    line(fmt::format("{} {} {}", sir::word(sir::ConstraintWords, c.kind), sir::name(c.name),
                     constraintText(c)),
         c.range);
  for (const Index &i : t.indexes)
    line("index " + sir::name(i.name) + " " + indexText(i), i.range);
  for (const Trigger &tr : t.triggers)
    line("trigger " + sir::name(tr.name) + " " + triggerText(tr), tr.range);
  drops(t.drops);
  --depth;
  indent() << "}";
}

void Printer::view(const View &v) {
  if (v.shimOf)
    return line("view " + sir::name(v.name) + " of " + sir::name(v.shimOf), v.range);
  indent() << "view " << sir::name(v.name) << location(v.range) << " {\n";
  ++depth;
  for (const Column &c : v.columns)
    line("col " + sir::name(c.name) + " : " + columnText(c), c.range);
  --depth;
  indent() << "}\n";
}

void Printer::print(const Schema &s) {
  os << "schema " << sir::name(s.name);
  if (s.dialect)
    os << " dialect " << s.dialect.str();
  if (s.version)
    os << " " << s.version;
  os << " {\n";
  ++depth;
  for (const Namespace &n : s.namespaces())
    line("namespace " + sir::name(n.name), n.range);
  for (const Extension &e : s.extensions()) {
    std::string text = "extension " + sir::name(e.name);
    if (e.version)
      text += " version " + sir::quote(e.version.str());
    if (e.schema)
      text += " schema " + sir::name(e.schema);
    line(text, e.range);
  }
  for (const Enum &e : s.enums()) {
    std::string text = "enum " + sir::name(e.name) + " {";
    for (size_t i = 0; i < e.labels.size(); ++i) {
      text += (i ? ", " : "") + sir::quote(e.labels[i].label.str());
      if (e.labels[i].renamedFrom)
        text += " renamed_from " + sir::quote(e.labels[i].renamedFrom.str());
    }
    text += "}";
    if (e.renamedFrom)
      text += " renamed_from " + sir::name(e.renamedFrom);
    for (const DropIntent &d : e.drops)
      text += " drops " + sir::quote(d.name.str()) + (d.archive ? " archive" : "");
    line(text, e.range);
  }
  for (const Table &t : s.tables()) {
    indent();
    table(t, "table");
    os << "\n";
  }
  for (const View &v : s.views())
    view(v);
  drops(s.drops);
  --depth;
  os << "}\n";
}

//===--- plans ------------------------------------------------------------===//

void Printer::field(const Field &f, FieldKind kind) {
  switch (kind) {
  case FieldKind::Object:
    os << sir::name(std::get<QName>(f));
    break;
  case FieldKind::Sub:
    os << sir::name(std::get<SubRef>(f));
    break;
  case FieldKind::Name:
    os << sir::name(std::get<Name>(f));
    break;
  case FieldKind::String:
    os << sir::quote(std::get<Name>(f).str());
    break;
  case FieldKind::Names:
    os << sir::list(std::get<std::vector<Name>>(f));
    break;
  case FieldKind::Labels: {
    const auto &labels = std::get<std::vector<Name>>(f);
    os << "{";
    for (size_t i = 0; i < labels.size(); ++i)
      os << (i ? ", " : "") << sir::quote(labels[i].str());
    os << "}";
    break;
  }
  case FieldKind::Type:
    os << std::get<Type>(f).str();
    break;
  case FieldKind::Expr:
    os << sir::sql(std::get<Expr>(f));
    break;
  case FieldKind::Int:
    os << std::get<int64_t>(f);
    break;
  case FieldKind::Flag: // its keyword is all of it
    break;
  case FieldKind::Column:
    os << columnText(detail::FieldType<FieldKind::Column>::get(f));
    break;
  case FieldKind::Index:
    os << indexText(detail::FieldType<FieldKind::Index>::get(f));
    break;
  case FieldKind::Trigger:
    os << triggerText(detail::FieldType<FieldKind::Trigger>::get(f));
    break;
  case FieldKind::PrimaryKey:
  case FieldKind::Unique:
  case FieldKind::Check:
  case FieldKind::ForeignKey:
    os << constraintText(detail::FieldType<FieldKind::Check>::get(f));
    break;
  case FieldKind::Body: // the mnemonic is the head of the table's text
    break;
  }
}

void Printer::printOp(const Op &op) {
  const OpInfo &info = op.info();
  if (!info.fields.empty() && info.fields[0].kind == FieldKind::Body)
    return table(detail::FieldType<FieldKind::Body>::get(op.fields[0]), info.mnemonic);
  os << info.mnemonic;
  for (size_t i = 0; i < info.fields.size(); ++i) {
    if (std::holds_alternative<std::monostate>(op.fields[i]))
      continue;
    if (!info.fields[i].keyword.empty())
      os << " " << info.fields[i].keyword;
    if (info.fields[i].kind != FieldKind::Flag)
      os << " ";
    field(op.fields[i], info.fields[i].kind);
  }
}

void Printer::attributes(const Op &op) {
  if (op.reverseClass == ReverseClass::Irreversible)
    os << " irreversible " << sir::quote(op.reason.str());
  if (op.reverseClass == ReverseClass::Lossy)
    os << " lossy " << sir::quote(op.reason.str());
  if (op.reverseClass == ReverseClass::Lossless || op.reverseClass == ReverseClass::Lossy) {
    if (op.reverse.empty()) {
      os << " reverse {}";
    } else {
      os << " reverse {\n";
      ++depth;
      for (const Op &r : op.reverse)
        step(r);
      --depth;
      indent() << "}";
    }
  }
  if (op.why)
    os << " why " << sir::quote(op.why.str());
  if (options.locations && op.change)
    os << " change " << op.change;
  os << location(op.range);
}

void Printer::step(const Op &op) {
  indent();
  printOp(op);
  attributes(op);
  os << "\n";
}

void Printer::print(const Plan &p) {
  os << "plan " << sir::name(p.name);
  if (p.dialect)
    os << " dialect " << p.dialect.str();
  if (p.version)
    os << " " << p.version;
  os << " {\n";
  ++depth;
  for (const Phase &phase : p.phases) {
    if (phase.gate) {
      std::string text = "gate " + sir::quote(phase.gate->text.str());
      for (size_t i = 0; i < phase.gate->tolerates.size(); ++i)
        text += (i ? ", " : " tolerates (") + sir::name(phase.gate->tolerates[i]);
      if (!phase.gate->tolerates.empty())
        text += ")";
      line(text, phase.gate->range);
    }
    indent() << "phase " << phaseName(phase.kind) << " {\n";
    ++depth;
    for (const Op &op : phase.steps)
      step(op);
    --depth;
    indent() << "}\n";
  }
  --depth;
  os << "}\n";
}

} // namespace

void printSir(const Schema &schema, llvm::raw_ostream &os, const SirPrintOptions &options) {
  Printer(os, options).print(schema);
}

void printSir(const Plan &plan, llvm::raw_ostream &os, const SirPrintOptions &options) {
  Printer(os, options).print(plan);
}

void printSir(const Module &module, llvm::raw_ostream &os, const SirPrintOptions &options) {
  bool first = true;
  for (const Schema &s : module.schemas) {
    os << (first ? "" : "\n");
    printSir(s, os, options);
    first = false;
  }
  for (const Plan &p : module.plans) {
    os << (first ? "" : "\n");
    printSir(p, os, options);
    first = false;
  }
}

std::string printOp(const Op &op) {
  std::string out;
  llvm::raw_string_ostream os(out);
  Printer(os, {}).printOp(op);
  return out;
}

} // namespace schemac
