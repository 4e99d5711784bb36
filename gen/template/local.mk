libauthgen_a_SOURCES += \
	%D%/compile.c \
	%D%/compile.h \
	%D%/expr.c \
	%D%/filter.c \
	%D%/filter.h \
	%D%/import.c \
	%D%/import.h \
	%D%/layout.c \
	%D%/layout.h \
	%D%/lexer.c \
	%D%/lexer.h \
	%D%/parse.h \
	%D%/program.c \
	%D%/program.h \
	%D%/reflect.h \
	%D%/render.c \
	%D%/statement.c \
	%D%/template.c \
	%D%/template.h \
	%D%/tree.h
EXTRA_DIST += %D%/lexer.re
MAINTAINERCLEANFILES += %D%/lexer.c
