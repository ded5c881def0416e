package main

import (
	"encoding/hex"
	"log"
	"net"
	"os"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

// faultyTransport is the library's own network transport with faults on demand and, if wanted, a trace.
type faultyTransport struct {
	*memberlist.NetTransport
	out     *output
	trace   bool
	mapped  bool
	packets chan *memberlist.Packet
	streams chan net.Conn
	done    chan struct{}
	once    sync.Once

	mutex   sync.RWMutex
	dropped map[string]map[string]bool // side → addresses
	delay   time.Duration
}

var sides = []string{"udpOut", "udpIn", "tcpOut", "tcpIn"}

// bindTransport binds like the library does, trying again if a picked port is not free for both protocols.
func bindTransport(bind string, port int, logger *log.Logger) (*memberlist.NetTransport, error) {
	tries := 1
	if port == 0 {
		tries = 10
	}
	for {
		transport, err := memberlist.NewNetTransport(
			&memberlist.NetTransportConfig{BindAddrs: []string{bind}, BindPort: port, Logger: logger})
		if tries--; err == nil || tries == 0 {
			return transport, err
		}
	}
}

func newFaultyTransport(o *agentOptions, out *output) (*faultyTransport, error) {
	inner, err := bindTransport(o.config.BindAddr, o.config.BindPort, o.config.Logger)
	if err != nil {
		return nil, err
	}
	t := &faultyTransport{
		NetTransport: inner, out: out, trace: o.trace, mapped: o.mapped,
		packets: make(chan *memberlist.Packet), streams: make(chan net.Conn), done: make(chan struct{}),
		dropped: map[string]map[string]bool{},
	}
	go t.receivePackets()
	go t.receiveStreams()
	return t, nil
}

// drop adds an address, or * for all, to those without traffic on one side.
func (t *faultyTransport) drop(side, address string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.dropped[side] == nil {
		t.dropped[side] = map[string]bool{}
	}
	t.dropped[side][address] = true
}

// restore takes back one drop; without address all of the side, without side those of every side.
func (t *faultyTransport) restore(side, address string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, each := range sides {
		if side != "" && side != each {
			continue
		}
		if address == "" {
			delete(t.dropped, each)
		} else {
			delete(t.dropped[each], address)
		}
	}
}

func (t *faultyTransport) setDelay(delay time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.delay = delay
}

// isDropped matches *, host:port and host alone (streams come from ports of no meaning).
func (t *faultyTransport) isDropped(side, address string) bool {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	listed := t.dropped[side]
	if len(listed) == 0 {
		return false
	}
	host, _, _ := net.SplitHostPort(address)
	return listed["*"] || listed[address] || listed[host]
}

func (t *faultyTransport) WriteTo(packet []byte, to string) (time.Time, error) {
	return t.WriteToAddress(packet, memberlist.Address{Addr: to})
}

func (t *faultyTransport) WriteToAddress(packet []byte, to memberlist.Address) (time.Time, error) {
	dropped := t.isDropped("udpOut", to.Addr)
	if t.trace {
		t.out.event("tx", fields{"to": to.Addr, "hex": hex.EncodeToString(packet), "dropped": dropped})
	}
	if dropped {
		return time.Now(), nil
	}
	t.mutex.RLock()
	delay := t.delay
	t.mutex.RUnlock()
	if delay > 0 {
		copied := append([]byte(nil), packet...)
		time.AfterFunc(delay, func() { t.NetTransport.WriteToAddress(copied, to) })
		return time.Now(), nil
	}
	return t.NetTransport.WriteToAddress(packet, to)
}

func (t *faultyTransport) DialTimeout(to string, timeout time.Duration) (net.Conn, error) {
	return t.DialAddressTimeout(memberlist.Address{Addr: to}, timeout)
}

// DialAddressTimeout lets a dropped dial run into its time limit, as a firewall would.
func (t *faultyTransport) DialAddressTimeout(to memberlist.Address, timeout time.Duration) (net.Conn, error) {
	if t.isDropped("tcpOut", to.Addr) {
		select {
		case <-time.After(timeout):
		case <-t.done:
		}
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
	}
	conn, err := t.NetTransport.DialAddressTimeout(to, timeout)
	if err != nil {
		return nil, err
	}
	return t.traced(conn, "dialed"), nil
}

func (t *faultyTransport) FinalAdvertiseAddr(ip string, port int) (net.IP, int, error) {
	address, port, err := t.NetTransport.FinalAdvertiseAddr(ip, port)
	if t.mapped && err == nil {
		address = address.To16()
	}
	return address, port, err
}

func (t *faultyTransport) PacketCh() <-chan *memberlist.Packet { return t.packets }
func (t *faultyTransport) StreamCh() <-chan net.Conn           { return t.streams }

func (t *faultyTransport) Shutdown() error {
	err := t.NetTransport.Shutdown()
	t.once.Do(func() { close(t.done) })
	return err
}

func (t *faultyTransport) receivePackets() {
	for {
		select {
		case packet := <-t.NetTransport.PacketCh():
			from := packet.From.String()
			dropped := t.isDropped("udpIn", from)
			if t.trace {
				t.out.event("rx", fields{"from": from, "hex": hex.EncodeToString(packet.Buf), "dropped": dropped})
			}
			if dropped {
				continue
			}
			select {
			case t.packets <- packet:
			case <-t.done:
				return
			}
		case <-t.done:
			return
		}
	}
}

func (t *faultyTransport) receiveStreams() {
	for {
		select {
		case conn := <-t.NetTransport.StreamCh():
			if t.isDropped("tcpIn", conn.RemoteAddr().String()) {
				conn.Close()
				continue
			}
			select {
			case t.streams <- t.traced(conn, "accepted"):
			case <-t.done:
				conn.Close()
				return
			}
		case <-t.done:
			return
		}
	}
}

func (t *faultyTransport) traced(conn net.Conn, side string) net.Conn {
	if !t.trace {
		return conn
	}
	return &tracedConn{Conn: conn, out: t.out, side: side}
}

// tracedConn prints what goes through a stream.
type tracedConn struct {
	net.Conn
	out  *output
	side string
}

func (c *tracedConn) Read(into []byte) (int, error) {
	n, err := c.Conn.Read(into)
	if n > 0 {
		c.print("streamRx", into[:n])
	}
	return n, err
}

func (c *tracedConn) Write(data []byte) (int, error) {
	n, err := c.Conn.Write(data)
	if n > 0 {
		c.print("streamTx", data[:n])
	}
	return n, err
}

func (c *tracedConn) print(event string, data []byte) {
	c.out.event(event,
		fields{"side": c.side, "peer": c.RemoteAddr().String(), "hex": hex.EncodeToString(data)})
}
