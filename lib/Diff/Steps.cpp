//===- Steps.cpp - The steps of a diff, put in an order that a server accepts
//--------------------===//

#include "Diff/Steps.h"

namespace schemac {

std::vector<Op> Steps::inOrder() const {
  std::vector<Op> all;
  for (const auto &slot : slots)
    all.insert(all.end(), slot.begin(), slot.end());
  return all;
}

std::vector<Op> Steps::take() {
  std::vector<Op> all;
  size_t count = 0;
  for (const auto &slot : slots)
    count += slot.size();
  all.reserve(count);
  std::vector<unsigned> number(changes + 1);
  unsigned last = 0;
  for (auto &slot : slots) {
    for (Op &op : slot) {
      unsigned &n = number[op.change];
      if (!n)
        n = ++last;
      op.change = n;
      all.push_back(std::move(op));
    }
    slot.clear();
  }
  return all;
}

} // namespace schemac
