#!/usr/bin/env bash
# Unpacks PostgreSQL with the DocumentDB extension into a cache folder.
#
#   provision.sh [CACHE_DIR]     (default: ~/.cache/craftworks/documentdb)
#
# When root starts the database it runs as "nobody", who must be able to reach
# CACHE_DIR; so root gives a folder outside its home, such as /var/cache/craftworks.
#
# The packages come from Debian through this machine's own apt mirror and keys.
# They are only unpacked, never installed: the host's packages stay as they are,
# and neither root nor a container is needed. Running it twice, or twice at once,
# is safe: a lock serialises, and the finished folder appears by one rename.
set -Eeuo pipefail

readonly DEBIAN=http://deb.debian.org/debian
readonly APT_DIR=${APT_SOURCES_DIR:-/etc/apt}
readonly CACHE_DIR=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/craftworks/documentdb}
readonly SUITES=(testing unstable)
readonly KEYRING=${DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

say() { printf 'provision: %s\n' "$*" >&2; }
fail() { say "error: $*"; exit 1; }
trap 'say "error: stopped unexpectedly at line $LINENO: $BASH_COMMAND"' ERR

require_tools() {
  local tool
  for tool in apt-get apt-cache dpkg-deb tar flock; do
    command -v "$tool" >/dev/null || fail "'$tool' is missing; this needs Debian or a system derived from it"
  done
  [[ -r $KEYRING ]] || fail "no Debian keys at $KEYRING; install debian-archive-keyring or set DEBIAN_KEYRING"
}

# The addresses in this machine's source files: one-line .list files and deb822 .sources files. They are read
# here because apt itself names no source before its first update.
listed_sources() {
  local file
  for file in "$APT_DIR"/sources.list "$APT_DIR"/sources.list.d/*.list; do
    [[ -r $file ]] && awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\//) { print $i; break } }' "$file"
  done
  for file in "$APT_DIR"/sources.list.d/*.sources; do
    [[ -r $file ]] && awk '
      function flush(  i) { if (enabled) for (i = 1; i <= n; i++) print uris[i]; n = 0; enabled = 1; field = "" }
      BEGIN { enabled = 1 }
      /^[[:space:]]*$/ { flush(); next }
      /^#/ { next }
      /^[^[:space:]]/ { field = tolower($1); sub(/:.*/, "", field); sub(/^[^:]*:/, "") }
      field == "enabled" && tolower($1) == "no" { enabled = 0 }
      field == "uris" { for (i = 1; i <= NF; i++) uris[++n] = $i }
      END { flush() }' "$file"
  done
  return 0
}

# A mirror list names its mirrors in a file.
resolve_mirror_lists() {
  local address
  while read -r address; do
    if [[ $address == mirror+file:* ]]; then awk '/^[^#]/ { print $1 }' "${address#mirror+file:}" 2>/dev/null || true
    else echo "$address"; fi
  done
}

# The first Debian archive that apt knows or that its files name (security archives aside), else Debian's own.
find_mirror() {
  { apt-get indextargets --format '$(REPO_URI)' 2>/dev/null || true; listed_sources; } |
    resolve_mirror_lists | { grep -E '^https?://.*/debian/?$' || true; echo "$DEBIAN"; } | awk 'NR == 1'
}

# An apt configuration that shares nothing with the host's but its proxy settings.
write_apt_configuration() {
  local suite=$1
  mkdir -p "$WORK"/apt/{lists/partial,cache/archives/partial,etc/sources.list.d,etc/preferences.d}
  : >"$WORK/apt/status"
  echo "deb [signed-by=$KEYRING] $MIRROR $suite main" >"$WORK/apt/etc/sources.list"
  cat >"$WORK/apt/apt.conf" <<CONF
Dir::State "$WORK/apt";
Dir::State::status "$WORK/apt/status";
Dir::State::Lists "$WORK/apt/lists";
Dir::Cache "$WORK/apt/cache";
Dir::Etc::SourceList "$WORK/apt/etc/sources.list";
Dir::Etc::SourceParts "$WORK/apt/etc/sources.list.d";
Dir::Etc::PreferencesParts "$WORK/apt/etc/preferences.d";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false"; // a mirror may be a frozen snapshot
APT::Install-Recommends "false";
APT::Sandbox::User "";
CONF
  export APT_CONFIG=$WORK/apt/apt.conf
}

newest_documentdb_package() {
  apt-cache pkgnames postgresql- | grep -E '^postgresql-[0-9]+-documentdb$' | sort -V | tail -n 1
}

# Sets PACKAGE to the extension's package in the first suite that carries it.
choose_suite() {
  local suite
  for suite in "${SUITES[@]}"; do
    write_apt_configuration "$suite"
    say "reading the package list of Debian $suite from $MIRROR"
    apt-get -qq update >&2 || fail "cannot read $MIRROR ($suite); is there a network?"
    PACKAGE=$(newest_documentdb_package || true)
    [[ -n $PACKAGE ]] && return
  done
  fail "no suite of ${SUITES[*]} carries postgresql-NN-documentdb"
}

download_packages() {
  say "downloading $PACKAGE and what it depends on"
  apt-get -qq --yes --download-only install "$PACKAGE" >&2 || fail "download failed"
}

