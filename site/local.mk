# The picture in README.md is in the tree, because forges show README.md as it is.
update-picture: authgen$(EXEEXT)
	node $(srcdir)/%D%/picture.mjs ./authgen$(EXEEXT) $(srcdir)/%D%/user.auth \
		>$(srcdir)/%D%/outputs.svg.new && \
	mv $(srcdir)/%D%/outputs.svg.new $(srcdir)/%D%/outputs.svg
.PHONY: update-picture

# The site, in html/: `make html`, which needs node and mandoc. It has the playground
# if `make playground` has built that.
html-local: $(man_MANS) $(dist_man_MANS)
	$(AM_V_GEN)node $(srcdir)/%D%/build.mjs $(VERSION) . html

clean-local: clean-html
clean-html:
	rm -rf html
.PHONY: clean-html

EXTRA_DIST += \
	%D%/auth.js.md \
	%D%/better-auth-drizzle.md \
	%D%/better-auth-kysely.md \
	%D%/better-auth-prisma.md \
	%D%/build.mjs \
	%D%/ci.md \
	%D%/existing-database.md \
	%D%/highlight.mjs \
	%D%/index.md \
	%D%/lucia.md \
	%D%/markdown.mjs \
	%D%/monorepos.md \
	%D%/nuxthub.md \
	%D%/outputs.svg \
	%D%/own-tables.md \
	%D%/picture.mjs \
	%D%/site.js \
	%D%/speed.md \
	%D%/style.css \
	%D%/user.auth
