libauthgen_a_SOURCES += \
	%D%/api.c \
	%D%/compare.c \
	%D%/context.h \
	%D%/conventions.c \
	%D%/diagnostics.c \
	%D%/generators.c \
	%D%/load.c \
	%D%/targets.c
