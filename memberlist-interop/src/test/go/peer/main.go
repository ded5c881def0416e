// Command peer is the other side of the interoperability tests: one node, or a measured cluster of nodes, of the Go
// library, driven over standard input and output.
//
// It obeys the contract of our own command line (docs/cli.md), so that one driver can run either:
//
//	peer agent   --json [options]   one node; commands come as JSON lines, events go out as JSON lines
//	peer cluster [options]          N nodes in this process; prints one JSON object of measurements
//	peer version                    the version of the library that is built in
//
// Start reading at runAgent in agent.go. Only the public API of the library is used.
package main

import (
	"fmt"
	"os"
	"runtime/debug"
)

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: peer agent|cluster|version [options]")
		return 2
	}
	switch args[0] {
	case "agent":
		return runAgent(args[1:])
	case "cluster":
		return runCluster(args[1:])
	case "version":
		fmt.Println(libraryVersion())
		return 0
	}
	fmt.Fprintf(os.Stderr, "unknown command %q\n", args[0])
	return 2
}

// libraryVersion names the memberlist release that was linked in.
func libraryVersion() string {
	const module = "github.com/hashicorp/memberlist"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				return module + " " + dependency.Version
			}
		}
	}
	return module + " unknown"
}
