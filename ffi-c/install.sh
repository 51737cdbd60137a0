#!/usr/bin/env bash
# Builds the C library and lays it out under a prefix. See README.md, "Installing".
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: ffi-c/install.sh [--libdir NAME] PREFIX

Builds libstatsbidrag with cargo and installs it under PREFIX:

  include/statsbidrag.h
  lib/libstatsbidrag.so.MAJOR.MINOR.PATCH and its links, lib/libstatsbidrag.a
  lib/pkgconfig/statsbidrag.pc
  lib/cmake/statsbidrag/
  share/statsbidrag/schema.json, of the documents of sb_call

  --libdir NAME   the folder of libraries under PREFIX: lib64, lib/x86_64-linux-gnu (default: lib)
  --help          this text

From the environment:
  DESTDIR           is put before PREFIX, for packages
  CARGO_TARGET_DIR  where cargo builds
  CARGO, AR, LD, NM, OBJCOPY, STRIP  the programs of those names
TEXT
}

fail() {
    printf 'install.sh: %s\n' "$1" >&2
    exit "${2:-1}"
}

libdir=lib
prefix=
while (($# > 0)); do
    case $1 in
        --help | -h) usage && exit ;;
        --libdir)
            (($# > 1)) || fail "--libdir needs a name" 2
            libdir=$2 && shift
            ;;
        --libdir=*) libdir=${1#*=} ;;
        -*) fail "no option $1; see --help" 2 ;;
        *)
            [[ -z $prefix ]] || fail "one PREFIX, not also $1; see --help" 2
            prefix=$1
            ;;
    esac
    shift
done
if [[ -z $prefix ]]; then
    usage >&2
    exit 2
fi
libdir=${libdir%/}
# The files find each other by their places under the prefix.
case /$libdir/ in
    // | //* | */./* | */../*) fail "--libdir is the name of a folder under PREFIX, not '$libdir'" 2 ;;
esac
system=$(uname -s)
if [[ $system != Linux ]]; then
    fail "for Linux only, and this is $system. Use cargo-c: cargo cinstall -p statsbidrag-ffi --profile dist"
fi

