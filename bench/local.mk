# The whole folder is distributed; `make bench` builds bench/measure.
EXTRA_DIST += %D%/budget %D%/config.ts %D%/count %D%/growth %D%/models \
	%D%/project %D%/report.mjs %D%/results %D%/run \
	%D%/peers/auth/.npmrc %D%/peers/auth/node20.js \
	%D%/peers/auth/package-lock.json %D%/peers/auth/package.json \
	%D%/peers/.npmrc %D%/peers/commands %D%/peers/in-process \
	%D%/peers/lint.js %D%/peers/package-lock.json %D%/peers/package.json \
	%D%/peers/prepare %D%/peers/wasm.js
EXTRA_PROGRAMS += %D%/arena %D%/measure
%C%_arena_SOURCES = %D%/arena.c
%C%_measure_SOURCES = %D%/measure.c
%C%_measure_LDADD =
CLEANFILES += %D%/arena$(EXEEXT) %D%/measure$(EXEEXT)

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

# What a run may cost; and its new numbers, after a change that is meant.
budget:
	MAKE='$(MAKE)' $(srcdir)/%D%/count
update-budget:
	MAKE='$(MAKE)' $(srcdir)/%D%/count update
clean-local: clean-budget
clean-budget:
	rm -rf %D%/count.d
.PHONY: budget clean-budget update-budget
