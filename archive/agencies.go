package archive

import (
	_ "embed" // the seed is part of the program
	"encoding/json"
	"fmt"
)

//go:embed data/agencies.json
var agencySeed []byte

// SeedAgencies returns the agencies a new archive starts with.
func SeedAgencies() ([]*Agency, error) {
	var agencies []*Agency
	if err := json.Unmarshal(agencySeed, &agencies); err != nil {
		return nil, fmt.Errorf("read the agencies that come with the program: %w", err)
	}
	for _, a := range agencies {
		if err := a.Validate(); err != nil {
			return nil, fmt.Errorf("check agency %q: %w", a.ID, err)
		}
	}
	return agencies, nil
}
