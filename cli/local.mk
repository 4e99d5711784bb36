bin_PROGRAMS += authgen

authgen_SOURCES = \
	%D%/check.c \
	%D%/commit.c \
	%D%/commit.h \
	%D%/completions.c \
	%D%/depend.c \
	%D%/depend.h \
	%D%/diff.c \
	%D%/diff.h \
	%D%/explain.c \
	%D%/explain.h \
	%D%/files.c \
	%D%/files.h \
	%D%/fmt.c \
	%D%/format.h \
	%D%/format_github.c \
	%D%/format_json.c \
	%D%/format_sarif.c \
	%D%/format_text.c \
	%D%/generate.c \
	%D%/json.c \
	%D%/json.h \
	%D%/list.c \
	%D%/main.c \
	%D%/messages.c \
	%D%/messages.h \
	%D%/options.c \
	%D%/options.def \
	%D%/options.h \
	%D%/output.c \
	%D%/output.h \
	%D%/platform.c \
	%D%/platform.h \
	%D%/run.c \
	%D%/run.h \
	%D%/sanitize.c \
	%D%/sanitize.h \
	%D%/temporary.c \
	%D%/temporary.h \
	%D%/uri.c \
	%D%/uri.h \
	%D%/watch.c \
	%D%/watcher.h \
	%D%/write.c

# What differs between systems: see configure.ac.
if PLATFORM_POSIX
platform = %D%/platform_posix.c
else
platform = %D%/platform_plain.c
endif
authgen_SOURCES += $(platform)
EXTRA_DIST += %D%/platform_plain.c %D%/platform_posix.c

if WATCH_INOTIFY
authgen_SOURCES += %D%/watcher_inotify.c
else
if WATCH_KQUEUE
authgen_SOURCES += %D%/watcher_kqueue.c
else
authgen_SOURCES += %D%/watcher_poll.c
endif
endif

# A module for a host of JavaScript (`make wasm`) has functions, but no main().
authgen_LDFLAGS = $(AG_LDFLAGS)
if WASM
authgen_SOURCES += %D%/wasm.c %D%/wasm.h
authgen_LDFLAGS += -mexec-model=reactor \
	-Wl,--export=ag_wasm_alloc -Wl,--export=ag_wasm_main \
	-Wl,--export=ag_wasm_files -Wl,-z,stack-size=1048576
endif

# What the program itself prints, so not where it cannot be run.
if !CROSS
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
nodist_bashcompletion_DATA = %D%/completions/authgen
nodist_zshcompletion_DATA = %D%/completions/_authgen
nodist_fishcompletion_DATA = %D%/completions/authgen.fish
CLEANFILES += $(nodist_bashcompletion_DATA) $(nodist_zshcompletion_DATA) \
	$(nodist_fishcompletion_DATA)

make_completions = $(MKDIR_P) $(@D) && \
	./authgen$(EXEEXT) completions $$shell >$@.tmp && mv $@.tmp $@

%D%/completions/authgen: authgen$(EXEEXT)
	$(AM_V_GEN)shell=bash; $(make_completions)
%D%/completions/_authgen: authgen$(EXEEXT)
	$(AM_V_GEN)shell=zsh; $(make_completions)
%D%/completions/authgen.fish: authgen$(EXEEXT)
	$(AM_V_GEN)shell=fish; $(make_completions)
endif

# The only code that may use more than C11 (see configure.ac). macOS counts some of
# POSIX (O_NOFOLLOW) among its own extensions.
authgen_CPPFLAGS = $(AM_CPPFLAGS) -D_POSIX_C_SOURCE=200809L -D_DARWIN_C_SOURCE
