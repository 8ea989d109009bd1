# 橙格 Chengge. Seven words, the same on every machine; `make` alone lists them.
# Whatever is missing is installed first (.ci/need), without questions.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check bench soak e2e clean build

PORT ?= 3000

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/end2end/node_modules/.bin:$(PATH)
export LEPTOS_OUTPUT_NAME := chengge
export LEPTOS_HASH_FILES := true

help: ## list these words
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build and serve the demo community at http://127.0.0.1:3000 (PORT=4000 for another port)
	@LEPTOS_SITE_ROOT=target/site LEPTOS_SITE_PKG_DIR=pkg target/release/server demo --listen 127.0.0.1:$(PORT)

test: ## everything: checks, rules, server, browser, phones, other engines; ends with `N passed, N failed`
	@.ci/need compiler node wasm no_std wasi leptos chromium firefox webkit deny
	@.ci/test

check: ## format, lints, walls between the rooms, licences of what is built in (no tests)
	@.ci/need compiler node wasm no_std deny
	@.ci/check

bench: build ## ours and its peers, in ratios, into target/bench/latest.json (BENCH_ROUNDS=1: a quick look)
	@.ci/need chromium bench
	@.ci/bench

soak: ## kill the server 1,000 times under load, over a ledger of 10^5 entries (KILLS=50: a quick look)
	@.ci/need compiler
	@.ci/soak

e2e: build ## only the phones: Playwright against real servers (ARGS='-g T24' for some of them)
	@.ci/need chromium
	@cd end2end && playwright test $(ARGS)

clean: ## remove what was built (installed tools stay)
	cargo clean
	rm -rf end2end/node_modules end2end/test-results end2end/playwright-report

build:
	@.ci/need compiler node wasm leptos
	@cargo leptos build --release --split -P
