libauthgen_a_SOURCES += \
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
