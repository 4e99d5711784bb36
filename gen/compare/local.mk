libauthgen_a_SOURCES += \
	%D%/compare.c \
	%D%/compare.h \
	%D%/text.c \
	%D%/text.h
