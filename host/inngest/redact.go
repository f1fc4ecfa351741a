package inngest

import (
	"encoding/json"

	"systembus/jsapi/step"
)

// A Redactor takes secrets out of text and out of JSON text, which stays
// JSON; or says which secret a text holds, where the text must not change.
type Redactor interface {
	String(string) string
	JSON(json.RawMessage) json.RawMessage
	Found(text []byte) (secret string, found bool)
}

// redact takes secrets out of the errors of an outcome. What functions and
// steps return is theirs, and stays as it is.
func (o *Outcome) redact(r Redactor) {
	if o.Error != nil {
		o.Error = redacted(o.Error, r)
	}
	for i, op := range o.Ops {
		if op.Error == nil {
			continue
		}
		op.Error = redacted(op.Error, r)
		op.Data = r.JSON(op.Data) // the error once more
		o.Ops[i] = op
	}
}

func redacted(e *step.Error, r Redactor) *step.Error {
	out := *e
	out.Name, out.Message, out.Stack = r.String(e.Name), r.String(e.Message), r.String(e.Stack)
	out.Code, out.Cause = r.JSON(e.Code), r.JSON(e.Cause)
	return &out
}

// warn tells of results that hold a secret: the server keeps them, and shows
// them to everyone who may look at its runs.
func (h *Handler) warn(call *Call, ops []step.Op, result json.RawMessage) {
	tell := func(of string, data json.RawMessage) {
		if secret, found := h.Redact.Found(data); found {
			h.logger().Warn("the result of a "+of+" holds a secret", "function", call.Function, "run", call.Context.RunID, "secret", secret)
		}
	}
	for _, op := range ops {
		if op.Op == opStepRun {
			tell("step", op.Data)
		}
	}
	tell("function", result)
}
