libauthgen_a_SOURCES += \
	%D%/builders.def \
	%D%/column.c \
	%D%/drizzle.c \
	%D%/drizzle.h \
	%D%/key.c \
	%D%/name.c \
	%D%/relation.c \
	%D%/settings.c \
	%D%/tables.h \
	%D%/value.c \
	%D%/write.c
