package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lintas/archive"
)

// described is openapi.json as plain values.
func described(t *testing.T) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// at follows names into nested objects.
func at(value any, names ...string) map[string]any {
	for _, name := range names {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	object, _ := value.(map[string]any)
	return object
}

var pathParameter = regexp.MustCompile(`:([a-z]+)`)

func TestTheDescriptionAndTheRoutesAreTheSame(t *testing.T) {
	o := openOffice(t)
	inTable, inText := map[string]need{}, map[string]need{}
	for _, r := range o.server.routes() {
		if path, ok := strings.CutPrefix(r.path, api); ok {
			inTable[r.method+" "+pathParameter.ReplaceAllString(path, "{$1}")] = r.needs
		}
	}
	for path, item := range at(described(t), "paths") {
		for method, operation := range item.(map[string]any) {
			needs, _ := operation.(map[string]any)["x-needs"].(string)
			inText[strings.ToUpper(method)+" "+path] = need(needs)
		}
	}
	if !maps.Equal(inTable, inText) {
		for _, line := range slices.Sorted(maps.Keys(inTable)) {
			if needs, ok := inText[line]; !ok || needs != inTable[line] {
				t.Errorf("%s needs %q; the description says %q (there: %t)", line, inTable[line], needs, ok)
			}
		}
		for line := range inText {
			if _, ok := inTable[line]; !ok {
				t.Errorf("%s is described and does not exist", line)
			}
		}
	}
}

// writtenFields are the JSON names a Go type is written with, embedded types included.
func writtenFields(of reflect.Type) (names, always []string) {
	for field := range of.Fields() {
		if field.Anonymous && field.Tag.Get("json") == "" {
			inner := field.Type
			if inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			more, moreAlways := writtenFields(inner)
			names, always = append(names, more...), append(always, moreAlways...)
			continue
		}
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		names = append(names, name)
		if options == "" {
			always = append(always, name)
		}
	}
	slices.Sort(names)
	slices.Sort(always)
	return slices.Compact(names), slices.Compact(always)
}

func TestTheDescribedSchemasHaveTheFieldsOfTheTypes(t *testing.T) {
	schemas := at(described(t), "components", "schemas")
	for name, value := range map[string]any{
		"Document": archive.Document{}, "Party": archive.Party{}, "Evidence": archive.Evidence{}, "ReadState": archive.ReadState{}, "Reference": archive.Reference{},
		"Case": archive.Case{}, "Worker": archive.Worker{}, "Deadline": archive.Deadline{}, "Rule": archive.Rule{}, "Agency": archive.Agency{}, "Alias": archive.Alias{}, "AliasView": aliasView{}, "Unread": unreadAnswer{}, "Meeting": archive.Meeting{},
		"Disposition": archive.Disposition{}, "Recipient": archive.Recipient{}, "DispositionView": dispositionView{}, "DispositionCounts": dispositionCounts{}, "Transcript": archive.Transcript{}, "Page": archive.Page{}, "Word": archive.Word{}, "Holiday": archive.Holiday{},
		"Brief": brief{}, "FileBrief": fileBrief{}, "DocumentPage": documentAnswer{}, "LinkedCase": linkedCase{}, "ThreadItem": threadItem{}, "DeadlineView": deadlineView{},
		"DeadlineCounts": deadlineCounts{}, "CaseItem": caseItem{}, "CasePage": caseAnswer{}, "TimelineItem": timelineItem{}, "User": userView{}, "Token": tokenView{},
		"Session": sessionAnswer{}, "SessionListItem": sessionView{}, "Settings": settingsView{}, "DeskStatus": Status{}, "SearchPage": searchAnswer{}, "Hit": hitAnswer{},
		"Snippet": Snippet{}, "Part": Part{}, "HistoryItem": historyItem{}, "FieldChange": fieldChange{}, "ChangeItem": changeItem{}, "RecordRef": recordRef{}, "Stats": statsAnswer{},
		"MonthCount": monthCount{}, "AgencyCount": agencyCount{}, "CalendarYear": calendarAnswer{}, "BatchItem": batchItem{}, "Problem": problem{}, "SetupRequest": setupRequest{},
		"Credentials": credentials{}, "Facet": facet{}, "Facets": facetsAnswer{}, "HitCase": hitCase{}, "HitDeadline": hitDeadline{}, "ThreadFound": threadFound{}, "Suggestion": suggestion{},
		"SimilarItem": similarItem{}, "SavedSearch": archive.SavedSearch{}, "FollowedSearch": FollowedSearch{}, "NewSavedSearch": NewSavedSearch{}, "SavedSearchPatch": SavedSearchPatch{}, "OwnPatch": ownPatch{}, "UserPatch": userPatch{}, "TokenRequest": tokenRequest{}, "NewUser": NewUser{},
	} {
		names, always := writtenFields(reflect.TypeOf(value))
		schema := at(schemas, name)
		if got := slices.Sorted(maps.Keys(at(schema, "properties"))); !slices.Equal(got, names) {
			t.Errorf("%s is described with %v, written with %v", name, got, names)
		}
		required, _ := schema["required"].([]any)
		for _, r := range required {
			if !slices.Contains(always, fmt.Sprint(r)) {
				t.Errorf("%s: %v is described as always there", name, r)
			}
		}
	}
}

// allowedKeys are the fixed fields of OpenAPI 3.1.0, by object, as far as they are
// used here. The first of each list are required.
var allowedKeys = map[string]struct{ required, optional []string }{
	"document":   {[]string{"openapi", "info", "paths"}, []string{"servers", "security", "tags", "components"}},
	"info":       {[]string{"title", "version"}, []string{"summary", "description", "license"}},
	"operation":  {[]string{"responses", "operationId", "summary", "tags"}, []string{"parameters", "requestBody", "security", "x-needs"}},
	"parameter":  {[]string{"name", "in", "schema"}, []string{"description", "required"}},
	"body":       {[]string{"content"}, []string{"description", "required"}},
	"response":   {[]string{"description"}, []string{"headers", "content"}},
	"media":      {nil, []string{"schema", "encoding"}},
	"components": {nil, []string{"schemas", "responses", "securitySchemes"}},
}

func checkKeys(t *testing.T, where, kind string, object map[string]any) {
	t.Helper()
	keys := allowedKeys[kind]
	for _, key := range keys.required {
		if _, ok := object[key]; !ok {
			t.Errorf("%s lacks %s", where, key)
		}
	}
	for key := range object {
		if !slices.Contains(keys.required, key) && !slices.Contains(keys.optional, key) {
			t.Errorf("%s has %s, which a %s does not have", where, key, kind)
		}
	}
}

func TestTheDescriptionIsOpenAPI31(t *testing.T) {
	doc := described(t)
	checkKeys(t, "the description", "document", doc)
	checkKeys(t, "info", "info", at(doc, "info"))
	checkKeys(t, "components", "components", at(doc, "components"))
	if doc["openapi"] != "3.1.0" {
		t.Errorf("version %v", doc["openapi"])
	}
	seen := map[any]bool{}
	for path, item := range at(doc, "paths") {
		for method, value := range item.(map[string]any) {
			operation, where := value.(map[string]any), method+" "+path
			checkKeys(t, where, "operation", operation)
			if seen[operation["operationId"]] {
				t.Errorf("%s: the id %v is there twice", where, operation["operationId"])
			}
			seen[operation["operationId"]] = true
			checkParameters(t, where, path, operation)
			for status, response := range at(operation, "responses") {
				checkResponse(t, where+" "+status, status, response.(map[string]any))
			}
			if body := at(operation, "requestBody"); body != nil {
				checkKeys(t, where+" body", "body", body)
				for media, content := range at(body, "content") {
					checkKeys(t, where+" "+media, "media", content.(map[string]any))
				}
			}
		}
	}
	checkReferences(t, doc, doc, "#")
}

var inPath = regexp.MustCompile(`{([a-z]+)}`)

func checkParameters(t *testing.T, where, path string, operation map[string]any) {
	t.Helper()
	var wanted, got []string
	for _, match := range inPath.FindAllStringSubmatch(path, -1) {
		wanted = append(wanted, match[1])
	}
	parameters, _ := operation["parameters"].([]any)
	for _, value := range parameters {
		parameter := value.(map[string]any)
		checkKeys(t, where+" parameter", "parameter", parameter)
		switch parameter["in"] {
		case "path":
			got = append(got, parameter["name"].(string))
			if parameter["required"] != true {
				t.Errorf("%s: %v must be required", where, parameter["name"])
			}
		case "query", "header", "cookie":
		default:
			t.Errorf("%s: a parameter in %v", where, parameter["in"])
		}
	}
	if !slices.Equal(wanted, got) {
		t.Errorf("%s: path parameters %v, described %v", where, wanted, got)
	}
}

func checkResponse(t *testing.T, where, status string, response map[string]any) {
	t.Helper()
	if status != "default" && !regexp.MustCompile(`^[1-5][0-9][0-9]$`).MatchString(status) {
		t.Errorf("%s is no status", where)
	}
	if _, ok := response["$ref"]; !ok {
		checkKeys(t, where, "response", response)
	}
}

// checkReferences follows every $ref and looks at every type.
func checkReferences(t *testing.T, doc map[string]any, value any, where string) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for i, item := range v {
			checkReferences(t, doc, item, fmt.Sprintf("%s/%d", where, i))
		}
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			if at(doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...) == nil {
				t.Errorf("%s: %s leads nowhere", where, ref)
			}
		}
		if kind, ok := v["type"].(string); ok && !slices.Contains([]string{"object", "array", "string", "integer", "number", "boolean", "null", "http", "apiKey"}, kind) {
			t.Errorf("%s: type %s", where, kind)
		}
		for name, item := range v {
			checkReferences(t, doc, item, where+"/"+name)
		}
	}
}

// TestTheDescriptionIsServed also checks that answers have the media types described.
func TestTheDescriptionIsServed(t *testing.T) {
	o := openOffice(t)
	g := o.as(o.person("admin", archive.Admin, archive.TopSecret))
	a := g.get("/api/v1/openapi.json").want(http.StatusOK, nil)
	if string(a.body) != string(openAPI) {
		t.Error("another description is served")
	}
	for path, item := range at(described(t), "paths") {
		operation := at(item, "get")
		if operation == nil || strings.Contains(path, "{") || path == "/events" {
			continue
		}
		got, _, _ := strings.Cut(g.get(api+path).want(http.StatusOK, nil).header.Get("Content-Type"), ";")
		if at(operation, "responses", "200", "content")[got] == nil {
			t.Errorf("GET %s answers with %s", path, got)
		}
	}
}
