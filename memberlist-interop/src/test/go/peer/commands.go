package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"time"

	"github.com/hashicorp/memberlist"
)

// command is one line of standard input.
type command struct {
	Cmd     string          `json:"cmd"`
	ID      json.RawMessage `json:"id"`
	Addr    string          `json:"addr"`
	Addrs   []string        `json:"addrs"`
	Timeout string          `json:"timeout"`
	Name    string          `json:"name"`
	Op      string          `json:"op"`
	Key     string          `json:"key"`
	Value   any             `json:"value"`
	To      string          `json:"to"`
	Side    string          `json:"side"`
	Count   int             `json:"count"`

	Msg  *string `json:"msg"`
	Hex  *string `json:"hex"`
	Size *int    `json:"size"`
}

// payload returns the bytes of msg, hex or size; nil if there is none of them.
func (c *command) payload() ([]byte, error) {
	switch {
	case c.Msg != nil:
		return []byte(*c.Msg), nil
	case c.Hex != nil:
		return hex.DecodeString(*c.Hex)
	case c.Size != nil:
		letters := make([]byte, *c.Size)
		for i := range letters {
			letters[i] = byte('a' + i%26)
		}
		return letters, nil
	}
	return nil, nil
}

func (c *command) timeout(otherwise time.Duration) (time.Duration, error) {
	if c.Timeout == "" {
		return otherwise, nil
	}
	return time.ParseDuration(c.Timeout)
}

type handler func(*agent, *command) (fields, error)

var handlers = map[string]handler{
	"join":           (*agent).join,
	"leave":          (*agent).leave,
	"members":        (*agent).members,
	"num":            (*agent).num,
	"local":          (*agent).local,
	"update":         (*agent).update,
	"state":          (*agent).setState,
	"ackPayload":     (*agent).setAckPayload,
	"rejectAlive":    (*agent).setRejectAlive,
	"rejectMerge":    (*agent).setRejectMerge,
	"broadcast":      (*agent).broadcast,
	"sendBestEffort": (*agent).sendBestEffort,
	"sendReliable":   (*agent).sendReliable,
	"sendAddress":    (*agent).sendAddress,
	"ping":           (*agent).ping,
	"health":         (*agent).health,
	"proto":          (*agent).proto,
	"keys":           (*agent).keys,
	"set":            (*agent).set,
	"drop":           (*agent).drop,
	"restore":        (*agent).restore,
	"delay":          (*agent).delay,
	"raw":            (*agent).raw,
	"quiet":          (*agent).quiet,
	"msgs":           (*agent).msgs,
	"mem":            (*agent).mem,
	"shutdown":       (*agent).shutdown,
	"exit":           func(*agent, *command) (fields, error) { return nil, nil },
}

// execute answers one command and tells whether it was the last one.
func (a *agent) execute(line string) (last bool) {
	started := time.Now()
	var c command
	reply, err := fields(nil), json.Unmarshal([]byte(line), &c)
	if err == nil {
		if handle, known := handlers[c.Cmd]; known {
			reply, err = handle(a, &c)
		} else {
			err = fmt.Errorf("unknown command %q", c.Cmd)
		}
	}
	answer := fields{"cmd": c.Cmd, "ok": err == nil, "tookMs": millis(time.Since(started))}
	if c.ID != nil {
		answer["id"] = c.ID
	}
	if err != nil {
		answer["error"] = err.Error()
	}
	for key, value := range reply {
		answer[key] = value
	}
	a.out.event("reply", answer)
	return c.Cmd == "exit"
}

func (a *agent) join(c *command) (fields, error) {
	addresses := c.Addrs
	if c.Addr != "" {
		addresses = append(addresses, c.Addr)
	}
	n, err := a.list.Join(addresses)
	return fields{"n": n}, err
}

func (a *agent) leave(c *command) (fields, error) {
	limit, err := c.timeout(10 * time.Second)
	if err != nil {
		return nil, err
	}
	return nil, a.list.Leave(limit)
}

func (a *agent) members(*command) (fields, error) {
	members := a.list.Members()
	return fields{"members": nodeList(members), "num": len(members)}, nil
}

func (a *agent) num(*command) (fields, error) {
	return fields{"num": a.list.NumMembers()}, nil
}

func (a *agent) local(*command) (fields, error) {
	return fields{"node": nodeFields(a.list.LocalNode())}, nil
}

