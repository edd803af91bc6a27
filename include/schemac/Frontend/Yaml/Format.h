//===- Format.h - YAML with its indentation in order ------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include <optional>
#include <string>

namespace schemac::yaml {

/// Whether a text is one of schemac's own documents, which may be formatted unasked.
bool isOwnDocument(std::string_view text);

/// The file with two blanks for each level, without blanks at the ends of lines and with one empty
/// line at most; all else stays: order, comments, and what stands on a line. The values before and
/// after are compared. Nothing when the file has errors or is laid out in a way that this does not
/// know; that is reported.
std::optional<std::string> format(const SourceManager &sources, FileId file, DiagEngine &diags);

} // namespace schemac::yaml
