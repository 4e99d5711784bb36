libauthgen_a_SOURCES += \
	%D%/auth_js.c \
	%D%/better_auth.c \
	%D%/call.c \
	%D%/database.c \
	%D%/field.c \
	%D%/import.c \
	%D%/import.h \
	%D%/libraries.def \
	%D%/name.c \
	%D%/operator.c \
	%D%/option.c \
	%D%/origin.c \
	%D%/plugin.c \
	%D%/reader.h \
	%D%/release.c \
	%D%/script.c \
	%D%/script.h \
	%D%/script_lexer.c \
	%D%/script_lexer.h \
	%D%/script_tokens.c \
	%D%/script_tokens.h \
	%D%/script_value.c \
	%D%/table.c \
	%D%/table.h \
	%D%/value.c \
	%D%/value.h
EXTRA_DIST += %D%/script_lexer.re
MAINTAINERCLEANFILES += %D%/script_lexer.c
