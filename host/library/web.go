package library

import (
	"systembus/host/dial"
	"systembus/jsapi"
	"systembus/jsapi/abort"
	"systembus/jsapi/encoding"
	"systembus/jsapi/fetch"
	"systembus/jsapi/intl"
	"systembus/jsapi/performance"
	"systembus/jsapi/url"
	"systembus/jsapi/webcrypto"
	"systembus/jsapi/websocket"
)

// webModules are the native halves of the web's classes.
func webModules(dialer *dial.Dialer) []*jsapi.Module {
	return []*jsapi.Module{
		abort.Module(),
		encoding.Module(),
		fetch.Module(fetch.Options{Dialer: dialer}),
		intl.Module(),
		performance.Module(),
		url.Module(),
		webcrypto.Module(),
		websocket.Module(dialer),
	}
}

// webGlobals are the globals of the web and of newer ECMAScript, by the module
// that makes them.
var webGlobals = map[string][]string{
	"host:internal/language":         {"WeakRef", "FinalizationRegistry"},
	"host:internal/iterator":         {"Iterator"},
	"host:internal/disposable":       {"DisposableStack", "AsyncDisposableStack", "SuppressedError"},
	"host:internal/structured-clone": {"structuredClone"},
	"host:internal/dom-exception":    {"DOMException"},
	"host:internal/crypto":           {"crypto", "Crypto", "CryptoKey", "SubtleCrypto"},
	"host:internal/encoding":         {"TextEncoder", "TextDecoder", "atob", "btoa"},
	"host:internal/events": {
		"Event", "EventTarget", "CustomEvent", "MessageEvent", "ErrorEvent", "CloseEvent",
		"AbortController", "AbortSignal",
	},
	"host:internal/blob":      {"Blob", "File"},
	"host:internal/fetch":     {"fetch", "Request", "Response"},
	"host:internal/form-data": {"FormData"},
	"host:internal/headers":   {"Headers"},
	"host:internal/streams": {
		"ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamBYOBReader", "ReadableStreamDefaultController",
		"ReadableByteStreamController", "ReadableStreamBYOBRequest", "WritableStream", "WritableStreamDefaultWriter",
		"WritableStreamDefaultController", "TransformStream", "TransformStreamDefaultController",
		"ByteLengthQueuingStrategy", "CountQueuingStrategy",
	},
	"host:internal/compression-streams": {"CompressionStream", "DecompressionStream"},
	"host:internal/text-streams":        {"TextEncoderStream", "TextDecoderStream"},
	"host:internal/message-channel":     {"BroadcastChannel", "MessageChannel", "MessagePort"},
	"host:internal/navigator":           {"navigator"},
	"host:internal/performance":         {"performance", "Performance", "PerformanceEntry", "PerformanceMark", "PerformanceMeasure", "PerformanceObserver", "PerformanceObserverEntryList"},
	"host:internal/websocket":           {"WebSocket"},
	"host:internal/url":                 {"URL", "URLSearchParams"},
}
