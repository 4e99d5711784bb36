libauthgen_a_SOURCES += \
	%D%/compiled.c \
	%D%/compiled.h \
	%D%/ident.c \
	%D%/manifest.c \
	%D%/partition.c \
	%D%/partition.h \
	%D%/probe.c \
	%D%/probe.h \
	%D%/provider.c \
	%D%/render.c \
	%D%/render.h \
	%D%/support.c \
	%D%/target.h \
	%D%/view.c \
	%D%/view.def \
	%D%/view.h

# The built-in targets, compiled by a program that is built of the rest of the
# library: gen/target/compiled.h.
if COMPILED_TARGETS
nodist_libauthgen_a_SOURCES += %D%/compiled_targets.c
else
nodist_libauthgen_a_SOURCES += %D%/no_targets.c
endif
EXTRA_DIST += %D%/no_targets.c build-aux/compile-targets.c
CLEANFILES += %D%/compiled_targets.c libstages.a

if CROSS
compile_targets = build-aux/compile-targets.build
else
compile_targets = build-aux/compile-targets$(EXEEXT)
EXTRA_LIBRARIES += libstages.a
libstages_a_SOURCES = $(libauthgen_a_SOURCES)
nodist_libstages_a_SOURCES = base/embedded.c
EXTRA_PROGRAMS += build-aux/compile-targets
build_aux_compile_targets_SOURCES = build-aux/compile-targets.c \
	%D%/no_targets.c
build_aux_compile_targets_LDADD = libstages.a
endif
CLEANFILES += $(compile_targets)

%D%/compiled_targets.c: $(compile_targets)
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(compile_targets) >$@.tmp && mv $@.tmp $@
