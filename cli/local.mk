bin_PROGRAMS += authgen

authgen_SOURCES = \
	%D%/files.c \
	%D%/files.h \
	%D%/generate.c \
	%D%/list.c \
	%D%/main.c \
	%D%/options.c \
	%D%/options.def \
	%D%/options.h \
	%D%/pages.c \
	%D%/pages.h \
	%D%/run.c \
	%D%/run.h \
	%D%/text.c \
	%D%/text.h \
	%D%/write.c

# The only code that may use more than C11 (see configure.ac).
authgen_CPPFLAGS = $(AM_CPPFLAGS) -D_POSIX_C_SOURCE=200809L
