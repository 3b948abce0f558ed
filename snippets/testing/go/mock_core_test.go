package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// mockCore is the mock core as a process of its own, on free ports.
type mockCore struct {
	url, controlURL string
}

func startMockCore(t *testing.T) mockCore {
	t.Helper()
	command := exec.Command("node_modules/.bin/supertokens-mock-core", "--port", "0", "--control-port", "0")
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Signal(syscall.SIGTERM)
		command.Wait()
	})
	lines := bufio.NewScanner(out)
	address := func() string {
		// "Mock core listening on http://…" and "Control API on http://…"
		lines.Scan()
		return lines.Text()[strings.LastIndex(lines.Text(), " ")+1:]
	}
	core := mockCore{url: address(), controlURL: address()}
	go func() { // It logs each request, and must not wait for somebody to read that.
		for lines.Scan() {
		}
	}()
	return core
}

type object map[string]any

type signedInUser struct {
	UserID, Handle, AccessToken, RefreshToken string
}

// signIn makes a user with a session, and with the roles that the session's claims name.
func (core mockCore) signIn(t *testing.T, email string, roles ...string) signedInUser {
	t.Helper()
	var user signedInUser
	core.control(t, "createSignedInUser", object{"email": email, "roles": roles}, &user)
	return user
}

// control calls the control API and decodes the response into result, which may be nil.
func (core mockCore) control(t *testing.T, method string, arguments object, result any) {
	t.Helper()
	body, err := json.Marshal(arguments)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(core.controlURL+"/"+method, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	reply := struct {
		Result any
		Error  string
	}{Result: result}
	if err := json.NewDecoder(response.Body).Decode(&reply); err != nil {
		t.Fatal(err)
	}
	if reply.Error != "" {
		t.Fatalf("%s: %s", method, reply.Error)
	}
}
