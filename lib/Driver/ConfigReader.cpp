//===- ConfigReader.cpp - Settings in schemac.yaml ------------------------===//
#include "ConfigReader.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/Driver/Budget.h"
#include "schemac/Driver/Session.h"
#include "schemac/Support/Amounts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <charconv>

namespace schemac {

using yaml::Node;

void ConfigReader::readKeys(const Node &node, std::span<const Key> keys, std::string_view where) {
  if (node.kind == Node::Null)
    return;
  if (node.kind != Node::Map)
    return complain(node, fmt::format("{} is a map of keys and values", where));
  for (size_t i = 0; i + 1 < node.items.size(); i += 2) {
    const Node &name = node.items[i], &value = node.items[i + 1];
    auto key =
        std::find_if(keys.begin(), keys.end(), [&](const Key &k) { return k.name == name.text; });
    for (size_t j = 0; j < i; j += 2)
      if (node.items[j].text == name.text)
        complain(name, fmt::format("'{}' is given twice", name.text));
    if (key != keys.end()) {
      (this->*key->handler)(value);
      continue;
    }
    std::vector<std::string_view> names;
    for (const Key &k : keys)
      names.push_back(k.name);
    auto near = nearest(name.text, names);
    diags.report(name.range, diag::err_config_key, name.text,
                 near ? fmt::format("did you mean '{}'?", *near)
                      : fmt::format("there are {}", fmt::join(names, ", ")));
  }
}

void ConfigReader::read(const Node &root) {
  static constexpr Key keys[] = {
      {"dialect", &ConfigReader::dialect},
      {"sources", &ConfigReader::sources},
      {"stats", &ConfigReader::stats},
      {"baseline", &ConfigReader::baseline},
      {"base", &ConfigReader::base},
      {"fail-on", &ConfigReader::failOn},
      {"lock-budget", &ConfigReader::lockBudget},
      {"traffic", &ConfigReader::traffic},
      {"rules", &ConfigReader::rules},
      {"limits", &ConfigReader::limits},
      {"migrations", &ConfigReader::migrations},
      {"overrides", &ConfigReader::overrides},
      {"custom", &ConfigReader::custom},
      {"plugins", &ConfigReader::plugins},
  };
  readKeys(root, keys, "the configuration");
  // A plugin's rules are known when it is loaded.
  for (const Node *name : customLevels)
    if (config.plugins.empty() && std::ranges::none_of(config.rules.custom, [&](const auto &rule) {
          return rule->name == name->text;
        }))
      unknownRule(*name);
}

std::vector<std::string> ConfigReader::strings(const Node &node, std::string_view what) {
  std::vector<std::string> out;
  if (node.kind == Node::Scalar)
    return {node.text};
  if (node.kind != Node::Sequence) {
    complain(node, fmt::format("here stands {}", what));
    return out;
  }
  for (const Node &item : node.items)
    if (scalar(item, what))
      out.push_back(item.text);
  return out;
}

void ConfigReader::number(const Node &node, int64_t &out) {
  int64_t value = 0;
  auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  bool ok = node.kind == Node::Scalar && error == std::errc() &&
            end == node.text.data() + node.text.size() && value >= 0;
  ok ? void(out = value) : complain(node, "here stands a number");
}

void ConfigReader::sources(const Node &n) {
  if (n.kind != Node::Map)
    return complain(n, "'sources' gives names to paths: {app: prisma/schema.prisma}");
  for (size_t i = 0; i + 1 < n.items.size(); i += 2)
    for (std::string &source : strings(n.items[i + 1], "a path or a list of paths"))
      config.sources[n.items[i].text].push_back(config.resolve(source));
}

void ConfigReader::failOn(const Node &n) {
  bool known =
      n.kind == Node::Scalar && (n.text == "error" || n.text == "warning" || n.text == "none");
  known ? option("fail-on", n, "") : complain(n, "'fail-on' is error, warning or none");
}

/// {small-table: 50000 rows, access-exclusive: 1s, hot: {share: 50ms}} as the options of the
/// command line have it.
void ConfigReader::lockBudget(const Node &n) {
  if (n.kind != Node::Map)
    return complain(n, "'lock-budget' gives lock modes a time: {access-exclusive: 1s}");
  for (size_t i = 0; i + 1 < n.items.size(); i += 2) {
    const Node &key = n.items[i], &value = n.items[i + 1];
    if (key.text == "release" && scalar(value, "a time")) {
      bool known = value.text == "any" || parseDuration(value.text);
      known ? void(config.options["release-budget"] = value.text)
            : complain(value, "'release' is a time: 500ms, 1s, 2min, 1h or any");
    } else if (trafficNamed(key.text)) {
      budgetOfClass(key.text + ":", value);
    } else if (key.text != "release") {
      budgetPart("", key, value);
    }
  }
}

void ConfigReader::budgetOfClass(const std::string &prefix, const Node &n) {
  if (n.kind != Node::Map)
    return complain(n, "a class of traffic gives lock modes a time: {access-exclusive: 100ms}");
  for (size_t i = 0; i + 1 < n.items.size(); i += 2)
    budgetPart(prefix, n.items[i], n.items[i + 1]);
}

void ConfigReader::budgetPart(const std::string &prefix, const Node &key, const Node &value) {
  if (!scalar(value, "a time or size"))
    return;
  LockBudget scratch;
  auto add = [&](const char *option, const std::string &part) {
    std::string &all = config.options[option];
    all += (all.empty() ? "" : ",") + part;
  };
  if (key.text == "small-table") {
    llvm::SmallVector<llvm::StringRef> amounts;
    llvm::StringRef text(value.text);
    text.consume_back(" rows");
    text.split(amounts, ',');
    for (llvm::StringRef amount : amounts)
      if (std::string wrong = parseSmallTable(amount.str(), scratch); !wrong.empty())
        complain(value, wrong);
      else
        add("small-table", prefix + amount.str());
    return;
  }
  std::string pair = key.text + "=" + value.text;
  if (std::string wrong = parseLockBudget(pair, scratch); !wrong.empty())
    complain(key, wrong);
  else
    add("lock-budget", prefix + pair);
}

/// {orders: hot, "audit_*": cold}
void ConfigReader::traffic(const Node &n) {
  if (n.kind != Node::Map)
    return complain(n, "'traffic' gives tables a class: {orders: hot, \"audit_*\": cold}");
  for (size_t i = 0; i + 1 < n.items.size(); i += 2) {
    const Node &key = n.items[i], &value = n.items[i + 1];
    std::optional<Traffic> traffic =
        value.kind == Node::Scalar ? trafficNamed(value.text) : std::nullopt;
    if (traffic)
      config.traffic.push_back({key.text, *traffic, key.range, false, false, {}});
    else
      complain(value, "the traffic of a table is hot, normal or cold");
  }
}

void ConfigReader::limits(const Node &n) {
  static constexpr Key keys[] = {
      {"max-columns", &ConfigReader::maxColumns},
      {"max-indexes", &ConfigReader::maxIndexes},
      {"max-index-columns", &ConfigReader::maxIndexColumns},
      {"max-lock-timeout", &ConfigReader::maxLockTimeout},
      {"max-tables-per-transaction", &ConfigReader::maxTables},
      {"banned-types", &ConfigReader::bannedTypes},
      {"required-columns", &ConfigReader::requiredColumns},
      {"frozen-tables", &ConfigReader::frozenTables},
  };
  readKeys(n, keys, "'limits'");
}

/// Why no column is of the type; empty when some may be.
static std::string bannedTypeFault(const std::string &spelling) {
  std::string word = llvm::StringRef(spelling).split('(').first.split('[').first.trim().lower();
  Context context;
  const Dialect *dialect = findDialect("postgres");
  Type type = dialect ? parseTypeName(context, *dialect, Schema(), word) : Type();
  if (type && dialect->canonical(context, type).kind() != TypeKind::Native)
    return {};
  if (word == "serial" || word == "bigserial" || word == "smallserial")
    return fmt::format("no column is of type '{}', which is short for a default: the rule "
                       "'type-serial' finds it",
                       word);
  if (!isSpelledAsType(spelling))
    return fmt::format("'{}' is no type", spelling);
  if (std::string_view near = nearestType(word); near != word && isMisspelt(word))
    return fmt::format("unknown type '{}'; did you mean '{}'?", spelling, near);
  return {};
}

void ConfigReader::bannedTypes(const Node &n) {
  config.rules.bannedTypes = strings(n, "a list of types");
  for (const Node &type : n.kind == Node::Sequence ? n.items : std::vector<Node>{n})
    if (type.kind == Node::Scalar)
      if (std::string wrong = bannedTypeFault(type.text); !wrong.empty())
        complain(type, wrong);
}

void ConfigReader::maxLockTimeout(const Node &n) {
  std::optional<double> ms = n.kind == Node::Scalar ? parseDuration(n.text) : std::nullopt;
  ms ? void(config.rules.maxLockTimeoutMs = int64_t(*ms)) : complain(n, "here stands a time: 5s");
}

void ConfigReader::migrations(const Node &n) {
  static constexpr Key keys[] = {{"transaction", &ConfigReader::transaction},
                                 {"down", &ConfigReader::down}};
  readKeys(n, keys, "'migrations'");
}

void ConfigReader::transaction(const Node &n) {
  if (n.text == "true" || n.text == "false")
    config.wrapped = n.text == "true";
  else if (n.text != "auto")
    complain(n, "'transaction' is true, false or auto: as the tool does it whose files these are");
}

void ConfigReader::down(const Node &n) {
  if (n.text != "required" && n.text != "optional")
    return complain(n, "'down' is required or optional");
  config.downRequired = n.text == "required";
}

} // namespace schemac
