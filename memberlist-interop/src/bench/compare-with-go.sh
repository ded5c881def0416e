#!/usr/bin/env bash
# The same measurements of this library and of HashiCorp's, interleaved on one machine: the tables of docs/benchmarks.md.
#
#   memberlist-interop/src/bench/compare-with-go.sh [NODES…]      default: 2, 8 and 32 nodes
#
# Needs a JDK and Go, and a built command line (./mvnw -DskipTests package). Three parts, in each of which the libraries
# take turns, so that whatever else the machine does meets both; 9 minutes in all:
#   first   clusters in processes of their own until everybody has seen everybody, also of ours with a class-data archive
#   whole   with a rest, an idle measurement and a node that is stopped without a goodbye
#   later   eleven clusters in one process, of which the first does not count (a JVM compiles while it runs)
# In the first and the last, clusters have 5 s. Writes the results, one JSON object a line, to
# memberlist-interop/target/compare-with-go-{first,archive,whole,later}.jsonl and prints medians as Markdown.
# Variables of the environment:
#   FIRST, WHOLE  how often the first two parts are repeated, 9 and 2 times by default
#   REST, IDLE    length of the rest before the idle measurement and of that, 6s and 20s by default
#   OPTIONS       further options of `cluster` for both, such as "--preset wan"
#   GO_RELEASE    v0.5.4 or v0.7.0, the default
#   JAVA_FLAGS    options of the JVM, none by default
#   UNDER         a command that starts all of them, such as "chrt -r 1" on a busy machine
set -euo pipefail
cd "$(dirname "$0")/../../.."

sizes=("$@")
[ $# -gt 0 ] || sizes=(2 8 32)
read -r -a options <<<"${OPTIONS:-}"
ours=memberlist-cli/target/memberlist-cli.jar
[ -f "$ours" ] || { echo "There is no $ours; run ./mvnw -DskipTests package first." >&2; exit 1; }
command -v go >/dev/null || { echo "The program go is not on the path; install Go 1.25 or newer (https://go.dev/dl)." >&2; exit 1; }

target=$PWD/memberlist-interop/target
mkdir -p "$target"
case ${GO_RELEASE:-v0.7.0} in
  v0.5.4) modules=go.mod ;;
  v0.7.0) modules=go-v0.7.0.mod ;;
  *) echo "GO_RELEASE is $GO_RELEASE: use v0.5.4 or v0.7.0." >&2; exit 2 ;;
esac
(cd memberlist-interop/src/test/go/peer &&
  GOFLAGS='' GOWORK=off CGO_ENABLED=0 go build -mod=readonly -buildvcs=false -modfile=$modules -o "$target/compare-peer" .)

archive=$target/compare-with-go.jsa
read -r -a peer <<<"${UNDER:-} $target/compare-peer"
read -r -a java <<<"${UNDER:-} java ${JAVA_FLAGS:-} -jar $ours"
read -r -a archived <<<"${UNDER:-} java -XX:SharedArchiveFile=$archive ${JAVA_FLAGS:-} -jar $ours"
read -r -a recording <<<"java -XX:ArchiveClassesAtExit=$archive ${JAVA_FLAGS:-} -jar $ours"

alone=(--rest 0s --idle 100ms --kill=false --limit 5s)
whole=(--rest "${REST:-6s}" --idle "${IDLE:-20s}")

# measure FILE N COMMAND…: appends what the command says; a cluster that has not converged makes our exit code 1
measure() {
  local file=$target/compare-with-go-$1.jsonl n=$2
  shift 2
  { "$@" --nodes "$n" "${options[@]}" || true; } >>"$file"
}

for part in first archive whole later; do : >"$target/compare-with-go-$part.jsonl"; done
"${recording[@]}" cluster --nodes 8 "${options[@]}" "${alone[@]}" >/dev/null 2>&1 || true
for n in "${sizes[@]}"; do
  for ((i = 1; i <= ${FIRST:-9}; i++)); do
    echo "first clusters, $n nodes, $i" >&2
    measure first "$n" "${peer[@]}" cluster "${alone[@]}"
    measure first "$n" "${java[@]}" cluster "${alone[@]}"
    measure archive "$n" "${archived[@]}" cluster "${alone[@]}"
  done
  for ((i = 1; i <= ${WHOLE:-2}; i++)); do
    echo "whole runs, $n nodes, $i" >&2
    measure whole "$n" "${peer[@]}" cluster "${whole[@]}"
    measure whole "$n" "${java[@]}" cluster "${whole[@]}"
  done
  echo "later clusters, $n nodes" >&2
  measure later "$n" "${peer[@]}" cluster "${alone[@]}" --repeat 11
  measure later "$n" "${java[@]}" cluster "${alone[@]}" --repeat 11
done
exec java -cp "$ours" memberlist-interop/src/bench/Medians.java "$target/compare-with-go"
