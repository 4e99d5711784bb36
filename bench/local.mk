# The whole folder is distributed; `make bench` builds bench/measure.
EXTRA_DIST += %D%/config.ts %D%/growth %D%/models \
	%D%/project %D%/report.mjs %D%/results %D%/run \
	%D%/peers/auth/.npmrc %D%/peers/auth/node20.js \
	%D%/peers/auth/package-lock.json %D%/peers/auth/package.json \
	%D%/peers/.npmrc %D%/peers/commands %D%/peers/in-process \
	%D%/peers/lint.js %D%/peers/package-lock.json %D%/peers/package.json \
	%D%/peers/prepare %D%/peers/wasm.js
EXTRA_PROGRAMS += %D%/measure
%C%_measure_SOURCES = %D%/measure.c
%C%_measure_LDADD =
CLEANFILES += %D%/measure$(EXEEXT)

# Measures what is here, in bench/results, and prints its tables. The page Speed of the
# site has them, from the file in the tree, which update-results writes.
bench: authgen$(EXEEXT) %D%/measure$(EXEEXT)
	AUTHGEN=./authgen$(EXEEXT) MEASURE=%D%/measure$(EXEEXT) \
		$(srcdir)/%D%/run %D%/results.new
	-node $(srcdir)/%D%/report.mjs %D%/results.new
update-results: bench
	cp %D%/results.new $(srcdir)/%D%/results
CLEANFILES += %D%/results.new
.PHONY: bench update-results
