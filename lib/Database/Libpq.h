//===- Libpq.h - libpq, loaded when it is first needed ----------*- C++ -*-===//
//
// Linked, it would bring two dozen libraries into every start of a compiler that mostly reads
// files.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <postgresql/libpq-fe.h>

namespace schemac::database {

// clang-format off: it moves these lines on every run
#define SCHEMAC_LIBPQ(F)                                                                           \
  F(PQconnectdbParams)                                                                             \
  F(PQfinish)                                                                                      \
  F(PQstatus)                                                                                      \
  F(PQerrorMessage)                                                                                \
  F(PQserverVersion)                                                                               \
  F(PQexec)                                                                                        \
  F(PQresultStatus)                                                                                \
  F(PQclear)                                                                                       \
  F(PQntuples)                                                                                     \
  F(PQgetvalue)                                                                                    \
  F(PQgetisnull)                                                                                   \
  F(PQgetlength)                                                                                   \
  F(PQconninfoParse)                                                                               \
  F(PQconninfoFree)                                                                                \
  F(PQfreemem)
// clang-format on

struct Libpq {
#define MEMBER(NAME) decltype(&::NAME) NAME;
  SCHEMAC_LIBPQ(MEMBER)
#undef MEMBER
};

/// Null when the library is not on this machine.
const Libpq *libpq();

} // namespace schemac::database
