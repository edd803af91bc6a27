//===- FoldComments.cpp - Comments that are part of definitions -----------===//
//
// Where a comment on a column or index is a part of its definition, a new table is made with them:
// a step of its own would have to say all of the column again.
//
//===----------------------------------------------------------------------===//
#include "Diff/Differ.h"

namespace schemac {

void Differ::foldComments(std::vector<Op> &ops) {
  std::unordered_map<QName, Op *> made;
  for (Op &op : ops)
    if (auto create = dynOp<CreateTableOp>(op))
      made[create->table().name] = &op;
  std::erase_if(ops, [&](const Op &op) {
    auto comment = dynOp<SetCommentOp>(op);
    if (!comment || comment->target().kind != KindId::Table || !comment->target().sub ||
        !made.count(comment->target().object))
      return false;
    const Target &t = comment->target();
    Op &create = *made[t.object];
    Table table = CreateTableOp(create).table();
    setPartComment(table, t.part, t.sub, comment->text());
    create.fields.front() = std::make_shared<const Table>(std::move(table));
    return true;
  });
}

} // namespace schemac
