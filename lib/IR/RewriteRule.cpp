//===- RewriteRule.cpp - What a rule on a relation names ------------------===//
#include "schemac/IR/RewriteRule.h"

namespace schemac {

void followUses(std::vector<ColumnUse> &uses, const Op &op) {
  auto move = [&](QName from, QName to) {
    for (ColumnUse &u : uses)
      if (u.relation == from)
        u.relation = to;
  };
  if (auto r = dynOp<RenameTableOp>(op))
    move(r->table(), {r->table().ns, r->to()});
  else if (auto v = dynOp<RenameViewOp>(op))
    move(v->view(), {v->view().ns, v->to()});
  else if (auto m = dynOp<MoveTableOp>(op))
    move(m->table(), {m->to(), m->table().name});
  else if (auto c = dynOp<RenameColumnOp>(op))
    for (ColumnUse &u : uses)
      if (u.relation == c->column().table && u.column == c->column().sub.str())
        u.column = c->to().string();
}

} // namespace schemac
