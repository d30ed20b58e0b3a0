package archive

import "strings"

// NameKey returns the spelling key of a person's name.
func NameKey(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }
