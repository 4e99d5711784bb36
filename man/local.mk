dist_man_MANS += \
	%D%/authgen-presets.7 \
	%D%/authgen-schema.5 \
	%D%/authgen-targets.7 \
	%D%/authgen-templates.5 \
	%D%/authgen.1

# authgen-differences.7 lists the differences that tests/peers allows.
man_MANS = %D%/authgen-differences.7
EXTRA_DIST += %D%/differences %D%/differences.awk
CLEANFILES += %D%/authgen-differences.7

%D%/authgen-differences.7: %D%/differences %D%/differences.awk
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)LC_ALL=C $(AWK) -f $(srcdir)/%D%/differences.awk \
	    $(srcdir)/%D%/differences >$@.tmp && mv $@.tmp $@

# authgen-errors.7 has the text of `authgen explain`.
man_MANS += %D%/authgen-errors.7
EXTRA_DIST += %D%/codes %D%/errors.awk
CLEANFILES += %D%/authgen-errors.7

%D%/authgen-errors.7: base/diag.def %D%/codes %D%/errors.awk
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)LC_ALL=C $(AWK) -f $(srcdir)/%D%/errors.awk \
	    $(srcdir)/base/diag.def $(srcdir)/%D%/codes >$@.tmp && mv $@.tmp $@

# authgen-editors.7 contains the recipes of editors/ verbatim.
man_MANS += %D%/authgen-editors.7
EXTRA_DIST += %D%/authgen-editors.in %D%/recipes.awk
CLEANFILES += %D%/authgen-editors.7

%D%/authgen-editors.7: %D%/authgen-editors.in %D%/recipes.awk $(recipes)
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)LC_ALL=C $(AWK) -v recipes=$(srcdir)/editors/recipes \
	    -f $(srcdir)/%D%/recipes.awk $(srcdir)/%D%/authgen-editors.in \
	    >$@.tmp && mv $@.tmp $@

# Two programs, built only for this, generate authgen-targets.7 from the manifests
# and authgen-presets.7 from the presets.
EXTRA_DIST += %D%/authgen-presets.in %D%/authgen-targets.in
MAINTAINERCLEANFILES += %D%/authgen-presets.7 %D%/authgen-targets.7

if CROSS
# They run here, so they are compiled for this machine, with all of the library in
# one step.
make_presets = %D%/presets.build
make_targets = %D%/targets.build

build_sources = $(libauthgen_a_SOURCES) base/embedded.c \
	gen/target/no_targets.c

$(make_presets) $(make_targets) $(compile_targets): $(build_sources) \
		%D%/presets.c %D%/targets.c build-aux/compile-targets.c
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)set --; \
	for file in $(@:.build=.c) $(build_sources); do \
	    case $$file in *.c) ;; *) continue ;; esac; \
	    test -f $$file || file=$(srcdir)/$$file; \
	    set -- "$$@" $$file; \
	done; \
	$(CC_FOR_BUILD) -I. -I$(srcdir) $(AM_CPPFLAGS) -o $@ "$$@"
else
make_presets = %D%/presets$(EXEEXT)
make_targets = %D%/targets$(EXEEXT)
EXTRA_PROGRAMS += %D%/presets %D%/targets
%C%_presets_SOURCES = %D%/presets.c
%C%_targets_SOURCES = %D%/targets.c
endif
CLEANFILES += $(make_presets) $(make_targets)

%D%/authgen-presets.7: $(make_presets) %D%/authgen-presets.in
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(make_presets) $(srcdir)/%D%/authgen-presets.in >$@.tmp && \
	    mv $@.tmp $@

%D%/authgen-targets.7: $(make_targets) %D%/authgen-targets.in
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(make_targets) $(srcdir)/%D%/authgen-targets.in >$@.tmp && \
	    mv $@.tmp $@

# The pages that were generated in a build folder of a tarball.
distclean-local:
	test '$(srcdir)' = . || rm -f %D%/authgen-presets.7 %D%/authgen-targets.7
