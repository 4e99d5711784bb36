libauthgen_a_SOURCES += \
	%D%/manifest.c \
	%D%/partition.c \
	%D%/partition.h \
	%D%/target.h \
	%D%/view.c \
	%D%/view.def \
	%D%/view.h
