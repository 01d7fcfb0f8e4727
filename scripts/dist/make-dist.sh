#!/bin/bash
# `make dist`: one tarball that runs where there is no root, no Swift, and an older C library.
#
#   bin/       a static launcher for each program; link to these from anywhere
#   libexec/   the programs
#   lib/       their loader, every library they need, and the character sets Poppler converts from
#   share/     Tesseract's data, Poppler's encodings, fonts, templates, schemas, samples, completions, man pages, licences
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

programs=(sluice sluice-pdf)
built=.build/release
machine=$(uname -m)
tuple=$(gcc -print-multiarch)

fail() {
  printf 'dist: %s\n' "$@" >&2
  exit 1
}

version=$("$built/sluice" --version) || fail "$built/sluice does not say its version"
version=${version##* }
[[ $version =~ ^[0-9][0-9A-Za-z.+-]*$ ]] || fail "$built/sluice says a strange version: $version"
name=sluice-$version-linux-$machine
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
root=$work/$name
mkdir -p "$root"/{bin,lib/gconv,libexec,share/{fonts/conf.d,tessdata,doc/licences}}

echo "Collecting $name …"

# The programs, their loader, and what Poppler must be told.
for program in "${programs[@]}"; do
  install -s -m 755 -- "$built/$program" "$root/libexec/$program"
done
interpreter=$(readelf -p .interp "$built/sluice" | sed -n 's/^ *\[ *0\] *//p')
[[ -f $interpreter ]] || fail "cannot read the loader's name from $built/sluice"
loader=$(basename -- "$interpreter")
install -m 755 -- "$interpreter" "$root/lib/$loader"
gcc -O2 -Wall -Wextra -Werror -static -s -DLOADER="\"$loader\"" -o "$work/launcher" scripts/dist/launcher.c
for program in "${programs[@]}"; do
  install -m 755 -- "$work/launcher" "$root/bin/$program"
done
g++ -O2 -Wall -Wextra -Werror -shared -fPIC -s -o "$root/lib/libsluice-poppler-data.so" scripts/dist/poppler-data.cpp \
  "$(pkg-config --variable=libdir poppler)/libpoppler.so"

# Character sets: document titles are UTF-16, which the C library reads with a module of its own.
gconv=/usr/lib/$tuple/gconv
cp -L -- "$gconv"/{UTF-16,UTF-32,UNICODE,ISO8859-1}.so "$root/lib/gconv/"
cp -L -- "$gconv/gconv-modules" "$root/lib/gconv/"
[[ ! -d $gconv/gconv-modules.d ]] || cp -RL -- "$gconv/gconv-modules.d" "$root/lib/gconv/"

# Every library, of libraries too; ldd follows them. The loader and the kernel's own page are none.
collect() {
  local objects=("$root"/libexec/* "$root"/lib/*.so "$root"/lib/gconv/*.so) missing
  missing=$(ldd "${objects[@]}" | grep 'not found' | sort -u) || true
  [[ -z $missing ]] || fail "libraries are missing:" "$missing"
  ldd "${objects[@]}" | sed -n 's/^.* => \(\/[^ ]*\) (0x.*$/\1/p' | sort -u
}
mapfile -t libraries < <(collect)
((${#libraries[@]} > 10)) || fail "ldd named only ${#libraries[@]} libraries"
cp -L -- "${libraries[@]}" "$root/lib/"

# Data.
tessdata=$(dirname -- "$(dpkg -L tesseract-ocr-eng | grep '/eng\.traineddata$')")
cp -- "$tessdata"/{eng,osd}.traineddata "$root/share/tessdata/"
cp -R -- "$tessdata"/{configs,tessconfigs} "$root/share/tessdata/"
cp -R -- /usr/share/poppler "$root/share/poppler"
cp -- /usr/share/fonts/opentype/urw-base35/*.otf /usr/share/fonts/truetype/dejavu/DejaVu{Sans,Serif}{,-Bold}.ttf \
  "$root/share/fonts/"
cp -- scripts/dist/fonts.conf "$root/share/fonts/"
cp -- /usr/share/fontconfig/conf.avail/{30-metric-aliases,45-latin,60-latin,urw-*}.conf "$root/share/fonts/conf.d/"
for folder in slurm-templates manifests/schema samples; do
  [[ ! -d $folder ]] || cp -R -- "$folder" "$root/share/"
done
mkdir "$root/share/completions"
for shell in bash zsh fish; do
  "$built/sluice" --generate-completion-script "$shell" >"$root/share/completions/sluice.$shell"
done
scripts/man-pages.py "$built/sluice" "$root/share/man/man1"
cp -- LICENSE NOTICE CHANGELOG.md "$root/"
cp -- scripts/dist/README "$root/README"

# What is not ours, under which licence, and where its source is.
files=("$interpreter" "${libraries[@]}" "$tessdata/eng.traineddata" "$tessdata/osd.traineddata"
  /usr/share/fonts/opentype/urw-base35/C059-Bold.otf /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
  /usr/share/poppler/unicodeMap/Big5 /usr/share/fontconfig/conf.avail/45-latin.conf)
# Debian knows a library as /lib/… or /usr/lib/…, which are the same place.
mapfile -t packages < <(dpkg -S "${files[@]}" "${files[@]/#//usr}" 2>/dev/null | sed 's/:.*//' | sort -u)
for package in "${packages[@]}"; do
  cp -L -- "/usr/share/doc/$package/copyright" "$root/share/doc/licences/$package"
done
{
  echo "Parts of these Debian packages are in this tarball, unchanged; their licences are in licences/, their sources in Debian's"
  echo "archive under the name and version given here: package, version, source package, its version."
  echo
  dpkg-query -W -f '${binary:Package} ${Version} ${source:Package} ${source:Version}\n' "${packages[@]}" | sort -u
  echo
  echo "The Swift runtime is linked into the programs: Apache License 2.0 with Runtime Library Exception, https://swift.org"
} >"$root/share/doc/third-party.txt"

mkdir -p dist
tar --sort=name --owner=0 --group=0 --numeric-owner -C "$work" -czf "dist/$name.tar.gz.part" "$name"
mv -- "dist/$name.tar.gz.part" "dist/$name.tar.gz"
echo "Made dist/$name.tar.gz, $(du -h "dist/$name.tar.gz" | cut -f 1) ($(du -sh "$root" | cut -f 1) unpacked)."
