#!/usr/bin/env bash
# Makes target/lambda/runnel.zip, which deploy/lambda/template.yaml deploys: the native binary, named as Lambda wants it.
# Needs target/runnel, for the processor of the function, and linked against a glibc that Amazon Linux 2023 has too:
#   ./mvnw package -Dnative -Dquarkus.native.container-build=true
# With --any-glibc it is made whatever the binary wants.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=target/runnel
newest=2.34 # the glibc of Amazon Linux 2023

[ -f "$binary" ] || {
    echo "$binary is missing: ./mvnw package -Dnative -Dquarkus.native.container-build=true makes it" >&2
    exit 1
}
command -v zip >/dev/null || { echo "zip is missing: install it" >&2; exit 1; }

case $(od -An -tx1 -j18 -N2 "$binary" | tr -d ' ') in # e_machine of its ELF header
    3e00) architecture=x86_64 ;;
    b700) architecture=arm64 ;;
    *) echo "$binary is no Linux binary for x86_64 or arm64" >&2; exit 1 ;;
esac
wanted=$(grep -aoE 'GLIBC_2\.[0-9]+' "$binary" | sed 's/GLIBC_//' | sort -Vu | tail -n 1)
if [ "$(printf '%s\n' "${wanted:-0}" "$newest" | sort -V | tail -n 1)" != "$newest" ]; then
    echo "$binary wants glibc $wanted, but Lambda has $newest: build it with -Dquarkus.native.container-build=true" >&2
    [ "${1:-}" = --any-glibc ] || exit 1
fi

mkdir -p target/lambda/zip
cp "$binary" target/lambda/zip/bootstrap
chmod 755 target/lambda/zip/bootstrap
touch -d 2020-01-01T00:00:00Z target/lambda/zip/bootstrap # the same binary makes the same zip
rm -f target/lambda/runnel.zip
(cd target/lambda/zip && TZ=UTC zip -q -X ../runnel.zip bootstrap)
rm -r target/lambda/zip
echo "target/lambda/runnel.zip is made, for Architecture=$architecture: $(du -m target/lambda/runnel.zip | cut -f 1) MB"
