//===- SirPrinter.cpp - Schemas and plans as text -------------------------===//
#include "SirPrinter.h"
#include "SirText.h"
#include "schemac/IR/Traits.h"

namespace schemac {
namespace sir {

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

void Printer::print(const Schema &s) {
  os << "schema " << sir::name(s.name);
  if (s.dialect)
    os << " dialect " << s.dialect.str();
  if (s.version)
    os << " " << versionText(s.version);
  os << " {\n";
  ++depth;
  auto all = [&](const auto &entities, std::string_view word) {
    for (const auto &e : entities) {
      indent() << word << " ";
      entity(e);
      access(e);
      using T = std::decay_t<decltype(e)>;
      if constexpr (std::is_same_v<T, View> || std::is_same_v<T, Domain>)
        partComments(e);
      os << "\n";
    }
  };
#define KIND(CLASS, PLURAL, WORD) all(s.PLURAL(), WORD);
#include "schemac/IR/Kinds.def"
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
  case FieldKind::Target:
    os << sir::target(std::get<Target>(f));
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
    os << partText(detail::FieldType<FieldKind::Column>::get(f));
    break;
  case FieldKind::Parameters:
    os << parametersText(detail::FieldType<FieldKind::Parameters>::get(f));
    break;
  case FieldKind::Index:
    os << partText(detail::FieldType<FieldKind::Index>::get(f));
    break;
  case FieldKind::Policy:
    os << partText(detail::FieldType<FieldKind::Policy>::get(f));
    break;
  case FieldKind::Trigger:
    os << partText(detail::FieldType<FieldKind::Trigger>::get(f));
    break;
  case FieldKind::PrimaryKey:
  case FieldKind::Unique:
  case FieldKind::Check:
  case FieldKind::ForeignKey:
  case FieldKind::Exclusion:
    os << partText(detail::FieldType<FieldKind::Check>::get(f));
    break;
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  case FieldKind::CLASS:                                                                           \
    entity(detail::FieldType<FieldKind::CLASS>::get(f));                                           \
    break;
#include "schemac/IR/Kinds.def"
  }
}

void Printer::printOp(const Op &op) {
  const OpInfo &info = op.info();
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
    os << " " << versionText(p.version);
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

} // namespace sir

void printSir(const Schema &schema, llvm::raw_ostream &os, const SirPrintOptions &options) {
  sir::Printer(os, options).print(schema);
}

void printSir(const Plan &plan, llvm::raw_ostream &os, const SirPrintOptions &options) {
  sir::Printer(os, options).print(plan);
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
  sir::Printer(os, {}).printOp(op);
  return out;
}

std::string printField(const Op &op, size_t index) {
  const Field &field = op.fields[index];
  FieldKind kind = op.info().fields[index].kind;
  if (std::holds_alternative<std::monostate>(field))
    return {};
  if (kind == FieldKind::Flag)
    return std::get<bool>(field) ? "true" : "false";
  std::string out;
  llvm::raw_string_ostream os(out);
  sir::Printer(os, {}).field(field, kind);
  return out;
}

} // namespace schemac
