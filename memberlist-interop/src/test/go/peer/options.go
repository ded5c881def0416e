package main

import (
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"net"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/memberlist"
)

// agentOptions holds the command line of `agent`, parsed.
type agentOptions struct {
	config *memberlist.Config

	join       []string
	meta       []byte // nil: no metadata
	state      []byte
	ackPayload []byte

	noDelegate, noEvents         bool
	alive, merge, ping, conflict bool
	faults, trace                bool
	mapped                       bool // announce IPv4 in 16 bytes, as a node bound to 0.0.0.0 does
	logTo                        string
}

// repeated collects the values of an option that may be given several times.
type repeated []string

func (r *repeated) String() string { return strings.Join(*r, " ") }

func (r *repeated) Set(value string) error {
	*r = append(*r, value)
	return nil
}

// optionalText tells an option that was given empty from one that was not given.
type optionalText struct{ value *string }

func (t *optionalText) String() string { return "" }

func (t *optionalText) Set(value string) error {
	t.value = &value
	return nil
}

func (t *optionalText) bytes() ([]byte, error) {
	if t.value == nil {
		return nil, nil
	}
	return parseBytes(*t.value)
}

func parseAgentOptions(args []string) (*agentOptions, error) {
	o := &agentOptions{}
	flags := flag.NewFlagSet("agent", flag.ContinueOnError)
	hostName, _ := os.Hostname()
	flags.Bool("json", true, "this program knows no other form")
	name := flags.String("name", hostName, "node name")
	bind := flags.String("bind", "127.0.0.1", "bind address")
	port := flags.Int("port", 0, "bind port, 0: any")
	advertise := flags.String("advertise", "", "announced address")
	advertisePort := flags.Int("advertise-port", 0, "announced port")
	preset := flags.String("preset", "lan", "lan, wan or local")
	label := flags.String("label", "", "cluster label")
	compress := flags.Bool("compress", true, "compression")
	proto := flags.Uint("proto", 2, "protocol version spoken")
	dver := flags.String("dver", "0,0,0", "delegate versions min,max,cur")
	improved := flags.Bool("improved", false, "not available in this library")
	var keys, sets, joins repeated
	flags.Var(&keys, "key", "key, the first is primary")
	flags.Var(&sets, "set", "FIELD=VALUE of the configuration")
	flags.Var(&joins, "join", "address to join at start")
	var meta, state, ack optionalText
	flags.Var(&meta, "meta", "node metadata")
	flags.Var(&state, "state", "local user state")
	flags.Var(&ack, "ack-payload", "payload of acks")
	flags.BoolVar(&o.noDelegate, "no-delegate", false, "no main delegate")
	flags.BoolVar(&o.noEvents, "no-events", false, "no event delegate")
	flags.BoolVar(&o.alive, "alive", false, "alive delegate")
	flags.BoolVar(&o.merge, "merge", false, "merge delegate")
	flags.BoolVar(&o.ping, "ping", false, "ping delegate")
	flags.BoolVar(&o.conflict, "conflict", true, "conflict delegate")
	flags.BoolVar(&o.faults, "faults", false, "traffic can be dropped and delayed")
	flags.BoolVar(&o.trace, "trace", false, "traffic is printed")
	flags.StringVar(&o.logTo, "log", "json", "json, stderr or none")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *improved {
		return nil, fmt.Errorf("--improved: this library has no such additions")
	}

	config, err := presetConfig(*preset)
	if err != nil {
		return nil, err
	}
	config.Name = *name
	config.BindAddr, config.BindPort = *bind, *port
	config.AdvertiseAddr, config.AdvertisePort = *advertise, *advertisePort
	if *advertisePort == 0 {
		config.AdvertisePort = *port
	}
	config.Label = *label
	config.EnableCompression = *compress
	config.ProtocolVersion = uint8(*proto)
	o.config, o.join = config, joins
	for _, step := range []func() error{
		func() error { return setDelegateVersions(config, *dver) },
		func() error { return setKeys(config, keys) },
		func() error { return o.setFields(sets) },
		func() (err error) { o.meta, err = meta.bytes(); return },
		func() (err error) { o.state, err = state.bytes(); return },
		func() (err error) { o.ackPayload, err = ack.bytes(); return },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func presetConfig(name string) (*memberlist.Config, error) {
	switch name {
	case "lan":
		return memberlist.DefaultLANConfig(), nil
	case "wan":
		return memberlist.DefaultWANConfig(), nil
	case "local":
		return memberlist.DefaultLocalConfig(), nil
	}
	return nil, fmt.Errorf("--preset %q: use lan, wan or local", name)
}

func setDelegateVersions(config *memberlist.Config, text string) error {
	var low, high, current uint8
	if _, err := fmt.Sscanf(text, "%d,%d,%d", &low, &high, &current); err != nil {
		return fmt.Errorf("--dver %q: use min,max,cur", text)
	}
	config.DelegateProtocolMin, config.DelegateProtocolMax, config.DelegateProtocolVersion = low, high, current
	return nil
}

func setKeys(config *memberlist.Config, texts []string) error {
	if len(texts) == 0 {
		return nil
	}
	keys := make([][]byte, 0, len(texts))
	for _, text := range texts {
		key, err := parseKey(text)
		if err != nil {
			return err
		}
		keys = append(keys, key)
	}
	ring, err := memberlist.NewKeyring(keys, keys[0])
	config.Keyring = ring
	return err
}

// parseKey reads b64:…, hex:… or the raw text of a key.
func parseKey(text string) ([]byte, error) {
	if encoded, ok := strings.CutPrefix(text, "b64:"); ok {
		return base64.StdEncoding.DecodeString(encoded)
	}
	return parseBytes(text)
}

// parseBytes reads hex:… or plain text.
func parseBytes(text string) ([]byte, error) {
	if encoded, ok := strings.CutPrefix(text, "hex:"); ok {
		return hex.DecodeString(encoded)
	}
	return []byte(text), nil
}

// setFields assigns FIELD=VALUE texts to the fields of the configuration; names ignore case and hyphens. The form of the
// announced address is none of them, but the transport can choose it.
func (o *agentOptions) setFields(texts []string) error {
	for _, text := range texts {
		name, value, found := strings.Cut(text, "=")
		if !found {
			return fmt.Errorf("--set %q: use FIELD=VALUE", text)
		}
		if sameName(name, "interop.mappedAddress") {
			mapped, err := strconv.ParseBool(value)
			if err != nil {
				return err
			}
			o.mapped = mapped
			continue
		}
		if err := setField(o.config, name, value); err != nil {
			return err
		}
	}
	return nil
}

func setField(config *memberlist.Config, name, value string) error {
	if sameName(name, "CIDRsAllowed") {
		networks, err := parseNetworks(value)
		config.CIDRsAllowed = networks
		return err
	}
	record := reflect.ValueOf(config).Elem()
	for i := 0; i < record.NumField(); i++ {
		if sameName(name, record.Type().Field(i).Name) {
			if err := assign(record.Field(i), value); err != nil {
				return fmt.Errorf("--set %s=%s: %w", name, value, err)
			}
			return nil
		}
	}
	return fmt.Errorf("--set %s: no such field", name)
}

func sameName(a, b string) bool {
	return strings.EqualFold(strings.ReplaceAll(a, "-", ""), b)
}

// parseNetworks returns an empty list, not none, for an empty text.
func parseNetworks(text string) ([]net.IPNet, error) {
	if text == "" {
		return []net.IPNet{}, nil
	}
	return memberlist.ParseCIDRs(strings.Split(text, ";"))
}

func assign(field reflect.Value, value string) error {
	switch field.Interface().(type) {
	case time.Duration:
		d, err := time.ParseDuration(value)
		field.SetInt(int64(d))
		return err
	case []byte:
		raw, err := parseKey(value)
		field.SetBytes(raw)
		return err
	}
	switch field.Kind() {
	case reflect.Bool:
		b, err := strconv.ParseBool(value)
		field.SetBool(b)
		return err
	case reflect.Int:
		n, err := strconv.ParseInt(value, 10, 64)
		field.SetInt(n)
		return err
	case reflect.Uint8:
		n, err := strconv.ParseUint(value, 10, 8)
		field.SetUint(n)
		return err
	case reflect.String:
		field.SetString(value)
		return nil
	}
	return fmt.Errorf("a field of type %s cannot be set from text", field.Type())
}
