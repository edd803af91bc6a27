//===- Intents.cpp - What comments of documents say -----------------------===//
#include "Compiler.h"
#include "schemac/IR/AnnotationIntents.h"

namespace schemac::schemahero {

/// Above the first key of the column, or above its name.
void Compiler::intents(const Node &item, Column &c) {
  if (annotations->empty())
    return;
  std::vector<Annotation> list = annotations->take(item.range.begin);
  for (Annotation &a : annotations->take(c.range.begin))
    list.push_back(std::move(a));
  ColumnExtra extra = c.extra ? *c.extra : ColumnExtra();
  for (const Annotation &a : list)
    if (!addIntent(context, a, extra))
      annotations->misplaced(a, "a column");
  if (!list.empty())
    c.extra = context.make<ColumnExtra>(extra);
}

/// Above the name of the table.
void Compiler::intents(const Document &doc, Table &t) {
  for (const Annotation &a : annotations->take(doc.range.begin))
    if (a.kind == Annotation::RenamedFrom)
      t.renamedFrom = context.name(a.values[0]);
    else if (a.kind == Annotation::Drop)
      addDrops(context, a, t.drops);
    else
      annotations->misplaced(a, "a table");
}

/// Comments that belong to nothing: there, whole tables are dropped on purpose.
void Compiler::drops() {
  for (const Annotation &a : annotations->rest())
    if (a.kind == Annotation::Drop)
      addDrops(context, a, out.schema.drops);
    else
      annotations->misplaced(a, "a line that is no column and no name of a table");
}

} // namespace schemac::schemahero
