package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"slices"
	"time"
)

// Commands about keys, verification and faults.

func (a *agent) keys(c *command) (fields, error) {
	ring := a.options.config.Keyring
	if ring == nil {
		return nil, errors.New("this node was started without a key")
	}
	if c.Op != "" && c.Op != "list" {
		key, err := parseKey(c.Key)
		if err != nil {
			return nil, err
		}
		switch c.Op {
		case "add":
			err = ring.AddKey(key)
		case "use":
			err = ring.UseKey(key)
		case "remove":
			err = ring.RemoveKey(key)
		default:
			err = fmt.Errorf("unknown op %q: use list, add, use or remove", c.Op)
		}
		if err != nil {
			return nil, err
		}
	}
	keys := []string{}
	for _, key := range ring.GetKeys() {
		keys = append(keys, hex.EncodeToString(key))
	}
	return fields{"keys": keys, "primary": hex.EncodeToString(ring.GetPrimaryKey())}, nil
}

// set changes what the library reads anew for every message; the configuration is shared with it.
func (a *agent) set(c *command) (fields, error) {
	for _, changeable := range []string{"GossipVerifyIncoming", "GossipVerifyOutgoing"} {
		if sameName(c.Name, changeable) {
			return nil, setField(a.options.config, changeable, fmt.Sprint(c.Value))
		}
	}
	return nil, fmt.Errorf("%q cannot be changed while the node runs", c.Name)
}

var errNoFaults = errors.New("this agent was started without --faults")

func (a *agent) drop(c *command) (fields, error) {
	if a.transport == nil {
		return nil, errNoFaults
	}
	if !slices.Contains(sides, c.Side) {
		return nil, fmt.Errorf("side %q: use one of %v", c.Side, sides)
	}
	if c.Addr == "" {
		return nil, errors.New("addr is missing; use * for all")
	}
	a.transport.drop(c.Side, c.Addr)
	return nil, nil
}

func (a *agent) restore(c *command) (fields, error) {
	if a.transport == nil {
		return nil, errNoFaults
	}
	a.transport.restore(c.Side, c.Addr)
	return nil, nil
}

func (a *agent) delay(c *command) (fields, error) {
	if a.transport == nil {
		return nil, errNoFaults
	}
	delay, err := time.ParseDuration(c.Timeout)
	if err != nil {
		return nil, err
	}
	a.transport.setDelay(delay)
	return nil, nil
}

// raw sends bytes as they are: from the node's own socket if we own its transport, else from another one.
func (a *agent) raw(c *command) (fields, error) {
	packet, err := c.payload()
	if err != nil {
		return nil, err
	}
	if a.transport != nil {
		_, err = a.transport.NetTransport.WriteTo(packet, c.Addr)
		return nil, err
	}
	conn, err := net.Dial("udp", c.Addr)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	_, err = conn.Write(packet)
	return nil, err
}
