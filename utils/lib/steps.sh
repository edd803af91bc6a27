# Steps with a name, a time and a log; sourced by utils/quickstart and utils/check.

die() {
  echo "error: $*" >&2
  exit 1
}

# Compilers fill gigabytes: in large pages, where the kernel gives them on request.
export GLIBC_TUNABLES=${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}

# Where logs of steps go; the caller may set it before.
LOGS=${LOGS:-out/logs}

# step TITLE command...: runs it quietly; when it fails, prints the end of its log and ends.
step() {
  try_step "$@" || exit 1
}

# As step, but returns the failure.
try_step() {
  local title=$1 start=$SECONDS log
  shift
  mkdir -p "$LOGS"
  log=$LOGS/$(tr -cs A-Za-z0-9 - <<<"$title" | sed s/-*$//).log
  if [ -t 1 ]; then printf '%-44s … ' "$title"; fi
  if "$@" >"$log" 2>&1 </dev/null; then
    if [ -t 1 ]; then printf '%4d s\n' $((SECONDS - start)); else printf '%-44s %4d s\n' "$title" $((SECONDS - start)); fi
    return 0
  fi
  printf '\n%s failed (%s):\n' "$title" "$*"
  tail -n 60 "$log"
  echo "the whole output: $log"
  return 1
}
