libauthgen_a_SOURCES += \
	%D%/arena.c \
	%D%/arena.h \
	%D%/attr.h \
	%D%/buf.c \
	%D%/buf.h \
	%D%/diag.c \
	%D%/diag.def \
	%D%/diag.h \
	%D%/embed.h \
	%D%/escape.c \
	%D%/escape.h \
	%D%/map.c \
	%D%/map.h \
	%D%/path.c \
	%D%/path.h \
	%D%/position.c \
	%D%/position.h \
	%D%/source.c \
	%D%/source.h \
	%D%/str.c \
	%D%/str.h \
	%D%/words.c \
	%D%/words.h

# The built-in templates and presets as C.
nodist_libauthgen_a_SOURCES += %D%/embedded.c
CLEANFILES += %D%/embedded.c

%D%/embedded.c: $(templates) $(presets) man/codes build-aux/embed.sh \
		templates/local.mk presets/local.mk
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_EMBED)$(SHELL) $(srcdir)/build-aux/embed.sh $(srcdir) \
		$(templates) $(presets) man/codes >$@
