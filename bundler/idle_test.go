package bundler

import "testing"

func TestPartSuffices(t *testing.T) {
	for text, want := range map[string]bool{
		`import {isIP} from 'node:net';`:                                              true,
		`import { isIPv4 as four, isIPv6 } from "net"`:                                true,
		`const { isIP } = require("net");`:                                            true,
		`const { isIP: kind } = require("net");`:                                      true,
		`if (require("net").isIP(host)) {}`:                                           true,
		`import net from "node:net"; export const ip = (t) => net.isIP(t);`:           true,
		`import * as net from "node:net"; net.isIPv4(a) || net.isIPv6(a);`:            true,
		`const net_1 = __importDefault(require("net")); net_1.default.isIP(a);`:       true,
		`const net_1 = require("net"); (0, net_1.isIP)(a);`:                           true,
		`import net from "node:net"; net.connect(80);`:                                false,
		`import { isIP, connect } from "node:net";`:                                   false,
		`import net, { isIP } from "node:net";`:                                       false,
		`import net from "node:net"; net.isIP(a); open(net);`:                         true, // open(undefined members) throws with the reason
		`import net from "node:net"; open(net);`:                                      false,
		`exports.request = require("net").connect;`:                                   false,
		`import { isIP } from "net"; const net = require("net"); net.createServer();`: false,
		`import { isIP } from "net"; export * from "net";`:                            false,
		`const connect = require("net").connect, { isIP } = require("net");`:          false,
	} {
		if got := partial["node:net"].suffices(text); got != want {
			t.Errorf("the part suffices for %s: %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		`const { isMainThread } = require('worker_threads')`:                            true,
		`const { parentPort, workerData } = require("node:worker_threads");`:            true,
		`import { isMainThread, Worker } from "node:worker_threads";`:                   false,
		`import * as threads from "node:worker_threads"; new threads.Worker("./x.js");`: false,
	} {
		if got := partial["node:worker_threads"].suffices(text); got != want {
			t.Errorf("the part suffices for %s: %v, want %v", text, got, want)
		}
	}
}
