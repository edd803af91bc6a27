//===- Intents.cpp - Intents into a schema --------------------------------===//
#include "Intents.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

class Collector {
public:
  Collector(Schema &schema, Module &module, const SourceManager &sources, Context &context,
            DiagEngine &diags, std::string_view defaultSchema)
      : schema(schema), module(module), sources(sources), context(context), diags(diags),
        defaultSchema(defaultSchema) {}

  void read(const File &file);
  void all();
  void leftovers();

private:
  std::vector<PlacedAnnotation *> at(SourceRange declaration);
  std::string renamed(Instance &i, std::vector<PlacedAnnotation *> &notes);
  void table(Instance &i, std::vector<PlacedAnnotation *> notes);
  void column(Instance &i, Table &t);
  void enumType(Instance &i, std::vector<PlacedAnnotation *> notes);
  void composite(Instance &i);
  template <class T> void plain(Instance &i, std::vector<PlacedAnnotation *> notes);
  QName nameOf(Instance &i);
  std::vector<DropIntent> drops(std::vector<PlacedAnnotation *> &notes);
  void misplaced(const PlacedAnnotation &a);

  Schema &schema;
  Module &module;
  const SourceManager &sources;
  Context &context;
  DiagEngine &diags;
  std::string_view defaultSchema;
  bool ofTables = false; ///< one may say something; most schemas say nothing, and are large
  /// By the place of what they belong to; 0: to nothing.
  std::map<uint32_t, std::vector<PlacedAnnotation>> notes;
};

/// A comment belongs to what follows it with nothing but blanks and comments between. One that
/// stands behind something on its line, and not before anything, belongs to nothing.
void Collector::read(const File &file) {
  std::string_view text = sources.text(file.whole);
  uint32_t next = 0; // where what follows the comments begins
  for (size_t i = file.comments.size(); i-- > 0;) {
    const Comment &c = file.comments[i];
    size_t end = c.range.end.raw - file.whole.begin.raw;
    size_t follows = text.find_first_not_of(" \t\r\n", end);
    bool another = i + 1 < file.comments.size() && follows != text.npos &&
                   file.comments[i + 1].range.begin.raw == file.whole.begin.raw + follows;
    if (!another)
      next = follows == text.npos ? 0 : file.whole.begin.raw + uint32_t(follows);
    // With an empty line behind it, it is one of its own.
    std::string_view gap = text.substr(end, follows == text.npos ? text.npos : follows - end);
    bool apart = std::count(gap.begin(), gap.end(), '\n') > 1;
    if (apart)
      next = 0;
    for (PlacedAnnotation &a : readAnnotations(c, diags))
      notes[next].push_back(std::move(a));
  }
  ofTables |= !notes.empty() || text.find("renamed_from") != text.npos ||
              text.find("moved_from") != text.npos;
}

std::vector<PlacedAnnotation *> Collector::at(SourceRange declaration) {
  std::vector<PlacedAnnotation *> out;
  if (auto it = notes.find(declaration.begin.raw); it != notes.end())
    for (PlacedAnnotation &a : it->second)
      out.push_back(&a);
  return out;
}

QName Collector::nameOf(Instance &i) {
  Value v = i.value("schema");
  auto *s = v.referred() ? dynamic_cast<Instance *>(v.referred()) : nullptr;
  std::string ns = s                         ? s->name()
                   : v.is(ValueKind::String) ? v.asString()
                                             : std::string(defaultSchema);
  return {ns == defaultSchema ? Name() : context.name(ns), context.name(i.name())};
}

void Collector::misplaced(const PlacedAnnotation &a) {
  diags.report(a.range, diag::err_hcl_annotation,
               fmt::format("'@schemac.{}' says nothing here", annotationName(a.kind)));
}

std::string Collector::renamed(Instance &i, std::vector<PlacedAnnotation *> &list) {
  std::string out;
  for (PlacedAnnotation *a : list)
    if (a->kind == Annotation::RenamedFrom) {
      a->used = true;
      out = a->values[0];
    }
  if (Value v = i.value("renamed_from"); v.is(ValueKind::String))
    out = v.asString();
  return out;
}

std::vector<DropIntent> Collector::drops(std::vector<PlacedAnnotation *> &list) {
  std::vector<DropIntent> out;
  for (PlacedAnnotation *a : list)
    if (a->kind == Annotation::Drop) {
      a->used = true;
      addDrops(context, *a, out);
    }
  return out;
}

