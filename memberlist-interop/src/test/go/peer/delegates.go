package main

import (
	"errors"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

// application plays the program around the library: all delegates, each reporting what it was told.
type application struct {
	out *output

	mutex       sync.Mutex
	meta        []byte
	state       []byte
	ack         []byte
	rejectAlive string
	rejectMerge string
	quiet       bool
	messages    int
	bytes       int64

	queue memberlist.TransmitLimitedQueue
}

// main delegate

func (a *application) NodeMeta(limit int) []byte {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.meta
}

func (a *application) NotifyMsg(message []byte) {
	a.mutex.Lock()
	a.messages++
	a.bytes += int64(len(message))
	quiet := a.quiet
	a.mutex.Unlock()
	if !quiet {
		a.out.event("msg", fields{}.addBlob("msg", message))
	}
}

func (a *application) GetBroadcasts(overhead, limit int) [][]byte {
	return a.queue.GetBroadcasts(overhead, limit)
}

func (a *application) LocalState(join bool) []byte {
	a.mutex.Lock()
	state := a.state
	a.mutex.Unlock()
	a.out.event("localState", fields{"join": join, "len": len(state)})
	return state
}

func (a *application) MergeRemoteState(state []byte, join bool) {
	a.out.event("mergeState", fields{"join": join}.addBlob("state", state))
}

// event delegate

func (a *application) NotifyJoin(n *memberlist.Node) {
	a.out.event("join", fields{"node": nodeFields(n)})
}
func (a *application) NotifyUpdate(n *memberlist.Node) {
	a.out.event("update", fields{"node": nodeFields(n)})
}

// NotifyLeave gives a reason only if the library tells it, which the releases known so far do not.
func (a *application) NotifyLeave(n *memberlist.Node) {
	f := fields{"node": nodeFields(n)}
	switch n.State {
	case memberlist.StateLeft:
		f["reason"] = "left"
	case memberlist.StateDead:
		f["reason"] = "failed"
	}
	a.out.event("leave", f)
}

// The remaining delegates have methods of their own types, because they are installed one by one.

type aliveDelegate struct{ *application }

func (a aliveDelegate) NotifyAlive(n *memberlist.Node) error {
	a.mutex.Lock()
	rejected := a.rejectAlive != "" && a.rejectAlive == n.Name
	a.mutex.Unlock()
	a.out.event("alive", fields{"node": nodeFields(n), "rejected": rejected})
	if rejected {
		return errors.New("rejected by command")
	}
	return nil
}

type mergeDelegate struct{ *application }

func (a mergeDelegate) NotifyMerge(nodes []*memberlist.Node) error {
	a.mutex.Lock()
	reason := a.rejectMerge
	a.mutex.Unlock()
	a.out.event("merge", fields{"nodes": nodeList(nodes), "rejected": reason != ""})
	if reason != "" {
		return errors.New(reason)
	}
	return nil
}

type conflictDelegate struct{ *application }

func (a conflictDelegate) NotifyConflict(existing, other *memberlist.Node) {
	a.out.event("conflict", fields{"existing": nodeFields(existing), "other": nodeFields(other)})
}

type pingDelegate struct{ *application }

func (a pingDelegate) AckPayload() []byte {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.ack
}

func (a pingDelegate) NotifyPingComplete(n *memberlist.Node, rtt time.Duration, payload []byte) {
	a.out.event("pingComplete", fields{"node": n.Name, "rttMs": millis(rtt)}.addBlob("payload", payload))
}

// rumour is a broadcast of the application; one of the same name replaces it.
type rumour struct {
	name    string
	message []byte
	out     *output
}

func (r *rumour) Name() string    { return r.name }
func (r *rumour) Message() []byte { return r.message }

func (r *rumour) Invalidates(other memberlist.Broadcast) bool {
	another, named := other.(memberlist.NamedBroadcast)
	return named && r.name != "" && another.Name() == r.name
}

func (r *rumour) Finished() {
	r.out.event("broadcastDone", fields{"name": r.name, "len": len(r.message)})
}
