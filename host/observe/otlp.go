package observe

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sort"
	"time"

	common "go.opentelemetry.io/proto/otlp/common/v1"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	resource "go.opentelemetry.io/proto/otlp/resource/v1"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
)

// OTLP sends events as log records to an OpenTelemetry collector, over HTTP
// (OTLP 1.9, binary protobuf).
type OTLP struct {
	// URL is the whole URL, of a path such as /v1/logs.
	URL string
	// Headers go with every request: keys of a vendor.
	Headers map[string]string
	// Resource says what emits: service.name and others.
	Resource map[string]string
	// Timeout bounds a request; DefaultTimeout when 0.
	Timeout time.Duration
	// Client is http.DefaultClient when nil.
	Client *http.Client
}

// Name implements Sink.
func (o *OTLP) Name() string { return "otlp" }

// Wants implements Sink: everything.
func (o *OTLP) Wants(Level) bool { return true }

// Send implements Sink.
func (o *OTLP) Send(ctx context.Context, batch []Record) error {
	scope := &logs.ScopeLogs{Scope: &common.InstrumentationScope{Name: "systembus/host/observe"}}
	for _, r := range batch {
		scope.LogRecords = append(scope.LogRecords, record(r))
	}
	// LogsData is an ExportLogsServiceRequest on the wire, whose package would
	// bring gRPC along.
	body, err := proto.Marshal(&logs.LogsData{ResourceLogs: []*logs.ResourceLogs{{
		Resource: &resource.Resource{Attributes: attributes(o.Resource)}, ScopeLogs: []*logs.ScopeLogs{scope},
	}}})
	if err != nil {
		return fmt.Errorf("otlp: %w", err)
	}
	header := http.Header{"Content-Type": {"application/x-protobuf"}}
	for name, value := range o.Headers {
		header.Set(name, value)
	}
	_, text, err := wire{sink: o.Name(), client: o.Client, timeout: o.Timeout}.post(ctx, o.URL, header, body)
	if err != nil {
		return err
	}
	rejected, why, err := partial(text)
	if err != nil {
		return fmt.Errorf("otlp: the answer cannot be read: %w", err)
	}
	switch {
	case rejected == 0:
		return nil
	case rejected >= uint64(len(batch)):
		return &RefusedError{Sink: o.Name(), Status: http.StatusOK, Text: cut(why, 300)}
	}
	return &RejectedError{Sink: o.Name(), N: int(rejected), Text: cut(why, 300)}
}

// partial reads an ExportLogsServiceResponse: its field 1 is a message of how
// many records were rejected (1) and why (2).
func partial(answer []byte) (rejected uint64, why string, err error) {
	field := func(b []byte, each func(number protowire.Number, n uint64, bytes []byte)) error {
		for len(b) > 0 {
			number, kind, size := protowire.ConsumeTag(b)
			if size < 0 {
				return protowire.ParseError(size)
			}
			b = b[size:]
			var n uint64
			var bytes []byte
			switch kind {
			case protowire.VarintType:
				n, size = protowire.ConsumeVarint(b)
			case protowire.BytesType:
				bytes, size = protowire.ConsumeBytes(b)
			default:
				size = protowire.ConsumeFieldValue(number, kind, b)
			}
			if size < 0 {
				return protowire.ParseError(size)
			}
			b = b[size:]
			each(number, n, bytes)
		}
		return nil
	}
	var bad error
	err = field(answer, func(number protowire.Number, _ uint64, inner []byte) {
		if number != 1 {
			return
		}
		bad = field(inner, func(number protowire.Number, n uint64, bytes []byte) {
			switch number {
			case 1:
				rejected = n
			case 2:
				why = string(bytes)
			}
		})
	})
	return rejected, why, errors.Join(err, bad)
}

// severities are OTLP's for the levels.
var severities = map[Level]logs.SeverityNumber{
	Debug: logs.SeverityNumber_SEVERITY_NUMBER_DEBUG, Info: logs.SeverityNumber_SEVERITY_NUMBER_INFO,
	Warn: logs.SeverityNumber_SEVERITY_NUMBER_WARN, Error: logs.SeverityNumber_SEVERITY_NUMBER_ERROR,
	Fatal: logs.SeverityNumber_SEVERITY_NUMBER_FATAL,
}

// record is an event as OTLP has them: the action is the event's name, the
// rest attributes, the body what went wrong or else the action.
func record(r Record) *logs.LogRecord {
	e := r.Event
	attrs := []*common.KeyValue{
		pair("event.id", text(e.ID)), pair("session.id", text(e.SessionID)), pair("system.id", text(e.SystemID)),
		pair("source", text(e.Source)), pair("component", text(e.Component)), pair("action", text(e.Action)),
		pair("success", &common.AnyValue{Value: &common.AnyValue_BoolValue{BoolValue: e.Success}}),
	}
	if e.DurationMS != nil {
		attrs = append(attrs, pair("duration_ms", &common.AnyValue{Value: &common.AnyValue_DoubleValue{DoubleValue: *e.DurationMS}}))
	}
	if e.Error != "" {
		attrs = append(attrs, pair("error", text(e.Error)))
	}
	var metadata map[string]any
	if json.Unmarshal(e.Metadata, &metadata) == nil && len(metadata) > 0 {
		attrs = append(attrs, pair("metadata", value(metadata)))
	}
	out := &logs.LogRecord{
		TimeUnixNano: uint64(e.Time().UnixNano()), ObservedTimeUnixNano: uint64(e.Time().UnixNano()),
		SeverityNumber: severities[e.Level], SeverityText: string(e.Level),
		Body: text(first(e.Error, e.Action)), Attributes: attrs, EventName: e.Action,
	}
	if id, err := hex.DecodeString(r.TraceID); err == nil && len(id) == 16 {
		out.TraceId = id
		out.SpanId, _ = hex.DecodeString(r.SpanID)
	}
	return out
}

func text(s string) *common.AnyValue {
	return &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: s}}
}

func pair(key string, v *common.AnyValue) *common.KeyValue {
	return &common.KeyValue{Key: key, Value: v}
}

func attributes(m map[string]string) []*common.KeyValue {
	var all []*common.KeyValue
	for _, name := range sorted(m) {
		all = append(all, pair(name, text(m[name])))
	}
	return all
}

func sorted[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// value is a JSON value as OTLP has them.
func value(v any) *common.AnyValue {
	switch v := v.(type) {
	case string:
		return text(v)
	case bool:
		return &common.AnyValue{Value: &common.AnyValue_BoolValue{BoolValue: v}}
	case float64:
		if n := int64(v); float64(n) == v && n < 1<<53 && n > -1<<53 {
			return &common.AnyValue{Value: &common.AnyValue_IntValue{IntValue: n}}
		}
		return &common.AnyValue{Value: &common.AnyValue_DoubleValue{DoubleValue: v}}
	case []any:
		list := &common.ArrayValue{}
		for _, item := range v {
			list.Values = append(list.Values, value(item))
		}
		return &common.AnyValue{Value: &common.AnyValue_ArrayValue{ArrayValue: list}}
	case map[string]any:
		list := &common.KeyValueList{}
		for _, name := range sorted(v) {
			list.Values = append(list.Values, pair(name, value(v[name])))
		}
		return &common.AnyValue{Value: &common.AnyValue_KvlistValue{KvlistValue: list}}
	}
	return &common.AnyValue{} // null
}
