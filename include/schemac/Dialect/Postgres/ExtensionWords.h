//===- ExtensionWords.h - What common extensions bring ----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include <string_view>

namespace schemac::postgres {

enum class ExtensionWord : uint8_t { Type, Class, Function, Method };

/// Whether it has a row of that word.
bool extensionBrings(std::string_view extension, ExtensionWord kind, std::string_view word);

/// The extension that has a row of that word; empty: none is known.
std::string_view extensionWith(ExtensionWord kind, std::string_view word);

/// Whether what it brings is in the rows, as far as types, classes and methods go.
bool isKnownExtension(std::string_view extension);

/// The extension that has the class which an index of \p method takes by itself for values of
/// \p type, for which the server has none; empty: none is known.
std::string_view extensionOfUsualClass(std::string_view method, Type type);

/// Whether a server has a type of this name, as its catalog writes it, that no kind stands for.
bool isServerType(std::string_view name);

} // namespace schemac::postgres
