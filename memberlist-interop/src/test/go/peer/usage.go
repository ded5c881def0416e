package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// usage is what this process consumes.
type usage struct {
	heap    uint64 // bytes in use after a collection
	rssKB   int64
	threads int64
	cpu     time.Duration // since the start of the process
}

func readUsage() usage {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return usage{
		heap:  memory.HeapAlloc,
		rssKB: statusField("VmRSS:"), threads: statusField("Threads:"),
		cpu: cpuTime(),
	}
}

func cpuTime() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// statusField reads a number from the process's status file; 0 where there is none.
func statusField(name string) int64 {
	text, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(text), "\n") {
		if rest, found := strings.CutPrefix(line, name); found {
			value, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return value
		}
	}
	return 0
}

// loadAverages returns those of 1, 5 and 15 minutes.
func loadAverages() []float64 {
	text, _ := os.ReadFile("/proc/loadavg")
	averages := []float64{}
	for i, word := range strings.Fields(string(text)) {
		if i == 3 {
			break
		}
		value, _ := strconv.ParseFloat(word, 64)
		averages = append(averages, value)
	}
	return averages
}
