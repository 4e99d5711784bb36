# The whole folder is distributed; `make bench` builds bench/measure.
EXTRA_DIST += %D%/config.ts %D%/growth %D%/models %D%/project %D%/run \
	%D%/peers/auth/.npmrc %D%/peers/auth/node20.js \
	%D%/peers/auth/package-lock.json %D%/peers/auth/package.json \
	%D%/peers/.npmrc %D%/peers/format.js %D%/peers/lint.js \
	%D%/peers/package-lock.json \
	%D%/peers/package.json %D%/peers/run
EXTRA_PROGRAMS += %D%/measure
%C%_measure_SOURCES = %D%/measure.c
%C%_measure_LDADD =
CLEANFILES += %D%/measure$(EXEEXT)

bench: authgen$(EXEEXT) %D%/measure$(EXEEXT)
	AUTHGEN=./authgen$(EXEEXT) MEASURE=%D%/measure$(EXEEXT) \
		$(srcdir)/%D%/run
.PHONY: bench
