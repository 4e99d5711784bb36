# The folder as a whole; bench/measure is made when `make bench` wants it.
EXTRA_DIST += %D%/models %D%/run \
	%D%/peers/.npmrc %D%/peers/format.js %D%/peers/package-lock.json \
	%D%/peers/package.json %D%/peers/run
EXTRA_PROGRAMS += %D%/measure
%C%_measure_SOURCES = %D%/measure.c
%C%_measure_LDADD =
CLEANFILES += %D%/measure$(EXEEXT)

bench: authgen$(EXEEXT) %D%/measure$(EXEEXT)
	AUTHGEN=./authgen$(EXEEXT) MEASURE=%D%/measure$(EXEEXT) \
		$(srcdir)/%D%/run
.PHONY: bench
