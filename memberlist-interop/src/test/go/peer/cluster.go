package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

const parallelJoins = 16

// clusterOptions is the command line of `cluster`, parsed; the names of the fields are those of the options.
type clusterOptions struct {
	nodes             []int
	preset, join      string
	network           string
	compress, kill    bool
	idle, rest, limit time.Duration
	port, repeat      int
}

func parseClusterOptions(args []string) (*clusterOptions, error) {
	o := &clusterOptions{}
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	var nodes string
	flags.StringVar(&nodes, "nodes", "", "numbers of nodes, separated by commas")
	flags.StringVar(&nodes, "n", "", "the same")
	flags.StringVar(&o.preset, "preset", "lan", "lan, wan or local")
	flags.StringVar(&o.join, "join", "serial", "serial or parallel")
	flags.StringVar(&o.network, "network", "loopback", "loopback or memory")
	flags.BoolVar(&o.compress, "compress", true, "compression")
	flags.BoolVar(&o.kill, "kill", true, "stop the middle node at the end")
	flags.DurationVar(&o.idle, "idle", 20*time.Second, "length of the idle measurement")
	flags.DurationVar(&o.rest, "rest", 6*time.Second, "pause before it")
	flags.DurationVar(&o.limit, "limit", 90*time.Second, "limit of each wait")
	flags.IntVar(&o.port, "port", 0, "first port, 0: any")
	flags.IntVar(&o.repeat, "repeat", 1, "number of runs")
	improved := flags.Bool("improved", false, "not available in this library")
	flags.Bool("json", true, "this program knows no other form")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if *improved {
		return nil, errors.New("--improved: this library has no such additions")
	}
	for _, text := range strings.Split(nodes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 2 {
			return nil, fmt.Errorf("--nodes %q: use numbers from 2 on", nodes)
		}
		o.nodes = append(o.nodes, n)
	}
	if o.join != "serial" && o.join != "parallel" {
		return nil, fmt.Errorf("--join %q: use serial or parallel", o.join)
	}
	if o.network != "loopback" && o.network != "memory" {
		return nil, fmt.Errorf("--network %q: use loopback or memory", o.network)
	}
	_, err := presetConfig(o.preset)
	return o, err
}

func runCluster(args []string) int {
	options, err := parseClusterOptions(args)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	for _, n := range options.nodes {
		for run := 0; run < options.repeat; run++ {
			result, err := measureCluster(options, n)
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
			json.NewEncoder(os.Stdout).Encode(result)
		}
	}
	return 0
}

// cluster is N nodes in this process.
type cluster struct {
	options *clusterOptions
	n       int
	traffic trafficCounters
	memory  *memberlist.MockNetwork
	nodes   []*member
}

// member is one node and what it has seen.
type member struct {
	list *memberlist.Memberlist

	mutex  sync.Mutex
	joined map[string]bool
	left   map[string]time.Time
}

func (m *member) NotifyJoin(n *memberlist.Node) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.joined[n.Name] = true
}

func (m *member) NotifyLeave(n *memberlist.Node) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if _, known := m.left[n.Name]; !known {
		m.left[n.Name] = time.Now()
	}
}

func (m *member) NotifyUpdate(*memberlist.Node) {}

func (m *member) sawJoins() int {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return len(m.joined)
}

func (m *member) sawLeave(name string) (time.Time, bool) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	at, seen := m.left[name]
	return at, seen
}

func memberName(i int) string { return fmt.Sprintf("n%07d", i) }

func (c *cluster) startMember(i int) (*member, error) {
	config, err := presetConfig(c.options.preset)
	if err != nil {
		return nil, err
	}
	m := &member{joined: map[string]bool{}, left: map[string]time.Time{}}
	config.Name = memberName(i)
	config.EnableCompression = c.options.compress
	config.Logger = log.New(io.Discard, "", 0)
	config.Events = m
	config.BindAddr = "127.0.0.1"
	if config.Transport, err = c.transport(i, config.Logger); err != nil {
		return nil, err
	}
	m.list, err = memberlist.Create(config)
	return m, err
}

func (c *cluster) transport(i int, logger *log.Logger) (memberlist.Transport, error) {
	if c.memory != nil {
		return &countingTransport{NodeAwareTransport: c.memory.NewTransport(memberName(i)), counters: &c.traffic}, nil
	}
	port := 0
	if c.options.port != 0 {
		port = c.options.port + i
	}
	inner, err := bindTransport("127.0.0.1", port, logger)
	if err != nil {
		return nil, err
	}
	return &countingTransport{NodeAwareTransport: inner, counters: &c.traffic}, nil
}

// joinAll lets every node but the first join through the first; the result is the number of failed joins.
func (c *cluster) joinAll() int {
	seed := memberName(0) + "/" + c.nodes[0].list.LocalNode().Address()
	width := 1
	if c.options.join == "parallel" {
		width = parallelJoins
	}
	var failed sync.Map
	var group sync.WaitGroup
	slots := make(chan struct{}, width)
	for i, m := range c.nodes[1:] {
		group.Add(1)
		slots <- struct{}{}
		go func() {
			defer group.Done()
			if _, err := m.list.Join([]string{seed}); err != nil {
				failed.Store(i, err)
			}
			<-slots
		}()
	}
	group.Wait()
	count := 0
	failed.Range(func(any, any) bool { count++; return true })
	return count
}

// await polls until the condition holds or the limit has passed.
func (c *cluster) await(condition func() bool) bool {
	for end := time.Now().Add(c.options.limit); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if condition() {
			return true
		}
	}
	return condition()
}

func (c *cluster) everybodySawEverybody() bool {
	for _, m := range c.nodes {
		if m.sawJoins() < c.n {
			return false
		}
	}
	return true
}

func (c *cluster) shutdown() {
	for _, m := range c.nodes {
		m.list.Shutdown()
	}
}
