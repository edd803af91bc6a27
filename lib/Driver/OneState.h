//===- OneState.h - Commands that are about one state -----------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Session.h"
#include "schemac/Write/Write.h"

namespace schemac {

/// Loads and lowers \p name, with its dialect chosen and what belongs to tools left out. ExitOk, or
/// the code to end with; reasons are reported, nothing is printed.
int loadOne(Session &session, const std::string &name, LoadedState &out);

/// Reports what the database would refuse of the tables, as a plan that makes them does. True when
/// it takes them all.
bool dialectTakes(Session &session, const Schema &schema);

/// The text of \p state in \p form.
std::string writeState(Session &session, LoadedState &state, const Form &form);

/// "sir, sql or prisma"
std::string formNames();

/// The form that a command line names with --to. Null when there is none: \p error says so.
const Form *chosenForm(const CommandLine &line, std::string_view byDefault, std::string &error);

} // namespace schemac
