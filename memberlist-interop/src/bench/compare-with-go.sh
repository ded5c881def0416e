#!/usr/bin/env bash
# The same measurement of this library and of HashiCorp's, interleaved on one machine (docs/benchmarks.md).
#
#   memberlist-interop/src/bench/compare-with-go.sh [REPEATS [NODES…]]      default: 5 repeats of 2, 8 and 32 nodes
#
# Needs a JDK and Go, and a built command line (./mvnw -DskipTests package). Each repeat runs every size with the Go
# library and at once afterwards with ours, each in a process of its own, so that whatever else the machine does meets
# both. At the end each runs eleven short clusters in one process, of which the first does not count (a JVM compiles
# while it runs) and which have 5 s to converge. Writes the results, one JSON object a line, to
# memberlist-interop/target/compare-with-go.jsonl and compare-with-go-again.jsonl and prints medians. 5 repeats take
# 20 minutes. Variables of the environment:
#   REST, IDLE  length of the rest before the idle measurement and of that, 6s and 20s by default
#   OPTIONS     further options of `cluster` for both, such as "--preset wan"
#   GO_RELEASE  v0.5.4 or v0.7.0, the default
#   JAVA_FLAGS  options of the JVM, none by default
#   UNDER       a command that starts both, such as "chrt -r 1" on a busy machine
set -euo pipefail
cd "$(dirname "$0")/../../.."

repeats=${1:-5}
shift || true
sizes=("${@:-}")
[ -n "${sizes[0]}" ] || sizes=(2 8 32)
read -r -a options <<<"${OPTIONS:-}"
read -r -a java <<<"${UNDER:-} java ${JAVA_FLAGS:-} -jar memberlist-cli/target/memberlist-cli.jar"

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

read -r -a peer <<<"${UNDER:-} $target/compare-peer"

results=$target/compare-with-go.jsonl
again=$target/compare-with-go-again.jsonl
: >"$results" >"$again"
long=(--rest "${REST:-6s}" --idle "${IDLE:-20s}")
short=(--repeat 11 --rest 0s --idle 100ms --kill=false --limit 5s)
for ((repeat = 1; repeat <= repeats; repeat++)); do
  for n in "${sizes[@]}"; do
    echo "repeat $repeat of $repeats, $n nodes" >&2
    "${peer[@]}" cluster --nodes "$n" "${options[@]}" "${long[@]}" >>"$results"
    "${java[@]}" cluster --nodes "$n" "${options[@]}" "${long[@]}" >>"$results"
  done
done
for n in "${sizes[@]}"; do
  echo "convergence again, $n nodes" >&2
  # a cluster that has not converged within the limit makes our exit code 1
  { "${peer[@]}" cluster --nodes "$n" "${options[@]}" "${short[@]}" || true; } | tail -n +2 >>"$again"
  { "${java[@]}" cluster --nodes "$n" "${options[@]}" "${short[@]}" || true; } | tail -n +2 >>"$again"
done
exec java -cp "$ours" memberlist-interop/src/bench/Medians.java "$results" "$again"