unpack_package() {
  dpkg-deb --fsys-tarfile "$1" | tar --extract --keep-directory-symlink --no-same-owner \
    --directory "$WORK/root" \
    --exclude './usr/share/doc*' --exclude './usr/share/man*' --exclude './usr/share/locale*' \
    --exclude '*/lib/bitcode*' --exclude '*/postgresql/*/lib/pgxs*' --exclude './etc*' --exclude './var*'
}

unpack_packages() {
  local archives=("$WORK"/apt/cache/archives/*.deb) archive directory
  say "unpacking ${#archives[@]} packages"
  for directory in bin sbin lib lib64; do # Debian's merged /usr
    mkdir -p "$WORK/root/usr/$directory" && ln -s "usr/$directory" "$WORK/root/$directory"
  done
  for archive in "${archives[@]}"; do unpack_package "$archive"; done
}

# The libraries that PostgreSQL and the extensions load, directly or not.
needed_libraries() {
  local loader=$1 programs=$2 libraries=$2/../lib binary
  for binary in "$programs"/{postgres,initdb} "$libraries"/{pg_cron,postgis-3,vector}.so "$libraries"/pg_documentdb*.so; do
    "$loader" --library-path "$(dirname "$loader"):$libraries" --list "$binary"
  done | awk '$3 ~ "^/" { print $3 }' | xargs realpath --no-symlinks | sort -u
}

# Most of the unpacked bytes serve features (rasters, fonts, tools) that are not used here.
remove_unneeded() {
  local loader=$1 programs=$2 directory needed=$WORK/needed
  directory=$(dirname "$loader")
  { needed_libraries "$loader" "$programs"; echo "$loader"; } >"$needed"
  find "$directory" -mindepth 1 \( -type f -o -type l \) -print |
    grep -vxFf <(cat "$needed"; xargs realpath <"$needed") | tr '\n' '\0' | xargs -0 rm -f
  find "$programs" -type f ! -name postgres ! -name initdb -delete
  find "$WORK/root/usr" -mindepth 1 -maxdepth 1 ! -name lib ! -name lib64 ! -name share -exec rm -rf {} +
  find "$WORK/root/usr/lib" -mindepth 1 -maxdepth 1 ! -path "$directory" ! -name postgresql -exec rm -rf {} +
  find "$WORK/root/usr/share" -mindepth 1 -maxdepth 1 ! -name postgresql ! -name proj -exec rm -rf {} +
  find "$WORK/root/usr/share/proj" -type f ! -name proj.db -delete
  find "$WORK/root" -type d -empty -delete
}

# Debian offers PostGIS under its plain name by an alternative, which installing would set.
link_postgis() {
  local extensions=$WORK/root/usr/share/postgresql/$1/extension
  ln -s "$(basename "$extensions"/postgis-[0-9].control)" "$extensions/postgis.control"
}

# PostgreSQL runs on the unpacked C library, through that library's own loader.
# initdb starts "postgres" by path, so each program is replaced by a launcher.
write_launchers() {
  local programs=$1 program
  for program in postgres initdb; do
    mv "$programs/$program" "$programs/$program.elf"
    cat >"$programs/$program" <<'LAUNCHER'
#!/bin/sh
programs=$(cd "$(dirname "$0")" && pwd -P)
root=${programs%/usr/lib/postgresql/*}
export PROJ_DATA="$root/usr/share/proj"
for loader in "$root"/usr/lib/*/ld-linux-*.so.*; do :; done
exec "$loader" --library-path "$(dirname "$loader"):${programs%/bin}/lib" "$programs/$(basename "$0").elf" "$@"
LAUNCHER
    chmod 755 "$programs/$program"
  done
}

describe_result() {
  local programs=$1
  echo "${programs#"$WORK/root/"}" >"$WORK/root/programs"
  dpkg-deb --field "$WORK"/apt/cache/archives/"$PACKAGE"_*.deb Package Version >"$WORK/root/package"
}

build() {
  MIRROR=$(find_mirror)
  choose_suite
  download_packages
  unpack_packages
  local version=${PACKAGE//[!0-9]/}
  local programs=$WORK/root/usr/lib/postgresql/$version/bin
  link_postgis "$version"
  local loaders=("$WORK"/root/usr/lib/*/ld-linux-*.so.*)
  remove_unneeded "${loaders[0]}" "$programs"
  write_launchers "$programs"
  "$programs/postgres" --version >&2 || fail "the unpacked PostgreSQL does not run here"
  describe_result "$programs"
  chmod -R a+rX "$WORK/root"
  mv "$WORK/root" "$CACHE_DIR/root"
}

main() {
  if [[ $CACHE_DIR == --mirror ]]; then find_mirror; return; fi # only shows which archive would be used
  mkdir -p "$CACHE_DIR"
  exec 9>"$CACHE_DIR/lock"
  flock 9
  if [[ -e $CACHE_DIR/root/programs ]]; then say "already there: $CACHE_DIR/root"; return; fi
  require_tools
  WORK=$(mktemp -d "$CACHE_DIR/build.XXXXXX")
  chmod 755 "$WORK"
  trap 'rm -rf "$WORK"' EXIT
  build
  say "ready after ${SECONDS} s, $(du -sh "$CACHE_DIR/root" | cut -f1): $CACHE_DIR/root"
}

main
