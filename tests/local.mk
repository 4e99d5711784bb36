# Every test prints TAP. C tests: tests/NAME-unit.c, linked with the library,
# one line in unit_tests. Shell tests: tests/NAME.test, one line in
# shell_tests. Both find $srcdir, $AUTHGEN and the rest of the environment below.

unit_tests = \
	%D%/commit-unit \
	%D%/config-unit \
	%D%/context-unit \
	%D%/diff-unit \
	%D%/fmt-unit \
	%D%/line-unit \
	%D%/lookup-unit \
	%D%/tmpl-unit

# patient runs each of the others.
check_PROGRAMS += $(unit_tests) %D%/patient
%C%_patient_CPPFLAGS = $(authgen_CPPFLAGS)
%C%_patient_LDADD =

%C%_lookup_unit_SOURCES = %D%/lookup-unit.c %D%/lookup-cases.h

%C%_line_unit_SOURCES = %D%/line-unit.c %D%/trees.h

%C%_commit_unit_SOURCES = %D%/commit-unit.c cli/commit.c cli/commit.h \
	$(platform) cli/platform.h
%C%_commit_unit_CPPFLAGS = $(authgen_CPPFLAGS)

# What it tests is no part of the library.
%C%_diff_unit_SOURCES = %D%/diff-unit.c cli/diff.c cli/diff.h

# Made and run by tests/fuzz/run.
EXTRA_PROGRAMS += %D%/fuzz/config-fuzz %D%/fuzz/line-fuzz %D%/fuzz/schema-fuzz
%C%_fuzz_config_fuzz_SOURCES = %D%/fuzz/config-fuzz.c %D%/fuzz/io.h
%C%_fuzz_config_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
%C%_fuzz_line_fuzz_SOURCES = %D%/fuzz/line-fuzz.c %D%/trees.h
%C%_fuzz_line_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
%C%_fuzz_schema_fuzz_SOURCES = %D%/fuzz/schema-fuzz.c %D%/fuzz/io.h
%C%_fuzz_schema_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
EXTRA_DIST += %D%/fuzz/run

shell_tests = \
	%D%/atomic.test \
	%D%/claims.test \
	%D%/cli.test \
	%D%/code.test \
	%D%/compare.test \
	%D%/compiled.test \
	%D%/config.test \
	%D%/convention.test \
	%D%/completions.test \
	%D%/diagnostics.test \
	%D%/dist.test \
	%D%/drizzle.test \
	%D%/editors.test \
	%D%/errors.test \
	%D%/explain.test \
	%D%/fix.test \
	%D%/features.test \
	%D%/fmt.test \
	%D%/formula.test \
	%D%/golden.test \
	%D%/layers.test \
	%D%/line.test \
	%D%/lsp.test \
	%D%/lookup.test \
	%D%/make.test \
	%D%/manual.test \
	%D%/native.test \
	%D%/prisma.test \
	%D%/presets.test \
	%D%/project.test \
	%D%/templates.test \
	%D%/use.test \
	%D%/watch.test

# Not with sanitizers, which bring symbols and sections of their own; and what runs
# the same commands as other tests.
plain_tests = \
	%D%/globals.test \
	%D%/site.test

EXTRA_DIST += $(shell_tests) $(plain_tests) %D%/tap.h %D%/tap.sh

# Data of tests: folders as a whole, since nothing is built in them.
EXTRA_DIST += \
	%D%/claims \
	%D%/config \
	%D%/drizzle \
	%D%/editors \
	%D%/errors \
	%D%/features \
	%D%/fixes \
	%D%/fmt \
	%D%/golden \
	%D%/golden.sh \
	%D%/browser.mjs \
	%D%/guide.mjs \
	%D%/lucia \
	%D%/project \
	%D%/site.mjs \
	%D%/template \
	%D%/valid

# Run by .ci/run: the program of `make release`.
EXTRA_DIST += %D%/release.test

# Run by .ci/run: the WebAssembly module and the npm package.
EXTRA_DIST += \
	%D%/npm/.npmrc \
	%D%/npm/fresh.js \
	%D%/npm/lsp.js \
	%D%/npm/server.js \
	%D%/npm/vscode.cjs \
	%D%/npm/vscode.js \
	%D%/npm/package-lock.json \
	%D%/npm/package.js \
	%D%/npm/package.json \
	%D%/npm/prisma.js \
	%D%/npm/run \
	%D%/npm/same.js \
	%D%/npm/stacks \
	%D%/npm/stacks.js

