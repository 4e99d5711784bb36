libauthgen_a_SOURCES += \
	%D%/complete.c \
	%D%/hover.c \
	%D%/outline.c \
	%D%/query.h \
	%D%/references.c \
	%D%/symbols.c \
	%D%/symbols.h
