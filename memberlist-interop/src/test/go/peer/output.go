package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

// fields is one JSON object under construction.
type fields map[string]any

// output writes events, one JSON object a line, from any goroutine.
type output struct {
	mutex sync.Mutex
	to    io.Writer
	start time.Time
}

func newOutput(to io.Writer) *output {
	return &output{to: to, start: time.Now()}
}

func (o *output) event(name string, more fields) {
	now := time.Now()
	line := fields{
		"ev": name,
		"ts": now.UTC().Format(time.RFC3339Nano),
		"ms": millis(now.Sub(o.start)),
	}
	for key, value := range more {
		line[key] = value
	}
	encoded, err := json.Marshal(line)
	if err != nil {
		encoded = []byte(fmt.Sprintf(`{"ev":"log","line":"event %s cannot be encoded"}`, name))
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.to.Write(append(encoded, '\n'))
}

// logWriter turns what is written to it into log events, a line each.
func (o *output) logWriter() io.Writer {
	return writerFunc(func(text []byte) {
		for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
			o.event("log", fields{"line": line})
		}
	})
}

type writerFunc func([]byte)

func (f writerFunc) Write(text []byte) (int, error) {
	f(text)
	return len(text), nil
}

func millis(d time.Duration) float64 {
	return float64(d.Microseconds()) / 1000
}

const wholeBlobLimit = 4096

// addBlob adds bytes under a name: hex, length and text, or for long ones length, head and checksum.
func (f fields) addBlob(name string, value []byte) fields {
	if value == nil {
		f[name] = nil
		return f
	}
	f[name+"Len"] = len(value)
	if len(value) > wholeBlobLimit {
		f[name+"Head"] = hex.EncodeToString(value[:64])
		f[name+"Sum"] = fmt.Sprintf("%08x", crc32.ChecksumIEEE(value))
		return f
	}
	f[name+"Hex"] = hex.EncodeToString(value)
	if printable(value) {
		f[name] = string(value)
	}
	return f
}

func printable(value []byte) bool {
	for _, b := range value {
		if b < 0x20 || b > 0x7e {
			return false
		}
	}
	return true
}

func nodeFields(n *memberlist.Node) fields {
	f := fields{
		"name": n.Name, "addr": n.Addr.String(), "addrLen": len(n.Addr), "port": n.Port,
		"state": stateName(n.State),
		"vsn":   []int{int(n.PMin), int(n.PMax), int(n.PCur), int(n.DMin), int(n.DMax), int(n.DCur)},
	}
	return f.addBlob("meta", n.Meta)
}

func nodeList(nodes []*memberlist.Node) []fields {
	list := make([]fields, 0, len(nodes))
	for _, n := range nodes {
		list = append(list, nodeFields(n))
	}
	return list
}

func stateName(state memberlist.NodeStateType) string {
	switch state {
	case memberlist.StateAlive:
		return "alive"
	case memberlist.StateSuspect:
		return "suspect"
	case memberlist.StateDead:
		return "dead"
	case memberlist.StateLeft:
		return "left"
	}
	return fmt.Sprintf("unhandled-value-%d", state)
}
