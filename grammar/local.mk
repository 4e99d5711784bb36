# Made from the .re files and parser.y. Listed as sources so that
# tarballs carry them; git does not. (automake's own .y support calls bison -y,
# which forbids what parser.y declares, hence rules of our own.)
grammar_generated = \
	%D%/lexer.c \
	%D%/line.c \
	%D%/parser.c \
	%D%/parser.h

libauthgen_a_SOURCES += \
	$(grammar_generated) \
	%D%/ast.c \
	%D%/ast.h \
	%D%/attribute.def \
	%D%/block.def \
	%D%/format.c \
	%D%/format.h \
	%D%/keyword.def \
	%D%/lexer.h \
	%D%/line.h \
	%D%/node.h \
	%D%/parse.h

EXTRA_DIST += \
	%D%/lexer.re \
	%D%/line.re \
	%D%/parser.y

BUILT_SOURCES += %D%/parser.h
MAINTAINERCLEANFILES += $(grammar_generated)

SUFFIXES = .re .y

# Both drop $(srcdir)/ from #line, so that a tarball does not depend on where
# it was made; re2c has no option for that.
.re.c:
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_RE2C)$(RE2C) -W -Werror --no-generation-date -o $@ $<
	$(AM_V_at)prefix='"$(srcdir)/' $(AWK) '/^#line / { \
	    at = index($$0, "\""); n = length(ENVIRON["prefix"]); \
	    if (substr($$0, at, n) == ENVIRON["prefix"]) \
	        $$0 = substr($$0, 1, at) substr($$0, at + n) \
	} { print }' $@ >$@.tmp && mv $@.tmp $@

.y.c:
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_BISON)$(BISON) -Wall -Werror --file-prefix-map=$(srcdir)/= \
	    --header=$*.h -o $@ $<
	$(AM_V_at)touch $*.h

# parser.h comes with parser.c. In a VPATH build of a tarball it is in srcdir.
%D%/parser.h: %D%/parser.c
	@if test -f $@ || test -f $(srcdir)/$@; then :; else \
	    rm -f %D%/parser.c && $(MAKE) $(AM_MAKEFLAGS) %D%/parser.c; fi

# On the object: on lexer.c it would call re2c in a tarball, by timestamp.
%D%/lexer.$(OBJEXT) %D%/parser.$(OBJEXT): %D%/parser.h
