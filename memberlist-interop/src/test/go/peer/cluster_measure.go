package main

import (
	"net"
	"slices"
	"sync/atomic"
	"time"

	"github.com/hashicorp/memberlist"
)

// measureCluster runs one cluster of n nodes from creation to the detection of a stopped member.
func measureCluster(o *clusterOptions, n int) (fields, error) {
	before := readUsage()
	c := &cluster{options: o, n: n}
	if o.network == "memory" {
		c.memory = &memberlist.MockNetwork{}
	}
	defer c.shutdown()
	result := fields{
		"library": libraryVersion(), "preset": o.preset, "network": o.network, "joinMode": o.join,
		"compression": o.compress, "n": n,
	}

	started := time.Now()
	for i := 0; i < n; i++ {
		m, err := c.startMember(i)
		if err != nil {
			return nil, err
		}
		c.nodes = append(c.nodes, m)
	}
	result["createMs"] = millis(time.Since(started))
	result["joinErrors"] = c.joinAll()
	result["converged"] = c.await(c.everybodySawEverybody)
	result["convergeMs"] = millis(time.Since(started))
	result["convergeCpuMs"] = millis(cpuTime() - before.cpu)

	time.Sleep(o.rest)
	c.measureIdle(result, before)
	if o.kill {
		c.measureDetection(result)
	}
	result["falseLeaveEvents"] = c.falseLeaves()
	result["loadAverages"] = loadAverages()
	return result, nil
}

func (c *cluster) measureIdle(result fields, before usage) {
	traffic, cpu, started := c.traffic.read(), cpuTime(), time.Now()
	time.Sleep(c.options.idle)
	spent, elapsed := c.traffic.read().minus(traffic), time.Since(started)
	percent := 100 * float64(cpuTime()-cpu) / float64(elapsed)
	now := readUsage()
	nodes, seconds := float64(c.n), elapsed.Seconds()

	result["idleSeconds"] = seconds
	result["idleCpuPercentOfOneCoreTotal"] = percent
	result["idleCpuPercentPerNode"] = percent / nodes
	result["rssKBTotal"] = now.rssKB
	result["rssKBPerNode"] = float64(now.rssKB) / nodes
	result["heapKBPerNode"] = (float64(now.heap) - float64(before.heap)) / 1024 / nodes
	result["threadsPerNode"] = float64(now.threads-before.threads) / nodes
	result["idlePacketsSentPerSecondPerNode"] = float64(spent.packets) / seconds / nodes
	result["idlePacketBytesSentPerSecondPerNode"] = float64(spent.packetBytes) / seconds / nodes
	result["idleStreamBytesPerSecondPerNode"] = float64(spent.streamBytes) / seconds / nodes
	result["idleStreamsPerMinutePerNode"] = float64(spent.streams) * 60 / seconds / nodes
}

// measureDetection stops the middle node without a goodbye and waits until all others have noticed.
func (c *cluster) measureDetection(result fields) {
	victim := c.n / 2
	name := memberName(victim)
	stopped := time.Now()
	c.nodes[victim].list.Shutdown()
	times := []float64{}
	c.await(func() bool {
		times = times[:0]
		for i, m := range c.nodes {
			if at, seen := m.sawLeave(name); seen && i != victim {
				times = append(times, millis(at.Sub(stopped)))
			}
		}
		return len(times) == c.n-1
	})
	slices.Sort(times)
	result["detectedBy"] = len(times)
	if len(times) > 0 {
		result["detectFirstMs"] = times[0]
		result["detectMedianMs"] = times[len(times)/2]
		result["detectAllMs"] = times[len(times)-1]
	}
}

// falseLeaves counts leave events about nodes that were running.
func (c *cluster) falseLeaves() int {
	victim, count := memberName(c.n/2), 0
	for i, m := range c.nodes {
		m.mutex.Lock()
		for name := range m.left {
			if !c.options.kill || (name != victim && i != c.n/2) {
				count++
			}
		}
		m.mutex.Unlock()
	}
	return count
}

// traffic is what was sent by all nodes together.
type traffic struct{ packets, packetBytes, streams, streamBytes int64 }

func (t traffic) minus(other traffic) traffic {
	return traffic{
		t.packets - other.packets, t.packetBytes - other.packetBytes,
		t.streams - other.streams, t.streamBytes - other.streamBytes,
	}
}

type trafficCounters struct{ packets, packetBytes, streams, streamBytes atomic.Int64 }

func (t *trafficCounters) read() traffic {
	return traffic{t.packets.Load(), t.packetBytes.Load(), t.streams.Load(), t.streamBytes.Load()}
}

// countingTransport counts what goes out; of streams the bytes of both directions, at the dialing side.
type countingTransport struct {
	memberlist.NodeAwareTransport
	counters *trafficCounters
}

func (t *countingTransport) WriteToAddress(packet []byte, to memberlist.Address) (time.Time, error) {
	t.counters.packets.Add(1)
	t.counters.packetBytes.Add(int64(len(packet)))
	return t.NodeAwareTransport.WriteToAddress(packet, to)
}

func (t *countingTransport) DialAddressTimeout(to memberlist.Address, timeout time.Duration) (net.Conn, error) {
	conn, err := t.NodeAwareTransport.DialAddressTimeout(to, timeout)
	if err != nil {
		return nil, err
	}
	t.counters.streams.Add(1)
	return &countingConn{Conn: conn, counters: t.counters}, nil
}

type countingConn struct {
	net.Conn
	counters *trafficCounters
}

func (c *countingConn) Read(into []byte) (int, error) {
	n, err := c.Conn.Read(into)
	c.counters.streamBytes.Add(int64(n))
	return n, err
}

func (c *countingConn) Write(data []byte) (int, error) {
	n, err := c.Conn.Write(data)
	c.counters.streamBytes.Add(int64(n))
	return n, err
}
