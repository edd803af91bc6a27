//===- Archives.h - Which drop an archive is of -----------------*- C++ -*-===//
//
// The same column may be dropped, added and dropped again, and another of the same name may have
// been dropped elsewhere. An archive says in its comment which column of the catalog it has the
// values of: the number of a column is never given a second time.
//
//   'schemac: column 3 of "public"."User"'   made before the column goes
//   'schemac: comes back'                    on the way back, from when the column is there again
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

/// SQL: the archive is of the column as it is there now.
std::string isArchiveOf(const Spelling &s, QName archive, const SubRef &column);
/// The statement that says so.
std::string labelArchive(const Spelling &s, QName archive, const SubRef &column);
/// SQL: the column is there again, and gets its values from the archive.
std::string comesBackFrom(const Spelling &s, QName archive);
/// SQL: the way back needs the archive no more: its values are back, or have never gone.
std::string isSpent(const Spelling &s, QName archive);

} // namespace schemac::emitpg
