libauthgen_a_SOURCES += \
	%D%/arena.c \
	%D%/arena.h \
	%D%/attr.h \
	%D%/buf.c \
	%D%/buf.h \
	%D%/diag.c \
	%D%/diag.def \
	%D%/diag.h \
	%D%/map.c \
	%D%/map.h \
	%D%/position.c \
	%D%/position.h \
	%D%/source.c \
	%D%/source.h \
	%D%/str.c \
	%D%/str.h \
	%D%/words.c \
	%D%/words.h
