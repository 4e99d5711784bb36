libauthgen_a_SOURCES += \
	%D%/attr.c \
	%D%/cascade.c \
	%D%/check.c \
	%D%/check.h \
	%D%/checker.h \
	%D%/collision.c \
	%D%/datasource.c \
	%D%/declare.c \
	%D%/enum.c \
	%D%/lower.c \
	%D%/mixin.c \
	%D%/settings.c \
	%D%/default.c \
	%D%/field.c \
	%D%/fix.c \
	%D%/index.c \
	%D%/key.c \
	%D%/language.h \
	%D%/mysql.c \
	%D%/relation.c \
	%D%/rule.c
