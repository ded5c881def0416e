#!/usr/bin/env bash
# The same measurement of this library and of HashiCorp's, interleaved on one machine (docs/benchmarks.md).
#
#   memberlist-interop/src/bench/compare-with-go.sh [REPEATS [NODES…]]      default: 5 repeats of 2, 8 and 32 nodes
#
# Needs a JDK and Go, and a built command line (./mvnw package). Each repeat runs every size with the Go library
# and at once afterwards with ours, as processes of their own: whatever else the machine does meets both. Writes
# the results, one JSON object a line, to memberlist-interop/target/compare-with-go.jsonl and prints medians.
# OPTIONS adds options of `cluster` to both, such as OPTIONS="--preset wan"; GO_RELEASE picks v0.5.4 or v0.7.0.
set -euo pipefail
cd "$(dirname "$0")/../../.."

repeats=${1:-5}
shift || true
sizes=("${@:-}")
[ -n "${sizes[0]}" ] || sizes=(2 8 32)
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

results=$target/compare-with-go.jsonl
: >"$results"
for ((repeat = 1; repeat <= repeats; repeat++)); do
  for n in "${sizes[@]}"; do
    echo "repeat $repeat of $repeats, $n nodes" >&2
    "$target/compare-peer" cluster --nodes "$n" "${options[@]}" >>"$results"
    java -jar "$ours" cluster --nodes "$n" "${options[@]}" >>"$results"
  done
done
exec java -cp "$ours" memberlist-interop/src/bench/Medians.java "$results"
