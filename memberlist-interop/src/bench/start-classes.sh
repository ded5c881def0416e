#!/usr/bin/env bash
# Writes the list of classes that the starter loads in the background: those that a start of the sample loads.
# Usage: start-classes.sh, after ./mvnw -DskipTests package.
set -euo pipefail
cd "$(dirname "$0")/../../.."
list=memberlist-spring-boot-starter/src/main/resources/META-INF/memberlist/start.classes
log=$(mktemp)
trap 'rm -f "$log"' EXIT

java -Dspring.backgroundpreinitializer.ignore=true "-Xlog:class+load:file=$log" -jar sample-app/target/sample-app.jar \
  --server.port=0 --sample.demo-nodes=0 --memberlist.bind-addr=127.0.0.1 --memberlist.bind-port=0 --memberlist.ui.enabled=false &
application=$!
until grep -q 'MemberlistStartedEvent' "$log"; do sleep 0.2; done
kill "$application"
wait "$application" || true
# neither lambdas nor what belongs to the sample, to Spring Cloud or to the end
sed -nE 's/^.*\] ((io\.memberlist|org\.msgpack)\.[A-Za-z0-9_.$]+) source: .*$/\1/p' "$log" |
  grep -vE 'Lambda|\$\$|^io\.memberlist\.(sample|spring\.(ui|discovery|autoconfigure\.(cloud|actuate|ui)))\.' > "$list"
wc -l "$list"
