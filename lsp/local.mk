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
authgen_LDADD = $(LDADD) $(JANSSON_LIBS)
# The host of the WebAssembly module runs the loop of the server.
if JANSSON
authgen_SOURCES += $(lsp_sources)
if WASM
authgen_SOURCES += %D%/wasm.c %D%/wasm.h
authgen_LDFLAGS += -Wl,--export=ag_wasm_lsp_room \
	-Wl,--export=ag_wasm_lsp_receive -Wl,--export=ag_wasm_lsp_step
else
authgen_SOURCES += %D%/run.c
endif
else
authgen_SOURCES += %D%/run.c
endif
