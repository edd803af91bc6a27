//===- RenameOrder.h - Renames in an order where each new name is free -*- C++ -*-===//
#pragma once

#include <cstddef> // size_t
#include <unordered_map>
#include <vector>

namespace schemac {

template <class K> struct NameMove {
  K from, to;
};

/// Calls \p emit(index, from, to) for all of \p moves so that `to` is free at that time, as far as
/// the moves themselves decide it. A cycle (a swap) goes through the name \p temporary(from) makes.
template <class K, class Temporary, class Emit>
void inFreeOrder(const std::vector<NameMove<K>> &moves, Temporary temporary, Emit emit) {
  enum State : unsigned char { Waiting, Active, Done };
  std::vector<State> state(moves.size(), Waiting);
  std::vector<K> current;
  std::unordered_map<K, size_t> holder;
  for (size_t i = 0; i < moves.size(); ++i) {
    current.push_back(moves[i].from);
    holder.emplace(moves[i].from, i);
  }
  for (size_t first = 0; first < moves.size(); ++first) {
    // The chain of moves that wait for each other; the last one can go, or closes a cycle.
    std::vector<size_t> chain;
    for (size_t i = first; state[i] == Waiting;) {
      state[i] = Active;
      chain.push_back(i);
      auto next = holder.find(moves[i].to);
      if (next == holder.end() || next->second == i)
        break;
      size_t j = next->second;
      if (state[j] == Active) {
        K aside = temporary(current[j]);
        emit(j, current[j], aside);
        current[j] = aside;
      }
      i = j;
    }
    for (; !chain.empty(); chain.pop_back()) {
      size_t i = chain.back();
      emit(i, current[i], moves[i].to);
      state[i] = Done;
    }
  }
}

} // namespace schemac