func (a *agent) update(c *command) (fields, error) {
	meta, err := c.payload()
	if err != nil {
		return nil, err
	}
	limit, err := c.timeout(10 * time.Second)
	if err != nil {
		return nil, err
	}
	a.app.mutex.Lock()
	a.app.meta = meta
	a.app.mutex.Unlock()
	return nil, a.list.UpdateNode(limit)
}

func (a *agent) setState(c *command) (fields, error) {
	return nil, a.store(c, &a.app.state)
}

func (a *agent) setAckPayload(c *command) (fields, error) {
	return nil, a.store(c, &a.app.ack)
}

func (a *agent) store(c *command, into *[]byte) error {
	value, err := c.payload()
	if err != nil {
		return err
	}
	a.app.mutex.Lock()
	defer a.app.mutex.Unlock()
	*into = value
	return nil
}

func (a *agent) setRejectAlive(c *command) (fields, error) {
	a.app.mutex.Lock()
	defer a.app.mutex.Unlock()
	a.app.rejectAlive = c.Name
	if c.Op == "off" {
		a.app.rejectAlive = ""
	}
	return nil, nil
}

func (a *agent) setRejectMerge(c *command) (fields, error) {
	a.app.mutex.Lock()
	defer a.app.mutex.Unlock()
	a.app.rejectMerge = ""
	if c.Msg != nil {
		a.app.rejectMerge = *c.Msg
	}
	return nil, nil
}

func (a *agent) broadcast(c *command) (fields, error) {
	message, err := c.payload()
	if err != nil {
		return nil, err
	}
	a.app.queue.QueueBroadcast(&rumour{name: c.Name, message: message, out: a.out})
	return fields{"queued": a.app.queue.NumQueued()}, nil
}

func (a *agent) sendBestEffort(c *command) (fields, error) {
	return a.sendTo(c, a.list.SendBestEffort)
}

func (a *agent) sendReliable(c *command) (fields, error) {
	return a.sendTo(c, a.list.SendReliable)
}

func (a *agent) sendTo(c *command, send func(*memberlist.Node, []byte) error) (fields, error) {
	node := a.find(c.To)
	if node == nil {
		return nil, fmt.Errorf("no member is called %q", c.To)
	}
	return repeatSend(c, func(message []byte) error { return send(node, message) })
}

func (a *agent) sendAddress(c *command) (fields, error) {
	to := memberlist.Address{Addr: c.Addr, Name: c.Name}
	return repeatSend(c, func(message []byte) error { return a.list.SendToAddress(to, message) })
}

func repeatSend(c *command, send func([]byte) error) (fields, error) {
	message, err := c.payload()
	if err != nil {
		return nil, err
	}
	count := max(1, c.Count)
	for sent := 0; sent < count; sent++ {
		if err := send(message); err != nil {
			return fields{"sent": sent}, err
		}
	}
	return fields{"sent": count}, nil
}

func (a *agent) find(name string) *memberlist.Node {
	for _, node := range a.list.Members() {
		if node.Name == name {
			return node
		}
	}
	return nil
}

func (a *agent) ping(c *command) (fields, error) {
	address := c.Addr
	if address == "" {
		node := a.find(c.Name)
		if node == nil {
			return nil, fmt.Errorf("no member is called %q", c.Name)
		}
		address = node.Address()
	}
	target, err := net.ResolveUDPAddr("udp", address)
	if err != nil {
		return nil, err
	}
	rtt, err := a.list.Ping(c.Name, target)
	if err != nil {
		return nil, err
	}
	return fields{"rttMs": millis(rtt)}, nil
}

func (a *agent) health(*command) (fields, error) {
	return fields{"score": a.list.GetHealthScore()}, nil
}

func (a *agent) proto(*command) (fields, error) {
	return fields{"proto": a.list.ProtocolVersion()}, nil
}

func (a *agent) quiet(c *command) (fields, error) {
	a.app.mutex.Lock()
	defer a.app.mutex.Unlock()
	a.app.quiet = c.Op != "off"
	return nil, nil
}

func (a *agent) msgs(*command) (fields, error) {
	a.app.mutex.Lock()
	defer a.app.mutex.Unlock()
	return fields{"count": a.app.messages, "bytes": a.app.bytes}, nil
}

func (a *agent) mem(*command) (fields, error) {
	usage := readUsage()
	return fields{
		"heap": usage.heap, "rssKB": usage.rssKB, "cpuMs": millis(usage.cpu), "threads": usage.threads,
	}, nil
}

func (a *agent) shutdown(*command) (fields, error) {
	return nil, a.list.Shutdown()
}
