libauthgen_a_SOURCES += \
	%D%/compose.c \
	%D%/compose.h \
	%D%/resolve.c \
	%D%/resolve.h
