package fetch

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
)

// A part is one field of multipart/form-data.
type part struct {
	Name string `json:"name"`
	// Filename is nil for a field that is no file.
	Filename *string `json:"filename"`
	Type     string  `json:"type"`
	// Data is base64.
	Data string `json:"data"`
}

// parseMultipart reads a multipart/form-data body.
func parseMultipart(body []byte, boundary string) ([]part, error) {
	parts := []part{}
	r := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return parts, nil
		}
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return nil, err
		}
		_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
		if err != nil || p.FormName() == "" && params["name"] == "" {
			return nil, errors.New("a part has no name")
		}
		one := part{Name: params["name"], Type: p.Header.Get("Content-Type"), Data: base64.StdEncoding.EncodeToString(data)}
		if filename, ok := params["filename"]; ok {
			one.Filename = &filename
		}
		parts = append(parts, one)
	}
}
