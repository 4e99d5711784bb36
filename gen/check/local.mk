libauthgen_a_SOURCES += \
	%D%/attr.c \
	%D%/cascade.c \
	%D%/check.c \
	%D%/check.h \
	%D%/checker.h \
	%D%/collision.c \
	%D%/datasource.c \
	%D%/declare.c \
	%D%/default.c \
	%D%/derive.c \
	%D%/enum.c \
	%D%/field.c \
	%D%/fix.c \
	%D%/index.c \
	%D%/key.c \
	%D%/language.h \
	%D%/lower.c \
	%D%/mixin.c \
	%D%/mysql.c \
	%D%/names.c \
	%D%/pattern.c \
	%D%/relation.c \
	%D%/rule.c \
	%D%/settings.c \
	%D%/sql.c \
	%D%/symbol.c
