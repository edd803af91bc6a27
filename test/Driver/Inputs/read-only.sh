#!/usr/bin/env bash
# read-only.sh PROGRAM: plans into a folder that its user may not write, as "nobody" when started by root.
set -eu
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cp "$1" "$folder/schemac"
cd "$folder"
printf 'schema @app dialect postgres 16 {\n  table @t {\n    col @id : i32\n  }\n}\n' > a.sir
mkdir -p closed/old
echo old > closed/old/plan.sir
touch output
cat > run.sh <<'EOF'
for name in new old; do
  code=0
  ./schemac plan --from empty --to a.sir --out closed/$name $([ $name = old ] && echo --force) > output 2>&1 || code=$?
  echo "$([ $name = new ] && echo new || echo forced): exit $code"
  grep error: output
done
EOF
chmod 755 . schemac run.sh a.sir
chmod 666 output
chmod -R a-w closed
if [ "$(id -u)" = 0 ]; then
  runuser -u nobody -- bash run.sh
else
  bash run.sh
fi
echo left in closed: $(cd closed && find . -mindepth 1 | sed 's,^\./,,' | sort)
echo left above: $(ls)
