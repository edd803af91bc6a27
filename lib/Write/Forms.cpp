//===- Forms.cpp - The registry of forms ----------------------------------===//
#include "schemac/Write/Write.h"
#include <algorithm>

namespace schemac {

#define FORM(CLASS, NAME, SUFFIX, SUMMARY) std::string write##CLASS(Writing &writing);
#include "schemac/Write/Forms.def"

static constexpr Form Forms[] = {
#define FORM(CLASS, NAME, SUFFIX, SUMMARY) {NAME, SUFFIX, SUMMARY, write##CLASS},
#include "schemac/Write/Forms.def"
};

std::span<const Form> allForms() { return Forms; }

const Form *findForm(std::string_view name) {
  const Form *form = std::ranges::find(Forms, name, &Form::name);
  return form == std::end(Forms) ? nullptr : form;
}

} // namespace schemac
