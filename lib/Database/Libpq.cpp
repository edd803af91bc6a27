//===- Libpq.cpp - libpq, loaded when it is first needed ------------------===//
#include "Libpq.h"
#include <dlfcn.h>

namespace schemac::database {

static bool load(Libpq &pq) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  bool ok = library != nullptr;
#define FIND(NAME)                                                                                 \
  pq.NAME = ok ? reinterpret_cast<decltype(&::NAME)>(dlsym(library, #NAME)) : nullptr;             \
  ok = ok && pq.NAME;
  SCHEMAC_LIBPQ(FIND)
#undef FIND
  return ok;
}

const Libpq *libpq() {
  static Libpq pq;
  static const bool loaded = load(pq);
  return loaded ? &pq : nullptr;
}

} // namespace schemac::database