void Collector::column(Instance &i, Table &t) {
  std::vector<PlacedAnnotation *> list = at(i.range());
  Column *c = t.column(context.name(i.name()));
  std::string from = renamed(i, list), moved, fill;
  for (PlacedAnnotation *a : list)
    if (a->kind == Annotation::Backfill || a->kind == Annotation::MovedFrom) {
      a->used = true;
      (a->kind == Annotation::Backfill ? fill : moved) = a->values[0];
    }
  if (Value v = i.value("moved_from"); v.is(ValueKind::String))
    moved = v.asString();
  if (!c || (from.empty() && moved.empty() && fill.empty()))
    return;
  ColumnExtra extra = c->extra ? *c->extra : ColumnExtra();
  if (!from.empty())
    extra.renamedFrom = context.name(from);
  if (!moved.empty())
    extra.movedFrom = context.name(moved);
  if (!fill.empty())
    extra.backfill = context.expr(fill);
  c->extra = context.make<ColumnExtra>(extra);
}

void Collector::table(Instance &i, std::vector<PlacedAnnotation *> list) {
  Table *t = schema.edit<Table>(nameOf(i));
  if (!t)
    return;
  if (std::string from = renamed(i, list); !from.empty())
    t->renamedFrom = context.name(from);
  t->drops = drops(list);
  for (const auto &c : i.children())
    if (c->type() == "column")
      column(*c, *t);
}

void Collector::enumType(Instance &i, std::vector<PlacedAnnotation *> list) {
  Enum *e = schema.edit<Enum>(nameOf(i));
  if (!e)
    return;
  if (std::string from = renamed(i, list); !from.empty())
    e->renamedFrom = context.name(from);
  e->drops = drops(list);
  Value values = i.value("values");
  for (EnumLabel &l : e->labels) {
    if (values.isSequence())
      for (const Value &v : values.items())
        if (v.is(ValueKind::String) && v.asString() == l.label.str())
          l.range = v.range;
    for (PlacedAnnotation *a : at(l.range))
      if (a->kind == Annotation::RenamedFrom) {
        a->used = true;
        l.renamedFrom = context.name(a->values[0]);
      }
  }
}

void Collector::composite(Instance &i) {
  Composite *c = schema.edit<Composite>(nameOf(i));
  if (!c)
    return;
  std::vector<PlacedAnnotation *> list = at(i.range());
  c->drops = drops(list);
  for (const auto &f : i.children()) {
    std::vector<PlacedAnnotation *> own = at(f->range());
    std::string from = renamed(*f, own);
    if (auto *a = c->attribute(context.name(f->name())); a && !from.empty())
      a->renamedFrom = context.name(from);
  }
}

template <class T> void Collector::plain(Instance &i, std::vector<PlacedAnnotation *> list) {
  std::string from = renamed(i, list);
  if (from.empty())
    return;
  if (T *e = schema.edit<T>(nameOf(i)))
    e->renamedFrom = context.name(from);
}

void Collector::all() {
  for (const auto &i : module.blocks()) {
    std::vector<PlacedAnnotation *> list = at(i->range());
    if (i->type() == "table" && ofTables)
      table(*i, list);
    else if (i->type() == "enum")
      enumType(*i, list);
    else if (i->type() == "schema")
      plain<Namespace>(*i, list);
    else if (i->type() == "domain")
      plain<Domain>(*i, list);
    else if (i->type() == "range")
      plain<RangeType>(*i, list);
    else if (i->type() == "sequence")
      plain<Sequence>(*i, list);
    else if (i->type() == "view" || i->type() == "materialized")
      plain<View>(*i, list);
    else if (i->type() == "composite") {
      plain<Composite>(*i, list);
      composite(*i);
    }
  }
}

/// Those that stand above nothing tell which tables and enums are dropped.
void Collector::leftovers() {
  for (auto &[place, list] : notes)
    for (PlacedAnnotation &a : list) {
      if (a.used)
        continue;
      if (place == 0 && a.kind == Annotation::Drop) {
        addDrops(context, a, schema.drops);
        continue;
      }
      misplaced(a);
    }
}

} // namespace

void addIntents(Schema &schema, Module &module, std::span<const std::shared_ptr<const File>> files,
                const SourceManager &sources, Context &context, DiagEngine &diags,
                std::string_view defaultSchema) {
  Collector collector(schema, module, sources, context, diags, defaultSchema);
  for (const auto &file : files)
    collector.read(*file);
  collector.all();
  collector.leftovers();
}

} // namespace schemac::hcl
