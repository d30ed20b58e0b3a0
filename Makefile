# Lintas. `make test` is what continuous integration runs.

.PHONY: run test vuln bench bench-search torture score screens build

run: ## serve the invented sample correspondence on a throw-away folder
	go run . serve --demo

build: ## one file, no cgo
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o dist/lintas .

test: ## format, vet, staticcheck, tidy, race; a skipped test fails
	@.ci/test

vuln: ## known vulnerabilities; needs the database at vuln.go.dev
	go tool govulncheck ./...

bench: ## the tables of docs/benchmarks.md; needs recoll (Debian: apt-get install recoll), takes about ten minutes
	go run ./bench ingest
	go run ./bench archive
	go test ./storage -run '^$$' -bench Journal -benchtime 2s -count 3
	go test ./reading -run '^$$' -bench Read
	go test ./index -run '^$$' -bench Search -benchtime 1x -letters 100000

bench-search: ## search beside its rivals and its growth; wants python3-xapian, postgresql, python3-psycopg2 and python3-whoosh, takes about an hour
	go run ./bench search 10000 100000 1000000

torture: ## kill -9 three hundred times, power cuts a hundred times (root: loop mounts); takes about fifteen minutes
	go test ./storage -tags torture -run 'Killing|PowerCut' -count 1 -timeout 60m -v -kills 300 -powercuts 100
	go test . -run Kill -count 5 -timeout 60m -v

screens: ## the pictures of docs/screens; needs chromium
	go run ./bench screens

score: build ## read the sample letters and compare with the truth
	dist/lintas read --json demo/letters/*.pdf > dist/predictions.json
	python3 demo/score_fields.py demo/truth.json dist/predictions.json --agencies demo/agencies.json --errors 5
