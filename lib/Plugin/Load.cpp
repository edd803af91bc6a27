//===- Load.cpp - A library, loaded and asked what it is ------------------===//
#include "schemac/Plugin/Plugin.h"
#include "schemac/Plugin/schemac_plugin.h"
#include <cstddef>
#include <dlfcn.h>
#include <fmt/format.h>

namespace schemac {

static std::string_view given(const char *text) { return text ? text : ""; }

/// What is wrong with what the library says of itself; empty when nothing is.
static std::string faultOf(const schemac_plugin &library) {
  if (!isRuleName(given(library.name)))
    return fmt::format(
        "its name '{}' is not made of words of lower case letters and digits, joined "
        "by '-'",
        given(library.name));
  if (library.num_rules == 0 || !library.rules)
    return "it declares no rules";
  for (size_t i = 0; i < library.num_rules; ++i) {
    const schemac_rule &rule = library.rules[i];
    std::string_view name = given(rule.name);
    if (!isRuleName(name))
      return fmt::format("the name of its rule '{}' is not made of words of lower case letters and "
                         "digits, joined by '-'",
                         name);
    if (rule.level != SCHEMAC_WARNING && rule.level != SCHEMAC_ERROR)
      return fmt::format("its rule '{}' is neither a warning nor an error", name);
    for (size_t j = 0; j < i; ++j)
      if (given(library.rules[j].name) == name)
        return fmt::format("it declares the rule '{}' twice", name);
  }
  return {};
}

std::shared_ptr<Plugin> loadPlugin(const std::string &path, PluginError &error) {
  // A path with a slash: nothing is searched for.
  std::string exact = path.find('/') == std::string::npos ? "./" + path : path;
  void *handle = dlopen(exact.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    error = {PluginError::Load, given(dlerror()).data()};
    return nullptr;
  }
  using Entry = const schemac_plugin *(*)();
  auto entry = reinterpret_cast<Entry>(dlsym(handle, "schemac_plugin_entry"));
  const schemac_plugin *library = entry ? entry() : nullptr;
  if (!library) {
    error = {PluginError::Load, entry ? "its schemac_plugin_entry returns nothing"
                                      : "it does not export schemac_plugin_entry"};
    return nullptr;
  }
  constexpr size_t known = offsetof(schemac_plugin, check_change) + sizeof(library->check_change);
  if (library->abi != SCHEMAC_PLUGIN_ABI || library->size < known) {
    error = {PluginError::Abi, fmt::format("{}", library->abi)};
    return nullptr;
  }
  if (std::string fault = faultOf(*library); !fault.empty()) {
    error = {PluginError::Rule, fault};
    return nullptr;
  }
  return std::make_shared<Plugin>(*library);
}

} // namespace schemac