[[ $prefix == /* ]] || prefix=$PWD/$prefix
prefix=${prefix%/}
root=${DESTDIR-}
[[ -z $root || $root == /* ]] || root=$PWD/$root
destination=$root$prefix
libraries=$destination/$libdir
cargo=${CARGO:-cargo} ar=${AR:-ar} ld=${LD:-ld}
nm=${NM:-nm} objcopy=${OBJCOPY:-objcopy} strip=${STRIP:-strip}
# Before a build of minutes: whether there are tools for it, and a place for what comes out.
command -v "$cargo" >/dev/null || fail "$cargo is not installed; see https://rustup.rs"
for tool in "$ar" "$ld" "$nm" "$objcopy" "$strip"; do
    command -v "$tool" >/dev/null || fail "$tool (binutils) is not installed"
done
shared=$destination/share/statsbidrag
mkdir -p "$destination/include" "$shared" "$libraries/pkgconfig" "$libraries/cmake/statsbidrag" ||
    fail "nothing can be written in $destination"
[[ -w $destination/include && -w $libraries ]] || fail "nothing can be written in $destination"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Of cargo's configuration, what holds in the workspace.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# path+file:///…/ffi-c#statsbidrag-ffi@0.1.0
version=$("$cargo" pkgid --locked -p statsbidrag-ffi)
version=${version##*[#@]}
IFS=. read -r major minor patch <<<"${version%%[-+]*}"
# As cargo-c has it: what may change between two versions that Cargo takes for compatible is left out.
if ((major > 0)); then
    compatible=$major
elif ((minor > 0)); then
    compatible=0.$minor
else
    compatible=0.0.$patch
fi
soname=libstatsbidrag.so.$compatible
file=libstatsbidrag.so.$major.$minor.$patch

target=$("$cargo" metadata --locked --no-deps --format-version 1 |
    sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
# Cargo keeps it with what it built, so that a second run that builds nothing finds it too.
native=$target/statsbidrag-native-static-libs
"$cargo" rustc --locked -p statsbidrag-ffi --lib --profile dist \
    --crate-type cdylib,staticlib --message-format json-render-diagnostics \
    -- -C link-arg=-Wl,-soname,"$soname" --print native-static-libs="$native" >"$work/messages"
built=$(sed -n 's|.*"name":"statsbidrag_ffi".*"filenames":\["\([^"]*\)/libstatsbidrag_ffi\..*|\1|p' \
    "$work/messages")
[[ -f $built/libstatsbidrag_ffi.so && -f $built/libstatsbidrag_ffi.a ]] ||
    fail "cargo did not build a shared and a static library: can this target have both?"
needs=$(<"$native")

# The prefix, seen from a file two folders under the folder of libraries' own: up once for each.
up=$(sed 's|[^/][^/]*|..|g' <<<"$libdir")

cat >"$work/statsbidrag.pc" <<PC
prefix=\${pcfiledir}/../$up
includedir=\${prefix}/include
libdir=\${prefix}/$libdir

Name: statsbidrag
Description: Swedish state grants to municipalities, computed exactly and explained
Version: $version
Cflags: -I\${includedir}
Libs: -L\${libdir} -lstatsbidrag
Libs.private: $needs
PC

cat >"$work/statsbidrag-config.cmake" <<CMAKE
# statsbidrag::statsbidrag, the shared library, and statsbidrag::static.

# The real path: on many systems /lib is a link to /usr/lib, and the header is in /usr/include.
get_filename_component(_statsbidrag "\${CMAKE_CURRENT_LIST_DIR}/../../$up" REALPATH)
if(NOT TARGET statsbidrag::statsbidrag)
  add_library(statsbidrag::statsbidrag SHARED IMPORTED)
  set_target_properties(statsbidrag::statsbidrag PROPERTIES
    IMPORTED_LOCATION "\${_statsbidrag}/$libdir/$file"
    IMPORTED_SONAME "$soname"
    INTERFACE_INCLUDE_DIRECTORIES "\${_statsbidrag}/include")
endif()
if(NOT TARGET statsbidrag::static)
  add_library(statsbidrag::static STATIC IMPORTED)
  set_target_properties(statsbidrag::static PROPERTIES
    IMPORTED_LOCATION "\${_statsbidrag}/$libdir/libstatsbidrag.a"
    INTERFACE_LINK_LIBRARIES "${needs// /;}"
    INTERFACE_INCLUDE_DIRECTORIES "\${_statsbidrag}/include")
endif()
unset(_statsbidrag)
CMAKE

cat >"$work/statsbidrag-config-version.cmake" <<CMAKE
# What a program asks for is served by the same or a later version that is compatible with it.
set(PACKAGE_VERSION "$version")
set(PACKAGE_VERSION_COMPATIBLE FALSE)
if("\${PACKAGE_FIND_VERSION}." MATCHES "^${compatible//./[.]}[.]" AND
    NOT PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_EXACT TRUE)
endif()
CMAKE

"$strip" --strip-all -o "$work/libstatsbidrag.so" "$built/libstatsbidrag_ffi.so"

# The static library is one object: the functions of the header with what they need, and all other
# names kept to itself. Rust's standard library is among them, and a program may have another one.
# What a program does not need can still be left out of it (-Wl,--gc-sections). It has no groups: of
# those with one name a linker takes only the first, for libraries that cannot see into it too.
mapfile -t functions < <("$nm" -D --defined-only --format=posix "$work/libstatsbidrag.so" | cut -d' ' -f1)
"$ld" -r --gc-sections --force-group-allocation "${functions[@]/#/--undefined=}" -o "$work/statsbidrag.o" \
    "$built/libstatsbidrag_ffi.a"
# In .llvm… is what only Rust's own linking reads.
"$objcopy" --wildcard --keep-global-symbol='sb_*' --strip-debug \
    --remove-section='.llvmbc' --remove-section='.llvmcmd' "$work/statsbidrag.o"
"$ar" rcs "$work/libstatsbidrag.a" "$work/statsbidrag.o"

install -m 755 "$work/libstatsbidrag.so" "$libraries/$file"
[[ $soname == "$file" ]] || ln -sfn "$file" "$libraries/$soname"
ln -sfn "$soname" "$libraries/libstatsbidrag.so"
install -m 644 "$work/libstatsbidrag.a" "$libraries/libstatsbidrag.a"
install -m 644 ffi-c/include/statsbidrag.h "$destination/include/statsbidrag.h"
install -m 644 core/src/wire/schema.json "$shared/schema.json"
install -m 644 "$work/statsbidrag.pc" "$libraries/pkgconfig/statsbidrag.pc"
install -m 644 "$work"/*.cmake "$libraries/cmake/statsbidrag"

printf 'statsbidrag %s is installed in %s\n' "$version" "$destination"
