//===- Programs.h - Migrations that are not read ----------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/History/History.h"

namespace schemac::history {

/// "Go", "Java": the language of a program, by its name; empty: it is none.
std::string_view programLanguage(std::string_view path);

/// Whether it is called as goose wants a migration in Go to be: 00002_b.go.
bool isGooseProgram(std::string_view path);

/// Whether its text registers a migration; helpers lie beside them.
bool registersGooseMigration(std::string_view text);

/// Whether it is called as Flyway wants the class of a migration to be: V2__b.java, R__c.kt.
bool isFlywayProgram(std::string_view path);

/// A migration that is a program, and stands in the order with the others.
Migration programOf(const SourceManager &sources, const File &file);

/// A migration whose text is not at hand, in the order with the others by its version.
Migration unreadableOf(const SourceManager &sources, const File &file, std::string version);

/// What is no SQL may do anything: the script of \p m says so.
void leaveUnknown(const SourceManager &sources, Migration &m, Context &context, DiagEngine &diags);

} // namespace schemac::history
