# The language server. All of it but the command itself is only there where
# jansson is: see configure.ac.
lsp_sources = \
	%D%/diagnostics.c \
	%D%/document.c \
	%D%/document.h \
	%D%/features.c \
	%D%/features.h \
	%D%/json.c \
	%D%/json.h \
	%D%/kind.def \
	%D%/method.def \
	%D%/rpc.c \
	%D%/rpc.h \
	%D%/server.c \
	%D%/server.h \
	%D%/sync.c \
	%D%/workspace.c \
	%D%/workspace.h

EXTRA_DIST += $(lsp_sources)
authgen_SOURCES += %D%/run.c
authgen_LDADD = $(LDADD) $(JANSSON_LIBS)
if LSP
authgen_SOURCES += $(lsp_sources)
endif
