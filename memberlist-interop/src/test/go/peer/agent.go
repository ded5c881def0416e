package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/hashicorp/memberlist"
)

const (
	goodbyeLimit  = 5 * time.Second // how long a leave on SIGTERM may take
	goodbyeLinger = time.Second     // and how long the node stays after it, if others are alive
)

// agent is one running node with everything a command may touch.
type agent struct {
	options   *agentOptions
	out       *output
	app       *application
	list      *memberlist.Memberlist
	transport *faultyTransport // nil without --faults
}

func runAgent(args []string) int {
	options, err := parseAgentOptions(args)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	out := newOutput(os.Stdout)
	a, err := startAgent(options, out)
	if err != nil {
		out.event("failed", fields{"error": err.Error()})
		return 1
	}
	a.announceReady()
	a.joinAtStart()
	return a.serve(os.Stdin)
}

func startAgent(o *agentOptions, out *output) (*agent, error) {
	a := &agent{options: o, out: out}
	a.app = &application{out: out, meta: o.meta, state: o.state, ack: o.ackPayload}
	a.app.queue.RetransmitMult = o.config.RetransmitMult
	a.app.queue.NumNodes = func() int {
		if a.list == nil {
			return 1
		}
		return a.list.NumMembers()
	}
	o.config.Logger = log.New(logTarget(o.logTo, out), "", log.LstdFlags)
	a.installDelegates()
	if o.faults || o.trace || o.mapped {
		t, err := newFaultyTransport(o, out)
		if err != nil {
			return nil, err
		}
		a.transport, o.config.Transport = t, t
		o.config.BindPort = t.GetAutoBindPort()
		if o.config.AdvertisePort == 0 {
			o.config.AdvertisePort = o.config.BindPort
		}
	}
	list, err := memberlist.Create(o.config)
	if err != nil {
		return nil, err
	}
	a.list = list
	return a, nil
}

func logTarget(kind string, out *output) io.Writer {
	switch kind {
	case "none":
		return io.Discard
	case "stderr":
		return os.Stderr
	}
	return out.logWriter()
}

func (a *agent) installDelegates() {
	o, config := a.options, a.options.config
	if !o.noDelegate {
		config.Delegate = a.app
	}
	if !o.noEvents {
		config.Events = a.app
	}
	if o.conflict {
		config.Conflict = conflictDelegate{a.app}
	}
	if o.alive {
		config.Alive = aliveDelegate{a.app}
	}
	if o.merge {
		config.Merge = mergeDelegate{a.app}
	}
	if o.ping {
		config.Ping = pingDelegate{a.app}
	}
}

func (a *agent) announceReady() {
	local := a.list.LocalNode()
	a.out.event("ready", fields{
		"name": local.Name, "addr": local.Addr.String(), "port": local.Port, "node": nodeFields(local),
		"pid": os.Getpid(), "lib": libraryVersion(), "go": runtime.Version(),
	})
}

func (a *agent) joinAtStart() {
	if len(a.options.join) == 0 {
		return
	}
	n, err := a.list.Join(a.options.join)
	result := fields{"n": n}
	if err != nil {
		result["error"] = err.Error()
	}
	a.out.event("joined", result)
}

// serve executes commands until standard input ends, `exit` comes, or a signal asks to go.
func (a *agent) serve(input io.Reader) int {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	lines := make(chan string)
	go readLines(input, lines)
	for {
		select {
		case line, open := <-lines:
			if !open {
				a.list.Shutdown()
				return 0
			}
			if a.execute(line) {
				return 0
			}
		case <-signals:
			a.sayGoodbye()
			return 0
		}
	}
}

func readLines(input io.Reader, lines chan<- string) {
	defer close(lines)
	reader := bufio.NewReader(input)
	for {
		line, err := reader.ReadString('\n')
		if len(line) > 1 {
			lines <- line
		}
		if err != nil {
			return
		}
	}
}

func (a *agent) sayGoodbye() {
	others := a.list.NumMembers() > 1
	a.list.Leave(goodbyeLimit)
	if others {
		time.Sleep(goodbyeLinger)
	}
	a.list.Shutdown()
}
