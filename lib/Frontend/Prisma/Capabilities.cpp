//===- Capabilities.cpp - What a provider can -----------------------------===//
#include "Capabilities.h"

namespace schemac::prisma {
namespace {

struct Row {
  Provider provider;
  ProviderTraits traits;
};

constexpr Row rows[] = {
#define PROVIDER_TRAITS(PROVIDER, CAPABILITIES, ACTIONS, EMULATED, INDEXES, SCOPES)                \
  {Provider::PROVIDER, {CAPABILITIES, ACTIONS, EMULATED, INDEXES, SCOPES}},
#include "schemac/Frontend/Prisma/Capabilities.def"
};

} // namespace

Action actionByName(std::string_view name) {
  constexpr std::pair<std::string_view, Action> names[] = {{"Cascade", Cascade},
                                                           {"Restrict", Restrict},
                                                           {"NoAction", NoAction},
                                                           {"SetNull", SetNull},
                                                           {"SetDefault", SetDefault}};
  for (auto [n, action] : names)
    if (n == name)
      return action;
  return NoSuchAction;
}

const ProviderTraits &traits(Provider p) {
  for (const Row &row : rows)
    if (p == row.provider)
      return row.traits;
  return rows[0].traits;
}

} // namespace schemac::prisma
