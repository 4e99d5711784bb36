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
	%D%/table.c \
	%D%/table.h \
	%D%/value.c \
	%D%/value.h
