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
# and authgen-presets.7 from the presets. Tarballs contain both pages: if the
# programs cannot run here (cross compilation), the pages are copied.
EXTRA_PROGRAMS += %D%/presets %D%/targets
%C%_presets_SOURCES = %D%/presets.c
%C%_targets_SOURCES = %D%/targets.c
EXTRA_DIST += %D%/authgen-presets.in %D%/authgen-targets.in
CLEANFILES += %D%/presets$(EXEEXT) %D%/targets$(EXEEXT)
MAINTAINERCLEANFILES += %D%/authgen-presets.7 %D%/authgen-targets.7

make_page = \
	if test '$(cross_compiling)' != yes; then \
	    $$program $$frame >$@.tmp && mv $@.tmp $@; \
	elif test '$(srcdir)' = .; then touch -c $@ && test -f $@; \
	else cat $(srcdir)/$@ >$@.tmp && mv $@.tmp $@; fi

%D%/authgen-presets.7: %D%/presets$(EXEEXT) %D%/authgen-presets.in
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)program=%D%/presets$(EXEEXT); \
	frame=$(srcdir)/%D%/authgen-presets.in; $(make_page)

%D%/authgen-targets.7: %D%/targets$(EXEEXT) %D%/authgen-targets.in
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)program=%D%/targets$(EXEEXT); \
	frame=$(srcdir)/%D%/authgen-targets.in; $(make_page)

# The pages that were generated in a build folder of a tarball.
distclean-local:
	test '$(srcdir)' = . || rm -f %D%/authgen-presets.7 %D%/authgen-targets.7
