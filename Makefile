# The two commands a newcomer needs: `make demo` and `make test`.

SWIFT ?= swift
PROGRAM = .build/release/skillgraph

.PHONY: demo test setup build check exports clean

demo: setup build
	@$(PROGRAM) demo

test: setup check
	$(SWIFT) test
	Tests/Interop/run

# Formatting and the taxonomy's integrity: cheap checks that come before the slow ones. Warnings are errors in Package.swift.
check:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

build:
	$(SWIFT) build --configuration release --product skillgraph

# Remakes every sample in Exports/.
exports: setup
	$(SWIFT) run --configuration release dev exports

# Installs what the system lacks: libxml2 and SQLite with their headers, and pkg-config to find them.
setup:
	@pkg-config --exists libxml-2.0 sqlite3 2>/dev/null || $(MAKE) --no-print-directory install

.PHONY: install
install:
	@if command -v apt-get >/dev/null; then \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq pkg-config libxml2-dev libsqlite3-dev; \
	elif command -v brew >/dev/null; then brew install pkg-config libxml2 sqlite; \
	else echo "Install pkg-config and the headers of libxml2 and SQLite with your package manager, then try again." >&2; exit 1; fi

clean:
	rm -rf .build
