# The Debian 12 packages that schemac is built and tested with. Sourced by utils/quickstart and
# utils/check; everything else is either in the base system or in utils/npm.

PACKAGES_BUILD=(
  clang-19 lld-19 cmake ninja-build ccache git
  antlr4 libantlr4-runtime-dev libpg-query-dev libpq-dev libprotobuf-c-dev uuid-dev pkg-config
  llvm-19-dev libfmt-dev libzstd-dev zlib1g-dev libgtest-dev libyaml-dev python3
)

PACKAGES_TEST=(
  g++ llvm-19-tools clang-format-19 clang-tidy-19 libclang-rt-19-dev
  postgresql-15 postgresql-client-15 mariadb-server sqlite3
)

# Those of the arguments that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
      echo "$package"
  done
}

# Installs what is missing of the arguments; does not touch apt when nothing is.
ensure_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null ||
    die "these packages are needed, and this system has no apt-get: ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "installing ${missing[*]} needs root, and sudo is not there"
    root=(sudo)
  fi
  step "apt-get update" "${root[@]}" apt-get update -qq
  step "install ${#missing[@]} packages" "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# Node.js runs the oracles of the tests; any version from 18 on will do, Debian's too.
ensure_node() {
  command -v node >/dev/null && command -v npm >/dev/null || ensure_packages nodejs npm
}
