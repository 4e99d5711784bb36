libauthgen_a_SOURCES += \
	%D%/lexer.c \
	%D%/lexer.h \
	%D%/script.c \
	%D%/script.h \
	%D%/tokens.c \
	%D%/tokens.h \
	%D%/value.c
EXTRA_DIST += %D%/lexer.re
MAINTAINERCLEANFILES += %D%/lexer.c
