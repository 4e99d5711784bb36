libauthgen_a_SOURCES += \
	%D%/api.c \
	%D%/context.h \
	%D%/diagnostics.c \
	%D%/generators.c \
	%D%/load.c

# The built-in templates and presets as C.
nodist_libauthgen_a_SOURCES += %D%/embedded.c
CLEANFILES += %D%/embedded.c

%D%/embedded.c: $(templates) $(presets) man/codes build-aux/embed.sh \
		templates/local.mk presets/local.mk
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_EMBED)$(SHELL) $(srcdir)/build-aux/embed.sh $(srcdir) \
		$(templates) $(presets) man/codes >$@
