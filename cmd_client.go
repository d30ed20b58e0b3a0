package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"lintas/archive"
	"lintas/server"
)

// client talks to a running server.
type client struct {
	base     string // without a slash at the end
	token    string
	lang     string
	http     *http.Client
	revision uint64 // sent as If-Match when it is not 0
}

// remote returns a client when the command is to talk to a server: the one named by
// --server, or the one that has the data folder open, which cause tells of. It returns nil
// and cause when there is none.
func (a *app) remote(cause error) (*client, error) {
	if a.server != "" {
		return &client{base: strings.TrimRight(a.server, "/"), token: a.token, lang: a.lang, http: &http.Client{}}, nil
	}
	if archive.CodeOf(cause) != archive.Locked {
		return nil, cause
	}
	door, err := server.FindDoor(a.dir)
	if err != nil {
		return nil, cause
	}
	return &client{base: strings.TrimRight(door.URL, "/"), token: door.Token, lang: a.lang, http: &http.Client{}}, nil
}

// get asks for path and decodes the answer.
func (c *client) get(ctx context.Context, path string, query url.Values, into any) error {
	return c.do(ctx, http.MethodGet, path+"?"+query.Encode(), "", nil, into)
}

// send sends a JSON body.
func (c *client) send(ctx context.Context, method, path string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write the request: %w", err)
	}
	return c.do(ctx, method, path, "application/json", bytes.NewReader(raw), into)
}

// upload sends a file as a multipart form. The whole form is streamed.
func (c *client) upload(ctx context.Context, name string, file io.Reader, fields json.RawMessage, into any) error {
	read, write := io.Pipe()
	form := multipart.NewWriter(write)
	go func() {
		err := func() error {
			if len(fields) > 0 {
				if err := form.WriteField("fields", string(fields)); err != nil {
					return err
				}
			}
			part, err := form.CreateFormFile("file", filepath.Base(name))
			if err != nil {
				return err
			}
			if _, err := io.Copy(part, file); err != nil {
				return err
			}
			return form.Close()
		}()
		write.CloseWithError(err)
	}()
	err := c.do(ctx, http.MethodPost, "/documents", form.FormDataContentType(), read, into)
	return errors.Join(err, read.Close())
}

func (c *client) do(ctx context.Context, method, path, media string, body io.Reader, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, c.base+"/api/v1"+path, body)
	if err != nil {
		return fmt.Errorf("make the request: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("Accept-Language", c.lang)
	if media != "" {
		request.Header.Set("Content-Type", media)
	}
	if c.revision != 0 {
		request.Header.Set("If-Match", fmt.Sprintf("\"%d\"", c.revision))
	}
	answer, err := c.http.Do(request)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		unreachable := archive.Fail(archive.Locked,
			"Server di "+c.base+" tidak dapat dihubungi. Periksa apakah ia berjalan.",
			"The server at "+c.base+" cannot be reached. Check that it is running.")
		unreachable.Err = err
		return unreachable
	}
	raw, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if answer.StatusCode >= 400 {
		return problemIn(answer.StatusCode, raw)
	}
	if into == nil || len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("understand the answer: %w", err)
	}
	return nil
}

// problemIn turns a problem document into the error it was made of.
func problemIn(status int, raw []byte) error {
	var problem struct {
		Code    archive.Code    `json:"code"`
		Title   string          `json:"title"`
		Detail  string          `json:"detail"`
		Current json.RawMessage `json:"current"`
	}
	if err := json.Unmarshal(raw, &problem); err != nil || problem.Code == "" {
		return fmt.Errorf("the server answered with status %d", status)
	}
	text := problem.Detail
	if text == "" {
		text = problem.Title
	}
	own := archive.Fail(problem.Code, text, text)
	own.Current = problem.Current
	return own
}
