# Prisma's generator protocol. It needs jansson, as the language server does.
prisma_sources = %D%/serve.c %D%/serve.h

EXTRA_DIST += $(prisma_sources)
authgen_SOURCES += %D%/run.c
if JANSSON
authgen_SOURCES += $(prisma_sources)
endif
