//===- Intents.cpp - What comments of a schema in SQL tell ----------------===//
#include "Intents.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/Frontend/SQL/SQL.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {
namespace {

/// What an annotation can be about: an object, or a column, attribute or value of one.
struct Site {
  uint32_t at;
  KindId kind;
  QName object;
  Name part;
};

class Intents {
public:
  Intents(Schema &schema, const SourceManager &sources, FileId file, Context &context,
          DiagEngine &diags)
      : schema(schema), context(context), diags(diags), text(sources.text(file)),
        base(sources.begin(file)) {}

  void run() {
    if (text.find(AnnotationMarker) == text.npos)
      return;
    findSites();
    auto report = [this](SourceRange at, std::string message) {
      return diags.report(at, diag::err_sql_annotation, message);
    };
    for (const PlacedComment &c : placedComments(text))
      for (const Annotation &a : readAnnotations(c.text, base + uint32_t(c.begin), report))
        place(c, a);
  }

private:
  void findSites();
  template <class T> void sitesOf();
  void add(SourceRange range, KindId kind, QName object, Name part = {}) {
    if (range.isValid() && range.begin.raw >= base.raw && range.begin.raw - base.raw <= text.size())
      sites.push_back({range.begin.raw - base.raw, kind, object, part});
  }
  const Site *siteOf(const PlacedComment &c) const;
  void place(const PlacedComment &c, const Annotation &a);
  bool apply(const Site &site, const Annotation &a);
  bool rename(const Site &site, const Annotation &a);
  bool ofColumn(const Site &site, const Annotation &a);
  bool drop(const Site &site, const Annotation &a);

  Schema &schema;
  Context &context;
  DiagEngine &diags;
  std::string_view text;
  Loc base;
  std::vector<Site> sites; ///< in the order of the text
};

template <class T> void Intents::sitesOf() {
  for (const T &e : schema.all<T>()) {
    add(e.range, kindId<T>(), e.name);
    if constexpr (std::is_same_v<T, Table>)
      for (const Column &c : e.columns)
        add(c.range, kindId<T>(), e.name, c.name);
    if constexpr (std::is_same_v<T, Composite>)
      for (const auto &a : e.attributes)
        add(a.range, kindId<T>(), e.name, a.name);
    if constexpr (std::is_same_v<T, Enum>)
      if (e.range.isValid()) {
        std::vector<size_t> places = labelPlaces(text, e.range.begin.raw - base.raw, e);
        for (size_t i = 0; i != places.size(); ++i)
          add(SourceRange(base + uint32_t(places[i])), kindId<T>(), e.name, e.labels[i].label);
      }
  }
}

void Intents::findSites() {
  forEachKind([this]<class T>() { sitesOf<T>(); });
  std::ranges::stable_sort(sites, {}, &Site::at);
}

/// A comment is about what begins behind it, on the line where that begins; one behind something,
/// on its line, about the last that begins there.
const Site *Intents::siteOf(const PlacedComment &c) const {
  if (c.trailing) {
    size_t line = text.rfind('\n', c.begin);
    auto after = std::ranges::lower_bound(sites, c.begin, {}, &Site::at);
    bool found = after != sites.begin() && (line == text.npos || std::prev(after)->at > line);
    return found ? &*std::prev(after) : nullptr;
  }
  if (c.follows == text.npos)
    return nullptr;
  auto it = std::ranges::lower_bound(sites, c.follows, {}, &Site::at);
  return it != sites.end() && it->at <= text.find('\n', c.follows) ? &*it : nullptr;
}

void Intents::place(const PlacedComment &c, const Annotation &a) {
  if (c.apart && !c.trailing && a.kind == Annotation::Drop)
    return addDrops(context, a, schema.drops);
  const Site *site = c.apart && !c.trailing ? nullptr : siteOf(c);
  if (!site || !apply(*site, a))
    diags.report(a.range, diag::err_sql_annotation,
                 fmt::format("'@schemac.{}' says nothing here", annotationName(a.kind)));
}

bool Intents::apply(const Site &site, const Annotation &a) {
  switch (a.kind) {
  case Annotation::RenamedFrom:
    return rename(site, a);
  case Annotation::MovedFrom:
  case Annotation::Backfill:
    return ofColumn(site, a);
  case Annotation::Drop:
    return drop(site, a);
  }
  return false;
}

bool Intents::rename(const Site &site, const Annotation &a) {
  Name from = context.name(a.values[0]);
  if (!site.part) {
    bool done = false;
    forEachKind([&]<class T>() {
      if constexpr (requires(T e) { e.renamedFrom = from; })
        if (site.kind == kindId<T>())
          schema.edit<T>(site.object)->renamedFrom = from, done = true;
    });
    return done;
  }
  if (site.kind == KindId::Table)
    return ofColumn(site, a);
  if (site.kind == KindId::Enum) {
    for (EnumLabel &l : schema.edit<Enum>(site.object)->labels)
      if (l.label == site.part)
        l.renamedFrom = from;
  } else {
    schema.edit<Composite>(site.object)->attribute(site.part)->renamedFrom = from;
  }
  return true;
}

/// Of a column; false when it is none.
bool Intents::ofColumn(const Site &site, const Annotation &a) {
  if (site.kind != KindId::Table || !site.part)
    return false;
  Column *c = schema.edit<Table>(site.object)->column(site.part);
  ColumnExtra extra = c->extra ? *c->extra : ColumnExtra();
  addIntent(context, a, extra);
  c->extra = context.make<ColumnExtra>(extra);
  return true;
}

bool Intents::drop(const Site &site, const Annotation &a) {
  if (site.part)
    return false;
  if (site.kind == KindId::Table)
    addDrops(context, a, schema.edit<Table>(site.object)->drops);
  else if (site.kind == KindId::Enum)
    addDrops(context, a, schema.edit<Enum>(site.object)->drops);
  else if (site.kind == KindId::Composite)
    addDrops(context, a, schema.edit<Composite>(site.object)->drops);
  else
    return false;
  return true;
}

} // namespace

void addIntents(Schema &schema, const SourceManager &sources, FileId file, Context &context,
                DiagEngine &diags) {
  Intents(schema, sources, file, context, diags).run();
}

} // namespace schemac::sql
