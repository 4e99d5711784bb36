libauthgen_a_SOURCES += \
	%D%/compose.c \
	%D%/compose.h \
	%D%/configuration.c \
	%D%/resolve.c \
	%D%/resolve.h \
	%D%/resolver.h
