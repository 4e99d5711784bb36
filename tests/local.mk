# Every test prints TAP. C tests: tests/NAME-unit.c, linked with the library,
# one line in check_PROGRAMS. Shell tests: tests/NAME.test, one line in
# shell_tests. Both find $srcdir, $AUTHGEN and the rest of the environment below.

check_PROGRAMS += \
	%D%/tmpl-unit

shell_tests = \
	%D%/cli.test \
	%D%/dist.test \
	%D%/errors.test \
	%D%/golden.test \
	%D%/layers.test \
	%D%/manual.test

# Sanitizers bring symbols and sections of their own.
plain_tests = \
	%D%/globals.test

EXTRA_DIST += $(shell_tests) $(plain_tests) %D%/tap.h %D%/tap.sh

# Data of tests: folders as a whole, since nothing is built in them.
EXTRA_DIST += \
	%D%/errors \
	%D%/golden \
	%D%/golden.sh \
	%D%/lucia \
	%D%/valid

# Run by script/test, not by make check: they need Node, its packages and two
# database servers.
EXTRA_DIST += \
	%D%/peers/.npmrc \
	%D%/peers/authgen.js \
	%D%/peers/constructs.js \
	%D%/peers/databases.js \
	%D%/peers/ddl-escape.test.js \
	%D%/peers/ddl.js \
	%D%/peers/ddl.test.js \
	%D%/peers/drizzle.js \
	%D%/peers/drizzle.test.js \
	%D%/peers/drizzle045/.npmrc \
	%D%/peers/drizzle045/package-lock.json \
	%D%/peers/drizzle045/package.json \
	%D%/peers/drizzle1/.npmrc \
	%D%/peers/drizzle1/package-lock.json \
	%D%/peers/drizzle1/package.json \
	%D%/peers/engine.js \
	%D%/peers/engine/.npmrc \
	%D%/peers/engine/package-lock.json \
	%D%/peers/engine/package.json \
	%D%/peers/escape.test.js \
	%D%/peers/hostile.js \
	%D%/peers/introspect.js \
	%D%/peers/lucia.test.js \
	%D%/peers/main.js \
	%D%/peers/package-lock.json \
	%D%/peers/package.json \
	%D%/peers/prisma.js \
	%D%/peers/prisma.test.js \
	%D%/peers/prisma6/.npmrc \
	%D%/peers/prisma6/package-lock.json \
	%D%/peers/prisma6/package.json \
	%D%/peers/prisma7/.npmrc \
	%D%/peers/prisma7/package-lock.json \
	%D%/peers/prisma7/package.json \
	%D%/peers/process.js \
	%D%/peers/run \
	%D%/peers/same/cockroachdb.prisma \
	%D%/peers/same/mysql.prisma \
	%D%/peers/same/postgresql.prisma \
	%D%/peers/same/sqlite.prisma \
	%D%/peers/same/sqlserver.prisma \
	%D%/peers/schemas.js \
	%D%/peers/servers.js \
	%D%/peers/setup \
	%D%/peers/sqlserver.test.js \
	%D%/peers/tap.js \
	%D%/peers/tsql.js \
	%D%/peers/tsql/.npmrc \
	%D%/peers/tsql/package-lock.json \
	%D%/peers/tsql/package.json \
	%D%/peers/typeorm-use.test.js \
	%D%/peers/typeorm.js \
	%D%/peers/typeorm.test.js \
	%D%/peers/typeorm03/.npmrc \
	%D%/peers/typeorm03/package-lock.json \
	%D%/peers/typeorm03/package.json \
	%D%/peers/typeorm1/.npmrc \
	%D%/peers/typeorm1/package-lock.json \
	%D%/peers/typeorm1/package.json \
	%D%/peers/typescript.js

TESTS += $(check_PROGRAMS) $(shell_tests)
if !SANITIZERS
TESTS += $(plain_tests)
endif

TEST_EXTENSIONS = .test
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = $(TIMEOUT)
TEST_LOG_DRIVER = $(LOG_DRIVER)
TEST_LOG_COMPILER = $(TIMEOUT) $(SHELL)

# A sanitizer's exit status must not look like one of authgen's (0 to 3, 70).
AM_TESTS_ENVIRONMENT = \
	AUTHGEN='$(abs_top_builddir)/authgen$(EXEEXT)'; export AUTHGEN; \
	MAKE='$(MAKE)'; export MAKE; \
	NM='$(NM)'; export NM; \
	LC_ALL=C; export LC_ALL; \
	ASAN_OPTIONS=exitcode=99; export ASAN_OPTIONS; \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1; export UBSAN_OPTIONS;

# What the examples become, to be read before it is committed.
update-golden: authgen$(EXEEXT)
	AUTHGEN='$(abs_top_builddir)/authgen$(EXEEXT)' $(SHELL) \
		$(srcdir)/%D%/golden.sh $(srcdir)/examples $(srcdir)/%D%/golden
.PHONY: update-golden
