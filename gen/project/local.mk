libauthgen_a_SOURCES += \
	%D%/files.c \
	%D%/files.h \
	%D%/module.c \
	%D%/package.c \
	%D%/pnpm.c \
	%D%/project.h \
	%D%/release.c \
	%D%/style.c \
	%D%/tsconfig.c \
	%D%/workspace.c
