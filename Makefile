# Lintas. `make test` is what continuous integration runs.

.PHONY: run test vuln bench torture score screens build

run: ## serve the invented sample correspondence on a throw-away folder
	go run . serve --demo

build: ## one file, no cgo
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o dist/lintas .

test: ## format, vet, staticcheck, tidy, race; a skipped test fails
	@.ci/test

vuln: ## known vulnerabilities; needs the database at vuln.go.dev
	go tool govulncheck ./...

score: build ## read the sample letters and compare with the truth
	dist/lintas read --json demo/letters/*.pdf > dist/predictions.json
	python3 demo/score_fields.py demo/truth.json dist/predictions.json --agencies demo/agencies.json --errors 5
