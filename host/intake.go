package host

import (
	"context"
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"

	"systembus/host/inngest"
	"systembus/host/intake"
)

// intake answers /internal/.
func (a *App) intake() http.Handler {
	inbox := a.cfg.Inbox
	if rest, ok := strings.CutPrefix(inbox, "~/"); ok {
		home, _ := a.lookup("HOME")
		inbox = filepath.Join(home, rest)
	}
	return intake.Handler(intake.Options{
		Inbox: intake.Inbox(a.cfg.Path(inbox)), Log: a.log,
		Draining: func() bool { return a.server.Draining() },
		Send: func(ctx context.Context, events json.RawMessage) ([]string, error) {
			return a.client.Send(ctx, events, inngest.SendOptions{})
		},
	})
}
