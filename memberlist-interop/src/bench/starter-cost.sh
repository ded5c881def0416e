#!/usr/bin/env bash
# What the starter adds to an application with spring-boot-starter-webmvc and -actuator: jars, and time to start.
# Usage: [JAVA=...] [JAVA_OPTS=...] starter-cost.sh [RUNS [cds|aot]], after ./mvnw -DskipTests package. Both kinds of start take turns.
# With cds each kind starts from a class-data archive of its own, with aot (Java 25) from an AOT cache.
set -euo pipefail
cd "$(dirname "$0")/../../.."
runs=${1:-10}
archive=${2:-none}
java=${JAVA:-java}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unzip -q sample-app/target/sample-app.jar 'BOOT-INF/lib/*' -d "$work"
mkdir -p "$work/with" "$work/without" "$work/classes"
for jar in "$work"/BOOT-INF/lib/*.jar; do
  case $(basename "$jar") in
    spring-cloud-*) ;; # the sample's, for its load-balanced calls
    memberlist-* | msgpack-*) mv "$jar" "$work/with" ;;
    *) mv "$jar" "$work/without" ;;
  esac
done
echo "jars added:"
(cd "$work/with" && ls -l | awk 'NR > 1 { print "  " $5, $9; sum += $5 } END { print "  " sum, "bytes in all" }')

cat > "$work/App.java" <<'JAVA'
import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

@SpringBootConfiguration
@EnableAutoConfiguration
public class App {
  public static void main(String[] args) {
    var context = SpringApplication.run(App.class, args);
    var machine = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long cpuMillis = machine.getProcessCpuTime() / 1_000_000;
    System.out.println("took " + ManagementFactory.getRuntimeMXBean().getUptime() + " " + cpuMillis);
    context.close();
  }
}
JAVA
javac -proc:none -cp "$work/without/*" -d "$work/classes" "$work/App.java"
jar cf "$work/app.jar" -C "$work/classes" .

class_path() {
  echo "$work/app.jar" "$work"/without/*.jar $([ "$1" = with ] && echo "$work"/with/*.jar) | tr ' ' ':'
}
start() {
  local kind=$1
  shift
  "$java" ${JAVA_OPTS:-} "$@" -cp "$(class_path "$kind")" App --server.port=0 --memberlist.bind-addr=127.0.0.1 --memberlist.bind-port=0
}
options() {
  case $archive in
    cds) echo "-XX:$([ "$2" = make ] && echo ArchiveClassesAtExit || echo SharedArchiveFile)=$work/$1.jsa" ;;
    aot) echo "-XX:$([ "$2" = make ] && echo AOTCacheOutput || echo AOTCache)=$work/$1.aot" ;;
  esac
}
for kind in without with; do
  if [ "$archive" != none ]; then
    start "$kind" $(options "$kind" make) > /dev/null 2>&1
  fi
done
for _ in $(seq "$runs"); do
  for kind in without with; do
    start "$kind" $(options "$kind" use) | awk '/^took/ { print $2, $3 }' >> "$work/$kind.txt"
  done
done
median() {
  cut -d' ' -f"$2" "$1" | sort -n | awk '{ a[NR] = $1 } END { print (NR % 2) ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'
}
for column in 1 2; do
  [ "$column" = 1 ] && echo "from the start of the process until the application runs, ms:" || echo "CPU time until then, ms:"
  without=$(median "$work/without.txt" "$column")
  with=$(median "$work/with.txt" "$column")
  echo "  without $without, with $with, median of $runs each; $(awk "BEGIN { print $with - $without }") more"
done
