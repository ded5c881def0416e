#!/usr/bin/env bash
# Writes the list of classes that the starter loads in the background: those that a start of the sample loads.
# Usage: start-classes.sh, after ./mvnw -DskipTests package.
set -euo pipefail
cd "$(dirname "$0")/../../.."
list=memberlist-spring-boot-starter/src/main/resources/META-INF/memberlist/start.classes
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

java -Dspring.backgroundpreinitializer.ignore=true "-Xlog:class+load,class+init:file=$work/log::filesize=0" \
  -jar sample-app/target/sample-app.jar --server.port=0 --sample.demo-nodes=0 --memberlist.bind-addr=127.0.0.1 --memberlist.bind-port=0 \
  --memberlist.ui.enabled=false > "$work/out" &
application=$!
until grep -q 'Started SampleApplication' "$work/out"; do sleep 0.1; done
cp "$work/log" "$work/started"
kill "$application"
wait "$application" || true
# neither lambdas nor what belongs to the sample, to Spring Cloud or to the endpoint; a + stands before what is loaded and not used
sed -nE 's/^.*\] Start class verification for: (io\.memberlist\.[A-Za-z0-9_.$]+)$/\1/p' "$work/started" | sort > "$work/verified"
sed -nE 's/^.*\] (io\.memberlist\.[A-Za-z0-9_.$]+) source: .*$/\1/p' "$work/started" |
  grep -vE 'Lambda|\$\$|^io\.memberlist\.(sample|spring\.(ui|discovery|autoconfigure\.(cloud|actuate|ui)))\.' |
  while read -r name; do
    grep -qxF "$name" "$work/verified" && echo "$name" || echo "+$name"
  done > "$list"
wc -l "$list"
