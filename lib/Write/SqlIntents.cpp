//===- SqlIntents.cpp - What a schema says of changes, in SQL -------------===//
#include "Write/SqlIntents.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Annotation.h"

namespace schemac {
namespace {

std::string renamed(Name from) {
  return annotationText(Intent{Intent::RenamedFrom, from.string(), false});
}

class Commented {
public:
  Commented(std::string statement, const Dialect &dialect)
      : text(std::move(statement)), dialect(dialect) {}

  template <class T> void object(const T &e) {
    if constexpr (requires { e.renamedFrom; })
      if (e.renamedFrom)
        above += "-- " + renamed(e.renamedFrom) + "\n";
    if constexpr (requires { e.drops; })
      for (const DropIntent &d : e.drops)
        above += "-- " + annotationText(d) + "\n";
  }

  /// A line of its own before the line that begins with the name of a part.
  void part(Name name, const std::string &annotation) {
    size_t line = text.find("\n    " + dialect.quote(name.str()) + " ");
    if (line != text.npos)
      text.insert(line + 1, "    -- " + annotation + "\n");
  }

  void label(const EnumLabel &l) {
    std::string literal = dialect.quoteString(l.label.str());
    size_t at = text.find(literal, lastLabel);
    if (at == text.npos)
      return;
    lastLabel = at + literal.size();
    if (!l.renamedFrom)
      return;
    std::string comment = "/* " + renamed(l.renamedFrom) + " */ ";
    text.insert(at, comment);
    lastLabel += comment.size();
  }

  std::string finish() && { return above + text; }

private:
  std::string above, text;
  size_t lastLabel = 0;
  const Dialect &dialect;
};

void parts(Commented &out, const Table &t) {
  for (const Column &c : t.columns) {
    if (c.extra && c.extra->renamedFrom)
      out.part(c.name, renamed(c.extra->renamedFrom));
    if (c.extra && c.extra->movedFrom)
      out.part(c.name, annotationText(Intent{Intent::MovedFrom, c.movedFrom().string(), false}));
    if (c.extra && c.extra->backfill)
      out.part(c.name, annotationText(Intent{Intent::Backfill, c.extra->backfill.string(), false}));
  }
}
void parts(Commented &out, const Composite &c) {
  for (const Attribute &a : c.attributes)
    if (a.renamedFrom)
      out.part(a.name, renamed(a.renamedFrom));
}
template <class T> void parts(Commented &, const T &) {}

} // namespace

std::string withIntents(const Op &op, std::string statement, const Schema &schema) {
  const Dialect *dialect = findDialect(schema.dialect.str());
  if (!dialect)
    return statement;
  Commented out(std::move(statement), *dialect);
  if (op.kind == OpKind::CreateEnum) {
    if (const Enum *e = schema.enumType(CreateEnumOp(op).name())) {
      out.object(*e);
      for (const EnumLabel &l : e->labels)
        out.label(l);
    }
  } else if (op.kind == OpKind::CreateNamespace) {
    if (const Namespace *n = schema.find<Namespace>({{}, CreateNamespaceOp(op).name()}))
      out.object(*n);
  } else if (op.info().step == StepKind::Change && !op.fields.empty()) {
    std::visit(
        [&]<class F>(const F &field) {
          if constexpr (requires { kindWord<std::remove_cvref_t<decltype(*field)>>(); })
            // The step may know nothing of intents.
            if (auto *e = schema.find<std::remove_cvref_t<decltype(*field)>>(field->name)) {
              out.object(*e);
              parts(out, *e);
            }
        },
        op.fields.front());
  }
  return std::move(out).finish();
}

std::string dropIntents(const Schema &schema) {
  std::string out;
  for (const DropIntent &d : schema.drops)
    out += "-- " + annotationText(d) + "\n";
  return out;
}

} // namespace schemac
