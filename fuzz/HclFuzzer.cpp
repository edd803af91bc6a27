// Fuzzes the HCL front end: whatever the text, it must neither crash nor read outside of it;
// parsing it twice gives one tree; values can be computed and written; and what does not compile is
// reported.
#include "schemac/Frontend/Hcl/Hcl.h"
#include "schemac/Frontend/Hcl/Parse.h"
#include <cstdio>
#include <cstdlib>

using namespace schemac;

static void check(bool holds, const char *what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  SourceManager sources;
  FileId file = sources.addBuffer("a.hcl", std::string(reinterpret_cast<const char *>(data), size));
  DiagEngine diags(sources), again(sources);
  auto one = hcl::parse(sources, file, diags), two = hcl::parse(sources, file, again);
  check(hcl::dump(*one) == hcl::dump(*two), "the second tree differs");
  check(one->damaged == diags.hasErrors(), "damaged and reported differ");
  hcl::NamedScope none;
  for (const hcl::Attribute &a : one->body.attributes)
    hcl::toJson(hcl::evaluate(*a.value, none, diags));
  Context context;
  DiagEngine errors(sources);
  hcl::Inputs inputs;
  auto schema = hcl::compile(sources, {&file, 1}, inputs, context, errors);
  check(schema || errors.hasErrors(), "nothing compiled and nothing reported");
  return 0;
}
