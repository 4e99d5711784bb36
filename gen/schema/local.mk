libauthgen_a_SOURCES += \
	%D%/composed.c \
	%D%/composed.h \
	%D%/convention.c \
	%D%/convention.h \
	%D%/dialect.def \
	%D%/feature.c \
	%D%/feature.def \
	%D%/feature.h \
	%D%/index.def \
	%D%/literal.c \
	%D%/literal.h \
	%D%/naming.c \
	%D%/naming.h \
	%D%/native.def \
	%D%/scalar.def \
	%D%/schema.c \
	%D%/schema.h \
	%D%/sql.c \
	%D%/sql.h \
	%D%/type.c \
	%D%/type.def \
	%D%/type.h
