# The commands of dbarch. Each one is a script below scripts/, which says what it does.
#
#   PG_CONFIG=/path/to/pg_config   which PostgreSQL (its major selects the cargo feature pg14 to pg18)
PG_CONFIG ?= pg_config
export PG_CONFIG
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-stop test test-majors test-cassert install installcheck package clean
.PHONY: bench-tpch bench-fidelity bench-throughput bench-leak bench-constants bench-capture bench-advisor bench-peers bench-many bench-checks bench-bloat

help: ## this list
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1 \2/p' $(firstword $(MAKEFILE_LIST)) \
	| awk '{ printf "  make %-16s", $$2; $$1 = $$2 = ""; print }'

setup: ## install what building needs (the other commands do it by themselves)
	@scripts/setup.sh

demo: setup ## build, load a sample shop into a throw-away server, and advise it
	@staged=$$(scripts/build.sh release demo) && PG_CONFIG=$$staged scripts/demo.sh

demo-stop: ## stop the demo's server and remove its data
	@scripts/demo-stop.sh

test: setup ## everything that can be tested against this PostgreSQL
	@scripts/test.sh

test-majors: ## the tests that need a server, on PostgreSQL 15, 16 and 18
	@scripts/setup.sh --majors
	@scripts/test-majors.sh

test-cassert: setup ## SQL and randomised tests on a PostgreSQL with assertions, built from source
	@scripts/test-cassert.sh

install: setup ## build in release mode and install into PG_CONFIG's PostgreSQL (DESTDIR= respected)
	@scripts/install.sh

installcheck: ## run the SQL tests against a running server that has dbarch (PGHOST, PGPORT, ...)
	@scripts/regress.sh --running

package: setup ## build an archive of the installable files below target/package
	@scripts/package.sh

bench-tpch: setup ## what the advisor makes of the TPC-H queries
	@staged=$$(scripts/build.sh release bench) && PG_CONFIG=$$staged benches/tpch/run.sh

bench-fidelity: setup ## hypothetical indexes against real ones: plans, costs, sizes (asks for HypoPG)
	@staged=$$(scripts/build.sh release bench) && PG_CONFIG=$$staged benches/fidelity/run.sh

bench-throughput: setup ## what-if calls a second against HypoPG, and what planning pays for dbarch
	@staged=$$(scripts/build.sh release bench) && PG_CONFIG=$$staged benches/throughput/run.sh

bench-leak: setup ## does a session with a million what-if calls grow
	@staged=$$(scripts/build.sh release bench) && PG_CONFIG=$$staged benches/leak/run.sh

bench-constants: setup ## plans with constants derived for parameters against plans with the true ones
	@staged=$$(scripts/build.sh debug constants pg_test) && PG_CONFIG=$$staged benches/constants/run.sh

bench-capture: setup ## what capturing the workload costs, beside pg_stat_statements and pg_qualstats
	@staged=$$(scripts/build.sh release bench) && PG_CONFIG=$$staged benches/capture/run.sh

bench-advisor: setup ## published problems of index selection, solved at many budgets (asks for MATRICES)
	@benches/advisor/run.sh

bench-peers: setup ## advice for TPC-H (or BENCHMARK=tpcds) beside that of other advisors (asks for HypoPG)
	@staged=$$(scripts/build.sh release peers hypopg_sizes) && PG_CONFIG=$$staged benches/advisor/peers/run.sh

bench-many: setup ## what advice on 1,000 statements over 500 tables takes
	@staged=$$(scripts/build.sh release many) && PG_CONFIG=$$staged benches/advisor/many/run.sh

bench-checks: setup ## what check_all() takes on 100,000 relations
	@staged=$$(scripts/build.sh release checks) && PG_CONFIG=$$staged benches/catalogue/run.sh

bench-bloat: setup ## estimated bloat against pgstattuple, the usual public estimate beside it
	@staged=$$(scripts/build.sh release bench) && PG_CONFIG=$$staged benches/bloat/run.sh

clean: ## remove everything that was built
	@scripts/clean.sh