# Run by script/test, not by make check: they need Node, its packages and two
# database servers.
EXTRA_DIST += \
	%D%/peers/.npmrc \
	%D%/peers/action.test.js \
	%D%/peers/adopt-rows.test.js \
	%D%/peers/adopt-options.js \
	%D%/peers/adopt.js \
	%D%/peers/adopt.test.js \
	%D%/peers/authgen.js \
	%D%/peers/authjs.test.js \
	%D%/peers/authjs/.npmrc \
	%D%/peers/authjs/adapters.js \
	%D%/peers/authjs/flow.js \
	%D%/peers/authjs/package-lock.json \
	%D%/peers/authjs/package.json \
	%D%/peers/better-auth-defects.test.js \
	%D%/peers/better-auth-use.test.js \
	%D%/peers/better-auth.test.js \
	%D%/peers/betterauth-flows.js \
	%D%/peers/betterauth-rows.js \
	%D%/peers/betterauth-tables.js \
	%D%/peers/betterauth.js \
	%D%/peers/betterauth12/.npmrc \
	%D%/peers/betterauth12/library.js \
	%D%/peers/betterauth12/package-lock.json \
	%D%/peers/betterauth12/package.json \
	%D%/peers/betterauth13/.npmrc \
	%D%/peers/betterauth13/library.js \
	%D%/peers/betterauth13/package-lock.json \
	%D%/peers/betterauth13/package.json \
	%D%/peers/betterauth14/.npmrc \
	%D%/peers/betterauth14/library.js \
	%D%/peers/betterauth14/package-lock.json \
	%D%/peers/betterauth14/package.json \
	%D%/peers/betterauth15/.npmrc \
	%D%/peers/betterauth15/library.js \
	%D%/peers/betterauth15/package-lock.json \
	%D%/peers/betterauth15/package.json \
	%D%/peers/betterauth16/.npmrc \
	%D%/peers/betterauth16/library.js \
	%D%/peers/betterauth16/package-lock.json \
	%D%/peers/betterauth16/package.json \
	%D%/peers/betterauth17/.npmrc \
	%D%/peers/betterauth17/library.js \
	%D%/peers/betterauth17/package-lock.json \
	%D%/peers/betterauth17/package.json \
	%D%/peers/betterauthcli/library.js \
	%D%/peers/betterauthcli/package-lock.json \
	%D%/peers/betterauthcli/package.json \
	%D%/peers/betterauthplugins/.npmrc \
	%D%/peers/betterauthplugins/library.js \
	%D%/peers/betterauthplugins/package-lock.json \
	%D%/peers/betterauthplugins/package.json \
	%D%/peers/config \
	%D%/peers/config.test.js \
	%D%/peers/configs.js \
	%D%/peers/constructs.js \
	%D%/peers/databases.js \
	%D%/peers/ddl-escape.test.js \
	%D%/peers/ddl.js \
	%D%/peers/ddl.test.js \
	%D%/peers/dmmf.js \
	%D%/peers/dmmf.test.js \
	%D%/peers/drift.test.js \
	%D%/peers/drizzle-read.js \
	%D%/peers/drizzle-read.test.js \
	%D%/peers/drizzle.js \
	%D%/peers/drizzle.test.js \
	%D%/peers/drizzle045/.npmrc \
	%D%/peers/drizzle045/package-lock.json \
	%D%/peers/drizzle045/package.json \
	%D%/peers/drizzle1/.npmrc \
	%D%/peers/drizzle1/package-lock.json \
	%D%/peers/drizzle1/package.json \
	%D%/peers/editors.test.js \
	%D%/peers/engine.js \
	%D%/peers/engine/.npmrc \
	%D%/peers/engine/package-lock.json \
	%D%/peers/engine/package.json \
	%D%/peers/escape.test.js \
	%D%/peers/extend.test.js \
	%D%/peers/fmt.test.js \
	%D%/peers/forced.js \
	%D%/peers/guides.test.js \
	%D%/peers/hooks.test.js \
	%D%/peers/hooks/.npmrc \
	%D%/peers/hooks/package-lock.json \
	%D%/peers/hooks/package.json \
	%D%/peers/hostile.js \
	%D%/peers/hybrid.test.js \
	%D%/peers/introspect.js \
	%D%/peers/lsp.test.js \
	%D%/peers/lsp/.npmrc \
	%D%/peers/lsp/client.js \
	%D%/peers/lsp/neovim.lua \
	%D%/peers/lsp/package-lock.json \
	%D%/peers/lsp/package.json \
	%D%/peers/lucia-use.test.js \
	%D%/peers/lucia.test.js \
	%D%/peers/lucia2/.npmrc \
	%D%/peers/lucia2/package-lock.json \
	%D%/peers/lucia2/package.json \
	%D%/peers/lucia2/suite.js \
	%D%/peers/lucia3/.npmrc \
	%D%/peers/lucia3/package-lock.json \
	%D%/peers/lucia3/package.json \
	%D%/peers/lucia3/suite.js \
	%D%/peers/main.js \
	%D%/peers/mssql.test.js \
	%D%/peers/mysql8.js \
	%D%/peers/next-auth-use.test.js \
	%D%/peers/nextauth.test.js \
	%D%/peers/nextauth3/.npmrc \
	%D%/peers/nextauth3/flow.cjs \
	%D%/peers/nextauth3/package-lock.json \
	%D%/peers/nextauth3/package.json \
	%D%/peers/options.test.js \
	%D%/peers/nuxt.test.js \
	%D%/peers/nuxt/.npmrc \
	%D%/peers/nuxt/admin.config.ts \
	%D%/peers/nuxt/app \
	%D%/peers/nuxt/organization.config.ts \
	%D%/peers/nuxt/package-lock.json \
	%D%/peers/nuxt/package.json \
	%D%/peers/package-lock.json \
	%D%/peers/package.json \
	%D%/peers/plugins.test.js \
	%D%/peers/presets.js \
	%D%/peers/prisma-generate.test.js \
	%D%/peers/prisma.js \
	%D%/peers/prisma.test.js \
	%D%/peers/prisma6/.npmrc \
	%D%/peers/prisma6/package-lock.json \
	%D%/peers/prisma6/package.json \
	%D%/peers/prisma7/.npmrc \
	%D%/peers/prisma7/package-lock.json \
	%D%/peers/prisma7/package.json \
	%D%/peers/prismacli/.npmrc \
	%D%/peers/prismacli/absent.cjs \
	%D%/peers/prismacli/package-lock.json \
	%D%/peers/prismacli/package.json \
	%D%/peers/prismaclient.js \
	%D%/peers/prismaclient7/.npmrc \
	%D%/peers/prismaclient7/package-lock.json \
	%D%/peers/prismaclient7/package.json \
	%D%/peers/process.js \
	%D%/peers/profile.test.js \
	%D%/peers/project.test.js \
	%D%/peers/project.js \
	%D%/peers/quiet.js \
	%D%/peers/random \
	%D%/peers/random.test.js \
	%D%/peers/resolve.test.js \
	%D%/peers/resolve/.npmrc \
	%D%/peers/resolve/package-lock.json \
	%D%/peers/resolve/package.json \
	%D%/peers/run \
	%D%/peers/runs \
	%D%/peers/runs-app.js \
	%D%/peers/runs-auth \
	%D%/peers/runs-auth.test.js \
	%D%/peers/runs-flows.js \
	%D%/peers/runs.test.js \
	%D%/peers/same/cockroachdb.prisma \
	%D%/peers/same/mysql.prisma \
	%D%/peers/same/postgresql.prisma \
	%D%/peers/same/sqlite.prisma \
	%D%/peers/same/sqlserver.prisma \
	%D%/peers/sarif.test.js \
	%D%/peers/sarif/.npmrc \
	%D%/peers/sarif/package-lock.json \
	%D%/peers/sarif/package.json \
	%D%/peers/schemas \
	%D%/peers/schemas.js \
	%D%/peers/servers.js \
	%D%/peers/setup \
	%D%/peers/sqlserver.test.js \
	%D%/peers/style.test.js \
	%D%/peers/style/.npmrc \
	%D%/peers/style/package-lock.json \
	%D%/peers/style/package.json \
	%D%/peers/subject.js \
	%D%/peers/subject.test.js \
	%D%/peers/tap.js \
	%D%/peers/tsql.js \
	%D%/peers/tsql/.npmrc \
	%D%/peers/tsql/package-lock.json \
	%D%/peers/tsql/package.json \
	%D%/peers/typeorm-again.test.js \
	%D%/peers/typeorm-use.test.js \
	%D%/peers/typeorm.js \
	%D%/peers/typeorm.test.js \
	%D%/peers/typeorm03/.npmrc \
	%D%/peers/typeorm03/package-lock.json \
	%D%/peers/typeorm03/package.json \
	%D%/peers/typeorm1/.npmrc \
	%D%/peers/typeorm1/package-lock.json \
	%D%/peers/typeorm1/package.json \
	%D%/peers/typescript.js \
	%D%/peers/validation.test.js

TESTS += $(unit_tests) $(shell_tests)
if !SANITIZERS
TESTS += $(plain_tests)
endif

TEST_EXTENSIONS = .test
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = %D%/patient$(EXEEXT)
TEST_LOG_DRIVER = $(LOG_DRIVER)
TEST_LOG_COMPILER = $(LOG_COMPILER) $(SHELL)

# A sanitizer's exit status must not look like one of authgen's (0 to 3, 70).
AM_TESTS_ENVIRONMENT = \
	AUTHGEN='$(abs_top_builddir)/authgen$(EXEEXT)'; export AUTHGEN; \
	MAKE='$(MAKE)'; export MAKE; \
	NM='$(NM)'; export NM; \
	CC='$(CC) $(AG_LDFLAGS)'; export CC; \
	LC_ALL=C; export LC_ALL; \
	ASAN_OPTIONS=exitcode=99; export ASAN_OPTIONS; \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1; export UBSAN_OPTIONS;

# What the examples become, to be read before it is committed.
update-golden: authgen$(EXEEXT)
	AUTHGEN='$(abs_top_builddir)/authgen$(EXEEXT)' $(SHELL) \
		$(srcdir)/%D%/golden.sh $(srcdir)/examples $(srcdir)/%D%/golden
.PHONY: update-golden
